"""`check` looks every party up, out of the box: from a plan's name on a list to the prohibition, its owners included."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from goodoffices.cli.main import main

LISTED = Path(__file__).parents[1] / "parties" / "fixtures"
PLAN = """goodoffices: 1
title: A fee
as_of: 2026-01-15
sponsor: us
parties:
  - {id: us, kind: organisation, name: Our Church, country: US, nonprofit: true, roles: [ngo]}
  - {id: firm, kind: organisation, name: Riverbend Supply, country: CN%s}
%sacts:
  - {id: fee, kind: payment, to: [firm], amount: 100 USD, purposes: [relief]}
"""
KWANGSON = '  - {id: owner, kind: organisation, name: "KOREA KWANGSON BANKING CORP", country: KP}\n'


def ruled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], owned: str = "", owners: str = "", *more: str
) -> dict[str, object]:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN % (owned, owners), encoding="utf-8")
    main(["check", str(path), "--json", *more])
    read: dict[str, object] = json.loads(capsys.readouterr().out)
    return read


def rows(ruling: dict[str, object]) -> dict[str, dict[str, object]]:
    screening = ruling["screening"]
    assert isinstance(screening, list)
    return {row["party"]: row for row in screening}


def notices(ruling: dict[str, object]) -> list[object]:
    told = ruling["notices"]
    assert isinstance(told, list)
    return told


def asked(ruling: dict[str, object]) -> set[str]:
    questions = ruling["questions"]
    assert isinstance(questions, list)
    return {question["term"] for question in questions}


def test_every_party_is_looked_up_and_the_extract_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruling = ruled(tmp_path, capsys)
    assert all(str(row["source"]).endswith("no hit") and row["listed"] is None for row in rows(ruling).values())
    told = " ".join(map(str, notices(ruling)))
    assert (
        "the North Korea programmes on us-sdn of 2026-07-31, un of 2026-02-27" in told
        and "goodoffices lists update" in told
    )


def test_no_screen_looks_nobody_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ruling = ruled(tmp_path, capsys, "", "", "--no-screen")
    assert all(row["source"] == "" for row in rows(ruling).values())
    assert "Screened" not in json.dumps(ruling["notices"])


def test_a_firm_that_a_listed_bank_owns_by_half_is_blocked_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruling = ruled(tmp_path, capsys, ", owned_by: [{party: owner, share: 50}]", KWANGSON)
    owner = rows(ruling)["owner"]
    assert owner["listed"] == ["us-sdn"] and str(owner["source"]).endswith("hit")
    assert rows(ruling)["firm"]["listed"] is None
    told = json.dumps(ruling["acts"])
    assert "parties on the SDN list own 50 percent of Riverbend Supply" in told and "31 CFR 510.201(a)(3)" in told
    assert ruling["status"] == "permission"
    less = ruled(tmp_path, capsys, ", owned_by: [{party: owner, share: 49}, {party: us, share: 51}]", KWANGSON)
    assert "parties on the SDN list own" not in json.dumps(less["acts"]) and less["status"] == "unknown"


def test_shares_of_two_listed_owners_that_screening_found_are_summed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = '  - {id: other, kind: organisation, name: "TANCHON COMMERCIAL BANK", country: KP}\n'
    owned = ", owned_by: [{party: owner, share: 30}, {party: other, share: 20}]"
    ruling = ruled(tmp_path, capsys, owned, KWANGSON + second)
    assert "parties on the SDN list own 50 percent of Riverbend Supply" in json.dumps(ruling["acts"])


def test_an_owner_that_may_be_somebody_listed_leaves_the_share_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful = "  - {id: owner, kind: person, name: Kim Yong Chol, nationalities: [KP], residence: KP}\n"
    ruling = ruled(tmp_path, capsys, ", owned_by: [{party: owner, share: 60}]", doubtful)
    assert rows(ruling)["owner"]["listed"] is None and "firm.owned_by" in asked(ruling)
    assert any(str(said).startswith("May be the same") for said in notices(ruling))


def test_lists_and_decisions_are_refused_without_screening(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN % ("", ""), encoding="utf-8")
    assert main(["check", str(path), "--no-screen", "--list", "un"]) == 2
    assert "leave out --no-screen" in capsys.readouterr().err
    assert main(["check", str(path), "--list", "un"]) == 2
    assert "was never fetched" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        "KIM J\u043eng Un",  # a Cyrillic letter that looks like an o
        "\u041aIM Jong Un",
        "ＫＩＭ Ｊｏｎｇ Ｕｎ",
        "kim  jong\u00a0un",
    ],
)
def test_a_listed_name_is_found_behind_letters_that_hide_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = f'  - {{id: owner, kind: person, name: "{name}", nationalities: [KP]}}\n'
    assert any("KIM, Jong Un" in str(said) for said in notices(ruled(tmp_path, capsys, "", owner)))


@pytest.mark.parametrize("name", ["K\u200bIM Jong Un", "\u202eKIM Jong Un\u202c"])
def test_a_name_with_marks_that_nobody_sees_is_refused_before_it_is_looked_up(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN % ("", f'  - {{id: owner, kind: person, name: "{name}"}}\n'), encoding="utf-8")
    assert main(["check", str(path)]) == 2
    assert "invisible mark" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["K", ".", "김", "-- 7", "K" * 900])
def test_a_name_that_is_hardly_one_is_ruled_quietly(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruling = ruled(tmp_path, capsys, "", f'  - {{id: owner, kind: person, name: "{name}", nationalities: [KP]}}\n')
    assert rows(ruling)["owner"]["listed"] is None


def test_lists_that_are_old_on_the_day_of_the_ruling_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    assert main(["lists", "update", "--from", str(LISTED / "un.xml")]) == 0
    assert len(list((tmp_path / "data" / "indexes").iterdir())) == 1
    capsys.readouterr()
    late = notices(ruled(tmp_path, capsys, "", "", "--list", "un", "--as-of", "2026-05-01"))
    assert any("Older than the day of this ruling" in str(said) and "un by 63 days" in str(said) for said in late)
    then = notices(ruled(tmp_path, capsys, "", "", "--list", "un", "--as-of", "2026-03-01"))
    assert not any("Older than" in str(said) for said in then)
    assert rows(ruled(tmp_path, capsys, "", "", "--list", "un", "--as-of", "2026-03-01"))["firm"]["listed"] == []
    early = rows(ruled(tmp_path, capsys, "", "", "--list", "un", "--as-of", "2023-03-01"))
    assert early["firm"]["listed"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("packet", "--explain"), "Application for a specific licence"),
        (("remedies",), "permission needed"),
        (("calendar",), "OFAC specific licence"),
    ],
)
def test_papers_remedies_and_calendars_go_by_the_same_lists_as_the_check(
    words: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("Riverbend Supply", "KOREA KWANGSON BANKING CORP") % ("", ""), encoding="utf-8")
    main([*words, str(path)])
    assert told in "".join(capsys.readouterr())
    main([*words, str(path), "--no-screen"])
    assert told not in "".join(capsys.readouterr())


def test_the_interview_goes_by_the_lists_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("Riverbend Supply", "KOREA KWANGSON BANKING CORP") % ("", ""), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("stop\n"))
    main(["ask", str(path)])
    assert "The plan is now: permission." in capsys.readouterr().out
