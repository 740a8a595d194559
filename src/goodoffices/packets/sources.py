"""Whence a form's values come: `whose.what`, such as `traveller.name`, from the plan, the particulars, the ruling or the law.

What is not known is never made up: it is a blank that says where its answer belongs.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from goodoffices.codes import COUNTRIES, country
from goodoffices.errors import InputError, Place, nearest, printable
from goodoffices.plan.model import Field as PlanField
from goodoffices.values import Day, Money

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: `plan`, `particulars`, `ruling`, `law` or `catalogue`, and the place there."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value, in one line or several, and where it came from. No lines: it is known that there is nothing."""

    lines: tuple[str, ...]
    origins: tuple[Origin, ...]

    @property
    def holds(self) -> bool:
        """Whether a question of yes or no is answered with yes."""
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class Blank:
    """What is not known, and where its answer belongs: a field of the plan, an entry of the particulars (`hand`: only the paper itself).

    `section`, `of` and `name` are the way to it, such as `parties`, `jane`, `phone`.
    """

    where: str
    section: str
    of: str
    name: str


Answer = Found | Blank


class Whose(Protocol):
    """Somebody or something of which a form asks."""

    def get(self, what: str) -> Answer:
        """What is known of one thing."""


Scopes = Mapping[str, Whose]


def clean(text: str) -> str:
    """A text that can stand in any document: what no XML may hold, or what steers or hides letters, is shown as its code."""
    return _NOT_XML.sub(lambda found: f"\\x{ord(found[0]):02x}", printable(text))


def words(value: PlanField) -> str:
    """A plan's value in words: countries by name, days and money as the plan writes them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(words(one) for one in value)
    if isinstance(value, Day):
        return value.isoformat()
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    return country(text) if text in COUNTRIES else text


def plain(word: str) -> str:
    """A word of the plan format as one reads it: `un-agency` is an UN agency."""
    return re.sub(r"\bun ", "UN ", word.replace("-", " "))


def found(lines: Sequence[str] | str, *origins: Origin) -> Found:
    """A value, cleaned."""
    given = (lines,) if isinstance(lines, str) else lines
    return Found(tuple(clean(line) for line in given if line), tuple(dict.fromkeys(origins)))


def yes(holds: bool, *origins: Origin) -> Found:
    """The answer to a question of yes or no."""
    return Found(("yes",) if holds else (), origins)


def in_plan(place: Place, owner: str, name: str) -> Origin:
    """A field of the plan, with the line of the entry that it stands in."""
    return Origin("plan", f"{place} {clean(owner)}, `{name}`")


def value_of(source: str, scopes: Scopes) -> Answer:
    """The value at the end of a source."""
    whose, _, what = source.partition(".")
    return scopes[whose].get(what)


@functools.cache
def known_sources() -> Mapping[str, frozenset[str]]:
    """Everything that a form may ask for: whose, and what of it."""
    from goodoffices.packets.facts_act import ActFacts, ActsFacts, ItemFacts, PaymentFacts
    from goodoffices.packets.facts_law import (
        AuthorityFacts,
        ConditionFacts,
        PermissionFacts,
        PlanFacts,
        QuestionFacts,
        RuleFacts,
        RulingFacts,
    )
    from goodoffices.packets.facts_packet import BlankFacts, DocumentFacts, LeftOutFacts, OtherFacts, StepFacts
    from goodoffices.packets.facts_party import HoldingFacts, PartyFacts

    return {
        **dict.fromkeys(("applicant", "person", "consignee", "party"), PartyFacts.KNOWN),
        "plan": PlanFacts.KNOWN,
        "acts": ActsFacts.KNOWN,
        "act": ActFacts.KNOWN,
        "item": ItemFacts.KNOWN,
        "payment": PaymentFacts.KNOWN,
        "permission": PermissionFacts.KNOWN,
        "ruling": RulingFacts.KNOWN,
        "rule": RuleFacts.KNOWN,
        "authority": AuthorityFacts.KNOWN,
        "other": OtherFacts.KNOWN,
        "condition": ConditionFacts.KNOWN,
        "question": QuestionFacts.KNOWN,
        "holding": HoldingFacts.KNOWN,
        "step": StepFacts.KNOWN,
        "document": DocumentFacts.KNOWN,
        "blank": BlankFacts.KNOWN,
        "leftout": LeftOutFacts.KNOWN,
    }


def check_source(source: str, owner: str, place: Place) -> None:
    """Refuse a source that there is not.

    Raises:
        InputError: nobody of that name, or nothing of that name there.
    """
    whose, _, what = source.partition(".")
    known = known_sources()
    if whose not in known:
        raise InputError(
            f"{owner}: {source!r} is of nobody known{nearest(whose, list(known))}; it is written as `person.name`",
            place,
        )
    if what not in known[whose]:
        raise InputError(f"{owner}: there is no {what!r} of {whose}{nearest(what, sorted(known[whose]))}", place)


def check_group(group: str, owner: str, place: Place) -> None:
    """Refuse a group of rows that there is not.

    Raises:
        InputError: no group has that name.
    """
    from goodoffices.packets.groups import GROUPS

    if group not in GROUPS:
        raise InputError(f"{owner}: there are no {group!r} to make rows of{nearest(group, sorted(GROUPS))}", place)
