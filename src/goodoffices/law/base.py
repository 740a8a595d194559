"""The law of one day.

`Law.on(day)` is what was known and in force on that day. An act that will take place later is ruled by `law.at(its day)`:
what had been published by the day of the ruling, and applies on the day of the act. A repeal that came later was not known.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from goodoffices.law.compiled import Condition
from goodoffices.law.evaluate import Check, Scene
from goodoffices.law.expressions import scopes
from goodoffices.law.rules import LIFTING, Effect, Expression, LawBase, Rule, Version
from goodoffices.law.vocabulary import shipped as shipped_vocabulary
from goodoffices.values import Day, Truth

CORPUS = Path(__file__).parent / "corpus"

BEGINS = Day(2008, 6, 26)
"""The first day that the law base means to cover: the end of the Trading with the Enemy Act rules for North Korea."""


_MOST_PARTICULAR_FIRST = ("item", "traveller", "guest", "worker", "counterpart")


class Live:
    """A rule in the version that applies on a day."""

    def __init__(self, rule: Rule, version: Version, lapsed: bool, renewal: Expression | None) -> None:
        self.rule = rule
        self.version = version
        self.lapsed = lapsed
        self.warns = rule.effect is Effect.WARNS
        self.prohibits = rule.effect is Effect.PROHIBITS
        self.renewal = renewal
        self.exceptions: tuple[Live, ...] = ()
        self._reaches: dict[str, Reach] = {}

    @functools.cached_property
    def scopes(self) -> frozenset[str]:
        """The plural scopes on which the rule's reach depends, its exceptions' included."""
        return scopes(self.version.when.node).union(*(e.scopes for e in self.exceptions))

    @functools.cached_property
    def subjects(self) -> tuple[str, ...]:
        """The scopes of those whom a finding by this rule can be about, the most particular first."""
        named = scopes(self.version.when.node)
        return tuple(scope for scope in _MOST_PARTICULAR_FIRST if scope in named)

    def reaches(self, scene: Scene) -> Truth:
        """Whether the rule reaches a scene: its `when`, unless an exception does, and only if renewed where it ran out."""
        return self.reach_for("").check(scene)

    def reach_for(self, kind: str) -> Reach:
        """Decides `reaches` for acts of one kind (of any kind: `""`)."""
        found = self._reaches.get(kind)
        if found is None:
            when = self.version.when.for_kind(kind).condition
            guarded = self.exceptions or self.lapsed
            found = self._reaches[kind] = _Guarded(self, when, kind) if guarded else when
        return found


class Reach(Protocol):
    """What decides whether a rule reaches a scene."""

    @property
    def check(self) -> Check:
        """The function that decides it."""


class _Guarded:
    """A rule's condition, with its exceptions, and with that it may have run out."""

    __slots__ = ("exceptions", "live", "when")

    def __init__(self, live: Live, when: Condition, kind: str) -> None:
        self.live = live
        self.when = when
        self.exceptions = [(exception, exception.reach_for(kind)) for exception in live.exceptions]

    def check(self, scene: Scene) -> Truth:
        found = self.when.check(scene)
        if found is False:
            return False
        for live, exception in self.exceptions:
            # One exception may stand in dozens of rules.
            if live not in scene.decided:
                scene.decided[live] = exception.check(scene)
            other = scene.decided[live]
            if other is True:
                return False
            if other is None:
                found = None
        if self.live.lapsed:
            renewed = self.live.renewal.check(scene) if self.live.renewal else None
            if renewed is not True:
                return None if renewed is None else False
        return found


@dataclass(frozen=True, slots=True)
class Trial:
    """A rule to try on acts of a kind, with the rules that could lift it, lightest first, what decides each, and the plural scopes on which
    they depend.
    """

    live: Live
    reach: Reach
    lifters: tuple[tuple[Live, Reach], ...]
    scopes: frozenset[str]


class Tables:
    """The rules in force between two change points, indexed for ruling. Laws of neighbouring days share one."""

    def __init__(self, base: LawBase, as_of: Day, day: Day) -> None:
        self.live: dict[str, Live] = {}
        for rule in base.rules.values():
            found = version_on(rule, as_of, day)
            if found:
                self.live[rule.id] = Live(rule, found[0], found[1], _renewal(rule, base))
        for live in self.live.values():
            live.exceptions = tuple(self.live[i] for i in live.version.unless if i in self.live)
        self._trials: dict[tuple[str, str], tuple[Trial, ...]] = {}

    @functools.cached_property
    def definitions(self) -> Mapping[str, Live]:
        """The rules in force that define a term, by the term's name."""
        return {live.rule.term: live for live in self.live.values() if live.rule.effect is Effect.DEFINES}

    @functools.cached_property
    def _lifters(self) -> Mapping[str, list[Live]]:
        lifters: dict[str, list[Live]] = {
            i: [] for i, live in self.live.items() if live.rule.effect is Effect.PROHIBITS
        }
        for live in self.live.values():
            if live.rule.effect in LIFTING:
                for target in expand(live.version.lifts, lifters):
                    lifters[target].append(live)
        return lifters

    def trials(self, kind: str, regime: str) -> tuple[Trial, ...]:
        """The prohibitions, duties and warnings of a regime that could reach an act of a kind, with what could lift each."""
        found = self._trials.get((kind, regime))
        if found is None:
            reaching = [live for live in self.live.values() if live.rule.regime == regime and _tried(live, kind)]
            found = self._trials[(kind, regime)] = tuple(self._trial(live, kind) for live in reaching)
        return found

    def _trial(self, live: Live, kind: str) -> Trial:
        lifters = [one for one in self._lifters.get(live.rule.id, ()) if one.version.when.for_kind(kind).possible]
        lifters.sort(key=lambda one: _LIGHTEST_FIRST.index(one.rule.effect))
        scopes = live.scopes.union(*(one.scopes for one in lifters))
        return Trial(live, live.reach_for(kind), tuple((one, one.reach_for(kind)) for one in lifters), scopes)


_LIGHTEST_FIRST = (Effect.EXEMPTS, Effect.AUTHORISES, Effect.ON_APPLICATION)
_REACHING = frozenset({Effect.PROHIBITS, Effect.REQUIRES, Effect.WARNS})


def _tried(live: Live, kind: str) -> bool:
    return live.rule.effect in _REACHING and live.version.when.for_kind(kind).possible


class Law:
    """The law known on one day (`as_of`), as it applies on a day (`day`)."""

    __slots__ = ("as_of", "base", "day", "tables")

    def __init__(self, base: LawBase, as_of: Day, day: Day, tables: Tables) -> None:
        self.base = base
        self.as_of = as_of
        self.day = day
        self.tables = tables

    @classmethod
    def on(cls, day: Day, base: LawBase | None = None) -> Law:
        """The law of a day, from the law base that comes with the program unless another is given."""
        return _law(base or shipped(), day, day)

    def at(self, day: Day) -> Law:
        """What the law known on the day of the ruling says of another day."""
        return _law(self.base, self.as_of, day)

    @property
    def live(self) -> Mapping[str, Live]:
        """The rules in force, by id."""
        return self.tables.live


def expand(targets: Iterable[str], prohibitions: Iterable[str]) -> list[str]:
    """The prohibitions that a `lifts` list names; a target that ends in `*` names all that begin so."""
    known = list(prohibitions)
    found: list[str] = []
    for target in targets:
        if target.endswith("*"):
            found += [i for i in known if i.startswith(target[:-1]) and i not in found]
        elif target in known and target not in found:
            found.append(target)
    return found


def version_on(rule: Rule, as_of: Day, day: Day) -> tuple[Version, bool] | None:
    """The version that applies on a day by what was known on another, and whether it has run out unrenewed."""
    best: Version | None = None
    for version in rule.versions:
        if version.published <= as_of and version.start <= day:
            best = version
    if best is None:
        return None
    # A repeal after the day of the ruling was not known on it, but a date written into the rule itself was.
    end = best.until if rule.lapses or (best.until and best.until < as_of) else None
    if end is None or day <= end:
        return best, False
    if not rule.lapses:
        return None
    # Whether it would be renewed was open on the day of the ruling. Where the base knows that it was, that is the better answer.
    renewed = next((v for v in rule.versions if v.covers(day)), None)
    if renewed is not None:
        return renewed, False
    following = rule.versions[rule.versions.index(best) + 1 :]
    return None if following and following[0].published <= as_of else (best, True)


def _renewal(rule: Rule, base: LawBase) -> Expression | None:
    if not rule.renewal:
        return None
    return Expression(rule.renewal, rule.place, rule.id, base.vocabulary)


_KEEP = 256
_TABLES: dict[tuple[int, int, int], tuple[LawBase, Tables]] = {}


def _law(base: LawBase, as_of: Day, day: Day) -> Law:
    """The law of a pair of days; pairs between the same change points share their tables.

    Each base is kept beside its tables, so that its id cannot be given to another while they are kept.
    """
    if len(_TABLES) > _KEEP:
        _TABLES.clear()
    points = base.change_points
    key = (id(base), bisect.bisect_right(points, as_of), bisect.bisect_right(points, day))
    if key not in _TABLES:
        _TABLES[key] = (base, Tables(base, as_of, day))
    return Law(base, as_of, day, _TABLES[key][1])


@functools.cache
def shipped() -> LawBase:
    """The law base that comes with the program."""
    from goodoffices.law.reader import read_law

    return read_law(CORPUS, shipped_vocabulary())
