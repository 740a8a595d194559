"""Plans written out: what is read back is the same plan."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import Place
from goodoffices.plan.model import Act, Item, Party, Plan
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.samples import as_document, plausible, written

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/goodoffices/plan/plan.schema.json").read_text(encoding="utf-8"))
NOWHERE = Place("-", 1)


def bare(plan: Plan) -> Plan:
    """A plan without the places at which its parts stand."""

    def item(one: Item) -> Item:
        return replace(one, place=NOWHERE)

    def act(one: Act) -> Act:
        return replace(one, place=NOWHERE, items=None if one.items is None else tuple(map(item, one.items)))

    def party(one: Party) -> Party:
        return replace(one, place=NOWHERE)

    parties = {ident: party(one) for ident, one in plan.parties.items()}
    return replace(plan, place=NOWHERE, parties=parties, acts=tuple(map(act, plan.acts)))


@pytest.mark.parametrize("seed", range(20))
def test_a_made_plan_is_read_back_as_it_was(seed: int) -> None:
    for plan in plausible(seed, 10):
        assert bare(read_plan(written(plan).encode())) == bare(plan)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda p: p.stem)
def test_an_example_is_read_back_as_it_was(path: Path) -> None:
    plan = load_plan(path)
    assert bare(read_plan(written(plan).encode())) == bare(plan)


def test_the_document_of_a_made_plan_fits_the_schema_of_plans() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for plan in plausible(3, 60):
        validator.validate(json.loads(json.dumps(as_document(plan), default=float)))


@given(st.from_regex(r"[-+.0-9eENOytrufals~]{1,8}", fullmatch=True))
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    plan = next(plausible(1, 1))
    assert read_plan(written(replace(plan, title=text)).encode()).title == text


def test_a_number_keeps_all_its_digits() -> None:
    plan = next(p for p in plausible(1, 200) if any(a.kind == "investment" and "stake" in a.fields for a in p.acts))
    third = Decimal("33.333333333333333333333")
    acts = tuple(replace(a, fields={**a.fields, "stake": third}) if a.kind == "investment" else a for a in plan.acts)
    read = read_plan(written(replace(plan, acts=acts)).encode())
    assert third in [act.fields.get("stake") for act in read.acts]
