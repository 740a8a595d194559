"""Made plans: the same for a seed, of every kind, read as plans are read."""

from __future__ import annotations

from itertools import islice

import pytest

from goodoffices.plan.fields import ACTS, PARTY
from goodoffices.samples import plausible
from goodoffices.samples.dice import Dice
from goodoffices.values import Day

PLANS = list(plausible(1, 400))


def test_a_seed_gives_the_same_plans_and_the_first_ones_whatever_the_count() -> None:
    assert list(plausible(7, 5)) == list(islice(plausible(7, 50), 5))
    assert list(plausible(7, 5)) != list(plausible(8, 5))


def test_a_seed_draws_the_same_on_every_platform() -> None:
    dice = Dice(7)
    assert [dice.number(1, 6) for _ in range(12)] == [2, 1, 4, 1, 4, 3, 1, 4, 1, 3, 1, 1]


def test_every_kind_of_act_and_party_occurs() -> None:
    assert {act.kind for plan in PLANS for act in plan.acts} == set(ACTS)
    assert {party.kind for plan in PLANS for party in plan.parties.values()} == set(PARTY["kind"])


def test_the_days_lie_within_the_years_told_and_after_the_day_of_the_law() -> None:
    for plan in PLANS:
        assert 1 <= len(plan.acts) <= 10
        for act in plan.acts:
            start, end = act.day("from"), act.day("until")
            if start and end:
                assert plan.as_of and plan.as_of < start <= end
                assert Day(2008, 7, 1) <= start and end <= Day(2026, 12, 31)


def test_some_facts_are_left_out_and_some_are_given() -> None:
    persons = [party for plan in PLANS for party in plan.parties.values() if party.kind == "person"]
    said = sum("nationalities" in party.fields for party in persons)
    assert 0.5 * len(persons) < said < len(persons)
    assert {party.listed is None for party in persons} == {True, False}


def test_a_count_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="there can be no -1 plans"):
        plausible(1, -1)
