"""Two laws over one plan, or over many: what opens, what stays closed and by which rule, and what asking is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.law.base import Law
from goodoffices.law.rules import OUTLOOKS, REGIMES, LawBase
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import ActRuling, AppliedRule, Finding, PermissionNeeded, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.scenarios.amend import amended
from goodoffices.scenarios.reform import Reform
from goodoffices.values import Day, Status

CLOSED = (Status.PERMISSION, Status.BARRED)
"""The statuses in which nobody may begin without asking."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One regime's answer for one subject of an act, before and after; None where the regime does not reach it."""

    regime: str
    subject: str
    before: Finding | None
    after: Finding | None

    @property
    def step(self) -> int:
        """Below zero where it becomes lighter, above where heavier, zero where its status stays."""
        return _weight(self.after) - _weight(self.before)

    @property
    def prospect(self) -> int:
        """Below zero where the status stays and the permission becomes likelier, above where less likely."""
        if self.step or self.before is None or self.after is None or not (self.before.outlook and self.after.outlook):
            return 0
        return OUTLOOKS.index(self.after.outlook) - OUTLOOKS.index(self.before.outlook)


@dataclass(frozen=True, slots=True)
class ActChange:
    """An act before and after, with each of its findings, and the rules that still close it."""

    act: str
    kind: str
    before: Status
    after: Status
    findings: tuple[FindingChange, ...]
    still: tuple[AppliedRule, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """What a plan has to ask and file: permissions, days to allow for the slowest of them, and papers in all."""

    permissions: tuple[PermissionNeeded, ...]
    days: int
    papers: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan under the law as it is and as reforms would have it."""

    title: str
    reforms: tuple[Reform, ...]
    before: Ruling
    after: Ruling
    acts: tuple[ActChange, ...]

    @property
    def step(self) -> int:
        """Below zero where the plan as a whole becomes lighter, above where heavier."""
        return self.after.status.weight - self.before.status.weight

    @property
    def asking(self) -> tuple[Asking, Asking]:
        """What is to be asked and filed before, and after."""
        return _asking(self.before), _asking(self.after)


def compare(plan: Plan, base: LawBase, reforms: Sequence[Reform], day: Day) -> Comparison:
    """What reforms, applied from a day, make of a plan that is ruled on that day.

    Raises:
        InputError: a reform does not fit the law base.
    """
    before = rule(plan, Law.on(day, base))
    after = rule(plan, Law.on(day, amended(base, reforms, day)))
    acts = tuple(_act_change(one, other) for one, other in zip(before.acts, after.acts, strict=True))
    return Comparison(plan.title, tuple(reforms), before, after, acts)


def _act_change(before: ActRuling, after: ActRuling) -> ActChange:
    old = {(f.regime, f.subject): f for f in before.findings}
    new = {(f.regime, f.subject): f for f in after.findings}
    keys = sorted({*old, *new}, key=lambda key: (REGIMES.index(key[0]), key[1]))
    changes = tuple(FindingChange(*key, old.get(key), new.get(key)) for key in keys)
    closing = [r for f in after.findings if f.status in CLOSED for r in f.rules if r.effect == "prohibits"]
    return ActChange(before.act, before.kind, before.status, after.status, changes, tuple(dict.fromkeys(closing)))


def _weight(finding: Finding | None) -> int:
    return finding.status.weight if finding else Status.CLEAR.weight


def _asking(ruling: Ruling) -> Asking:
    days = max((needed.ask.lead_days or 0 for needed in ruling.permissions), default=0)
    return Asking(ruling.permissions, days, len(ruling.permissions) + len(ruling.deadlines))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many plans or acts a reform makes lighter, heavier, or leaves as they are."""

    lighter: int
    same: int
    heavier: int

    @property
    def all(self) -> int:
        """All that were counted."""
        return self.lighter + self.same + self.heavier


@dataclass(frozen=True, slots=True)
class Summary:
    """A population of plans under one set of reforms.

    `likelier` counts the acts whose status stays while some permission becomes likelier. `statuses` counts the plans of each status before and after; `kinds` counts acts by their kind, and `regimes` acts by each regime
    that reaches them before or after.
    """

    reforms: tuple[Reform, ...]
    plans: Tally
    likelier: int
    statuses: Mapping[Status, tuple[int, int]]
    kinds: Mapping[str, Tally]
    regimes: Mapping[str, Tally]
    permissions: tuple[int, int]
    papers: tuple[int, int]


def summary(reforms: Sequence[Reform], comparisons: Iterable[Comparison]) -> Summary:
    """What reforms do to many plans."""
    made = list(comparisons)
    kinds: dict[str, list[int]] = {}
    regimes: dict[str, list[int]] = {}
    for comparison in made:
        for act in comparison.acts:
            kinds.setdefault(act.kind, []).append(act.after.weight - act.before.weight)
            for regime, step in _by_regime(act).items():
                regimes.setdefault(regime, []).append(step)
    before = Counter(c.before.status for c in made)
    after = Counter(c.after.status for c in made)
    asking = [c.asking for c in made]
    return Summary(
        reforms=tuple(reforms),
        plans=_tally(c.step for c in made),
        likelier=sum(any(f.prospect < 0 for f in a.findings) and a.after is a.before for c in made for a in c.acts),
        statuses={status: (before[status], after[status]) for status in Status},
        kinds={kind: _tally(kinds[kind]) for kind in sorted(kinds)},
        regimes={regime: _tally(regimes[regime]) for regime in REGIMES if regime in regimes},
        permissions=(sum(len(a.permissions) for a, _ in asking), sum(len(b.permissions) for _, b in asking)),
        papers=(sum(a.papers for a, _ in asking), sum(b.papers for _, b in asking)),
    )


def _by_regime(act: ActChange) -> dict[str, int]:
    """Each regime's step in an act: of the heaviest findings before and after."""
    steps: dict[str, int] = {}
    for regime in {change.regime for change in act.findings}:
        own = [change for change in act.findings if change.regime == regime]
        before, after = (
            max(_weight(f) for f in side) for side in zip(*((c.before, c.after) for c in own), strict=True)
        )
        steps[regime] = after - before
    return steps


def _tally(steps: Iterable[int]) -> Tally:
    found = list(steps)
    return Tally(sum(s < 0 for s in found), sum(s == 0 for s in found), sum(s > 0 for s in found))
