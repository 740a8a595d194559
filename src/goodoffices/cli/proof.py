"""`check --why`: the proof in print."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from goodoffices.cli.paper import indented
from goodoffices.law.base import Law
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.proof import proof

_WORD = {True: ("reaches", "bold"), False: ("does not reach", "dim"), None: ("may reach", "yellow")}


def print_proof(out: Console, plan: Plan, ruling: Ruling) -> None:
    """Every rule tried, with the terms that it looked at."""
    out.print(Text("\nThe whole proof", style="bold"))
    act = ""
    for tried in proof(plan, Law.on(ruling.as_of)):
        if tried.act != act:
            act = tried.act
            out.print(Text(f"\n{act}", style="bold"))
        word, style = _WORD[tried.truth]
        against = f" (against {tried.lifts})" if tried.lifts else ""
        told = f"{tried.regime}  {tried.cite}, {tried.effect}{against}: "
        indented(out, Text.assemble(told, (word, style), f"  [{tried.id}]"), 2)
        for looked in tried.looked:
            indented(out, Text(f"{looked.term} = {looked.value} ({looked.origin})", style="dim"), 6)
