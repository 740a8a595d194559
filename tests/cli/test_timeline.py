from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

import jsonschema
import pytest

import goodoffices.ruling
from goodoffices.cli.main import main
from goodoffices.cli.timeline import run
from goodoffices.errors import InputError
from goodoffices.law.base import Law
from goodoffices.plan.reader import load_plan
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

ROOT = Path(__file__).parents[2]

PLAN = str(Path(__file__).parents[2] / "examples" / "divided-family.yaml")
SCHEMA = json.loads((Path(goodoffices.ruling.__path__[0]) / "timeline.schema.json").read_text(encoding="utf-8"))


def asked(**given: object) -> argparse.Namespace:
    usual = {"plan": PLAN, "start": Day(2016, 1, 1), "until": Day(2018, 12, 31), "json": False, "force": False}
    return argparse.Namespace(**{**usual, "svg": None, "png": None, "html": None, **given})


def test_the_json_keeps_its_schema_and_agrees_with_the_ruling_of_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(asked(json=True)) == 0
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, SCHEMA)
    for number in random.Random(7).sample(range(Day(2016, 1, 1).toordinal(), Day(2018, 12, 31).toordinal()), 8):
        day = Day.fromordinal(number)
        ruled = rule(load_plan(PLAN), Law.on(day))
        said = {a["act"]: s["status"] for a in made["acts"] for s in a["spans"] if s["from"] <= str(day) <= s["until"]}
        assert said == {act.act: act.status.value for act in ruled.acts}
        assert [t["status"] for t in made["turns"] if t["day"] <= str(day)][-1] == ruled.status.value


def test_the_table_keeps_to_80_columns_when_piped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    run(asked())
    printed = capsys.readouterr().out
    assert "22 CFR 51.63(a)(3)" in printed and "The whole plan" in printed and "2017-08-02" in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_a_file_that_exists_is_left_alone_unless_forced(tmp_path: Path) -> None:
    there = tmp_path / "a.svg"
    there.write_text("mine")
    with pytest.raises(InputError, match="exists already"):
        run(asked(svg=there))
    assert there.read_text() == "mine"
    run(asked(svg=there, html=tmp_path / "a.html", force=True))
    assert there.read_text(encoding="utf-8").startswith("<svg")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "a.svg"]


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(InputError, match="change --from or --until"):
        run(asked(start=Day(2020, 1, 1)))


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        run(asked(svg=tmp_path / "none" / "a.svg"))


def test_without_the_renderer_a_png_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    plan = str(ROOT / "examples" / "divided-family.yaml")
    assert main(["timeline", plan, "--from", "2023-01-01", "--png", str(tmp_path / "a.png")]) == 2
    assert "pip install" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
