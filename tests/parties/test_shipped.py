"""The embedded table: what is in it, and that it keeps to the days of listing that are known."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections import Counter

from goodoffices.parties.programmes import concerns_north_korea
from goodoffices.parties.shipped import extracts, shipped


def test_it_states_its_date_and_sources() -> None:
    table = shipped()
    assert table.day == dt.date(2026, 2, 27) and "us-sdn 2026-07-31" in table.version and table.problems == ()


def test_it_has_the_parties_of_four_lists() -> None:
    counts = {name: sum(party.list == name for party in shipped().parties) for name in ("us-sdn", "un", "eu", "uk")}
    assert counts["un"] == 155 and counts["uk"] == 261 and counts["us-sdn"] > 640 and counts["eu"] > 200
    assert sum(counts.values()) == len(shipped().parties)
    assert all(concerns_north_korea(party) and party.names for party in shipped().parties)


def test_its_first_line_tells_what_it_has_of_each_list() -> None:
    counts = Counter(party.list for party in shipped().parties)
    assert {one.list: one.count for one in extracts()} == counts
    assert min(one.day for one in extracts()) == shipped().day


def test_it_has_names_in_their_own_script() -> None:
    scripts = [name.script for party in shipped().parties for name in party.names]
    assert scripts.count("Kore") > 50 and "Hani" in scripts and "Cyrl" in scripts


def test_whoever_was_listed_in_july_2016_was_not_in_january() -> None:
    leader = next(party for party in shipped().parties if party.name == "KIM, Jong Un")
    assert leader.programmes == ("DPRK3",)
    assert not leader.on(dt.date(2016, 1, 1)) and leader.on(dt.date(2016, 7, 6))


def test_a_day_that_is_not_known_says_so() -> None:
    american = [party for party in shipped().parties if party.list == "us-sdn"]
    assert all("not known" in party.remarks for party in american if party.listed_on is None)
    early = [party for party in american if party.listed_on and party.listed_on < dt.date(2021, 8, 18)]
    assert all("not before" in party.remarks for party in early)


def test_whoever_went_is_not_listed_any_more() -> None:
    gone = [party for party in shipped().parties if party.delisted_on]
    assert len(gone) >= 5 and not any(party.on(dt.date(2026, 8, 1)) for party in gone)


def test_it_has_no_texts_of_the_lists() -> None:
    assert not any(party.addresses for party in shipped().parties)
    assert max(len(party.remarks) for party in shipped().parties) < 250


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys; import goodoffices.parties; print([m for m in sys.modules if m.startswith('goodoffices.parties.') or m in ('json', 'urllib', 'xml')])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
