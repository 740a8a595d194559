"""A case's plan with the permissions that the case has been granted, refused or awaits: they are facts of the plan, under `holds`.

The plan as its author wrote it stays in the journal, with its comments. What is ruled is a copy in which the case's permissions stand; it is
written anew, and is taken only where reading it gives exactly the plan that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import cast

import yaml

from goodoffices.errors import InputError, nearest, quoted
from goodoffices.marked import MAX_BYTES, MarkedList, MarkedMap, read_bytes, read_file
from goodoffices.plan.fields import PERMISSIONS
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day

Entry = dict[str, object]

Sum = tuple[str, str, str | int]
"""An act, a field of it, and what was counted for it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A permission or notice of a case, and the acts or parties on which it stands."""

    permission: str
    state: str
    on: tuple[str, ...]
    number: str = ""
    start: Day | None = None
    until: Day | None = None
    entries: str = ""
    covers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def fact(self) -> Entry:
        """How the plan says it, under `holds`."""
        said: Entry = {"permission": self.permission, "state": self.state, "number": self.number}
        said |= {"from": self.start and self.start.isoformat(), "until": self.until and self.until.isoformat()}
        said |= {"entries": self.entries, "covers": list(self.covers), "terms": list(self.terms)}
        return {key: value for key, value in said.items() if value}


def plan_text(path: Path) -> str:
    """The text of a plan file that can be read as a plan.

    Raises:
        InputError: it is no plan; the message names file, line and field.
    """
    read_file(path)
    data = path.read_bytes()[: MAX_BYTES + 1]
    read_plan(data, str(path))
    return data.decode("utf-8-sig")


def with_holds(text: str, holds: Iterable[Held], sums: Iterable[Sum] = ()) -> str:
    """A plan's text with permissions in it, each on its acts or parties, and with sums that were counted; without any, the text as it is.

    Raises:
        InputError: an act or party is not in the plan, or the plan cannot say such a permission.
    """
    said, counted = list(holds), list(sums)
    if not said and not counted:
        return text
    document = cast(dict[str, object], _plain(read_bytes(text.encode("utf-8"), "the plan")))
    for held in said:
        for ident in held.on:
            entry = _entry(document, ident)
            there = entry.get("holds") or []
            entry["holds"] = [*(there if isinstance(there, list) else [there]), held.fact]
    for act, field, value in counted:
        _entry(document, act)[field] = value
    made = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=4096)
    if _plain(read_bytes(made.encode("utf-8"), "the plan")) != document:
        raise InputError("the plan cannot take a permission without changing more; write it under `holds:` by hand")
    read_plan(made.encode("utf-8"), "the plan with the case's permissions")
    return made


def can_say(permission: str) -> bool:
    """Whether a plan can hold a permission; of others the case keeps record all the same."""
    return permission in PERMISSIONS


def named_in(plan: Plan, idents: Iterable[str]) -> tuple[str, ...]:
    """Acts or parties of a plan by their ids.

    Raises:
        InputError: there is none of that id.
    """
    known = [*(act.id for act in plan.acts), *plan.parties]
    found = tuple(dict.fromkeys(idents))
    for ident in found:
        if ident not in known:
            raise InputError(f"the plan has no act or party {quoted(ident)}{nearest(ident, known)}")
    return found


def last_day(plan: Plan) -> Day | None:
    """The last day on which anything of the plan takes place; None where no act has a day."""
    days = [day for act in plan.acts for day in (act.day("from"), act.day("until")) if day]
    return max(days, default=None)


def over(plan: Plan, day: Day) -> tuple[str, ...]:
    """The acts that are done with on a day: they were ruled by the law of their own days."""
    ended = ((act.id, act.day("until") or act.day("from")) for act in plan.acts)
    return tuple(ident for ident, end in ended if end is not None and end < day)


def _entry(document: dict[str, object], ident: str) -> Entry:
    """The act of an id, else the party."""
    for key in ("acts", "parties"):
        listed = document.get(key) or []
        for one in listed if isinstance(listed, list) else [listed]:
            entry = cast(Entry, one)
            if str(entry.get("id")) == ident:
                return entry
    raise InputError(
        f"{quoted(ident)} is no act or party of the plan any more; say on what the permission stands with --on"
    )


def _plain(value: object) -> object:
    """A document without its lines."""
    if isinstance(value, MarkedMap | dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, MarkedList | list):
        return [_plain(one) for one in value]
    return value


_BARE = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[a-z_][a-z0-9_-]*", re.IGNORECASE)
"""Words that no reader takes for anything else."""


class _Dumper(yaml.SafeDumper):
    """Writes every text in quotes that is not plainly a word, so that no reader takes it for a number, a date or a truth."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is written as an alias of something else."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if _BARE.fullmatch(text) else '"')


def _decimal(dumper: yaml.SafeDumper, number: Decimal) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _decimal)
