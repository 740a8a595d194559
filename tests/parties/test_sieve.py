"""The first, coarse look stops nobody whom the screener would find, and most of those whom it would not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.parties import index, word_evidence
from goodoffices.parties.model import Identifier, Kind, Query
from goodoffices.parties.plan_screening import Bars
from goodoffices.parties.screener import Screener, suitable
from goodoffices.parties.shipped import shipped
from goodoffices.parties.sieve import KINDS, SHARE, Sieve, may_be, open_sieve
from tests.parties.fakes import listed

ROOT = Path(__file__).parents[2]
PEOPLE = (
    "Jane Roe",
    "Arthur Hyun",
    "John Smith",
    "Maria Fernandez",
    "Mennonite Central Committee U.S.",
    "TB rest homes",
)


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.build(shipped().parties)


@pytest.fixture(scope="module")
def sieve(screener: Screener, tmp_path_factory: pytest.TempPathFactory) -> Sieve:
    path = tmp_path_factory.mktemp("sieve") / "x.names"
    screener.save(path)
    return Sieve(path)


def stopped(sieve: Sieve, screener: Screener, queries: list[Query]) -> list[str]:
    """The names that the sieve stops and the screener would find."""
    held = [query for query in queries if not sieve.lets_through(query)]
    return [query.name for query in held if screener.screen(query, Bars().idle, None)]


def test_every_listed_name_comes_through(sieve: Sieve, screener: Screener) -> None:
    queries = [Query(name.text, party.kind) for party in shipped().parties for name in party.names]
    assert len(queries) > 3_000 and stopped(sieve, screener, queries) == []


def test_listed_names_in_other_orders_and_spellings_come_through(sieve: Sieve, screener: Screener) -> None:
    queries: list[Query] = []
    for party in shipped().parties[::3]:
        words = party.name.replace(",", " ").split()
        spelt = (" ".join(reversed(words)), "".join(words), "-".join(words).lower(), " ".join(words[:-1]))
        swapped = re.sub("K", "G", re.sub("CH", "J", party.name.upper()))
        queries += [
            Query(text, party.kind) for text in (*spelt, swapped, party.name[:-1], f"The {party.name} Ltd") if text
        ]
    assert stopped(sieve, screener, queries) == []


def test_the_parties_of_real_plans_that_the_screener_finds_come_through(sieve: Sieve, screener: Screener) -> None:
    named = re.compile(r"kind: (person|organisation|vessel|bank), name: ([^,}]+)")
    kinds: dict[str, Kind] = {
        "person": "Person",
        "organisation": "Organization",
        "vessel": "Vessel",
        "bank": "Organization",
    }
    files = [*(ROOT / "examples").rglob("*.yaml"), *(ROOT / "tests/authority").rglob("*.yaml")]
    found = {pair for file in files for pair in named.findall(file.read_text("utf-8"))}
    queries = [Query(name, kinds[kind]) for kind, name in sorted(found)]
    assert len(queries) > 300 and stopped(sieve, screener, queries) == []
    through = sum(sieve.lets_through(query) for query in queries)
    assert through < len(queries) / 3


_LISTED = st.sampled_from([name.text for party in shipped().parties[::7] for name in party.names])


@given(_LISTED, st.sampled_from(PEOPLE), st.integers(0, 30), st.sampled_from("aeiouhngk -'"))
def test_a_listed_name_with_a_letter_changed_or_words_added_comes_through(
    sieve: Sieve, screener: Screener, name: str, other: str, at: int, letter: str
) -> None:
    mixed = [name[:at] + letter + name[at + 1 :], f"{name} {other.split()[0]}", f"{other.split()[-1]} {name}"]
    queries = [Query(text, kind) for text in mixed for kind in (None, "Person", "Organization")]
    assert stopped(sieve, screener, queries) == []


@pytest.mark.parametrize("name", PEOPLE)
def test_ordinary_names_are_stopped(sieve: Sieve, name: str) -> None:
    assert not sieve.lets_through(Query(name, "Person" if name in PEOPLE[:4] else "Organization"))


def test_other_names_numbers_and_abbreviations_are_looked_at(sieve: Sieve) -> None:
    assert sieve.lets_through(Query("Jane Roe", "Person", aliases=("KIM Jong Un",)))
    assert sieve.lets_through(Query("Jane Roe", "Person", identifiers=(Identifier("passportNumber", "1"),)))
    assert sieve.lets_through(Query("K.O.M.I.D.", "Organization"))
    assert sieve.lets_through(Query("K" * 2000, "Person"))


def test_what_it_asks_for_is_less_than_the_screener_does() -> None:
    assert SHARE < word_evidence.SHARE


def test_it_knows_the_kinds_of_the_index_and_whom_each_may_be() -> None:
    assert index.KINDS == KINDS
    assert all({KINDS[n] for n in suitable(kind)} == set(may_be(kind)) for kind in (None, *KINDS))


def test_without_an_index_that_can_be_read_there_is_no_sieve(tmp_path: Path) -> None:
    path = tmp_path / "x.names"
    assert open_sieve(path) is None
    Screener.build([listed("1", "RI Yong Ho")]).save(path)
    assert open_sieve(path) is not None
    whole = path.read_bytes()
    head, _, rest = whole.partition(b"\n")
    fields = json.loads(head)
    del fields["fields"]["postings"]
    for content in (whole[:-8], b"", b"no index", json.dumps(fields).encode() + b"\n" + rest):
        path.write_bytes(content)
        assert open_sieve(path) is None
