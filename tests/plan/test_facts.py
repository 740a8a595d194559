"""The facts of an act: each names a term of the vocabulary and somebody or something of the plan."""

from __future__ import annotations

import pytest

from goodoffices.errors import InputError
from goodoffices.plan.reader import read_plan

PLAN = """goodoffices: 1
sponsor: a
parties:
  - {id: a, kind: person}
  - {id: them, kind: organisation, country: KP}
acts:
  - id: gift
    kind: export
    to: [them]
    items: [{name: fishing boat}]
    facts:
      FACT
"""


def read(fact: str) -> object:
    return read_plan(PLAN.replace("FACT", fact).encode())


@pytest.mark.parametrize(
    "fact",
    [
        "knowingly: true",
        "act.knowingly: true",
        "gift.knowingly: false",
        "them.armed_forces: true",
        "counterpart.armed_forces: true",
        '"item:fishing boat.used": true',
        "contract_date: 2017-11-20",
    ],
)
def test_a_fact_is_stated_of_the_act_a_party_an_item_or_a_part(fact: str) -> None:
    assert read(fact)


@pytest.mark.parametrize(
    ("fact", "hint"),
    [
        ("knowingli: true", "did you mean 'knowingly'"),
        ("them.armed_force: true", "did you mean 'armed_forces'"),
        ("tham.armed_forces: true", "did you mean 'them'"),
        ('"item:fishing bot.used": true', "did you mean 'item:fishing boat'"),
        ("knowingly: perhaps", "has to be true or false"),
        ("contract_date: in spring", "act.contract_date is a day"),
        ("contract_date: none", "act.contract_date is a day"),
        ("knowingly: [true]", "has to be a plain list of words"),
        ("contract_date: [2017-11-20]", "not a list"),
    ],
)
def test_a_wrong_fact_is_told_with_its_line_and_the_nearest_name(fact: str, hint: str) -> None:
    with pytest.raises(InputError) as told:
        read(fact)
    assert str(told.value).startswith("-:12: ") and hint in str(told.value)
