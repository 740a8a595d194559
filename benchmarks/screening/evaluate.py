"""Hold the screener against the test half of the SDN list: what it finds, and whom it troubles for nothing.

The index is the whole list; searches are of the test half's parties only (`material.py` tells how the halves are made and what each
group is). The threshold is set where 1 in 100 clean synthetic persons alerts (bodies: 1 in 100 clean firms), as for the peers; the
same is told for the threshold that ships. A party is found if it is among the hits; an alias is never allowed to find itself.

Run from the repository's root: `PYTHONPATH=src:. python -m benchmarks.screening.evaluate [--half train] [--misses] [--speed]`.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.screening.material import (
    Wanted,
    across_scripts,
    alias_pairs,
    clean_bodies,
    clean_persons,
    is_test,
    korean_people,
    namesakes,
    parties,
)  # fmt: skip
from goodoffices.parties.calibration import chance
from goodoffices.parties.model import Kind, ListedParty, Query
from goodoffices.parties.screener import THRESHOLD, Screener, suitable

SEEDS = {"test": 7, "train": 1}
CLEAN, KOREANS = 10_000, 5_000
BUDGET = 0.01


def found_score(screener: Screener, wanted: Wanted) -> float:
    """The score that the wanted party gets without the listed name that is searched with."""
    best = -30.0
    for e in screener.weigh(wanted.text, suitable(wanted.kind)):
        if screener.index.party(e.party).id == wanted.party and screener.index.names[e.name] != wanted.without:
            best = max(best, screener.odds(e))
    return chance(best)


def top_score(screener: Screener, name: str, kind: Kind) -> float:
    """The highest score that any party gets."""
    return chance(max((screener.odds(e) for e in screener.weigh(name, suitable(kind))), default=-30.0))


def at_budget(scores: list[float], budget: float = BUDGET) -> float:
    """The lowest threshold that at most this share of clean names reaches."""
    ranked = sorted(scores, reverse=True)
    return ranked[int(budget * len(ranked))] + 1e-9


def share(scores: list[float], threshold: float) -> float:
    return sum(s >= threshold for s in scores) / max(1, len(scores))


def quality(screener: Screener, listed: list[ListedParty], half: str, misses: bool) -> None:
    """Print what is found by group, at 1 % of clean names alerting and at the threshold that ships."""
    own = [p for p in listed if is_test(p) == (half == "test")]
    seed = SEEDS[half]
    persons = [top_score(screener, n, "Person") for n in clean_persons(CLEAN, seed, listed)]
    bodies = [top_score(screener, n, "Organization") for n in clean_bodies(CLEAN // 2, seed)]
    koreans = [(h, n, top_score(screener, n, "Person")) for h, n in korean_people(KOREANS, seed)]
    same = namesakes({h for h, *_ in koreans}, listed)
    unlisted = [s for h, _, s in koreans if h not in same]
    limits = {"Person": at_budget(persons), "Organization": at_budget(bodies)}
    print(
        f"half {half}: threshold for 1 % of clean persons {limits['Person']:.3f}, of clean firms {limits['Organization']:.3f}; shipped {THRESHOLD}"
    )
    print(f"{'group':44} {'n':>6} {'at 1 %':>8} {'shipped':>8}")
    by_group: dict[str, list[tuple[Wanted, float]]] = defaultdict(list)
    for wanted in [*alias_pairs(own), *across_scripts(own)]:
        score = found_score(screener, wanted)
        by_group[wanted.group].append((wanted, score))
        whole = (
            "across scripts: all"
            if wanted.group.startswith("across")
            else wanted.group.rsplit(" another", 1)[0] + " all aliases"
        )
        by_group[whole].append((wanted, score))
    for group, rows in sorted(by_group.items()):
        limit = limits["Person" if rows[0][0].kind == "Person" else "Organization"]
        scores = [s for _, s in rows]
        print(f"{group:44} {len(rows):6} {share(scores, limit):8.1%} {share(scores, THRESHOLD):8.1%}")
        if misses and ("DPRK" in group or "across" in group) and "all" not in group:
            for wanted, score in rows:
                if score < max(limit, THRESHOLD):
                    print(
                        f"      {score:.3f} {wanted.text} -> {screener.index.party(0).id and next(p.name for p in own if p.id == wanted.party)}"
                    )
    for label, scores in (
        ("clean persons alerting", persons),
        ("clean firms alerting", bodies),
        ("real Korean names alerting, unlisted", unlisted),
        ("real Korean names alerting, with namesakes", [s for *_, s in koreans]),
    ):
        limit = limits["Organization" if "firms" in label else "Person"]
        print(f"{label:44} {len(scores):6} {share(scores, limit):8.2%} {share(scores, THRESHOLD):8.2%}")
    if misses:
        for hangul, name, score in [k for k in koreans if k[2] >= limits["Person"] and k[0] not in same][:60]:
            hit = screener.screen(Query(name, "Person"), limits["Person"])[0]
            if hit.party in own and hangul not in same:
                print(f"      {score:.3f} {hangul} {name} -> {hit.matched_name}")
    grid(by_group, persons, unlisted)


def grid(by_group: dict[str, list[tuple[Wanted, float]]], persons: list[float], koreans: list[float]) -> None:
    """Print what each threshold finds and costs for Korean names."""
    dprk = [s for _, s in by_group["DPRK Person another spelling"]]
    scripts = [s for _, s in by_group["across scripts: all"]]
    print(
        "threshold: DPRK persons' spellings found, across scripts found, clean persons alerting, real Korean names alerting"
    )
    for threshold in (
        0.005,
        0.01,
        0.0125,
        0.015,
        0.0175,
        0.02,
        0.03,
        0.04,
        0.05,
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.5,
        0.6,
        0.7,
    ):
        print(
            f"  {threshold:.4f}: {share(dprk, threshold):6.1%} {share(scripts, threshold):6.1%} {share(persons, threshold):7.2%} {share(koreans, threshold):7.2%}"
        )


def reliability(screener: Screener, listed: list[ListedParty], half: str) -> None:
    """Print, by band of score, how many hits are true where 10 of 1,000 screened persons are other spellings of listed ones."""
    own = [p for p in listed if is_test(p) == (half == "test")]
    true: dict[int, float] = defaultdict(float)
    all_: dict[int, float] = defaultdict(float)
    wanteds = [w for w in alias_pairs(own) if w.kind == "Person"]
    for wanted in wanteds:
        best: dict[int, float] = {}
        for e in screener.weigh(wanted.text, suitable(wanted.kind)):
            if not (
                screener.index.party(e.party).id == wanted.party and screener.index.names[e.name] == wanted.without
            ):
                best[e.party] = max(best.get(e.party, 0.0), chance(screener.odds(e)))
        for number, score in best.items():
            band = min(9, int(score * 10))
            all_[band] += 0.01 / len(wanteds)
            true[band] += (screener.index.party(number).id == wanted.party) * 0.01 / len(wanteds)
    names = [(n, 0.8 / CLEAN) for n in clean_persons(CLEAN, SEEDS[half] + 1, listed)] + [
        (n, 0.2 / KOREANS) for _, n in korean_people(KOREANS, SEEDS[half] + 1)
    ]
    for name, weight in names:
        best = {}
        for e in screener.weigh(name, suitable("Person")):
            best[e.party] = max(best.get(e.party, 0.0), chance(screener.odds(e)))
        for score in best.values():
            all_[min(9, int(score * 10))] += 0.99 * weight
    print(
        "score band: share of hits that are true (persons; 1 in 100 screened is listed under another spelling; 1 in 5 clean ones is Korean)"
    )
    print("  ".join(f"{b / 10:.1f}+ {true[b] / all_[b]:.2f}" for b in range(10) if all_[b]))


def _busy() -> float:
    """The processor time of this process and its ended workers: unlike the clock's, it is little stretched by others' work."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def speed(listed: list[ListedParty]) -> None:
    """Print the time to build, open and search, warm, and names a second on one process and two."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.index"
        start = time.perf_counter()
        Screener.build(listed).save(path)
        built = time.perf_counter()
        screener = Screener.open(path)
        opened = time.perf_counter()
        print(
            f"build and save {built - start:.2f} s, open {1000 * (opened - built):.1f} ms, file {path.stat().st_size / 1e6:.1f} MB"
        )
        mixed = [Query(n, "Person") for n in clean_persons(24_000, 99, [])] + [
            Query(n, "Organization") for n in clean_bodies(8_000, 99)
        ]
        mixed += [Query(n, "Person") for _, n in korean_people(8_000, 99)]
        aliases = [Query(w.text, w.kind) for w in alias_pairs(listed)][::3]
        times = []
        for query in (mixed[::80] + aliases[::20])[:1000]:
            start = time.perf_counter()
            screener.screen(query)
            times.append(time.perf_counter() - start)
        print(
            f"one name: median {1000 * statistics.median(times):.2f} ms, 99th of 100 {1000 * sorted(times)[int(len(times) * 0.99)]:.2f} ms ({len(times)} different names)"
        )
        for label, queries in (("40,000 clean", mixed), (f"{len(aliases):,} aliases", aliases)):
            for processes in (1, 2):
                start, busy = time.perf_counter(), _busy()
                hits = sum(map(len, screener.screen_many(queries, processes=processes)))
                took = time.perf_counter() - start
                print(
                    f"{label}, {processes} process(es): {len(queries) / took:,.0f} names/s, {1e6 * (_busy() - busy) / len(queries):.0f} microseconds of processor a name, {hits} hits"
                )
        print(f"memory of a process that opens the index and screens 10,000 names: {_memory(path):.0f} MB")


_ALONE = """
import sys
from pathlib import Path
from goodoffices.parties.model import Query
from goodoffices.parties.screener import Screener
screener = Screener.open(Path(sys.argv[1]))
for name in sys.stdin:
    screener.screen(Query(name.strip()))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) / 1024)
"""


def _memory(path: Path) -> float:
    """The most memory that a fresh process takes, in MB, as Linux tells it."""
    names = "\n".join(clean_persons(8_000, 98, []) + clean_bodies(2_000, 98))
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, str(path)], input=names, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def main() -> None:
    """Measure as asked."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--half", choices=sorted(SEEDS), default="test")
    ask.add_argument(
        "--misses",
        action="store_true",
        help="show what was missed; never on the test half while anything is still tuned",
    )
    ask.add_argument("--speed", action="store_true")
    chosen = ask.parse_args()
    listed = parties()
    if chosen.speed:
        speed(listed)
        return
    screener = Screener.build(listed)
    quality(screener, listed, chosen.half, chosen.misses)
    reliability(screener, listed, chosen.half)


if __name__ == "__main__":
    main()
