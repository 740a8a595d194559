"""Rulings that are kept, made again, and held against today's law and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.desk.cases import CaseBook
from goodoffices.desk.cases.rulings import Change, changes, law_version, rule_text
from goodoffices.law.base import CORPUS
from goodoffices.values import Day
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import CONTACT, VISIT

MEETING = """goodoffices: 1
title: A talk with an official
sponsor: mcc
parties:
  - {id: mcc, kind: organisation, name: A relief society, country: US, nonprofit: true, roles: [ngo]}
  - {id: pak, kind: person, name: PAK Pong Ju, nationalities: [KP], residence: KP}
acts:
  - {id: gift, kind: payment, to: [pak], amount: 100 USD, place: CN, from: 2026-06-01, pays: [fee], purposes: [relief]}
"""


def test_a_case_says_what_a_new_law_changes_and_for_whom(file_book: CaseBook, clock: Clock) -> None:
    clock.put("2017-01-14")
    case = file_book.open_case("v.yaml", VISIT, "Ann")[0].case
    assert file_book.case(case).state.ruled["status"] == "clear"
    clock.put("2020-09-14")
    told, receipts = file_book.recheck(case, "Ann")
    assert told.after["status"] == "permission" and [one.number for one in receipts] == [3]
    assert Change("finding", "visit", "us-passport", "Jane Roe", "none", "permission (case-by-case)") in told.changes
    # The next ruling is held against this one.
    again, _ = file_book.recheck(case, "Ann")
    assert again.changes == () and file_book.case(case).entries[-1].payload is None
    assert [due.kind for due in file_book.case(case).dues] == ["ask"]


def test_an_act_that_is_over_keeps_the_ruling_of_its_days(file_book: CaseBook, clock: Clock) -> None:
    clock.put("2017-01-14")
    case = file_book.open_case("v.yaml", VISIT.replace("2021-02", "2017-02"), "Ann")[0].case
    clock.put("2020-09-14")
    told, _ = file_book.recheck(case, "Ann")
    assert told.changes == () and file_book.case(case).dues == ()


def test_duties_after_an_act_stay_those_of_its_days(file_book: CaseBook, clock: Clock) -> None:
    case = file_book.open_case("c.yaml", CONTACT, "Kim")[0].case
    before = [due.id for due in file_book.case(case).dues if due.kind == "duty"]
    clock.put("2026-01-01")
    file_book.recheck(case, "Kim")
    assert [due.id for due in file_book.case(case).dues if due.kind == "duty"] == before != []


def test_a_kept_ruling_is_made_again_to_the_letter(file_book: CaseBook, clock: Clock) -> None:
    case = file_book.open_case("v.yaml", VISIT, "Ann")[0].case
    clock.put("2026-01-01")
    made = file_book.remake(case)
    assert made.same and made.then == made.again.law == law_version() and made.number == 2


def test_another_law_base_is_told_by_its_version(file_book: CaseBook, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodoffices.desk.cases import rulings
    from goodoffices.desk.cases.rulings import LawVersion

    case = file_book.open_case("v.yaml", VISIT, "Ann")[0].case
    later = LawVersion("9.9", "f" * 64)
    monkeypatch.setattr(rulings, "law_version", lambda: later)
    made = file_book.remake(case)
    assert (made.again.law, made.same) == (later, True) and made.then != later
    told, _ = file_book.recheck(case, "Ann")
    assert told.after["law"] == later.record != told.before["law"]


def test_the_version_is_of_every_file_that_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from goodoffices.desk.cases import rulings

    home = CORPUS.parent.parent
    for folder in ("law/corpus", "law/vocabulary", "plan/goods"):
        shutil.copytree(home / folder, tmp_path / folder)
    monkeypatch.setattr(rulings, "CORPUS", tmp_path / "law" / "corpus")
    made = law_version.__wrapped__
    assert made() == law_version()
    for path in ("law/corpus/us/22cfr51.yaml", "law/vocabulary/act.yaml", "plan/goods/vehicles.yaml"):
        before = made()
        with (tmp_path / path).open("a") as stream:
            stream.write("# a word\n")
        assert made() != before
    text = (tmp_path / "law/vocabulary/act.yaml").read_bytes()
    before = made()
    (tmp_path / "law/vocabulary/act.yaml").write_bytes(text.replace(b"\n", b"\r\n"))
    assert made() == before


def test_a_list_that_changed_is_told_with_whom_it_names(
    file_book: CaseBook, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goodoffices.parties.model import PartyList
    from goodoffices.parties.store import Origin, Store
    from tests.parties.fakes import listed

    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))

    def keep(day: Day, *names: str) -> None:
        parties = tuple(listed(f"KPi.{n}", name, "un", programmes=("DPRK",)) for n, name in enumerate(names))
        found = PartyList("un", "UN", "", day, parties)
        Store().keep(found, (), Origin("a file", f"{day}T00:00:00"), force=True)

    keep(Day(2026, 2, 27), "RI Yong Ho")
    clock.put("2026-03-01")
    case = file_book.open_case("m.yaml", MEETING, "Ann", screen=True)[0].case
    state = file_book.case(case).state
    assert state.ruling is not None and [one["name"] for one in state.ruling.lists if one["whole"]] == ["un"]
    keep(Day(2026, 3, 20), "RI Yong Ho", "PAK Pong Ju")
    told, _ = file_book.recheck(case, "Ann")
    # A likeness is for a person to decide: until then the ruling is open.
    assert set(told.changes) == {
        Change("lists", "", "", "PAK Pong Ju", "on none", "not known"),
        Change("finding", "gift", "un-1718", "PAK Pong Ju", "clear", "unknown"),
    }
    assert [one["day"] for one in told.after["lists"] if one["whole"]] == ["2026-03-20"]  # type: ignore[union-attr,index,call-overload]


def test_rulings_are_told_apart_by_findings_permissions_conditions_and_lists() -> None:
    one = rule_text(VISIT, Day(2020, 9, 14), screen=False).ruling
    other = rule_text(VISIT.replace("purposes: [relief]", "purposes: [tourism]"), Day(2020, 9, 14), screen=False).ruling
    assert changes(one, one) == ()
    found = changes(one, other)
    assert found and {change.act for change in found} == {"visit"}
    assert changes(one, other, frozenset({"visit"})) == ()
    assert {(c.what, c.before, c.after) for c in changes(other, one)} == {(c.what, c.after, c.before) for c in found}
