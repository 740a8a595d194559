"""Deciding an expression in a scene, by Kleene's logic.

What a scene is made of (plans, catalogues, lists) is not known here: a `Thing` only has to answer what a term is worth. Parts are looked
at from left to right, and no further than they have to be: what was looked up is told to the user as assumed, or as missing.
`goodoffices.law.compiled` writes the same logic out for expressions that are decided often; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Protocol

from goodoffices.law.expressions import And, Atom, Known, Node, Not, Or, Over, Path, Value
from goodoffices.law.vocabulary import Type
from goodoffices.values import Day, Money, Truth


class Absent:
    """Something that is not there, and the value of its terms; every comparison with it is false."""

    __slots__ = ()
    known: Mapping[str, Value | Absent | None] = MappingProxyType({})

    def value(self, short: str) -> Absent:
        """Nothing is there, whatever is asked."""
        return self

    def miss(self, short: str) -> None:
        """Nobody misses a word on what is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


class Partly(frozenset[str]):
    """A set of which only a part is known: what is in `open` may belong to it or not."""

    open: frozenset[str]

    def __new__(cls, known: Iterable[str], open: Iterable[str]) -> Partly:
        """The members known, and those that may be."""
        made = super().__new__(cls, known)
        made.open = frozenset(open)
        return made


class Thing(Protocol):
    """A party, act or item in a scene."""

    @property
    def known(self) -> Mapping[str, Value | Absent | None]:
        """The terms that were looked up before, with what they are worth."""

    def value(self, short: str) -> Value | Absent | None:
        """What a term is worth here; None where nobody has said."""

    def link(self, short: str) -> Thing | Absent | None:
        """The thing that a link term leads to."""

    def miss(self, short: str) -> None:
        """Note that nobody has said what a term is worth here, and that a rule went on without it."""


class Scene(Protocol):
    """Who and what stands in which scope."""

    things: Mapping[str, Thing | Absent]
    decided: dict[object, Truth]
    """What was found here of exceptions and groups, on which many rules turn."""

    def group(self, scope: str) -> Sequence[Thing] | None:
        """All things of a group, or None where the plan does not say."""

    def replace(self, scope: str, thing: Thing) -> Scene:
        """The same scene with another thing in one scope."""


Check = Callable[[Scene], Truth]


def decide(node: Node, scene: Scene) -> Truth:
    """The truth of an expression in a scene."""
    if isinstance(node, Atom):
        return atom(node, scene)
    if isinstance(node, (And, Or)):
        return _joined(node.parts, isinstance(node, Or), scene)
    if isinstance(node, Not):
        found = decide(node.body, scene)
        return None if found is None else not found
    if isinstance(node, Known):
        return known(node.path, scene)
    if isinstance(node, Over):
        return over(node, scene, lambda inner: decide(node.body, inner))
    return node.value


def atom(node: Atom, scene: Scene) -> Truth:
    """A term compared with a fixed value; false where the thing is not there."""
    thing: Thing | Absent | None = scene.things[node.path.scope]
    for link in node.path.links:
        if thing is None or isinstance(thing, Absent):
            break
        thing = thing.link(link)
    if thing is None or isinstance(thing, Absent):
        return None if thing is None else False
    value = thing.value(node.path.term.short)
    return None if value is None else False if isinstance(value, Absent) else compare(node, value)


def _joined(parts: tuple[Node, ...], deciding: bool, scene: Scene) -> Truth:
    """`or` where a true part decides, `and` where a false one does."""
    found: Truth = not deciding
    for part in parts:
        one = decide(part, scene)
        if one is deciding:
            return deciding
        if one is None:
            found = None
    return found


def known(path: Path, scene: Scene) -> bool:
    """Whether a term has a value. A rule that asks so goes on without it, which somebody has to be told."""
    thing: Thing | Absent = scene.things[path.scope]
    for link in path.links:
        found = thing if isinstance(thing, Absent) else thing.link(link)
        if found is None:
            thing.miss(link)
            return False
        thing = found
    if thing.value(path.term.short) is None:
        thing.miss(path.term.short)
        return False
    return True


def over(node: Over, scene: Scene, body: Check) -> Truth:
    """`some` or `every` over a group: unknown where the plan does not say who belongs to it."""
    members = scene.group(node.scope)
    if members is None:
        return None
    found: Truth = node.every
    for member in members:
        one = body(scene.replace(node.scope, member))
        if one is None:
            found = None
        elif one is not node.every:
            return one
    return found


def compare(node: Atom, value: Value) -> Truth:
    """A term's value compared with the atom's own; unknown where the two cannot be, as money of two currencies."""
    op, fixed, type = node.op, node.value, node.path.term.type
    if op == "is":
        return value is True
    if op in _ORDERS:
        order = _order(value, fixed)
        return None if order is None else order in _ORDERS[op]
    if type is Type.MONEY:
        order = _order(value, fixed)
        return None if order is None else (order == 0) is (op == "==")
    if type is Type.TEXT:
        members = {word.casefold() for word in fixed} if isinstance(fixed, frozenset) else {str(fixed).casefold()}
        return (str(value).casefold() in members) is (op in ("==", "in"))
    if op in ("has", "&", "<="):
        wanted = fixed if isinstance(fixed, frozenset) else frozenset({str(fixed)})
        return isinstance(value, frozenset) and _sets(op, value, wanted)
    if isinstance(fixed, frozenset):
        return (str(value) in fixed) is (op == "in")
    return (value == fixed) is (op == "==")


_ORDERS: Final[Mapping[str, tuple[int, ...]]] = {"<": (-1,), "le": (-1, 0), ">": (1,), ">=": (0, 1)}


def _sets(op: str, value: frozenset[str], fixed: frozenset[str]) -> Truth:
    """A set compared: `<=` where nothing else is in it, `has` and `&` where something is in both."""
    if op == "<=":
        return value <= fixed and _within(value, fixed)
    return not fixed.isdisjoint(value) or _open(value, fixed)


def _open(value: frozenset[str], fixed: frozenset[str]) -> Truth:
    """Of a set that holds none of these: unknown where it may hold one after all."""
    return None if isinstance(value, Partly) and not fixed.isdisjoint(value.open) else False


def _within(value: frozenset[str], fixed: frozenset[str]) -> Truth:
    return None if isinstance(value, Partly) and not value.open <= fixed else True


def _order(value: Value, fixed: Value) -> int | None:
    """-1, 0 or 1; None where the two cannot be compared, as money of two currencies."""
    if isinstance(value, Money) and isinstance(fixed, Money):
        if value.currency != fixed.currency:
            return None
        return (value.amount > fixed.amount) - (value.amount < fixed.amount)
    if isinstance(value, Decimal) and isinstance(fixed, Decimal):
        return (value > fixed) - (value < fixed)
    if isinstance(value, Day) and isinstance(fixed, Day):
        return (value > fixed) - (value < fixed)
    return None
