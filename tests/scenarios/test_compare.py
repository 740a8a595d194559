"""Comparing two laws over plans: an empty change changes nothing, and taking a prohibition away never makes a plan heavier."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.law.base import Law, shipped
from goodoffices.law.rules import Effect
from goodoffices.plan.reader import load_plan
from goodoffices.ruling.rule import rule
from goodoffices.scenarios.amend import amended, repealed
from goodoffices.scenarios.compare import compare, summary
from goodoffices.scenarios.reform import find_reform
from goodoffices.values import Day, Status
from tests.authority.cases import FOLDER, Case, read_case

ROOT = Path(__file__).parents[2]
CASES = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
PROHIBITIONS = [r.id for r in shipped().rules.values() if r.effect is Effect.PROHIBITS]
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@few
@given(st.sampled_from(CASES))
def test_no_reform_changes_nothing(case: Case) -> None:
    assert case.plan.as_of
    made = compare(case.plan, shipped(), [], case.plan.as_of)
    assert made.before == made.after
    assert all(change.step == 0 for act in made.acts for change in act.findings)


@few
@given(st.sampled_from(CASES), st.lists(st.sampled_from(PROHIBITIONS), min_size=1, max_size=8, unique=True))
def test_repealing_prohibitions_never_makes_a_plan_heavier(case: Case, gone: list[str]) -> None:
    day = case.plan.as_of
    assert day
    rules = {i: repealed(r, day) if i in gone else r for i, r in shipped().rules.items()}
    before = rule(case.plan, Law.on(day))
    after = rule(case.plan, Law.on(day, replace(shipped(), rules=rules)))
    for one, other in zip(before.acts, after.acts, strict=True):
        high = max((f.interval.high for f in one.findings), default=0)
        assert max((f.interval.high for f in other.findings), default=0) <= high


def test_the_end_of_the_travel_restriction_opens_a_visit_and_leaves_the_money_rules() -> None:
    plan = load_plan(ROOT / "examples" / "divided-family.yaml")
    assert plan.as_of
    made = compare(plan, shipped(), [find_reform("end-travel-restriction")], plan.as_of)
    steps = {act.act: act.after.weight - act.before.weight for act in made.acts}
    assert steps["visit"] < 0
    assert steps["help"] == 0
    saved = made.asking
    assert len(saved[1].permissions) < len(saved[0].permissions)


def test_what_still_closes_an_act_is_named() -> None:
    plan = load_plan(ROOT / "examples" / "tinned-meat.yaml")
    assert plan.as_of
    made = compare(plan, shipped(), [find_reform("end-travel-restriction")], plan.as_of)
    meat = next(act for act in made.acts if act.act == "meat")
    assert any(r.cite.startswith("S/RES/2397") for r in meat.still)


def test_a_reform_applies_to_the_past_only_from_its_day() -> None:
    base = amended(shipped(), [find_reform("end-travel-restriction")], Day(2020, 6, 1))
    assert "us/22cfr51/63" in Law.on(Day(2019, 6, 1), base).live


def test_a_summary_counts_every_plan_once() -> None:
    reform = find_reform("end-travel-restriction")
    plans = [load_plan(path) for path in sorted((ROOT / "examples").glob("*.yaml"))]
    made = [compare(plan, shipped(), [reform], plan.as_of or Day(2026, 1, 1)) for plan in plans]
    total = summary([reform], made)
    assert total.plans.all == len(plans) == sum(before for before, _ in total.statuses.values())
    assert total.plans.lighter == sum(one.step < 0 for one in made)
    assert total.statuses[Status.PERMISSION][0] >= total.statuses[Status.PERMISSION][1]
