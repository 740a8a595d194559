"""The decision: for each act, subject and regime, the prohibitions that reach it and the lightest thing that lifts each.

Nothing here knows any law or presents anything. The result is outcomes with intervals of statuses; unknown facts widen them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from goodoffices.law.base import Law, Live, Trial
from goodoffices.law.rules import OUTLOOKS, REGIMES, Effect
from goodoffices.plan.model import Act, Holding, Item, Plan
from goodoffices.ruling.held import holdings, runs
from goodoffices.ruling.reasons import Said, say_why
from goodoffices.ruling.situations import ActWorld, Binding, World
from goodoffices.ruling.views import View
from goodoffices.values import Interval, Truth

CLEAR, CONDITIONS, PERMISSION, BARRED = range(4)
_INTERVALS = tuple(tuple(Interval(low, high) for high in range(4)) for low in range(4))
_OF_EFFECT = {Effect.EXEMPTS: CLEAR, Effect.AUTHORISES: CONDITIONS, Effect.ON_APPLICATION: PERMISSION}


class Lift(NamedTuple):
    """A rule that lifts a prohibition here, perhaps: its truth, and the status to which it leads."""

    live: Live
    truth: Truth
    rank: int
    holding: Holding | None = None


@dataclass(eq=False, slots=True)
class Outcome:
    """One rule tried in one scene: a prohibition with what lifts it, or a duty, or a warning.

    `best` is the lightest lift that is certain.
    """

    live: Live
    truth: Truth
    interval: Interval
    lifts: tuple[Lift, ...]
    best: Lift | None
    binding: Binding

    def say_why(self, said: Said) -> None:
        """Add the facts, in words, on which the rule, where it certainly reaches, and the best lift rest."""
        if self.truth is True:
            say_why(self.live, self.binding, said)
        if self.best is not None:
            say_why(self.best.live, self.binding, said)

    @property
    def subject(self) -> str:
        """The party id or `item:NAME` whom the finding is about."""
        things = self.binding.things
        for scope in self.live.subjects:
            thing = things[scope]
            if isinstance(thing, View):
                return thing.ident
        thing = things["actor"]
        return thing.ident if isinstance(thing, View) else "?"


def outlook_of(live: Live, binding: Binding) -> str:
    """How an application under a rule is likely to go here: the first line of its policy that applies.

    Where a worse line may apply before it, nobody is promised more than a decision case by case.
    """
    doubted = False
    for line in live.version.outlook:
        applies = True if line.when is None else line.when.check(binding)
        if applies is True:
            return "case-by-case" if doubted and line.word == "favourable" else line.word
        doubted = doubted or (applies is None and line.word != "favourable")
    return "case-by-case" if live.rule.effect is Effect.ON_APPLICATION else ""


def _best(lifts: Iterable[Lift], binding: Binding) -> Lift | None:
    """The lightest lift that is certain; among permissions of equal weight the one with the better prospect."""
    certain = [lift for lift in lifts if lift.truth is True]
    if len(certain) < 2:
        return certain[0] if certain else None
    return min(certain, key=lambda lift: (lift.rank, _prospect(lift, binding)))


def _prospect(lift: Lift, binding: Binding) -> int:
    word = outlook_of(lift.live, binding)
    return OUTLOOKS.index(word) if word in OUTLOOKS else 0


class Decider:
    """Tries the rules of a regime on one act, each once for every combination of those on whom it and what lifts it depend."""

    def __init__(self, world: ActWorld) -> None:
        self.world = world
        self.tables = world.world.law.tables
        self.bindings = list(world.bindings())
        self.several = len(self.bindings) > 1
        self.holdings = holdings(world)
        self._outcomes: dict[str, list[Outcome]] = {}
        self._distinct: dict[frozenset[str], list[Binding]] = {}

    def distinct(self, scopes: frozenset[str]) -> list[Binding]:
        """One scene for each choice of who and what stands in these scopes."""
        found = self._distinct.get(scopes)
        if found is None:
            first: dict[tuple[str, ...], Binding] = {}
            for binding in self.bindings:
                first.setdefault(binding.key(scopes), binding)
            found = self._distinct[scopes] = list(first.values())
        return found

    def outcomes(self, regime: str) -> list[Outcome]:
        """Every rule of a regime that reaches the act, or may."""
        if regime not in self._outcomes:
            self._outcomes[regime] = self._tried(regime)
        return self._outcomes[regime]

    def _tried(self, regime: str) -> list[Outcome]:
        found: list[Outcome] = []
        several, bindings, made = self.several, self.bindings, self._distinct
        for trial in self.tables.trials(self.world.act.kind, regime):
            if several:
                bindings = made.get(trial.scopes) or self.distinct(trial.scopes)
            check = trial.reach.check
            for binding in bindings:
                truth = check(binding)
                # A warning that may not apply is not given: only what reaches the act is worth a reader's time.
                if truth is not False and (truth or not trial.live.warns):
                    found.append(self._outcome(trial, truth, binding))
        return found

    def _outcome(self, trial: Trial, truth: Truth, binding: Binding) -> Outcome:
        live = trial.live
        if not live.prohibits:
            high = CONDITIONS if live.rule.effect is Effect.REQUIRES else CLEAR
            return Outcome(live, truth, _INTERVALS[high if truth else CLEAR][high], (), None, binding)
        if not trial.lifters:
            return Outcome(live, truth, _INTERVALS[BARRED if truth else CLEAR][BARRED], (), None, binding)
        lifts = self._lifts(trial, binding)
        low = high = BARRED
        for _, lifted, rank, _ in lifts:
            low = min(low, rank)
            high = min(high, rank) if lifted is True else high
        return Outcome(live, truth, _INTERVALS[low if truth else CLEAR][high], lifts, _best(lifts, binding), binding)

    def _lifts(self, trial: Trial, binding: Binding) -> tuple[Lift, ...]:
        """What lifts a prohibition here, or may, the lightest first."""
        found: list[Lift] = []
        least = BARRED
        for live, reach in trial.lifters:
            rank = _OF_EFFECT[live.rule.effect]
            if rank > least:
                # What lifts on heavier terms than something certain changes nothing.
                break
            truth = reach.check(binding)
            if truth is not False:
                holding = held(live, binding) if self.holdings and rank == PERMISSION else None
                rank = CONDITIONS if holding else rank
                least = min(least, rank) if truth else least
                found.append(Lift(live, truth, rank, holding))
        return tuple(found)


def held(live: Live, binding: Binding) -> Holding | None:
    """The permission in hand that an on-application rule asks for, where it covers this subject and runs."""
    world = binding.act_world
    act = world.act
    for holding in holdings(world):
        wanted = holding.permission == live.rule.permission and holding.state == "granted"
        running = wanted and runs(holding, act, world.world.law.as_of)
        if running and _covers(holding, act, binding) and _entries(holding, act):
            return holding
    return None


def _covers(holding: Holding, act: Act, binding: Binding) -> bool:
    if not holding.covers:
        return holding in act.holds or _stands_on_subject(holding, binding)
    if act.id in holding.covers:
        return True
    names = {thing.ident.removeprefix("item:") for thing in binding.chosen.values()}
    # What covers pumps covers each of several items of that name.
    names |= {thing.source.name for thing in binding.chosen.values() if isinstance(thing.source, Item)}
    return bool(names & set(holding.covers))


def _stands_on_subject(holding: Holding, binding: Binding) -> bool:
    for scope in ("traveller", "guest", "actor"):
        thing = binding.things[scope]
        if isinstance(thing, View):
            return thing.source is not None and holding in getattr(thing.source, "holds", ())
    return False


def _entries(holding: Holding, act: Act) -> bool:
    return not (holding.entries == "one" and act.fields.get("entries") == "many")


def decider_of(world: ActWorld) -> Decider:
    """The one decider of an act, made when it is first asked for."""
    if not isinstance(world.decider, Decider):
        world.decider = Decider(world)
    return world.decider


def all_outcomes(world: ActWorld) -> Mapping[str, list[Outcome]]:
    """The outcomes of every regime that reaches an act."""
    decider = decider_of(world)
    found = {regime: decider.outcomes(regime) for regime in REGIMES}
    return {regime: outcomes for regime, outcomes in found.items() if outcomes}


def joined(outcomes: Iterable[Outcome]) -> Interval:
    """The interval of outcomes that hold together."""
    low = high = CLEAR
    for outcome in outcomes:
        its_low, its_high = outcome.interval
        low, high = its_low if its_low > low else low, its_high if its_high > high else high
    return _INTERVALS[low][high]


def regime_answers(world: ActWorld, regime: str) -> dict[str, int]:
    """A regime's answer by item (`""` for what is not about an item), as a rank, or -1 while it is open."""
    by_subject: dict[str, list[Outcome]] = {}
    for outcome in decider_of(world).outcomes(regime):
        subject = outcome.subject
        by_subject.setdefault(subject if subject.startswith("item:") else "", []).append(outcome)
    answers: dict[str, int] = {}
    for subject, outcomes in by_subject.items():
        interval = joined(outcomes)
        decided = interval.high <= 1 or interval.low >= 2
        answers[subject] = (interval.high if interval.high <= 1 else interval.low) if decided else -1
    return answers


def world_of(plan: Plan, law: Law) -> World:
    """A plan under the law of a day, ready to be ruled."""
    return World(plan, law, regime_answers)
