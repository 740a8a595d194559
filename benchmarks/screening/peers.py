"""Ours and the peers side by side: the same list, the same names, the same run.

- **List**: the whole SDN list of the Consolidated Screening List's snapshot, from which one alias of each tested party is taken out; that
  alias is then the question, so that no engine can find it as it stands. Rounds take another alias out of the North Korean parties, which
  are few.
- **Questions**: aliases of the test half (`material.py` tells how the list is split and what counts as another spelling), made-up persons
  and firms that are nobody, and real Korean names that are nobody.
- **Budget**: for each engine the score from which 1 in 100 made-up persons (firms) alerts; what is found from there on, and how many real
  Korean names alert. Rank does not count: a party is found if it is among the ten likeliest hits.
- **Speed**: one name warm (median), a batch on one process (yente: fifty to a request), peak memory of all that answers, time to build.

Each engine runs in a process of its own, and may run in an environment of its own:

    PYTHONPATH=src:. python -m benchmarks.screening.peers --python yente=/path/of/venv/bin/python

A peer whose packages are not there is said to be missing. Beside our figures stands `evaluate.py`, which tests all aliases and all scripts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.screening.engines import ENGINES, Entry, Question
from benchmarks.screening.evaluate import SEEDS, at_budget, share
from benchmarks.screening.material import (
    Wanted,
    alias_pairs,
    clean_bodies,
    clean_persons,
    is_dprk,
    is_test,
    korean_people,
    parties,
)
from goodoffices.parties.model import ListedParty

CLEAN = {"clean persons": "Person", "clean firms": "Organization", "real Korean names": "Person"}
Measured = Mapping[str, object]


def rounds(
    listed: Sequence[ListedParty], count: int, others: int, clean: int
) -> Iterator[tuple[list[Entry], list[Question]]]:
    """The list without the aliases that are asked for, and the questions, round by round; clean names only in the first."""
    pairs: dict[str, list[Wanted]] = defaultdict(list)
    for wanted in alias_pairs([p for p in listed if is_test(p) and p.kind in ("Person", "Organization")]):
        pairs[wanted.party].append(wanted)
    dprk = {p.id for p in listed if is_dprk(p)}
    rest = sorted((ident for ident in pairs if ident not in dprk), key=_drawn)
    for number in range(count):
        chosen = [ident for ident in pairs if ident in dprk and len(pairs[ident]) > number]
        chosen += rest[:others] if number == 0 else []
        asked = [sorted(pairs[ident], key=lambda one: _drawn(one.text))[number] for ident in chosen]
        questions: list[Question] = [
            {"name": w.text, "kind": w.kind, "group": w.group, "expect": w.party} for w in asked
        ]
        out = {w.party: w.without for w in asked}
        entries: list[Entry] = [
            {
                "id": p.id,
                "kind": p.kind,
                "countries": [c.lower() for c in p.countries],
                "names": [name.text for name in p.names if name.text != out.get(p.id)] or [p.name],
            }
            for p in listed
        ]
        yield entries, [*questions, *(_clean(listed, clean) if number == 0 else ())]


def _drawn(text: str) -> bytes:
    """A fixed order that has nothing to do with the names."""
    return hashlib.sha256(f"peers:{text}".encode()).digest()


def _clean(listed: Sequence[ListedParty], count: int) -> Iterator[Question]:
    seed = SEEDS["test"]
    names = {
        "clean persons": clean_persons(count, seed, list(listed)),
        "clean firms": clean_bodies(count // 2, seed),
        "real Korean names": [name for _, name in korean_people(count // 2, seed)],
    }
    for group, each in names.items():
        for name in each:
            yield {"name": name, "kind": CLEAN[group], "group": group, "expect": ""}


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


def judge(measured: Sequence[Measured], asked: Sequence[Sequence[Question]]) -> dict[str, tuple[float, int]]:
    """Share found (or, of clean names, alerting) and number of questions, group by group, at the budget."""
    scores: dict[str, list[float]] = defaultdict(list)
    for one, questions in zip(measured, asked, strict=True):
        found = one["found"]
        assert isinstance(found, list)
        for question, hits in zip(questions, found, strict=True):
            wanted = [score for ident, score in hits if question["expect"] in ("", ident)]
            scores[question["group"]].append(max(wanted, default=0.0))
    limits = {"Person": at_budget(scores["clean persons"]), "Organization": at_budget(scores["clean firms"])}
    told = {}
    for group, each in scores.items():
        kind = "Organization" if "Organization" in group or "firms" in group else "Person"
        told[group] = (share(each, max(limits[kind], 1e-6)), len(each))
    for where in ("DPRK", "other"):
        for kind in limits:
            each = [s for group in scores if group.startswith(f"{where} {kind}") for s in scores[group]]
            told[f"{where} {kind} any alias"] = (share(each, max(limits[kind], 1e-6)), len(each))
    return told


def show(results: Mapping[str, list[Measured] | str], asked: Sequence[Sequence[Question]]) -> None:
    """Print the table: a column for each engine."""
    names = list(results)
    print(f"{'':56}" + "".join(f"{name:>14}" for name in names))
    judged = {name: judge(found, asked) for name, found in results.items() if not isinstance(found, str)}
    groups = sorted({group for each in judged.values() for group in each}, key=lambda group: (group in CLEAN, group))
    for group in groups:
        count = next(each[group][1] for each in judged.values() if group in each)
        word = "alerting" if group in CLEAN else "found"
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
    parser.add_argument("--rounds", type=int, default=3, help="how many aliases of each North Korean party (3)")
    parser.add_argument("--others", type=int, default=600, help="how many other parties (600)")
    parser.add_argument(
        "--clean", type=int, default=1500, help="how many made-up persons; half as many firms and Korean names (1500)"
    )
    chosen = parser.parse_args()
    pythons = dict(one.split("=", 1) for one in chosen.python)
    made = list(rounds(parties(), chosen.rounds, chosen.others, chosen.clean))
    with tempfile.TemporaryDirectory() as folder:
        works = []
        for number, (entries, questions) in enumerate(made):
            works.append(Path(folder) / f"round{number}.json")
            works[-1].write_text(json.dumps({"entries": entries, "questions": questions}), encoding="utf-8")
        results: dict[str, list[Measured] | str] = {}
        for engine in chosen.engine or ENGINES:
            print(f"measuring {engine} ...", file=sys.stderr, flush=True)
            results[engine] = run(engine, pythons.get(engine, sys.executable), works)
    show(results, [questions for _, questions in made])


if __name__ == "__main__":
    main()
