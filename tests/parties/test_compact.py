"""The normal form as lines comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties import compact
from goodoffices.parties.formats import read_list

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.mark.parametrize(
    "name", ["ofac_sdn", "ofac_advanced.xml", "un.xml", "eu.xml", "uk.xml", "csl.json", "ftm.jsonl"]
)
def test_a_list_comes_back_as_it_was(name: str) -> None:
    found = read_list(FIXTURES / name)
    assert compact.read(compact.lines(found), "x") == found


def test_known_parties_are_left_out_and_still_counted() -> None:
    found = read_list(FIXTURES / "un.xml")
    first, *others = found.parties
    assert compact.read(compact.lines(found), "x", {first.id}).parties == tuple(others)
    with pytest.raises(InputError, match="damaged"):
        compact.read(list(compact.lines(found))[:-1], "x", {first.id})


def test_a_copy_that_was_cut_short_is_noticed() -> None:
    lines = list(compact.lines(read_list(FIXTURES / "un.xml")))
    for some in ([], lines[:-1], [*lines[:-1], lines[-1][:-5]], ["{}"]):
        with pytest.raises(InputError, match="damaged"):
            compact.read(some, "x")
