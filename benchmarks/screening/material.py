"""The names to screen with: the SDN list as parties, its two halves, alias pairs, clean names.

- **Halves**: by the first byte of sha256 of `goodoffices:` and the entity's number; even is for training, odd for testing.
- **Alias pairs**: each alias of an entity, to be found without itself. An alias is called *another spelling* if rapidfuzz's
  `token_sort_ratio`, or its `ratio` of the letters run together, with some other name of its entity is 65 or more, else *another name*. For bodies and vessels,
  words that stand in 50 names of the list or more (KOREA, TRADING, CORPORATION) are left out first, unless nothing else is there.
- **Clean synthetic persons**: Faker, several countries, those whose words are all of some listed person left out.
- **Clean bodies**: a made-up proper word (a Faker surname or town) among one to three trade words and a legal form.
- **Real Korean names**: surnames by their census share (rounded), given names from the popular ones of birth years 1940 to 2010 as Faker's
  ko_KR lists them and as they are generally known (written down, not transcribed from the register), each as likely as another, spelt in
  six ways. That makes namesakes commoner than among real people, whose given names have a long tail. Told of all, and of
  the *unlisted* among them: those that in no usual way (northern, McCune-Reischauer with or without marks, Revised) are spelt like a listed
  person, letter for letter. 김용수 is no unlisted name while KIM, Yong Su is listed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faker import Faker
from faker.providers.person.ko_KR import Provider as KoreanProvider
from rapidfuzz.fuzz import ratio, token_sort_ratio

from benchmarks.screening.spellings import hangul_of_mccune, spelling
from goodoffices.parties.model import Kind, ListedParty, Name
from goodoffices.parties.names import chinese

LISTS = Path(os.environ.get("GOODOFFICES_LISTS", Path(__file__).resolve().parents[2].parent / "shared" / "lists"))
SNAPSHOT = "us_csl_2026-07-31.json.gz"
SPELLING = 65
KINDS: dict[str, Kind] = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Airplane"}
LOCALES = [
    "en_US",
    "en_GB",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "pt_BR",
    "nl_NL",
    "pl_PL",
    "tr_TR",
    "id_ID",
    "vi_VN",
    "sv_SE",
    "ro_RO",
]
WAYS = ("hangul", "hanja", "cyrillic", "revised", "mccune", "mccune-bare", "north", "south", "pinyin")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search that should find a party: by `text`, without the listed name `without`."""

    text: str
    party: str
    kind: Kind
    group: str
    without: str = ""


def parties(lists: Path = LISTS) -> list[ListedParty]:
    """The SDN entries of the Consolidated Screening List's snapshot."""
    with gzip.open(lists / SNAPSHOT) as file:
        raw = json.load(file)
    programmes = raw["tables"]["programmes"]
    out = []
    for entry in raw["entries"]:
        if entry["s"] != 9:
            continue
        texts = [entry["n"], *entry.get("a", [])]
        names = tuple(Name(t, "primary" if i == 0 else "strong") for i, t in enumerate(texts))
        tags = tuple(t.strip() for t in programmes[entry["pg"]].split(";")) if "pg" in entry else ()
        out.append(
            ListedParty(entry["e"], "us-sdn", KINDS[entry["t"]], names, tags, countries=tuple(entry.get("c", ())))
        )
    return out


def is_test(party: ListedParty) -> bool:
    """Whether a party is of the test half."""
    return hashlib.sha256(f"goodoffices:{party.id}".encode()).digest()[0] % 2 == 1


def is_dprk(party: ListedParty) -> bool:
    """Whether a party stands under a North Korea programme."""
    return any(p.startswith("DPRK") for p in party.programmes)


_REGIONS = {
    "Russian": ("RU", "BY", "UA", "KZ"),
    "Persian": ("IR",),
    "Chinese": ("CN", "HK", "TW", "MO"),
    "Arabic": ("SY", "LB", "IQ", "YE", "SA", "EG", "LY", "SD", "PS", "JO", "DZ", "TN", "MA", "QA", "KW", "OM", "BH"),
    "Spanish": ("MX", "CO", "VE", "CU", "PE", "GT", "ES", "NI", "PA", "HN", "EC"),
    "Vietnamese": ("VN",),
}


def region(party: ListedParty) -> str:
    """Whose names a party's are likeliest to be, by the countries that the list gives: the North Korea programmes', or a language's."""
    if is_dprk(party):
        return "DPRK"
    return next((name for name, countries in _REGIONS.items() if set(countries) & set(party.countries)), "elsewhere")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum() or c in " -,").replace("-", " ").replace(",", " ")


def _nearness(one: str, other: str) -> float:
    a, b = _letters(one), _letters(other)
    return max(token_sort_ratio(a, b), ratio(a.replace(" ", ""), b.replace(" ", "")))


@cache
def _common_words() -> frozenset[str]:
    counts = Counter(w for p in parties() for n in p.names for w in set(_letters(n.text).split()))
    return frozenset(w for w, n in counts.items() if n >= 50)


def _without(text: str, drop: frozenset[str]) -> str:
    return " ".join(w for w in _letters(text).split() if w not in drop) or text


def alias_pairs(of: list[ListedParty]) -> Iterator[Wanted]:
    """Each alias as a search for its own entity."""
    common = _common_words()
    for party in of:
        for alias in party.names[1:]:
            others = [n.text for n in party.names if n.text != alias.text]
            if not others:
                continue
            drop = frozenset() if party.kind == "Person" else common
            near = max(_nearness(_without(alias.text, drop), _without(o, drop)) for o in others)
            where = "DPRK" if is_dprk(party) else "other"
            how = "spelling" if near >= SPELLING else "name"
            yield Wanted(alias.text, party.id, party.kind, f"{where} {party.kind} another {how}", alias.text)


HANJA = {
    "김": "金", "이": "李", "박": "朴", "최": "崔", "정": "鄭", "강": "姜", "조": "趙", "윤": "尹", "장": "張", "임": "林", "한": "韓", "오": "吳", "신": "申", "권": "權", "황": "黃", "안": "安", "송": "宋", "전": "全", "홍": "洪", "고": "高",
    "문": "文", "양": "梁", "구": "具", "곽": "郭", "차": "車", "주": "朱", "염": "廉", "지": "池", "민": "閔", "현": "玄", "백": "白", "허": "許", "남": "南", "심": "沈", "노": "盧", "하": "河", "유": "柳", "서": "徐", "손": "孫", "태": "太",
}  # fmt: skip
GIVEN_HANJA = {
    "영": "英永榮", "철": "哲鐵", "성": "成星聖", "정": "正貞", "남": "男", "일": "一日", "만": "萬", "혁": "赫革", "동": "東", "경": "京慶", "환": "煥", "춘": "春", "석": "錫", "민": "民敏", "은": "恩銀", "태": "泰", "승": "勝承", "섭": "燮",
    "식": "植", "덕": "德", "진": "鎭珍", "병": "炳秉", "찬": "燦", "대": "大", "원": "元源", "명": "明", "수": "洙秀", "호": "浩虎", "국": "國", "광": "光", "용": "龍勇", "룡": "龍", "상": "相", "준": "俊", "창": "昌", "학": "學", "훈": "勳",
    "길": "吉", "봉": "峰鳳", "주": "周柱", "인": "仁", "선": "善", "희": "喜熙", "순": "順", "옥": "玉", "현": "賢", "형": "亨", "기": "基", "남ㄱ": "", "자": "子", "하": "河", "종": "鍾宗", "문": "文", "해": "海", "강": "江", "심": "心", "건": "建", "규": "奎",
}  # fmt: skip


def written(hangul: str, way: str, chance: random.Random) -> str:
    """A Korean name in one of the ways of writing; empty where its characters are not known here."""
    if way not in ("hanja", "pinyin"):
        return spelling(hangul, way, chance)
    characters = [HANJA.get(hangul[0], ""), *(chance.choice(GIVEN_HANJA.get(g) or [""]) for g in hangul[1:])]
    if not all(characters):
        return ""
    if way == "hanja":
        return "".join(characters)
    read = [chinese.pinyin(c) for c in characters]
    return f"{read[0].title()} {''.join(read[1:]).title()}"


def across_scripts(of: list[ListedParty], seed: int = 4) -> Iterator[Wanted]:
    """DPRK persons whose hangul a fully marked McCune-Reischauer alias gives for certain, in every way of writing."""
    chance = random.Random(seed)
    south = {"리": "이", "림": "임", "류": "유", "량": "양", "로": "노", "렴": "염", "라": "나"}
    for party in of:
        if party.kind != "Person" or not is_dprk(party):
            continue
        for name in party.names:
            hangul = hangul_of_mccune(name.text)
            if hangul and len(party.names) > 1:
                hangul = south.get(hangul[0], hangul[0]) + hangul[1:]
                for way in WAYS:
                    text = written(hangul, way, chance)
                    if text:
                        yield Wanted(text, party.id, "Person", f"across scripts: {way}", name.text)
                break


def clean_persons(count: int, seed: int, listed: list[ListedParty]) -> list[str]:
    """Made-up persons of many countries."""
    faker = Faker(LOCALES)
    faker.seed_instance(seed)
    taken = {frozenset(_letters(n.text).split()) for p in listed if p.kind == "Person" for n in p.names}
    out: list[str] = []
    while len(out) < count:
        name = f"{faker.first_name()} {faker.last_name()}"
        if frozenset(_letters(name).split()) not in taken:
            out.append(name)
    return out


_TRADES = [
    "Trading",
    "General Trading",
    "Shipping",
    "Shipping and Trading",
    "Import Export",
    "Technology",
    "International Trading",
    "Bank",
    "Development Bank",
    "Construction",
    "Machinery",
    "Electronics",
    "Investment",
    "Logistics",
    "Oil and Gas",
    "Chemical Industry",
    "Industrial Group",
    "Marine Services",
]
_LEGAL = [
    "Co., Ltd.",
    "Company Limited",
    "Corporation",
    "Corp",
    "LLC",
    "Ltd",
    "Limited",
    "GmbH",
    "Inc",
    "Group",
    "JSC",
    "Company",
    "FZE",
    "Pte Ltd",
]
_PLACES = [
    "Korea",
    "Dalian",
    "Hong Kong",
    "Global",
    "Asia",
    "Pyongyang",
    "Dandong",
    "East",
    "Star",
    "New",
    "China",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
]


def clean_bodies(count: int, seed: int) -> list[str]:
    """Made-up firms: a proper word among the words that firms share."""
    faker, chance = Faker(LOCALES), random.Random(seed)
    faker.seed_instance(seed)
    return [
        " ".join(
            f"{chance.choice(_PLACES)} {faker.last_name()} {chance.choice(_TRADES)} {chance.choice(_LEGAL)}".split()
        )
        for _ in range(count)
    ]


def clean_vessels(count: int, seed: int) -> list[str]:
    """Made-up ships: two words such as ships are called by, often with a number."""
    faker, chance = Faker(LOCALES), random.Random(seed)
    faker.seed_instance(seed)
    second = [
        "STAR",
        "OCEAN",
        "GLORY",
        "PRIDE",
        "SPIRIT",
        "SEA",
        "EXPRESS",
        "TRADER",
        "PEARL",
        "WAVE",
        "HOPE",
        "KING",
        "QUEEN",
        "SUN",
    ]
    made = (
        f"{chance.choice((faker.first_name, faker.last_name))()} {chance.choice(second)}".upper() for _ in range(count)
    )
    return [f"{name} {chance.randrange(1, 20)}" if chance.random() < 0.3 else name for name in made]


_SURNAME_SHARES = dict(zip("김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄나", (215, 147, 84, 47, 43, 26, 23, 21, 20, 17, 15.5, 15.4, 15.1, 15, 14.2, 14, 13.8, 13.8, 11.3, 11.2, 13, 9.5, 9.3, 9.3, 9.2, 8, 7.7, 6.6, 5.5, 5.5, 5.1, 4.6, 4.1, 4, 3.9, 4, 3.9, 4, 3.4, 3.6, 3.1, 2.9, 3.2), strict=True))  # fmt: skip
_DECADES = """
영수 영호 영식 정웅 영길 영일 정수 정남 광수 중수 영자 정자 순자 춘자 경자 옥자 명자 숙자 정순 화자 영철 영환 병철 성수 정식 정호 영진 상철 종수 경수 성호 성진 상호 경호 진호 영숙 정숙 영희 명숙
경숙 순옥 영순 정희 미숙 미경 은주 은정 은영 현주 은경 현정 미영 수진 지영 혜진 정훈 성훈 상훈 동현 지훈 성민 정민 준호 민수 준영 상현 현우 승현 재현 민호 태현 지은 유진 지혜 혜원 민정 수정 은혜
재호 기호 동수 창수 인수 종호 태호 성일 동철 용호 인호 기영 재영 철수 철호 명수 용수 대호 창호 광호 홍석 종현 태영 세영 진영 우영 선영 주영 소영 나영 보영 미선 은선 정선 윤정 수연 지연 정연 혜경 미정
선희 은희 경희 명희 순희 영애 정애 미애 현숙 인숙 금숙 옥순 금순 복순 """


def korean_people(count: int, seed: int) -> list[tuple[str, str]]:
    """Real Korean names, each as hangul and as it may stand on a form."""
    chance = random.Random(seed)
    given = sorted({*_DECADES.split(), *KoreanProvider.first_names_male, *KoreanProvider.first_names_female})
    surnames, shares = list(_SURNAME_SHARES), list(_SURNAME_SHARES.values())
    out = []
    for _ in range(count):
        hangul = chance.choices(surnames, shares)[0] + chance.choice(given)
        way = chance.choices(("south", "revised", "mccune-bare", "mccune", "north", "hangul"), (60, 20, 6, 2, 6, 6))[0]
        out.append((hangul, spelling(hangul, way, chance)))
    return out


_VIETNAMESE_SURNAMES = dict(zip(["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh", "Mai", "Cao"], (38, 11, 9.5, 7.1, 3, 2.1, 4.5, 2.4, 1.5, 2.1, 2, 1.4, 1.3, 1.3, 1, 0.5, 1, 0.7, 0.6, 0.5), strict=True))  # fmt: skip
_VIETNAMESE_MIDDLES = [
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Hữu",
    "Quang",
    "Ngọc",
    "Thanh",
    "Xuân",
    "Công",
    "Đình",
    "Quốc",
    "Bá",
    "Kim",
    "Hoàng",
]
_VIETNAMESE_GIVEN = [
    "Hùng",
    "Dũng",
    "Cường",
    "Tuấn",
    "Anh",
    "Hải",
    "Long",
    "Nam",
    "Sơn",
    "Tùng",
    "Bình",
    "Hà",
    "Hương",
    "Lan",
    "Hoa",
    "Mai",
    "Linh",
    "Trang",
    "Thảo",
    "Phương",
    "Thủy",
    "Ngân",
    "Hạnh",
    "Nga",
    "Tâm",
    "An",
    "Khánh",
    "Phúc",
    "Đạt",
    "Thành",
    "Trung",
    "Kiên",
    "Việt",
    "Khoa",
    "Thắng",
    "Lợi",
    "Quân",
    "Duy",
    "Hiếu",
    "Nghĩa",
    "Tiến",
    "Vinh",
    "Giang",
    "Châu",
    "Yến",
    "Nhung",
    "Loan",
    "Oanh",
    "Diễm",
    "Quyên",
]


def vietnamese_people(count: int, seed: int) -> list[tuple[str, str, str]]:
    """Vietnamese names as surname, middle and given name, with their marks: surnames by their known shares, roughly; the rest made up."""
    chance = random.Random(seed)
    surnames, shares = list(_VIETNAMESE_SURNAMES), list(_VIETNAMESE_SURNAMES.values())
    return [
        (chance.choices(surnames, shares)[0], chance.choice(_VIETNAMESE_MIDDLES), chance.choice(_VIETNAMESE_GIVEN))
        for _ in range(count)
    ]


def unmarked(text: str) -> str:
    """A Vietnamese name as lists write it, without its marks."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def vietnamese_spellings(surname: str, middle: str, given: str) -> dict[str, str]:
    """The ways in which a listed Vietnamese name (NGUYEN, Van Hung) is written elsewhere."""
    return {
        "with its marks": f"{surname} {middle} {given}",
        "given name first": unmarked(f"{given} {middle} {surname}"),
        "middle and given name as one": unmarked(f"{surname} {middle}{given.lower()}"),
        "without the middle name": f"{surname} {given}",
    }


def namesakes(hanguls: set[str], listed: list[ListedParty]) -> set[str]:
    """The Korean names that may be spelt as a listed person is, letter for letter."""
    fold = str.maketrans({"ŏ": "o", "ŭ": "u", "’": None, "'": None, " ": None, "-": None, ",": None})
    taken = {n.text.lower().translate(fold) for p in listed if p.kind == "Person" for n in p.names}
    ways, chance = ("north", "mccune", "revised"), random.Random(0)
    return {h for h in hanguls if any(spelling(h, way, chance).lower().translate(fold) in taken for way in ways)}
