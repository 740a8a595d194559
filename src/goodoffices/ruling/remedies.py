"""The smallest changes that make a plan lighter, each proved by ruling the changed plan again.

A remedy is a set of permissions to ask for and of choices about single acts. For every set of permissions each act is brought to the aim by
itself, by its lightest choices; what is lightest in all is the best remedy. Weights say how much of the plan is given up: a permission
or a sum adjusted 1, a part or a recipient left out 2 to 3, a whole act 5.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.law.base import Law
from goodoffices.plan.model import Act, Plan
from goodoffices.ruling.acts import Worlds, rule_act
from goodoffices.ruling.choices import Choice, choices, served, serving, with_permission
from goodoffices.ruling.model import ActRuling, AppliedRule, Ask, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Status

AIMS = (Status.CLEAR, Status.CONDITIONS, Status.PERMISSION)
PERMISSION_WEIGHT = 1
_MOST_PERMISSIONS = 6
_MOST_CHOICES = 4


@dataclass(frozen=True, slots=True)
class Remedy:
    """Permissions to have and choices to make, the changed plan, and its ruling, which is the proof."""

    permissions: tuple[Ask, ...]
    choices: tuple[Choice, ...]
    weight: int
    plan: Plan
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Block:
    """A rule that keeps an act from the aim whatever is chosen, and who could change it."""

    act: str
    rule: AppliedRule
    changed_by: str


@dataclass(frozen=True, slots=True)
class Remedies:
    """What brings a plan to an aim, the lightest first; or, where nothing does, what stands in the way."""

    aim: Status
    before: Ruling
    remedies: tuple[Remedy, ...]
    blocks: tuple[Block, ...]


def remedies(plan: Plan, law: Law, aim: Status = Status.CONDITIONS, most: int = 5) -> Remedies:
    """The lightest remedies that bring a plan to `aim` or below, at most so many.

    Raises:
        ValueError: the aim is not clear, conditions or permission.
    """
    if aim not in AIMS:
        raise ValueError(f"a remedy leads to {', '.join(AIMS)}, not to {aim}")
    before = rule(plan, law)
    if _meets(before.status, aim):
        return Remedies(aim, before, (), ())
    search = _Search(plan, law, aim, before)
    found = search.remedies(most)
    return Remedies(aim, before, found, () if found else search.blocks())


def _meets(status: Status, aim: Status) -> bool:
    return status is not Status.UNKNOWN and status.weight <= aim.weight


_Picked = tuple[int, tuple[Choice, ...]]
"""Choices with their weight together."""


class _Search:
    def __init__(self, plan: Plan, law: Law, aim: Status, before: Ruling) -> None:
        self.plan = plan
        self.law = law
        self.aim = aim
        self.before = before
        self.asks = _asks(before.acts)
        self.groups = [_Group(acts, self) for acts in _linked(plan)]

    def remedies(self, most: int) -> tuple[Remedy, ...]:
        """The best remedy for each set of permissions, the lightest first, none that holds another within it."""
        usable = list(self.asks)[:_MOST_PERMISSIONS] if self.aim is not Status.CLEAR else []
        sets = [frozenset(h) for size in range(len(usable) + 1) for h in itertools.combinations(usable, size)]
        found = [(held, picked) for held in sets if (picked := self._with(held)) is not None]
        found.sort(key=lambda one: (one[1][0], len(one[0]) + len(one[1][1])))
        kept: list[tuple[frozenset[str], _Picked]] = []
        for held, picked in found:
            if not any(other <= held and set(chosen) <= set(picked[1]) for other, (_, chosen) in kept):
                kept.append((held, picked))
        proved = (self._proved(held, picked) for held, picked in kept)
        return tuple(itertools.islice((remedy for remedy in proved if remedy is not None), most))

    def _with(self, held: frozenset[str]) -> _Picked | None:
        """The lightest choices that bring every act to the aim while these permissions are had; None where some act stays."""
        parts = [group.lightest(held & group.asked) for group in self.groups]
        if any(part is None for part in parts):
            return None
        chosen = tuple(choice for part in parts if part is not None for choice in part[1])
        weight = PERMISSION_WEIGHT * len(held) + sum(choice.weight for choice in chosen)
        return (weight, chosen) if changed(self.plan, chosen, frozenset()).acts else None

    def _proved(self, held: frozenset[str], picked: _Picked) -> Remedy | None:
        """The remedy with its ruling; None if the plan as a whole turns out not to meet the aim."""
        plan = self.plan
        for group in self.groups:
            own = tuple(choice for choice in picked[1] if choice.act in group.ids)
            plan = changed(plan, own, held & group.asked, group.ids)
        ruling = rule(plan, self.law)
        if not _meets(ruling.status, self.aim):
            return None
        return Remedy(
            tuple(ask for ident, ask in self.asks.items() if ident in held), picked[1], picked[0], plan, ruling
        )

    def blocks(self) -> tuple[Block, ...]:
        """The prohibitions that keep acts from the aim, and who could change each."""
        found: list[Block] = []
        for act in self.before.acts:
            heavy = [f for f in act.findings if not _meets(f.status, self.aim)]
            for applied in dict.fromkeys(r for f in heavy for r in f.rules if r.effect in ("prohibits", "requires")):
                instrument = self.law.base.rules[applied.id].instrument
                by = next((i.changed_by for i in self.law.base.instruments if i.id == instrument and i.changed_by), "")
                found.append(Block(act.act, applied, by))
        return tuple(found)


def _asks(acts: Sequence[ActRuling]) -> Mapping[str, Ask]:
    """The permissions that acts need or may need, by id."""
    return {a.id: a for act in acts for f in act.findings for a in (*f.permissions, *f.may_need)}


def _linked(plan: Plan) -> list[tuple[Act, ...]]:
    """The acts in groups: an act with those that serve it or pay for it."""
    heads = [act for act in plan.acts if served(act) is None or served(act) not in {a.id for a in plan.acts}]
    groups = [(head, *serving(head.id, plan)) for head in heads]
    grouped = {act.id for group in groups for act in group}
    rest = tuple(act for act in plan.acts if act.id not in grouped)
    return [*groups, rest] if rest else groups


def changed(plan: Plan, chosen: Iterable[Choice], held: frozenset[str], among: frozenset[str] | None = None) -> Plan:
    """The plan with choices made, and permissions granted to the acts `among` those named (to all, where none are)."""
    for choice in chosen:
        plan = choice.on(plan)
    acts: list[Act] = []
    for act in plan.acts:
        for permission in sorted(held) if among is None or act.id in among else ():
            act = with_permission(act, permission)
        acts.append(act)
    return replace(plan, acts=tuple(acts))


class _Group:
    """Acts that hang together, and the lightest choices that bring them to the aim."""

    def __init__(self, acts: tuple[Act, ...], search: _Search) -> None:
        self.ids = frozenset(act.id for act in acts)
        self.search = search
        self.asked = frozenset(_asks([one for one in search.before.acts if one.act in self.ids]))
        made = [choice for act in acts for choice in choices(act, search.plan, search.law.base)]
        self.choices = sorted(made, key=lambda choice: choice.weight)
        self._lightest: dict[frozenset[str], _Picked | None] = {}

    def lightest(self, held: frozenset[str]) -> _Picked | None:
        """The lightest choices while these permissions are had; None where no choices suffice."""
        if held not in self._lightest:
            self._lightest[held] = self._find(held)
        return self._lightest[held]

    def _find(self, held: frozenset[str]) -> _Picked | None:
        """Sets of choices by weight, each tried once, until one meets the aim."""
        queue: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
        while queue:
            weight, size, picked = heapq.heappop(queue)
            chosen = tuple(self.choices[i] for i in picked)
            if self._meets(held, chosen):
                return weight, chosen
            if size < _MOST_CHOICES:
                for index in range(picked[-1] + 1 if picked else 0, len(self.choices)):
                    heapq.heappush(queue, (weight + self.choices[index].weight, size + 1, (*picked, index)))
        return None

    def _meets(self, held: frozenset[str], chosen: tuple[Choice, ...]) -> bool:
        plan = changed(self.search.plan, chosen, held, self.ids)
        worlds = Worlds(plan, self.search.law)
        acts = [act for act in plan.acts if act.id in self.ids]
        return all(_meets(rule_act(act, worlds).ruling.status, self.search.aim) for act in acts)
