"""The goods catalogue: what an item is taken for, and how surely."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.plan.catalogue import Catalogue, shipped


def test_it_has_what_contact_plans_carry() -> None:
    assert len(shipped().goods) >= 250


def test_castor_bean_seed_is_no_food() -> None:
    match = shipped().match("castor bean seed", "1207.30")
    assert match and match.good.food is False


def test_seed_corn_is_food() -> None:
    match = shipped().match("hybrid maize seed", "1005.10")
    assert match and match.good.food is True


def test_wine_is_luxury_and_no_food() -> None:
    match = shipped().match("bottled red wine", "2204.21")
    assert match and match.good.luxury is True and match.good.food is False


def test_a_toy_tractor_is_not_surely_a_tractor() -> None:
    match = shipped().match("toy tractor", None)
    assert match is None or match.certainty != "sure"


def test_words_that_say_nothing_match_nothing() -> None:
    for name in ("assorted supplies", "equipment", "kit", "blurb zork"):
        assert shipped().match(name, None) is None


def test_goods_of_one_code_that_differ_leave_the_class_open() -> None:
    match = shipped().match("zork", "3004.90")
    assert match is None or match.good.luxury is not True


@given(st.text(max_size=60), st.one_of(st.none(), st.text(alphabet="0123456789.", max_size=8)))
def test_no_text_breaks_the_match(name: str, hs: str | None) -> None:
    shipped().match(name, hs)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("goods:\n  - {name: a, hs: ['12'], eccn: EAR99, eccn_confidence: unsure}\n", "six digits"),
        ("goods:\n  - {name: a, hs: ['120190'], eccn: EAR99, eccn_confidence: sure}\n", "one of"),
        ("goods:\n  - {name: a, hs: ['120190'], eccn: EAR99, eccn_confidence: confirmed}\n", "eccn_source"),
        ("goods:\n  - {name: a, colour: red, hs: ['120190'], eccn: EAR99, eccn_confidence: unsure}\n", "unknown key"),
    ],
)
def test_a_wrong_goods_file_is_one_error(tmp_path: Path, text: str, hint: str) -> None:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=hint):
        Catalogue.load(tmp_path)
