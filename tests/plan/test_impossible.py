"""What a plan cannot mean is refused with its line; what would read as an answer though nobody gave one, above all."""

from __future__ import annotations

import pytest

from goodoffices.errors import InputError
from goodoffices.plan.reader import read_plan

PLAN = """goodoffices: 1
sponsor: us
parties:
  - {id: us, kind: organisation, name: Us, country: US}
  - {id: min, kind: government, name: The ministry, country: KP}
  - {id: ship, kind: vessel, name: The ship}
  - {id: jane, kind: person, name: Jane Roe, nationalities: [US]}
acts:
  - {id: meat, kind: export, to: [min], items: [{name: canned turkey, value: 120000 USD, hs: "1602.31"}]}
  - {id: visit, kind: travel, who: [jane], to: KP, from: 2024-06-01}
  - {id: voyage, kind: transport, craft: ship}
  - {id: fee, kind: payment, to: [min], amount: 10 USD}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("goodoffices: 1", "goodoffices: true", 1, "begins with"),
        ("goodoffices: 1", "goodoffices: 1.0", 1, "begins with"),
        ("nationalities: [US]", "nationalities: []", 7, "leave the field out"),
        ("name: The ministry", "name: The ministry, listed: []", 5, "listed: \\[none\\]"),
        ("name: The ministry", "name: The ministry, listed: [none, us-sdn]", 5, "both none and us-sdn"),
        ("name: The ship", "name: The ship, count: 1.5", 6, "whole number"),
        ("name: The ship", "name: The ship, count: 0", 6, "one or more"),
        (
            "name: The ship",
            "name: The ship, owned_by: [{party: us, share: 60}, {party: min, share: 60}]",
            6,
            "120 percent",
        ),
        ("from: 2024-06-01", "from: 0001-01-01", 10, "look at the year"),
        ("from: 2024-06-01", "from: 9999-01-01", 10, "look at the year"),
        ("sponsor: us", "sponsor: us\nas_of: 0204-06-01", 3, "look at the year"),
        ("who: [jane]", "who: [ship]", 10, "cannot travel"),
        ("craft: ship", "craft: jane", 11, "vessel or an aircraft"),
        ("amount: 10 USD", 'amount: "1,2,3 USD"', 12, "is not money"),
        ("amount: 10 USD", 'amount: "\u0661\u0660 USD"', 12, "is not money"),
        ("amount: 10 USD", "amount: 10 USD, pays_for: fee", 12, "the act itself"),
        ('hs: "1602.31"', 'hs: "0002.31"', 9, "no HS code"),
        ('hs: "1602.31"', 'hs: "\uff11\uff16\uff10\uff12.31"', 9, "no HS code"),
        ("to: KP,", "to: KP, holds: {permission: us-visa, state: granted, covers: []},", 10, "`covers` is empty"),
        ("to: KP,", "to: KP, holds: {permission: us-visa, state: granted, covers: [meet]},", 10, "did you mean 'meat'"),
        (
            "to: KP,",
            "to: KP, holds: {permission: us-visa, state: granted, from: 2025-01-01, until: 2024-01-01},",
            10,
            "ends .* before it begins",
        ),
    ],
)
def test_it_is_refused_with_its_line(old: str, new: str, line: int, hint: str) -> None:
    read_plan(PLAN.encode())
    with pytest.raises(InputError, match=hint) as caught:
        read_plan(PLAN.replace(old, new, 1).encode())
    assert caught.value.place is not None and caught.value.place.line == line


def test_a_fact_about_a_name_that_several_things_bear_is_refused() -> None:
    plan = PLAN.replace("id: min,", "id: counterpart,").replace("to: [min]", "to: [counterpart]")
    read_plan(plan.encode())
    with pytest.raises(InputError, match="the name of several things"):
        read_plan(plan.replace("amount: 10 USD", "amount: 10 USD, facts: {counterpart.armed_forces: true}").encode())
