"""How long records are to be kept stands in a form that people edit and in what cases reckon by: both have to say the same."""

from __future__ import annotations

import datetime as dt

import pytest

pytest.importorskip("sqlalchemy", reason="cases need the packages of the extra `cases`")

from goodoffices.desk.cases.retention import retention
from goodoffices.packets.forms import Forms
from goodoffices.values import Day, years_after

KEEP = Forms.load().named("reliance").keep


@pytest.mark.parametrize(
    "last", [Day(2010, 1, 1), Day(2020, 3, 11), Day(2020, 3, 12), Day(2024, 2, 29), Day(2025, 3, 12), Day(2026, 11, 25)]
)
def test_a_memo_and_a_case_keep_records_equally_long(last: dt.date) -> None:
    years = next(keep.years for keep in KEEP if last >= keep.since)
    assert retention(last, ofac=True).years == years
    assert retention(last, ofac=True).until == years_after(last, years)
