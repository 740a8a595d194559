"""A party that was looked up on some lists only: what is known counts, what is not is asked, and nothing is read as 'none'."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goodoffices.law.base import Law
from goodoffices.law.evaluate import Partly
from goodoffices.plan.model import Listing
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.model import Finding, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

DAY = Day(2026, 1, 15)
PLAN = b"""goodoffices: 1
title: t
sponsor: us
parties:
  - {id: us, kind: organisation, name: A Firm, country: DE, nonprofit: true, roles: [ngo], listed: none, owned_by: []}
  - {id: him, kind: person, name: Him, country: KP, nationalities: [KP], residence: KP, roles: [scholar]}
acts:
  - {id: fee, kind: payment, to: [him], amount: 100 EUR, purposes: [relief], us_nexus: false}
"""


def ruled(names: tuple[str, ...], unsettled: tuple[str, ...]) -> Ruling:
    plan = read_plan(PLAN)
    him = replace(plan.parties["him"], listed=tuple(Listing(name) for name in names), unsettled=frozenset(unsettled))
    return rule(replace(plan, parties={**plan.parties, "him": him}), Law.on(DAY))


def finding(ruling: Ruling, regime: str) -> Finding | None:
    return next((f for f in ruling.acts[0].findings if f.regime == regime), None)


def asked(ruling: Ruling) -> bool:
    return "him.listed" in {question.term for question in ruling.questions}


def test_a_list_that_was_not_looked_up_is_asked_for() -> None:
    assert asked(ruled((), ("eu",)))
    assert not asked(ruled((), ()))


@pytest.mark.parametrize("regime", ["eu", "un-1718"])
def test_what_is_open_never_makes_a_finding_narrower_than_either_answer(regime: str) -> None:
    name = regime
    open_, yes, no = (finding(ruled(*one), regime) for one in (((), (name,)), ((name,), ()), ((), ())))
    assert open_ is not None and yes is not None
    low = min(yes.interval.low, no.interval.low if no else 0)
    assert (open_.interval.low, open_.interval.high) == (low, max(yes.interval.high, no.interval.high if no else 0))


def test_a_hit_counts_though_other_lists_are_open() -> None:
    certain, partly = finding(ruled(("eu",), ()), "eu"), finding(ruled(("eu",), ("uk", "un-1718", "us-sdn")), "eu")
    assert certain is not None and partly is not None and certain.status == partly.status


def test_a_set_that_is_partly_known_is_a_set() -> None:
    partly = Partly(("us-sdn",), ("eu",))
    assert partly == frozenset({"us-sdn"}) and partly.open == frozenset({"eu"})
