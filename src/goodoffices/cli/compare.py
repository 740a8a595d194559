"""`goodoffices compare`: plans under the law as it is and as reforms would have it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goodoffices.cli.main import today
from goodoffices.cli.paper import indented, paper, tabled
from goodoffices.cli.report import ANSWER
from goodoffices.errors import InputError
from goodoffices.files import write_whole
from goodoffices.law.base import shipped
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan
from goodoffices.scenarios.compare import ActChange, Asking, Comparison, Summary, compare, summary
from goodoffices.scenarios.export import comparison_json, summary_json
from goodoffices.scenarios.reform import find_reform
from goodoffices.wording import OUTLOOK, REGIME

ENDINGS = (".yaml", ".yml", ".json")


def run(arguments: argparse.Namespace) -> int:
    """Compare single plans, or sum up a folder of them."""
    reforms = [find_reform(name) for name in arguments.reform]
    for reform in reforms:
        if reforms.count(reform) > 1:
            raise InputError(f"the reform {reform.name!r} is named twice; name it once")
    plans = [load_plan(name) for name in arguments.plans]
    if arguments.folder:
        plans += folder_plans(arguments.folder)
    if not plans:
        raise InputError("there is no plan to compare; name plan files, or a folder of them with --plans")
    base = shipped()
    made = [compare(plan, base, reforms, arguments.as_of or plan.as_of or today()) for plan in plans]
    out = paper()
    if arguments.folder or arguments.svg or arguments.png:
        total = summary(reforms, made)
        _draw(total, arguments)
        print(json.dumps(summary_json(total), indent=1)) if arguments.json else print_summary(total, out)
        return 0
    if arguments.json:
        values = [comparison_json(one) for one in made]
        print(json.dumps(values if len(values) > 1 else values[0], ensure_ascii=False, indent=1))
        return 0
    for one in made:
        print_comparison(one, out)
    return 0


def _draw(total: Summary, arguments: argparse.Namespace) -> None:
    """Write the pictures that are asked for."""
    if arguments.svg or arguments.png:
        from goodoffices.charts.summary import summary_chart

        drawn = summary_chart(total)
        if arguments.svg:
            write_whole(arguments.svg, drawn.encode(), arguments.force)
        if arguments.png:
            from goodoffices.charts.png import png

            write_whole(arguments.png, png(drawn), arguments.force)


def folder_plans(folder: Path) -> list[Plan]:
    """Every plan of a folder, in the order of the file names.

    Raises:
        InputError: there is no such folder, no plan in it, or one that cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"there is no folder {str(folder)!r}; `--plans` takes a folder of plans")
    paths = sorted(path for ending in ENDINGS for path in folder.glob(f"*{ending}"))
    if not paths:
        raise InputError(f"there is no plan ({', '.join(ENDINGS)}) in the folder {str(folder)!r}")
    return [load_plan(path) for path in paths]


def print_comparison(comparison: Comparison, out: Console) -> None:
    """A comparison for a person: the answer, then act by act what opens and what stays closed, then what asking is saved."""
    names = ", ".join(reform.title for reform in comparison.reforms)
    day = comparison.before.as_of
    indented(out, Text.assemble((comparison.title, "bold"), f"  by the law of {day}, and with: {names}"), 0)
    indented(out, Text(f"{_word(comparison.before.status)} before; {_word(comparison.after.status)} after."), 0)
    for act in comparison.acts:
        _act(out, act)
    _asked(out, *comparison.asking)
    indented(out, Text("\nA reform is no law until it is made. This is help, not legal advice.\n", style="dim"), 0)


def _word(status: object) -> str:
    return ANSWER[status][0].lower()  # type: ignore[index]  # a Status


def _act(out: Console, act: ActChange) -> None:
    step = act.after.weight - act.before.weight
    colour = "green" if step < 0 else "red" if step > 0 else "dim"
    told = f"{_word(act.before)} -> {_word(act.after)}" if step else f"{_word(act.after)}, as before"
    indented(out, Text.assemble("\n", (act.act, "bold"), f" ({act.kind}): ", (told, colour)), 0)
    for change in act.findings:
        if change.step:
            old, new = (_word(f.status) if f else "not reached" for f in (change.before, change.after))
            subject = change.subject.removeprefix("item:")
            _line(
                out, f"{'Opens' if change.step < 0 else 'Closes'}: {REGIME[change.regime]}, {subject}: {old} -> {new}"
            )
        elif change.prospect and change.before and change.after:
            old, new = (OUTLOOK[f.outlook] for f in (change.before, change.after))
            word = "Likelier" if change.prospect < 0 else "Less likely"
            _line(out, f"{word}: {REGIME[change.regime]}, {change.subject.removeprefix('item:')}: {old} -> {new}")
    for rule in act.still:
        _line(out, f"Still closed by: {rule.cite}, {rule.title}")


def _asked(out: Console, before: Asking, after: Asking) -> None:
    had, has = ({needed.ask.title for needed in asking.permissions} for asking in (before, after))
    indented(out, Text("\nWhat has to be asked", style="bold"), 0)
    for title in sorted(had - has):
        _line(out, f"No longer: {title}")
    for title in sorted(has - had):
        _line(out, f"New: {title}")
    for title in sorted(had & has):
        _line(out, f"Still: {title}")
    _line(
        out,
        f"Days to allow: {before.days} before, {after.days} after. Papers: {before.papers} before, {after.papers} after.",
    )


def _line(out: Console, text: str) -> None:
    indented(out, Text(text), 2)


def print_summary(total: Summary, out: Console) -> None:
    """A summary of many plans as tables."""
    names = ", ".join(reform.title for reform in total.reforms)
    plans = total.plans
    indented(out, Text.assemble((f"{plans.all} plans", "bold"), f", under: {names}"), 0)
    indented(out, f"Lighter: {plans.lighter}. As before: {plans.same}. Heavier: {plans.heavier}.", 0)
    if total.likelier:
        indented(out, f"Acts that need a permission as before, which becomes likelier: {total.likelier}.", 0)
    table = Table("status", "before", "after", box=None, pad_edge=False)
    for status, (before, after) in total.statuses.items():
        table.add_row(_word(status), str(before), str(after))
    tabled(out, table)
    for title, tallies in (("acts by kind", total.kinds), ("acts by regime", total.regimes)):
        table = Table(title, "lighter", "as before", "heavier", box=None, pad_edge=False)
        for name, tally in tallies.items():
            table.add_row(REGIME.get(name, name), str(tally.lighter), str(tally.same), str(tally.heavier))
        out.print("")
        tabled(out, table)
    asked, papers = total.permissions, total.papers
    told = f"\nPermissions to ask for: {asked[0]} before, {asked[1]} after. "
    indented(out, f"{told}Papers: {papers[0]} before, {papers[1]} after.", 0)
