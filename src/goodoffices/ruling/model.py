"""A ruling: what the law of a day makes of each part of a plan. Its JSON form is the contract `goodoffices-ruling/1`.

What a ruling has many of is a named tuple, which is made and compared several times as fast as a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.values import Day, Interval, Status


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that decided a finding, in the version that applied."""

    id: str
    cite: str
    effect: str
    title: str
    source: str
    urls: tuple[str, ...]
    confidence: str
    note: str


class Condition(NamedTuple):
    """Something to do or keep to; `due` is a day where it can be counted from the act's days.

    Not `certain` where it is a duty only if a rule reaches the act, which the plan leaves open.
    """

    do: str
    due: Day | None
    due_rule: str
    cite: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """A permission to ask for: of whom, how, and what is known of times and fees."""

    id: str
    title: str
    authority: str
    how: str
    form: str
    fee: str
    lead_days: int | None
    lead_note: str
    valid_days: int | None
    url: str
    outlook: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: `term` is where the answer goes, `decides` the findings that turn on it."""

    term: str
    ask: str
    explain: str
    values: tuple[str, ...]
    type: str
    place: str
    field: str
    decides: tuple[str, ...] = ()


class Finding(NamedTuple):
    """What one regime makes of one act for one subject (a party id, or `item:NAME`).

    `permissions` are those that it certainly needs, the weightiest first; `may_need` those that it needs if what is open turns out so.
    """

    act: str
    regime: str
    subject: str
    status: Status
    interval: Interval
    outlook: str
    rules: tuple[AppliedRule, ...]
    because: tuple[str, ...]
    permissions: tuple[Ask, ...]
    may_need: tuple[Ask, ...]
    conditions: tuple[Condition, ...]
    warnings: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ActRuling:
    """An act's findings, and the heaviest of them."""

    act: str
    kind: str
    status: Status
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PermissionNeeded:
    """A permission that the plan needs, for which acts, and the last day to ask for it in time."""

    ask: Ask
    acts: tuple[str, ...]
    latest: Day | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something has to be done; not `certain` where only a rule that may reach the act asks for it."""

    day: Day
    do: str
    act: str
    cite: str
    certain: bool = True


class Assumption(NamedTuple):
    """Something that the ruling took for granted, on what ground, and how to overrule it.

    Without a ground the plan was silent, and the usual answer was taken; `field` is then the plan's field that says otherwise.
    """

    about: str
    text: str
    overrule: str
    field: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """What is known of a party's place on the lists."""

    party: str
    name: str
    listed: tuple[str, ...] | None
    source: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """The whole answer.

    Rules that concern few people ask nobody, and reach only those who say that they are concerned. What nobody said stands in
    `unasked`, where no field of the plan carries it (`item.usml`), and else in `left_aside` (`meat.us_nexus`).
    """

    title: str
    as_of: Day
    law_verified_on: Day
    status: Status
    acts: tuple[ActRuling, ...]
    questions: tuple[Question, ...]
    permissions: tuple[PermissionNeeded, ...]
    deadlines: tuple[Deadline, ...]
    assumptions: tuple[Assumption, ...]
    unasked: tuple[str, ...]
    left_aside: tuple[str, ...]
    screening: tuple[Screened, ...]
    notices: tuple[str, ...]
