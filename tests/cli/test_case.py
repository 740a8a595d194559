"""`goodoffices case` as a user runs it."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="cases need the packages of the extra `cases`")

from goodoffices.cli import case as command
from goodoffices.cli.main import main
from tests.desk.cases.plans import CONTACT, VISIT


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.delenv("GOODOFFICES_CASES", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "now", lambda: dt.datetime(2020, 12, 20, 9, tzinfo=dt.UTC))
    (tmp_path / "visit.yaml").write_text(VISIT, encoding="utf-8")
    (tmp_path / "contact.yaml").write_text(CONTACT, encoding="utf-8")


def go(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["case", *words]) == code
    done = capsys.readouterr()
    assert "Traceback" not in done.err
    return done.err if code == 2 else done.out


def test_opening_prints_receipts_the_ruling_and_what_is_due(capsys: pytest.CaptureFixture[str]) -> None:
    out = go(capsys, "open", "visit.yaml", "--who", "Ann Lee").splitlines()
    assert out[0] == "Opened 2020-001."
    assert [line.split()[:2] for line in out[1:3]] == [["2020-001", "1"], ["2020-001", "2"]]
    assert out[3] == "The plan is now: permission."
    assert "47 days overdue" in out[5] and "[22 CFR 51.64(c)]" in out[6]


def test_a_case_is_listed_and_shown_with_its_retention(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml", "--who", "Ann Lee", "--attach", "contact.yaml")
    listed = go(capsys, "list")
    assert "2020-001" in listed and "2031-02-14" in listed and "Jane Roe sees the rest homes" in listed
    shown = " ".join(go(capsys, "show", "2020-001").split())
    assert "keep until 2031-02-14: 10 years from 2021-02-14 (31 CFR 501.601" in shown
    assert "Ann Lee opened: [contact.yaml]" in shown and "law base 0.1.0" in shown
    go(capsys, "close", "2020-001", "--yes")
    assert go(capsys, "list", "--open") == "There is no case.\n"


def test_a_permission_runs_through_filing_and_answer(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml")
    go(capsys, "submit", "2020-001", "us-special-validation", "--to", "State", "--day", "2020-10-01")
    assert "Nothing is due" in go(capsys, "due")
    words = ["--granted", "--number", "SV-77", "--from", "2021-01-01", "--until", "2021-02-14", "--terms", "Carry it"]
    out = go(capsys, "answer", "2020-001", "us-special-validation", *words)
    assert "The plan is now: conditions." in out and "SV-77 lapses" in out
    shown = go(capsys, "show", "2020-001")
    assert "us-special-validation SV-77: granted for visit, from 2021-01-01, until 2021-02-14" in shown
    assert "- Carry it" in shown
    assert "number: SV-77" in go(capsys, "show", "2020-001", "--plan")
    entry = json.loads(go(capsys, "show", "2020-001", "--entry", "4"))
    assert entry["payload"]["number"] == "SV-77" and entry["entry"]["act"] == "answered"
    remade = go(capsys, "show", "2020-001", "--remake", "2")
    assert "the same to the letter" in remade and "PERMISSION NEEDED" in remade
    assert "ALLOWED ON CONDITIONS" in go(capsys, "show", "2020-001", "--remake").upper()


def test_closing_asks_where_something_is_still_due(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    go(capsys, "open", "contact.yaml")
    monkeypatch.setattr("builtins.input", lambda prompt: "n")
    out = go(capsys, "close", "2020-001")
    assert "still to do" in out and "Enforcement Decree, art. 16(1)" in out and "It stays open." in out

    def nobody(prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert "It stays open." in go(capsys, "close", "2020-001")
    monkeypatch.setattr("builtins.input", lambda prompt: "y")
    out = go(capsys, "close", "2020-001")
    assert "Closed 2020-001." in out and "Still due:" in out and "keep until" in out
    due = json.loads(go(capsys, "due", "--json"))
    assert [(one["case"], one["day"], one["days_left"]) for one in due] == [("2020-001", "2021-01-25", 36)]
    go(capsys, "submit", "2020-001", due[0]["id"])
    assert go(capsys, "due") == "Nothing is due.\n"


def test_verify_ends_with_one_where_a_journal_is_broken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    import sqlite3

    go(capsys, "open", "visit.yaml")
    (tmp_path / "kept.txt").write_text(go(capsys, "verify"), encoding="utf-8")
    go(capsys, "note", "2020-001", "a note")
    assert "Held against 1 receipts" in go(capsys, "verify", "--receipts", "kept.txt")
    with sqlite3.connect(tmp_path / "data" / "cases" / "cases.sqlite") as owner:
        owner.execute("DROP TRIGGER entries_update_guard")
        owner.execute("UPDATE entries SET body = replace(body, 'opened', 'closed')")
    owner.close()
    assert "BROKEN: 2020-001, entry 1: its hash is not that of its content" in go(capsys, "verify", code=1)
    found = json.loads(go(capsys, "verify", "2020-001", "--json", code=1))
    assert found[0]["whole"] is False and found[0]["faults"][0]["entry"] == 1


def test_rechecking_prints_what_changed_for_whom(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "now", lambda: dt.datetime(2017, 1, 14, tzinfo=dt.UTC))
    go(capsys, "open", "visit.yaml")
    monkeypatch.setattr(command, "now", lambda: dt.datetime(2020, 12, 20, tzinfo=dt.UTC))
    out = " ".join(go(capsys, "recheck").split())
    assert "clear before, permission now" in out
    assert "visit us-passport Jane Roe: none -> permission (case-by-case)" in out
    assert "Nothing has changed." in go(capsys, "recheck")
    assert json.loads(go(capsys, "recheck", "2017-001", "--json"))[0]["changes"] == []


def test_a_case_goes_from_one_book_into_another(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml", "--name", "visit")
    sent = go(capsys, "export", "-o", "all.zip").splitlines()[1]
    taken = go(capsys, "import", "all.zip", "--db", "other.sqlite").splitlines()[1]
    assert sent == taken
    assert "there is a case visit already" in go(capsys, "import", "all.zip", code=2)
    assert "exists already" in go(capsys, "export", "-o", "all.zip", code=2)


def test_sealing_makes_the_key_and_a_sealed_case_is_shown_with_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    go(capsys, "open", "visit.yaml", "--attach", "contact.yaml")
    assert "close it before" in go(capsys, "seal", "2020-001", "--key", "key", code=2)
    assert not (tmp_path / "key").exists()
    go(capsys, "close", "2020-001", "--yes")
    assert "beside the cases" in go(capsys, "seal", "2020-001", "--key", "data/cases/key", code=2)
    assert "Sealed 2020-001." in go(capsys, "seal", "2020-001", "--key", "key")
    assert "Jane" not in go(capsys, "show", "2020-001") and "Jane" not in go(capsys, "list", "--json")
    assert "Jane Roe" in go(capsys, "show", "2020-001", "--key", "key")
    assert "is sealed" in go(capsys, "show", "2020-001", "--plan", code=2)
    go(capsys, "file", "2020-001", "contact.yaml", "-o", "out.yaml", "--key", "key")
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == CONTACT
    assert "exists already" in go(capsys, "file", "2020-001", "contact.yaml", "-o", "out.yaml", "--key", "key", code=2)
    assert "is sealed already" in go(capsys, "seal", "2020-001", "--key", "key")
    go(capsys, "unseal", "2020-001", "--key", "key")
    assert "Jane Roe" in go(capsys, "show", "2020-001")


def test_what_people_wrote_leaves_the_terminal_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(VISIT.replace("Jane Roe sees the rest homes", '"[bold]x"'), encoding="utf-8")
    go(capsys, "open", "x.yaml", "--who", "An\x1b[31mn")
    go(capsys, "note", "2020-001", "a\x1b[2J\u202eb [red]c[/red]\nd")
    for words in (("show", "2020-001"), ("list",), ("show", "2020-001", "--entry", "3")):
        out = go(capsys, *words)
        assert not {"\x1b", "\u202e"} & set(out)
    assert "[bold]x" in go(capsys, "list")
    assert "a<U+001B>[2J<U+202E>b [red]c[/red] d" in go(capsys, "show", "2020-001")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "2020-009"), "no case '2020-009'"),
        (("open", "none.yaml"), "cannot read the file"),
        (("note", "2020-001", " "), "a note needs its words"),
        (("submit", "2020-001", "us-ofac-license"), "did you mean 'us-ofac-licence'"),
        (("show", "2020-001", "--entry", "99"), "has 2 entries, and none of number 99"),
        (("show", "2020-001", "--remake", "1"), "entry 1 of case 2020-001 holds no ruling"),
        (("verify", "--receipts", "visit.yaml"), "has no receipt in it"),
        (("verify", "--receipts", "none"), "cannot read none"),
        (("import", "visit.yaml"), "is no ZIP file"),
        (("unseal", "2020-001", "--key", "visit.yaml"), "is no key"),
        (("list", "--db", "mysql://x/y"), "is no database for cases"),
        (("note", "2020-001", "x", "--attach", "nothing"), "cannot read nothing"),
    ],
)
def test_a_mistake_is_one_sentence(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str) -> None:
    go(capsys, "open", "visit.yaml")
    err = go(capsys, *words, code=2)
    assert told in err and err.count("\n") == 1
    assert "2 entries" in go(capsys, "verify")


def test_a_permission_that_a_plan_cannot_hold_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml")
    out = go(capsys, "answer", "2020-001", "us-faa-approval", "--granted", "--on", "visit")
    assert "A plan cannot hold us-faa-approval" in out


def test_the_environment_names_the_book(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOODOFFICES_CASES", "mine.sqlite")
    go(capsys, "open", "visit.yaml")
    assert Path("mine.sqlite").exists() and "2020-001" in go(capsys, "list")
    assert "is of this version now (its tables were 0002)" in go(capsys, "upgrade")


@pytest.mark.parametrize("missing", ["sqlalchemy", "alembic"])
def test_without_the_packages_one_sentence_says_how_to_get_them(tmp_path: Path, missing: str) -> None:
    words = ["case", "open", "visit.yaml"]
    code = (
        f"import sys; sys.modules[{missing!r}] = None; from goodoffices.cli.main import main; sys.exit(main({words!r}))"
    )
    env = {**os.environ, "GOODOFFICES_DATA": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=tmp_path, check=False
    )
    assert ran.returncode == 2
    assert ran.stderr == "goodoffices: this needs more packages; install them with: pip install 'goodoffices[cases]'\n"


def test_other_commands_do_not_load_the_packages_of_cases() -> None:
    code = "import sys; from goodoffices.cli.main import main; main(['law', 'terms', 'munitions']); print({'sqlalchemy', 'alembic', 'cryptography'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("set()\n")


def days(path: Path) -> dict[str, tuple[str, str]]:
    """By its UID, the day and the words of each event of a calendar, as another library reads it."""
    vobject = pytest.importorskip("vobject", reason="calendars are read back by vobject")
    read = vobject.readOne(path.read_text(encoding="utf-8"))
    events = read.contents.get("vevent", [])
    return {e.uid.value: (e.dtstart.value.isoformat(), e.summary.value) for e in events}


def test_the_calendar_has_what_is_due_and_loses_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml", "--no-screen")
    assert "Days to keep:" in go(capsys, "calendar", "--ics", "a.ics")
    before = days(Path("a.ics"))
    assert any(says.startswith("Late (due 2020-11-03): Ask for Special validation") for _, says in before.values())
    assert "2020-12-20" in {day for day, _ in before.values()}
    go(capsys, "submit", "2020-001", "us-special-validation")
    go(capsys, "answer", "2020-001", "us-special-validation", "--granted", "--number", "V-77", "--until", "2021-03-31")
    go(capsys, "calendar", "--ics", "b.ics")
    after = days(Path("b.ics"))
    assert not any("Ask for Special validation" in says for _, says in after.values())
    assert ("2021-03-31", "us-special-validation lapses: finish what rests on it, or have it renewed") in after.values()
    assert "V-77" not in Path("b.ics").read_text()
    go(capsys, "calendar", "2020-001", "--each", ".", "--names")
    assert "V-77" in Path("2020-001.ics").read_text()
    go(capsys, "calendar", "--ics", "c.ics")
    assert days(Path("c.ics")) == after


def test_a_calendar_replaces_no_file_unless_told_and_needs_a_case_that_is_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    go(capsys, "open", "visit.yaml", "--no-screen")
    Path("a.ics").write_text("mine")
    assert "a.ics" in go(capsys, "calendar", "--ics", "a.ics", code=2)
    assert Path("a.ics").read_text() == "mine"
    assert "2020-009" in go(capsys, "calendar", "2020-009", "--ics", "b.ics", code=2)
    assert go(capsys, "calendar", "--ics", "a.ics", "--force").startswith("Wrote a.ics.")


def test_a_case_says_that_it_went_by_an_extract(capsys: pytest.CaptureFixture[str]) -> None:
    go(capsys, "open", "visit.yaml")
    shown = " ".join(go(capsys, "show", "2020-001").split())
    assert "(extract)" in shown
