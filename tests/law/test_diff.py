"""What changed in the law between two days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.law.base import shipped
from goodoffices.law.diff import How, diff, in_force
from goodoffices.values import Day

days = st.dates(Day(2007, 1, 1), Day(2027, 1, 1))


def test_the_amendment_of_2024_is_told() -> None:
    changes = {c.rule.id: c for c in diff(shipped(), Day(2024, 2, 15), Day(2024, 2, 16))}
    assert changes["us/31cfr510/512"].how is How.CHANGED
    assert changes["us/31cfr510/520"].how is How.CAME


def test_a_yearly_notice_is_told_as_a_renewal() -> None:
    changes = {c.rule.id: c for c in diff(shipped(), Day(2022, 8, 31), Day(2022, 9, 1))}
    assert changes["us/22cfr51/63"].same_reach


def test_a_day_does_not_differ_from_itself() -> None:
    assert diff(shipped(), Day(2020, 1, 1), Day(2020, 1, 1)) == ()


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="before the first"):
        diff(shipped(), Day(2020, 1, 2), Day(2020, 1, 1))


@given(days, days)
def test_each_rule_that_differs_is_listed_and_no_other(one: Day, other: Day) -> None:
    earlier, later = sorted((one, other))
    told = {c.rule.id for c in diff(shipped(), earlier, later)}
    for rule in shipped().rules.values():
        assert (rule.id in told) == (in_force(rule, earlier) is not in_force(rule, later))
