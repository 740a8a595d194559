"""A timeline as one accessible HTML page: the picture, and the same in a table; no script, and it prints."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.charts.look import REGIME
from goodoffices.charts.rows import Mark, marks, rows
from goodoffices.charts.strip import strip
from goodoffices.charts.svg import safe
from goodoffices.ruling.timeline import Timeline

_STYLE = """
body { font-family: sans-serif; color: #1a1a1a; background: #fff; max-width: 64rem; margin: 1.5rem auto; padding: 0 1rem; line-height: 1.4 }
svg { max-width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 }
caption { text-align: left; font-weight: bold; padding: .5rem 0 }
th, td { border: 1px solid #777; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
@media print { body { max-width: none; margin: 0; font-size: 9pt } thead { display: table-header-group } tr { break-inside: avoid } }
"""


def page(timeline: Timeline) -> str:
    """The whole document."""
    changes = marks(timeline)
    cells = "\n".join(_cells(timeline))
    listed = "\n".join(_listed(changes))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{safe(timeline.title)}: rulings through time</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1><bdi>{safe(timeline.title)}</bdi></h1>
{strip(timeline)}
<table>
<caption>What each regime made of each act, from {timeline.start} to {timeline.until}</caption>
<thead><tr><th scope="col">Act and regime</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">Status</th><th scope="col">Changed by</th></tr></thead>
<tbody>
{cells}
</tbody>
</table>
<table>
<caption>The days on which rules changed the rulings, by the numbers in the chart</caption>
<thead><tr><th scope="col">Number</th><th scope="col">Day</th><th scope="col">Citations</th><th scope="col">Source</th></tr></thead>
<tbody>
{listed}
</tbody>
</table>
<p>This is help, not legal advice.</p>
</main>
</body>
</html>
"""


def _cells(timeline: Timeline) -> Iterator[str]:
    for row in rows(timeline):
        name = f"<bdi>{safe(row.act)}</bdi>, {safe(REGIME.get(row.regime, row.regime))}"
        for cell in row.cells:
            changed = safe("; ".join(dict.fromkeys(rule.cite for rule in cell.changed)))
            yield (
                f'<tr><th scope="row">{name}</th><td>{cell.start}</td><td>{cell.until}</td>'
                f"<td>{cell.status.value}</td><td>{changed}</td></tr>"
            )


def _listed(changes: tuple[Mark, ...]) -> Iterator[str]:
    for mark in changes:
        for source, cites in mark.sources().items():
            yield (
                f'<tr><th scope="row">{mark.number}</th><td>{mark.day}</td>'
                f"<td>{safe('; '.join(cites))}</td><td>{safe(source)}</td></tr>"
            )
