"""What can be done in a case, as the entries that say so. Each looks at the case as it stands and refuses what does not fit.

Facts hold nothing personal: days, permissions, the law's own words. Whatever somebody wrote, and whoever is named, stands in the payload.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.canonical import Json, Record, records_of, text_of, texts_of
from goodoffices.desk.cases.counting import Counted, counted
from goodoffices.desk.cases.dues import Due, dues, under_ofac
from goodoffices.desk.cases.entries import Draft
from goodoffices.desk.cases.plans import Held, can_say, last_day, named_in, over, with_holds
from goodoffices.desk.cases.rulings import Change, Ruled, changes, rule_text
from goodoffices.desk.cases.state import ANSWERS, State
from goodoffices.desk.cases.uses import REMITTANCE, Use, Used, kind_of, words_of
from goodoffices.errors import InputError, nearest, quoted
from goodoffices.law.base import shipped
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day, Money


@dataclass(frozen=True, slots=True)
class Said:
    """What goes with an act of a case: words of whoever acts, and files."""

    text: str = ""
    files: tuple[File, ...] = ()

    @property
    def record(self) -> dict[str, Json]:
        """As a payload has it."""
        said: dict[str, Json] = {"text": self.text.strip()} if self.text.strip() else {}
        return said | ({"attachments": [file.record for file in self.files]} if self.files else {})


SILENT = Said()
"""Nothing said, and nothing attached."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed: a permission's id, or that of something due. `on` are the acts or parties that it is for; none: those that need it."""

    what: str
    day: Day
    to: str = ""
    on: tuple[str, ...] = ()
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an authority answered. `on` are the acts or parties on which a permission stands; none: those that it was asked for."""

    permission: str
    answer: str
    day: Day
    number: str = ""
    start: Day | None = None
    until: Day | None = None
    entries: str = ""
    on: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def planned(name: str, text: str, said: Said, first: bool) -> Draft:
    """The plan of a case, at its opening or in its place."""
    plan = read_plan(text.encode("utf-8"), name)
    payload: Record = {"title": plan.title, "plan": {"name": name, "text": text}, **said.record}
    return Draft("opened" if first else "planned", {}, payload)


def ruled(made: Ruled, sums: Sequence[Counted] = ()) -> Draft:
    """A ruling of the plan as it stands, and what it counted of the uses in the book."""
    return Draft("ruled", made.facts, made.payload | _counted(sums))


def used(state: State, today: Day, what: Used, said: Said) -> Draft:
    """Something that was really done of an act; whether anything allowed it is told, and no reason not to record it."""
    refuse_sealed(state)
    refuse_closed(state)
    if what.mistaken:
        wrong = next((use for use in state.uses if use.number == what.mistaken), None)
        if wrong is None:
            raise InputError(f"entry {what.mistaken} of case {state.name} records no use that still counts")
        return Draft("used", {"mistaken": wrong.number}, said.record)
    plan = _plan(state)
    act = next((one for one in plan.acts if one.id == what.act), None)
    if act is None:
        known = [one.id for one in plan.acts]
        raise InputError(f"the plan has no act {quoted(what.act)}{nearest(what.act, known)}")
    if what.day > today:
        raise InputError(f"{what.day} is still to come; record a use when it has happened")
    if not 1 <= what.count <= _MOST or (what.amount and not _can_be_added(what.amount)):
        raise InputError(
            f"a use is of an amount above zero, with up to four decimals, or of 1 to {_MOST:,} parcels or shipments"
        )
    if kind_of(act) == REMITTANCE and (what.amount is None or what.count != 1):
        raise InputError(f"{act.id} sends money; say how much with --amount '500 USD', once for each transfer")
    if what.amount is not None and act.kind not in _MONEY:
        raise InputError(f"{act.id} is no payment of money; say how many parcels or shipments went with --count")
    facts: Record = {"day": what.day.isoformat(), "what": kind_of(act)}
    return Draft("used", facts, {**words_of(plan, act, what), **said.record})


def _can_be_added(money: Money) -> bool:
    """Whether an amount is one that can have been sent, and of which sums stay exact."""
    return Decimal(0) < money.amount < _MOST**3 and money.amount == round(money.amount, 4)


_MOST = 1_000_000
_MONEY = ("remittance", "payment")


def noted(said: Said) -> Draft:
    """A note."""
    if not said.text.strip() and not said.files:
        raise InputError("a note needs its words, or a file to attach")
    return Draft("noted", {}, said.record)


def submitted(state: State, today: Day, filed: Filed, said: Said) -> Draft:
    """A filing: for a permission, as a notice (which awaits no answer), or to do a duty that is due."""
    refuse_sealed(state)
    what, day, to, notice = filed.what, filed.day, filed.to, filed.notice
    due = next((one for one in dues(state, today) if one.id == what), None)
    if due is not None and due.kind == "duty":
        facts: Record = {"what": due.id, "kind": "duty", "day": day.isoformat()}
        return Draft("submitted", facts, {"to": to, "duty": dict(due.facts), "act": due.act, **said.record})
    refuse_closed(state)
    if due is not None:
        raise InputError(f"{what} is the day of a permission; name that: {due.do}")
    known = shipped().permissions
    if what not in known:
        ids = [*known, *(one.id for one in dues(state, today) if one.kind == "duty")]
        raise InputError(
            f"{quoted(what)} is no permission and nothing that is due{nearest(what, ids)}; `goodoffices case show` lists what is"
        )
    plan = _plan(state)
    those = named_in(plan, filed.on) or _acts_asking(state, what)
    if not those:
        raise InputError(f"the ruling asks for no {what}; say which act or person it is for with --on")
    lead = known[what].lead_days
    late = [ident for ident in those if notice and _late(plan, ident, day, lead)]
    facts = {"what": what, "kind": "notice" if notice else "permission", "day": day.isoformat()}
    return Draft("submitted", facts, {"to": to, "on": list(those), "late": late, **said.record})


def answered(state: State, given: Answer, said: Said) -> Draft:
    """An authority's answer."""
    refuse_sealed(state)
    refuse_closed(state)
    if given.answer not in ANSWERS:
        raise InputError(f"an answer is one of {', '.join(ANSWERS)}, not {quoted(given.answer)}")
    known = shipped().permissions
    if given.permission not in known:
        raise InputError(f"there is no permission {quoted(given.permission)}{nearest(given.permission, list(known))}")
    if given.start and given.until and given.until < given.start:
        raise InputError(f"the permission would end ({given.until}) before it begins ({given.start})")
    those = _stands_on(state, given)
    facts: Record = {
        "permission": given.permission,
        "answer": given.answer,
        "day": given.day.isoformat(),
        "from": given.start.isoformat() if given.start else "",
        "until": given.until.isoformat() if given.until else "",
        "entries": given.entries,
    }
    words: Record = {
        "number": given.number,
        "on": list(those),
        "covers": list(given.covers),
        "terms": list(given.terms),
    }
    return Draft("answered", facts, {**words, **said.record})


def _stands_on(state: State, given: Answer) -> tuple[str, ...]:
    """The acts or parties that an answer is for: those it names, else those that were asked for, else those that need it."""
    plan = _plan(state)
    items = {item.name for act in plan.acts for item in act.items or ()} | {act.id for act in plan.acts}
    for name in given.covers:
        if name not in items:
            raise InputError(
                f"the plan has no act or item {quoted(name)} that --scope could mean{nearest(name, sorted(items))}"
            )
    filed = state.awaiting(given.permission) or next(
        (one for one in reversed(state.filings) if one.what == given.permission), None
    )
    there = {*(act.id for act in plan.acts), *plan.parties}
    asked = tuple(ident for ident in filed.on if ident in there) if filed else ()
    found = named_in(plan, given.on) or asked or _acts_asking(state, given.permission)
    if not found:
        raise InputError(
            f"nobody asked for {given.permission} in this case; say which act or person it is for with --on"
        )
    return found


def closed(state: State, today: Day, said: Said) -> Draft:
    """The end of a case. What is still due stays due, and so does how long to keep its records."""
    refuse_sealed(state)
    refuse_closed(state)
    facts: Record = {
        "last_day": last_transaction(state, today).isoformat(),
        "ofac": under_ofac(state),
        "open": [dict(one.facts) for one in still_open(state, today)],
    }
    return Draft("closed", facts, said.record)


def reopened(state: State, said: Said) -> Draft:
    """A closed case taken up again."""
    refuse_sealed(state)
    if not state.closed:
        raise InputError(f"the case {state.name} is open")
    return Draft("reopened", {}, said.record)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What ruling a case again found: what changed, since which law base and status, and what it counted of the uses in the book."""

    case: str
    title: str
    before: Record
    after: Record
    changes: tuple[Change, ...]
    counted: tuple[Record, ...] = ()


def rechecked(state: State, as_of: Day, screen: bool) -> tuple[Draft, Rechecked]:
    """The plan ruled again by the law of a day. Acts that are over by then keep the ruling of their own days.

    The ruling is kept only where it says something else than the one before, or the plan's permissions do.
    """
    refuse_sealed(state)
    refuse_closed(state)
    last = state.ruling
    if last is None:
        raise InputError(f"the case {state.name} has no ruling to compare with")
    text, sums = standing_plan(state, as_of)
    gone = over(read_plan(text.encode("utf-8"), "the plan"), as_of)
    made = rule_text(text, as_of, screen)
    found = changes(last.ruling, made.ruling, frozenset(gone))
    facts: Record = {**made.facts, "changes": len(found), "same_as": 0 if found else last.number}
    payload: Record = {
        **(made.payload | _counted(sums)),
        "over": list(gone),
        "changes": [one.record for one in found],
    }
    told = Rechecked(state.name, state.title, state.ruled, facts, found, tuple(one.record for one in sums))
    return Draft("rechecked", facts, payload if found else None), told


def standing_plan(state: State, day: Day) -> tuple[str, tuple[Counted, ...]]:
    """The plan's text with the case's permissions in it, those that a plan can say, and with what the book counted; and that count."""
    plan = read_plan(state.plan.encode("utf-8"), "the plan")
    known = {*(act.id for act in plan.acts), *plan.parties}
    holds = (Held(h.permission, h.state, tuple(i for i in h.on if i in known), *_rest(h)) for h in state.holds)
    said = (held for held in holds if held.on and can_say(held.permission))
    return with_counts(state.plan, state.name, (*state.elsewhere, *state.uses), day, said)


def with_counts(
    text: str, case: str, uses: Sequence[Use], day: Day, holds: Iterable[Held] = ()
) -> tuple[str, tuple[Counted, ...]]:
    """A plan's text with permissions, and with what the uses in the book come to; and that count."""
    sums = counted(read_plan(text.encode("utf-8"), "the plan"), case, uses, day)
    return with_holds(text, holds, ((one.act, one.field, one.fact) for one in sums if one.value)), sums


def _counted(sums: Sequence[Counted]) -> dict[str, Json]:
    return {"counted": [one.record for one in sums]} if sums else {}


def still_open(state: State, today: Day) -> tuple[Due, ...]:
    """The duties that are not done; a permission that was never asked for is no duty of a case that ends."""
    return tuple(one for one in dues(state, today) if one.kind == "duty")


def last_transaction(state: State, today: Day) -> Day:
    """The day from which records are kept: the last day of the plan or of a use, or where there is none, the day on which the case is closed."""
    said = text_of(state.facts["closed"], "last_day") if state.closed else ""
    if said:
        return Day.fromisoformat(said)
    planned = last_day(_plan(state)) if state.plan else None
    return max((*(use.day for use in state.uses), *([planned] if planned else [])), default=today)


def refuse_sealed(state: State) -> None:
    """Refuse to act in a sealed case.

    Raises:
        InputError: it is sealed.
    """
    if state.sealed:
        raise sealed_already(state.name)


def sealed_already(case: str) -> InputError:
    """That nothing can be done in a sealed case, and what to do first."""
    return InputError(f"the case {case} is sealed; unseal it first: goodoffices case unseal {case} --key FILE")


def refuse_closed(state: State) -> None:
    """Refuse to act in a closed case.

    Raises:
        InputError: it is closed.
    """
    if state.closed:
        raise InputError(
            f"the case {state.name} is closed; notes and what was still due can be added, for the rest `goodoffices case reopen {state.name}`"
        )


def _plan(state: State) -> Plan:
    return read_plan(state.plan.encode("utf-8"), "the plan")


def _acts_asking(state: State, permission: str) -> tuple[str, ...]:
    """The acts for which the newest ruling asks for a permission."""
    if state.ruling is None:
        return ()
    asked = records_of(state.ruling.ruling, "permissions")
    return next((texts_of(one, "acts") for one in asked if text_of(one, "id") == permission), ())


def _late(plan: Plan, ident: str, day: Day, lead: int | None) -> bool:
    """Whether a notice for an act came later than its lead time asks; of what has no day, or no lead time, that is not known."""
    start = next((act.day("from") for act in plan.acts if act.id == ident), None)
    return start is not None and lead is not None and day > start - dt.timedelta(days=lead)


def _rest(held: Held) -> tuple[str, Day | None, Day | None, str, tuple[str, ...], tuple[str, ...]]:
    return held.number, held.start, held.until, held.entries, held.covers, held.terms
