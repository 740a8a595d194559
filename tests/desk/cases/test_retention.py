"""How long records are kept, by the day of the transaction."""

from __future__ import annotations

import pytest

from goodoffices.desk.cases.retention import retention
from goodoffices.values import Day


@pytest.mark.parametrize(
    ("last", "until", "years"),
    [
        (Day(2025, 3, 12), Day(2035, 3, 12), 10),  # the first day of 89 FR 74832
        (Day(2025, 3, 11), Day(2035, 3, 11), 10),  # five years still ran when the ten came
        (Day(2020, 3, 12), Day(2030, 3, 12), 10),  # the last day of its five years was that day
        (Day(2020, 3, 11), Day(2025, 3, 11), 5),  # its five years had run out the day before
        (Day(2024, 2, 29), Day(2034, 3, 1), 10),
    ],
)
def test_ten_years_meet_what_was_still_to_be_kept_when_they_came(last: Day, until: Day, years: int) -> None:
    kept = retention(last, ofac=True)
    assert (kept.until, kept.years) == (until, years)
    assert "31 CFR 501.601" in str(kept)


def test_a_claim_may_outlive_the_duty_to_keep_records() -> None:
    assert "claim may still be brought until 2030-01-01" in str(retention(Day(2020, 1, 1), ofac=True))
    assert "claim" not in str(retention(Day(2019, 4, 24), ofac=True))
    assert "claim" not in str(retention(Day(2021, 1, 1), ofac=True))


def test_where_no_rule_of_ofac_reaches_the_time_is_a_proposal() -> None:
    assert "proposed" in str(retention(Day(2026, 1, 1), ofac=False))
