"""What shared words tell: which listed names share enough rare words with a query, and how much speaks for and against each.

Every word is worth the logarithm of its rarity among the listed parties, less where it is a legal form or a line of business. A first,
coarse sum over the postings of the query's words leaves few names; those are laid word against word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.parties.index import NameIndex, joins
from goodoffices.parties.names.forms import FORM_WORDS, say
from goodoffices.parties.names.tokens import joined_keys, keys, korean_skeleton, likeness, words

SHARE = 0.23
"""The part of both names' weight that must be shared for a name to be looked at closely (a half is all of it)."""
MOST = 12
"""Names looked at closely for one query."""
_CACHE = 60_000
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Pairing:
    """A query's words laid against a listed name's: what is shared, what is left over on either side, and what was inexact, as sums
    and as the weightiest word of each."""

    shared: float
    left_query: float
    left_name: float
    inexact: float
    strongest: float
    strongest_query: float
    strongest_name: float
    alike: tuple[tuple[str, str], ...]
    only_query: tuple[str, ...]
    only_name: tuple[str, ...]
    same_order: bool
    size: int

    @property
    def exact(self) -> bool:
        """Whether both names have the same words."""
        return not (self.only_query or self.only_name or self.inexact)


@dataclass(frozen=True, slots=True)
class _Expansion:
    """A word of a query: what it weighs, the listed words like it, and the names that have them."""

    weight: float
    like: dict[int, float]
    names: np.ndarray[tuple[int], np.dtype[np.int64]]
    worth: np.ndarray[tuple[int], np.dtype[np.float64]]


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
        self._unit_starts = fields["unit_starts"].tolist()

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
            known = self._expanded[word, levelled] = self._expansion(word, keys(word), levelled)
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
        index, like = self.index, {}
        weight = say(word) * index.rarest * (0.4 if len(word) == 1 else 1.0)
        bones = korean_skeleton(word)
        for number in index.led_to(hashed):
            if joined and number >= index.real_words:
                continue
            listed = index.words[number]
            if number >= index.real_words and listed != word and not (levelled and korean_skeleton(listed) == bones):
                continue
            share = likeness(word, listed, levelled)
            if joined and share < 0.9:
                continue
            if share >= _ALIKE:
                like[number] = share
                if listed == word:
                    weight = float(self._weight[number])  # type: ignore[arg-type]
        if not like:
            return _Expansion(weight, like, _NOBODY, _NOTHING)
        starts, postings = self._starts, self._postings
        names = [postings[starts[n] : starts[n + 1]] for n in like]
        worth = [np.full(len(p), share * 0.5 * (weight + float(self._weight[n]))) for p, (n, share) in zip(names, like.items(), strict=True)]  # type: ignore[arg-type]
        return _Expansion(weight, like, np.concatenate(names), np.concatenate(worth))

    def near(self, units: Sequence[_Unit]) -> list[int]:
        """The listed names that share enough with a query to be looked at, those with most first."""
        present = [u.word for u in units if len(u.word.names)]
        if not present:
            return []
        total = sum(u.word.weight for u in units if u.span == 1)
        names = np.concatenate([w.names for w in present])
        worth = np.concatenate([w.worth for w in present])
        sums = np.bincount(names, worth, len(self._name_weight))
        close = np.flatnonzero(sums >= SHARE * (total + self._name_weight))
        if len(close) > MOST:
            share = sums[close] / (total + self._name_weight[close])
            close = close[np.argsort(-share)[:MOST]]
        return close.tolist()

    def pair(self, found: Sequence[str], units: Sequence[_Unit], name: int) -> Pairing:
        """Lay a query's words against a listed name's, the weightiest likeness first, each word used once."""
        fields, weight = self.index.fields, self._weight
        low, high = self._unit_starts[name], self._unit_starts[name + 1]
        numbers, places, spans = (
            fields[key][low:high].tolist() for key in ("unit_word", "unit_place", "unit_span")
        )
        possible = []
        for unit in units:
            like = unit.word.like
            for at, number in enumerate(numbers):
                share = like.get(number)
                if share is not None:
                    possible.append((share * (unit.word.weight + float(weight[number])), share, unit, at))
        possible.sort(key=lambda p: -p[0])
        theirs = {p: (n, float(weight[n])) for n, p, s in zip(numbers, places, spans, strict=True) if s == 1}
        ours = {u.place: u.word.weight for u in units if u.span == 1}
        shared = inexact = strongest = 0.0
        alike, order = [], []
        for _, share, unit, at in possible:
            mine, its = range(unit.place, unit.place + unit.span), range(places[at], places[at] + spans[at])
            if any(p not in ours for p in mine) or any(p not in theirs for p in its):
                continue
            both = 0.5 * (sum(ours.pop(p) for p in mine) + sum(theirs.pop(p)[1] for p in its))
            shared += both * share
            inexact += both * (1.0 - share)
            strongest = max(strongest, both * share**3)
            order.append((unit.place, places[at]))
            alike.append((" ".join(found[p] for p in mine), self.index.words[numbers[at]]))
        order.sort()
        return Pairing(
            shared, sum(ours.values()), sum(w for _, w in theirs.values()), inexact,
            strongest, max(ours.values(), default=0.0), max((w for _, w in theirs.values()), default=0.0), tuple(alike),
            tuple(found[p] for p in sorted(ours) if found[p] not in FORM_WORDS), tuple(self.index.words[theirs[p][0]] for p in sorted(theirs) if self.index.words[theirs[p][0]] not in FORM_WORDS),
            all(a[1] < b[1] for a, b in zip(order, order[1:], strict=False)), len(found),
        )  # fmt: skip


def query_words(text: str) -> tuple[str, ...]:
    """The words of a query as the index knows them."""
    return words(text)
