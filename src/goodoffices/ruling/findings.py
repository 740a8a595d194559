"""From outcomes to findings: the status, the rules that decided, the reasons, the conditions with their days, the permission."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence

from goodoffices.law.base import Live
from goodoffices.law.reader import DUE
from goodoffices.law.rules import OUTLOOKS, Duty, Effect, Permission
from goodoffices.plan.model import Act, Holding
from goodoffices.ruling.decide import BARRED, CLEAR, PERMISSION, Outcome, joined, outlook_of
from goodoffices.ruling.model import AppliedRule, Ask, Condition, Finding, Question
from goodoffices.ruling.reasons import open_terms, phrase, question
from goodoffices.ruling.situations import Binding
from goodoffices.values import DECIDED, Day, Status


def finding_of(regime: str, subject: str, outcomes: Sequence[Outcome], act: Act) -> Finding:
    """One finding from all outcomes of a regime for one subject."""
    interval = joined(outcomes)
    status = interval.status
    telling = [o for o in outcomes if o.live.rule.effect is not Effect.WARNS]
    decisive = _decisive(telling, status)
    lifts = [o.best for o in decisive if o.best is not None]
    facts = {(fact.view.ident, fact.term.name): fact for o in decisive for fact in o.facts}.values()
    asked = next((o for o in decisive if _asks(o)), None)
    words = [outlook_of(o.best.live, o.binding) for o in decisive if o.best is not None and _asks(o)]
    worst = max((OUTLOOKS.index(word) for word in words if word in OUTLOOKS), default=None)
    applied = [r for o in decisive for r in _rules(o, status)]
    applied += [_applied(o.live) for o in outcomes if o.live.rule.effect is Effect.WARNS and o.truth is True]
    return Finding(
        act=act.id,
        regime=regime,
        subject=subject,
        status=status,
        interval=interval,
        outlook=OUTLOOKS[worst] if worst is not None else "",
        rules=tuple({r.id: r for r in applied}.values()),
        because=tuple(dict.fromkeys(filter(None, map(phrase, facts)))),
        permission=ask_of(asked) if asked else None,
        conditions=tuple(dict.fromkeys(_conditions(decisive, lifts_held(lifts), act))),
        warnings=tuple(dict.fromkeys(_says(outcomes))),
        questions=tuple(dict.fromkeys(_questions(outcomes, interval.low, interval.high)))
        if interval.low != interval.high
        else (),
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


def _rules(outcome: Outcome, status: Status) -> Iterable[AppliedRule]:
    yield _applied(outcome.live)
    if outcome.best is not None:
        yield _applied(outcome.best.live)
    if status is Status.UNKNOWN:
        yield from (_applied(lift.live) for lift in outcome.lifts)


@functools.lru_cache(maxsize=2048)
def _applied(live: Live) -> AppliedRule:
    v = live.version
    return AppliedRule(
        live.rule.id, v.cite, live.rule.effect.value, live.rule.title, v.source, v.urls, v.confidence, v.note
    )


def _asks(outcome: Outcome) -> bool:
    best = outcome.best
    return best is not None and best.live.rule.effect is Effect.ON_APPLICATION and best.holding is None


def ask_of(outcome: Outcome) -> Ask | None:
    """The permission that a decisive outcome leads to."""
    best = outcome.best
    if best is None:
        return None
    base = outcome.binding.act_world.world.law.base
    found: Permission | None = base.permissions.get(best.live.rule.permission)
    if found is None:
        return None
    return Ask(
        found.id,
        found.title,
        found.authority,
        found.how,
        found.form,
        found.fee,
        found.lead_days,
        found.lead_note,
        found.valid_days,
        found.url,
    )


def lifts_held(lifts: Iterable[object]) -> list[Holding]:
    """The permissions in hand that lifts rest on."""
    return [h for lift in lifts if (h := getattr(lift, "holding", None)) is not None]


def _conditions(decisive: Sequence[Outcome], held: Sequence[Holding], act: Act) -> Iterable[Condition]:
    for holding in held:
        until = f" It runs until {holding.until}." if holding.until else ""
        number = f" {holding.number}" if holding.number else ""
        yield Condition(f"Keep to the terms of the {holding.permission}{number} in hand.{until}", holding.until, "", "")
        yield from (Condition(term, None, "", f"{holding.permission}{number}") for term in holding.terms)
    for outcome in decisive:
        if outcome.live.rule.effect is Effect.REQUIRES and outcome.live.version.says:
            yield Condition(outcome.live.version.says, None, "", outcome.live.version.cite)
        for live in (outcome.live, *([outcome.best.live] if outcome.best else [])):
            for duty in live.version.conditions:
                if _applies(duty, outcome.binding):
                    yield Condition(duty.do, due_day(duty.due, act), duty.due, duty.cite or live.version.cite)


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
        if outcome.truth is True and outcome.live.version.says and outcome.live.rule.effect is not Effect.REQUIRES:
            yield outcome.live.version.says
        if outcome.truth is True and outcome.best is not None and outcome.best.live.version.says:
            yield outcome.best.live.version.says


def _questions(outcomes: Sequence[Outcome], low: int, high: int) -> Iterable[Question]:
    """What to ask: the unknown terms of the outcomes that keep the finding's interval open."""
    for outcome in sorted(outcomes, key=lambda o: -o.interval.high):
        if outcome.interval.low == outcome.interval.high or outcome.interval.high <= low:
            continue
        if outcome.truth is None:
            yield from (question(*leaf) for leaf in open_terms(outcome.live, outcome.binding))
        best = min((lift.rank for lift in outcome.lifts if lift.truth is True), default=BARRED)
        for lift in outcome.lifts:
            if lift.truth is None and lift.rank < best and high > CLEAR:
                yield from (question(*leaf) for leaf in open_terms(lift.live, outcome.binding))
