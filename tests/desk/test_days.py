from __future__ import annotations

import datetime as dt

import pytest

from goodoffices import Law, read_plan, rule
from goodoffices.desk.days import Entry, Kind, Ruled, entries, undated
from goodoffices.errors import InputError
from goodoffices.values import Day

TODAY = Day(2024, 6, 3)
HEAD = """goodoffices: 1
title: A visit with Jane Roe
sponsor: aid
parties:
  - {id: aid, kind: organisation, name: Rice for Kim, country: US, nonprofit: true, public_funds: false, roles: [ngo], listed: [none]}
  - {id: jane, kind: person, name: Jane Roe, aliases: [제인 로], nationalities: [US], us_status: citizen, passport: US%s}
  - {id: clinic, kind: organisation, name: 평양 의원, country: KP, listed: [none]}
acts:
"""
VISIT = "  - {id: visit, kind: travel, who: [jane], to: KP, from: %s, until: %s, entries: one, purposes: [relief]%s}\n"
CARE = (
    "  - {id: care, kind: service, to: [clinic], topic: medical, place: KP, from: %s, until: %s, purposes: [health],"
    " relation_to_government: incidental}\n"
)


def ruled(acts: str, key: str = "case-7", holds: str = "", as_of: Day = TODAY) -> Ruled:
    plan = read_plan((HEAD % holds + acts).encode())
    return Ruled(plan, rule(plan, Law.on(as_of)), key)


def visit(start: str = "2024-10-07", until: str = "2024-10-20", more: str = "") -> str:
    return VISIT % (start, until, more)


def care(start: str = "2024-11-04") -> str:
    return CARE % (start, start)


def of(kind: Kind, found: tuple[Entry, ...]) -> list[Entry]:
    return [entry for entry in found if entry.kind is kind]


def test_the_latest_day_to_ask_is_the_rulings_own() -> None:
    one = ruled(visit())
    (permission,) = one.ruling.permissions
    (entry,) = of(Kind.FILE, entries([one], TODAY))
    assert entry.day == entry.due == permission.latest == Day(2024, 7, 9)
    assert "Special validation" in entry.says
    assert "Law: 22 CFR 51.64(c)" in entry.detail


def test_every_deadline_of_the_ruling_stands_in_the_calendar() -> None:
    one = ruled(care() + visit())
    duties = of(Kind.DUTY, entries([one], TODAY))
    assert one.ruling.deadlines
    for deadline in one.ruling.deadlines:
        assert any(
            deadline.day == e.due and deadline.do in e.says and f"Law: {deadline.cite}" in e.detail for e in duties
        )


def test_a_duty_moves_with_its_act_and_keeps_its_uid() -> None:
    before, after = ruled(care("2024-11-04") + visit()), ruled(visit() + care("2024-12-04"))
    (one,), (other,) = (of(Kind.DUTY, entries([r], TODAY)) for r in (before, after))
    assert one.uid == other.uid
    assert other.day - one.day == dt.timedelta(days=30)


def test_the_uids_do_not_change_with_names_or_with_the_day_of_export() -> None:
    one = ruled(care() + visit())
    plain = {e.uid for e in entries([one], TODAY)}
    assert {e.uid for e in entries([one], TODAY + dt.timedelta(days=90), names=True)} == plain


def test_a_uid_is_the_same_in_every_run_of_the_program() -> None:
    (entry,) = of(Kind.FILE, entries([ruled(visit())], TODAY))
    assert entry.uid == "7946a515-d0b8-5d30-a489-a77e10d9b1d5"


def test_two_plans_never_share_a_days_uid_but_for_what_the_law_does_to_both() -> None:
    first, second = ruled(visit(), "case-1"), ruled(visit(), "case-2")
    found = entries([first, second], TODAY)
    assert len(of(Kind.FILE, found)) == 2
    (lapse,) = of(Kind.LAW, found)
    assert "For case-1: visit (travel, from 2024-10-07)" in lapse.detail
    assert "For case-2: visit (travel, from 2024-10-07)" in lapse.detail


def test_two_plans_of_one_key_are_refused() -> None:
    with pytest.raises(InputError, match="two plans are called 'case-7'"):
        entries([ruled(visit()), ruled(care())], TODAY)


def test_the_end_of_the_passport_notice_that_the_ruling_rests_on_is_shown() -> None:
    (lapse,) = of(Kind.LAW, entries([ruled(visit())], TODAY))
    assert lapse.day == Day(2025, 8, 31)
    (earlier,) = of(Kind.LAW, entries([ruled(visit("2024-07-01", "2024-07-09"))], TODAY))
    assert earlier.day == Day(2024, 8, 31)
    assert earlier.uid != lapse.uid, "the end of another year's notice is another thing to look out for"


def test_a_visit_after_the_newest_notice_is_shown_the_day_on_which_it_runs_out() -> None:
    (lapse,) = of(Kind.LAW, entries([ruled(visit("2026-10-05", "2026-10-09"), as_of=Day(2026, 6, 1))], Day(2026, 6, 1)))
    assert lapse.day == Day(2026, 8, 31)


def test_a_plan_on_which_no_lapsing_rule_bears_has_no_such_entry() -> None:
    assert not of(Kind.LAW, entries([ruled(care())], TODAY))


def test_a_permission_in_hand_is_shown_on_its_last_day_with_the_acts_that_outlast_it() -> None:
    holds = ", holds: [{permission: us-special-validation, state: granted, number: SV-1, until: 2024-10-10}]"
    (end,) = of(Kind.ENDS, entries([ruled(visit(), holds=holds)], TODAY))
    assert end.day == Day(2024, 10, 10)
    assert any("Not all of it is over by then: visit" in line for line in end.detail)
    (enough,) = of(Kind.ENDS, entries([ruled(visit(until="2024-10-10"), holds=holds)], TODAY))
    assert not any("Not all of it" in line for line in enough.detail)
    assert enough.uid == end.uid


def test_two_permissions_that_differ_in_nothing_but_their_days_are_two_entries() -> None:
    one = "{permission: us-ofac-licence, state: granted, until: 2024-%s}"
    holds = f", holds: [{one % '09-01'}, {one % '12-01'}]"
    found = of(Kind.ENDS, entries([ruled(visit(more=holds))], TODAY))
    assert [e.day for e in found] == [Day(2024, 9, 1), Day(2024, 12, 1)]
    assert len({e.uid for e in found}) == 2


def test_a_permission_that_was_asked_for_reminds_nobody_to_ask() -> None:
    holds = ", holds: [{permission: us-special-validation, state: applied}]"
    asked, open_still = (of(Kind.FILE, entries([ruled(visit(), holds=h)], TODAY))[0] for h in (holds, ""))
    assert "Asked for already (applied)" in asked.says
    assert not asked.remind
    assert open_still.remind
    assert asked.uid == open_still.uid


def test_what_is_late_while_the_act_is_to_come_is_shown_today() -> None:
    today = Day(2024, 9, 1)
    (late,) = of(Kind.FILE, entries([ruled(visit())], today))
    assert (late.day, late.due) == (today, Day(2024, 7, 9))
    assert late.says.startswith("Late: ask at once") and "2024-07-09" in late.says


def test_what_was_to_be_asked_for_an_act_of_the_past_stays_where_it_was() -> None:
    (past,) = of(Kind.FILE, entries([ruled(visit())], Day(2026, 1, 1)))
    assert past.day == past.due == Day(2024, 7, 9)


def test_a_permission_that_may_be_needed_is_told_as_such() -> None:
    plan = HEAD % "" + (
        "  - {id: pump, kind: export, to: [clinic], origin: US, destination: KP, from: 2024-12-02, purposes: [relief],\n"
        "     items: [{name: thing of which little is known}]}\n"
    )
    read = read_plan(plan.encode())
    one = Ruled(read, rule(read, Law.on(TODAY)), "k")
    sure = {p.ask.title for p in one.ruling.permissions}
    perhaps = {a.title for act in one.ruling.acts for f in act.findings for a in f.may_need} - sure
    assert perhaps
    tentative = [e for e in of(Kind.FILE, entries([one], TODAY)) if not e.certain]
    assert {e.says.split(": ", 2)[2] for e in tentative} == perhaps
    assert all(e.says.startswith("If needed: ") for e in tentative)


def test_what_has_no_day_is_said_and_not_left_out_in_silence() -> None:
    plan = read_plan((HEAD % "" + "  - {id: visit, kind: travel, who: [jane], to: KP, purposes: [relief]}\n").encode())
    one = Ruled(plan, rule(plan, Law.on(TODAY)), "k")
    assert not of(Kind.FILE, entries([one], TODAY))
    assert any("Special validation" in lacking for lacking in undated(one))


NAMES = ("jane", "roe", "제인", "kim", "평양", "rice")


@pytest.mark.parametrize("ident", ["jane-visit", "janevisit", "roe.1", "visit"])
def test_without_names_no_entry_names_anybody(ident: str) -> None:
    holds = ", holds: [{permission: us-ofac-licence, state: granted, number: JANE-1, until: 2024-12-01, terms: [Pay Jane Roe]}]"
    acts = (visit(more=holds) + care()).replace("id: visit", f"id: {ident}")
    told = "\n".join("\n".join((e.says, *e.detail)) for e in entries([ruled(acts, "jane roe.yaml")], TODAY)).casefold()
    assert not [name for name in NAMES if name in told]
    assert "travel, from 2024-10-07" in told


def test_with_names_an_entry_says_whom_it_is_about() -> None:
    holds = (
        ", holds: [{permission: us-ofac-licence, state: granted, number: NK-1, until: 2024-12-01, terms: [Pay nobody]}]"
    )
    found = entries([ruled(visit(more=holds))], TODAY, names=True)
    (file,), (end,) = of(Kind.FILE, found), of(Kind.ENDS, found)
    assert "About: Jane Roe" in file.detail
    assert any(line.startswith("For A visit with Jane Roe: visit") for line in file.detail)
    assert end.says.endswith("NK-1")
    assert "Its term: Pay nobody" in end.detail
