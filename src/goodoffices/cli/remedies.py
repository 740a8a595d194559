"""`goodoffices remedies`: the smallest changes that make a plan lighter, or what stands in the way."""

from __future__ import annotations

import argparse
import json

from rich.console import Console
from rich.text import Text

from goodoffices.cli.paper import indented, paper
from goodoffices.cli.report import ANSWER
from goodoffices.cli.screened import Rulings
from goodoffices.plan.reader import load_plan
from goodoffices.ruling.export import Json
from goodoffices.ruling.remedies import Remedies, Remedy, remedies
from goodoffices.values import Status


def run(arguments: argparse.Namespace) -> int:
    """Print the remedies; the exit code is 0 where there is one or none is needed, else 4."""
    by = Rulings(arguments)
    plan, _ = by.ruled(load_plan(arguments.plan))
    found = remedies(plan, by.law(plan), Status(arguments.toward), arguments.most)
    if arguments.json:
        print(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        _print(found, paper())
    return 4 if found.blocks else 0


def _print(found: Remedies, out: Console) -> None:
    aim, before = ANSWER[found.aim][0].lower(), ANSWER[found.before.status][0].lower()
    indented(out, Text.assemble((found.before.title, "bold"), f"  by the law of {found.before.as_of}: {before}"), 0)
    if not found.remedies and not found.blocks:
        indented(out, f"The plan needs no remedy: it is {before} already.", 0)
        return
    if found.before.questions:
        count = len(found.before.questions)
        asked = "One question is" if count == 1 else f"{count} questions are"
        _line(out, f"{asked} open, and a remedy counts the worst answer. `goodoffices ask` may spare you some of this.")
    for number, remedy in enumerate(found.remedies, 1):
        indented(out, Text(f"\n{number}. Then the plan is {ANSWER[remedy.ruling.status][0].lower()}:", style="bold"), 0)
        for ask in remedy.permissions:
            days = f"; allow {ask.lead_days} days" if ask.lead_days is not None else ""
            _line(out, f"Obtain: {ask.title}, of {ask.authority}{days}.", 3)
        for choice in remedy.choices:
            _line(out, f"Change: {choice.what}.", 3)
    if found.blocks:
        indented(
            out, Text(f"\nNothing that you can choose makes this plan {aim}. What stands in the way:", style="bold"), 0
        )
    for block in found.blocks:
        _line(out, f"{block.act}: {block.rule.cite}, {block.rule.title}.")
        if block.changed_by:
            _line(out, f"Who could change it: {block.changed_by}.", 4)
    indented(out, Text("\nEach remedy was ruled again. This is help, not legal advice.", style="dim"), 0)


def _line(out: Console, text: str, by: int = 2) -> None:
    indented(out, Text(text), by)


def as_json(found: Remedies) -> dict[str, Json]:
    """Remedies as plain values, `goodoffices-remedies/1`."""
    return {
        "format": "goodoffices-remedies/1",
        "title": found.before.title,
        "as_of": found.before.as_of.isoformat(),
        "toward": found.aim.value,
        "before": found.before.status.value,
        "remedies": [_remedy(remedy) for remedy in found.remedies],
        "blocks": [
            {"act": b.act, "id": b.rule.id, "cite": b.rule.cite, "title": b.rule.title, "changed_by": b.changed_by}
            for b in found.blocks
        ],
    }


def _remedy(remedy: Remedy) -> Json:
    return {
        "status": remedy.ruling.status.value,
        "weight": remedy.weight,
        "permissions": [{"id": ask.id, "title": ask.title, "lead_days": ask.lead_days} for ask in remedy.permissions],
        "changes": [{"act": choice.act, "what": choice.what, "weight": choice.weight} for choice in remedy.choices],
    }
