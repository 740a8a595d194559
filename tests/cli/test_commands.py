"""The commands as a user runs them: output, exit codes, the interview."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.cli.main import main
from goodoffices.cli.new import kinds

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "tinned-meat.yaml")


def test_check_begins_with_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", EXAMPLE]) == 3
    out = capsys.readouterr().out
    assert out.startswith("PERMISSION NEEDED")
    assert "22 CFR 51.63" in out and "ask by" in out and "not legal advice" in out


def test_check_gives_json_and_quiet_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", EXAMPLE, "--json"]) == 3
    assert json.loads(capsys.readouterr().out)["format"] == "goodoffices-ruling/1"
    assert main(["check", EXAMPLE, EXAMPLE, "--quiet"]) == 3
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_check_as_of_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", EXAMPLE, "--as-of", "2012-01-01", "--json"])
    made = json.loads(capsys.readouterr().out)
    assert made["as_of"] == "2012-01-01"
    assert not any(f["regime"] == "us-passport" for f in made["acts"][0]["findings"])


def test_why_shows_each_rule_and_value(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", EXAMPLE, "--why"])
    out = " ".join(capsys.readouterr().out.split())
    assert "does not reach" in out and "(plan)" in out and "us/22cfr51/63" in out


def test_an_unreadable_plan_is_exit_code_two(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert "cannot read the file" in capsys.readouterr().err


def test_check_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    class Stdin:
        buffer = io.BytesIO(Path(EXAMPLE).read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert main(["check", "-", "--quiet"]) == 3


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_template_can_be_ruled(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    assert main(["new", kind, "-o", str(path)]) == 0
    assert main(["check", str(path), "--quiet"]) in (0, 3, 5)
    assert main(["new", kind, "-o", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_law_shows_searches_and_tells_its_age(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "31 CFR 510.512", "--on", "2024-04-01"]) == 0
    assert "510.512" in capsys.readouterr().out
    assert main(["law", "history", "us/22cfr51/63"]) == 0
    assert "2017-09-01" in capsys.readouterr().out
    assert main(["law", "search", "remittances"]) == 0
    assert "510.511" in capsys.readouterr().out
    assert main(["law", "status"]) == 0
    assert "ran out on 2026-08-31" in " ".join(capsys.readouterr().out.split())
    assert main(["law", "lint"]) == 0
    assert main(["law", "show", "31 CFR 999"]) == 2


PLAN = """# our plan
goodoffices: 1
title: t   # keep me
as_of: 2019-02-04
sponsor: firm
parties:
  - {id: firm, kind: organisation, name: Firm, country: DE, nonprofit: false, roles: [company]}
  - id: tr         # the trainer
    kind: person
    name: a trainer
    residence: DE
    roles: [teacher]
  - {id: yard, kind: organisation, name: a yard, country: KP, listed: [none]}
acts:
  - {id: weld, kind: service, by: tr, to: [yard], place: KP, topic: training, paid: true, purposes: [commerce]}
"""


def interview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, str]) -> str:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    asked: list[str] = []

    def reply(prompt: str) -> str:
        text = output.getvalue().casefold()
        question = text[text.rfind("\n\n") :]
        asked.append(question)
        return next((answer for word, answer in answers.items() if word in question), "don't know")

    output = io.StringIO()
    monkeypatch.setattr("builtins.input", reply)
    monkeypatch.setattr(sys, "stdout", output)
    assert main(["ask", str(path)]) == 0
    monkeypatch.undo()
    return path.read_text(encoding="utf-8")


def test_the_interview_writes_answers_and_keeps_comments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = interview(tmp_path, monkeypatch, {"is a trainer a united states citizen": "citizen"})
    assert "us_status: citizen" in text
    assert text.startswith("# our plan") and "# keep me" in text and "# the trainer" in text
    assert text.index("parties:") < text.index("acts:")


def test_an_answer_that_does_not_fit_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = iter(["resident of Mars", "stop"])
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr("builtins.input", lambda prompt: next(replies))
    assert main(["ask", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == PLAN


def test_a_fact_that_no_field_can_say_is_written_to_the_acts_facts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.yaml"
    assert main(["new", "training", "-o", str(path)]) == 0
    replies = iter(["no", "none"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(replies, "stop"))
    assert main(["ask", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    assert "clinic.government_of_north_korea: false" in text
    assert "listed:" in text
    assert main(["check", str(path), "--quiet"]) == 0


def test_a_summary_of_plans_is_drawn_beside_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "opened.svg"
    words = ["compare", "--plans", str(ROOT / "examples"), "--reform", "end-travel-restriction", "--svg", str(picture)]
    assert main(words) == 0
    assert "Lighter:" in capsys.readouterr().out
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert main(words) == 2
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["screen", "Kim"], ["check", EXAMPLE]])
def test_without_the_packages_for_screening_one_sentence_says_what_to_do(words: list[str], tmp_path: Path) -> None:
    code = f"import sys; sys.modules['numpy'] = None; from goodoffices.cli.main import main; sys.exit(main({words!r}))"
    env = {**os.environ, "GOODOFFICES_DATA": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert ran.returncode == 2
    assert ran.stderr == (
        "goodoffices: numpy is missing, without which nobody can be looked up on the lists; install it with: pip install numpy. "
        "With --no-screen it rules without looking\n"
    )
