"""From outcomes to findings: the status, the rules that decided, the reasons, the conditions with their days, the permission."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from goodoffices.law.base import Live
from goodoffices.law.reader import DUE
from goodoffices.law.rules import OUTLOOKS, Duty, Effect, Permission
from goodoffices.plan.model import Act, Holding
from goodoffices.ruling.decide import BARRED, PERMISSION, Lift, Outcome, joined, outlook_of
from goodoffices.ruling.model import AppliedRule, Ask, Condition, Finding, Question
from goodoffices.ruling.reasons import Said, open_terms, question
from goodoffices.ruling.situations import Binding
from goodoffices.values import DECIDED, Day, Interval, Status


def finding_of(regime: str, subject: str, outcomes: Sequence[Outcome], act: Act) -> Finding:
    """One finding from all outcomes of a regime for one subject."""
    telling: list[Outcome] = []
    warned: list[AppliedRule] = []
    for outcome in outcomes:
        if outcome.live.warns:
            warned.append(_applied(outcome.live))
        else:
            telling.append(outcome)
    warnings = tuple(dict.fromkeys(_says(outcomes)))
    interval = joined(telling)
    if not telling:
        rules = tuple({rule.id: rule for rule in warned}.values())
        return Finding(act.id, regime, subject, Status.CLEAR, interval, "", rules, (), (), (), (), warnings, ())
    status = interval.status
    decisive = _decisive(telling, status)
    said: Said = {}
    for outcome in decisive:
        outcome.say_why(said)
    asks = _asks_of(o for o in decisive if o.interval.low >= PERMISSION) if interval.low >= PERMISSION else {}
    unsettled = [o for o in telling if o.interval.low != o.interval.high and _unsettled(o, interval, asks)]
    applied = _rules(decisive, status)
    applied.extend(warned)
    return Finding(
        act=act.id,
        regime=regime,
        subject=subject,
        status=status,
        interval=interval,
        outlook=max((ask.outlook for ask in asks.values()), key=_ORDER.index) if asks else "",
        rules=tuple({r.id: r for r in applied}.values()),
        because=tuple(said),
        permissions=tuple(asks.values()),
        may_need=tuple(ask for ident, ask in _asks_of(unsettled).items() if ident not in asks) if unsettled else (),
        conditions=tuple(_conditions(decisive, act)),
        warnings=warnings,
        questions=tuple(dict.fromkeys(_questions(unsettled))) if unsettled else (),
    )


_ORDER = ("", *OUTLOOKS)


def _unsettled(outcome: Outcome, interval: Interval, asks: Mapping[str, Ask]) -> bool:
    """Whether a rule that may reach, as its interval is open, could make the finding heavier, or lead to one permission more."""
    if outcome.interval.high > interval.low and interval.low != interval.high:
        return True
    return outcome.interval.high >= PERMISSION and any(
        o.live.rule.permission not in asks for o in _applications(outcome)
    )


def _decisive(outcomes: Sequence[Outcome], status: Status) -> list[Outcome]:
    """The outcomes that make the finding what it is, then the lighter certain ones."""
    if status is Status.UNKNOWN:
        return sorted(outcomes, key=lambda o: (-o.interval.high, o.truth is not True))
    rank = DECIDED.index(status)
    low = rank >= PERMISSION
    first = [
        o for o in outcomes if (o.interval.low if low else o.interval.high) == rank and (o.truth is True or not low)
    ]
    first.sort(key=lambda o: o.truth is not True)
    return first + [o for o in outcomes if o not in first and o.truth is True]


def _rules(decisive: Sequence[Outcome], status: Status) -> list[AppliedRule]:
    found: list[AppliedRule] = []
    for outcome in decisive:
        found.append(_applied(outcome.live))
        if outcome.best is not None:
            found.append(_applied(outcome.best.live))
        if status is Status.UNKNOWN:
            found.extend(_applied(lift.live) for lift in outcome.lifts)
    return found


@functools.lru_cache(maxsize=2048)
def _applied(live: Live) -> AppliedRule:
    v = live.version
    return AppliedRule(
        live.rule.id, v.cite, live.rule.effect.value, live.rule.title, v.source, v.urls, v.confidence, v.note
    )


def _asks_of(outcomes: Iterable[Outcome]) -> dict[str, Ask]:
    """The permissions that prohibitions lead to, by id; the worse outlook where two lead to one."""
    found: dict[str, Ask] = {}
    for outcome in outcomes:
        for lift in _applications(outcome):
            live = lift.live
            permission = outcome.binding.act_world.world.law.base.permissions[live.rule.permission]
            ask = _ask(permission, live.version.lead_days, outlook_of(live, outcome.binding))
            known = found.get(ask.id)
            if known is None or _ORDER.index(known.outlook) < _ORDER.index(ask.outlook):
                found[ask.id] = ask
    return found


def _applications(outcome: Outcome) -> list[Lift]:
    """What lifts a prohibition on application and is not in hand: the best lift, or while none is certain each that may."""
    lifts = outcome.lifts if outcome.best is None else (outcome.best,)
    return [lift for lift in lifts if lift.live.rule.effect is Effect.ON_APPLICATION and lift.holding is None]


@functools.lru_cache(maxsize=256)
def _ask(permission: Permission, lead_days: int | None, outlook: str) -> Ask:
    return Ask(
        id=permission.id,
        title=permission.title,
        authority=permission.authority,
        how=permission.how,
        form=permission.form,
        fee=permission.fee,
        lead_days=permission.lead_days if lead_days is None else lead_days,
        lead_note=permission.lead_note,
        valid_days=permission.valid_days,
        url=permission.url,
        outlook=outlook,
    )


def _conditions(decisive: Sequence[Outcome], act: Act) -> Iterable[Condition]:
    """What to keep to, each thing once: as certain where one rule that certainly reaches asks for it."""
    held = [o.best.holding for o in decisive if o.best is not None and o.best.holding]
    if held:
        yield from dict.fromkeys(_terms_held(held))
    duties: dict[tuple[str, str, str], bool] = {}
    for outcome in decisive:
        certain = outcome.truth is True
        if outcome.live.rule.effect is Effect.REQUIRES and outcome.live.version.says:
            key = (outcome.live.version.says, "", outcome.live.version.cite)
            duties[key] = certain or duties.get(key, False)
        for live in _binding_texts(outcome):
            for duty in live.version.conditions:
                key = (duty.do, duty.due, duty.cite or live.version.cite)
                if not duties.get(key) and _applies(duty, outcome.binding):
                    duties[key] = certain
    for (do, due, cite), certain in duties.items():
        yield Condition(do, due_day(due, act), due, cite, certain)


def _terms_held(held: Iterable[Holding]) -> Iterable[Condition]:
    for holding in held:
        until = f" It runs until {holding.until}." if holding.until else ""
        number = f" {holding.number}" if holding.number else ""
        keep = f"Keep to the terms of the {holding.permission}{number} in hand.{until}"
        yield Condition(keep, holding.until, "", "")
        yield from (Condition(term, None, "", f"{holding.permission}{number}") for term in holding.terms)


def _binding_texts(outcome: Outcome) -> Iterable[Live]:
    """The rules whose conditions are to be kept: the one that reaches, and what lifts it; a permission's only if it is needed."""
    yield outcome.live
    best = outcome.best
    if best is not None and (best.rank < PERMISSION or outcome.interval.low >= PERMISSION):
        yield best.live


def _applies(duty: Duty, binding: Binding) -> bool:
    return duty.when is None or duty.when.check(binding) is not False


@functools.lru_cache(maxsize=256)
def _due(due: str) -> re.Match[str] | None:
    return DUE.match(due)


def due_day(due: str, act: Act) -> Day | None:
    """The day that `30 days before start` comes to for an act, or None where the act gives no such day."""
    match = _due(due) if due else None
    if not match:
        return None
    anchor = act.day("from") if match[4] == "start" else act.day("until") or act.day("from")
    if anchor is None:
        return None
    count = int(match[1]) * (-1 if match[3] == "before" else 1)
    if match[2] in ("day", "week"):
        return anchor + dt.timedelta(days=count * (7 if match[2] == "week" else 1))
    return _months(anchor, count * (12 if match[2] == "year" else 1))


def _months(day: Day, count: int) -> Day:
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return Day(year, month, last)
        except ValueError:
            continue
    return day


def _says(outcomes: Sequence[Outcome]) -> Iterable[str]:
    for outcome in outcomes:
        if outcome.truth:
            says, best = outcome.live.version.says, outcome.best
            if says and outcome.live.rule.effect is not Effect.REQUIRES:
                yield says
            if best is not None and best.live.version.says:
                yield best.live.version.says


def _questions(unsettled: Sequence[Outcome]) -> Iterable[Question]:
    """What to ask: the unknown terms on which the rules turn that may make the finding another."""
    for outcome in sorted(unsettled, key=lambda o: -o.interval.high):
        if outcome.truth is None:
            yield from (question(*leaf) for leaf in open_terms(outcome.live, outcome.binding))
        best = min((lift.rank for lift in outcome.lifts if lift.truth is True), default=BARRED)
        for lift in outcome.lifts:
            if lift.truth is None and lift.rank < best:
                yield from (question(*leaf) for leaf in open_terms(lift.live, outcome.binding))
