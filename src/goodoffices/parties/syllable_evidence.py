"""What Korean syllables tell: every listed name that can be Korean, weighed against a query at once.

For each piece of writing in a query one row of evidence against all pieces on the lists is made and kept; a query then adds three
rows. The lists hold some hundred surnames' spellings and some hundred of given syllables', so that rows are short and soon all known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goodoffices.parties.index import NameIndex, Strings
from goodoffices.parties.names.korean import FLOOR, NO_SECOND, NONE, ONE_SHORT, Reading, posterior
from goodoffices.parties.names.korean_frequencies import GIVEN, RARE_GIVEN, SURNAMES

LEAST = 4.0
"""The evidence (logarithm) from which a listed name is a candidate."""
MOST = 8
"""Different strengths of evidence that are looked at for one reading. Names of one strength are as a rule one name, spelt alike on several
lists: none of them may crowd out another, since each list has programmes of its own."""
_MOST_NAMES = 80
_CACHE = 20_000
Row = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the syllables of a query agree with those of a listed name: evidence for the surname and each given syllable."""

    evidence: float
    parts: tuple[float, float, float]
    query: Reading
    listed: tuple[str, str, str]

    @property
    def weakest(self) -> float:
        """The evidence of the syllable that agrees least."""
        return min(self.parts)


class _Rows:
    """Evidence of one kind of piece against all listed pieces of that kind."""

    def __init__(self, pieces: Strings, surname: bool) -> None:
        self.surname = surname
        self.pieces = [pieces[i] for i in range(len(pieces))]
        self._prior = SURNAMES if surname else GIVEN
        self._bearing: dict[str, tuple[list[int], list[float]]] = {}
        for number, piece in enumerate(self.pieces):
            for syllable, share in posterior(piece, surname)[0] if piece else ():
                at, shares = self._bearing.setdefault(syllable, ([], []))
                at.append(number)
                shares.append(share)
        self._known: dict[str, Row] = {}

    def row(self, piece: str) -> Row:
        known = self._known.get(piece)
        if known is None:
            if len(self._known) > _CACHE:
                self._known.clear()
            known = self._known[piece] = self._make(piece)
        return known

    def _make(self, piece: str) -> Row:
        ratio = np.zeros(len(self.pieces))
        for syllable, share in posterior(piece, self.surname)[0]:
            bearing = self._bearing.get(syllable)
            if bearing:
                ratio[bearing[0]] += np.asarray(bearing[1]) * (share / self._prior.get(syllable, RARE_GIVEN))
        row = np.log(np.maximum(ratio, FLOOR))
        if not self.surname:
            none = np.fromiter((p == NONE for p in self.pieces), bool, len(self.pieces))
            row[none] = ONE_SHORT
            if piece == NONE:
                row[:] = ONE_SHORT
                row[none] = NO_SECOND
        return row.astype(np.float32)


def _strongest(close: npt.NDArray[np.intp], total: Row) -> npt.NDArray[np.intp]:
    """The names with the `MOST` greatest strengths of evidence."""
    order = np.argsort(-total, kind="stable")
    ranked = total[order]
    steps = np.flatnonzero(ranked[1:] < ranked[:-1])
    end = int(steps[MOST - 1]) + 1 if len(steps) >= MOST else len(order)
    return close[order[: min(end, _MOST_NAMES)]]


class SyllableMatcher:
    """Finds and weighs listed Korean names by their syllables."""

    def __init__(self, index: NameIndex) -> None:
        fields = index.fields
        self._name = fields["korean_name"]
        self._surname, self._first, self._second = (
            fields["korean_surname"],
            fields["korean_first"],
            fields["korean_second"],
        )
        self._doubt = fields["korean_doubt"]
        self._surnames, self._given = _Rows(index.surnames, True), _Rows(index.given, False)

    def near(self, readings: Sequence[Reading]) -> dict[int, Agreement]:
        """The listed names whose syllables speak for a query, by name, each with its best agreement."""
        best: dict[int, Agreement] = {}
        for reading in readings:
            parts = (
                self._surnames.row(reading.surname)[self._surname],
                self._given.row(reading.first)[self._first],
                self._given.row(reading.second)[self._second],
            )
            total = parts[0] + parts[1] + parts[2] + self._doubt
            if not reading.pinyin:
                total += reading.doubt
            close = np.flatnonzero(total >= LEAST)
            if len(close) > MOST:
                close = _strongest(close, total[close])
            for at in close.tolist():
                name, evidence = int(self._name[at]), float(total[at])
                if name not in best or evidence > best[name].evidence:
                    best[name] = Agreement(
                        evidence,
                        (float(parts[0][at]), float(parts[1][at]), float(parts[2][at])),
                        reading,
                        self._listed(at),
                    )
        return best

    def _listed(self, at: int) -> tuple[str, str, str]:
        return (
            self._surnames.pieces[self._surname[at]],
            self._given.pieces[self._first[at]],
            self._given.pieces[self._second[at]],
        )


SAME = math.log(3.0)
"""Evidence from which a syllable is said to agree."""
