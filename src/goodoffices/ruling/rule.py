"""Ruling a whole plan: `rule(plan, law)`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from goodoffices.law.base import BEGINS, Law
from goodoffices.law.rules import OUTLOOKS
from goodoffices.plan.model import Plan
from goodoffices.ruling.acts import RuledAct, Worlds, rule_act
from goodoffices.ruling.model import ActRuling, Deadline, PermissionNeeded, Question, Ruling, Screened
from goodoffices.values import Day, Status


def rule(plan: Plan, law: Law) -> Ruling:
    """What the law of a day makes of a plan.

    Each act is ruled by the law of its own days as it was known on `law.as_of`, every regime by itself; nothing is read but the plan,
    the law and the goods catalogue, and no clock.
    """
    worlds = Worlds(plan, law)
    return ruling_of(plan, law, [rule_act(act, worlds) for act in plan.acts])


def ruling_of(plan: Plan, law: Law, ruled: Sequence[RuledAct]) -> Ruling:
    """The ruling of a plan whose acts have been ruled."""
    acts = [one.ruling for one in ruled]
    return Ruling(
        title=plan.title,
        as_of=law.as_of,
        law_verified_on=_verified(acts, law),
        status=max((a.status for a in acts), key=lambda s: s.weight, default=Status.CLEAR),
        acts=tuple(acts),
        questions=_ranked(acts),
        permissions=_permissions(acts, plan),
        deadlines=_deadlines(acts),
        assumptions=tuple(dict.fromkeys(a for one in ruled for a in one.assumptions)),
        screening=tuple(
            Screened(
                p.id,
                p.name,
                None if p.listed is None else tuple(e.list for e in p.listed if e.covers(law.as_of)),
                "" if p.listed is None else "plan",
            )
            for p in plan.parties.values()
        ),
        notices=_notices(acts, law),
    )


def _ranked(acts: Sequence[ActRuling]) -> tuple[Question, ...]:
    """Each open question once, with the findings that turn on it; those first that settle most, undecided findings before others."""
    decides: dict[tuple[str, str], list[str]] = {}
    weight: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Question] = {}
    for act in acts:
        for finding in act.findings:
            for one in finding.questions:
                key = (one.term, one.ask)
                first.setdefault(key, one)
                name = f"{finding.act}/{finding.regime}"
                if name not in decides.setdefault(key, []):
                    decides[key].append(name)
                weight[key] = weight.get(key, 0) + (100 if finding.status is Status.UNKNOWN else 1)
    order = sorted(first, key=lambda key: -weight[key])
    made: dict[str, Question] = {}
    for key in order:
        q = first[key]
        if q.term not in made:
            made[q.term] = Question(q.term, q.ask, q.explain, q.values, q.type, q.place, q.field, tuple(decides[key]))
    return tuple(made.values())


def _permissions(acts: Sequence[ActRuling], plan: Plan) -> tuple[PermissionNeeded, ...]:
    """The permissions that the plan needs, those to be asked for soonest first; for each the soonest day and the worst outlook."""
    starts = {act.id: act.day("from") for act in plan.acts}
    needed: dict[str, PermissionNeeded] = {}
    asks = [(act.act, ask) for act in acts for finding in act.findings for ask in finding.permissions]
    for act, ask in asks:
        start = starts[act]
        latest = start - dt.timedelta(days=ask.lead_days) if start and ask.lead_days is not None else None
        known = needed.get(ask.id)
        if known is not None:
            days = [day for day in (known.latest, latest) if day]
            worse = max(known.ask, ask, key=lambda one: ("", *OUTLOOKS).index(one.outlook))
            needed[ask.id] = PermissionNeeded(worse, tuple(dict.fromkeys((*known.acts, act))), min(days, default=None))
        else:
            needed[ask.id] = PermissionNeeded(ask, (act,), latest)
    return tuple(
        sorted(needed.values(), key=lambda p: (p.latest is None, p.latest or Day.max, -(p.ask.lead_days or 0)))
    )


def _deadlines(acts: Sequence[ActRuling]) -> tuple[Deadline, ...]:
    found = {
        Deadline(c.due, c.do, f.act, c.cite)
        for act in acts
        for f in act.findings
        for c in f.conditions
        if c.due is not None
    }
    return tuple(sorted(found, key=lambda d: (d.day, d.act, d.do)))


def _verified(acts: Sequence[ActRuling], law: Law) -> Day:
    """The day to which everything that this ruling rests on was verified; of the whole law in force where no rule reaches the plan."""
    live = law.live
    used = {rule.id for act in acts for finding in act.findings for rule in finding.rules} & live.keys()
    days = {live[ident].version.verified_on for ident in used or live}
    return min(days, default=max(i.verified_on for i in law.base.instruments))


def _notices(acts: Sequence[ActRuling], law: Law) -> tuple[str, ...]:
    """How far the knowledge goes: days before the law base begins, and instruments that were last verified before the day of the ruling."""
    early = f"The law base begins on {BEGINS}: of earlier law it knows only parts, so what it does not find may still be forbidden."
    used = {rule.id for act in acts for finding in act.findings for rule in finding.rules}
    late: set[str] = set()
    for ident in used:
        version = law.live[ident].version if ident in law.live else law.base.rules[ident].versions[-1]
        if version.verified_on < law.as_of:
            late.add(f"{law.base.rules[ident].instrument} ({version.verified_on})")
    told = f"Not verified to {law.as_of}: {', '.join(sorted(late))}. Look whether they have changed since."
    return (*([early] if law.as_of < BEGINS else []), *([told] if late else []))
