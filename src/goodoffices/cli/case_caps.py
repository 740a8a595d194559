"""Caps, what a ruling counted, and uses to look into, on a terminal: what is over or amiss is said first, and plainly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from goodoffices.cli.paper import indented
from goodoffices.desk.cases import Breach, Cap
from goodoffices.desk.cases.canonical import Record, number_of, text_of
from goodoffices.parties.plain import shown

_WIDTH = 900


def amiss(out: Console, caps: Iterable[Cap], breaches: Sequence[Breach]) -> None:
    """What is over a cap, and the uses that nothing allowed."""
    for cap in caps:
        if cap.over:
            indented(out, Text.assemble(("OVER THE CAP", "bold red"), f" {shown(_over(cap), _WIDTH)}"), 0)
    if breaches:
        out.print("Uses to look into: they happened, and nothing in the case allows them", style="bold red")
        for one in breaches:
            indented(out, shown(f"{one}.", _WIDTH), 2)


def left(out: Console, caps: Iterable[Cap]) -> None:
    """How much of each cap is left, and from when on it counts anew."""
    for cap in caps:
        head, rest = _left(cap)
        style = "red" if cap.over else "yellow" if cap.too_much else ""
        indented(out, Text.assemble((shown(head, _WIDTH), style), f"  {cap.case}"), 2)
        indented(out, shown(rest, _WIDTH), 6)


def counted(out: Console, found: Iterable[Record]) -> None:
    """What the newest ruling counted of what the book knows, and where the plan's own word counts."""
    for one in found:
        indented(out, shown(_counted(one), _WIDTH), 2)


def cap_record(cap: Cap) -> dict[str, object]:
    """A cap for a program; amounts are text, as plans write them."""
    used, planned, beyond = cap.told
    return {
        "kind": "cap",
        "case": cap.case,
        "what": cap.what,
        "about": cap.about,
        "cite": cap.cite,
        "from": cap.start.isoformat() if cap.start else None,
        "anew": cap.anew.isoformat() if cap.anew else None,
        "limit": str(cap.limit),
        "used": str(used),
        "left": str(cap.left),
        "planned": str(planned),
        "over": cap.over,
        "beyond_with_plan": str(beyond) if cap.too_much else None,
        "not_comparable": [str(one) for one in cap.others],
        "uses_elsewhere": cap.elsewhere,
        "sealed": cap.sealed,
        "twelve_months": f"{cap.twelve:f} {cap.limit.unit}" if cap.twelve else None,
    }


def breach_record(one: Breach) -> dict[str, object]:
    """A use to look into, for a program."""
    return {"entry": one.number, "act": one.act, "day": one.day.isoformat(), "says": one.says}


def _over(cap: Cap) -> str:
    used, _, _ = cap.told
    anew = f"; it starts anew on {cap.anew}" if cap.anew else ""
    return f"in {cap.case}: {cap.about}: {used} used{_since(cap)}, and {cap.limit} is the most [{cap.cite}]{anew}"


def _since(cap: Cap) -> str:
    return f" from {cap.start} to {cap.anew - dt.timedelta(days=1)}" if cap.start and cap.anew else ""


def _left(cap: Cap) -> tuple[str, str]:
    used, planned, beyond = cap.told
    head = f"{cap.about}: {cap.left} left of {cap.limit}{_since(cap)}"
    said = [f"{used} used"]
    if cap.elsewhere:
        said.append(f"{cap.elsewhere} of the uses in other cases")
    if planned.amount:
        said.append(f"the plan still means {planned}" + (f", {beyond} too much" if cap.too_much else ""))
    if cap.others:
        said.append(f"also {', '.join(map(str, cap.others))}, which cannot be held against it")
    if cap.sealed:
        said.append(f"{cap.sealed} more in sealed cases may count: unseal them to know")
    if cap.twelve:
        most = f"{cap.twelve:,f} {cap.limit.unit}"
        said.append(f"in twelve months it comes to {most}, and the rule does not say which year it means: ask counsel")
    said.append(f"starts anew on {cap.anew}" if cap.anew else "does not start anew")
    return head, f"{'; '.join(said)} [{cap.cite}]."


def _counted(one: Record) -> str:
    act, field, value, plan = (text_of(one, key) for key in ("act", "field", "value", "plan"))
    uses, cases = number_of(one, "uses"), number_of(one, "cases")
    book = f"{uses} use{'s' if uses != 1 else ''} in {cases} case{'s' if cases != 1 else ''} of this book"
    return {
        "book": f"{act}: {field} is {value}, counted from {book}, this act included. What is not in the book is not in it: if more was sent, write {field} into the plan.",
        "more": f"{act}: the plan says {field} {plan}, but {book} bring it to {value}; the ruling counts that.",
        "plan": f"{act}: {field} is {plan}, as the plan says; it comes before the count of {book}, which is not more.",
        "open": f"{act}: {field} is left open: {book} cannot be added up (several currencies, an amount that the plan does not give, or a sealed case).",
    }.get(text_of(one, "why"), f"{act}: {field}")
