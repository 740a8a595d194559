"""How likely each Korean syllable is to be written so: in McCune-Reischauer, Revised Romanization, northern and southern habit,
Kontsevich's Cyrillic, hanja and the pinyin of hanja, and in hangul itself.

A syllable is written as its initial, its vowel and its final are, each with shares that a spelling has among the ways in use. `ŏ` and
`ŭ` stand for any marked o and u (ŏ, ǒ, o', ô), and ' for an aspiration mark. Shares are rough; a tenfold error moves a score little.
"""

from __future__ import annotations

from functools import lru_cache

from goodoffices.parties.names import chinese

_INITIALS: dict[str, dict[str, float]] = {
    "ㄱ": {"k": 0.55, "g": 0.44, "к": 0.6, "г": 0.4, "kh": 0.003},
    "ㄲ": {"kk": 0.7, "gg": 0.1, "k": 0.2, "кк": 1},
    "ㄴ": {"n": 0.99, "н": 1},
    "ㄷ": {"t": 0.5, "d": 0.49, "т": 0.6, "д": 0.4},
    "ㄸ": {"tt": 0.7, "t": 0.2, "dd": 0.1, "тт": 1},
    "ㄹ": {"r": 0.75, "l": 0.2, "n": 0.02, "": 0.02, "р": 0.8, "л": 0.2},
    "ㅁ": {"m": 0.99, "м": 1},
    "ㅂ": {"p": 0.5, "b": 0.49, "п": 0.6, "б": 0.4},
    "ㅃ": {"pp": 0.8, "p": 0.1, "bb": 0.1, "пп": 1},
    "ㅅ": {"s": 0.85, "sh": 0.13, "с": 0.95, "ш": 0.02, "щ": 0.03},
    "ㅆ": {"ss": 0.7, "s": 0.3, "сс": 1},
    "ㅇ": {"": 0.99},
    "ㅈ": {"j": 0.55, "dj": 0.004, "ch": 0.4, "z": 0.02, "ч": 0.6, "чж": 0.02, "дж": 0.3, "ц": 0.03, "дз": 0.05},
    "ㅉ": {"jj": 0.8, "tch": 0.2, "чч": 1},
    "ㅊ": {"ch": 0.75, "tch": 0.006, "ch'": 0.22, "c": 0.01, "j": 0.01, "чх": 0.8, "ч": 0.12, "ц": 0.05, "ц'": 0.01},
    "ㅋ": {"k": 0.6, "kh": 0.2, "k'": 0.2, "кх": 0.8, "к": 0.2},
    "ㅌ": {"t": 0.45, "th": 0.28, "t'": 0.25, "тх": 0.8, "т": 0.2},
    "ㅍ": {"p": 0.5, "ph": 0.27, "p'": 0.22, "f": 0.01, "пх": 0.8, "п": 0.2},
    "ㅎ": {"h": 0.99, "х": 0.95, "г": 0.05},
}
_MEDIALS: dict[str, dict[str, float]] = {
    "ㅏ": {"a": 0.97, "ah": 0.02, "ya": 0.001, "wa": 0.002, "а": 1},
    "ㅐ": {"ae": 0.85, "ai": 0.06, "e": 0.05, "ay": 0.02, "э": 0.9, "е": 0.1, "ай": 0.02},
    "ㅑ": {"ya": 1, "a": 0.003, "я": 1},
    "ㅒ": {"yae": 0.9, "ye": 0.1, "е": 1},
    "ㅓ": {
        "o": 0.38,
        "eo": 0.24,
        "ŏ": 0.2,
        "u": 0.14,
        "e": 0.01,
        "eu": 0.01,
        "au": 0.003,
        "oe": 0.002,
        "о": 0.95,
        "э": 0.03,
    },
    "ㅔ": {"e": 0.95, "ey": 0.03, "э": 0.7, "е": 0.3},
    "ㅕ": {
        "yo": 0.4,
        "o": 0.003,
        "yeo": 0.22,
        "yŏ": 0.18,
        "you": 0.07,
        "yu": 0.1,
        "ye": 0.01,
        "yeu": 0.003,
        "ё": 0.93,
        "е": 0.05,
        "йо": 0.05,
    },
    "ㅖ": {"ye": 0.75, "e": 0.1, "yeh": 0.02, "yae": 0.02, "ai": 0.01, "е": 0.9, "йе": 0.1},
    "ㅗ": {"o": 0.94, "oh": 0.03, "ou": 0.005, "о": 1},
    "ㅘ": {"wa": 0.98, "oa": 0.01, "a": 0.004, "ва": 1},
    "ㅙ": {"wae": 0.85, "wai": 0.1, "we": 0.05, "вэ": 1},
    "ㅚ": {"oe": 0.8, "oi": 0.1, "oy": 0.03, "we": 0.03, "ve": 0.01, "ве": 0.9, "вэ": 0.05, "ой": 0.05},
    "ㅛ": {"yo": 0.97, "o": 0.003, "ё": 0.95, "йо": 0.05},
    "ㅜ": {"u": 0.72, "oo": 0.24, "ou": 0.01, "uh": 0.002, "у": 1},
    "ㅝ": {"wo": 0.75, "wŏ": 0.12, "weo": 0.04, "wu": 0.01, "uo": 0.01, "o": 0.004, "во": 1},
    "ㅞ": {"we": 1, "ве": 1},
    "ㅟ": {"wi": 0.7, "ui": 0.1, "wee": 0.05, "we": 0.02, "ви": 1},
    "ㅠ": {"yu": 0.8, "yoo": 0.12, "you": 0.05, "yuh": 0.005, "u": 0.003, "ю": 1},
    "ㅡ": {"u": 0.38, "eu": 0.35, "ŭ": 0.2, "oo": 0.02, "e": 0.02, "uh": 0.005, "i": 0.005, "ы": 0.97, "у": 0.03},
    "ㅢ": {"ui": 0.55, "ŭi": 0.2, "eui": 0.1, "ee": 0.06, "i": 0.03, "euy": 0.01, "ый": 0.6, "и": 0.35, "ы": 0.05},
    "ㅣ": {"i": 0.9, "ee": 0.05, "y": 0.005, "ie": 0.005, "ih": 0.002, "и": 0.97, "й": 0.02},
}
_FINALS: dict[str, dict[str, float]] = {
    "": {"": 1.0}, "ㄱ": {"k": 0.88, "g": 0.1, "c": 0.004, "ck": 0.01, "к": 0.95, "г": 0.05}, "ㄴ": {"n": 0.985, "ng": 0.001, "нъ": 0.02, "н": 0.98}, "ㄷ": {"t": 0.9, "d": 0.1, "т": 1},
    "ㄹ": {"l": 0.93, "r": 0.05, "ll": 0.01, "ль": 0.9, "л": 0.08, "р": 0.02}, "ㅁ": {"m": 0.99, "м": 1}, "ㅂ": {"p": 0.85, "b": 0.14, "п": 0.95, "б": 0.05}, "ㅅ": {"t": 0.6, "s": 0.3, "d": 0.1, "т": 0.9, "с": 0.1},
    "ㅇ": {"ng": 0.985, "g": 0.001, "n": 0.002, "н": 0.9, "нъ": 0.08, "нг": 0.04}, "ㅈ": {"t": 1, "т": 1}, "ㅊ": {"t": 1, "т": 1}, "ㅌ": {"t": 1, "т": 1},
}  # fmt: skip
_ZERO_INITIAL: dict[str, dict[str, float]] = {
    "ㅜ": {"woo": 0.15, "wu": 0.03},
    "ㅣ": {"yi": 0.08, "yee": 0.005},
    "ㅡ": {"yu": 0.002},
    "ㅓ": {"uh": 0.01},
    "ㅕ": {"ryo": 0.01, "ryeo": 0.01},
}
_SURNAMES: dict[str, dict[str, float]] = {
    "이": {"lee": 0.3, "ri": 0.25, "yi": 0.1, "rhee": 0.04, "li": 0.06, "rhie": 0.01, "i": 0.04, "ree": 0.01, "leigh": 0.002, "ли": 0.6, "ри": 0.2, "и": 0.2, "lie": 0.003},
    "박": {"park": 0.4, "pak": 0.4, "bak": 0.12, "bahk": 0.01, "pahk": 0.01, "parc": 0.002}, "최": {"choi": 0.35, "choy": 0.01, "цой": 0.4, "чой": 0.1, "чхве": 0.4, "che": 0.01, "tchoi": 0.003, "choe": 0.4},
    "김": {"kim": 0.9, "gim": 0.08, "ghim": 0.005, "jin": 0.01}, "임": {"im": 0.15, "lim": 0.45, "rim": 0.25, "yim": 0.1, "rhim": 0.01, "leem": 0.005, "lym": 0.003, "лим": 0.5, "рим": 0.2},
    "유": {"yu": 0.3, "yoo": 0.25, "ryu": 0.3, "you": 0.07, "lyu": 0.02, "liu": 0.01, "ryoo": 0.01, "лю": 0.3, "рю": 0.2, "ю": 0.4}, "노": {"no": 0.2, "noh": 0.2, "ro": 0.35, "roh": 0.15, "rho": 0.05, "lo": 0.01, "ро": 0.4},
    "양": {"yang": 0.7, "ryang": 0.25, "liang": 0.02, "lyang": 0.01, "рян": 0.3, "лян": 0.1}, "나": {"na": 0.6, "nah": 0.05, "ra": 0.25, "rah": 0.03, "la": 0.02, "ра": 0.3}, "염": {"yom": 0.2, "yeom": 0.2, "ryom": 0.3, "yum": 0.15, "ryŏm": 0.1, "рём": 0.3},
    "여": {"yo": 0.1, "yeo": 0.3, "ryo": 0.3, "ryŏ": 0.1, "lyuh": 0.03, "yuh": 0.02}, "육": {"yuk": 0.5, "ryuk": 0.3, "yook": 0.2}, "용": {"yong": 0.5, "ryong": 0.4}, "연": {"yon": 0.3, "yeon": 0.3, "ryon": 0.2},
    "백": {"baek": 0.3, "paek": 0.3, "paik": 0.1, "baik": 0.1, "back": 0.02, "beak": 0.01}, "서": {"seo": 0.3, "so": 0.25, "suh": 0.2, "sŏ": 0.1, "su": 0.02, "seoh": 0.003},
    "허": {"ho": 0.25, "hur": 0.2, "heo": 0.2, "huh": 0.15, "hŏ": 0.1, "her": 0.03, "hu": 0.02, "hoh": 0.003}, "조": {"jo": 0.4, "cho": 0.5, "joh": 0.01, "zo": 0.005, "тё": 0.1}, "오": {"o": 0.5, "oh": 0.45, "au": 0.005},
    "우": {"u": 0.4, "woo": 0.5, "wu": 0.05}, "안": {"an": 0.55, "ahn": 0.43}, "신": {"sin": 0.4, "shin": 0.58}, "심": {"sim": 0.4, "shim": 0.58}, "정": {"jong": 0.2, "jung": 0.2, "jeong": 0.2, "chong": 0.15, "chung": 0.15, "chŏng": 0.1, "joung": 0.005, "jeoung": 0.002},
    "강": {"kang": 0.85, "gang": 0.13, "kahng": 0.01}, "손": {"son": 0.6, "sohn": 0.3, "shon": 0.02}, "한": {"han": 0.95, "hahn": 0.03}, "황": {"hwang": 0.93, "whang": 0.05}, "권": {"kwon": 0.75, "gwon": 0.1, "kweon": 0.05, "kwŏn": 0.08}, "곽": {"kwak": 0.85, "gwak": 0.1, "kwag": 0.02},
    "주": {"ju": 0.5, "joo": 0.25, "chu": 0.2, "zu": 0.005}, "전": {"jon": 0.25, "jeon": 0.25, "jun": 0.15, "chon": 0.15, "chun": 0.1, "chŏn": 0.08, "zyon": 0.005}, "남궁": {"namgung": 0.5, "namkung": 0.3, "namgoong": 0.15}, "황보": {"hwangbo": 0.8, "hwangpo": 0.2},
    "선우": {"sonu": 0.4, "sunwoo": 0.3, "seonu": 0.2, "sŏnu": 0.1}, "제갈": {"jegal": 0.7, "chegal": 0.3}, "사공": {"sagong": 0.6, "sakong": 0.4}, "독고": {"dokgo": 0.5, "tokko": 0.4, "tokgo": 0.1}, "서문": {"seomun": 0.5, "somun": 0.5},
}  # fmt: skip
_GIVEN: dict[str, dict[str, float]] = {
    "주": {"joo": 0.2}, "선": {"sun": 0.2}, "순": {"soon": 0.3}, "은": {"eun": 0.45, "un": 0.3, "ŭn": 0.2}, "룡": {"yong": 0.2, "ryong": 0.7, "lyong": 0.03}, "용": {"yong": 0.85, "ryong": 0.12}, "련": {"ryon": 0.4, "ryŏn": 0.1, "yon": 0.15, "ryeon": 0.15},
    "연": {"yon": 0.35, "yeon": 0.35, "ryon": 0.08, "youn": 0.05, "yun": 0.05}, "리": {"ri": 0.5, "li": 0.3, "lee": 0.15, "i": 0.02}, "렬": {"ryol": 0.4, "yol": 0.2, "ryul": 0.1, "ryeol": 0.15, "ryŏl": 0.1}, "열": {"yol": 0.3, "yul": 0.2, "yeol": 0.3, "ryol": 0.1},
    "림": {"rim": 0.65, "lim": 0.25, "im": 0.05}, "임": {"im": 0.6, "rim": 0.15, "lim": 0.15}, "량": {"ryang": 0.7, "lyang": 0.1, "yang": 0.15}, "희": {"hui": 0.35, "hee": 0.3, "hŭi": 0.1, "heui": 0.05, "hi": 0.08, "hy": 0.01, "хи": 0.5, "хый": 0.3}, "원": {"won": 0.75, "wŏn": 0.15, "weon": 0.02},
    "혜": {"hye": 0.75, "hae": 0.08, "hyae": 0.02, "hei": 0.01}, "현": {"hyon": 0.3, "hyun": 0.35, "hyeon": 0.25, "hyŏn": 0.1, "hyoun": 0.005}, "영": {"yong": 0.37, "young": 0.25, "yeong": 0.15, "yŏng": 0.17, "yung": 0.04}, "경": {"kyong": 0.35, "kyung": 0.25, "gyeong": 0.1, "kyŏng": 0.15, "kyoung": 0.06, "kyeong": 0.04},
    "철": {"chol": 0.42, "chul": 0.2, "cheol": 0.18, "ch'ŏl": 0.15, "chŏl": 0.03, "chhol": 0.002}, "정": {"jong": 0.27, "jung": 0.2, "jeong": 0.15, "chong": 0.17, "chŏng": 0.12, "chung": 0.06}, "일": {"il": 0.95, "ill": 0.02}, "숙": {"suk": 0.5, "sook": 0.48}, "훈": {"hun": 0.5, "hoon": 0.48},
    "준": {"jun": 0.5, "joon": 0.25, "chun": 0.22}, "문": {"mun": 0.7, "moon": 0.28}, "우": {"u": 0.35, "woo": 0.5, "wu": 0.05, "oo": 0.01},
}  # fmt: skip
PINYIN = "~"
"""What a piece of writing begins with that is read as pinyin: `~zhe` is 철 as Mandarin reads it. A name is in pinyin as a whole or not at all."""
_PINYIN_SHARE = 0.02
_NORTHERN = {
    "이": "리",
    "임": "림",
    "용": "룡",
    "유": "류",
    "연": "련",
    "열": "렬",
    "양": "량",
    "영": "령",
    "여": "려",
    "염": "렴",
    "율": "률",
    "인": "린",
    "노": "로",
    "나": "라",
    "난": "란",
    "낙": "락",
    "내": "래",
}
SOUTHERN = {
    "리": "이",
    "림": "임",
    "룡": "용",
    "류": "유",
    "련": "연",
    "렬": "열",
    "량": "양",
    "령": "영",
    "려": "여",
    "렴": "염",
    "로": "노",
    "라": "나",
    "륙": "육",
}
_AT_HEAD = {northern: southern for southern, northern in _NORTHERN.items()} | SOUTHERN
"""What the South says and writes of a syllable that begins with ㄹ where it stands at the head of a word (두음법칙)."""
_SURNAME_READINGS = {"金": "김", "車": "차", "车": "차", "沈": "심"}
"""Characters that are read otherwise as a surname than elsewhere."""

_I, _M = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_F = (
    "",
    "ㄱ",
    "ㄲ",
    "ㄳ",
    "ㄴ",
    "ㄵ",
    "ㄶ",
    "ㄷ",
    "ㄹ",
    "ㄺ",
    "ㄻ",
    "ㄼ",
    "ㄽ",
    "ㄾ",
    "ㄿ",
    "ㅀ",
    "ㅁ",
    "ㅂ",
    "ㅄ",
    "ㅅ",
    "ㅆ",
    "ㅇ",
    "ㅈ",
    "ㅊ",
    "ㅋ",
    "ㅌ",
    "ㅍ",
    "ㅎ",
)

Candidates = dict[str, float]
"""Hangul syllables with the likelihood that each would be written so."""


def _inverted(table: dict[str, dict[str, float]]) -> dict[str, list[tuple[str, float]]]:
    inverse: dict[str, list[tuple[str, float]]] = {}
    for sound, spellings in table.items():
        for spelling, share in spellings.items():
            inverse.setdefault(spelling, []).append((sound, share))
    return inverse


_INITIAL_OF, _MEDIAL_OF, _FINAL_OF = _inverted(_INITIALS), _inverted(_MEDIALS), _inverted(_FINALS)
_ZERO_OF, _SURNAME_OF, _GIVEN_OF = _inverted(_ZERO_INITIAL), _inverted(_SURNAMES), _inverted(_GIVEN)


def compose(initial: str, medial: str, final: str) -> str:
    """The hangul syllable of three sounds."""
    return chr(0xAC00 + _I.index(initial) * 588 + _M.index(medial) * 28 + _F.index(final))


@lru_cache(maxsize=65536)
def _by_sounds(piece: str) -> tuple[tuple[str, float], ...]:
    """All syllables that a piece of writing can be, sound by sound."""
    found: Candidates = {}
    for cut in range(min(3, len(piece)) + 1):
        initials = _INITIAL_OF.get(piece[:cut])
        if initials is None:
            continue
        for end in range(cut + 1, min(cut + 4, len(piece) + 1)):
            medials = list(_MEDIAL_OF.get(piece[cut:end], ()))
            zero = _ZERO_OF.get(piece[cut:end], ()) if cut == 0 else ()
            finals = _FINAL_OF.get(piece[end:])
            if finals is None or not (medials or zero):
                continue
            for final, f in finals:
                for medial, m in medials:
                    for initial, i in initials:
                        syllable = compose(initial, medial, final)
                        found[syllable] = found.get(syllable, 0.0) + i * m * f
                for medial, m in zero:
                    syllable = compose("ㅇ", medial, final)
                    found[syllable] = found.get(syllable, 0.0) + m * f
    return tuple(found.items())


@lru_cache(maxsize=65536)
def candidates(piece: str, surname: bool) -> tuple[tuple[str, float], ...]:
    """The hangul syllables that a piece of a name may stand for, with their likelihoods; none if it is not Korean."""
    if len(piece) == 1 and piece >= "\u4e00":
        return _written_whole(piece, surname)
    if piece.startswith(PINYIN):
        return _by_pinyin(piece.removeprefix(PINYIN), surname)
    found = dict(_by_sounds(piece))
    if surname:
        for northern, southern in SOUTHERN.items():
            if northern in found:
                found[southern] = max(found.get(southern, 0.0), found.pop(northern) * 0.5)
    for syllable, share in (_SURNAME_OF if surname else _GIVEN_OF).get(piece, ()):
        found[syllable] = max(found.get(syllable, 0.0), share)
    return tuple(found.items())


def _written_whole(piece: str, surname: bool) -> tuple[tuple[str, float], ...]:
    if "\uac00" <= piece <= "\ud7a3":
        if surname:
            return ((SOUTHERN.get(piece, piece), 1.0),)
        other = SOUTHERN.get(piece) or _NORTHERN.get(piece)
        return ((piece, 0.9), (other, 0.1)) if other else ((piece, 1.0),)
    reading = chinese.hanja_reading(piece)
    if not reading:
        return ()
    own = _SURNAME_READINGS.get(piece)
    if surname:
        return ((own, 0.95), (reading, 0.05)) if own else ((SOUTHERN.get(reading, reading), 1.0),)
    if own:
        return ((reading, 0.9), (own, 0.1))
    southern = _AT_HEAD.get(reading)
    return ((reading, 0.5), (southern, 0.5)) if southern else ((reading, 1.0),)


@lru_cache(maxsize=4096)
def _by_pinyin(piece: str, surname: bool) -> tuple[tuple[str, float], ...]:
    """The Korean readings of the characters that Mandarin reads so: 김 for `jin`, 철 for `zhe`."""
    readings = _korean_of_pinyin().get(piece)
    if not readings:
        return ()
    return tuple((s if not surname else SOUTHERN.get(s, s), _PINYIN_SHARE * share) for s, share in readings)


def is_pinyin(syllable: str) -> bool:
    """Whether Mandarin reads some character of Korean names so."""
    return syllable in _korean_of_pinyin()


@lru_cache(maxsize=1)
def _korean_of_pinyin() -> dict[str, tuple[tuple[str, float], ...]]:
    """For each Mandarin syllable the Korean readings of the name characters read so, each with its share of the Korean syllable's characters."""
    counts: dict[str, dict[str, int]] = {}
    totals: dict[str, int] = {}
    for character in NAME_CHARACTERS:
        korean, mandarin = chinese.hanja_reading(character), chinese.pinyin(character)
        if korean and mandarin:
            for syllable in {korean, _AT_HEAD.get(korean, korean), _SURNAME_READINGS.get(character, korean)}:
                row = counts.setdefault(mandarin, {})
                row[syllable] = row.get(syllable, 0) + 1
                totals[syllable] = totals.get(syllable, 0) + 1
    return {m: tuple((s, n / totals[s]) for s, n in row.items()) for m, row in counts.items()}


NAME_CHARACTERS = (
    "金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋全洪柳劉高文梁孫裵白許南沈盧河郭成車朱禹具羅閔陳池嚴蔡元千方孔康玄咸卞廉呂秋都蘇石宣薛馬吉"
    "延魏表明奇潘王琴玉陸印孟諸牟卓鞠魚殷片龍丁慶奉史夫賈卜太睦邢皮杜甘陰賓董溫景范左彭承簡桂"
    "英永榮映泳瑛星成聖盛誠城正貞靜禎政廷秀洙壽守喆哲鐵徹澈浩鎬虎昊湖鎭珍眞振辰相尙商祥賢鉉顯炫玄京景敬慶卿俊準浚峻敏民珉旼勇龍容鏞溶"
    "明銘命在宰載才東棟動童鍾宗鐘種勝昇承丞喜熙姬希淑肅順舜淳純美媛恩銀殷惠慧智志芝知媛源遠一日逸光廣昌唱滄基起奇泰太兌赫爀革國菊吉"
    "男南春鶴學石錫奭碩仁寅麟主柱珠周宙佑宇雨友善先仙訓勳薰圭奎規亨衡炯根槿德悳鳳奉峰炳秉丙文汶萬滿隆松宋延蓮連姸潤允玉子慈花和華洪弘鴻"
    "江剛康天千川澤宅福復金琴實香蘭雪心雅河夏瑞書藝裕柔有娜道度建健煥桓植軾雄燮涉範凡權燦贊弼三世海大斗陽倍益翼中重忠充平表孝曉輝興"
    "烈列林臨葉律義議時始信新愛彦如吾完旭郁雲運月二章全濟齊祖彩采淸靑聰秋致七卓統漢憲協厚寬官九求久軍君貴均極坤敎高杰傑謙桂公"
    "女能達敦得樂來麗玲令禮錄梨里武茂默培百寶甫富本芬彬斌士山生昭素松乙應俶點直初最豊行勛辰璡利理成鎔哲赫星虎哲杰"
)
"""Characters that Korean names are commonly written with."""
