"""Rulings: the JSON contract, questions, permissions held."""

from __future__ import annotations

import gc
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from goodoffices.law.base import Law, shipped
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.export import as_json
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day, Status
from tests.authority.cases import FOLDER, read_case

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/goodoffices/ruling/ruling.schema.json").read_text(encoding="utf-8"))

VISIT = """goodoffices: 1
title: t
as_of: {as_of}
sponsor: a
parties:
  - {{id: a, kind: person, name: A, nationalities: [US], us_status: citizen, residence: US, passport: US, roles: [aid-worker]}}
acts:
  - {{id: visit, kind: travel, who: [a], to: KP, from: {start}, until: {end}, purposes: [relief]{more}}}
"""


def visit(as_of: str, start: str, end: str, more: str = "") -> Ruling:
    plan = read_plan(VISIT.format(as_of=as_of, start=start, end=end, more=more).encode())
    assert plan.as_of
    return rule(plan, Law.on(plan.as_of))


def passport(ruling: Ruling) -> Status:
    return max(
        (f.status for f in ruling.acts[0].findings if f.regime == "us-passport"),
        key=lambda s: s.weight,
        default=Status.CLEAR,
    )


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_json_of_every_example_fits_the_schema(path: Path) -> None:
    plan = load_plan(path)
    assert plan.as_of
    jsonschema.validate(as_json(rule(plan, Law.on(plan.as_of))), SCHEMA)


def test_past_the_last_notice_the_answer_is_unknown_and_asked() -> None:
    ruling = visit("2026-11-24", "2027-01-10", "2027-01-20")
    assert passport(ruling) is Status.UNKNOWN
    assert any("passport" in q.ask for q in ruling.questions)
    assert (
        passport(visit("2026-11-24", "2027-01-10", "2027-01-20", ", facts: {passport_restriction_renewed: true}"))
        is Status.PERMISSION
    )


def test_a_permission_held_makes_conditions_only_while_it_runs() -> None:
    held = ", holds: [{permission: us-special-validation, state: granted, until: 2019-06-30}]"
    assert passport(visit("2019-05-01", "2019-06-01", "2019-06-10", held)) is Status.CONDITIONS
    assert passport(visit("2019-05-01", "2019-06-25", "2019-07-05", held)) is Status.PERMISSION


def test_an_expression_of_another_days_law_is_not_used() -> None:
    assert passport(visit("2016-05-01", "2016-06-01", "2016-06-10")) is Status.CLEAR


def test_before_the_law_base_begins_nothing_is_called_clear() -> None:
    ruling = visit("2005-05-01", "2005-06-01", "2005-06-10")
    assert ruling.status is Status.UNKNOWN
    assert any("begins on 2008-06-26" in notice for notice in ruling.notices)


def test_a_sole_nationality_is_taken_for_the_passport_and_said_so() -> None:
    text = VISIT.format(as_of="2019-05-01", start="2019-06-01", end="2019-06-10", more="").replace(" passport: US,", "")
    ruling = rule(read_plan(text.encode()), Law.on(Day(2019, 5, 1)))
    assert passport(ruling) is Status.PERMISSION
    assert any("only nationality" in a.text for a in ruling.assumptions)


def test_what_the_goods_catalogue_says_is_told_also_where_it_clears() -> None:
    text = """goodoffices: 1
title: t
sponsor: a
parties:
  - {id: a, kind: organisation, name: A, country: SE, roles: [ngo], nonprofit: true}
  - {id: b, kind: organisation, name: B, country: KP, listed: [none]}
acts:
  - {id: go, kind: export, to: [b], origin: SE, destination: KP, purposes: [relief], items: [{name: wheelchair}]}
"""
    ruling = rule(read_plan(text.encode()), Law.on(Day(2020, 1, 1)))
    assert any(a.about == "wheelchair.hs" for a in ruling.assumptions)


def test_two_permissions_of_one_finding_are_both_listed() -> None:
    plan = load_plan(ROOT / "examples/record/un-2018-rok-railway-survey.yaml")
    assert plan.as_of
    needed = {p.ask.id for p in rule(plan, Law.on(plan.as_of)).permissions}
    assert {"kr-contact-report", "kr-project-approval"} <= needed


def test_due_days_are_counted_from_the_acts_own_days() -> None:
    plan = read_case(FOLDER / "ofac-faq-1162-ngo-notice.yaml").plan
    ruling = rule(plan, Law.on(Day(2024, 4, 8)))
    assert Day(2024, 7, 2) in {d.day for d in ruling.deadlines}


def test_a_default_at_the_end_of_a_link_is_told_as_taken_for_granted() -> None:
    """A bill is taken to serve no journey where it names none, and the ruling turns on that."""
    plan = read_case(FOLDER / "ofac-faq-558-hotel-bill-during-exempt-travel.yaml").plan
    assert plan.as_of
    bill = next(act for act in plan.acts if act.id == "bill")
    alone = replace(bill, fields={name: value for name, value in bill.fields.items() if name != "pays_for"})
    acts = tuple(alone if act is bill else act for act in plan.acts)
    ruling = rule(replace(plan, acts=acts), Law.on(plan.as_of))
    assert "bill.incident_to" in {assumption.about for assumption in ruling.assumptions}


def test_that_a_journey_passes_through_no_other_country_is_told_as_taken_for_granted() -> None:
    ruling = visit("2019-05-01", "2019-06-01", "2019-06-10")
    assert "visit.via" in {assumption.about for assumption in ruling.assumptions}


def test_a_payment_that_is_clear_because_no_bank_is_named_says_so() -> None:
    text = """goodoffices: 1
as_of: 2019-05-01
sponsor: a
parties:
  - {id: a, kind: person, nationalities: [KR], residence: JP, us_status: none, located_in: JP}
  - {id: b, kind: person, nationalities: [JP], residence: JP, us_status: none, located_in: JP, listed: none}
acts:
  - {id: gift, kind: remittance, to: b, amount: 500 EUR}
"""
    ruling = rule(read_plan(text.encode()), Law.on(Day(2019, 5, 1)))
    assert not any(finding.regime == "us-ofac" for finding in ruling.acts[0].findings)
    assert "gift.via" in {assumption.about for assumption in ruling.assumptions}


def test_what_is_taken_for_granted_does_not_hang_on_what_was_ruled_before() -> None:
    """The tables of many laws are kept for a while; a ruling is the same whether they are made anew in its midst or not."""
    case = read_case(FOLDER / "ina-14163-refugee-in-2025.yaml")
    assert case.plan.as_of
    first = rule(case.plan, Law.on(case.plan.as_of))
    for _ in range(300):
        assert rule(case.plan, Law.on(case.plan.as_of, replace(shipped()))) == first


def test_a_ruling_leaves_nothing_behind_but_itself() -> None:
    plan = load_plan(ROOT / "examples/tinned-meat.yaml")
    law = Law.on(Day(2020, 9, 14))
    rule(plan, law)
    gc.collect()
    gc.disable()
    try:
        kept = rule(plan, law)
        assert gc.collect() == 0 and kept.acts
    finally:
        gc.enable()
