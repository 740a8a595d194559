"""`screen` and `decide` as a user runs them, against the table that comes with the program and list files of their own."""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices.cli import decide, screen
from goodoffices.cli.screening_arguments import add_screening
from goodoffices.errors import InputError
from goodoffices.parties.decisions import decisions_file
from goodoffices.values import read_day

RUNS: dict[str, Callable[[argparse.Namespace], int]] = {"screen": screen.run, "decide": decide.run}
ALL = ("--threshold", "0.001")
"""What is tested here is not where the bar stands."""

LIST = [
    {
        "id": "ofac-12211",
        "schema": "Person",
        "properties": {"name": ["KIM Yong Chol"], "alias": ["KIM Young Cheol"], "birthDate": ["1946"]},
    },
    {
        "id": "ofac-1",
        "schema": "Organization",
        "properties": {"name": ["Korea Kwangson Banking Corp"], "alias": ["KKBC"]},
    },
]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("GOODOFFICES_DECISIONS", str(tmp_path / "decisions.jsonl"))
    monkeypatch.setenv("COLUMNS", "140")


@pytest.fixture
def listing(tmp_path: Path) -> str:
    path = tmp_path / "list.ftm.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in LIST), encoding="utf-8")
    return str(path)


def go(*words: str) -> int:
    parser = argparse.ArgumentParser()
    add_screening(parser.add_subparsers(dest="command"), read_day)
    arguments = parser.parse_args(words)
    return RUNS[arguments.run](arguments)


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_name_shows_its_hits_with_reasons_and_the_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert go("screen", "김영철") == 0
    told = capsys.readouterr()
    assert "us-sdn 12211" in told.out and "Because:" in told.out and "DPRK" in told.out
    assert "(an extract)" in told.out and "goodoffices lists update" in told.err


def test_a_name_without_a_hit_says_so_and_is_no_proof(capsys: pytest.CaptureFixture[str], listing: str) -> None:
    assert go("screen", "Jane Roe", "--against", listing) == 0
    out = capsys.readouterr().out
    assert "Jane Roe  no hit" in out and "no hit is no proof" in out


@pytest.mark.parametrize(
    "hidden",
    [
        "K\u200bIM Y\u200dong\u2060 Ch\u00adol",
        "\u202eKIM Yong Chol\u202c",
        "\u041aIM Y\u043eng Ch\u043el",
        "ＫＩＭ Ｙｏｎｇ Ｃｈｏｌ",
    ],
    ids=["no width", "turned", "look-alikes", "full width"],
)
def test_a_listed_name_is_found_in_a_table_behind_letters_that_hide_it(
    hidden: str, listing: str, tmp_path: Path
) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    table.write_text(f"id,name\n1,{hidden}\n2,\n3,K\n", encoding="utf-8")
    assert go("screen", str(table), "--against", listing, "-o", str(out)) == 0
    found = {line["id"]: line["entity_id"] for line in lines(out)}
    plain = tmp_path / "plain.jsonl"
    table.write_text("id,name\n1,KIM Yong Chol\n", encoding="utf-8")
    go("screen", str(table), "--against", listing, "-o", str(plain))
    assert found["1"] is not None and found["1"] == lines(plain)[0]["entity_id"] and found["3"] is None


def test_a_table_is_screened_against_one_list_file(
    capsys: pytest.CaptureFixture[str], listing: str, tmp_path: Path
) -> None:
    (tmp_path / "in.csv").write_text("ref,customer name\nr1,KIM Young Cheol\nr2,Jane Roe\nr3,KKBC\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert go("screen", str(tmp_path / "in.csv"), "--against", listing, "-o", str(out), *ALL) == 0
    made = lines(out)
    assert [(one["id"], one["entity_id"]) for one in made] == [("r1", "ofac-12211"), ("r2", None), ("r3", "ofac-1")]
    assert {"id", "entity_id", "score", "matched_name", "reasons"} <= made[0].keys()
    assert "Columns: id = ref, name = customer name" in capsys.readouterr().err


def test_results_of_names_go_to_a_file_too(listing: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    go("screen", "KIM Yong Chol", "Jane Roe", "--against", listing, "-o", str(out), *ALL)
    text = out.read_text(encoding="utf-8").splitlines()
    assert (
        text[0].startswith("id,name,entity_id")
        and text[1].startswith("1,KIM Yong Chol,ofac-12211")
        and text[2].startswith("2,Jane Roe,,")
    )


def test_a_hostile_table_and_a_hostile_list_leave_the_terminal_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    hostile = "KIM Yong Chol\x1b[2J\u202e"
    entity = {"id": "x\x1b[2J", "schema": "Person", "properties": {"name": [hostile], "program": ["\x1b]0;title\x07"]}}
    (tmp_path / "list.jsonl").write_text(json.dumps(entity) + "\n", encoding="utf-8")
    (tmp_path / "in\x1b[2J.csv").write_text(f"id,name\n\x1b[31mr1,{hostile}\n", encoding="utf-8")
    go("screen", str(tmp_path / "in\x1b[2J.csv"), "--against", str(tmp_path / "list.jsonl"), *ALL)
    go("screen", hostile, "--against", str(tmp_path / "list.jsonl"), *ALL)
    told = capsys.readouterr()
    bad = [c for c in told.out + told.err if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]
    assert not bad and "1 hit" in told.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere.csv",), "there is no such file"),
        (("Kim", "--column", "name=x"), "--column is for a table"),
        (("Kim", "--list", "un"), "the list un was never fetched"),
        (("Kim", "-o", "out.pdf"), "written as .jsonl or .csv"),
        (("Kim", "--against", "nowhere.xml"), "nowhere.xml"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told):
        go("screen", *words)


def test_results_never_replace_the_table_that_is_screened(listing: str, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("name\nKim\n", encoding="utf-8")
    with pytest.raises(InputError, match="would replace the table"):
        go("screen", str(table), "--against", listing, "-o", str(table))
    assert table.read_text(encoding="utf-8") == "name\nKim\n"


def test_who_was_listed_later_is_not_found_on_an_earlier_day(capsys: pytest.CaptureFixture[str]) -> None:
    go("screen", "KIM Jong Un", "--as-of", "2016-01-01")
    before = capsys.readouterr().out
    go("screen", "KIM Jong Un", "--as-of", "2026-01-01")
    assert "us-sdn" not in before.split("Lists:")[0] and "us-sdn" in capsys.readouterr().out.split("Lists:")[0]


def test_a_decision_is_shown_with_its_hit_and_can_be_taken_back(
    capsys: pytest.CaptureFixture[str], listing: str
) -> None:
    go(
        "decide",
        "ofac-12211",
        "KIM Yong Chol",
        "--born",
        "1985",
        "--because",
        "born 1985",
        "--who",
        "A. Officer",
        "--against",
        listing,
    )
    assert "is not KIM Yong Chol" in capsys.readouterr().out
    here = ("--against", listing, "--decisions", str(decisions_file()))
    shown = (*here, *ALL)
    go("screen", "KIM Yong Chol", "--born", "1985", *shown)
    assert "not the same, because born 1985 (A. Officer" in capsys.readouterr().out
    go("screen", "KIM Yong Chol", *shown)
    assert "Decided" not in capsys.readouterr().out
    go(
        "decide",
        "ofac-12211",
        "KIM Yong Chol",
        "--born",
        "1985",
        "--open",
        "--because",
        "a misprint",
        "--who",
        "B",
        *here,
    )
    go("screen", "KIM Yong Chol", "--born", "1985", *shown)
    assert "Decided" not in capsys.readouterr().out.replace("Decided by", "")


def test_a_decision_of_a_row_holds_for_that_row(listing: str, tmp_path: Path) -> None:
    table, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    table.write_text("id,name,country\nr1,KIM Yong Chol,KR\nr2,KIM Yong Chol,KR\n", encoding="utf-8")
    go(
        "decide",
        "ofac-12211",
        "--in",
        str(table),
        "--row",
        "r2",
        "--because",
        "a dentist in Busan",
        "--who",
        "A",
        "--against",
        listing,
    )
    go("screen", str(table), "--against", listing, "-o", str(out), "--decisions", str(decisions_file()), *ALL)
    assert [(one["id"], "decision" in one) for one in lines(out)] == [("r1", False), ("r2", True)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nobody", "KIM Yong Chol"), "has no hit nobody"),
        (("ofac-12211",), "say of whom you decide"),
        (("ofac-12211", "--row", "r1"), "--row goes with --in"),
    ],
)
def test_a_decision_needs_somebody_to_decide_of(words: tuple[str, ...], told: str, listing: str) -> None:
    with pytest.raises(InputError, match=told):
        go("decide", *words, "--because", "x", "--who", "A", "--against", listing)
