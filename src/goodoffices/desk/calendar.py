"""The days of one or several rulings as a file that calendars read and subscribe to (RFC 5545, iCalendar)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from goodoffices.desk.days import Entry, Kind, Ruled, entries, undated
from goodoffices.law.rules import LawBase
from goodoffices.values import Day

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["REMINDERS", "Entry", "Kind", "Ruled", "entries", "ics", "ics_of", "undated"]

REMINDERS = (14, 3)
"""Days before an entry on which a calendar reminds of it, unless others are asked for."""

_MORNING = dt.timedelta(hours=9)
"""An all-day event begins at midnight, and nobody wants to be reminded then."""


def ics(
    ruled: Iterable[Ruled],
    stamp: dt.datetime,
    *,
    names: bool = False,
    reminders: Sequence[int] = REMINDERS,
    base: LawBase | None = None,
) -> bytes:
    """The calendar of one or several ruled plans, as the bytes of an .ics file.

    `stamp` is the moment of the export, with its time zone: its day is the calendar's today. An entry keeps its UID from one export to
    the next as long as the plan's key, the act and the duty are the same, whatever day it moves to; so a calendar that is subscribed, or
    a file that is imported again, moves the entry and does not double it. `names` writes who it is about, the plan's title and the
    numbers and terms of permissions. The packages of the extra `calendar` are needed.

    Raises:
        InputError: two plans have one key.
    """
    return ics_of(entries(ruled, stamp.date(), names=names, base=base), stamp, reminders)


def ics_of(found: Iterable[Entry], stamp: dt.datetime, reminders: Sequence[int] = REMINDERS) -> bytes:
    """The calendar of entries that were made already, of plans or of cases."""
    from icalendar import Calendar

    if stamp.utcoffset() is None:
        raise ValueError("the stamp needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", "-//Good Offices//goodoffices//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # Programs from before RFC 7986 know the calendar's name by the second of these alone.
    calendar.add("name", "Good Offices")
    calendar.add("x-wr-calname", "Good Offices")
    calendar.add("refresh-interval", dt.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for entry in found:
        calendar.add_component(_event(entry, stamp, reminders))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: dt.datetime, reminders: Sequence[int]) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", entry.day)
    if entry.day < Day.max:
        # An event of a date alone lasts that day; the last day of all, which people write for "without end", has no day after.
        event.add("dtend", entry.day + dt.timedelta(days=1))
    event.add("summary", entry.says)
    event.add("description", "\n".join(entry.detail))
    event.add("categories", [entry.kind.value])
    event.add("status", "CONFIRMED" if entry.certain else "TENTATIVE")
    # A day to keep makes nobody busy, and is nobody else's business where a calendar is shared.
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if entry.url:
        event.add("url", entry.url)
    for days in _reminders(entry, stamp.date(), reminders):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.says)
        alarm.add("trigger", _MORNING - dt.timedelta(days=days))
        event.add_component(alarm)
    return event


def _reminders(entry: Entry, today: Day, reminders: Sequence[int]) -> list[int]:
    """How many days before an entry to remind: none in the past, and on the day itself where all others are."""
    if not entry.remind or not reminders or entry.day < today:
        return []
    ahead = sorted({days for days in reminders if entry.day - dt.timedelta(days=days) >= today}, reverse=True)
    return ahead or [0]
