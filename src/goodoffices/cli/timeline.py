"""`goodoffices timeline`: a plan's rulings from one day to another, as a table, JSON, a picture or a page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from goodoffices.cli.main import today
from goodoffices.errors import InputError
from goodoffices.files import write_whole
from goodoffices.law.base import shipped
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.timeline import Timeline, timeline
from goodoffices.values import Day

FIRST = Day(2008, 6, 26)
"""The first day that the law base covers: the end of the Trading with the Enemy Act for North Korea."""


def run(arguments: argparse.Namespace) -> int:
    """Rule the plan through time, write the files that are asked for, and print the table or the JSON; the exit code is 0."""
    start, until = arguments.start or FIRST, arguments.until or today()
    if until < start:
        raise InputError(f"the last day, {until}, is before the first, {start}; change --from or --until")
    named = [path for path in (arguments.svg, arguments.png, arguments.html) if path]
    _refuse(named, arguments.force)
    plan = read_plan(sys.stdin.buffer.read()) if arguments.plan == "-" else load_plan(arguments.plan)
    through = timeline(plan, shipped(), start, until)
    made = [(path, draw(through)) for path, draw in _drawings(arguments) if path]
    for path, content in made:
        write_whole(path, content, arguments.force)
    if arguments.json:
        import json

        from goodoffices.ruling.timeline_export import timeline_json

        print(json.dumps(timeline_json(through), ensure_ascii=False, indent=1))
    else:
        _print(through)
        for path in named:
            print(f"Wrote {path}.")
    return 0


def _refuse(named: list[Path], force: bool) -> None:
    if len({path.absolute() for path in named}) < len(named):
        raise InputError("two pictures cannot go into one file; give each a name of its own")
    for path in named:
        if path.exists() and not force:
            raise InputError(f"{path} exists already; choose another name, or add --force to replace it")


def _drawings(arguments: argparse.Namespace) -> list[tuple[Path | None, Callable[[Timeline], bytes]]]:
    return [(arguments.svg, _svg), (arguments.png, _png), (arguments.html, _html)]


def _svg(through: Timeline) -> bytes:
    from goodoffices.charts.strip import strip

    return strip(through).encode()


def _png(through: Timeline) -> bytes:
    from goodoffices.charts.png import png
    from goodoffices.charts.strip import strip

    return png(strip(through))


def _html(through: Timeline) -> bytes:
    from goodoffices.charts.page import page

    return page(through).encode()


def _print(through: Timeline) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from goodoffices.charts.look import REGIME
    from goodoffices.charts.rows import plan_stretches, rows
    from goodoffices.charts.svg import clean

    out = Console(highlight=False)
    out.print(Text(clean(through.title), style="bold"))
    out.print(Text(f"By the law of each day from {through.start} to {through.until}."))
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("Act, regime", max_width=20, overflow="fold")
    table.add_column("From", no_wrap=True, min_width=10)
    table.add_column("Until", no_wrap=True, min_width=10)
    table.add_column("Status", no_wrap=True, min_width=10)
    table.add_column("Changed by", overflow="fold")
    for row in rows(through):
        for number, cell in enumerate(row.cells):
            name = f"{clean(row.act)}, {REGIME.get(row.regime, row.regime)}" if number == 0 else ""
            cites = "; ".join(dict.fromkeys(rule.cite for rule in cell.changed))
            table.add_row(Text(name), str(cell.start), str(cell.until), cell.status.value, Text(cites))
        table.add_section()
    out.print(table)
    out.print(Text("The whole plan", style="bold"))
    for cell in plan_stretches(through):
        out.print(Text(f"  {cell.start} to {cell.until}  {cell.status.value}"))
    out.print(Text("This is help, not legal advice.", style="dim"))
