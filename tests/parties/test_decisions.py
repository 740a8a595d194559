"""Decisions hold for one party as it was described and one listing as it read, and for no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.decisions import Decisions, Verdict, add_decision, decide, fingerprint, read_decisions
from goodoffices.parties.model import Identifier, ListedParty, Name, Query
from goodoffices.values import Day
from tests.parties.fakes import listed

KIM = listed("9345", "KIM, Yong Chol")
OURS = Query("Kim Yong Chol", births=("1985",), id="row-7")
DAY = Day(2026, 11, 25)


def decided(verdict: Verdict = "not-same", query: Query = OURS, party: ListedParty = KIM) -> Decisions:
    return Decisions([decide(query, party, verdict, "born 1985, not 1946", "A. Officer", DAY)])


def test_a_decision_comes_back_from_the_file_with_who_when_and_why(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.jsonl"
    add_decision(path, decide(OURS, KIM, "not-same", "born  1985,\nnot 1946", "A. Officer", DAY))
    found = read_decisions(path).of(OURS, KIM)
    assert found is not None
    assert (found.because, found.who, found.when, found.verdict) == (
        "born 1985, not 1946",
        "A. Officer",
        DAY,
        "not-same",
    )


@pytest.mark.parametrize(
    "changed",
    [
        replace(KIM, births=("1985",)),
        replace(KIM, programmes=("DPRK3", "NPWMD")),
        replace(KIM, names=(*KIM.names, Name("KIM, Young Cheol"))),
        replace(KIM, identifiers=(Identifier("passportNumber", "472310031", "KP"),)),
        replace(KIM, listed_on=Day(2020, 1, 1)),
        replace(KIM, remarks="Director"),
    ],
)
def test_it_holds_no_more_once_the_listing_changes(changed: ListedParty) -> None:
    assert decided().of(OURS, changed) is None
    assert decided().outdated(OURS, changed) is not None


def test_it_holds_though_the_list_orders_names_otherwise() -> None:
    names = (Name("KIM, Yong Chol", "primary"), Name("KIM, Young Cheol"))
    one, other = replace(KIM, names=names), replace(KIM, names=names[::-1])
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "other",
    [replace(OURS, births=("1946",)), replace(OURS, id="row-8"), replace(OURS, countries=("KP",)), Query(OURS.name)],
)
def test_it_says_nothing_of_another_party_of_the_name(other: Query) -> None:
    assert decided().of(other, KIM) is None


def test_it_says_nothing_of_another_listing() -> None:
    assert decided().of(OURS, replace(KIM, id="9346")) is None
    assert decided().of(OURS, replace(KIM, list="eu")) is None


def test_the_last_word_holds_and_can_be_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    add_decision(path, decide(OURS, KIM, "not-same", "another birth", "A", DAY))
    add_decision(path, decide(OURS, KIM, "open", "the birth was a misprint", "B", DAY))
    assert read_decisions(path).of(OURS, KIM) is None
    add_decision(path, decide(OURS, KIM, "same", "the passport agrees", "B", DAY))
    found = read_decisions(path).of(OURS, KIM)
    assert found is not None and found.verdict == "same"


def test_a_line_that_was_cut_off_is_an_error_and_the_next_decision_stands_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text('{"format": "goodoffices-dec', encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.jsonl:1: this line is no decision"):
        read_decisions(path)
    add_decision(path, decide(OURS, KIM, "not-same", "another birth", "A", DAY))
    path.write_text(path.read_text(encoding="utf-8").split("\n", 1)[1], encoding="utf-8")
    assert read_decisions(path).of(OURS, KIM) is not None


def test_a_hostile_name_stays_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    query = Query('KIM\n{"format": "x"}\u2028\x1b[2J')
    add_decision(path, decide(query, KIM, "not-same", "nonsense", "A", DAY))
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    assert read_decisions(path).of(query, KIM) is not None


def test_the_file_is_for_its_owners_eyes(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    add_decision(path, decide(OURS, KIM, "not-same", "another birth", "A", DAY))
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("because", "who"), [("  ", "A"), ("another birth", " ")])
def test_a_decision_says_why_and_who(because: str, who: str) -> None:
    with pytest.raises(InputError, match="a decision needs"):
        decide(OURS, KIM, "not-same", because, who, DAY)
