"""Expressions written out as functions: the same truths by the same steps as walking the tree."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from goodoffices.law.base import shipped as shipped_law
from goodoffices.law.compiled import OFTEN, Condition, compiled
from goodoffices.law.evaluate import ABSENT, Absent, Partly, Thing, decide
from goodoffices.law.expressions import And, Atom, Node, Not, Path, Value, atoms, for_kind, read_expression
from goodoffices.law.vocabulary import SCOPES, Term, Type, shipped
from goodoffices.values import Day, Money, Truth


class Drawn:
    """A thing whose terms get values by lot when they are first looked up; it notes what was looked up, and what was missed."""

    def __init__(self, seed: str, likely: Mapping[str, Sequence[Value]]) -> None:
        self.seed = seed
        self.likely = likely
        self.known: dict[str, Value | Absent | None] = {}
        self.missed: list[str] = []
        self.linked: dict[str, Drawn | Absent | None] = {}

    def value(self, short: str) -> Value | Absent | None:
        if short not in self.known:
            lot = random.Random(f"{self.seed} {short}")
            choice = lot.random()
            values = self.likely.get(short, (True, False))
            self.known[short] = None if choice < 0.2 else ABSENT if choice < 0.3 else lot.choice(values)
        return self.known[short]

    def link(self, short: str) -> Drawn | Absent | None:
        if short not in self.linked:
            choice = random.Random(f"{self.seed} link {short}").random()
            there = Drawn(f"{self.seed}.{short}", self.likely)
            self.linked[short] = None if choice < 0.3 else ABSENT if choice < 0.5 else there
        return self.linked[short]

    def miss(self, short: str) -> None:
        if short not in self.missed:
            self.missed.append(short)

    def looked(self) -> object:
        links = {short: it.looked() if isinstance(it, Drawn) else it for short, it in self.linked.items()}
        return list(self.known.items()), self.missed, links


class Lots:
    """A scene of drawn things, with a group of two in every scope that `some` and `every` can run over."""

    def __init__(self, seed: str, likely: Mapping[str, Sequence[Value]]) -> None:
        lot = random.Random(seed)
        self.drawn = {scope: Drawn(f"{seed} {scope}", likely) for scope in SCOPES}
        self.things: Mapping[str, Thing | Absent] = {
            scope: ABSENT if lot.random() < 0.15 else thing for scope, thing in self.drawn.items()
        }
        self.members = (
            None if lot.random() < 0.2 else [Drawn(f"{seed} member {n}", likely) for n in range(lot.choice((0, 2)))]
        )
        self.decided: dict[object, Truth] = {}

    def group(self, scope: str) -> Sequence[Thing] | None:
        return self.members

    def replace(self, scope: str, thing: Thing) -> Lots:
        twin = Lots.__new__(Lots)
        twin.drawn, twin.members, twin.decided = self.drawn, self.members, {}
        twin.things = {**self.things, scope: thing}
        return twin

    def looked(self) -> object:
        return [thing.looked() for thing in (*self.drawn.values(), *(self.members or ()))]


def likely_values(node: Node) -> dict[str, list[Value]]:
    """For each term of an expression, the values on which it turns, and others beside them."""
    found: dict[str, list[Value]] = {}
    for atom in atoms(node):
        if isinstance(atom, Atom):
            found.setdefault(atom.path.term.short, []).extend(_values(atom))
        elif atom.path.term.type is Type.NUMBER:
            found.setdefault(atom.path.term.short, [Decimal(1)])
    return found


def _values(atom: Atom) -> list[Value]:
    term, fixed = atom.path.term, atom.value
    words = sorted(fixed) if isinstance(fixed, frozenset) else [str(fixed)]
    if term.type is Type.TRUTH:
        return [True, False]
    if term.type is Type.NUMBER:
        return [Decimal(word) + step for word in words[:3] for step in (0, 1)]
    if term.type is Type.MONEY and isinstance(fixed, Money):
        return [Money(fixed.amount + 1, fixed.currency), fixed, Money(Decimal(1), "XAU")]
    if term.type is Type.DAY and isinstance(fixed, Day):
        return [fixed, Day(1999, 1, 1), Day(2999, 1, 1)]
    if term.type in (Type.WORDS, Type.COUNTRIES, Type.TEXTS):
        return [
            frozenset(words),
            frozenset(words[:1]),
            frozenset({"other"}),
            Partly(["other"], words[:1]),
            Partly([], ["other"]),
        ]
    return [words[0], words[-1], "other"]


def rules() -> list[tuple[str, Node]]:
    kinds = ("", "travel", "export", "payment", "service")
    found = {}
    for rule in shipped_law().rules.values():
        for version in rule.versions:
            for kind in kinds:
                node = for_kind(version.when.node, kind) if kind else version.when.node
                found[node] = rule.id
    return [(name, node) for node, name in found.items()]


def test_every_rule_written_out_finds_and_looks_up_what_the_walk_does() -> None:
    differing = []
    for name, node in rules():
        check, likely = compiled(node), likely_values(node)
        for n in range(12):
            walked, run = Lots(f"{name} {n}", likely), Lots(f"{name} {n}", likely)
            same = decide(node, walked) is check(run) and walked.looked() == run.looked()
            if not same:
                differing.append((name, n))
    assert differing == []


def test_a_condition_used_often_decides_as_before() -> None:
    node = read_expression(
        "actor.us_person and (known(act.us_nexus) and act.us_nexus or relief in act.purposes)", shipped()
    )
    condition, likely = Condition(node), likely_values(node)
    walk = condition.check
    for n in range(3 * OFTEN):
        assert condition.check(Lots(str(n), likely)) is decide(node, Lots(str(n), likely))
    assert condition.check is not walk


def test_what_is_nested_too_deep_to_write_out_is_decided_all_the_same() -> None:
    node = read_expression("actor.us_person", shipped())
    for _ in range(150):
        node = Not(And((node, read_expression("act.gift_parcel", shipped()))))
    with pytest.raises((SyntaxError, RecursionError, MemoryError)):
        compiled(node)
    condition = Condition(node)
    assert {condition.check(Lots("1", {})) for _ in range(OFTEN + 2)} == {decide(node, Lots("1", {}))}


@pytest.mark.parametrize("parts", [2, 150])
def test_a_list_of_any_length_can_be_written_out(parts: int) -> None:
    text = " or ".join(
        f"(act.amount >= '{n} USD' and not (actor.us_person or item.hs_chapter == {n}))" for n in range(parts)
    )
    node = read_expression(text, shipped())
    likely = likely_values(node)
    for n in range(50):
        assert compiled(node)(Lots(str(n), likely)) is decide(node, Lots(str(n), likely))


def test_names_are_quoted_when_an_expression_is_written_out() -> None:
    place = shipped().terms["act.purposes"].place
    odd = Term("act.it's", "act", Type.TRUTH, "", "", "", "", (), "", frozenset(), False, None, "", place)
    node = Atom(Path("act", (), odd), "is", True)
    likely: dict[str, list[Value]] = {}
    assert compiled(node)(Lots("1", likely)) is decide(node, Lots("1", likely))
