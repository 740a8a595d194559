"""Words of bodies' names that many bodies share: legal forms, trades, places. They identify little, and are spelt in many ways.

`FORMS` brings the ways to write a legal form to one word; `TRADES` the ways to write a line of business; `GENERIC` names words whose
say is cut below what their rarity alone would give them (KOREA ... TRADING CORPORATION says nothing of which).
"""

from __future__ import annotations

from goodoffices.parties.names.translated import ARABIC

_FORM_LINES = """
company: co company comp cia compagnie compania companhia hoesa sangsa kongsa gongsi
corporation: corp corporation corporacion corporacao korporatsiya coop
limited: ltd limited ltda limitada ltee
llc: llc ooo too lc dooel doo eood ood sarl srl gmbh mchj jv jvc ssh mmc tov
jsc: jsc ao oao zao pao pjsc ojsc cjsc aktsionernoe sa saa spa plc pao nv ag ab oy asa kft rt as sae pjs
incorporated: inc incorporated
private: pte pvt private privat pt pty
partnership: lp llp lllp partnership kg
bureau: bureau buro byuro
department: department dept departament
group: group grp gruppa groupe grupo
"""
_PHRASES = {
    ("limited", "liability", "company"): "llc", ("limited", "liability", "partnership"): "llp", ("limited", "liability"): "llc", ("joint", "stock", "company"): "jsc",
    ("open", "joint", "stock", "company"): "jsc", ("public", "joint", "stock", "company"): "jsc", ("closed", "joint", "stock", "company"): "jsc",
    ("obshchestvo", "s", "ogranichennoi", "otvetstvennostyu"): "llc", ("obshchestvo", "s", "ogranichennoy", "otvetstvennostyu"): "llc",
    ("aktsionernoe", "obshchestvo"): "jsc", ("publichnoe", "aktsionernoe", "obshchestvo"): "jsc", ("zakrytoe", "aktsionernoe", "obshchestvo"): "jsc", ("otkrytoe", "aktsionernoe", "obshchestvo"): "jsc",
    ("sociedad", "anonima"): "jsc", ("s", "a"): "jsc", ("s", "r", "l"): "llc", ("s", "a", "r", "l"): "llc", ("o", "o", "o"): "llc", ("l", "l", "c"): "llc", ("d", "o", "o"): "llc", ("general", "trading"): "gtrading", ("trading", "general"): "gtrading",
    ("de", "c", "v"): "jsc", ("north", "korea"): "korea", ("north", "korean"): "korea", ("democratic", "people", "s", "republic", "of", "korea"): "korea", ("democratic", "peoples", "republic", "of", "korea"): "korea",
}  # fmt: skip
_TRADE_LINES = """
korea: korea korean koreas dprk chosun choson joson coree koreya
trading: trading trade trd muyok muyeok comercio torgovaya torgovyy
shipping: shipping shpg shipg haeun
technology: technology technologies tech technological technical tekhnologiya tekhnologii
international: international intl int internacional mezhdunarodnyy mezhdunarodnyi mezhdunarodnaya
bank: bank banking banco banque unhaeng
industry: industry industries industrial ind
economic: economic economy
construction: construction konsol stroitelstvo
investment: investment investments invest
management: management mgmt mgt
logistics: logistics logistic logistik
marine: marine maritime
service: service services svc svcs
machinery: machinery machine machines
metal: metal metals metallic
materials: materials material
electronics: electronics electronic electro
university: university universitet universidad univ
ministry: ministry ministere ministerstvo
import: import imports
export: export exports
chemical: chemical chemicals
captain: captain kapitan capt
akademik: akademik academic academician
professor: professor prof
"""
_GENERIC = [
    "gtrading",
    "general",
    "joint",
    "venture",
    "development",
    "exchange",
    "agency",
    "center",
    "centre",
    "association",
    "society",
    "academy",
    "institute",
    "office",
    "branch",
    "committee",
    "national",
    "state",
    "central",
    "foreign",
    "cooperation",
    "associated",
    "united",
    "first",
    "second",
    "third",
    "research",
    "science",
    "sciences",
    "engineering",
    "information",
    "equipment",
    "product",
    "products",
    "enterprise",
    "enterprises",
    "holding",
    "holdings",
    "transport",
    "transportation",
    "credit",
    "finance",
    "financial",
    "insurance",
    "oil",
    "petroleum",
    "energy",
    "power",
    "mining",
    "resources",
    "consulting",
    "solutions",
    "systems",
    "supply",
    "commercial",
    "commerce",
    "china",
    "chinese",
    "iran",
    "iranian",
    "russia",
    "russian",
    "syria",
    "syrian",
    "hong",
    "kong",
    "singapore",
    "dalian",
    "beijing",
    "shanghai",
    "pyongyang",
    "moscow",
    "dubai",
    "uae",
    "people",
    "peoples",
    "republic",
    "party",
    "army",
    "military",
    "security",
    "defense",
    "defence",
    "public",
    "workers",
    "mv",
    "vessel",
    "ship",
    "star",
    "ocean",
    "sea",
]
_LINKING = frozenset(
    [
        "the",
        "al",
        "ال",
        "و",
        "of",
        "and",
        "for",
        "de",
        "la",
        "le",
        "el",
        "du",
        "des",
        "a",
        "e",
        "y",
        "et",
        "und",
        "di",
        "da",
        "do",
        "dos",
        "i",
        "v",
        "s",
        "und",
        "fur",
        "for",
        "in",
        "on",
        "at",
        "to",
    ]
)


_ARTICLES = frozenset(["the", "al", "el", "ال", "and", "of", "و"])


def _table(lines: str) -> dict[str, str]:
    return {
        word: line.partition(":")[0] for line in lines.strip().splitlines() for word in line.partition(":")[2].split()
    }


FORMS = _table(_FORM_LINES)
TRADES = _table(_TRADE_LINES)
GENERIC = frozenset(_GENERIC) | frozenset(TRADES.values())
FORM_WORDS = frozenset(FORMS.values()) | {"llp"}
_FIRST = {phrase[0] for phrase in _PHRASES}
_LONGEST = max(map(len, _PHRASES))

ABBREVIATIONS = {
    "ftb": "foreign trade bank of korea", "komid": "korea mining development trading corporation", "kkbc": "korea kwangson banking corporation", "omm": "ocean maritime management",
    "kcbc": "korea commercial banking corporation", "rgb": "reconnaissance general bureau", "gbae": "general bureau of atomic energy", "nada": "national aerospace development administration",
    "kuds": "korea united development bank", "kudb": "korea united development bank", "tcb": "tanchon commercial bank", "dcb": "daedong credit bank", "sans": "second academy of natural sciences",
    "kptc": "korea paekho trading corporation", "mps": "ministry of peoples security", "kogen": "korea general corporation for external construction", "irgc": "islamic revolutionary guard corps", "irisl": "islamic republic of iran shipping lines",
}  # fmt: skip
"""Abbreviations that lists and banks use for bodies, in the words of the listed names."""


def settle(words: list[str], proper: list[str] | None = None) -> list[str]:
    """The words of a name with forms and trades in one spelling, and linking words left out.

    `proper`: words that link nothing where they stand, since they are the last of the name or its surname (Jason Lê; DO, Phi Khanh).
    """
    own = set(proper or ()) - _ARTICLES
    if not _FIRST.isdisjoint(words):
        words = _with_phrases(words)
    kept = [FORMS.get(w) or TRADES.get(w) or ARABIC.get(w) or w for w in words if w not in _LINKING or w in own]
    return kept or words


def _with_phrases(words: list[str]) -> list[str]:
    out, at = [], 0
    while at < len(words):
        if words[at] in _FIRST:
            for length in range(min(_LONGEST, len(words) - at), 1, -1):
                phrase = _PHRASES.get(tuple(words[at : at + length]))
                if phrase:
                    out.append(phrase)
                    at += length
                    break
            else:
                out.append(words[at])
                at += 1
        else:
            out.append(words[at])
            at += 1
    return out


_COMMON_ELSEWHERE = {
    **dict.fromkeys(["nguyen", "van", "thi"], 0.4),
    **dict.fromkeys(
        [
            "tran",
            "le",
            "pham",
            "hoang",
            "huynh",
            "phan",
            "vu",
            "vo",
            "dang",
            "bui",
            "do",
            "ho",
            "ngo",
            "duong",
            "ly",
            "duc",
            "minh",
            "ngoc",
            "thanh",
        ],
        0.6,
    ),
}
"""Words of Vietnamese names, rare on lists and common among the living: four in ten Vietnamese are called Nguyen."""


def say(word: str) -> float:
    """The part of its rarity on the lists that a word may speak with."""
    if word in FORM_WORDS:
        return 0.08
    if word in _COMMON_ELSEWHERE:
        return _COMMON_ELSEWHERE[word]
    return 0.4 if word in GENERIC else 1.0
