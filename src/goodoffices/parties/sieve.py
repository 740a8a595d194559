"""A first, cheap look: whether any listed name can be near one that is asked about.

Most parties of a plan are like nobody on a list, and to find that out takes neither numpy nor a score. The sieve reads the index of names
as it stands, without numpy, and lets through whatever shares enough with a listed name to be looked at closely, or reads as Korean at all.
It is coarser than the screener in every step, so what it stops the screener would not have found; a test holds the one to the other.
"""

from __future__ import annotations

import json
import math
import mmap
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from goodoffices.parties.model import Kind, Query
from goodoffices.parties.names import MAX_NAME, korean
from goodoffices.parties.names.forms import ABBREVIATIONS, say
from goodoffices.parties.names.tokens import joined_keys, keys, likeness, words

SHARE = 0.25
"""The part of both names' weight that must be shared; the screener asks for more before it looks at a name closely."""
_ALIKE = 0.6
_UNSEEN = math.log(20_000)
"""What a word that no list has weighs, as the index scales it."""
_LONGEST_JOINED = 14
KINDS: tuple[Kind, ...] = ("Person", "Organization", "Vessel", "Airplane", "LegalEntity")
"""The kinds of party by their numbers in the index."""
_MAY_BE: Mapping[Kind | None, Sequence[Kind]] = {
    None: KINDS,
    "Person": ("Person", "LegalEntity"),
    "Organization": ("Organization", "LegalEntity"),
    "LegalEntity": ("Person", "Organization", "LegalEntity"),
}
"""What a party of a kind may be on a list; a craft only a craft of its kind."""
_SIZES = {"<i8": 8, "<u4": 4, "<i4": 4, "<f4": 4, "|u1": 1, "|i1": 1}
"""The types of the index's arrays that are read here, and how many bytes a number of each takes."""


_PERSON = KINDS.index("Person")


def may_be(kind: Kind | None) -> Sequence[Kind]:
    """The kinds of listed party that somebody of a kind may be; all of them where nothing is known."""
    return _MAY_BE.get(kind, (kind,) if kind else KINDS)


def open_sieve(path: Path) -> Sieve | None:
    """The sieve of an index; None where there is no index, or none that can be read so here: then everybody has to be looked at closely."""
    try:
        return Sieve(path)
    except (OSError, ValueError, KeyError, TypeError):
        return None


class Sieve:
    """The words of an index, with the names that have them.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no index that can be read without numpy here.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            first = file.readline(1 << 20)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = json.loads(first)
        if sys.byteorder != "little" or len(first) + int(head["bytes"]) != len(mapped):
            raise ValueError("not a whole index")
        self._content = memoryview(mapped)
        self._places: dict[str, tuple[str, int, int]] = {
            name: (kind, len(first) + at, count) for name, (kind, at, count) in head["fields"].items()
        }
        self._keys, self._leads = self._bytes("key", "<u4").cast("I"), self._bytes("key_word", "<i4").cast("i")
        self._blob, self._starts = self._bytes("word_blob", "|u1"), self._bytes("word_starts", "<i8").cast("q")
        self._weight = self._bytes("word_weight", "<f4").cast("f")
        self._name_weight = self._bytes("name_weight", "<f4").cast("f")
        self._begins = self._bytes("posting_starts", "<i8").cast("q")
        self._postings = self._bytes("postings", "<i8").cast("q")
        self._party = self._bytes("name_party", "<i4").cast("i")
        self._kind = self._bytes("party_kind", "|i1").cast("b")

    def _bytes(self, name: str, wanted: str) -> memoryview[int]:
        """An array's bytes, where it is of the type that is expected."""
        kind, at, count = self._places[name]
        if kind != wanted:
            raise ValueError(f"{name} is of another type")
        return self._content[at : at + count * _SIZES[kind]]

    def lets_through(self, query: Query) -> bool:
        """Whether anybody listed may be this party, so that the screener has to look."""
        kinds = frozenset(KINDS.index(kind) for kind in may_be(query.kind))
        texts = (query.name, *query.aliases)
        return bool(query.identifiers) or any(self._may_be_listed(text, kinds) for text in texts)

    def _may_be_listed(self, text: str, kinds: frozenset[int]) -> bool:
        if len(text) > MAX_NAME or (len(text) < 12 and text.replace(".", "").strip().lower() in ABBREVIATIONS):
            return True
        return (_PERSON in kinds and bool(korean.readings(text))) or self._near(words(text), kinds)

    def _near(self, found: Sequence[str], kinds: frozenset[int]) -> bool:
        """Whether the name of a listed party of these kinds shares enough with these words, each taken for as much as it can be worth."""
        total, worth = 0.0, dict[int, float]()
        for word, hashed, joined in _units(found):
            like = self._like(word, hashed)
            own = say(word) * _UNSEEN * (0.4 if len(word) == 1 else 1.0)
            own = next((self._weight[n] for n, _, same in like if same), own)
            total += 0.0 if joined else own
            for number, share, _ in like:
                each = share * 0.5 * (own + self._weight[number])
                for name in self._postings[self._begins[number] : self._begins[number + 1]]:
                    worth[name] = worth.get(name, 0.0) + each
        return any(
            shared >= SHARE * (total + self._name_weight[name]) and self._kind[self._party[name]] in kinds
            for name, shared in worth.items()
        )

    def _like(self, word: str, hashed: Iterable[int]) -> list[tuple[int, float, bool]]:
        """The listed words like one: their numbers, how like they are, and whether they are the same."""
        numbers = {self._leads[at] for key in hashed for at in self._led_to(key)}
        listed = [(n, bytes(self._blob[self._starts[n] : self._starts[n + 1]]).decode()) for n in numbers]
        return [(n, share, word == text) for n, text in listed if (share := likeness(word, text)) >= _ALIKE]

    def _led_to(self, key: int) -> Iterator[int]:
        at = bisect_left(self._keys, key)
        while at < len(self._keys) and self._keys[at] == key:
            yield at
            at += 1


def _units(found: Sequence[str]) -> Iterator[tuple[str, set[int], bool]]:
    """The words of a name, and its neighbouring words as one."""
    for word in found:
        yield word, keys(word), False
    for one, two in pairwise(found):
        if 4 <= len(one) + len(two) <= _LONGEST_JOINED:
            yield one + two, joined_keys(one + two), True
