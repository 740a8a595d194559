"""Rules, their versions, and the permissions that can be asked for: the law base as data."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.errors import InputError, Place
from goodoffices.law.evaluate import Check, compile_node
from goodoffices.law.expressions import ExpressionError, Node, read_expression
from goodoffices.law.vocabulary import Vocabulary
from goodoffices.values import Day

REGIMES = ("un-1718", "us-bis", "us-ofac", "us-passport", "us-immigration", "us-other", "kr", "eu", "uk")
"""Every regime, in the order in which they are ruled: a later one may look at an earlier one's answer."""

OUTLOOKS = ("favourable", "case-by-case", "presumption-of-denial", "none-known")
"""How a permission is likely to be decided, best first."""

CONFIDENCES = ("text", "secondary", "memory", "reading")


class Effect(StrEnum):
    """What a rule does to the act that it reaches."""

    DEFINES = "defines"
    PROHIBITS = "prohibits"
    EXEMPTS = "exempts"
    AUTHORISES = "authorises"
    ON_APPLICATION = "on-application"
    REQUIRES = "requires"
    WARNS = "warns"


LIFTING = frozenset({Effect.EXEMPTS, Effect.AUTHORISES, Effect.ON_APPLICATION})


@dataclass(frozen=True)
class Expression:
    """The text of a `when`, parsed at its first use and kept."""

    text: str
    place: Place
    owner: str
    vocabulary: Vocabulary = field(repr=False, compare=False)

    @functools.cached_property
    def node(self) -> Node:
        """The typed tree.

        Raises:
            InputError: the text is not of the language, or does not fit the vocabulary.
        """
        try:
            return read_expression(self.text, self.vocabulary)
        except ExpressionError as error:
            raise InputError(f"rule {self.owner}: {error}", self.place) from None

    @functools.cached_property
    def check(self) -> Check:
        """Decides the expression in any scene."""
        return compile_node(self.node)


@dataclass(frozen=True, slots=True)
class Duty:
    """A condition to keep or a thing to do; `due` is written like `30 days before start`."""

    do: str
    due: str
    cite: str
    when: Expression | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """One line of a licensing policy: how an application is likely to go, and when that line applies."""

    word: str
    when: Expression | None


@dataclass(frozen=True)
class Version:
    """One text of a rule, in force from one day until another."""

    start: Day
    until: Day | None
    published: Day
    cite: str
    source: str
    urls: tuple[str, ...]
    confidence: str
    verified_on: Day
    note: str
    when: Expression
    unless: tuple[str, ...]
    lifts: tuple[str, ...]
    conditions: tuple[Duty, ...]
    says: str
    outlook: tuple[Outlook, ...]
    place: Place

    def covers(self, day: Day) -> bool:
        """Whether the version is in force on a day."""
        return self.start <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Rule:
    """A rule through time."""

    id: str
    cite: str
    title: str
    effect: Effect
    regime: str
    term: str
    permission: str
    lapses: bool
    renewal: str
    versions: tuple[Version, ...]
    instrument: str
    place: Place


@dataclass(frozen=True, slots=True)
class Instrument:
    """A body of law or a part of one, as one file has it."""

    id: str
    title: str
    cite: str
    regime: str
    binds: str
    verified_on: Day
    notes: str
    place: Place


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that can be asked of an authority. Times are in days; None where nothing is known."""

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
    source: str
    confidence: str
    place: Place


@dataclass(frozen=True)
class LawBase:
    """Everything that was read: rules and permissions by id, instruments by file."""

    rules: Mapping[str, Rule]
    permissions: Mapping[str, Permission]
    instruments: tuple[Instrument, ...]
    vocabulary: Vocabulary = field(repr=False)
