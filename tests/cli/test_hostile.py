"""Whatever a command is given, it answers with one message and exit code 2, and waits for nothing."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "reporter.yaml"


def message(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "\x1b" not in err
    return err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no ordinary file" in message(capsys, "check", str(tmp_path / "pipe"))


def test_a_folder_in_place_of_a_plan_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "this is a folder" in message(capsys, "check", str(tmp_path))


def test_a_file_name_with_terminal_codes_is_shown_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\\x1b[31m" in message(capsys, "check", "none\x1b[31m.yaml")


def test_standard_input_cannot_be_given_twice(capsys: pytest.CaptureFixture[str]) -> None:
    assert "only once" in message(capsys, "check", "-", "-")


def test_a_reform_named_twice_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "named twice" in message(capsys, "compare", str(EXAMPLE), "--reform", "isolation", "--reform", "isolation")


def test_a_folder_without_plans_is_told_apart_from_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no plan" in message(capsys, "compare", "--plans", str(tmp_path), "--reform", "isolation")
    assert "there is no folder" in message(capsys, "compare", "--plans", str(tmp_path / "x"), "--reform", "isolation")


def test_a_folder_with_one_unreadable_plan_names_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.yml").write_text("a: [", encoding="utf-8")
    (tmp_path / "good.yaml").write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert "bad.yml:" in message(capsys, "compare", "--plans", str(tmp_path), "--reform", "isolation")


@pytest.mark.parametrize("words", [["law", "show", " "], ["law", "search", ""]])
def test_looking_for_nothing_in_the_law_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "such as" in message(capsys, *words)


@pytest.mark.parametrize("words", [["remedies", "x", "--most", "-3"], ["check", "x", "--as-of", "soon"], ["chekc"]])
def test_a_wrong_option_is_one_line_that_names_the_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words)
    err = capsys.readouterr().err
    assert left.value.code == 2 and err.count("\n") == 1 and "--help" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_told_without_a_traceback() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "goodoffices", "check", str(EXAMPLE)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2 and b"Traceback" not in done.stderr and b"not whole" in done.stderr


def test_no_line_of_a_report_ends_in_blanks_or_leaves_a_narrow_window(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    main(["check", str(EXAMPLE), "--why"])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 60 and all(line == line.rstrip() for line in lines)


def test_a_long_id_is_told_whole_in_the_overview(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = EXAMPLE.read_text(encoding="utf-8").replace("{id: bill,", f"{{id: {'bill-' * 15}end,")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    main(["check", "-"])
    overview = capsys.readouterr().out.split("\n\n")[1]
    assert "…" not in overview and "end" in overview
