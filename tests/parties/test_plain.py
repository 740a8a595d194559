"""Hostile text does no harm to a terminal, a spreadsheet or a results file."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.parties.plain import LONGEST_CELL, cell, json_line, shown

EVERY = st.text(st.characters(codec=None), max_size=60)


@given(EVERY)
def test_what_is_shown_holds_no_control_and_no_turn_of_direction(text: str) -> None:
    assert not [c for c in shown(text) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def test_names_in_other_scripts_are_shown_as_they_are() -> None:
    for name in ("김영철", "金英哲", "Ким Ён Чхоль", "Kim Yŏng-ch'ŏl"):
        assert shown(name) == name == cell(name)


def test_an_escape_is_shown_as_its_code_point() -> None:
    assert shown("KIM\x1b[2J\u202eLOHC") == "KIM<U+001B>[2J<U+202E>LOHC"


def test_a_huge_text_is_cut_and_its_length_told() -> None:
    assert shown("A" * 100_000).endswith("(100,000 letters)") and len(shown("A" * 100_000)) < 200
    assert len(cell("A" * 100_000)) < LONGEST_CELL + 50


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1+1", "\ufeff=1", "\n=1"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(EVERY)
def test_a_line_of_json_loses_nothing_and_breaks_nowhere(text: str) -> None:
    line = json_line({"name": text})
    assert json.loads(line) == {"name": text}
    assert len(line.splitlines()) == 1 and not [c for c in line if unicodedata.category(c) in ("Cc", "Cf", "Cs")]
