"""Deciding an expression in a scene, by Kleene's logic.

An expression is turned once into nested closures; deciding it is then a walk without any parsing. What a scene is made of
(plans, catalogues, lists) is not known here: a `Thing` only has to answer what a term is worth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Protocol

from goodoffices.law.expressions import And, Atom, Constant, Known, Node, Not, Or, Over, Path, Value
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
    decided: dict[int, Truth]
    """What was found here of parts that many rules share."""

    def group(self, scope: str) -> Sequence[Thing] | None:
        """All things of a group, or None where the plan does not say."""

    def replace(self, scope: str, thing: Thing) -> Scene:
        """The same scene with another thing in one scope."""


Check = Callable[[Scene], Truth]
Test = Callable[[Value], Truth]


def compile_node(node: Node) -> Check:
    """A function that decides the expression in any scene."""
    if isinstance(node, Constant):
        value = node.value
        return lambda scene: value
    if isinstance(node, Atom):
        return _atom(node)
    if isinstance(node, Known):
        return _known(node.path)
    if isinstance(node, Not):
        return _not(compile_node(node.body))
    if isinstance(node, And):
        return _and(tuple(check_part(part) for part in node.parts))
    if isinstance(node, Or):
        return _or(tuple(compile_node(part) for part in node.parts))
    return _over(node)


_PARTS: dict[Node, Check] = {}


def check_part(node: Node) -> Check:
    """Decides a part of an expression. Parts of several atoms recur from rule to rule, and are decided once in each scene."""
    if isinstance(node, (Constant, Atom, Known)):
        return compile_node(node)
    if node not in _PARTS:
        _PARTS[node] = _once(compile_node(node), len(_PARTS))
    return _PARTS[node]


def _once(whole: Check, number: int) -> Check:
    def check(scene: Scene) -> Truth:
        decided = scene.decided
        if number in decided:
            return decided[number]
        found = decided[number] = whole(scene)
        return found

    return check


def _not(body: Check) -> Check:
    def check(scene: Scene) -> Truth:
        found = body(scene)
        return None if found is None else not found

    return check


def _and(parts: tuple[Check, ...]) -> Check:
    def check(scene: Scene) -> Truth:
        found: Truth = True
        for part in parts:
            one = part(scene)
            if one is False:
                return False
            if one is None:
                found = None
        return found

    return check


def _or(parts: tuple[Check, ...]) -> Check:
    def check(scene: Scene) -> Truth:
        found: Truth = False
        for part in parts:
            one = part(scene)
            if one is True:
                return True
            if one is None:
                found = None
        return found

    return check


def _over(node: Over) -> Check:
    body, scope, every = compile_node(node.body), node.scope, node.every

    def check(scene: Scene) -> Truth:
        members = scene.group(scope)
        if members is None:
            return None
        found: Truth = every
        for member in members:
            one = body(scene.replace(scope, member))
            if one is None:
                found = None
            elif one is not every:
                return one
        return found

    return check


def _known(path: Path) -> Check:
    """Whether a term has a value. A rule that asks so goes on without it, which somebody has to be told."""
    scope, links, short = path.scope, path.links, path.term.short

    def check(scene: Scene) -> Truth:
        thing: Thing | Absent = scene.things[scope]
        for link in links:
            found = thing if isinstance(thing, Absent) else thing.link(link)
            if found is None:
                thing.miss(link)
                return False
            thing = found
        if thing.value(short) is None:
            thing.miss(short)
            return False
        return True

    return check


def _reader(path: Path) -> Callable[[Scene], Value | Absent | None]:
    scope, links, short = path.scope, path.links, path.term.short

    def plain(scene: Scene) -> Value | Absent | None:
        thing = scene.things[scope]
        return thing if isinstance(thing, Absent) else thing.value(short)

    def linked(scene: Scene) -> Value | Absent | None:
        thing: Thing | Absent | None = scene.things[scope]
        for link in links:
            if thing is None or isinstance(thing, Absent):
                return thing
            thing = thing.link(link)
        return thing if thing is None or isinstance(thing, Absent) else thing.value(short)

    return linked if links else plain


def _atom(node: Atom) -> Check:
    test = test_of(node)
    if not node.path.links:
        return _plain(node.path.scope, node.path.term.short, test)
    read = _reader(node.path)

    def check(scene: Scene) -> Truth:
        value = read(scene)
        return None if value is None else False if isinstance(value, Absent) else test(value)

    return check


def _plain(scope: str, short: str, test: Test) -> Check:
    """An atom without links, which most are: written out, since everything else is made of it."""

    def check(scene: Scene) -> Truth:
        thing = scene.things[scope]
        value = thing.known[short] if short in thing.known else thing.value(short)
        if value is None:
            return None
        return False if value is ABSENT else test(value)  # type: ignore[arg-type]  # ABSENT is the only Absent

    return check


def test_of(node: Atom) -> Test:
    """The comparison of an atom, as a function of the term's value."""
    op, fixed = node.op, node.value
    if op == "is":
        return lambda value: bool(value)
    if op in ("<", "le", ">", ">="):
        return _ordered(op, fixed)
    if node.path.term.type is Type.MONEY:
        return _same_money(fixed, op == "==")
    if node.path.term.type is Type.TEXT:
        return _text(op, fixed)
    if isinstance(fixed, frozenset):
        return _set(op, fixed)
    if op == "has":
        return lambda value: isinstance(value, frozenset) and (fixed in value or _open(value, frozenset({str(fixed)})))
    if op == "==":
        return lambda value: value == fixed
    return lambda value: value != fixed


def _set(op: str, fixed: frozenset[str]) -> Test:
    if op == "&":
        return lambda value: isinstance(value, frozenset) and (not fixed.isdisjoint(value) or _open(value, fixed))
    if op == "<=":
        return lambda value: isinstance(value, frozenset) and value <= fixed and _within(value, fixed)
    if op == "in":
        return lambda value: str(value) in fixed
    return lambda value: str(value) not in fixed


def _open(value: frozenset[str], fixed: frozenset[str]) -> Truth:
    """Of a set that holds none of these: unknown where it may hold one after all."""
    return None if isinstance(value, Partly) and not fixed.isdisjoint(value.open) else False


def _within(value: frozenset[str], fixed: frozenset[str]) -> Truth:
    return None if isinstance(value, Partly) and not value.open <= fixed else True


def _text(op: str, fixed: Value) -> Test:
    members = {m.casefold() for m in fixed} if isinstance(fixed, frozenset) else {str(fixed).casefold()}
    wanted = op in ("==", "in")
    return lambda value: (str(value).casefold() in members) is wanted


def _same_money(fixed: Value, wanted: bool) -> Test:
    def test(value: Value) -> Truth:
        if not isinstance(value, Money) or not isinstance(fixed, Money) or value.currency != fixed.currency:
            return None
        return (value.amount == fixed.amount) is wanted

    return test


def _ordered(op: str, fixed: Value) -> Test:
    def test(value: Value) -> Truth:
        order = _compare(value, fixed)
        if order is None:
            return None
        return {"<": order < 0, "le": order <= 0, ">": order > 0, ">=": order >= 0}[op]

    return test


def _compare(value: Value, fixed: Value) -> int | None:
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
