"""The lists in use: fetched ones where there are any, else the extract; one index for each content."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.loaded import load_file, load_lists
from goodoffices.parties.model import PartyList, Query
from goodoffices.parties.store import Origin, Store
from goodoffices.values import Day
from tests.parties.fakes import listed

KIM = listed("KPi.033", "RI Yong Ho", "un", programmes=("DPRK",))


FEBRUARY = Day(2026, 2, 27)


def kept(store: Store, *names: str, day: Day = FEBRUARY) -> None:
    parties = tuple(listed(f"KPi.{n}", name, "un", programmes=("DPRK",)) for n, name in enumerate(names))
    store.keep(PartyList("un", "UN", "", day, parties), (), Origin("a file", f"{day}T00:00:00"), force=True)


def test_without_any_list_the_extract_is_used_and_called_so(tmp_path: Path) -> None:
    loaded = load_lists(store=Store(tmp_path / "lists"))
    assert {source.name for source in loaded.sources} == {"us-sdn", "un", "eu", "uk"}
    assert not any(source.whole for source in loaded.sources)
    assert {str(source.day) for source in loaded.sources} >= {"2026-07-31", "2026-02-27"}


def test_fetched_lists_are_used_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho", "PAK Pong Ju")
    loaded = load_lists(("un",), store)
    assert [(source.name, source.count, source.whole) for source in loaded.sources] == [("un", 2, True)]
    assert [party.name for party in loaded.parties()] == ["RI Yong Ho", "PAK Pong Ju"]


def test_of_lists_that_were_not_fetched_the_extract_is_used(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho")
    loaded = load_lists(store=store)
    assert [(source.name, source.whole) for source in loaded.sources] == [
        ("un", True),
        ("us-sdn", False),
        ("uk", False),
        ("eu", False),
    ]
    counted = Counter(party.list for party in loaded.parties())
    assert counted == {source.name: source.count for source in loaded.sources}


def test_the_screening_list_of_the_united_states_stands_for_the_sdn_list_in_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    parties = (listed("1", "RI Yong Ho", "us-csl", programmes=("SDN",)),)
    store.keep(PartyList("us-csl", "US", "", FEBRUARY, parties), (), Origin("a file", "2026-02-27T00:00:00"))
    assert "us-sdn" not in {source.name for source in load_lists(store=store).sources}


def test_whoever_was_taken_off_counts_for_the_days_before(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho", "PAK Pong Ju")
    kept(store, "RI Yong Ho", day=Day(2026, 3, 20))
    loaded = load_lists(("un",), store)
    assert loaded.sources[0].since == FEBRUARY and loaded.sources[0].count == 1
    screener = loaded.screener
    assert screener.screen(Query("PAK Pong Ju"), 0.001, Day(2026, 3, 19))
    assert not screener.screen(Query("PAK Pong Ju"), 0.001, Day(2026, 3, 20))


def test_a_damaged_earlier_version_is_told_with_what_to_do(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho", "PAK Pong Ju")
    earlier = store.current("un")
    kept(store, "RI Yong Ho", day=Day(2026, 3, 20))
    assert earlier is not None
    (store.folder / "un" / earlier.version / "parties.jsonl.gz").write_bytes(b"no")
    with pytest.raises(InputError, match="is damaged, an earlier version of the list un; take the folder away"):
        load_lists(("un",), store)


def test_the_index_is_kept_and_made_anew_when_a_list_changes(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho")
    first = load_lists(store=store)
    assert load_lists(store=store).mark == first.mark and len(list((tmp_path / "indexes").iterdir())) == 1
    kept(store, "RI Yong Ho", "PAK Pong Ju", day=Day(2026, 3, 1))
    second = load_lists(store=store)
    assert second.mark != first.mark and second.screener.screen(Query("PAK Pong Ju"), 0.001, None)


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho")
    load_lists(store=store)
    [index] = (tmp_path / "indexes").iterdir()
    index.write_bytes(index.read_bytes()[:200])
    assert load_lists(store=store).screener.screen(Query("RI Yong Ho"), 0.001, None)


def test_a_list_that_was_never_fetched_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    kept(store, "RI Yong Ho")
    with pytest.raises(InputError, match="the list eu was never fetched"):
        load_lists(("un", "eu"), store)


def test_a_list_file_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text('{"id": "x", "schema": "Person", "properties": {"name": ["RI Yong Ho"]}}\n', encoding="utf-8")
    loaded = load_file(path)
    assert len(loaded.sources) == 1 and [
        hit.party.id for hit in loaded.screener.screen(Query("RI Yong Ho"), 0.001, None)
    ] == ["x"]
