"""Rulings: the JSON contract, questions, permissions held, and properties that hold of every plan."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.law.base import Law, shipped
from goodoffices.law.rules import Effect
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.export import as_json
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day, Status
from tests.authority.cases import FOLDER, Case, read_case, ruled

ROOT = Path(__file__).parents[2]
CASES = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
SCHEMA = json.loads((ROOT / "src/goodoffices/ruling/ruling.schema.json").read_text(encoding="utf-8"))
any_case = st.sampled_from(CASES)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

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


@few
@given(any_case, st.randoms())
def test_the_order_of_acts_and_parties_never_matters(case: Case, random: object) -> None:
    parties = list(case.plan.parties.items())
    acts = list(case.plan.acts)
    random.shuffle(parties)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    random.shuffle(acts)  # type: ignore[attr-defined]  # as above
    shuffled = replace(case.plan, parties=dict(parties), acts=tuple(acts))
    assert _statuses(ruled(case)) == _statuses(_ruled(shuffled))


@few
@given(any_case, st.randoms())
def test_the_order_of_rules_never_matters(case: Case, random: object) -> None:
    rules = list(shipped().rules.items())
    random.shuffle(rules)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    base = replace(shipped(), rules=dict(rules))
    assert case.plan.as_of
    assert _statuses(ruled(case)) == _statuses(rule(case.plan, Law.on(case.plan.as_of, base)))


_EXEMPTIONS = [r.id for r in shipped().rules.values() if r.effect is Effect.EXEMPTS]


@few
@given(any_case, st.sampled_from(_EXEMPTIONS))
def test_a_ruling_never_gets_lighter_without_an_exemption(case: Case, gone: str) -> None:
    base = replace(shipped(), rules={i: r for i, r in shipped().rules.items() if i != gone})
    assert case.plan.as_of
    before, after = ruled(case), rule(case.plan, Law.on(case.plan.as_of, base))
    for one, other in zip(before.acts, after.acts, strict=True):
        assert _high(other.findings) >= _high(one.findings)


def _high(findings: object) -> int:
    return max((f.interval.high for f in findings), default=0)  # type: ignore[attr-defined]  # findings of an act


@few
@given(any_case, st.sampled_from(["citizen", "none", "permanent-resident"]), st.data())
def test_a_new_fact_never_widens_an_interval(case: Case, status: str, data: st.DataObject) -> None:
    persons = [p for p in case.plan.parties.values() if p.kind == "person" and "us_status" not in p.fields]
    if not persons:
        return
    party = data.draw(st.sampled_from(persons))
    told = replace(party, fields={**party.fields, "us_status": status})
    plan = replace(case.plan, parties={**case.plan.parties, party.id: told})
    before = {(f.act, f.regime, f.subject): f.interval for a in ruled(case).acts for f in a.findings}
    for act in _ruled(plan).acts:
        for finding in act.findings:
            old = before.get((finding.act, finding.regime, finding.subject))
            if old is not None:
                assert old.low <= finding.interval.low and finding.interval.high <= old.high


def test_unknown_never_behaves_as_false() -> None:
    """Where a fact is missing, the interval holds whatever either answer would give."""
    case = read_case(FOLDER / "ofac-2018-us-status-not-said.yaml")
    open_interval = next(f for f in ruled(case).acts[0].findings if f.regime == "us-ofac").interval
    for status in ("citizen", "none"):
        party = case.plan.parties["tr"]
        told = replace(party, fields={**party.fields, "us_status": status, "nationalities": ("DE",), "residence": "DE"})
        after = _ruled(replace(case.plan, parties={**case.plan.parties, "tr": told}))
        high = max((f.interval.high for f in after.acts[0].findings if f.regime == "us-ofac"), default=0)
        assert open_interval.low <= high <= open_interval.high


def _ruled(plan: Plan) -> Ruling:
    assert plan.as_of
    return rule(plan, Law.on(plan.as_of))


def _statuses(ruling: Ruling) -> set[tuple[str, str, str, str]]:
    return {(f.act, f.regime, f.subject, f.status.value) for act in ruling.acts for f in act.findings}
