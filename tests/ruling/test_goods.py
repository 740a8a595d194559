"""What the goods catalogue adds to questions."""

from __future__ import annotations

from goodoffices.law.base import Law
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

PLAN = """goodoffices: 1
title: t
sponsor: a
parties:
  - {id: a, kind: organisation, name: A, country: US, roles: [ngo], nonprofit: true}
  - {id: b, kind: organisation, name: B, country: KP, listed: [none]}
acts:
  - {id: go, kind: export, to: [b], origin: US, destination: KP, purposes: [relief], items: [{name: vaccines}]}
"""


def test_a_question_about_an_eccn_names_the_fact_on_which_it_hangs() -> None:
    ruling = rule(read_plan(PLAN.encode()), Law.on(Day(2025, 1, 1)))
    asked = [q for q in ruling.questions if q.field == "eccn"]
    assert asked and "disease" in asked[0].explain
