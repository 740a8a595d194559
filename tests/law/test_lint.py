"""The strict reader and the lint: each wrong law file is one error with file, line and rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.law.base import CORPUS, Law, shipped
from goodoffices.law.lint import history_gaps, lint
from goodoffices.law.reader import read_law
from goodoffices.law.vocabulary import shipped as vocabulary
from goodoffices.values import Day

HEAD = """instrument: us/x
title: X
cite: X
regime: us-other
binds: all
verified_on: 2026-01-01
rules:
"""
RULE = """  - id: us/x/1
    cite: X 1
    title: one
    effect: prohibits
    versions:
      - {from: 2010-01-01, source: s, url: u, confidence: text, when: actor.us_person}
"""


def errors(folder: Path, rules: str) -> list[str]:
    (folder / "x.yaml").write_text(HEAD + rules, encoding="utf-8")
    return [str(e) for e in lint(folder, vocabulary())]


def test_the_shipped_law_is_sound() -> None:
    assert lint(CORPUS, vocabulary()) == []


def test_a_sound_file_has_no_errors(tmp_path: Path) -> None:
    assert errors(tmp_path, RULE) == []


TWO = """  - id: us/x/1
    cite: X 1
    title: one
    effect: requires
    versions:
      - {from: 2010-01-01, until: 2011-01-01, source: s, url: u, confidence: text, when: actor.us_person, says: a}
      - {from: 2011-01-02, source: t, url: u, confidence: text, when: as before, says: as before, conditions: as before}
"""


def test_as_before_is_what_the_version_before_says(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(HEAD + TWO, encoding="utf-8")
    assert lint(tmp_path, vocabulary()) == []
    earlier, later = read_law(tmp_path, vocabulary()).rules["us/x/1"].versions
    assert (later.when.text, later.says, later.source) == (earlier.when.text, "a", "t")


def test_as_before_in_the_first_version_is_an_error(tmp_path: Path) -> None:
    (message,) = errors(tmp_path, RULE.replace("actor.us_person", "as before"))
    assert ":13: " in message and "no version stands before" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("title: one", "titel: one", 10, "did you mean 'title'"),
        ("actor.us_person", "actor.us_persn", 13, "did you mean 'us_person'"),
        ("source: s, ", "", 13, "source"),
        ("url: u, ", "", 13, "url"),
        ("effect: prohibits", "effect: forbids", 11, "one of"),
        ("from: 2010-01-01", "from: 2010-02-30", 13, "no day"),
        ("id: us/x/1", "id: us/y/1", 8, "begin with us/x/"),
        ("when: actor.us_person", "when: actor.us_person, unless: [us/x/9]", 13, "no rule"),
        ("when: actor.us_person", "when: actor.us_person, unless: [us/x/1]", 8, "circle"),
        ("effect: prohibits", "effect: exempts\n    lifts: [us/x/7]", 14, "no prohibition"),
        ("effect: prohibits", "effect: on-application\n    permission: none-such\n    lifts: [us/x/1]", 15, "outlook"),
        ("when: actor.us_person", "when: bank.us_person", 13, "some(bank, ...)"),
        ("when: actor.us_person", "when: act.us_bis == clear and actor.us_person", 13, ""),
    ],
)
def test_a_wrong_file_names_line_and_rule(tmp_path: Path, old: str, new: str, line: int, hint: str) -> None:
    found = errors(tmp_path, RULE.replace(old, new))
    if not hint:
        assert found == []
        return
    assert len(found) == 1, found
    assert f"x.yaml:{line}:" in found[0]
    assert "us/" in found[0]
    assert hint in found[0]


def test_overlapping_versions_are_refused(tmp_path: Path) -> None:
    second = "      - {from: 2012-01-01, source: s, url: u, confidence: text, when: true}\n"
    assert "overlaps" in errors(tmp_path, RULE + second)[0]


def test_definitions_in_a_circle_are_refused(tmp_path: Path) -> None:
    rules = "".join(
        f"""  - id: us/x/{name}
    cite: X
    title: t
    effect: defines
    term: party.{name}
    versions:
      - {{from: 2010-01-01, source: s, url: u, confidence: text, when: party.{other}}}
"""
        for name, other in (("ngo", "blocked"), ("blocked", "ngo"))
    )
    assert any("circle" in e for e in errors(tmp_path, rules))


def test_the_passport_restriction_is_unknown_past_its_last_notice() -> None:
    live = Law.on(Day(2026, 11, 24)).live["us/22cfr51/63"]
    assert live.lapsed
    assert not Law.on(Day(2026, 8, 31)).live["us/22cfr51/63"].lapsed


def test_a_later_repeal_was_not_known_on_an_earlier_day() -> None:
    law = Law.on(Day(2021, 1, 11)).at(Day(2021, 9, 13))
    assert any("9645" in live.version.cite for live in law.live.values())
    assert not any(
        "9645" in live.version.cite
        for live in Law.on(Day(2021, 2, 15)).live.values()
        if live.rule.effect == "prohibits"
    )


def test_every_version_says_where_it_was_read() -> None:
    for rule in shipped().rules.values():
        for version in rule.versions:
            assert version.source
            assert version.urls or version.confidence in ("memory", "reading")


def test_a_rule_whose_history_begins_later_than_its_instrument_is_named(tmp_path: Path) -> None:
    older = RULE.replace("from: 2010-01-01", "from: 2009-01-01").replace("us/x/1", "us/x/2")
    (tmp_path / "x.yaml").write_text(HEAD + older + RULE, encoding="utf-8")
    (gap,) = history_gaps(read_law(tmp_path, vocabulary()))
    assert (gap.rule.id, gap.begins, gap.instrument_begins) == ("us/x/1", Day(2010, 1, 1), Day(2009, 1, 1))
