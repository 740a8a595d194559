"""The whole proof of a ruling: every rule tried on every act, with each term's value and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.law.base import Law, Live
from goodoffices.law.evaluate import Absent
from goodoffices.law.expressions import atoms
from goodoffices.law.rules import REGIMES, Effect
from goodoffices.plan.model import Plan
from goodoffices.ruling.acts import days_of
from goodoffices.ruling.decide import decider_of, world_of
from goodoffices.ruling.reasons import shown
from goodoffices.ruling.situations import Binding
from goodoffices.ruling.views import View
from goodoffices.values import Truth


@dataclass(frozen=True, slots=True)
class Looked:
    """A term that a rule looked at, with its value and where that came from."""

    term: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule tried in a scene; `lifts` names the prohibition that it was tried against, if any."""

    act: str
    regime: str
    id: str
    cite: str
    effect: str
    truth: Truth
    when: str
    lifts: str
    looked: tuple[Looked, ...]


def proof(plan: Plan, law: Law) -> Iterator[Tried]:
    """Every rule that could reach an act of its kind, whether it did or not, with what it looked at."""
    for act in plan.acts:
        at = law.at(days_of(act, law)[0])
        decider = decider_of(world_of(plan, at).act(act.id))
        for regime in REGIMES:
            for trial in at.tables.trials(act.kind, regime):
                live = trial.live
                for binding in decider.distinct(live.scopes):
                    truth = trial.reach.check(binding)
                    yield _tried(act.id, regime, live, binding, truth, "")
                    if live.rule.effect is Effect.PROHIBITS and truth is not False:
                        for lifter, reach in trial.lifters:
                            lifted = reach.check(binding)
                            yield _tried(act.id, regime, lifter, binding, lifted, live.rule.id)


def _tried(act: str, regime: str, live: Live, binding: Binding, truth: Truth, lifts: str) -> Tried:
    looked: dict[str, Looked] = {}
    for atom in atoms(live.version.when.node):
        thing = binding.things.get(atom.path.scope)
        for link in atom.path.links:
            thing = thing.link(link) if isinstance(thing, View) else None
        if isinstance(thing, View):
            worth = thing.worth(atom.path.term.short)
            value = (
                "unknown"
                if worth.value is None
                else "nothing there"
                if isinstance(worth.value, Absent)
                else shown(worth.value)
            )
            looked.setdefault(str(atom.path), Looked(f"{atom.path} of {thing.label}", value, worth.origin))
    when = " ".join(live.version.when.text.split())
    return Tried(
        act, regime, live.rule.id, live.version.cite, live.rule.effect.value, truth, when, lifts, tuple(looked.values())
    )
