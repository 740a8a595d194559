"""Who of the listed a name may be: candidates by words and by Korean syllables, each with a calibrated score and its reasons."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.parties import index as indexing
from goodoffices.parties import reasons
from goodoffices.parties.calibration import (
    Curves,
    KoreanView,
    chance,
    fitted,
    korean_features,
    log_odds,
    settle,
    word_features,
)
from goodoffices.parties.index import KINDS, NameIndex
from goodoffices.parties.model import Hit, Kind, ListedParty, Query
from goodoffices.parties.names import korean, refuse_huge
from goodoffices.parties.names.forms import ABBREVIATIONS
from goodoffices.parties.syllable_evidence import Agreement, SyllableMatcher
from goodoffices.parties.word_evidence import Pairing, WordMatcher, query_words
from goodoffices.values import Day

THRESHOLD = 0.04
"""Hits are shown from 1 in 25 up: what a person can rule out in seconds may not be hidden from them."""
EXACT_BODY = math.log(0.3 / 0.7)
"""The least odds of a body or craft whose name is on a list word for word: a judgment, not fitted, for want of real ones that are nobody."""
_MOST_BIRTH = reasons.BIRTH_SAME
_PERSON = frozenset((KINDS.index("Person"),))
_SUITS = {
    "Person": frozenset(map(KINDS.index, ("Person", "LegalEntity"))),
    "Organization": frozenset(map(KINDS.index, ("Organization", "LegalEntity"))),
    "Vessel": frozenset((KINDS.index("Vessel"),)),
    "Airplane": frozenset((KINDS.index("Airplane"),)),
    "LegalEntity": frozenset(map(KINDS.index, ("Person", "Organization", "LegalEntity"))),
    None: frozenset(range(len(KINDS))),
}
_PEOPLE = _SUITS["Person"]
_FOREIGN = -2.0
"""Below this evidence a syllable of one name is not that of the other."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one listed name: its words, its Korean syllables, or both."""

    name: int
    party: int
    words: Pairing | None
    syllables: Agreement | None
    view: KoreanView

    @property
    def exact(self) -> bool:
        """Whether the names are the same word for word. Korean syllables in another order are another name (Choe Min Sok, Choe Sok Min)."""
        return self.words is not None and self.words.exact and self.view is not KoreanView.DIFFER


def suitable(kind: Kind | None) -> frozenset[int]:
    """The kinds of listed party that somebody of a kind may be, as numbers in the index; all of them where nothing is known."""
    return _SUITS[kind]


class Screener:
    """Listed parties made ready to be searched.

    `build` from parties, `save` to a file, `open` from it; `screen` one query, `screen_many` on one or more processes.
    """

    def __init__(self, index: NameIndex, path: Path | None = None, curves: Curves | None = None) -> None:
        self.index = index
        self._path = path
        self._curves = curves or fitted()
        korean, other = (math.log(share / (1 - share)) for share in self._curves.exact)
        self._least = {True: korean, False: other}
        self._words = WordMatcher(index)
        self._syllables = SyllableMatcher(index)
        self._party_of: list[int] = index.fields["name_party"].tolist()
        self._kind_of: list[int] = index.fields["party_kind"].tolist()
        self._korean_names = frozenset(index.fields["korean_name"].tolist())

    @classmethod
    def build(cls, parties: Iterable[ListedParty], curves: Curves | None = None) -> Screener:
        """Index parties in memory."""
        return cls(NameIndex(indexing.arrays(list(parties))), curves=curves)

    @classmethod
    def open(cls, path: Path) -> Screener:
        """Map an index file; it must stay in place while it is used."""
        return cls(NameIndex(indexing.load(path)), path)

    def save(self, path: Path) -> None:
        """Write the index to one file, whole or not at all."""
        indexing.save(self.index.fields, path)
        self._path = path

    def kind_of(self, party: int) -> int:
        """A party's kind, as its number in the index."""
        return self._kind_of[party]

    def weigh(self, text: str, kinds: frozenset[int]) -> list[Evidence]:
        """The listed names of these kinds that anything speaks for, with what does."""
        found = query_words(refuse_huge(text))
        if not found:
            return []
        readings = korean.readings(text) if kinds & _PERSON else ()
        syllables = self._syllables.near(readings) if readings else {}
        units = self._words.units(found, levelled=not kinds <= _PEOPLE)
        near = self._words.near(units)
        out = []
        for name in near:
            party = self._party_of[name]
            if self._kind_of[party] not in kinds:
                continue
            agreement = syllables.pop(name, None)
            view = self._view(readings, name, agreement)
            out.append(Evidence(name, party, self._words.pair(units, name), agreement, view))
        for name, agreement in syllables.items():
            party = self._party_of[name]
            if self._kind_of[party] in kinds:
                out.append(Evidence(name, party, None, agreement, KoreanView.NEITHER))
        return out

    def _view(self, readings: Sequence[korean.Reading], name: int, agreement: Agreement | None) -> KoreanView:
        if not readings or self._kind_of[self._party_of[name]] not in _PERSON:
            return KoreanView.NEITHER
        if name in self._korean_names:
            foreign = agreement is None or agreement.weakest < _FOREIGN
            return KoreanView.DIFFER if foreign else KoreanView.AGREE
        return KoreanView.ONE_ONLY

    def odds(self, evidence: Evidence) -> float:
        """The logarithm of the odds that a hit with this evidence is true: the stronger of words and syllables, settled."""
        odds = self.raw_odds(evidence)
        person = self._kind_of[evidence.party] in _PERSON
        if person:
            odds = settle(odds, self._curves)
        if evidence.exact:
            # It is always shown, however common: what speaks against it is that many bear it, and that is for a person to judge.
            least = self._least[evidence.view is KoreanView.AGREE] if person else EXACT_BODY
            odds = max(odds, least)
        return odds

    def raw_odds(self, evidence: Evidence) -> float:
        """The stronger of words and syllables as their curves have them."""
        best = -30.0
        if evidence.words is not None:
            curve = self._curves.person if self._kind_of[evidence.party] in _PERSON else self._curves.body
            best = log_odds(word_features(evidence.words, evidence.view), curve)
        if evidence.syllables is not None:
            best = max(best, log_odds(korean_features(evidence.syllables), self._curves.korean))
        return best

    def screen(self, query: Query, threshold: float = THRESHOLD, as_of: Day | None = None) -> list[Hit]:
        """The listed parties that a query may be, the likeliest first; one hit for a party."""
        kinds = suitable(query.kind)
        best: dict[int, tuple[float, Evidence, str]] = {}
        for text in self._spellings(query):
            for evidence in self.weigh(text, kinds):
                odds = self.odds(evidence)
                if chance(odds + (_MOST_BIRTH if query.births else 0.0)) < threshold:
                    continue
                if evidence.party not in best or odds > best[evidence.party][0]:
                    best[evidence.party] = (odds, evidence, text)
        hits = [self._hit(query, number, *found) for number, found in best.items()] if best else []
        if query.identifiers:
            hits = self._identified(query, hits)
        kept = [h for h in hits if h.score >= threshold and (as_of is None or h.party.on(as_of))]
        kept.sort(key=lambda hit: (-hit.score, hit.party.id, hit.party.list))
        return kept

    def _spellings(self, query: Query) -> tuple[str, ...]:
        """The names to search with: the query's own, and what an abbreviation stands for."""
        texts = (query.name, *query.aliases)
        spelt = tuple(
            ABBREVIATIONS[bare]
            for t in texts
            if len(t) < 12 and (bare := t.replace(".", "").strip().lower()) in ABBREVIATIONS
        )
        return texts + spelt if spelt else texts

    def _hit(self, query: Query, number: int, odds: float, evidence: Evidence, text: str) -> Hit:
        party, name = self.index.party(number), self.index.names[evidence.name]
        why = []
        if evidence.words is not None and (evidence.syllables is None or evidence.exact):
            why += reasons.of_words(self._words.spell(evidence.words, query_words(text)))
        if evidence.syllables is not None:
            why += reasons.of_syllables(evidence.syllables)
        by_birth, born = reasons.of_birth(query, party)
        by_name, named = reasons.of_name(party, name)
        return Hit(
            party, round(chance(odds + by_birth + by_name), 4), text, name,
            (*why, *born, *named, *reasons.of_countries(query, party)),
        )  # fmt: skip

    def _identified(self, query: Query, hits: list[Hit]) -> list[Hit]:
        """Hits by identifier stand above all: a number identifies, whatever the name."""
        # Lists number their entries each for itself: two of them may use one number.
        found = {(hit.party.list, hit.party.id): hit for hit in hits}
        for identifier in query.identifiers:
            for number in self.index.identified(identifier.value):
                party = self.index.party(number)
                known = found.get((party.list, party.id))
                why = f"the same identifier: {identifier.kind} {identifier.value}"
                found[party.list, party.id] = Hit(
                    party, 0.99 if known is None else max(0.99, known.score), query.name,
                    known.matched_name if known else party.name, (why, *(known.reasons if known else ())),
                )  # fmt: skip
        return list(found.values())

    def screen_many(
        self,
        queries: Iterable[Query],
        threshold: float = THRESHOLD,
        as_of: Day | None = None,
        processes: int = 1,
    ) -> Iterator[list[Hit]]:
        """The hits of each query in turn. With more processes than one, each maps the same file and takes queries in turn."""
        if processes <= 1:
            for query in queries:
                yield self.screen(query, threshold, as_of)
            return
        from goodoffices.parties import workers

        with tempfile.TemporaryDirectory() as folder:
            path = self._path
            if path is None:
                path = Path(folder) / "names.index"
                indexing.save(self.index.fields, path)
            yield from workers.screened(path, queries, threshold, as_of, processes)
