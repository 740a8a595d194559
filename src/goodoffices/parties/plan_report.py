"""What screening found, in the ruling of a plan: its table of parties, and its notices."""

from __future__ import annotations

from dataclasses import replace

from goodoffices.parties.plan_screening import ScreenedParty, ScreenedPlan
from goodoffices.ruling.model import Ruling, Screened


def with_screening(ruling: Ruling, screened: ScreenedPlan) -> Ruling:
    """The ruling of a screened plan, with whose word it is that a party is listed, and what has to be known of the lists."""
    rows = {row.party: row for row in screened.parties}
    table = tuple(_row(one, rows[one.party]) if one.party in rows else one for one in ruling.screening)
    told = tuple(said for row in screened.parties for said in row.says)
    return replace(ruling, screening=table, notices=(*ruling.notices, *screened.notices, *told))


def _row(one: Screened, found: ScreenedParty) -> Screened:
    """A party's line: `listed` is what the ruling went by, and stays null where nothing was decided."""
    if found.source == "plan" or not found.source:
        return one
    hits = len(found.hits)
    counted = f", {hits} {'hit' if hits == 1 else 'hits'}" if hits else ", no hit"
    return replace(one, source=f"{found.source}{counted}")
