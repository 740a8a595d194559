from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import vobject

from goodoffices.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("reporter", "tb-medicine-xray", "orchestra"):
        shutil.copy(EXAMPLES / f"{name}.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def uids(path: Path) -> set[str]:
    return {event.uid.value for event in vobject.readOne(path.read_bytes().decode()).vevent_list}


def test_one_feed_holds_the_days_of_all_plans(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "reporter.yaml", "tb-medicine-xray.yaml", "-o", "all.ics"]) == 0
    assert main(["calendar", "reporter.yaml", "tb-medicine-xray.yaml", "--each", "."]) == 0
    assert uids(folder / "all.ics") == uids(folder / "reporter.ics") | uids(folder / "tb-medicine-xray.ics")
    told = capsys.readouterr().out
    assert "Names, titles and numbers are left out" in told


def test_the_same_plan_by_another_path_keeps_its_uids(folder: Path) -> None:
    main(["calendar", "reporter.yaml", "-o", "one.ics"])
    main(["calendar", str(folder / "reporter.yaml"), "-o", "two.ics"])
    assert uids(folder / "one.ics") == uids(folder / "two.ics")


def test_plans_of_other_titles_do_not_share_uids_even_under_one_file_name(folder: Path) -> None:
    (folder / "other").mkdir()
    text = (folder / "reporter.yaml").read_text(encoding="utf-8")
    (folder / "other" / "reporter.yaml").write_text(text.replace("A staff reporter", "Another reporter"), "utf-8")
    assert main(["calendar", "reporter.yaml", "other/reporter.yaml", "-o", "both.ics"]) == 0
    assert len(uids(folder / "both.ics")) == 5, "twice two days of their own, and once the passport notice"


def test_names_are_written_only_where_they_are_asked_for(folder: Path) -> None:
    main(["calendar", "reporter.yaml", "-o", "plain.ics"])
    main(["calendar", "reporter.yaml", "-o", "named.ics", "--names"])
    plain, named = (
        vobject.readOne((folder / f"{name}.ics").read_bytes().decode()).serialize().replace("\r\n ", "")
        for name in ("plain", "named")
    )
    assert "Inez Duarte" not in plain
    assert "About: Inez Duarte" in named


def test_what_has_no_day_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["calendar", "orchestra.yaml", "-o", "x.ics"])
    assert "No day is known for: OFAC specific licence (hire)" in capsys.readouterr().out


def test_where_a_plan_cannot_be_read_nothing_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("goodoffices: 1\nacts: [{id: a, kind: trvel}]\n", "utf-8")
    assert main(["calendar", "reporter.yaml", "bad.yaml", "-o", "all.ics"]) == 2
    assert not (folder / "all.ics").exists()
    assert "bad.yaml:2" in capsys.readouterr().err


@pytest.mark.parametrize("where", [["-o", "reporter.ics"], ["--each", "."]])
def test_a_file_is_replaced_only_where_that_is_asked_for(
    folder: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "reporter.ics").write_text("mine", "utf-8")
    assert main(["calendar", "reporter.yaml", *where]) == 2
    assert (folder / "reporter.ics").read_text("utf-8") == "mine"
    assert "--force" in capsys.readouterr().err
    assert main(["calendar", "reporter.yaml", *where, "--force"]) == 0
    assert uids(folder / "reporter.ics")


def test_two_plans_are_never_written_into_one_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "other").mkdir()
    shutil.copy(EXAMPLES / "orchestra.yaml", folder / "other" / "reporter.yaml")
    assert main(["calendar", "reporter.yaml", "other/reporter.yaml", "--each", "."]) == 2
    assert "two plans would both be written" in capsys.readouterr().err
    assert not (folder / "reporter.ics").exists()


def test_a_plan_that_is_given_twice_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "reporter.yaml", "reporter.yaml", "-o", "x.ics"]) == 2
    assert "cannot tell them apart" in capsys.readouterr().err


def test_without_a_file_the_calendar_goes_to_the_output_alone(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["calendar", "reporter.yaml"]) == 0
    printed = capfdbinary.readouterr()
    assert printed.out.startswith(b"BEGIN:VCALENDAR\r\n") and printed.out.endswith(b"END:VCALENDAR\r\n")
    assert b"Days to keep: 3" in printed.err


def test_without_the_package_the_user_is_told_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    assert main(["calendar", "reporter.yaml", "-o", "x.ics"]) == 2
    assert "goodoffices[calendar]" in capsys.readouterr().err
    assert not (folder / "x.ics").exists()
