"""Ruling a whole plan: `rule(plan, law)`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from goodoffices.codes import country
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
    ruling = ruling_of(plan, law, [rule_act(act, worlds) for act in plan.acts])
    worlds.forget()
    return ruling


def ruling_of(plan: Plan, law: Law, ruled: Sequence[RuledAct]) -> Ruling:
    """The ruling of a plan whose acts have been ruled."""
    acts = [one.ruling for one in ruled]
    questions = _ranked(acts)
    asked = {one.term for one in questions}
    return Ruling(
        title=plan.title,
        as_of=law.as_of,
        law_verified_on=_verified(acts, law),
        status=max((a.status for a in acts), key=lambda s: s.weight, default=Status.CLEAR),
        acts=tuple(acts),
        questions=questions,
        permissions=_permissions(acts, plan),
        deadlines=_deadlines(acts),
        assumptions=tuple(dict.fromkeys(a for one in ruled for a in one.assumptions)),
        unasked=tuple(sorted({name for one in ruled for name in one.unasked})),
        left_aside=tuple(sorted({name for one in ruled for name in one.left_aside} - asked)),
        screening=tuple(
            Screened(
                p.id,
                p.name,
                None if p.listed is None else tuple(e.list for e in p.listed if e.covers(law.as_of)),
                "" if p.listed is None else "plan",
            )
            for p in plan.parties.values()
        ),
        notices=_notices(acts, plan, law),
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
        for key, name in _through_another(act):
            if name not in decides[key]:
                decides[key].append(name)
                weight[key] += 100
    order = sorted(first, key=lambda key: -weight[key])
    made: dict[str, Question] = {}
    for key in order:
        q = first[key]
        if q.term not in made:
            made[q.term] = Question(q.term, q.ask, q.explain, q.values, q.type, q.place, q.field, tuple(decides[key]))
    return tuple(made.values())


def _through_another(act: ActRuling) -> Iterator[tuple[tuple[str, str], str]]:
    """Questions that decide a finding by way of another regime's: where it is open and asks nothing itself."""
    earlier = [q for f in act.findings if f.regime in ("un-1718", "us-bis") for q in f.questions]
    for finding in act.findings:
        if finding.status is Status.UNKNOWN and not finding.questions:
            yield from (((q.term, q.ask), f"{act.act}/{finding.regime}") for q in earlier)


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
    found: dict[tuple[Day, str, str], Deadline] = {}
    for finding, condition in ((f, c) for act in acts for f in act.findings for c in f.conditions):
        if condition.due is not None:
            made = Deadline(condition.due, condition.do, finding.act, condition.cite, condition.certain)
            known = found.setdefault((made.day, made.act, made.do), made)
            if made.certain and not known.certain:
                found[(made.day, made.act, made.do)] = made
    return tuple(found[key] for key in sorted(found))


def _verified(acts: Sequence[ActRuling], law: Law) -> Day:
    """The day to which everything that this ruling rests on was verified; of the whole law in force where no rule reaches the plan."""
    live = law.live
    used = {rule.id for act in acts for finding in act.findings for rule in finding.rules} & live.keys()
    days = {live[ident].version.verified_on for ident in used or live}
    return min(days, default=max(i.verified_on for i in law.base.instruments))


def _notices(acts: Sequence[ActRuling], plan: Plan, law: Law) -> tuple[str, ...]:
    """How far the knowledge goes: days before the law base begins, countries whose law it has not, instruments not verified to the day."""
    early = f"The law base begins on {BEGINS}: of earlier law it knows only parts, so what it does not find may still be forbidden."
    used = {rule.id for act in acts for finding in act.findings for rule in finding.rules}
    late: set[str] = set()
    for ident in used:
        version = law.live[ident].version if ident in law.live else law.base.rules[ident].versions[-1]
        if version.verified_on < law.as_of:
            late.add(f"{law.base.rules[ident].instrument} ({version.verified_on})")
    told = f"Not verified to {law.as_of}: {', '.join(sorted(late))}. Look whether they have changed since."
    foreign = _countries_without_law(plan, law)
    names = ", ".join(sorted(country(code) for code in foreign))
    beyond = (
        f"Of the law of {names} the law base has only what carries the United Nations measures, if that: entry, money and what binds "
        "its people are not ruled here. Ask its consulate or counsel."
    )
    return (*([early] if law.as_of < BEGINS else []), *([beyond] if foreign else []), *([told] if late else []))


_OWN_LAW = frozenset({"US", "KR", "GB", "KP"})
"""Countries whose law the law base has, beside the European Union's members; North Korea's own is a matter for the hosts there."""


def _countries_without_law(plan: Plan, law: Law) -> set[str]:
    """Countries to which people go, or whose people or bodies act, and whose law the law base has not."""
    found: set[str] = set()
    for act in plan.acts:
        if act.kind in ("travel", "invitation") and act.fields.get("to"):
            found.add(str(act.fields["to"]))
        actors = {str(act.fields.get("by", plan.sponsor)), *(act.ids("who") or ())}
        for party in (plan.parties[ident] for ident in actors if ident in plan.parties):
            nationalities = party.fields.get("nationalities")
            found.update(nationalities if isinstance(nationalities, tuple) else ())
            found.update(str(party.fields[name]) for name in ("country", "residence") if name in party.fields)
    return found - _OWN_LAW - law.base.vocabulary.sets.get("EU", frozenset()) - {"UN"}
