"""Reforms over many plans as bars."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from goodoffices.charts.summary import reforms_chart, summary_chart
from goodoffices.law.base import shipped
from goodoffices.plan.reader import load_plan
from goodoffices.scenarios.compare import Summary, compare, summary
from goodoffices.scenarios.reform import find_reform
from goodoffices.values import Day

ROOT = Path(__file__).parents[2]


def summed() -> Summary:
    reform, day = find_reform("end-travel-restriction"), Day(2026, 7, 1)
    plans = [load_plan(path) for path in sorted((ROOT / "examples").glob("*.yaml"))]
    return summary([reform], (compare(plan, shipped(), [reform], day) for plan in plans))


def words(svg: str) -> str:
    return " ".join(text for element in ET.fromstring(svg).iter() if (text := element.text))


def test_the_chart_of_a_reform_counts_plans_and_acts_as_the_summary_does() -> None:
    total = summed()
    told = words(summary_chart(total))
    assert (
        f"all plans: {total.plans.lighter} lighter, {total.plans.same} as before, {total.plans.heavier} heavier."
        in told
    )
    assert f"acts: travel: {total.kinds['travel'].lighter} lighter" in told


def test_reforms_stand_beside_each_other_by_name() -> None:
    assert "end-travel-restriction" in words(reforms_chart("Plans", [summed()]))
