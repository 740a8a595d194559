"""What one document is about: the plan and its ruling, the acts, who applies, for whom, under which permission or rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodoffices.law.base import Law
from goodoffices.law.rules import Permission
from goodoffices.packets.forms import Form
from goodoffices.packets.particulars import Particulars
from goodoffices.packets.sources import Whose
from goodoffices.plan.model import Act, Party, Plan
from goodoffices.ruling.model import ActRuling, AppliedRule, Ask, Condition, Finding, Ruling
from goodoffices.values import Day, Status

GRAVITY = (Status.CLEAR, Status.CONDITIONS, Status.PERMISSION, Status.UNKNOWN, Status.BARRED)
"""How much stands in the way of relying on an act: what is not decided is worse than what has to be asked for."""


@dataclass(frozen=True)
class Dossier:
    """What all documents of a packet rest on."""

    plan: Plan
    ruling: Ruling
    law: Law
    particulars: Particulars

    def ruled(self, act: str) -> ActRuling:
        """The ruling of an act."""
        return next(one for one in self.ruling.acts if one.act == act)

    def act(self, ident: str) -> Act:
        """An act of the plan."""
        return next(one for one in self.plan.acts if one.id == ident)

    def actor(self, act: Act) -> Party | None:
        """The party that does an act: the one that it names, else the first traveller, else the plan's sponsor."""
        ident = act.fields.get("by") or self.plan.sponsor or next(iter(act.ids("who") or ()), "")
        return self.plan.parties.get(str(ident))

    def around(self, act: Act) -> tuple[Act, ...]:
        """An act with those that it pays for or belongs to, however far: a payment is no better than what it pays for."""
        seen: dict[str, Act] = {}
        waiting = [act]
        while waiting:
            one = waiting.pop()
            if one.id in seen:
                continue
            seen[one.id] = one
            linked = (one.fields.get(name) for name in ("pays_for", "incident_to"))
            waiting += [self.act(str(ident)) for ident in linked if ident]
        return tuple(seen.values())

    def standing(self, act: Act) -> Status:
        """How an act stands, with all that it serves: barred or undecided if any finding is, however many others need a permission."""
        return max((f for one in self.around(act) for f in self.stands(one.id)), key=GRAVITY.index)

    def stands(self, act: str) -> tuple[Status, ...]:
        """The statuses of an act's findings, and its own."""
        ruled = self.ruled(act)
        return (ruled.status, *(f.status for f in ruled.findings))

    def worst(self, act: str) -> Status:
        """How an act stands by itself."""
        return max(self.stands(act), key=GRAVITY.index)


@dataclass(frozen=True)
class Matter:
    """What one document is about. `findings` are those that call for it; `packet` is what the checklist tells of all the others."""

    dossier: Dossier
    form: Form
    acts: tuple[Act, ...]
    applicant: Party | None
    person: Party | None = None
    ask: Ask | None = None
    rule: AppliedRule | None = None
    notice: Condition | None = None
    findings: tuple[Finding, ...] = ()
    packet: Mapping[str, Sequence[Mapping[str, Whose]]] = field(default_factory=dict)

    @property
    def permission(self) -> Permission | None:
        """The permission as the law base has it."""
        return self.dossier.law.base.permissions.get(self.ask.id) if self.ask else None

    @property
    def start(self) -> Day | None:
        """The first day of the acts, where each gives one."""
        days = [act.day("from") for act in self.acts]
        return min((day for day in days if day), default=None)
