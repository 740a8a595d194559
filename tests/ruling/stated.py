"""The facts that a plan states, one by one, and the plan without each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from goodoffices.law.base import shipped
from goodoffices.law.vocabulary import Type
from goodoffices.plan.fields import ACTS, ITEM, PARTY
from goodoffices.plan.model import Act, Field, Item, Party, Plan
from goodoffices.ruling.model import Ruling

STRUCTURE = frozenset({"id", "kind", "who", "to", "with", "by", "guests", "workers", "from", "until"}) | {
    # These name further parties of the act, each a subject of findings of its own, as `to` and `with` do.
    *("for_benefit_of", "end_user", "venture", "made_with"),
}
"""Fields that make the plan what it is. Whatever else it says is a fact that it might have left out."""

_SAME = {"pays_for": {"incident_to"}}
"""Fields whose default the vocabulary has under another name."""


@dataclass(frozen=True)
class Stated:
    """A fact that a plan states, or might: its term, whose it is (by every name that an assumption may use), and the plan without it."""

    term: str
    of: tuple[str, ...]
    without: Plan = field(repr=False)

    def assumed_in(self, ruling: Ruling) -> bool:
        """Whether a ruling tells that it goes without this fact: by a default in its place, by leaving it aside, or by asking for it."""
        name = self.term.split(".", 1)[1]
        shorts = {name, *_SAME.get(name, ())}
        shorts |= {term.short for term in shipped().vocabulary.terms.values() if term.field == name}
        about = {assumption.about for assumption in ruling.assumptions}
        if self.term.startswith("facts.") and any(one.split(".", 1)[1] == name for one in ruling.unasked):
            return True
        asked = {question.term.rpartition("/")[2] for question in ruling.questions}
        if any(f"{one}.{name}" in {*ruling.left_aside, *asked} for one in self.of):
            return True
        if any(
            assumption.field == name and one in assumption.text for assumption in ruling.assumptions for one in self.of
        ):
            return True
        return any(f"{one}.{short}" in about for one in self.of for short in shorts)


@dataclass(frozen=True)
class Asked:
    """A question of truth that a plan might answer, with the plan as it is without an answer, with a yes and with a no."""

    fact: Stated
    yes: Plan = field(repr=False)
    no: Plan = field(repr=False)


def stated_facts(plan: Plan) -> Iterator[Stated]:
    """Every plain fact that a plan states, and the plan without it."""
    for party in plan.parties.values():
        for name in party.fields.keys() - {"id", "kind"}:
            yield Stated(
                f"party.{name}", (party.id, party.name), with_party(plan, replace(party, fields=_bar(party, name)))
            )
        of = (party.id, party.name)
        if party.listed is not None:
            yield Stated("party.listed", of, with_party(plan, replace(party, listed=None)))
        if party.been_in is not None:
            yield Stated("party.been_in", of, with_party(plan, replace(party, been_in=None)))
        if party.owned_by is not None:
            yield Stated("party.owned_by", of, with_party(plan, replace(party, owned_by=None)))
    for act in plan.acts:
        yield from _facts_of_act(plan, act)


def _facts_of_act(plan: Plan, act: Act) -> Iterator[Stated]:
    for name in act.fields.keys() - STRUCTURE:
        yield Stated(f"act.{name}", (act.id,), with_act(plan, replace(act, fields=_bar(act, name))))
    for key in act.facts:
        whose, _, short = key.rpartition(".")
        left = {k: v for k, v in act.facts.items() if k != key}
        yield Stated(f"facts.{short}", (act.id, whose), with_act(plan, replace(act, facts=left)))
    if act.calls is not None:
        yield Stated("act.calls", (act.id,), with_act(plan, replace(act, calls=None)))
    for index, item in enumerate(act.items or ()):
        of = (f"item:{item.name}", item.name)
        for name in item.fields.keys() - {"name"}:
            yield Stated(f"item.{name}", of, with_item(plan, act, index, replace(item, fields=_bar(item, name))))
        for name in item.specs:
            specs = {k: v for k, v in item.specs.items() if k != name}
            yield Stated(f"specs.{name}", of, with_item(plan, act, index, replace(item, specs=specs)))


def questions_of_truth(plan: Plan) -> Iterator[Asked]:
    """Every yes or no that a plan's fields, or an act's `facts`, could give."""
    for party in plan.parties.values():
        for name in _truths(PARTY):
            none, yes, no = (with_party(plan, replace(party, fields=f)) for f in _three(party, name))
            yield Asked(Stated(f"party.{name}", (party.id, party.name), none), yes, no)
    for act in plan.acts:
        for name in _truths(ACTS[act.kind]):
            none, yes, no = (with_act(plan, replace(act, fields=f)) for f in _three(act, name))
            yield Asked(Stated(f"act.{name}", (act.id,), none), yes, no)
        for index, item in enumerate(act.items or ()):
            for name in _truths(ITEM):
                none, yes, no = (with_item(plan, act, index, replace(item, fields=f)) for f in _three(item, name))
                yield Asked(Stated(f"item.{name}", (f"item:{item.name}", item.name), none), yes, no)
        for term in shipped().vocabulary.by_thing["act"].values():
            told = term.field in ("", "facts") and not term.derived and term.type is Type.TRUTH
            if told and (not term.kinds or act.kind in term.kinds):
                left: dict[str, Field] = {k: v for k, v in act.facts.items() if k.rpartition(".")[2] != term.short}
                none = with_act(plan, replace(act, facts=left))
                yes = with_act(plan, replace(act, facts={**left, term.short: True}))
                no = with_act(plan, replace(act, facts={**left, term.short: False}))
                yield Asked(Stated(f"facts.{term.short}", (act.id,), none), yes, no)


def _truths(table: object) -> list[str]:
    assert hasattr(table, "items")
    return [name for name, spec in table.items() if spec == "truth"]


def _three(thing: Party | Act | Item, name: str) -> tuple[dict[str, Field], dict[str, Field], dict[str, Field]]:
    none = _bar(thing, name)
    return none, {**none, name: True}, {**none, name: False}


def _bar(thing: Party | Act | Item, name: str) -> dict[str, Field]:
    return {key: value for key, value in thing.fields.items() if key != name}


def with_party(plan: Plan, party: Party) -> Plan:
    """The plan with a party in place of the one of its id."""
    return replace(plan, parties={**plan.parties, party.id: party})


def with_act(plan: Plan, act: Act) -> Plan:
    """The plan with an act in place of the one of its id."""
    return replace(plan, acts=tuple(act if one.id == act.id else one for one in plan.acts))


def with_item(plan: Plan, act: Act, index: int, item: Item) -> Plan:
    """The plan with an item in place of another."""
    items = tuple(item if at == index else one for at, one in enumerate(act.items or ()))
    return with_act(plan, replace(act, items=items))
