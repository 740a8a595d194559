"""Two items of one name, owners in a circle, a day before the law base: nothing is passed over."""

from __future__ import annotations

from itertools import permutations

from goodoffices.law.base import Law
from goodoffices.plan.model import own_names
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.rule import rule
from goodoffices.values import Day, Status

PUMPS = (
    '{name: pump, hs: "0902.10", eccn: EAR99, food: true, value: 10 USD}',
    '{name: pump, hs: "8413.70", eccn: 2B350, value: 90000 USD}',
)
EXPORT = """goodoffices: 1
sponsor: us
parties:
  - {{id: us, kind: organisation, name: Us, country: US, nonprofit: true, roles: [ngo]}}
  - {{id: clinic, kind: organisation, name: A clinic, country: KP, listed: [none], roles: [red-cross]}}
acts:
  - {{id: goods, kind: export, to: [clinic], origin: US, destination: KP, purposes: [relief], from: 2024-06-01, holds: [{holds}], items: [{items}]}}
"""


def test_each_of_two_items_of_one_name_is_ruled_in_either_order() -> None:
    for items in permutations(PUMPS):
        plan = read_plan(EXPORT.format(items=", ".join(items), holds="").encode())
        ruling = rule(plan, Law.on(Day(2024, 5, 1)))
        bis = {f.subject: f.status for f in ruling.acts[0].findings if f.regime == "us-bis"}
        heavy = "item:pump" if "2B350" in items[0] else "item:pump (2)"
        assert bis[heavy] is Status.PERMISSION


def test_what_covers_a_name_covers_each_item_of_it() -> None:
    held = "{permission: us-bis-licence, state: granted, number: D1, covers: [pump]}"
    plan = read_plan(EXPORT.format(items=", ".join(PUMPS), holds=held).encode())
    ruling = rule(plan, Law.on(Day(2024, 5, 1)))
    assert not [ask for f in ruling.acts[0].findings for ask in f.permissions if ask.id == "us-bis-licence"]


def test_names_stay_apart_from_those_that_are_numbered_already() -> None:
    assert own_names(["a", "a", "b", "a"]) == ["a", "a (2)", "b", "a (3)"]
    assert len(set(own_names(["a", "a (2)", "a", "a (2)"]))) == 4


def test_owners_in_a_circle_are_ruled() -> None:
    text = """goodoffices: 1
sponsor: us
parties:
  - {id: us, kind: organisation, name: Us, country: US}
  - {id: a, kind: organisation, name: Firm A, owned_by: [{party: b, share: 60}]}
  - {id: b, kind: organisation, name: Firm B, listed: [none], owned_by: [{party: OWNER, share: 60}]}
  - {id: gov, kind: government, name: A ministry, country: KP}
acts:
  - {id: pay, kind: payment, to: [a], amount: 100 USD, from: 2024-07-01}
"""
    law = Law.on(Day(2024, 6, 1))
    for owner in ("a", "b"):
        assert rule(read_plan(text.replace("OWNER", owner).encode()), law).acts[0].findings
    owned = rule(read_plan(text.replace("OWNER", "gov").encode()), law)
    ofac = next(f for f in owned.acts[0].findings if f.regime == "us-ofac" and f.subject == "a")
    assert ofac.interval.high == 2 and "us/31cfr510/201a1" in [rule.id for rule in ofac.rules]


def test_by_a_law_before_the_law_base_begins_nothing_is_clear() -> None:
    plan = read_plan(EXPORT.format(items=PUMPS[0], holds="").encode())
    assert rule(plan, Law.on(Day(2007, 1, 1))).status.weight >= Status.UNKNOWN.weight
