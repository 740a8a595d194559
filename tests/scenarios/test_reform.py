"""Reading reforms strictly, and applying them to the law base."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.law.base import Law, shipped
from goodoffices.law.rules import PROPOSED
from goodoffices.scenarios.amend import amended
from goodoffices.scenarios.lint import lint_reform
from goodoffices.scenarios.reform import Reform, find_reform, read_reform
from goodoffices.scenarios.reform import shipped as shipped_reforms
from goodoffices.values import Day

HEAD = """reform: ours
title: Ours
summary: What would change.
argument: [{who: A writer, says: That it should, cite: A paper, seen: memory}]
takes: [{who: Somebody, act: Does it}]
amendments:
"""
REPEAL = "  - {repeal: us/22cfr51/63, reason: r, cite: c}\n"
DAY = Day(2020, 6, 1)


def made(folder: Path, amendments: str, head: str = HEAD) -> Reform:
    path = folder / "ours.yaml"
    path.write_text(head + amendments, encoding="utf-8")
    return read_reform(path)


@pytest.mark.parametrize("name", shipped_reforms())
def test_every_shipped_reform_is_sound(name: str) -> None:
    assert lint_reform(find_reform(name), shipped(), Day(2026, 11, 1)) == []
    assert lint_reform(find_reform(name), shipped(), Day(2019, 6, 1)) == []


def test_a_repealed_rule_ends_the_day_before_and_leaves_no_question(tmp_path: Path) -> None:
    base = amended(shipped(), [made(tmp_path, REPEAL)], DAY)
    assert "us/22cfr51/63" in Law.on(Day(2020, 5, 31), base).live
    assert "us/22cfr51/63" not in Law.on(DAY, base).live
    assert "us/22cfr51/63" not in Law.on(Day(2026, 11, 1), base).live


def test_a_group_of_rules_is_repealed_by_its_prefix(tmp_path: Path) -> None:
    base = amended(shipped(), [made(tmp_path, REPEAL.replace("us/22cfr51/63", "us/22cfr51/*"))], DAY)
    assert not any(ident.startswith("us/22cfr51/") for ident in Law.on(DAY, base).live)


def test_a_new_text_keeps_what_it_leaves_out(tmp_path: Path) -> None:
    reform = made(tmp_path, "  - {replace: us/31cfr510/512, with: {when: actor.ngo}, reason: r, cite: c}\n")
    old = Law.on(DAY).live["us/31cfr510/512"].version
    new = Law.on(DAY, amended(shipped(), [reform], DAY)).live["us/31cfr510/512"].version
    assert new.when.text == "actor.ngo"
    assert (new.conditions, new.lifts, new.says) == (old.conditions, old.lifts, old.says)
    assert new.confidence == PROPOSED and "ours" in new.source


def test_a_new_rule_is_read_as_strictly_as_law(tmp_path: Path) -> None:
    text = """  - insert:
      id: reform/ours/licence
      cite: A general licence
      title: Everything cultural
      regime: us-ofac
      effect: authorises
      lifts: ["us/31cfr510/*"]
      when: culture in act.purposes
      conditions: [{do: Keep records}]
    reason: r
    cite: c
"""
    live = Law.on(DAY, amended(shipped(), [made(tmp_path, text)], DAY)).live["reform/ours/licence"]
    assert live.version.conditions[0].do == "Keep records"
    errors = lint_reform(made(tmp_path, text.replace("act.purposes", "act.purpses")), shipped(), DAY)
    assert "did you mean 'purposes'" in str(errors[0]) and ":14:" in str(errors[0])


def test_a_date_and_a_meaning_can_be_set(tmp_path: Path) -> None:
    text = "  - {extend: us/22cfr51/63, until: 2030-01-01, reason: r, cite: c}\n"
    text += "  - {define: party.us_person, when: party.country == US, reason: r, cite: c}\n"
    law = Law.on(DAY, amended(shipped(), [made(tmp_path, text)], DAY))
    assert law.live["us/22cfr51/63"].version.until == Day(2030, 1, 1)
    assert law.tables.definitions["party.us_person"].version.when.text == "party.country == US"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (REPEAL.replace("repeal", "repel"), "an amendment is one of"),
        (REPEAL.replace("us/22cfr51/63", "us/22cfr51/63x"), "did you mean 'us/22cfr51/63'"),
        (REPEAL.replace(", reason: r", ""), "'reason' is missing"),
        ("  - {extend: us/22cfr51/63, reason: r, cite: c}\n", "needs `until`"),
        ("  - {define: party.us_persn, when: 'true', reason: r, cite: c}\n", "did you mean 'party.us_person'"),
        ("  - {replace: us/31cfr510/512, with: {whn: x}, reason: r, cite: c}\n", "did you mean 'when'"),
        ("  - {replace: us/31cfr510/512, with: {source: x}, reason: r, cite: c}\n", "unknown key 'source'"),
        ("  - {insert: {id: x}, reason: r, cite: c}\n", "needs its `regime`"),
    ],
)
def test_a_wrong_amendment_is_one_error_with_its_place(text: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        amended(shipped(), [made(tmp_path, text)], DAY)
    assert hint in str(error.value)
    assert "ours.yaml:7" in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("reform: ours", "reform: theirs", "give both one name"),
        ("seen: memory", "seen: text", "needs the `url`"),
        ("takes: [{who: Somebody, act: Does it}]\n", "", "needs `takes`"),
        ("summary: What would change.\n", "", "'summary' is missing"),
    ],
)
def test_a_wrong_head_is_refused(old: str, new: str, hint: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ours\.yaml") as error:
        made(tmp_path, REPEAL, HEAD.replace(old, new))
    assert hint in str(error.value)


def test_an_unknown_reform_is_named_with_its_nearest() -> None:
    with pytest.raises(InputError, match="did you mean"):
        find_reform("end-travel-restrictions")


def test_a_reform_that_includes_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    reform = made(tmp_path, REPEAL, HEAD.replace("amendments:", f"includes: [{path}]\namendments:"))
    with pytest.raises(InputError, match="includes itself"):
        amended(shipped(), [reform], DAY)
