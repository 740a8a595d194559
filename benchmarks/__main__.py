"""`make bench`: how fast a ruling is, beside peers in the same run.

Ours: a cold `goodoffices check` (median of 11, with peak memory; its parties are looked up in the extract, and once one of them is like
somebody listed), one ruling of a ten-act plan in a warm process, and reading the
whole law base. Peers, where they are installed (`pip install zen-engine openfisca-core openfisca-country-template`): an equivalent
small rule set on zen-engine, and openfisca-core with its country template for start-up and one case. Peers that are missing are
said to be so.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from goodoffices.law.base import CORPUS, Law, shipped
from goodoffices.law.compiled import OFTEN
from goodoffices.law.reader import read_law
from goodoffices.law.vocabulary import shipped as vocabulary
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan
from goodoffices.ruling.remedies import remedies
from goodoffices.ruling.rule import rule
from goodoffices.ruling.timeline import timeline
from goodoffices.values import Day

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "tinned-meat.yaml"

_ZEN = {
    "contentType": "application/vnd.gorules.decision",
    "nodes": [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "rules",
            "type": "expressionNode",
            "name": "rules",
            "position": {"x": 1, "y": 0},
            "content": {
                "expressions": [
                    {"id": "a", "key": "passport", "value": "to == 'KP' and passport == 'US'"},
                    {"id": "b", "key": "goods", "value": "hs_chapter >= 72 and hs_chapter <= 89 and to == 'KP'"},
                    {"id": "c", "key": "export", "value": "us_person and to == 'KP' and not licensed"},
                ]
            },
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ],
    "edges": [
        {"id": "1", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "2", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ],
}


def timed(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, in seconds."""
    taken: list[float] = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def process(*command: str) -> None:
    """Run a command to its end, its output thrown away."""
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def ten_acts() -> Plan:
    """A plan of ten acts, made of the example's two."""
    plan = load_plan(EXAMPLE)
    acts = tuple(replace(act, id=f"{act.id}-{n}") for n in range(5) for act in plan.acts)
    return replace(plan, acts=acts)


def show(name: str, seconds: float, target: float | None = None) -> None:
    """Print one figure, with its target where it has one."""
    aim = f"   target {target * 1000:.0f} ms" if target else ""
    print(f"{name:<58} {seconds * 1000:9.2f} ms{aim}")


def ours() -> None:
    """Our own three figures, and peak memory of the cold check."""
    show(
        "cold goodoffices check",
        timed(lambda: process(sys.executable, "-m", "goodoffices", "check", str(EXAMPLE)), 11),
        0.5,
    )
    print(
        f"{'peak memory of a check':<58} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:9.1f} MB   target 120 MB"
    )
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "listed.yaml"
        found.write_text(
            EXAMPLE.read_text("utf-8").replace("TB rest homes, country", "Foreign Trade Bank, country"), "utf-8"
        )
        for what, words in (
            ("the same, with a party that is like one listed", [str(found)]),
            ("the same, and nobody looked up", [str(EXAMPLE), "--no-screen"]),
        ):
            show(what, timed(partial(process, sys.executable, "-m", "goodoffices", "check", *words), 11))
    plan = ten_acts()
    assert plan.as_of
    law = Law.on(plan.as_of)
    for _ in range(OFTEN):
        # Warm: conditions that are decided often are written out after so many times.
        rule(plan, law)
    show("one ruling of a ten-act plan, warm", timed(lambda: rule(plan, law), 51), 0.003)
    base, first, last = shipped(), Day(2007, 1, 1), Day(2026, 12, 31)
    show("a twenty-year timeline of it, warm", timed(lambda: timeline(plan, base, first, last), 5), 0.5)
    show("remedies for it, warm", timed(lambda: remedies(plan, law), 5), 1)
    show("reading the law base", timed(lambda: read_law(CORPUS, vocabulary()), 5), 0.15)


def zen() -> None:
    """zen-engine on three rules in the manner of ours, for the ten acts."""
    try:
        import zen as engine
    except ImportError:
        print("zen-engine: not installed, not measured")
        return
    decision = engine.ZenEngine().create_decision(json.dumps(_ZEN))
    facts = {"to": "KP", "passport": "US", "hs_chapter": 84, "us_person": True, "licensed": False}
    show("zen-engine: three rules for ten acts, warm", timed(lambda: [decision.evaluate(facts) for _ in range(10)], 51))
    show("zen-engine: start-up", timed(lambda: process(sys.executable, "-c", "import zen; zen.ZenEngine()"), 11))


def openfisca() -> None:
    """openfisca-core with its country template: start-up, and one case."""
    try:
        from openfisca_core.simulation_builder import SimulationBuilder
        from openfisca_country_template import CountryTaxBenefitSystem
    except ImportError:
        print("openfisca-core with its country template: not installed, not measured")
        return
    start = "from openfisca_country_template import CountryTaxBenefitSystem as S; S()"
    show("openfisca: start-up with the country template", timed(lambda: process(sys.executable, "-c", start), 5))
    system = CountryTaxBenefitSystem()
    person = {"salary": {"2017-01": 2000}, "income_tax": {"2017-01": None}}
    case = {"persons": {"a": person}, "households": {"h": {"adults": ["a"]}}}

    def single() -> None:
        SimulationBuilder().build_from_entities(system, case).calculate("income_tax", "2017-01")

    show("openfisca: one case, warm", timed(single, 21))


if __name__ == "__main__":
    ours()
    zen()
    openfisca()
