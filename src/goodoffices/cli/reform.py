"""`goodoffices reform`: the reforms that can be compared, what each amends, who argues for it, and what it would take."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.text import Text

from goodoffices.cli.arguments import UNREADABLE
from goodoffices.cli.main import today
from goodoffices.cli.paper import indented, paper
from goodoffices.errors import InputError
from goodoffices.law.base import shipped as law_base
from goodoffices.scenarios.lint import lint_reform
from goodoffices.scenarios.reform import Reform, find_reform, read_reform, shipped


def run(arguments: argparse.Namespace) -> int:
    """Run one of list, show, lint."""
    out = paper()
    return {"list": _list, "show": _show, "lint": _lint}[arguments.what](arguments, out)


def _list(arguments: argparse.Namespace, out: Console) -> int:
    for name in shipped():
        indented(out, Text.assemble((name, "bold"), f"  {find_reform(name).title}"), 0)
    return 0


def _show(arguments: argparse.Namespace, out: Console) -> int:
    reform = find_reform(arguments.name)
    indented(out, Text.assemble((reform.name, "bold"), f"  {reform.title}"), 0)
    _line(out, reform.summary)
    if reform.includes:
        _line(out, f"Includes: {', '.join(reform.includes)}")
    indented(out, Text("\nWho argues for it", style="bold"), 0)
    for one in reform.arguments:
        seen = "" if one.seen == "text" else f" (read: {one.seen})"
        _line(out, f"{one.who}: {one.says} [{', '.join(filter(None, (one.cite, one.date)))}]{seen}")
        if one.url:
            _line(out, one.url, 4)
    indented(out, Text("\nWhat it would take", style="bold"), 0)
    included = [find_reform(name) for name in reform.includes]
    for act in (*(act for one in included for act in one.takes), *reform.takes):
        _line(out, f"{act.who}: {act.act}" + (f" [{act.cite}]" if act.cite else ""))
        if act.limits:
            _line(out, f"What this cannot change: {act.limits}", 4)
    indented(out, Text("\nWhat it amends", style="bold"), 0)
    _amendments(out, reform)
    return 0


def _amendments(out: Console, reform: Reform) -> None:
    for amendment in reform.amendments:
        until = f" to {amendment.until}" if amendment.until else ""
        _line(out, f"{amendment.kind} {amendment.target}{until}: {amendment.reason} [{amendment.cite}]")


def _line(out: Console, text: str, by: int = 2) -> None:
    indented(out, Text(" ".join(text.split())), by)


def _lint(arguments: argparse.Namespace, out: Console) -> int:
    path: Path = arguments.file
    try:
        errors = lint_reform(read_reform(path), law_base(), today())
    except InputError as unreadable:
        errors = [unreadable]
    for error in errors:
        out.print(Text(str(error)), soft_wrap=True)
    indented(out, f"{len(errors)} error{'s' if len(errors) != 1 else ''}" if errors else "The reform is sound.", 0)
    return UNREADABLE if errors else 0
