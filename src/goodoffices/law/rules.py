"""Rules, their versions, and the permissions that can be asked for: the law base as data."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from goodoffices.errors import InputError, Place
from goodoffices.law.compiled import Condition
from goodoffices.law.evaluate import Scene
from goodoffices.law.expressions import Atom, Constant, ExpressionError, Node, atoms, for_kind, read_expression
from goodoffices.law.vocabulary import Vocabulary
from goodoffices.values import Day, Truth

REGIMES = ("un-1718", "us-bis", "us-ofac", "us-passport", "us-immigration", "us-other", "kr", "eu", "uk")
"""Every regime, in the order in which they are ruled: a later one may look at an earlier one's answer."""

OUTLOOKS = ("favourable", "case-by-case", "presumption-of-denial", "none-known")
"""How a permission is likely to be decided, best first."""

CONFIDENCES = ("text", "secondary", "memory", "reading")
"""How well a version was read; what is not `text` is shown to whoever relies on it."""

PROPOSED = "proposed"
"""In place of a confidence: the version is no law, but a reform's."""


class Effect(StrEnum):
    """What a rule does to the act that it reaches."""

    DEFINES = "defines"
    PROHIBITS = "prohibits"
    EXEMPTS = "exempts"
    AUTHORISES = "authorises"
    ON_APPLICATION = "on-application"
    REQUIRES = "requires"
    WARNS = "warns"


_ONE_DAY = dt.timedelta(days=1)

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

    def check(self, scene: Scene) -> Truth:
        """The truth of the expression in a scene."""
        return self._of_any_kind.check(scene)

    @functools.cached_property
    def _of_any_kind(self) -> Condition:
        return self.for_kind("").condition

    @functools.cached_property
    def _for_kinds(self) -> dict[str, ForKind]:
        return {}

    def for_kind(self, kind: str) -> ForKind:
        """The expression as it stands for acts of a kind; any kind: `""`."""
        found = self._for_kinds.get(kind)
        if found is None:
            node = for_kind(self.node, kind) if kind else self.node
            possible = not (isinstance(node, Constant) and not node.value)
            found = self._for_kinds[kind] = ForKind(node, possible, Condition(node))
        return found


class ForKind(NamedTuple):
    """An expression for acts of one kind: its tree, whether such acts can ever fulfil it, and what decides it."""

    node: Node
    possible: bool
    condition: Condition


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
    lead_days: int | None
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

    def concerns(self, kind: str) -> bool:
        """Whether some version can matter to acts of a kind, by itself or by what it defines."""
        return self.effect is Effect.DEFINES or any(version.when.for_kind(kind).possible for version in self.versions)


def _change_points(rules: Iterable[Rule]) -> tuple[Day, ...]:
    days: set[Day] = set()
    for rule in rules:
        for version in rule.versions:
            days.update((version.start, version.published))
            if version.until:
                days.add(version.until + _ONE_DAY)
    return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class Instrument:
    """A body of law or a part of one, as one file has it: whom it binds, and who could change it and how."""

    id: str
    title: str
    cite: str
    regime: str
    binds: str
    changed_by: str
    verified_on: Day
    notes: str
    place: Place


@dataclass(frozen=True, slots=True, eq=False)
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

    @functools.cached_property
    def change_points(self) -> tuple[Day, ...]:
        """Every day on which some rule began, ended or became known, in order."""
        return _change_points(self.rules.values())

    def change_points_for(self, kind: str) -> tuple[Day, ...]:
        """The change points of the rules that can matter to acts of one kind."""
        if kind not in self._for_kinds:
            self._for_kinds[kind] = _change_points(rule for rule in self.rules.values() if rule.concerns(kind))
        return self._for_kinds[kind]

    @functools.cached_property
    def _for_kinds(self) -> dict[str, tuple[Day, ...]]:
        return {}

    @functools.cached_property
    def renewals(self) -> frozenset[str]:
        """The terms that say whether a rule which lapses was renewed; they are asked where that matters."""
        return frozenset(rule.renewal for rule in self.rules.values() if rule.renewal)

    @functools.cached_property
    def days_compared(self) -> frozenset[Day]:
        """The days on which a comparison of the day of the ruling with a fixed day turns."""
        fixed = {
            atom.value for atom in self._atoms() if isinstance(atom.value, Day) and atom.path.term.short == "as_of"
        }
        return frozenset(day for one in fixed for day in (one, one + _ONE_DAY))

    @functools.cached_property
    def days_counted(self) -> frozenset[int]:
        """The numbers of days that rules count from a craft's last call in North Korea."""
        counted = (a.value for a in self._atoms() if a.path.term.short == "days_since_north_korea_call")
        return frozenset(int(number) for number in counted if isinstance(number, Decimal))

    def _atoms(self) -> Iterator[Atom]:
        for rule in self.rules.values():
            for version in rule.versions:
                yield from (atom for atom in atoms(version.when.node) if isinstance(atom, Atom))

    @functools.cached_property
    def turns(self) -> tuple[tuple[Day, Day], ...]:
        """Each day on which a version begins, or a rule that lapses runs out, with the day since when that is known; in order."""
        found: set[tuple[Day, Day]] = set()
        for rule in self.rules.values():
            for version in rule.versions:
                found.add((version.start, version.published))
                if rule.lapses and version.until:
                    found.add((version.until + _ONE_DAY, version.published))
        return tuple(sorted(found))
