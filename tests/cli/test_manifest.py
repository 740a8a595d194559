from __future__ import annotations

import json
import shutil
import stat
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import main
from goodoffices.plan.reader import load_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
LIST = """Helping Hands,,,,
No.,Description,Qty,Amount (USD),HS Code
1,rice,40 t,"24,000",1006.30
2,a thing of ours,1,5,
,TOTAL,,"24,005",
"""
FILL = ["manifest", "list.csv", "--into", "plan.yaml", "--act", "meat"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(EXAMPLES / "tinned-meat.yaml", tmp_path / "plan.yaml")
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def names(folder: Path) -> list[str]:
    (act,) = (act for act in load_plan(folder / "plan.yaml").acts if act.id == "meat")
    return [item.name for item in act.items or ()]


def answers(monkeypatch: pytest.MonkeyPatch, *said: str) -> list[str]:
    """A user at a terminal who says these things; the questions that were put."""
    asked: list[str] = []
    left = list(said)

    def answer(question: str) -> str:
        asked.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("goodoffices.cli.manifest._on_a_terminal", lambda: True)
    return asked


def test_without_a_plan_the_list_is_shown_with_what_each_line_is_taken_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "list.csv"]) == 0
    told = capsys.readouterr().out
    assert "name = Description, quantity = Qty, value = Amount (USD), hs = HS Code; not used: No." in told
    assert "rice (sure)" in told and "not known" in told
    assert "1 of 2 lines are not in the goods catalogue" in told
    assert "row 5 (TOTAL | 24,005): a total" in told


def test_with_yes_the_goods_are_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "plan.yaml").read_text("utf-8")
    assert main([*FILL, "--yes", "--add"]) == 0
    assert names(folder) == ["canned turkey", "well pump", "rice", "a thing of ours"]
    assert "Wrote 2 lines of goods into act meat of plan.yaml" in capsys.readouterr().out
    assert [line for line in before.splitlines() if line not in (folder / "plan.yaml").read_text("utf-8")] == []
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv", "plan.yaml"]


def test_guesses_that_nobody_confirmed_are_not_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "plan.yaml").read_bytes()
    assert main([*FILL, "--replace"]) == 2
    assert "name=Description, quantity=Qty, value=Amount (USD), hs=HS Code; say --yes" in capsys.readouterr().err
    assert main([*FILL, "--replace", "--column", "name=Description"]) == 2
    assert "only guessed: quantity=Qty" in capsys.readouterr().err
    assert (folder / "plan.yaml").read_bytes() == before


def test_columns_that_are_said_need_no_yes(folder: Path) -> None:
    said = ["name=Description", "quantity=Qty", "value=Amount (USD)", "hs="]
    assert main([*FILL, "--replace", *(word for one in said for word in ("--column", one))]) == 0
    assert names(folder) == ["rice", "a thing of ours"]


def test_the_user_is_asked_for_the_columns_and_before_the_goods_are_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = answers(monkeypatch, "name=Nothing", "nonsense", "quantity=", "", "yes")
    assert main([*FILL, "--replace"]) == 0
    told = capsys.readouterr().out
    assert "That does not fit: there is no column 'Nothing'" in told or "no row has the headings 'Nothing'" in told
    assert "has to be MEANING=HEADING" in told
    assert len(asked) == 5
    (act,) = (act for act in load_plan(folder / "plan.yaml").acts if act.id == "meat")
    assert [dict(item.fields).get("quantity") for item in act.items or ()] == [None, None]


@pytest.mark.parametrize("said", [("stop",), ("no",), ("", "no"), ("", ""), (), ("",)])
def test_who_does_not_agree_changes_nothing(
    said: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "plan.yaml").read_bytes()
    answers(monkeypatch, *said)
    assert main([*FILL, "--replace"]) == 0
    assert "Nothing was written." in capsys.readouterr().out
    assert (folder / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ([], "has 2 items already; say --add to keep them, or --replace"),
        (["--act", "visit", "--add"], "is of the kind travel, which has no goods"),
        (["--act", "x", "--add"], "there is no act 'x' in the plan"),
        (["--into", "no.yaml"], "no.yaml:1: cannot read the file"),
        (["--column", "name"], "has to be MEANING=HEADING"),
        (["--currency", "DOLLARS"], "is not an ISO 4217 currency"),
        (["--skip", "40"], "no row 40 of the list"),
        (["--encoding", "klingon"], "there is no encoding 'klingon'"),
        (["--sheet", "x"], "there is no sheet 'x'"),
    ],
)
def test_what_cannot_be_done_is_one_clear_error_and_changes_nothing(
    more: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "plan.yaml").read_bytes()
    assert main([*FILL, "--yes", *more]) == 2
    assert message in capsys.readouterr().err
    assert (folder / "plan.yaml").read_bytes() == before


@pytest.mark.parametrize("given", [["--into", "plan.yaml"], ["--act", "meat"]])
def test_a_plan_and_its_act_go_together(given: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "list.csv", *given]) == 2
    assert "--into PLAN and --act ID go together" in capsys.readouterr().err


def test_a_plan_that_cannot_be_written_is_told_before_anything_is_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plan.yaml").chmod(0o444)
    assert main([*FILL, "--yes", "--add"]) == 2
    assert "make it writable" in capsys.readouterr().err
    assert stat.S_IMODE((folder / "plan.yaml").stat().st_mode) == 0o444


def test_a_full_disk_leaves_the_plan_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "plan.yaml").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("goodoffices.files.os.fsync", full)
    assert main([*FILL, "--yes", "--add"]) == 2
    assert "no space left on device" in capsys.readouterr().err
    assert (folder / "plan.yaml").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["list.csv", "plan.yaml"]


def test_the_json_has_each_line_with_its_match(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "list.csv", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["format"] == "goodoffices-manifest/1"
    assert made["lines"][0]["item"] == {"name": "rice", "quantity": "40 t", "value": "24000 USD", "hs": "1006.30"}
    assert made["lines"][0]["catalogue"]["certainty"] == "sure"
    assert made["lines"][1]["catalogue"] is None
    assert made["left_out"] == [{"row": 5, "text": "TOTAL | 24,005", "why": "a total"}]
    assert made["guessed"] == ["hs", "name", "quantity", "value"]


def test_without_the_packages_the_user_is_told_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from goodoffices.plan.manifest import countries

    (folder / "list.csv").write_text("Description,Origin\nrice,Japon\n", "utf-8")
    (folder / "list.xlsx").write_bytes(b"PK")
    monkeypatch.setitem(sys.modules, "babel", None)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    countries._names.cache_clear()
    for name in ("list.csv", "list.xlsx"):
        assert main(["manifest", name]) == 2
        assert "goodoffices[tables]" in capsys.readouterr().err


def test_what_a_cell_holds_does_nothing_to_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "list.csv").write_text('Description,Qty,Origin\n"\x1b[2Jrice\u202e",1,\x1b]0;x\x07\n', "utf-8")
    assert main(["manifest", "list.csv"]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed and "\u202e" not in printed and "\x07" not in printed
