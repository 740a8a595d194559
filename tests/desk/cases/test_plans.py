"""A plan with the permissions of a case in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.desk.cases.plans import Held, over, plan_text, with_holds
from goodoffices.errors import InputError
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day
from tests.desk.cases.plans import VISIT

PLANS = sorted((Path(__file__).parents[3] / "examples").rglob("*.yaml"))


@pytest.mark.parametrize("path", PLANS[:: max(1, len(PLANS) // 40)], ids=lambda p: p.stem)
def test_a_plan_takes_a_permission_and_nothing_else_changes(path: Path) -> None:
    text = plan_text(path)
    before = read_plan(text.encode())
    first = before.acts[0]
    made = read_plan(with_holds(text, [Held("us-ofac-licence", "granted", (first.id,), "1e5")]).encode())
    assert [act.fields for act in made.acts] == [act.fields for act in before.acts]
    assert [act.facts for act in made.acts] == [act.facts for act in before.acts]
    assert [[i.fields for i in act.items or ()] for act in made.acts] == [
        [i.fields for i in a.items or ()] for a in before.acts
    ]
    assert [p.fields for p in made.parties.values()] == [p.fields for p in before.parties.values()]
    assert [p.listed for p in made.parties.values()] == [p.listed for p in before.parties.values()]
    held = made.acts[0].holds[len(first.holds)]
    assert (held.permission, held.state, held.number) == ("us-ofac-licence", "granted", "1e5")


def test_without_a_permission_the_text_stays_as_it_was_written() -> None:
    assert with_holds(VISIT, []) == VISIT


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30))
def test_a_number_of_any_letters_is_said_as_it_is(number: str) -> None:
    made = read_plan(with_holds(VISIT, [Held("us-special-validation", "granted", ("jane",), number)]).encode())
    assert made.parties["jane"].holds[0].number == number


def test_an_act_that_is_gone_is_told() -> None:
    with pytest.raises(InputError, match="no act or party of the plan any more"):
        with_holds(VISIT, [Held("us-visa", "granted", ("gone",))])


def test_an_act_is_over_on_the_day_after_its_last() -> None:
    plan = read_plan(VISIT.encode())
    assert over(plan, Day(2021, 2, 14)) == ()
    assert over(plan, Day(2021, 2, 15)) == ("visit",)
