"""The language of `when`: what it reads, what it refuses, and Kleene's logic."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.law.evaluate import ABSENT, Absent, Thing, decide
from goodoffices.law.expressions import Constant, ExpressionError, Value, for_kind, read_expression, scopes
from goodoffices.law.vocabulary import shipped
from goodoffices.values import Day, Truth, read_money

KINDS = frozenset(shipped().terms["act.kind"].values)


class Fixed:
    """A thing with fixed values; whatever is not given is unknown."""

    def __init__(self, **values: Value | Absent | None) -> None:
        self.values = values
        self.known: Mapping[str, Value | Absent | None] = {}

    def value(self, short: str) -> Value | Absent | None:
        return self.values.get(short)

    def link(self, short: str) -> Absent | None:
        return None

    def miss(self, short: str) -> None:
        self.missed = [*getattr(self, "missed", []), short]


class Scenery:
    """A scene of fixed things."""

    def __init__(self, **things: Fixed) -> None:
        self.things: Mapping[str, Thing | Absent] = {
            scope: things.get(scope, ABSENT) for scope in ("act", "actor", "counterpart", "item", "bank")
        }
        self.banks: list[Fixed] | None = None
        self.decided: dict[object, Truth] = {}

    def group(self, scope: str) -> list[Fixed] | None:
        return self.banks

    def replace(self, scope: str, thing: Thing) -> Scenery:
        twin = Scenery()
        twin.things = {**self.things, scope: thing}
        return twin


def truth(text: str, scene: Scenery) -> Truth:
    return decide(read_expression(text, shipped()), scene)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("actor.us_persn", "us_person"),
        ("actr.us_person", "actor"),
        ("relef in act.purposes", "relief"),
        ("act.amount >= '2020-01-01'", "money"),
        ("act.start >= '5000 USD'", "day"),
        ("act.purposes == relief", "set"),
        ("act.kind", "compare"),
        ("actor.us_person == true", "already"),
        ("actor.country < US", "no order"),
        ("__import__('os')", "calls"),
        ("actor.us_person and (", "brackets"),
        ("lambda: 1", "language"),
        ("some(act, actor.us_person)", "runs over"),
        ("party.country == XX", "country code"),
    ],
)
def test_a_wrong_expression_is_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(ExpressionError, match=hint):
        read_expression(text, shipped())


def test_unknown_stays_unknown_unless_the_other_side_decides() -> None:
    scene = Scenery(actor=Fixed(), act=Fixed(kind="export"))
    assert truth("actor.us_person and act.kind == export", scene) is None
    assert truth("actor.us_person and act.kind == travel", scene) is False
    assert truth("actor.us_person or act.kind == export", scene) is True
    assert truth("not actor.us_person", scene) is None


def test_bare_words_may_have_hyphens_and_be_keywords() -> None:
    scene = Scenery(counterpart=Fixed(listed=frozenset({"us-sdn"})), act=Fixed(kind="import"))
    assert truth("us-sdn in counterpart.listed", scene) is True
    assert truth("act.kind in {import, export}", scene) is True


def test_everything_about_what_is_not_there_is_false() -> None:
    assert truth("counterpart.blocked", Scenery()) is False
    assert truth("counterpart.country != KP", Scenery()) is False


def test_money_of_another_currency_is_unknown() -> None:
    scene = Scenery(act=Fixed(total_this_year=read_money("4000 EUR")))
    assert truth("act.total_this_year <= '5000 USD'", scene) is None


def test_days_and_chains_compare() -> None:
    scene = Scenery(act=Fixed(start=Day(2019, 8, 5)))
    assert truth("'2019-08-05' <= act.start < '2019-08-06'", scene) is True


def test_some_and_every_follow_kleene() -> None:
    scene = Scenery(act=Fixed())
    assert truth("some(bank, bank.us_person)", scene) is None
    scene.banks = [Fixed(us_person=False), Fixed()]
    assert truth("some(bank, bank.us_person)", scene) is None
    assert truth("every(bank, bank.us_person)", scene) is False
    scene.banks = [Fixed(us_person=False), Fixed(us_person=True)]
    assert truth("some(bank, bank.us_person)", scene) is True


def test_for_one_kind_what_the_kind_decides_is_decided() -> None:
    node = read_expression("(act.kind == travel or act.kind in {export, import}) and item.food", shipped())
    food = read_expression("item.food", shipped())
    assert {for_kind(node, kind) for kind in ("travel", "export", "import")} == {food}
    assert {for_kind(node, kind) for kind in KINDS - {"travel", "export", "import"}} == {Constant(False)}
    assert scopes(node) == {"item"}


def test_a_term_that_a_kind_cannot_have_is_false_for_it() -> None:
    node = read_expression("not act.by_post or act.entries == many", shipped())
    assert for_kind(node, "meeting") == Constant(True)
    assert for_kind(node, "travel") == Constant(True)
    assert for_kind(node, "export") == read_expression("not act.by_post", shipped())


_ATOMS = ["actor.us_person", "counterpart.blocked", "item.food", "act.us_nexus"]
_NODES = st.recursive(
    st.sampled_from(_ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        inner.map(lambda t: f"(not {t})"),
    ),
    max_leaves=8,
)
_VALUES = st.fixed_dictionaries({a: st.sampled_from([True, False, None]) for a in _ATOMS})


def _scene(values: dict[str, Truth]) -> Scenery:
    things: dict[str, dict[str, Truth]] = {}
    for name, value in values.items():
        scope, short = name.split(".")
        things.setdefault(scope, {})[short] = value
    return Scenery(**{scope: Fixed(**given) for scope, given in things.items()})


@given(_NODES, _VALUES, st.sampled_from(_ATOMS), st.booleans())
def test_a_new_fact_never_changes_a_decided_truth(text: str, values: dict[str, Truth], atom: str, answer: bool) -> None:
    before = truth(text, _scene(values))
    if before is not None and values[atom] is None:
        assert truth(text, _scene({**values, atom: answer})) is before


@given(_NODES, _VALUES)
def test_decided_truth_agrees_with_python(text: str, values: dict[str, Truth]) -> None:
    found = truth(text, _scene(values))
    if None not in values.values():
        for name, value in values.items():
            text = text.replace(name, str(value))
        assert found is eval(text)
