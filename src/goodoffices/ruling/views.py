"""A party, act or item as the law of a day sees it: what each term is worth there, and where that value came from.

A term's value comes from, in this order: the act's `facts`, the plan's own field, what can be worked out from other fields, the goods
catalogue, the definition in the law, and the vocabulary's default (then an assumption). Otherwise it is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

from goodoffices.law.base import Law
from goodoffices.law.evaluate import ABSENT, Absent, Scene
from goodoffices.law.expressions import ExpressionError, Value, typed
from goodoffices.law.vocabulary import Term, Type
from goodoffices.plan.model import Act, Field, Item, Party, Plan
from goodoffices.ruling.model import Assumption

Origin = Literal["facts", "plan", "catalogue", "worked out", "law", "assumed", "unknown"]
"""Where a term's value came from."""


class Worth(NamedTuple):
    """A term's value and where it came from."""

    value: Value | Absent | None
    origin: Origin
    note: str = ""


CATALOGUED = frozenset(
    f"item.{short}" for short in ("food", "medicine", "medical_device", "luxury", "informational", "hs", "eccn")
)
"""The terms of an item that the goods catalogue may know."""

_SETS = (Type.WORDS, Type.COUNTRIES, Type.TEXTS)

UNKNOWN = Worth(None, "unknown")
NOTHING_THERE = Worth(ABSENT, "plan")
BY_LAW = Worth(True, "law")
NOT_BY_LAW = Worth(False, "law")


class ActContext(Protocol):
    """What a view may ask of the act that it stands in."""

    @property
    def act(self) -> Act:
        """The act itself."""

    @property
    def view(self) -> View:
        """The act as a view."""

    @property
    def actor(self) -> View:
        """The party that acts."""

    @property
    def travellers(self) -> Sequence[View]:
        """Those who travel."""

    @property
    def guests(self) -> Sequence[View]:
        """Those who are invited."""

    @property
    def items(self) -> Sequence[View]:
        """The goods."""

    def party(self, ident: str) -> View | None:
        """The view of a party of the plan, or None where there is no such party."""

    def scopes_of(self, view: View) -> Sequence[str]:
        """The scopes in which a view stands."""

    def answer(self, regime: str) -> Mapping[str, int]:
        """Another regime's answer by item (`""` for the rest of the act), as a rank into `DECIDED`; -1 while it is open."""


class Context(Protocol):
    """What a view may ask of the plan and the law."""

    @property
    def plan(self) -> Plan:
        """The whole plan."""

    @property
    def law(self) -> Law:
        """The law of a day."""

    def act(self, ident: str) -> ActContext:
        """One act of the plan."""

    def alone(self, view: View) -> Scene:
        """The scene in which a definition looks at one thing."""

    def work_out(self, term: Term, view: View) -> Worth | None:
        """A term's value from other fields, or None where there is nothing to work it out from."""

    def follow(self, short: str, view: View) -> View | Absent | None:
        """The thing at the end of a link."""

    def classify(self, view: View, term: Term) -> Worth | None:
        """What the goods catalogue says of an item's term, or None."""


class View:
    """A party, act or item as the law of a day sees it; values are worked out once and kept."""

    __slots__ = (
        "_definitions",
        "_facts",
        "_kind",
        "_known",
        "_taken",
        "_terms",
        "act",
        "assumptions",
        "ident",
        "known",
        "label",
        "law",
        "missed",
        "said",
        "source",
        "thing",
        "world",
    )

    def __init__(
        self,
        world: Context,
        thing: str,
        source: Party | Act | Item | None,
        ident: str,
        label: str,
        act: ActContext | None,
    ) -> None:
        self.world = world
        self.law = world.law
        self.thing = thing
        self.source = source
        self.ident = ident
        self.label = label
        self.act = act
        self.known: dict[str, Value | Absent | None] = {}
        self.said: dict[str, str] = {}
        self.missed: dict[str, None] = {}
        self.assumptions: dict[str, Assumption] = {}
        self._known: dict[str, Worth] = {}
        self._taken: dict[str, Worth] = {}
        self._terms = world.law.base.vocabulary.by_thing[thing]
        self._kind = source.kind if isinstance(source, Act) else ""
        self._definitions = world.law.tables.definitions
        self._facts = act if act is not None and act.act.facts else None

    def remember_with(self, twin: View) -> None:
        """Share what was worked out with a twin: the same thing, of which the two acts say nothing that differs."""
        self.known, self.said, self.missed, self.assumptions = twin.known, twin.said, twin.missed, twin.assumptions
        self._known, self._taken = twin._known, twin._taken

    def supposing(self, short: str, value: Value) -> View:
        """The same thing, as it would be if one term were worth this; what is then taken for granted or missed is told of the thing itself."""
        other = View(self.world, self.thing, self.source, self.ident, self.label, self.act)
        other.missed, other._taken = self.missed, self._taken
        other.known[short] = value
        return other

    def value(self, short: str) -> Value | Absent | None:
        """What a term is worth here; None where nobody has said."""
        known = self.known
        if short in known:
            return known[short]
        worths = self._known
        found = known[short] = (worths[short] if short in worths else self._look_up(short)).value
        return found

    def taken(self) -> Iterator[tuple[Term, Worth]]:
        """The terms that were looked at here, rest on something that the plan does not say, and are among no `assumptions` yet."""
        if len(self._taken) > len(self.assumptions):
            for short, worth in self._taken.items():
                if short not in self.assumptions:
                    yield self._terms[short], worth

    def left_aside(self) -> Iterator[Term]:
        """The terms that nobody has said here, and without which rules went on that apply only to those who say them."""
        for short in self.missed:
            yield self._terms[short]

    def miss(self, short: str) -> None:
        """Note that nobody has said what a term is worth here, and that a rule went on without it."""
        self.missed[short] = None

    def worth(self, short: str) -> Worth:
        """A term's value with its origin."""
        return self._known[short] if short in self._known else self._look_up(short)

    def _look_up(self, short: str) -> Worth:
        found = self._known[short] = self._find(self._terms[short])
        if found.note and found.origin in ("catalogue", "assumed"):
            self._taken[short] = found
        return found

    def _find(self, term: Term) -> Worth:
        source = self.source
        if term.kinds and self._kind not in term.kinds:
            return NOTHING_THERE
        if self._facts is not None:
            fact = self._fact(term, self._facts)
            if fact is not None:
                return Worth(fact, "facts")
        if source is None:
            return self._defined(term) if term.name in self._definitions else UNKNOWN
        if term.derived:
            worked = self.world.work_out(term, self)
            if worked is not None:
                return worked
        elif term.field in source.fields:
            return Worth(_convert(term, source.fields[term.field]), "plan")
        if self.thing == "item" and term.name in CATALOGUED:
            catalogued = self.world.classify(self, term)
            if catalogued is not None:
                return catalogued
        return self._defined(term)

    def _fact(self, term: Term, act: ActContext) -> Value | None:
        facts = act.act.facts
        keys = [f"{self.ident}.{term.short}", *(f"{s}.{term.short}" for s in act.scopes_of(self)), term.name]
        if self.thing == "act":
            keys.append(term.short)
        for key in keys:
            if key in facts:
                return _stated(term, facts[key])
        return None

    def _defined(self, term: Term) -> Worth:
        live = self._definitions.get(term.name)
        if live is not None:
            truth = live.reaches(self.world.alone(self))
            if truth is not None:
                return BY_LAW if truth else NOT_BY_LAW
        if term.default is not None:
            return Worth(_default(term.default), "assumed", term.assume.replace("{subject}", self.label))
        return UNKNOWN

    def link(self, short: str) -> View | Absent | None:
        """The thing that a link term leads to."""
        if self.source is None:
            return None
        found = self.world.follow(short, self)
        if found is ABSENT:
            # Where nobody stands there only by default, the ruling has to tell that it took so.
            self.worth(short)
        return found

    def __repr__(self) -> str:
        return f"<{self.thing} {self.ident}>"


def _default(given: bool | str | tuple[()]) -> Value | Absent:
    """A default of the vocabulary: `none` is nothing there, an empty list an empty set."""
    if isinstance(given, tuple):
        return frozenset()
    return ABSENT if given == "none" else given


def _convert(term: Term, value: Field) -> Value:
    """A plan's field, which its reader has checked, as a value of the term's type."""
    if isinstance(value, tuple):
        return frozenset(value)
    if term.type in _SETS:
        return frozenset({str(value)})
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return value


def _stated(term: Term, value: Field) -> Value:
    """A word from an act's `facts`, whose reader does not know the vocabulary, as a value of the term's type."""
    if isinstance(value, str) and term.type not in _SETS:
        if term.type is Type.TRUTH and value in ("true", "false"):
            return value == "true"
        try:
            return typed(term, value) if term.type not in (Type.PARTY, Type.ACT) else value
        except ExpressionError:
            return value
    return _convert(term, value)
