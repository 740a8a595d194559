"""`check --why`: the proof in print."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

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
        out.print(
            Padding(
                Text.assemble(
                    f"{tried.regime}  {tried.cite}, {tried.effect}{against}: ", (word, style), f"  [{tried.id}]"
                ),
                (0, 0, 0, 2),
            )
        )
        for looked in tried.looked:
            out.print(Padding(Text(f"{looked.term} = {looked.value} ({looked.origin})", style="dim"), (0, 0, 0, 6)))
