"""Screening a plan: what is filled in, what is left to be asked, and what is never said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodoffices.parties.decisions import Decisions, decide
from goodoffices.parties.model import ListedParty
from goodoffices.parties.plan_screening import Bars, ScreenedParty, law_list, query_of, screen_plan
from goodoffices.parties.screening import Source
from goodoffices.plan.model import Listing
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day
from tests.parties.fakes import FakeScreener, listed

DAY = Day(2026, 11, 25)
ALL = tuple(Source(name, "the publisher", "", Day(2026, 7, 31), 1000) for name in ("us-sdn", "un", "eu", "uk"))
KIM = listed("9345", "Kim Yong Chol")
PLAN = """goodoffices: 1
title: t
sponsor: us
parties:
  - {{id: us, kind: organisation, name: Our Church, country: US}}
  - {{id: him, kind: person, name: Kim Yong Chol{more}}}
acts:
  - {{id: talk, kind: meeting, with: [him], place: CN}}
"""


def screened(
    *parties: ListedParty,
    score: float = 1.0,
    sources: tuple[Source, ...] = ALL,
    more: str = "",
    day: Day = DAY,
    decisions: Decisions | None = None,
) -> ScreenedParty:
    plan = read_plan(PLAN.format(more=more).encode())
    screener = FakeScreener(parties, {party.id: score for party in parties})
    done = screen_plan(plan, screener, sources, day, bars=Bars(0.85, 0.5), decisions=decisions)
    row = next(row for row in done.parties if row.party == "him")
    party = done.plan.parties["him"]
    assert party.listed == row.listed
    assert party.unsettled == (None if row.source == "plan" or row.listed is None else frozenset(row.unsettled))
    return row


def test_a_sure_hit_is_listed_from_its_day_and_to_be_confirmed() -> None:
    row = screened(KIM)
    assert row.listed == (Listing("us-sdn", Day(2016, 7, 6), None),)
    assert any("to be confirmed" in said and "DPRK3" in said and "2016-07-06" in said for said in row.says)
    assert "us-sdn of 2026-07-31" in row.source


def test_nobody_found_on_every_list_is_on_none_and_the_lists_are_named() -> None:
    row = screened()
    assert row.listed == () and row.unsettled == ()
    assert all(f"{name} of 2026-07-31" in row.source for name in ("us-sdn", "un", "eu", "uk"))


def test_a_list_that_was_not_loaded_is_never_said_to_be_silent() -> None:
    row = screened(sources=ALL[:2])
    assert row.listed == () and row.unsettled == ("eu", "uk")
    plan = read_plan(PLAN.format(more="").encode())
    notice = screen_plan(plan, FakeScreener(()), ALL[:2], DAY).notices[0]
    assert "Silence proves nothing of the EU list, the UK list: not loaded whole." in notice


def test_silence_of_an_extract_proves_nothing_and_a_hit_in_it_counts() -> None:
    extract = (replace(ALL[0], whole=False), *ALL[1:])
    assert screened(sources=extract).unsettled == ("us-sdn",)
    assert screened(KIM, sources=extract).listed == (Listing("us-sdn", Day(2016, 7, 6)),)


def notices(*sources: Source, day: Day = DAY) -> tuple[str, ...]:
    return screen_plan(read_plan(PLAN.format(more="").encode()), FakeScreener(()), sources, day).notices


def test_an_extract_is_told_with_where_the_whole_lists_are_had() -> None:
    assert any("goodoffices lists update" in said for said in notices(replace(ALL[0], whole=False)))
    assert not any("goodoffices lists update" in said for said in notices(*ALL))


def test_lists_older_than_the_ruling_are_told_with_their_age() -> None:
    fresh, undated = replace(ALL[0], day=Day(2026, 11, 20)), replace(ALL[3], day=None)
    *_, told = notices(fresh, ALL[1], undated)
    assert told.endswith("listed since: un by 117 days, uk by a time that is not known.")
    assert not any("listed since" in said for said in notices(fresh, replace(ALL[1], day=Day(2026, 11, 15))))
    assert not any("listed since" in said for said in notices(ALL[0], day=Day(2020, 1, 1)))


def test_a_list_that_is_not_kept_from_the_day_is_silent_on_who_was_taken_off_since() -> None:
    late = (replace(ALL[0], since=Day(2026, 7, 31)), *ALL[1:])
    row = screened(sources=late, day=Day(2023, 5, 8))
    assert row.listed == () and row.unsettled == ("us-sdn",)
    assert "who was taken off since is missing" in notices(*late, day=Day(2023, 5, 8))[0]
    assert screened(sources=late, day=Day(2026, 7, 25)).unsettled == ()
    assert screened(KIM, sources=late, day=Day(2023, 5, 8)).listed == (Listing("us-sdn", Day(2016, 7, 6)),)


def test_a_hit_on_one_list_leaves_the_lists_that_were_not_loaded_open() -> None:
    row = screened(KIM, sources=ALL[:1])
    assert row.listed == row.found
    assert row.found == (Listing("us-sdn", Day(2016, 7, 6)),) and row.unsettled == ("un-1718", "eu", "uk")


def test_without_any_list_nobody_is_screened() -> None:
    plan = read_plan(PLAN.format(more="").encode())
    done = screen_plan(plan, FakeScreener(()), (), DAY)
    assert done.plan.parties["him"].listed is None and done.parties[1].source == ""
    assert done.notices == ("No list was loaded: nobody was screened.",)


def test_between_the_bars_nothing_is_decided() -> None:
    row = screened(KIM, score=0.7)
    assert row.listed == () and row.unsettled == ("us-sdn",)
    assert any(said.startswith("May be the same") for said in row.says)


def test_a_body_with_the_listed_name_letter_for_letter_is_taken_for_it_and_a_person_is_not() -> None:
    bank = listed("15603", "KIM YONG CHOL", kind="Organization")
    assert screened(bank, score=0.6).listed == (Listing("us-sdn", Day(2016, 7, 6)),)
    assert screened(KIM, score=0.6).listed == ()


def test_below_the_bars_it_is_nobody() -> None:
    assert screened(KIM, score=0.4).listed == ()


@pytest.mark.parametrize("day", [Day(2016, 1, 1), Day(2016, 7, 5)])
def test_who_was_listed_later_is_not_listed_in_an_earlier_ruling(day: Day) -> None:
    assert screened(KIM, day=day).listed == ()


def test_who_was_delisted_stands_to_the_day_before() -> None:
    gone = replace(KIM, delisted_on=Day(2020, 1, 1))
    assert screened(gone, day=Day(2019, 12, 31)).listed == (Listing("us-sdn", Day(2016, 7, 6), Day(2019, 12, 31)),)
    assert screened(gone, day=Day(2020, 1, 1)).listed == ()


def test_the_plans_word_wins_and_a_disagreement_is_told() -> None:
    row = screened(KIM, more=", listed: none")
    assert row.listed == () and row.source == "plan"
    assert any("does not list Kim Yong Chol there" in said for said in row.says)


def test_a_decision_that_it_is_another_person_clears_the_hit() -> None:
    query = query_of(read_plan(PLAN.format(more="").encode()).parties["him"])
    another = Decisions([decide(query, KIM, "not-same", "born 1985", "A", DAY)])
    row = screened(KIM, decisions=another)
    assert row.listed == () and any("decided not the same by A" in said for said in row.says)
    assert screened(replace(KIM, births=("1985",)), decisions=another).listed != ()


def test_a_decision_that_it_is_the_same_person_lists_a_doubtful_hit() -> None:
    query = query_of(read_plan(PLAN.format(more="").encode()).parties["him"])
    same = Decisions([decide(query, KIM, "same", "the passport agrees", "A", DAY)])
    assert screened(KIM, score=0.6, decisions=same).listed == (Listing("us-sdn", Day(2016, 7, 6)),)


def test_another_committee_of_the_council_is_not_the_1718_list_and_not_nobody() -> None:
    qaida = listed("QDi.001", "Kim Yong Chol", "un", programmes=("Al-Qaida",))
    row = screened(qaida)
    assert row.listed == () and row.unsettled == ("un-1718",)
    assert any("no rule for this list" in said for said in row.says)
    assert law_list(listed("KPi.033", "Kim Yong Chol", "un", programmes=("DPRK",))) == "un-1718"


def test_a_blocked_national_of_cuba_is_on_both_us_lists() -> None:
    row = screened(listed("36", "Kim Yong Chol", programmes=("CUBA",)))
    assert [listing.list for listing in row.listed or ()] == ["us-515", "us-sdn"]


@pytest.mark.parametrize("more", [", count: 12"])
def test_an_entry_for_several_people_is_not_screened(more: str) -> None:
    row = screened(more=more)
    assert row.listed is None and any("stands for several" in said for said in row.says)


def test_a_name_too_long_to_be_one_is_told_and_ruling_goes_on() -> None:
    plan = read_plan(PLAN.format(more="").replace("Kim Yong Chol", "K" * 1500).encode())
    row = next(row for row in screen_plan(plan, FakeScreener(()), ALL, DAY).parties if row.party == "him")
    assert row.listed is None and row.says[0].endswith("was not screened: its name is too long to be one.")


def test_aliases_and_countries_are_looked_up_too() -> None:
    plan = read_plan(PLAN.format(more=", aliases: [김영철], nationalities: [KP]").encode())
    query = query_of(plan.parties["him"])
    assert (query.kind, query.aliases, query.countries, query.id) == ("Person", ("김영철",), ("KP",), "him")
