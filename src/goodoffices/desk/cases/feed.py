"""What is due in cases as entries of a calendar: what was done is not in it, and what was granted is there with its last day.

As in the calendar of a plan, what may name somebody is left out unless it is asked for: acts, and the numbers of permissions.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from goodoffices.desk.cases.dues import Due
from goodoffices.desk.days import SPACE, Entry, Kind
from goodoffices.values import Day

_KINDS = {"duty": Kind.DUTY, "ask": Kind.FILE, "lapse": Kind.ENDS}


def case_entries(dues: Iterable[Due], today: Day, *, names: bool = False) -> tuple[Entry, ...]:
    """The entries of what is due, in the order of their days; what is overdue is shown today, until it is done."""
    made = (_entry(due, today, names) for due in dues)
    return tuple(sorted(made, key=lambda entry: (entry.day, entry.kind.value, entry.says, entry.uid)))


def _entry(due: Due, today: Day, names: bool) -> Entry:
    kind = _KINDS[due.kind]
    do = due.do
    if kind is Kind.ENDS and not names:
        do = f"{due.cite.split(' ')[0]} lapses: finish what rests on it, or have it renewed"
    late = due.day < today and kind is not Kind.ENDS
    says = f"Late (due {due.day}): {do}" if late else do if due.certain else f"If a rule that may reach does: {do}"
    detail = (
        f"Case {due.case}",
        f"Act: {due.act}" if names and due.act else "",
        f"Law: {due.cite}" if due.cite and (names or kind is not Kind.ENDS) else "",
        f"Tell the case when it is done: goodoffices case submit {due.case} {due.id}" if kind is Kind.DUTY else "",
        "Kept by Good Offices. It is not legal advice.",
    )
    uid = str(uuid.uuid5(SPACE, f"case {due.case} {due.id}"))
    told = tuple(line for line in detail if line)
    return Entry(uid, today if late else due.day, due.day, kind, says, told, due.certain)
