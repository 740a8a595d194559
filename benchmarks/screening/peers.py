"""Ours and the peers side by side: the same list, the same names, the same run.

- **List**: the whole SDN list of the Consolidated Screening List's snapshot, from which one alias of each tested party is taken out; that
  alias is then the question, so that no engine can find it as it stands. Rounds take another alias out of the North Korean parties, which
  are few. Then the parties of the European Union's annexes in Latin letters, asked for by their names in other scripts.
- **Questions**: aliases of the test half (`material.py` tells how the list is split and what counts as another spelling), made-up persons,
  firms and ships that are nobody, and real Korean names that are nobody (`questions.py`).
- **Budget**: for each engine and list the score from which 1 in 100 made-up persons (firms, ships) alerts; what is found from there on, and
  how many real Korean names alert. Rank does not count: a party is found if it is among the ten likeliest hits.
- **Trade-off**: for each engine, how many real Korean names alert if its threshold is set to find 90, 95 or 97 % of the other spellings of
  North Korean persons.
- **Speed**: one name warm (median), a batch on one process (yente: fifty to a request), peak memory of all that answers, time to build.

Each engine runs in a process of its own, and may run in an environment of its own:

    PYTHONPATH=src:. python -m benchmarks.screening.peers --python yente=/path/of/venv/bin/python

A peer whose packages are not there is said to be missing. Beside our figures stands `evaluate.py`, which tests all aliases and all scripts.
While anything is still tuned, use `--half train`.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.screening.engines import ENGINES
from benchmarks.screening.evaluate import at_budget, share
from benchmarks.screening.questions import BUDGETED, SEEDS, Amounts, Round, all_rounds

Measured = Mapping[str, object]
FOUND = (0.9, 0.95, 0.97)


def run(engine: str, python: str, works: Sequence[Path]) -> list[Measured] | str:
    """Measure an engine round by round; a sentence where it cannot be."""
    made: list[Measured] = []
    for work in works:
        command = [python, "-m", "benchmarks.screening.engines", engine, str(work)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            missing = "ModuleNotFoundError" in last
            return f"missing: {last.split(': ', 1)[-1]}" if missing else f"failed: {last[:160]}"
        made.append(json.loads(done.stdout))
    return made


def scored(measured: Sequence[Measured], asked: Sequence[Round]) -> dict[str, list[float]]:
    """The scores of each group's questions: of the party that was meant, or of clean names the highest."""
    scores: dict[str, list[float]] = defaultdict(list)
    for one, round_ in zip(measured, asked, strict=True):
        found = one["found"]
        assert isinstance(found, list)
        for question, hits in zip(round_.questions, found, strict=True):
            wanted = [score for ident, score in hits if question["expect"] in ("", ident)]
            scores[question["group"]].append(max(wanted, default=0.0))
    return scores


def judge(scores: Mapping[str, list[float]], kinds: Mapping[str, str]) -> dict[str, tuple[float, int]]:
    """Share found (or, of clean names, alerting) and number of questions, group by group, at the budget."""
    told = {}
    sums: dict[str, list[float]] = defaultdict(list)
    for group, each in scores.items():
        clean = BUDGETED[kinds[group]]
        limit = max(at_budget(scores[f"EU {clean}" if group.startswith("EU") else clean]), 1e-6)
        told[group] = (share(each, limit), len(each))
        where, _, rest = group.partition(" ")
        if "another" in rest:
            kind = rest.partition(" ")[0]
            over = [f"{where} {kind}, any alias"] + (
                [f"not DPRK {rest}", f"not DPRK {kind}, any alias"] if where != "DPRK" else []
            )
            for name in over:
                sums[name] += [float(s >= limit) for s in each]
        if group.startswith("across"):
            sums["across scripts: all"] += [float(s >= limit) for s in each]
    return told | {name: (sum(each) / len(each), len(each)) for name, each in sums.items()}


def trade_off(scores: Mapping[str, list[float]]) -> str:
    """How many real Korean names alert where so many North Korean persons' spellings are found."""
    spellings, koreans = (
        sorted(scores["DPRK Person another spelling"], reverse=True),
        scores["real Korean names, unlisted"],
    )
    parts = []
    for wanted in FOUND:
        limit = spellings[math.ceil(wanted * len(spellings)) - 1]
        parts.append(f"{wanted:.0%}: {share(koreans, limit):.1%}" if limit > 0 else f"{wanted:.0%}: never")
    return "; ".join(parts)


def show(results: Mapping[str, list[Measured] | str], asked: Sequence[Round]) -> None:
    """Print the table: a column for each engine."""
    names = list(results)
    print(f"{'':56}" + "".join(f"{name:>14}" for name in names))
    kinds = {q["group"]: q["kind"] for one in asked for q in one.questions}
    scores = {name: scored(found, asked) for name, found in results.items() if not isinstance(found, str)}
    judged = {name: judge(each, kinds) for name, each in scores.items()}
    nobody = {q["group"] for one in asked for q in one.questions if not q["expect"]}
    groups = sorted({group for each in judged.values() for group in each}, key=lambda group: (group in nobody, group))
    for group in groups:
        count = next(each[group][1] for each in judged.values() if group in each)
        word = "alerting" if group in nobody else "found"
        cells = (f"{judged[name][group][0]:14.1%}" if name in judged else f"{'-':>14}" for name in names)
        print(f"{f'{group}, {word} (of {count})':56}" + "".join(cells))
    for field, label, form in (
        ("one_ms", "one name warm, median ms", "14.1f"),
        ("batch", "batch, names/s, one process", "14,.0f"),
        ("build_s", "build, s", "14.1f"),
        ("memory_mb", "peak memory, MB", "14,.0f"),
    ):
        cells = (
            f"{found[0][field]:{form}}" if not isinstance(found := results[name], str) else f"{'-':>14}"
            for name in names
        )
        print(f"{label:56}" + "".join(cells))
    for name, found in results.items():
        if isinstance(found, str):
            print(f"{name}: {found}")
            continue
        versions, more = found[0]["versions"], found[0].get("more")
        assert isinstance(versions, dict) and isinstance(more, dict)
        print(
            f"{name}: found of DPRK persons' spellings, and real Korean names alerting then: {trade_off(scores[name])}"
        )
        print(f"{name}: {', '.join(f'{package} {version}' for package, version in versions.items())}")
        if more:
            print(
                f"{name}: a saved index opens in {more['open_ms']:.1f} ms and answers in {more['opened_mb']:.0f} MB; two processes {more['two_processes']:,.0f} names/s"
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--engine", action="append", choices=sorted(ENGINES), help="only this engine; may be given again"
    )
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="ENGINE=PYTHON",
        help="the interpreter that has an engine's packages",
    )
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep what was measured, engine by engine, as JSON")
    parser.add_argument("--half", choices=sorted(SEEDS), default="test")
    parser.add_argument("--rounds", type=int, default=3, help="how many aliases of each North Korean party (3)")
    parser.add_argument("--each", type=int, default=150, help="how many other parties of each region and kind (150)")
    parser.add_argument(
        "--clean", type=int, default=1500, help="how many made-up persons; half as many firms and Korean names (1500)"
    )
    chosen = parser.parse_args()
    pythons = dict(one.split("=", 1) for one in chosen.python)
    made = list(all_rounds(chosen.half, Amounts(chosen.rounds, chosen.each, chosen.clean)))
    with tempfile.TemporaryDirectory() as folder:
        works = []
        for number, one in enumerate(made):
            works.append(Path(folder) / f"round{number}.json")
            work = {"entries": one.entries, "questions": one.questions}
            works[-1].write_text(json.dumps(work), encoding="utf-8")
        results: dict[str, list[Measured] | str] = {}
        for engine in chosen.engine or ENGINES:
            print(f"measuring {engine} ...", file=sys.stderr, flush=True)
            results[engine] = run(engine, pythons.get(engine, sys.executable), works)
            if chosen.save:
                chosen.save.write_text(json.dumps(results), encoding="utf-8")
    show(results, made)


if __name__ == "__main__":
    main()
