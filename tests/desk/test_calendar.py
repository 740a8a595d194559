"""The file is read back by vobject, which shares no code with the library that wrote it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices import Law, load_plan, read_plan, rule
from goodoffices.desk.calendar import Ruled, entries, ics
from goodoffices.samples import plausible
from goodoffices.values import Day

ROOT = Path(__file__).parents[2]
NOON = dt.datetime(2024, 6, 3, 12, 30, 15, 99, tzinfo=dt.timezone(dt.timedelta(hours=9)))
TRICKY = "평양, 원산; 그리고\\n함흥: " + "가" * 60 + " 😀 \\ end"


def ruled(name: str) -> Ruled:
    plan = load_plan(ROOT / "examples" / f"{name}.yaml")
    assert plan.as_of
    return Ruled(plan, rule(plan, Law.on(plan.as_of)), name)


def tricky() -> Ruled:
    """A plan whose free texts hold everything that iCalendar has to escape or to fold."""
    plan = read_plan(
        f"""goodoffices: 1
title: '{TRICKY}'
parties:
  - {{id: jane, kind: person, name: '{TRICKY}', nationalities: [US], us_status: citizen, passport: US}}
acts:
  - id: visit
    kind: travel
    who: [jane]
    to: KP
    from: 2024-10-07
    holds: [{{permission: us-ofac-licence, state: granted, number: 'A;B,C', until: 2024-10-20, terms: ['{TRICKY}']}}]
""".encode()
    )
    return Ruled(plan, rule(plan, Law.on(Day(2024, 6, 3))), TRICKY)


def events(data: bytes) -> list[vobject.base.Component]:
    return list(vobject.readOne(data.decode()).contents.get("vevent", []))


def test_another_library_reads_back_every_entry() -> None:
    some = [ruled("tb-medicine-xray"), ruled("reporter"), tricky()]
    expected = entries(some, NOON.date(), names=True)
    read = events(ics(some, NOON, names=True))
    assert len(read) == len(expected) > 6
    for event, entry in zip(read, expected, strict=True):
        assert event.uid.value == entry.uid
        assert event.summary.value == entry.says
        assert event.description.value == "\n".join(entry.detail)
        assert event.dtstart.value == entry.day and type(event.dtstart.value) is dt.date
        assert event.dtend.value == entry.day + dt.timedelta(days=1)
        assert event.dtstamp.value == dt.datetime(2024, 6, 3, 3, 30, 15, tzinfo=dt.UTC)
        assert event.categories.value == [entry.kind.value]
        assert event.status.value == ("CONFIRMED" if entry.certain else "TENTATIVE")


def test_a_line_has_at_most_75_octets_and_cuts_no_letter() -> None:
    data = ics([tricky()], NOON, names=True)
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_the_same_ruling_at_the_same_moment_is_the_same_file() -> None:
    assert ics([ruled("reporter")], NOON) == ics([ruled("reporter")], NOON)


def test_reminders_come_in_the_morning_some_days_before() -> None:
    (event,) = (e for e in events(ics([ruled("reporter")], NOON)) if e.dtstart.value == Day(2024, 10, 6))
    alarms = [alarm.trigger.value for alarm in event.valarm_list]
    begins = dt.datetime(2024, 10, 6)
    assert [begins + alarm for alarm in alarms] == [dt.datetime(2024, 9, 22, 9), dt.datetime(2024, 10, 3, 9)]
    assert all(alarm.action.value == "DISPLAY" and alarm.description.value for alarm in event.valarm_list)


def test_no_reminder_lies_in_the_past_and_a_near_day_reminds_on_itself() -> None:
    near = NOON.replace(month=10, day=5)
    (event,) = (e for e in events(ics([ruled("reporter")], near)) if e.dtstart.value == Day(2024, 10, 6))
    assert [alarm.trigger.value for alarm in event.valarm_list] == [dt.timedelta(hours=9)]
    for event in events(ics([ruled("reporter")], NOON.replace(year=2030))):
        assert not hasattr(event, "valarm")


def test_a_permission_without_end_has_a_day_all_the_same() -> None:
    plan = tricky().plan
    (act,) = plan.acts
    endless = replace(plan, acts=(replace(act, holds=(replace(act.holds[0], until=Day.max),)),))
    read = events(ics([Ruled(endless, rule(endless, Law.on(Day(2024, 6, 3))), "k")], NOON))
    (end,) = (event for event in read if event.dtstart.value == Day.max)
    assert not hasattr(end, "dtend")


def test_who_wants_no_reminders_gets_none() -> None:
    assert b"VALARM" not in ics([ruled("reporter")], NOON, reminders=())


def test_a_stamp_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ics([], dt.datetime(2024, 6, 3))


def test_a_calendar_of_nothing_is_still_a_calendar() -> None:
    assert vobject.readOne(ics([], NOON).decode()).version.value == "2.0"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_any_plans_days_are_read_back_each_under_its_own_uid(seed: int) -> None:
    some = []
    for number, plan in enumerate(plausible(seed, 3)):
        some.append(Ruled(plan, rule(plan, Law.on(plan.as_of or NOON.date())), f"{seed}-{number}"))
    expected = entries(some, NOON.date())
    read = events(ics(some, NOON))
    assert {(e.uid.value, e.dtstart.value) for e in read} == {(e.uid, e.day) for e in expected}
    assert len({event.uid.value for event in read}) == len(read)
    for one in some:
        due = {entry.due for entry in entries([one], NOON.date())}
        assert {deadline.day for deadline in one.ruling.deadlines} <= due
        assert {permission.latest for permission in one.ruling.permissions if permission.latest} <= due
