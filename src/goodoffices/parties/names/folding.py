"""One alphabet for all names: marks that nobody sees are dropped, look-alike letters unmasked, other scripts spelt in Latin letters.

Transliteration here serves comparison only, never display. The tables follow the habits of passports and lists (BGN/PCGN and ICAO
for Cyrillic) rather than a scholarly standard. Arabic letters are left for `arabic.py`, since no one spelling would do.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from goodoffices.errors import InputError
from goodoffices.parties.names import arabic, chinese, translated

MAX_NAME = 1000
"""Letters that a name may have. The longest on the official lists has under 300; what is longer is a file, not a name."""

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўђјљњћџќѓѕ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g u dj j lj nj c dz k g dz".replace(
            "_", ""
        ).split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        [
            "a",
            "b",
            "g",
            "d",
            "h",
            "v",
            "z",
            "h",
            "t",
            "i",
            "k",
            "k",
            "l",
            "m",
            "m",
            "n",
            "n",
            "s",
            "a",
            "p",
            "p",
            "ts",
            "ts",
            "k",
            "r",
            "sh",
            "t",
        ],
        strict=True,
    )
)
_LATIN = {
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "ə": "a",
    "ħ": "h",
    "ŧ": "t",
}
_LETTERS = {**_CYRILLIC, **_GREEK, **_HEBREW, **_LATIN}

_LOOKALIKES = dict(zip("аеорсухіјѕԁԛԝһкмтнвαοριντκυ", "aeopcyxijsdqwhkmthbaopivtku", strict=True))
"""Cyrillic and Greek small letters that read as Latin ones (Unicode Technical Standard 39, confusables), as capitals do."""

_HANGUL_INITIAL = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_HANGUL_MEDIAL = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
_HANGUL_FINAL = "_ k k k n n n t l l l l l l l l m p p t t ng t t k t p t".replace("_", "").split(" ")

_MARK = re.compile(r"[\u0300-\u036f\u0591-\u05c7]")


def refuse_huge(text: str) -> str:
    """The same text, unless it is too long to be a name: then an error, before any work is spent on it."""
    if len(text) > MAX_NAME:
        raise InputError(
            f"a name of {len(text):,} letters cannot be screened; names have at most {MAX_NAME:,}. Give each name its own row."
        )
    return text


def unmask(text: str) -> str:
    """Small letters in NFKC with what cannot be seen dropped, and Latin words freed of the look-alikes of other alphabets."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn"))
    if not any(c in _LOOKALIKES for c in text) or not any("a" <= c <= "z" for c in text):
        return text
    return " ".join(_unmask_word(word) for word in text.split())


def _unmask_word(word: str) -> str:
    """A word that is Latin but for some look-alikes, or wholly of look-alikes beside Latin words, is a Latin word."""
    foreign = [c for c in word if ord(c) > 0x24F and c.isalpha()]
    if foreign and all(c in _LOOKALIKES for c in foreign):
        return "".join(_LOOKALIKES.get(c, c) for c in word)
    return word


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name in small unaccented Latin letters and digits, words parted by single spaces; Arabic letters stay, in one form each."""
    text = unmask(refuse_huge(text))
    if not text.isascii():
        text = "".join(map(_spell, translated.in_english(text)))
        text = arabic.settled(_MARK.sub("", unicodedata.normalize("NFKD", text)))
    return text


@lru_cache(maxsize=8192)
def _spell(letter: str) -> str:
    """One letter of any known script in Latin letters."""
    if letter < "\x80":
        return letter
    if letter in _LETTERS:
        return _LETTERS[letter]
    code = ord(letter)
    if 0xAC00 <= code <= 0xD7A3:
        code -= 0xAC00
        return _HANGUL_INITIAL[code // 588] + _HANGUL_MEDIAL[code % 588 // 28] + _HANGUL_FINAL[code % 28]
    if 0x4E00 <= code <= 0x9FFF:
        return f" {chinese.pinyin(letter)} "
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(_LETTERS.get(c, c) for c in bare)
