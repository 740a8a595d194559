"""Screening inside a ruling: whose word it is, and what has to be told."""

from __future__ import annotations

from goodoffices.law.base import Law
from goodoffices.parties.plan_report import with_screening
from goodoffices.parties.plan_screening import screen_plan
from goodoffices.parties.screening import Source
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day
from tests.parties.fakes import FakeScreener, listed

DAY = Day(2026, 1, 15)
ALL = tuple(Source(name, "", "", DAY, 10) for name in ("us-sdn", "un", "eu", "uk"))
PLAN = b"""goodoffices: 1
title: t
sponsor: us
parties:
  - {id: us, kind: organisation, name: Our Church, country: US, listed: none}
  - {id: bank, kind: bank, name: Foreign Trade Bank, country: KP}
acts:
  - {id: fee, kind: payment, to: [bank], amount: 100 USD, purposes: [relief]}
"""


def ruled(*parties: str, sources: tuple[Source, ...] = ALL) -> Ruling:
    screener = FakeScreener(tuple(listed(f"n{n}", name, "us-sdn", "Organization") for n, name in enumerate(parties)))
    screened = screen_plan(read_plan(PLAN), screener, sources, DAY)
    return with_screening(rule(screened.plan, Law.on(DAY)), screened)


def test_a_listed_bank_is_found_and_the_ruling_goes_by_it() -> None:
    ruling = ruled("Foreign Trade Bank")
    row = next(row for row in ruling.screening if row.party == "bank")
    assert row.listed == ("us-sdn",) and row.source.endswith("1 hit") and "us-sdn of 2026-01-15" in row.source
    assert "bank.listed" not in {question.term for question in ruling.questions}
    assert any("to be confirmed" in notice for notice in ruling.notices)


def test_where_no_list_was_loaded_the_party_stays_unknown_and_that_is_told() -> None:
    ruling = ruled(sources=())
    assert next(row for row in ruling.screening if row.party == "bank").listed is None
    assert "bank.listed" in {question.term for question in ruling.questions}
    assert "No list was loaded: nobody was screened." in ruling.notices


def test_the_plans_own_word_is_told_as_the_plans() -> None:
    row = next(row for row in ruled().screening if row.party == "us")
    assert (row.listed, row.source) == ((), "plan")
