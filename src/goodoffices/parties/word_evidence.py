"""What shared words tell: which listed names share enough rare words with a query, and how much speaks for and against each.

Every word is worth the logarithm of its rarity among the listed parties, less where it is a legal form or a line of business. A first,
coarse sum over the postings of the query's words leaves few names; those are laid word against word.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from goodoffices.parties.index import NameIndex, joins
from goodoffices.parties.names.arabic import is_arabic
from goodoffices.parties.names.forms import FORM_WORDS, say
from goodoffices.parties.names.tokens import joined_keys, keys, korean_skeleton, likeness, words

SHARE = 0.27
"""The part of both names' weight that must be shared for a name to be looked at closely (a half is all of it)."""
MOST = 10
"""Names looked at closely for one query, beside those that are all but the same."""
_SAME = 0.45
"""The part of both names' weight from which they are all but the same (a half is all of it). Several lists have one party under the same
name, and none may crowd out another, since each list has programmes of its own."""
_MOST_SAME = 60
_FEW = 1_500
"""Up to so many postings are summed by sorting, beyond by an array of all names."""
_CACHE = 60_000
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Pairing:
    """A query's words laid against a listed name's: what is shared, what is left over on either side and what was inexact.

    Each as a sum of evidence and as that of the weightiest word. Of words themselves only places and numbers are kept; `Spelt` has them.
    """

    shared: float
    left_query: float
    left_name: float
    inexact: float
    strongest: float
    strongest_query: float
    strongest_name: float
    alike: tuple[tuple[tuple[int, ...], int], ...]
    only_query: tuple[int, ...]
    only_name: tuple[int, ...]
    same_order: bool
    size: int

    @property
    def exact(self) -> bool:
        """Whether both names have the same words, legal forms apart."""
        return not (self.only_query or self.only_name or self.inexact)


@dataclass(frozen=True, slots=True)
class Spelt:
    """A pairing in words."""

    alike: tuple[tuple[str, str], ...]
    only_query: tuple[str, ...]
    only_name: tuple[str, ...]
    same_order: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class _Expansion:
    """A word of a query: what it weighs, the listed words like it, and the names that have them."""

    weight: float
    like: dict[int, float]
    names: np.ndarray[tuple[int], np.dtype[np.int64]]
    worth: np.ndarray[tuple[int], np.dtype[np.float64]]
    form: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    place: int
    span: int
    word: _Expansion


_NOBODY = np.empty(0, np.int64)
_NOTHING = np.empty(0, np.float64)


class WordMatcher:
    """Finds and weighs listed names by their words."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self._expanded: dict[tuple[str, bool], _Expansion] = {}
        self._joined: dict[tuple[str, bool], _Expansion | None] = {}
        fields = index.fields
        self._weight = fields["word_weight"]
        self._starts, self._postings = fields["posting_starts"], fields["postings"]
        self._name_weight = fields["name_weight"].astype(np.float64)
        self._least = SHARE * self._name_weight
        self._forms = frozenset(
            n for w in FORM_WORDS for n in index.led_to([zlib.crc32(w.encode())]) if index.words[n] == w
        )
        self._unit_starts: list[int] = fields["unit_starts"].tolist()

    def units(self, found: Sequence[str], levelled: bool = True) -> list[_Unit]:
        """A query's words, and its neighbouring words as one where the lists know that word. `levelled`: Korean words of bodies count."""
        out = [_Unit(at, 1, self._expand(word, levelled)) for at, word in enumerate(found)]
        for at, joined in joins(found):
            word = self._expand_joined(joined, levelled)
            if word is not None:
                out.append(_Unit(at, 2, word))
        return out

    def _expand(self, word: str, levelled: bool) -> _Expansion:
        known = self._expanded.get((word, levelled))
        if known is None:
            if len(self._expanded) > _CACHE:
                self._expanded.clear()
            known = self._expanded[word, levelled] = self._expansion(word, keys(word, self.index.has_arabic), levelled)
        return known

    def _expand_joined(self, word: str, levelled: bool) -> _Expansion | None:
        key = (word, levelled)
        if key not in self._joined:
            if len(self._joined) > _CACHE:
                self._joined.clear()
            found = self._expansion(word, joined_keys(word), levelled, joined=True)
            self._joined[key] = found if found.like else None
        return self._joined[key]

    def _expansion(self, word: str, hashed: set[int], levelled: bool, joined: bool = False) -> _Expansion:
        index, like, latin = self.index, {}, word.isascii()
        arabic = not latin and is_arabic(word)
        weight = say(word) * index.rarest * (0.4 if len(word) == 1 else 1.0)
        bones = korean_skeleton(word)
        for number in index.led_to(hashed):
            if joined and number >= index.real_words:
                continue
            listed = index.words[number]
            across = not (latin and listed.isascii()) and is_arabic(listed) is not arabic
            levels = levelled and korean_skeleton(listed) == bones
            if number >= index.real_words and not (listed == word or levels or across):
                continue
            share = likeness(word, listed, levelled)
            if joined and share < 0.9:
                continue
            if share >= _ALIKE:
                like[number] = share
                if listed == word:
                    weight = float(self._weight[number])
                elif arabic and across:
                    # A word that is on no list in its own letters is as rare as the commonest that it may be spelt.
                    weight = min(weight, float(self._weight[number]))
        if not like:
            return _Expansion(weight, like, _NOBODY, _NOTHING, word in FORM_WORDS)
        starts, postings = self._starts, self._postings
        names = [postings[starts[n] : starts[n + 1]] for n in like]
        each = [share * 0.5 * (weight + float(self._weight[n])) for n, share in like.items()]
        worth = np.repeat(each, [len(p) for p in names])
        return _Expansion(weight, like, np.concatenate(names), worth, word in FORM_WORDS)

    def near(self, units: Sequence[_Unit]) -> list[int]:
        """The listed names that share enough with a query to be looked at, those with most first."""
        present = [u.word for u in units if len(u.word.names)]
        if not present:
            return []
        total = sum(u.word.weight for u in units if u.span == 1)
        names = np.concatenate([w.names for w in present])
        worth = np.concatenate([w.worth for w in present])
        if len(names) <= _FEW:
            order = names.argsort(kind="stable")
            names = names[order]
            first = np.flatnonzero(np.concatenate(([True], names[1:] != names[:-1])))
            sums, names = np.add.reduceat(worth[order], first), names[first]
            share = sums / (total + self._name_weight[names])
            kept = share >= SHARE
            close, share = names[kept], share[kept]
        else:
            sums = np.bincount(names, worth, len(self._name_weight))
            close = np.flatnonzero(sums - self._least >= SHARE * total)
            share = sums[close] / (total + self._name_weight[close])
        if len(close) > MOST:
            same = min(int(np.count_nonzero(share >= _SAME)), _MOST_SAME)
            close = close[np.argsort(-share)[: max(MOST, same)]]
        found: list[int] = close.tolist()
        return found

    def pair(self, units: Sequence[_Unit], name: int) -> Pairing:
        """Lay a query's words against a listed name's, the weightiest likeness first, each word used once."""
        fields = self.index.fields
        low, high = self._unit_starts[name], self._unit_starts[name + 1]
        numbers: list[int] = fields["unit_word"][low:high].tolist()
        places: list[int] = fields["unit_place"][low:high].tolist()
        spans: list[int] = fields["unit_span"][low:high].tolist()
        weights: list[float] = self._weight[numbers].tolist()
        possible = []
        for unit in units:
            like, own = unit.word.like, unit.word.weight
            for at, number in enumerate(numbers):
                if number in like:
                    possible.append((like[number] * (own + weights[at]), like[number], unit, at))
        possible.sort(key=_first, reverse=True)
        theirs = {p: w for p, w, s in zip(places, weights, spans, strict=True) if s == 1}
        ours = {u.place: u.word.weight for u in units if u.span == 1}
        size = len(ours)
        shared = inexact = strongest = 0.0
        alike: list[tuple[tuple[int, ...], int]] = []
        order: list[tuple[int, int]] = []
        for _, share, unit, at in possible:
            mine, its = unit.place, places[at]
            if mine not in ours or its not in theirs:
                continue
            if (unit.span == 2 and mine + 1 not in ours) or (spans[at] == 2 and its + 1 not in theirs):
                continue
            both = ours.pop(mine) + theirs.pop(its)
            if unit.span == 2:
                both += ours.pop(mine + 1)
            if spans[at] == 2:
                both += theirs.pop(its + 1)
            both *= 0.5
            shared += both * share
            inexact += both * (1.0 - share)
            strongest = max(strongest, both * share**3 / max(unit.span, spans[at]))
            order.append((mine, its))
            alike.append((tuple(range(mine, mine + unit.span)), numbers[at]))
        order.sort()
        word_at = {p: n for p, n, s in zip(places, numbers, spans, strict=True) if s == 1}
        forms = self._forms
        return Pairing(
            shared, sum(ours.values()), sum(theirs.values()), inexact, strongest, max(ours.values(), default=0.0),
            max(theirs.values(), default=0.0), tuple(alike), tuple(p for p in sorted(ours) if not units[p].word.form),
            tuple(word_at[p] for p in sorted(theirs) if word_at[p] not in forms), all(a[1] < b[1] for a, b in pairwise(order)), size,
        )  # fmt: skip

    def spell(self, pairing: Pairing, found: Sequence[str]) -> Spelt:
        """A pairing in words."""
        listed = self.index.words
        return Spelt(
            tuple((" ".join(found[p] for p in mine), listed[number]) for mine, number in pairing.alike),
            tuple(found[p] for p in pairing.only_query), tuple(listed[n] for n in pairing.only_name), pairing.same_order, pairing.exact,
        )  # fmt: skip


def _first(row: tuple[float, float, _Unit, int]) -> float:
    return row[0]


def query_words(text: str) -> tuple[str, ...]:
    """The words of a query as the index knows them."""
    return words(text)
