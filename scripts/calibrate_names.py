"""Fit the curves from evidence to score on the training half of the SDN list, and write `parties/calibration.json`.

The index holds the training half alone, so that no party of the test half has a part in it. Searches are alias pairs, Korean names in
every script, clean persons, clean firms and Korean people. Each is weighted so that of 1,000 screened names 10 are another spelling of
a listed party; as the index holds half the list, what clean names find in it counts twice. Newton's method on logistic loss with a
small ridge; features and curves stand in `parties/calibration.py`.

Run from the repository's root: `PYTHONPATH=src:. python scripts/calibrate_names.py [--write]`.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from benchmarks.screening.material import (
    Wanted,
    across_scripts,
    alias_pairs,
    clean_bodies,
    clean_persons,
    is_test,
    korean_people,
    parties,
)  # fmt: skip
from goodoffices.parties.calibration import BASE_RATE, Curves, KoreanView, korean_features, word_features
from goodoffices.parties.index import KINDS
from goodoffices.parties.screener import Evidence, Screener, suitable

SEED = 1
PERSONS, BODIES, KOREANS = 20_000, 10_000, 10_000
KOREAN_SHARE = 0.2
"""Of clean persons, how many are Korean: the users write about Korea."""
RIDGE = 1e-5
LEAST_EXACT = 0.06
"""Above the score from which hits are shown."""
UNSURE = float(np.log(0.3 / 0.7))
"""The odds below which a name that is listed word for word has its own share of true hits for a floor."""
OUT = Path(__file__).resolve().parents[1] / "src" / "goodoffices" / "parties" / "calibration.json"

ROUNDS = 2
_WORDS_START = (0.5, 0.5, -0.5, -0.5, -0.5, -0.5, -1.0, 10.0, -2.0, -2.0, -1.0, 0.0, -9.0)
START = Curves(_WORDS_START, _WORDS_START, (2.8, 0.3, -6.0))
"""Curves to choose the first rows with."""

Rows = dict[str, list[tuple[tuple[float, ...], float, float]]]


def _evidence(screener: Screener, wanted: Wanted) -> Iterator[Evidence]:
    for found in screener.weigh(wanted.text, suitable(wanted.kind)):
        own = screener.index.party(found.party).id == wanted.party
        if not (own and screener.index.names[found.name] == wanted.without):
            yield found


def _add(rows: Rows, screener: Screener, found: Iterable[Evidence], party: str, weight: float) -> None:
    """The best evidence for each party by each curve, labelled by whether it is the party that was meant."""
    best: dict[tuple[str, int], tuple[float, tuple[float, ...]]] = {}
    for e in found:
        person = KINDS[screener.kind_of(e.party)] == "Person"
        if e.words is not None:
            _keep(
                best,
                ("person" if person else "body", e.party),
                screener.raw_odds(e),
                word_features(e.words, e.view),
            )
        if e.syllables is not None:
            _keep(best, ("korean", e.party), screener.raw_odds(e), korean_features(e.syllables))
        if e.exact and person and screener.odds(e) < UNSURE:
            rows["exact korean" if e.view is KoreanView.AGREE else "exact other"].append(
                ((1.0,), float(screener.index.party(e.party).id == party), weight)
            )
    strongest: dict[int, float] = {}
    for (curve, number), (odds, features) in best.items():
        if curve in ("person", "korean"):
            strongest[number] = max(odds, strongest.get(number, -30.0))
        rows[curve].append((features, float(screener.index.party(number).id == party), weight))
    for number, odds in strongest.items():
        rows["settled"].append(((odds,), float(screener.index.party(number).id == party), weight))


def _keep(
    best: dict[tuple[str, int], tuple[float, tuple[float, ...]]],
    key: tuple[str, int],
    odds: float,
    features: tuple[float, ...],
) -> None:
    if key not in best or odds > best[key][0]:
        best[key] = (odds, features)


def fit(rows: list[tuple[tuple[float, ...], float, float]]) -> tuple[float, ...]:
    """The coefficients that make the weighted labels likeliest."""
    x, y, w = np.array([r[0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    w = w / w[y == 1].sum()
    curve = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ curve, -30, 30)))
        gradient = x.T @ (w * (p - y)) + RIDGE * curve
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1]) + 1e-9 * np.eye(x.shape[1])
        step = np.linalg.solve(hessian, gradient)
        curve -= step * min(1.0, 3.0 / (np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    return tuple(round(float(c), 4) for c in curve)


def settled(rows: list[tuple[tuple[float, ...], float, float]]) -> tuple[tuple[float, float], ...]:
    """What raw odds come to: the share of true hits in bins one wide, made to rise (pool adjacent violators)."""
    odds, y, w = np.array([r[0][0] for r in rows]), np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    blocks: list[list[float]] = []
    for low in np.arange(-6.0, 6.0, 0.75):
        inside = (odds >= low) & (odds < (low + 0.75 if low < 5 else np.inf))
        if inside.sum() < 20 or not w[inside].sum():
            continue
        blocks.append(
            [float(np.average(odds[inside], weights=w[inside])), float((w * y)[inside].sum()), float(w[inside].sum())]
        )
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            x, true, total = blocks.pop()
            before = blocks[-1]
            before[0] = (before[0] * before[2] + x * total) / (before[2] + total)
            before[1] += true
            before[2] += total
    shares = [(x, min(0.99, max(1e-4, true / total))) for x, true, total in blocks]
    return tuple((round(x, 3), round(float(np.log(p / (1 - p))), 3)) for x, p in shares)


def exact(rows: list[tuple[tuple[float, ...], float, float]]) -> float:
    """The share of true hits among names that are listed word for word, but no less than is shown."""
    y, w = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    return max(LEAST_EXACT, round(float((y * w).sum() / w.sum()), 2))


def gather(curves: Curves) -> Rows:
    """All training rows, where a party has several names the one that these curves like best."""
    train = [p for p in parties() if not is_test(p)]
    screener = Screener.build(train, curves)
    rows: Rows = defaultdict(list)
    groups: dict[str, list[Wanted]] = defaultdict(list)
    for wanted in alias_pairs(train):
        groups["person" if wanted.kind == "Person" else "body"].append(wanted)
    for wanteds in groups.values():
        for wanted in wanteds:
            _add(rows, screener, _evidence(screener, wanted), wanted.party, BASE_RATE / len(wanteds))
    korean = [*across_scripts(train), *(w for w in groups["person"] if w.group.startswith("DPRK"))]
    for wanted in korean:
        _add_korean(rows, screener, wanted, BASE_RATE / len(korean))
    clean = 2 * (1 - BASE_RATE)
    for kind, names, weight in (
        ("Person", clean_persons(PERSONS, SEED, train), clean * (1 - KOREAN_SHARE) / PERSONS),
        ("Person", [n for _, n in korean_people(KOREANS, SEED)], clean * KOREAN_SHARE / KOREANS),
        ("Organization", clean_bodies(BODIES, SEED), clean / BODIES),
    ):
        for name in names:
            _add(rows, screener, _evidence(screener, Wanted(name, "", kind, "clean")), "", weight)  # type: ignore[arg-type]
    return rows


def _add_korean(rows: Rows, screener: Screener, wanted: Wanted, weight: float) -> None:
    only: Rows = defaultdict(list)
    _add(only, screener, _evidence(screener, wanted), wanted.party, weight)
    rows["korean"] += only["korean"]


def main() -> None:
    """Fit, show, and write where asked to."""
    curves = START
    for _ in range(ROUNDS):
        rows = gather(curves)
        curves = Curves(fit(rows["person"]), fit(rows["body"]), fit(rows["korean"]))
    curves = replace(curves, settled=settled(gather(curves)["settled"]), exact=(1e-9, 1e-9))
    unsure = gather(curves)
    curves = replace(curves, exact=(exact(unsure["exact korean"]), exact(unsure["exact other"])))
    print("settled", curves.settled)
    print("exact", curves.exact)
    for name in ("person", "body", "korean"):
        print(name, len(rows[name]), "rows,", int(sum(r[1] for r in rows[name])), "true:", getattr(curves, name))
    if "--write" in sys.argv:
        OUT.write_text(json.dumps(asdict(curves), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
