"""From evidence to a score: the chance that a hit is true, by logistic curves fitted by `scripts/calibrate_names.py`.

The stated base rate: of 1,000 names screened, 10 are another spelling of a listed party. Where a bank's share of true hits is lower, so
is the share of hits at a score that are true.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

from goodoffices.parties.syllable_evidence import Agreement
from goodoffices.parties.word_evidence import Pairing

BASE_RATE = 0.01


class KoreanView(Enum):
    """What reading two names as Korean says of their being one."""

    NEITHER = "the name asked about cannot be Korean, or nothing was read"
    AGREE = "both can be Korean, and their syllables can be the same"
    DIFFER = "both can be Korean, and have syllables that cannot be one"
    ONE_ONLY = "the name asked about reads as Korean, the listed one does not"


@dataclass(frozen=True, slots=True)
class Curves:
    """The coefficients of the three curves, each with its constant last, and what settles them."""

    person: tuple[float, ...]
    body: tuple[float, ...]
    korean: tuple[float, ...]
    settled: tuple[tuple[float, float], ...] = ()
    """For persons, whose odds are the stronger of two curves' and so too high: odds and what they come to, rising; straight between."""
    exact: tuple[float, float] = (0.06, 0.06)
    """The least score of a person's name that is listed word for word: of a Korean name, which many bear, and of any other."""


def word_features(pairing: Pairing, view: KoreanView) -> tuple[float, ...]:
    """What the curve for words is given."""
    total = 2 * (pairing.shared + pairing.inexact) + pairing.left_query + pairing.left_name + 1e-9
    return (
        min(pairing.shared, 24.0) / 8.0,
        pairing.strongest / 4.0,
        min(pairing.left_query, 24.0) / 8.0,
        min(pairing.left_name, 24.0) / 8.0,
        pairing.strongest_query / 4.0,
        pairing.strongest_name / 4.0,
        pairing.inexact / 4.0,
        2 * pairing.shared / total,
        float(view is KoreanView.DIFFER),
        float(view is KoreanView.ONE_ONLY),
        float(view is KoreanView.AGREE),
        float(pairing.size == 1),
        1.0,
    )


def korean_features(agreement: Agreement) -> tuple[float, ...]:
    """What the curve for Korean syllables is given."""
    return (min(agreement.evidence, 18.0) / 4.0, max(agreement.weakest, -2.0), 1.0)


@cache
def fitted() -> Curves:
    """The curves that ship with this version."""
    text = (resources.files("goodoffices.parties") / "calibration.json").read_text("utf-8")
    raw = json.loads(text)
    settled = tuple((float(x), float(y)) for x, y in raw["settled"])
    korean, other = raw["exact"]
    return Curves(tuple(raw["person"]), tuple(raw["body"]), tuple(raw["korean"]), settled, (korean, other))


def log_odds(features: tuple[float, ...], curve: tuple[float, ...]) -> float:
    """The logarithm of the odds that a hit with these features is true."""
    return sum(f * c for f, c in zip(features, curve, strict=True))


def settle(odds: float, curves: Curves) -> float:
    """The stronger of two curves' odds brought down to what was seen of such hits."""
    knots = curves.settled
    if not knots:
        return odds
    if odds <= knots[0][0]:
        return odds - knots[0][0] + knots[0][1]
    if odds >= knots[-1][0]:
        return knots[-1][1] + 0.1 * (odds - knots[-1][0])
    at = bisect_right(knots, (odds, math.inf))
    (x, y), (to_x, to_y) = knots[at - 1], knots[at]
    return y + (to_y - y) * (odds - x) / (to_x - x)


def chance(odds: float) -> float:
    """A score from the logarithm of its odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
