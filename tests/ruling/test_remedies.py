"""Remedies: each is proved, none is heavier than the best that trying everything finds, and none hides a fact."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.law.base import Law
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.choices import Choice, choices
from goodoffices.ruling.remedies import PERMISSION_WEIGHT, changed, remedies
from goodoffices.ruling.rule import rule
from goodoffices.values import Day, Status
from tests.authority.cases import FOLDER, Case, read_case

ROOT = Path(__file__).parents[2]
CASES = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
AIMS = (Status.CLEAR, Status.CONDITIONS, Status.PERMISSION)


def brute_force(case: Case, aim: Status) -> int | None:
    """The weight of the lightest set of permissions and choices that meets the aim, by trying every one; None where none does."""
    plan, day = case.plan, case.plan.as_of
    assert day
    law = Law.on(day)
    before = rule(plan, law)
    own: list[Choice] = [choice for act in plan.acts for choice in choices(act, plan, law.base)]
    asks = sorted({a.id for act in before.acts for f in act.findings for a in (*f.permissions, *f.may_need)})
    best: int | None = None
    for chosen in itertools.chain.from_iterable(itertools.combinations(own, n) for n in range(len(own) + 1)):
        weight = sum(choice.weight for choice in chosen)
        for held in itertools.chain.from_iterable(itertools.combinations(asks, n) for n in range(len(asks) + 1)):
            total = weight + PERMISSION_WEIGHT * len(held)
            if (held and aim is Status.CLEAR) or (best is not None and total >= best):
                continue
            made = changed(plan, chosen, frozenset(held))
            status = rule(made, law).status
            if made.acts and status is not Status.UNKNOWN and status.weight <= aim.weight:
                best = total
    return best


def small(case: Case) -> bool:
    assert case.plan.as_of
    base = Law.on(case.plan.as_of).base
    return len([c for act in case.plan.acts for c in choices(act, case.plan, base)]) <= 6


SMALL = [case for case in CASES if small(case)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SMALL), st.sampled_from(AIMS))
def test_the_best_remedy_is_as_light_as_trying_everything_finds(case: Case, aim: Status) -> None:
    assert case.plan.as_of
    found = remedies(case.plan, Law.on(case.plan.as_of), aim)
    best = brute_force(case, aim)
    if found.remedies:
        assert found.remedies[0].weight == best
    elif found.blocks:
        assert best is None
    else:
        assert best == 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CASES), st.sampled_from(AIMS))
def test_every_remedy_is_proved_by_its_ruling(case: Case, aim: Status) -> None:
    assert case.plan.as_of
    law = Law.on(case.plan.as_of)
    for remedy in remedies(case.plan, law, aim).remedies:
        again = rule(remedy.plan, law)
        assert again == remedy.ruling
        assert again.status is not Status.UNKNOWN and again.status.weight <= aim.weight
        assert remedy.plan.acts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CASES))
def test_a_remedy_only_leaves_out_narrows_or_asks(case: Case) -> None:
    """No remedy adds a party, an item, a purpose or an act, or takes a party's facts away."""
    assert case.plan.as_of
    old = {act.id: act for act in case.plan.acts}
    for remedy in remedies(case.plan, Law.on(case.plan.as_of)).remedies:
        assert remedy.plan.parties == case.plan.parties
        for act in remedy.plan.acts:
            before = old[act.id]
            assert all(item in (before.items or ()) for item in act.items or ())
            for name in ("to", "with", "who", "guests", "purposes", "via", "for_benefit_of"):
                assert set(act.ids(name) or ()) <= set(before.ids(name) or ())


def test_where_nothing_helps_the_blocking_rule_and_who_could_change_it_are_named() -> None:
    plan = load_plan(ROOT / "examples" / "tinned-meat.yaml")
    assert plan.as_of
    found = remedies(plan, Law.on(plan.as_of), Status.CLEAR)
    assert not found.remedies
    assert any(b.rule.cite.startswith("S/RES/2397") and "Security Council" in b.changed_by for b in found.blocks)


def test_an_act_that_is_left_out_takes_its_bill_along() -> None:
    plan = load_plan(ROOT / "examples" / "reporter.yaml")
    assert plan.as_of
    found = remedies(plan, Law.on(plan.as_of))
    left = [r.plan for r in found.remedies if any("and bill with it" in c.what for c in r.choices)]
    assert left and all({"trip", "bill"}.isdisjoint(a.id for a in p.acts) for p in left)


def test_a_remittance_over_the_cap_is_brought_down_to_it() -> None:
    text = """goodoffices: 1
title: t
sponsor: b
parties:
  - {id: b, kind: person, name: B, nationalities: [US], us_status: citizen, residence: US}
  - {id: s, kind: person, name: S, nationalities: [KP], residence: KP, listed: [none]}
acts:
  - {id: help, kind: remittance, to: [s], amount: 8000 USD, total_this_year: 8000 USD, personal: true, via: [], purposes: [family],
     facts: {s.government_of_north_korea: false}}
"""
    found = remedies(read_plan(text.encode()), Law.on(Day(2023, 1, 1)))
    assert any("5,000 USD" in c.what for r in found.remedies for c in r.choices)


def test_an_unlawful_aim_is_refused() -> None:
    with pytest.raises(ValueError, match="leads to"):
        remedies(CASES[0].plan, Law.on(Day(2020, 1, 1)), Status.BARRED)
