"""The table that comes with the program: facts of the parties listed for North Korea, so that a first check screens at all.

It is as old as its `day`, the day of the oldest of the lists that it was made from; `version` names each. Parties listed under other
programmes are not in it, and for real use the full lists are fetched. `scripts/make_dprk_table.py` makes it anew.
"""

from __future__ import annotations

import functools
from importlib import resources

from goodoffices.parties.model import PartyList


@functools.cache
def shipped() -> PartyList:
    """Read the table; it is read once."""
    from goodoffices.parties import compact

    place = resources.files("goodoffices.parties").joinpath("dprk.jsonl")
    return compact.read(place.read_text("utf-8").splitlines(), "dprk.jsonl")
