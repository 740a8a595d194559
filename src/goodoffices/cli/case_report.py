"""Cases on a terminal: what they are, what is due, and what the journal proves. What people wrote is shown so that it does no harm."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from unicodedata import category

from rich.console import Console
from rich.table import Table
from rich.text import Text

from goodoffices.cli import case_caps
from goodoffices.cli.paper import indented, paper, tabled
from goodoffices.desk.cases import Cap, Case, Receipt, Rechecked, Remade, Verified
from goodoffices.desk.cases.acts import standing_plan
from goodoffices.desk.cases.attachments import attached
from goodoffices.desk.cases.canonical import Record, number_of, records_of, text_of
from goodoffices.desk.cases.dues import Due, standing
from goodoffices.desk.cases.entries import START
from goodoffices.desk.cases.journal import Kept
from goodoffices.desk.cases.plans import Held
from goodoffices.desk.cases.rulings import Change, law_version_of
from goodoffices.errors import InputError
from goodoffices.parties.plain import shown
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")

SOON = 60
"""Days before its day from which a due, or the end of a permission, is told after every act."""


def acknowledged(what: str, made: Iterable[Receipt]) -> None:
    """What was done, and its receipts: they are printed when the entries are on the disk, and not before."""
    found = tuple(made)
    print(f"{what} {found[0].case}.")
    receipts(found)


def receipts(made: Iterable[Receipt]) -> None:
    """Receipts, a line each: keep them elsewhere, and `case verify --receipts` shows later that nothing is missing."""
    for one in made:
        print(f"  {one}")


def in_brief(case: Case, today: Day) -> None:
    """How a case stands after an act: what is over a cap or amiss, its ruling, what that counted, and what is due soon."""
    out = paper()
    case_caps.amiss(out, case.caps, case.breaches)
    status = text_of(case.state.ruled, "status")
    print(f"The plan is now: {status}.")
    case_caps.counted(out, case.state.ruling.counted if case.state.ruling else ())
    soon = [one for one in case.dues if one.left(today) <= SOON]
    if soon:
        print("Due soon:")
        listed(soon, today)


def listed(found: Sequence[Due], today: Day) -> None:
    """What is due, by day."""
    out = paper()
    for one in found:
        style = "red" if one.left(today) < 0 else "yellow" if one.left(today) <= SOON else ""
        head = Text.assemble((f"{one.day}", "bold"), "  ", (_left(one, today), style), f"  {one.case} {one.id}")
        indented(out, head, 2)
        perhaps = "" if one.certain else " (only if a rule that may reach the plan does)"
        cite = f" [{one.cite}]" if one.cite else ""
        act = f" For {one.act}." if one.act else ""
        indented(out, shown(f"{one.do}{perhaps}{cite}.{act}", 900), 6)


def _left(one: Due, today: Day) -> str:
    days = one.left(today)
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return f"in {count}" if days > 0 else f"{count} overdue"


def show_list(found: Sequence[Case], today: Day, as_json: bool) -> None:
    """Every case on a line."""
    if as_json:
        _print([_summary(case) for case in found])
        return
    out = paper()
    if not found:
        out.print("There is no case.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Case", "State", "Ruling", "Next due", "Keep until", "Title"):
        table.add_column(heading)
    for case in found:
        due = f"{case.dues[0].day} ({_left(case.dues[0], today)})" if case.dues else "nothing"
        row = (case.state.name, case.state.status, text_of(case.state.ruled, "status"), due)
        table.add_row(*row, str(case.retention.until), Text(shown(case.state.title)))
    tabled(out, table)


def show_case(case: Case, today: Day, as_json: bool) -> None:
    """A case whole: state, permissions, what is due, what to keep to, retention, journal."""
    if as_json:
        _print(_whole(case))
        return
    out = paper()
    state = case.state
    law = law_version_of(state.ruled)
    case_caps.amiss(out, case.caps, case.breaches)
    out.print(Text.assemble((f"{state.name}: {shown(state.title)}", "bold"), f"  {state.status}"))
    told = f"Ruling: {text_of(state.ruled, 'status')}, by the law of {text_of(state.ruled, 'as_of')}; law base {law}"
    lists = _looked_up_on(state.ruled)
    indented(out, f"{told}; lists: {shown(lists) or 'not looked up'}.", 2)
    indented(out, f"Records: {case.retention}.", 2)
    _permissions(out, case)
    if case.dues:
        out.print("\nDue", style="bold")
        listed(case.dues, today)
    _caps(out, case)
    kept_to = standing(state)
    if kept_to and state.status == "open":
        out.print("\nTo keep to", style="bold")
        for do, cite in kept_to:
            indented(out, shown(f"{do}" + (f" [{cite}]" if cite else ""), 900), 2)
    out.print("\nJournal", style="bold")
    for kept in case.entries:
        indented(
            out,
            f"{kept.entry.number}  {kept.entry.at[:16].replace('T', ' ')}  {shown(kept.entry.who)}  {_story(kept)}",
            2,
        )


def _caps(out: Console, case: Case) -> None:
    if case.caps:
        out.print("\nCaps", style="bold")
        case_caps.left(out, case.caps)
    found = case.state.ruling.counted if case.state.ruling else ()
    if found and case.state.status == "open":
        out.print("\nCounted in the ruling", style="bold")
        case_caps.counted(out, found)


def _permissions(out: Console, case: Case) -> None:
    if not case.state.holds:
        return
    out.print("\nPermissions", style="bold")
    for held in case.state.holds:
        number = f" {held.number}" if held.number else ""
        runs = "".join(
            f", {word} {day}" for word, day in (("from", held.start), ("until", held.until)) if day is not None
        )
        stands = f" for {', '.join(held.on)}" if held.on else ""
        covers = f", covering {', '.join(held.covers)}" if held.covers else ""
        indented(out, shown(f"{held.permission}{number}: {held.state}{stands}{runs}{covers}", 600), 2)
        for term in held.terms:
            indented(out, shown(f"- {term}", 600), 4)


def _story(kept: Kept) -> str:
    """An entry in a line."""
    facts, payload = kept.entry.facts, kept.payload or {}
    about = {
        "ruled": f"{text_of(facts, 'status')} by the law of {text_of(facts, 'as_of')}",
        "rechecked": f"{text_of(facts, 'status')} by the law of {text_of(facts, 'as_of')}, {facts.get('changes', 0)} changes",
        "submitted": f"{text_of(facts, 'what')} on {text_of(facts, 'day')} {_to(payload)}".strip(),
        "answered": f"{text_of(facts, 'permission')} {text_of(facts, 'answer')} on {text_of(facts, 'day')} {text_of(payload, 'number')}".strip(),
        "used": _use(kept),
        "sealed": f"with the key {text_of(facts, 'key')}",
        "unsealed": f"with the key {text_of(facts, 'key')}",
    }.get(kept.entry.act, "")
    words = [about, text_of(payload, "text"), *(f"[{file.name}]" for file in attached(payload))]
    if kept.sealed:
        words.append("(sealed)")
    return shown(": ".join(filter(None, [kept.entry.act, "; ".join(filter(None, words))])), 300)


def _use(kept: Kept) -> str:
    facts, payload = kept.entry.facts, kept.payload or {}
    mistaken = number_of(facts, "mistaken")
    if mistaken:
        return f"entry {mistaken} was a mistake and does not count"
    count, amount = number_of(payload, "count"), text_of(payload, "amount")
    what = text_of(facts, "what")
    many = amount or (f"{count} times" if count > 1 else "")
    return " ".join(filter(None, (text_of(payload, "act"), f"({what})", many, f"on {text_of(facts, 'day')}")))


def _to(payload: Record) -> str:
    to = text_of(payload, "to")
    return f"to {to}" if to else ""


def show_entry(case: Case, number: int, as_json: bool) -> None:
    """One entry with all that belongs to it, as JSON either way: nothing is put in other words.

    Raises:
        InputError: there is no entry of that number.
    """
    kept = next((one for one in case.entries if one.entry.number == number), None)
    if kept is None:
        raise InputError(f"case {case.state.name} has {len(case.entries)} entries, and none of number {number}")
    _print({"entry": json.loads(kept.entry.body), "hash": kept.hash, "sealed": kept.sealed, "payload": kept.payload})


def show_plan(case: Case, today: Day) -> None:
    """The plan as it stands, ready to be saved.

    Raises:
        InputError: the case is sealed.
    """
    if not case.state.plan:
        raise InputError(f"the case {case.state.name} is sealed; give its key with --key FILE")
    as_of = read_plan(case.state.plan.encode("utf-8"), "the plan").as_of
    print(standing_plan(case.state, as_of or today)[0], end="")


def show_remade(made: Remade, as_json: bool) -> None:
    """Whether a ruling that was made again is the one that was kept; where it is, its report, as `check` prints it."""
    if as_json:
        versions = {"then": made.then.record, "now": made.again.law.record}
        _print({"entry": made.number, "same": made.same, **versions, "differs": [one.record for one in made.differs]})
        return
    same_law = (
        "the same law base"
        if made.then == made.again.law
        else f"the law base {made.again.law}, where it was {made.then}"
    )
    if made.same:
        print(f"Entry {made.number}: made again by {same_law}, the ruling is the same to the letter.\n")
        from goodoffices.cli.report import print_report

        print_report(made.again.plan, made.again.made)
        return
    print(
        f"Entry {made.number}: made again by {same_law}, the ruling reads otherwise. The entry itself has it as it was: --entry {made.number}"
    )
    _changes(made.differs)
    if not made.differs:
        print("  No finding, permission, condition or listing differs, only words.")


def show_dues(found: Sequence[Due], caps: Sequence[Cap], today: Day, within: int | None, as_json: bool) -> None:
    """What is due in all cases, and how much of each cap is left; what is over comes first."""
    if as_json:
        over = [case_caps.cap_record(cap) for cap in caps if cap.over]
        rest = [case_caps.cap_record(cap) for cap in caps if not cap.over]
        _print([*over, *(_due(one, today) for one in found), *rest])
        return
    out = paper()
    case_caps.amiss(out, caps, ())
    if found:
        listed(found, today)
    else:
        print("Nothing is due." if within is None else f"Nothing is due within {within} days.")
    if caps:
        out.print("\nCaps", style="bold")
        case_caps.left(out, caps)


def show_verified(found: Sequence[Verified], receipts_given: int, as_json: bool) -> None:
    """What verifying found; the lines of whole cases are receipts of their ends."""
    if as_json:
        _print([_verified(one) for one in found])
        return
    whole = [one for one in found if not one.faults]
    for one in whole:
        print(one.end)
    for one in found:
        if one.faults:
            print(f"BROKEN: {one.faults[0]}")
            if len(one.faults) > 1:
                print(f"  and {len(one.faults) - 1} more, which may follow from it")
        if one.leftovers:
            print(
                f"Files of {one.end.case} that belong to no entry, left by an interrupted command: {len(one.leftovers)}"
            )
    entries = sum(one.end.number for one in whole)
    print(f"{len(whole)} of {len(found)} cases are whole, with {entries:,} entries.")
    if receipts_given:
        print(f"Held against {receipts_given} receipts.")
    else:
        print("That nothing is cut off at the end, only receipts kept elsewhere can show: keep these lines.")


def show_rechecked(found: Sequence[tuple[Rechecked, tuple[Receipt, ...]]], as_json: bool) -> None:
    """What ruling cases again found."""
    if as_json:
        _print([_rechecked(one) for one, _ in found])
        return
    if not found:
        print("There is no open case.")
    for one, made in found:
        before, after = law_version_of(one.before), law_version_of(one.after)
        print(f"{one.case}: {shown(one.title)}")
        law = f"law base {after}" if before == after else f"law base {before} before, {after} now"
        print(f"  {text_of(one.before, 'status')} before, {text_of(one.after, 'status')} now; {law}")
        _lists(one)
        if one.changes:
            _changes(one.changes)
        else:
            print("  Nothing has changed.")
        case_caps.counted(paper(), one.counted)
        receipts(made)


def _looked_up_on(facts: Record) -> str:
    """The lists that a ruling went by; of an extract that it is one."""
    found = (
        (text_of(one, "name"), text_of(one, "day"), "(extract)" if one.get("whole") is False else "")
        for one in records_of(facts, "lists")
    )
    return ", ".join(" ".join(filter(None, one)) for one in found)


def _lists(one: Rechecked) -> None:
    old, new = _looked_up_on(one.before), _looked_up_on(one.after)
    if old or new:
        print(
            f"  Lists: {shown(new) or 'not looked up'}"
            + ("" if old == new else f" (before: {shown(old) or 'not looked up'})")
        )


def _changes(found: Iterable[Change]) -> None:
    out = paper()
    for one in found:
        where = " ".join(filter(None, (one.act, one.regime, one.subject)))
        what = "" if one.what == "finding" else f", {one.what}"
        indented(out, shown(f"{where}{what}: {one.before} -> {one.after}", 900), 4)


def _print(value: object) -> None:
    """JSON in which nothing that steers a terminal, or turns or hides letters, stands bare."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    print("".join(c if c == "\n" or category(c) not in _UNSEEN else json.dumps(c)[1:-1] for c in text))


def _due(one: Due, today: Day) -> dict[str, object]:
    return {"case": one.case, "act": one.act, **one.facts, "days_left": one.left(today)}


def _summary(case: Case) -> dict[str, object]:
    state = case.state
    return {
        "case": state.name,
        "title": state.title,
        "state": state.status,
        "opened": state.opened,
        "closed": state.closed,
        "status": text_of(state.ruled, "status"),
        "as_of": text_of(state.ruled, "as_of"),
        "next_due": case.dues[0].day.isoformat() if case.dues else None,
        "keep_until": case.retention.until.isoformat(),
    }


def _whole(case: Case) -> dict[str, object]:
    state = case.state
    return {
        **_summary(case),
        "law": state.ruled.get("law"),
        "lists": state.ruled.get("lists"),
        "retention": str(case.retention),
        "permissions": [{**_held(one), "on": list(one.on)} for one in state.holds],
        "due": [{"act": one.act, **one.facts} for one in case.dues],
        "caps": [case_caps.cap_record(cap) for cap in case.caps],
        "breaches": [case_caps.breach_record(one) for one in case.breaches],
        "counted": list(state.ruling.counted) if state.ruling else [],
        "keep_to": [{"do": do, "cite": cite} for do, cite in standing(state)],
        "journal": [{**json.loads(kept.entry.body), "hash": kept.hash} for kept in case.entries],
    }


def _held(one: Held) -> dict[str, object]:
    return one.fact


def _verified(one: Verified) -> dict[str, object]:
    end = {"case": one.end.case, "entries": one.end.number, "hash": None if one.end.hash == START else one.end.hash}
    faults = [{"entry": fault.number, "what": fault.what} for fault in one.faults]
    return {**end, "whole": not one.faults, "faults": faults, "leftovers": list(one.leftovers)}


def _rechecked(one: Rechecked) -> dict[str, object]:
    return {
        "case": one.case,
        "title": one.title,
        "before": one.before,
        "after": one.after,
        "changes": [change.record for change in one.changes],
        "counted": list(one.counted),
    }
