"""The table that comes with the program: facts of the parties listed for North Korea, so that a first check screens at all.

It is as old as its `day`, the day of the oldest of the lists that it was made from; `version` names each. Parties listed under other
programmes are not in it, and for real use the full lists are fetched. `scripts/make_dprk_table.py` makes it anew.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from goodoffices.parties.model import PartyList
from goodoffices.values import Day

_TABLE = Path(__file__).with_name("dprk.jsonl")


@dataclass(frozen=True, slots=True)
class Extract:
    """What the table has of one list: of which day, and how many parties."""

    list: str
    publisher: str
    day: Day
    count: int


@functools.cache
def shipped() -> PartyList:
    """Read the table; it is read once."""
    from goodoffices.parties import compact

    return compact.read(_TABLE.read_text("utf-8").splitlines(), _TABLE.name)


def extracts() -> tuple[Extract, ...]:
    """The lists that the table was made from, as its first line tells them: the parties are not read for it."""
    with _TABLE.open(encoding="utf-8") as stream:
        head = json.loads(stream.readline())
    days = dict(part.rsplit(" ", 1) for part in head["version"].split(", "))
    counts = dict(part.rsplit(" ", 1) for part in head["counts"].split(", "))
    return tuple(
        Extract(name, head["publisher"], Day.fromisoformat(days[name]), int(count)) for name, count in counts.items()
    )
