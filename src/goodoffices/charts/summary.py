"""What reforms do to many plans, as bars: how many become lighter, stay, or become heavier."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.charts.bars import Bar, Bars, draw
from goodoffices.charts.look import REGIME, Look
from goodoffices.scenarios.compare import Summary, Tally

STEPS = (
    Look("lighter", "L", "lighter", "#9ccbeb", "#1a1a1a", '<circle cx="5" cy="5" r="1.3" fill="#24577a"/>'),
    Look("same", "S", "as before", "#eef4f8", "#1a1a1a"),
    Look("heavier", "H", "heavier", "#7a1f4d", "#ffffff", '<path d="M0 0L10 10" stroke="#e9c4d6" stroke-width="1.1"/>'),
)
"""The same looks as for statuses: what opens looks like conditions, what closes like a bar."""


def summary_chart(summary: Summary) -> str:
    """One reform, or several together: a bar for the plans, then for the acts of each kind and under each regime."""
    names = ", ".join(reform.title for reform in summary.reforms)
    rows = [_bar("all plans", summary.plans)]
    rows += [_bar(f"acts: {kind}", tally) for kind, tally in summary.kinds.items()]
    rows += [_bar(f"acts under: {REGIME[regime]}", tally) for regime, tally in summary.regimes.items()]
    return draw(Bars(f"{summary.plans.all} plans under: {names}", STEPS, tuple(rows)))


def reforms_chart(title: str, summaries: Sequence[Summary]) -> str:
    """Reforms beside each other: a bar for the plans under each."""
    rows = tuple(_bar(", ".join(r.name for r in one.reforms), one.plans) for one in summaries)
    return draw(Bars(title, STEPS, rows))


def _bar(label: str, tally: Tally) -> Bar:
    return Bar(label, (tally.lighter, tally.same, tally.heavier))
