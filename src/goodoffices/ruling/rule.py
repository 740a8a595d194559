"""Ruling a whole plan: `rule(plan, law)`."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Sequence

from goodoffices.law.base import Law, Tables
from goodoffices.law.rules import REGIMES
from goodoffices.plan.model import Act, Plan
from goodoffices.ruling.decide import Outcome, all_outcomes, world_of
from goodoffices.ruling.findings import finding_of
from goodoffices.ruling.held import holdings, runs
from goodoffices.ruling.model import (
    ActRuling,
    Assumption,
    Deadline,
    Finding,
    PermissionNeeded,
    Question,
    Ruling,
    Screened,
)
from goodoffices.ruling.reasons import assumption
from goodoffices.ruling.situations import World
from goodoffices.values import Day, Status


def rule(plan: Plan, law: Law) -> Ruling:
    """What the law of a day makes of a plan.

    Each act is ruled by the law of its own days as it was known on `law.as_of`, every regime by itself; nothing is read but the plan,
    the law and the goods catalogue, and no clock.
    """
    worlds: dict[Tables, World] = {}
    acts: list[ActRuling] = []
    assumed: list[Assumption] = []
    for act in plan.acts:
        outcomes: dict[str, list[Outcome]] = {}
        first: World | None = None
        for day in days_of(act, law):
            at = law.at(day)
            world = worlds.setdefault(at.tables, world_of(plan, at))
            first = first or world
            for regime, found in all_outcomes(world.act(act.id)).items():
                outcomes.setdefault(regime, []).extend(found)
        reached = [regime for regime in REGIMES if regime in outcomes]
        findings = [finding for regime in reached for finding in _findings(regime, outcomes[regime], act)]
        for found in outcomes.values():
            assumed += [a for outcome in found for fact in outcome.facts if (a := assumption(fact)) is not None]
        if first is not None:
            assumed += _held(act, first, law.as_of)
        if act.kind in ("payment", "remittance") and act.ids("via") is None and findings:
            assumed.append(
                Assumption(
                    f"{act.id}.via",
                    f"no bank on the way of {act.id} is named, and none is taken to be American or listed",
                    "name the banks under `via:`",
                )
            )
        heaviest = max((f.status for f in findings), key=lambda s: s.weight, default=Status.CLEAR)
        acts.append(ActRuling(act.id, act.kind, heaviest, tuple(findings)))
    return Ruling(
        title=plan.title,
        as_of=law.as_of,
        law_verified_on=_verified(acts, law),
        status=max((a.status for a in acts), key=lambda s: s.weight, default=Status.CLEAR),
        acts=tuple(acts),
        questions=_ranked(acts),
        permissions=_permissions(acts, plan),
        deadlines=_deadlines(acts),
        assumptions=tuple(dict.fromkeys(assumed)),
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


def days_of(act: Act, law: Law) -> list[Day]:
    """The days on which the law for an act may differ: its first, and each turn of the law that is known by then."""
    first = max(act.day("from") or law.as_of, law.as_of)
    last = max(act.day("until") or first, first)
    turns = law.base.turns
    between = turns[bisect.bisect_right(turns, (first, Day.max)) : bisect.bisect_right(turns, (last, Day.max))]
    return [first, *dict.fromkeys(day for day, published in between if published <= law.as_of)]


def _findings(regime: str, outcomes: Sequence[Outcome], act: Act) -> Iterable[Finding]:
    by_subject: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_subject.setdefault(outcome.subject, []).append(outcome)
    for subject, found in by_subject.items():
        yield finding_of(regime, subject, found, act)


def _held(act: Act, world: World, as_of: Day) -> Iterable[Assumption]:
    for holding in holdings(world.act(act.id)):
        state = (
            holding.state
            if holding.state != "granted"
            else "granted"
            if runs(holding, act, as_of)
            else "granted, but not for all days of the act"
        )
        covers = f", covering {', '.join(holding.covers)}" if holding.covers else ""
        until = (
            f", until {holding.until}"
            if holding.until
            else ", with no last day given, so taken to run"
            if holding.state == "granted"
            else ""
        )
        yield Assumption(
            f"{act.id}.holds",
            f"{holding.permission} is {state} for {act.id}{covers}{until}, as the plan says",
            "change `holds:`",
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
    """The permissions that the plan needs, those to be asked for soonest first."""
    starts = {act.id: act.day("from") for act in plan.acts}
    needed: dict[str, PermissionNeeded] = {}
    for act in acts:
        for finding in act.findings:
            ask = finding.permission
            if ask is None or finding.status is not Status.PERMISSION:
                continue
            start = starts[act.act]
            latest = start - dt.timedelta(days=ask.lead_days) if start and ask.lead_days is not None else None
            known = needed.get(ask.id)
            if known is None:
                needed[ask.id] = PermissionNeeded(ask, (act.act,), finding.outlook, latest)
            else:
                days = [d for d in (known.latest, latest) if d]
                joined = known.acts if act.act in known.acts else (*known.acts, act.act)
                needed[ask.id] = PermissionNeeded(
                    ask, joined, max(known.outlook, finding.outlook, key=_OUTLOOK_ORDER.index), min(days, default=None)
                )
    return tuple(
        sorted(needed.values(), key=lambda p: (p.latest is None, p.latest or Day.max, -(p.ask.lead_days or 0)))
    )


_OUTLOOK_ORDER = ("", "favourable", "case-by-case", "presumption-of-denial", "none-known")


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
    """How old the knowledge is: instruments in play that were last verified before the day of the ruling, and doubtful rules."""
    used = {rule.id for act in acts for finding in act.findings for rule in finding.rules}
    late = sorted(
        {
            f"{law.base.rules[i].instrument} ({v.verified_on})"
            for i in used
            if (v := law.live[i].version if i in law.live else law.base.rules[i].versions[-1]).verified_on < law.as_of
        }
    )
    return (f"Not verified to {law.as_of}: {', '.join(late)}. Look whether they have changed since.",) if late else ()
