"""A name as words, and the keys by which words that are spelt otherwise find each other.

Two keys serve each word of four letters or more: its skeleton of consonants (Muhammad, Mohamed and محمد are MHMD), and its Korean
skeleton, which is deaf to k/g, t/d, p/b, ch/j and to the ways to write a vowel (TAEJIN, DAEJIN, TAECHIN, DAIZIN). Beside them stand
the word's forms with one letter left out, which bring together words that differ in one or two letters.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from rapidfuzz.distance import OSA

from goodoffices.parties.names.arabic import bones, is_arabic, may_be_spelt
from goodoffices.parties.names.chinese import from_wade_giles, pinyin_readings
from goodoffices.parties.names.folding import fold
from goodoffices.parties.names.forms import settle
from goodoffices.parties.names.variants import groups

_WORD = re.compile(r"[a-z0-9]+|[\u0621-\u06d3]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_SURNAME_FIRST = re.compile(r"\W*\w+,")
_APOSTROPHE = re.compile(r"['’‘ʼ`´′]")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a name, folded and settled, at most 24 of them."""
    text = fold(text)
    if "." in text:
        text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    if "'" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
    found = _WORD.findall(text)[:24]
    return tuple(settle(found, found[:1] if found and _SURNAME_FIRST.match(text) else found[-1:]))


_FOLDS = (
    ("kh", "h"),
    ("gh", "g"),
    ("zh", "j"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("ts", "c"),
    ("ks", "x"),
)
_CONSONANTS = str.maketrans({"q": "k", "c": "c", "z": "s", "w": "v", "j": "j"} | dict.fromkeys("aeiouy", None))
_KOREAN_FOLDS = (
    ("ch", "c"),
    ("ph", "p"),
    ("kh", "k"),
    ("th", "t"),
    ("sh", "s"),
    ("eo", "o"),
    ("ae", "e"),
    ("ai", "e"),
    ("ee", "i"),
    ("oo", "u"),
    ("eu", "u"),
    ("y", ""),
)
_KOREAN = str.maketrans("gdbjzrfq", "ktpccLpk".lower())
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=131072)
def skeleton(word: str) -> str:
    """The consonants of a word, told by ear."""
    for old, new in _FOLDS:
        if old in word:
            word = word.replace(old, new)
    head = "a" if word[0] in "aeiouy" else ""
    return head + _DOUBLED.sub(r"\1", word.translate(_CONSONANTS))


@lru_cache(maxsize=131072)
def korean_skeleton(word: str) -> str:
    """A word with the differences between the romanisations of Korean levelled."""
    for old, new in _KOREAN_FOLDS:
        if old in word:
            word = word.replace(old, new)
    return word.translate(_KOREAN)


_SOFT = (
    ("kh", "h"),
    ("ks", "x"),
    ("ts", "c"),
    ("tz", "c"),
    ("ph", "f"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("ie", "e"),
    ("ii", "i"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
)


@lru_cache(maxsize=131072)
def softened(word: str) -> str:
    """A word with the ways to write a soft vowel or a half-vowel levelled (Gayevoy, Gaevoi; Gayk, Gaik; Youssef, Yusef)."""
    for old, new in _SOFT:
        if old in word:
            word = word.replace(old, new)
    return _DOUBLED.sub(r"\1", word)


def keys(word: str, across: bool = True) -> set[int]:
    """The keys that a word is looked up by, as numbers of 32 bits; a number may stand for two keys, so what it finds is compared again.

    `across`: the lists have words in Arabic letters, so that a Latin word may be one of them.
    """
    if not across and word.isascii():
        return _keys(word)
    return _keys(word) | _script_keys(word, listed=False)


def listed_keys(word: str) -> set[int]:
    """The keys that a listed word is found under: those it is looked up by, but across scripts that of the other side."""
    return _keys(word) | _script_keys(word, listed=True)


def _script_keys(word: str, listed: bool) -> set[int]:
    """The key that leads from a word in Arabic letters to Latin ones and back. Latin words do not lead to each other by it: it is too wide."""
    side = b"a" if is_arabic(word) is not listed else b"l"
    return {zlib.crc32(side + bones(word).encode())}


def _keys(word: str) -> set[int]:
    if is_arabic(word):
        return {zlib.crc32(word.encode())}
    variants = {zlib.crc32(b"v%d" % group) for group in groups(word)}
    if len(word) <= 6 and (mandarin := from_wade_giles(word)) in pinyin_readings():
        variants |= {zlib.crc32(b"w" + word.encode()), zlib.crc32(b"w" + mandarin.encode())}
    if len(word) < 4 or word.isdigit():
        return {zlib.crc32(word.encode()), *variants}
    found = {zlib.crc32(word.encode()), zlib.crc32(b"k" + korean_skeleton(word).encode())}
    found.add(zlib.crc32(b"y" + softened(word).encode()))
    consonants = skeleton(word)
    if len(consonants) >= 3:
        found.add(zlib.crc32(b"s" + consonants.encode()))
    found.update(zlib.crc32((word[:i] + word[i + 1 :]).encode()) for i in range(len(word)))
    return found | variants


def joined_keys(word: str, listed: bool = False) -> set[int]:
    """The keys of two words written as one: as it stands, levelled for Korean, and across scripts."""
    found = {zlib.crc32(word.encode()), zlib.crc32(b"k" + korean_skeleton(word).encode())}
    return found | _script_keys(word, listed)


def _wade_giles(one: str, other: str) -> bool:
    """Whether the second is the pinyin of the first, a syllable in Wade-Giles (Tse-tung, Zedong by its parts; Chang, Zhang)."""
    return len(one) <= 6 and from_wade_giles(one) == other and other in pinyin_readings()


@lru_cache(maxsize=262144)
def likeness(one: str, other: str, levelled: bool = True) -> float:
    """How far two words are one, from 0 to 1: by letters, by their consonants, as variants of a given name, and where `levelled` with
    the romanisations of Korean levelled (for bodies: persons' syllables have better means).
    """
    if one == other:
        return 1.0
    if not (one.isascii() and other.isascii()) and is_arabic(one) is not is_arabic(other):
        arabic, latin = (one, other) if is_arabic(one) else (other, one)
        return 0.9 if may_be_spelt(arabic, latin) else 0.0
    own = groups(one)
    if own and not set(own).isdisjoint(groups(other)):
        return 0.9
    short, long = len(one), len(other)
    if short > long:
        short, long = long, short
    if short <= 6 and (_wade_giles(one, other) or _wade_giles(other, one)):
        return 0.8
    if short < 4 or one.isdigit() or other.isdigit():
        return 0.0
    if levelled and korean_skeleton(one) == korean_skeleton(other):
        return 0.9
    if softened(one) == softened(other):
        return 0.95
    away = OSA.distance(one, other, score_cutoff=2) if long - short <= 2 else 3
    by_letters = 0.0
    if (away == 1 and short >= 5) or (away == 2 and short >= 8):
        by_letters = 1.0 - 1.3 * away / long
    elif away == 1:
        by_letters = 0.6
    consonants = skeleton(one)
    if len(consonants) >= 3 and consonants == skeleton(other):
        return max(by_letters, 0.92 if away <= 1 else 0.88 if away == 2 else 0.8)
    return by_letters
