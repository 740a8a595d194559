"""Makes docs/what-would-open.md: real plans by the law of each year, and under each reform. Run it with `make what-would-open`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from goodoffices.charts.summary import reforms_chart
from goodoffices.cli.compare import folder_plans
from goodoffices.cli.report import ANSWER, REGIME
from goodoffices.law.base import shipped
from goodoffices.scenarios.compare import Summary, Tally
from goodoffices.scenarios.population import Population, population
from goodoffices.scenarios.reform import find_reform
from goodoffices.scenarios.reform import shipped as reforms
from goodoffices.values import Day, Status

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "what-would-open.md"
DAY = Day(2026, 7, 1)
YEARS = range(2016, 2027)

OPENING = f"""# What would open

The plans of `examples/record/` are real: one for each humanitarian exemption that the 1718 Committee gave, as far as its record tells,
and one for each private contact that the record of the years tells enough of. Here each is ruled as if it were undertaken on the first of
July of each year, and by the law of {DAY} under each [reform](reforms.md) by itself. This page is made by a command, `make what-would-open`.

How to read it: what the record does not say is not in the plans, so many cannot be decided ("not decided") whatever the law. A plan
counts as lighter where its answer becomes lighter as a whole: an act that opens does not show where another act of the plan stays
closed. The tables by kind and by regime count acts. Nothing here says that a contact was unlawful: who had a permission is not in the
plans, which stand as they were before anybody was asked.
"""


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' if i == 0 else '---:' for i in range(len(names)))} |"
    yield from (f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)
    yield ""


def page(found: Population) -> str:
    """The whole page."""
    words = {status: ANSWER[status][0].lower() for status in Status}
    shown = [status for status in Status if any(year.statuses.get(status) for year in found.by_day.values())]
    lines = [OPENING, "## The years", ""]
    rows = (
        [day.year, *(year.statuses.get(s, 0) for s in shown), year.permissions] for day, year in found.by_day.items()
    )
    lines += table(["on 1 July of", *(words[status] for status in shown), "permissions to ask"], rows)
    lines += [f"## The reforms, one by one, by the law of {found.day}", ""]
    lines += table(
        ["reform", "plans lighter", "as before", "heavier", "acts likelier", "permissions to ask", "papers"],
        (
            [f"`{one.reforms[0].name}`", *_counts(one.plans), one.likelier, _pair(one.permissions), _pair(one.papers)]
            for one in found.reforms
        ),
    )
    told = "Permissions and papers: before, then after, over all plans. Acts likelier: those that need a permission as before, which becomes likelier."
    lines += [
        told,
        "",
        "![How many of the plans each reform makes lighter; the table above has the same numbers.](what-would-open.svg)",
        "",
    ]
    for one in found.reforms:
        lines += _reform(one)
    return "\n".join(lines).rstrip() + "\n"


def _reform(one: Summary) -> Iterator[str]:
    reform = one.reforms[0]
    yield from (f"### {reform.title} (`{reform.name}`)", "", reform.summary, "")
    for name, tallies in (("acts by kind", one.kinds), ("acts by regime", one.regimes)):
        moved = {key: tally for key, tally in tallies.items() if tally.lighter or tally.heavier}
        if moved:
            yield from table(
                [name, "lighter", "as before", "heavier"], ([REGIME.get(k, k), *_counts(t)] for k, t in moved.items())
            )
    limits = [act.limits for act in reform.takes if act.limits]
    if limits:
        yield from ("What it cannot change:", "", *(f"- {limit}" for limit in limits), "")


def _counts(tally: Tally) -> tuple[int, int, int]:
    return tally.lighter, tally.same, tally.heavier


def _pair(pair: tuple[int, int]) -> str:
    return f"{pair[0]} → {pair[1]}"


def made() -> tuple[str, str]:
    """The page and its picture by the law base, the reforms and the plans as they are now."""
    plans = folder_plans(ROOT / "examples" / "record")
    days = [Day(year, DAY.month, DAY.day) for year in YEARS]
    found = population(plans, shipped(), days, DAY, (find_reform(name) for name in reforms()))
    return page(found), reforms_chart(f"{found.count} real plans by the law of {DAY}, under each reform", found.reforms)


if __name__ == "__main__":
    text, picture = made()
    PAGE.write_text(text, encoding="utf-8")
    PAGE.with_suffix(".svg").write_text(picture, encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
