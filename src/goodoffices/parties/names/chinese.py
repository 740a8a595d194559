"""Chinese characters: their Mandarin reading, their reading in Korean names, and Wade-Giles beside pinyin.

`tables/pinyin.txt` and `tables/hanja.txt` hold a reading and the characters read so, one reading a line: the characters of GB 2312, of
Big5's first level and of KS X 1001, made by `scripts/make_character_tables.py`. A character has one reading of each kind here, the usual
one. Korean readings come from the Unicode Han Database (`tables/LICENSE-unicode.txt`) and are those of the North: 리 for 李.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path


def _table(name: str) -> dict[str, str]:
    text = (Path(__file__).parent / "tables" / name).read_text("utf-8")
    return {character: reading for reading, characters in map(str.split, text.splitlines()) for character in characters}


@cache
def _pinyin() -> dict[str, str]:
    return _table("pinyin.txt")


@cache
def _hanja() -> dict[str, str]:
    return _table("hanja.txt")


def pinyin(character: str) -> str:
    """The Mandarin reading without its tone, or nothing for a character too rare for the table."""
    return _pinyin().get(character, "")


def hanja_reading(character: str) -> str:
    """The hangul syllable that a character is read as in Korean, with the ㄹ and ㄴ that the South drops at a word's head; or nothing."""
    return _hanja().get(character, "")


@cache
def pinyin_readings() -> frozenset[str]:
    """Every Mandarin syllable of the table."""
    return frozenset(_pinyin().values())


_WADE_INITIALS = (
    ("ts'", "c"),
    ("tz'", "c"),
    ("ts", "z"),
    ("tz", "z"),
    ("ch'", "q/ch"),
    ("ch", "j/zh"),
    ("hs", "x"),
    ("k'", "k"),
    ("k", "g"),
    ("t'", "t"),
    ("t", "d"),
    ("p'", "p"),
    ("p", "b"),
    ("j", "r"),
)


@lru_cache(maxsize=16384)
def from_wade_giles(syllable: str) -> str:
    """The pinyin of a Wade-Giles syllable (`hsiao` xiao, `ch'ing` qing, `tse-tung` by parts), or the syllable as it is."""
    initial, rest = next(
        ((new, syllable[len(old) :]) for old, new in _WADE_INITIALS if syllable.startswith(old)), ("", syllable)
    )
    rest = {
        "ih": "i",
        "u": "u",
        "ung": "ong",
        "ien": "ian",
        "ieh": "ie",
        "en": "en",
        "o": "e" if initial in ("g", "k") else "o",
    }.get(rest, rest)
    front = rest[:1] in ("i", "ü")
    if "/" in initial:
        before_i, before_other = initial.split("/")
        initial = before_i if front and syllable[-2:] != "ih" else before_other
    return initial + rest if initial + rest in pinyin_readings() else syllable
