"""Parties of a plan looked up on the lists in use, before it is ruled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from goodoffices import Law, look_up, rule, with_screening
from goodoffices.parties.chosen import choose
from goodoffices.parties.lookup import ListsInUse
from goodoffices.parties.model import PartyList, Query
from goodoffices.parties.store import Origin, Store
from goodoffices.plan.model import Listing
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day
from tests.parties.fakes import listed

DAY = Day(2026, 1, 15)
PLAN = """goodoffices: 1
title: t
sponsor: us
parties:
  - {{id: us, kind: organisation, name: Our Church, country: US, listed: none}}
  - {{id: bank, kind: bank, name: {name}, country: KP}}
acts:
  - {{id: fee, kind: payment, to: [bank], amount: 100 USD, purposes: [relief]}}
"""


def plan(name: str) -> bytes:
    return PLAN.format(name=name).encode()


def test_without_any_list_the_extract_finds_the_bank_and_leaves_the_other_lists_open(tmp_path: Path) -> None:
    found = look_up(
        read_plan(plan("FOREIGN TRADE BANK OF THE DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA")),
        DAY,
        store=Store(tmp_path / "lists"),
    )
    bank = found.plan.parties["bank"]
    assert "us-sdn" in {listing.list for listing in bank.listed or ()}
    assert "eu" in (bank.unsettled or ()) or "eu" in {listing.list for listing in bank.listed or ()}
    ruling = with_screening(rule(found.plan, Law.on(DAY)), found)
    assert any("to be confirmed" in said for said in ruling.notices)


def test_a_bank_that_is_not_in_the_extract_stays_unknown(tmp_path: Path) -> None:
    found = look_up(read_plan(plan("Riverbend Savings")), DAY, store=Store(tmp_path / "lists"))
    assert found.plan.parties["bank"].listed is None
    assert "bank.listed" in {question.term for question in rule(found.plan, Law.on(DAY)).questions}


def test_what_the_plan_says_is_left_as_it_is(tmp_path: Path) -> None:
    found = look_up(read_plan(plan("Riverbend Savings")), DAY, store=Store(tmp_path / "lists"))
    assert found.plan.parties["us"].listed == () and found.plan.parties["us"].unsettled is None


def test_the_users_own_lists_are_asked(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    parties = (listed("KPe.1", "Riverbend Savings", "un", "Organization", ("DPRK",)),)
    store.keep(PartyList("un", "UN", "", DAY, parties), (), Origin("a file", f"{DAY}T00:00:00"))
    found = look_up(read_plan(plan("Riverbend Savings")), DAY, ("un",), store=store)
    assert found.plan.parties["bank"].listed == (Listing("un-1718", Day(2016, 7, 6)),)


def test_the_index_is_opened_for_those_alone_who_may_be_listed(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    look_up(read_plan(plan("Riverbend Savings")), DAY, store=store)  # makes the index
    lists = ListsInUse(choose(store=store))
    assert lists.screen(Query("Jane Roe", "Person"), 0.05, DAY) == []
    assert "_screener" not in vars(lists)
    assert lists.screen(Query("KIM Jong Un", "Person"), 0.05, DAY)
    assert "_screener" in vars(lists)


def test_nobody_near_a_list_is_found_out_without_numpy(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    look_up(read_plan(plan("Riverbend Savings")), DAY, store=store)
    code = (
        "import datetime, pathlib, sys; sys.modules['numpy'] = None\n"
        "from goodoffices import look_up, read_plan\n"
        "from goodoffices.parties.store import Store\n"
        f"found = look_up(read_plan({plan('Riverbend Savings')!r}), datetime.date(2026, 1, 15), store=Store(pathlib.Path({str(store.folder)!r})))\n"
        "print([row.hits for row in found.parties])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.stdout == "[(), ()]\n", ran.stderr
