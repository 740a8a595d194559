"""Korean names written from hangul as people write them, for tests only: nothing here is shared with the program that is tested."""

from __future__ import annotations

import random

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
M = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
F = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
RR = (dict(zip(INITIALS, ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", ".", "j", "jj", "ch", "k", "t", "p", "h"], strict=True)), dict(zip(M, ["a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"], strict=True)), {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅇ": "ng"})  # fmt: skip
MR = (dict(zip(INITIALS, ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", ".", "ch", "tch", "ch’", "k’", "t’", "p’", "h"], strict=True)), dict(zip(M, ["a", "ae", "ya", "yae", "ŏ", "e", "yŏ", "ye", "o", "wa", "wae", "oe", "yo", "u", "wŏ", "we", "wi", "yu", "ŭ", "ŭi", "i"], strict=True)), RR[2])  # fmt: skip
NORTH = (dict(zip(INITIALS, ["k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", ".", "j", "jj", "ch", "kh", "th", "ph", "h"], strict=True)), dict(zip(M, ["a", "ae", "ya", "yae", "o", "e", "yo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "u", "ui", "i"], strict=True)), RR[2])  # fmt: skip
CYRILLIC = (dict(zip(INITIALS, ["к", "кк", "н", "т", "тт", "р", "м", "п", "пп", "с", "сс", ".", "ч", "чч", "чх", "кх", "тх", "пх", "х"], strict=True)), dict(zip(M, ["а", "э", "я", "йя", "о", "е", "ё", "е", "о", "ва", "вэ", "ве", "ё", "у", "во", "ве", "ви", "ю", "ы", "ый", "и"], strict=True)), {"ㄱ": "к", "ㄴ": "н", "ㄷ": "т", "ㄹ": "ль", "ㅁ": "м", "ㅂ": "п", "ㅅ": "т", "ㅇ": "н"})  # fmt: skip
VOICED = {"k": "g", "t": "d", "p": "b", "ch": "j"}
SOUTH_SURNAMES = {"이": "Lee", "박": "Park", "최": "Choi", "정": "Jung", "강": "Kang", "조": "Cho", "윤": "Yoon", "장": "Jang", "임": "Lim", "오": "Oh", "서": "Seo", "신": "Shin", "권": "Kwon", "안": "Ahn", "전": "Jeon", "고": "Ko", "문": "Moon", "손": "Son", "배": "Bae", "백": "Baek", "허": "Heo", "유": "Yoo", "심": "Shim", "노": "Noh", "곽": "Kwak", "성": "Sung", "주": "Joo", "우": "Woo", "구": "Koo", "김": "Kim", "한": "Han", "황": "Hwang", "송": "Song", "홍": "Hong", "양": "Yang", "남": "Nam", "하": "Ha", "차": "Cha", "나": "Na", "민": "Min", "진": "Jin", "지": "Ji", "엄": "Eom"}  # fmt: skip
NORTH_SURNAMES = {"이": "리", "임": "림", "노": "로", "유": "류", "양": "량", "나": "라", "염": "렴"}


def sounds(syllable: str) -> tuple[str, str, str]:
    """The initial, vowel and final of a hangul syllable."""
    code = ord(syllable) - 0xAC00
    return INITIALS[code // 588], M[code % 588 // 28], F[code % 28]


def written(syllable: str, system: tuple[dict[str, str], dict[str, str], dict[str, str]]) -> str:
    """One syllable in one system."""
    initial, medial, final = sounds(syllable)
    return (system[0][initial] + system[1][medial] + system[2].get(final, "")).replace(".", "")


def _south(syllable: str, chance: random.Random) -> str:
    initial, medial, final = sounds(syllable)
    vowel = {
        "ㅓ": ["eo", "u", "u"],
        "ㅕ": ["yeo", "yu", "you"],
        "ㅜ": ["oo", "u"],
        "ㅡ": ["eu", "u"],
        "ㅢ": ["ee", "ui"],
        "ㅐ": ["ae", "ai"],
        "ㅠ": ["yoo", "yu"],
    }.get(medial, [RR[1][medial]])
    if initial == "ㅇ" and medial == "ㅜ":
        vowel = ["woo", "u"]
    first = {"ㄱ": chance.choice("kg"), "ㅅ": "s", "ㅂ": "b"}.get(initial, RR[0][initial].replace(".", ""))
    return first + chance.choice(vowel) + RR[2].get(final, "")


def spelling(hangul: str, way: str, chance: random.Random) -> str:
    """A name of a surname and one or two syllables in one way of writing."""
    surname, given = hangul[0], hangul[1:]
    if way == "hangul":
        return hangul
    if way == "revised":
        return f"{written(surname, RR).title()} {'-'.join(written(g, RR) for g in given).capitalize()}"
    if way in ("mccune", "mccune-bare"):
        second = [written(g, MR) for g in given]
        if len(second) == 2 and sounds(given[0])[2] in " ㄴㄹㅁㅇ":
            for old, new in (("ch", "j"), ("k", "g"), ("t", "d"), ("p", "b")):
                if second[1].startswith(old) and not second[1].startswith((old + "’", old + "h")):
                    second[1] = new + second[1][len(old) :]
                    break
        text = f"{written(NORTH_SURNAMES.get(surname, surname), MR).capitalize()} {'-'.join(second).capitalize()}"
        return (
            text if way == "mccune" else text.translate({0x14F: "o", 0x16D: "u", 0x2019: None, 0x16C: "U", 0x14E: "O"})
        )
    if way == "north":
        return f"{written(NORTH_SURNAMES.get(surname, surname), NORTH).upper()} {' '.join(written(g, NORTH).capitalize() for g in given)}"
    if way == "south":
        first = "".join(_south(g, chance) for g in given[:1])
        rest = "".join(_south(g, chance) for g in given[1:])
        joined = {0: f"{first}-{rest}" if rest else first, 1: f"{first}{rest}", 2: f"{first} {rest}".strip()}[
            chance.randrange(3)
        ]
        family = SOUTH_SURNAMES.get(surname, written(surname, RR).title())
        return f"{joined.title()} {family}" if chance.random() < 0.4 else f"{family} {joined.title()}"
    if way == "cyrillic":
        north = NORTH_SURNAMES.get(surname, surname)
        return " ".join(written(s, CYRILLIC).capitalize() for s in north + given)
    raise ValueError(way)


def hangul_of_mccune(name: str) -> str | None:
    """The hangul of a name with McCune-Reischauer's marks as OFAC writes them (RI, So'ng-ch'o'l), or nothing if it is not certain.

    Certain means that every o and u is followed by a final or a mark in a name that uses marks, and every syllable is cut by hyphens.
    """
    surname, _, given = name.lower().partition(", ")
    pieces = [surname.strip(), *given.replace("' ", "'").strip().split("-")]
    if not 2 <= len(pieces) <= 3 or ("o'" not in given and "u'" not in given):
        return None
    whole = []
    for number, piece in enumerate(pieces):
        syllable = _mccune_syllable(piece, number == 2, pieces[number - 1] if number else "")
        if syllable is None:
            return None
        whole.append(syllable)
    return "".join(whole)


def _mccune_syllable(piece: str, second: bool, before: str) -> str | None:
    found = set()
    marked = piece.replace("o'", "ŏ").replace("u'", "ŭ").replace("'", "’")
    for initial, i in MR[0].items():
        starts = [i.replace(".", "")] + ([VOICED[i]] if second and i in VOICED and before[-1:] in "aeiounmgl'" else [])
        for medial, m in MR[1].items():
            for final in " ㄱㄴㄹㅁㅂㅇ":
                if any(marked == s + m + MR[2].get(final, "") for s in starts):
                    if second and before[-1:] in "aeiounmgl'" and i in VOICED and marked.startswith(i):
                        continue
                    found.add(chr(0xAC00 + INITIALS.index(initial) * 588 + M.index(medial) * 28 + F.index(final)))
    return found.pop() if len(found) == 1 else None
