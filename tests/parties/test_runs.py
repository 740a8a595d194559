"""Runs over whole tables: stopped anywhere they go on, and end with the very file that an unstopped run makes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties import runs
from goodoffices.parties.decisions import Decisions, decide
from goodoffices.parties.model import Hit, Query
from goodoffices.parties.results import Format
from goodoffices.parties.rows import open_table
from goodoffices.parties.runs import Asked, Tally, mark_of, run_table
from goodoffices.values import Day
from tests.parties.fakes import FakeScreener, listed

KIM = listed("9345", "Kim Yong Chol")
ASKED = Asked(0.5, None)


class Stopped(FakeScreener):
    """Stops after so many queries, as a user or a failing machine would."""

    def __init__(self, after: int) -> None:
        super().__init__((KIM,))
        self.after = after

    def screen_many(
        self, queries: Iterable[Query], threshold: float, as_of: Day | None, processes: int = 1
    ) -> Iterator[list[Hit]]:
        for number, query in enumerate(queries):
            if number == self.after:
                raise KeyboardInterrupt
            yield self.screen(query, threshold, as_of)


@pytest.fixture
def names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(runs, "BATCH", 7)
    path = tmp_path / "customers.csv"
    lines = ("" if n % 11 == 3 else "Kim Yong Chol" if n % 5 == 0 else f"Jane Roe {n}" for n in range(60))
    path.write_text("id,name\n" + "".join(f"c{n},{name}\n" for n, name in enumerate(lines)), encoding="utf-8")
    return path


def run(
    table: Path, out: Path, screener: FakeScreener | None = None, form: Format = "jsonl", asked: Asked = ASKED
) -> tuple[Tally, int]:
    opened = open_table(table)
    mark = mark_of(table, str(opened.columns), ["us-sdn"], asked, form, None)
    return run_table(opened, screener or FakeScreener((KIM,)), asked, out, form, mark)


def test_each_hit_has_a_line_and_a_row_without_any_has_one_with_none(names: Path, tmp_path: Path) -> None:
    tally, _ = run(names, tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [f"c{n}" for n in range(60)]
    assert {key: lines[0][key] for key in ("id", "entity_id", "score", "matched_name", "reasons")} == {
        "id": "c0",
        "entity_id": "9345",
        "score": 1.0,
        "matched_name": "Kim Yong Chol",
        "reasons": ["the same name"],
    }
    assert (lines[1]["entity_id"], lines[1]["score"], lines[1]["reasons"]) == (None, None, [])
    assert lines[3]["problem"] == "row 4 has no name"
    assert (tally.rows, tally.rows_with_hits, tally.problems) == (60, sum(bool(x["entity_id"]) for x in lines), 6)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("after", [0, 1, 6, 8, 30, 53])
def test_a_run_that_was_stopped_goes_on_and_ends_as_if_it_had_not(
    names: Path, tmp_path: Path, after: int, form: Format
) -> None:
    whole, out = tmp_path / f"whole.{form}", tmp_path / f"out.{form}"
    run(names, whole, form=form)
    with pytest.raises(KeyboardInterrupt):
        run(names, out, Stopped(after), form)
    assert not out.exists()
    second = FakeScreener((KIM,))
    _, before = run(names, out, second, form)
    assert out.read_bytes() == whole.read_bytes() and before % 7 == 0
    assert len(second.asked) < 54 or after < 8
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([names.name, whole.name, out.name])


def test_a_half_written_batch_is_cut_off_before_going_on(names: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run(names, out, Stopped(30))
    with (tmp_path / "out.jsonl.part").open("ab") as stream:
        stream.write(b'{"id": "half a li')
    run(names, out)
    assert len([json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]) == 60


def test_a_run_with_another_question_or_another_table_begins_anew(names: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for changed in ("threshold", "table"):
        with pytest.raises(KeyboardInterrupt):
            run(names, out, Stopped(30))
        asked = Asked(0.9, None) if changed == "threshold" else ASKED
        if changed == "table":
            names.write_text(names.read_text(encoding="utf-8").replace("c1,", "d1,"), encoding="utf-8")
        assert run(names, out, asked=asked)[1] == 0


def test_the_old_results_stand_until_the_new_are_whole(names: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old\n", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        run(names, out, Stopped(30))
    assert out.read_text(encoding="utf-8") == "old\n"
    run(names, out)
    assert out.read_text(encoding="utf-8").count("\n") == 60


LOCKED = """
import fcntl, sys
stream = open(sys.argv[1], "wb")
fcntl.lockf(stream, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""


def test_two_runs_never_write_the_same_results(names: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="this system has no file locks of that kind")
    command = [sys.executable, "-c", LOCKED, str(tmp_path / "out.jsonl.part")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None and other.stdin is not None
        other.stdout.readline()
        with pytest.raises(InputError, match="another run is writing"):
            run(names, tmp_path / "out.jsonl")
        other.stdin.close()
    run(names, tmp_path / "out.jsonl")


def test_a_folder_that_cannot_be_written_is_an_error_of_one_sentence(names: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write the results"):
        run(names, tmp_path / "nowhere" / "out.jsonl")


def test_formulas_and_escapes_are_harmless_in_a_csv_of_results(tmp_path: Path) -> None:
    hostile = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\tKim", 'Kim"\n=1+1', "Kim\x1b[2J"]
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "name"], *([name, name] for name in hostile)])
    run(
        tmp_path / "a.csv",
        tmp_path / "out.csv",
        FakeScreener(tuple(listed(f"={n}", n.strip()) for n in hostile)),
        "csv",
    )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    assert len(lines) == len(hostile) + 1
    assert not [text for line in lines for text in line if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_results_of_hostile_names_are_json_and_lose_nothing(tmp_path: Path) -> None:
    text = '{"id": "\\u001b[2J", "name": "\\ud800 Kim\\u2028\\u202e"}\n'
    (tmp_path / "a.jsonl").write_text(text, encoding="utf-8")
    run(tmp_path / "a.jsonl", tmp_path / "out.jsonl")
    raw = (tmp_path / "out.jsonl").read_bytes()
    assert json.loads(raw)["id"] == "\x1b[2J" and b"\x1b" not in raw


def test_decisions_stand_beside_their_hits(names: Path, tmp_path: Path) -> None:
    first = next(row.query for row in open_table(names).rows if row.query)
    decisions = Decisions([decide(first, KIM, "not-same", "born 1985", "A. Officer", Day(2026, 11, 25))])
    run(names, tmp_path / "out.jsonl", asked=Asked(0.5, None, decisions))
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines if "decision" in line] == ["c0"]
    assert lines[0]["decision"] == "not-same: born 1985 (A. Officer, 2026-11-25)"
