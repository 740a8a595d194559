"""Make the embedded table: facts of the parties that are listed for North Korea, from official lists that may be used freely.

    python scripts/make_dprk_table.py FOLDER

FOLDER holds snapshots of the lists under the names below; they are not part of the repository. The table has names in every script that
the lists give, programmes, identifiers, births and days of listing, and none of the lists' own texts.

Where a list does not say since when a party is on it, the table has the earliest day on which it can have been, and its remark says so:
whoever is ruled by it may be held for listed too early, and never too late. For OFAC that day is the first on which it was seen in a dated
copy of the list; before these begin, the day of the order under which it is listed, and of the order whose first entry has a lower number,
since OFAC numbers its entries as it makes them.
"""

from __future__ import annotations

import bisect
import csv
import gzip
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from goodoffices.parties import compact
from goodoffices.parties.formats import read_list
from goodoffices.parties.formats.ofac_csv import KINDS, programmes_of
from goodoffices.parties.model import DAY_UNKNOWN, Kind, ListedParty, Name, PartyList
from goodoffices.parties.programmes import SECONDARY, concerns_north_korea
from goodoffices.values import Day

TARGET = Path(__file__).parents[1] / "src/goodoffices/parties/dprk.jsonl"

CSL, STRONG = "us_csl_2026-07-31.json.gz", "us_ofac_sdn_names_2026-07-11.json.gz"
OLD, JOINED = "us_ofac_sdn_2024-05-03", "us_ofac_sdn_2023-12-28"
UN, UK, UK_INDEX, EU = (
    "un_consolidated_2026-02-27.xml.gz",
    "uk_sanctions_list_2026-04",
    "uk_fcdo_index_2025-08-11.csv.gz",
    "eu_fsf_names_2026-06-05.json.gz",
)
PRESENCE, SNAPSHOTS = "derived/us_ofac_sdn_presence.csv.gz", "derived/us_ofac_sdn_snapshot_dates.csv"
EU_DAY = Day(2026, 6, 5)

ORDERS = {
    "NPWMD": (Day(2005, 6, 28), 0, "E.O. 13382"),
    "DPRK": (Day(2010, 8, 30), 12209, "E.O. 13551"),
    "DPRK2": (Day(2015, 1, 2), 17614, "E.O. 13687"),
    "DPRK3": (Day(2016, 3, 15), 19508, "E.O. 13722"),
    "DPRK4": (Day(2017, 9, 20), 22983, "E.O. 13810"),
    "DPRK-NKSPEA": (Day(2016, 2, 18), 0, "Public Law 114-122"),
}
"""The day of each programme's order, and the lowest number of an entry that has this tag alone."""

EU_BEGAN = Day(2007, 3, 27)
"""Council Regulation (EC) No 329/2007: no party is on the EU's list for North Korea from before it."""


def main(folder: Path) -> None:
    """Make the table."""
    un = [bare(party) for party in read_list(folder / UN).parties if concerns_north_korea(party)]
    uk = british(folder)
    us, us_day = american(folder)
    eu = european(folder, [*un, *uk, *us])
    days = {"us-sdn": us_day, "un": read_list(folder / UN).day, "uk": read_list(folder / UK).day, "eu": EU_DAY}
    version = ", ".join(f"{name} {day}" for name, day in days.items())
    oldest = min(day for day in days.values() if day)
    parties = tuple(sorted((*us, *un, *eu, *uk), key=lambda party: (party.list, len(party.id), party.id)))
    counts = {name: sum(party.list == name for party in parties) for name in days}
    about = {
        "counts": ", ".join(f"{name} {count}" for name, count in counts.items()),
        "about": "Facts of parties listed for North Korea, taken from official lists. For real use fetch the full lists.",
    }
    found = PartyList("shipped", "US Treasury, UN, EU, UK: see version", version, oldest, parties)
    TARGET.write_text("\n".join(compact.lines(found, about)) + "\n", "utf-8")
    print(
        f"{TARGET.name}: {len(parties)} parties {counts}, {sum(len(p.names) for p in parties)} names, {TARGET.stat().st_size:,} bytes"
    )


def bare(party: ListedParty, remark: str = "") -> ListedParty:
    """The facts alone, without the list's own texts and without addresses."""
    return replace(party, addresses=(), remarks=remark)


def american(folder: Path) -> tuple[list[ListedParty], Day | None]:
    """OFAC's entries: membership, names and programmes of the newest list, identifiers and births of the newest that has them."""
    newest = read_list(folder / CSL)
    listed = {party.id: party for party in newest.parties if party.programmes[0] == "SDN"}
    strong = {party.id: {name.text for name in party.names} for party in read_list(folder / STRONG).parties}
    older = {party.id: party for party in read_list(folder / JOINED).parties} | {
        p.id: p for p in read_list(folder / OLD).parties
    }
    aliases = {party.id: party.names for party in read_list(folder / JOINED).parties}
    told = {party.id for party in older.values() if concerns_north_korea(party)}
    found = []
    for seen, since, until, remark in presence(folder):
        number = seen.id
        party, before = listed.get(number), older.get(number) or seen
        if not (concerns_north_korea(party or seen) or number in told):
            continue
        if party:
            names, programmes = tuple(graded(party, strong.get(number))), party.programmes[1:]
        else:
            names, programmes = tuple(dict.fromkeys((*before.names, *aliases.get(number, ())))), before.programmes
        risk = f"Secondary sanctions risk: {SECONDARY}" if SECONDARY in before.remarks else ""
        floor, why = earliest(number, programmes, since)
        found.append(
            ListedParty(
                id=number,
                list="us-sdn",
                kind=(party or before).kind,
                names=names,
                programmes=programmes,
                identifiers=before.identifiers,
                births=before.births,
                birth_places=before.birth_places,
                countries=tuple(dict.fromkeys((*before.countries, *(party.countries if party else ())))),
                listed_on=floor,
                delisted_on=until,
                remarks="; ".join(filter(None, (risk, why, remark))),
            )
        )
    return found, newest.day


def graded(party: ListedParty, strong: set[str] | None) -> Iterator[Name]:
    """The Consolidated Screening List mixes weak aliases among the strong; OFAC's own file of aliases has only the strong."""
    for name in party.names:
        weak = name.quality == "strong" and strong is not None and name.text not in strong
        yield replace(name, quality="weak") if weak else name


def presence(folder: Path) -> Iterator[tuple[ListedParty, Day | None, Day | None, str]]:
    """Each OFAC entry ever seen, as it was last, with the day after the last copy that did not have it yet, and the day of the first that no longer had it."""
    with (folder / SNAPSHOTS).open(encoding="utf-8") as stream:
        days = sorted({Day.fromisoformat(row["snapshot_date"]) for row in csv.DictReader(stream)})
    with gzip.open(folder / PRESENCE, "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            first = Day.fromisoformat(row["first_seen"]) if row["first_seen"] else None
            last = Day.fromisoformat(row["last_seen"]) if row["last_seen"] else None
            since, until, said = None, None, ""
            if first is None:
                since, said = days[-1] + timedelta(1), f"{DAY_UNKNOWN}: after {days[-1]}"
            elif first > days[0]:
                before = days[bisect.bisect_left(days, first) - 1]
                since = before + timedelta(1)
                said = "" if since == first else f"{DAY_UNKNOWN}: {since} to {first}"
            if row["on_list_2026-07-31"] != "yes" and last:
                after = bisect.bisect_right(days, last)
                until = days[after] if after < len(days) else Day(2026, 7, 31)
                gone = last + timedelta(1)
                said = "; ".join(
                    filter(None, (said, "" if until == gone else f"day of removal not known: {gone} to {until}"))
                )
            kind = KINDS.get(row["sdn_type"], "LegalEntity")
            names = (Name(row["name_last_seen"], "primary"),)
            tags = programmes_of(row["program_last_seen"].replace("; ", "] ["))
            yield ListedParty(row["ent_num"], "us-sdn", kind, names, tags), since, until, said


def earliest(number: str, programmes: tuple[str, ...], since: Day | None) -> tuple[Day | None, str]:
    """The earliest day on which an entry can have been listed, and the reason where it is not the day itself."""
    if since:
        return since, ""
    known = all(programme in ORDERS for programme in programmes) and programmes
    day, _, order = min(ORDERS[programme] for programme in programmes) if known else (Day.min, 0, "")
    for other, lowest, name in ORDERS.values():
        if lowest and int(number) >= lowest and other > day:
            day, order = other, name
    if day == Day.min:
        return None, DAY_UNKNOWN
    return day, f"{DAY_UNKNOWN}: not before {day} ({order})"


def british(folder: Path) -> list[ListedParty]:
    """The UK's, with the regime by name."""
    regime = {party.id: party.programmes for party in read_list(folder / UK_INDEX).parties}
    found = [party for party in read_list(folder / UK).parties if concerns_north_korea(party)]
    return [replace(bare(party), programmes=regime.get(party.id, party.programmes)) for party in found]


def european(folder: Path, others: list[ListedParty]) -> list[ListedParty]:
    """The EU's list that may be used has names alone; its North Korean parties are those with hangul, or called as others' parties are."""
    known: dict[str, set[Kind]] = defaultdict(set)
    for party in others:
        for name in party.names:
            if distinct(name.text):
                known[plain(name.text)].add(party.kind)
    found = []
    for party in read_list(folder / EU).parties:
        hangul = any(name.script == "Kore" for name in party.names)
        kinds = {kind for name in party.names if distinct(name.text) for kind in known.get(plain(name.text), ())}
        if hangul or kinds:
            kind = kinds.pop() if len(kinds) == 1 else party.kind
            said = f"found by its name; day of listing not known: not before {EU_BEGAN} (Regulation 329/2007)"
            found.append(
                replace(
                    bare(party, said),
                    kind=kind,
                    id=f"fsf-{party.id}",
                    list="eu",
                    programmes=("PRK",),
                    listed_on=EU_BEGAN,
                )
            )
    return found


def distinct(text: str) -> bool:
    """Whether a spelling is long enough to tell one party from another by itself: two words of six letters together, or one of eight."""
    return len(plain(text)) >= (6 if len(re.findall(r"[^\W\d_]+", text)) > 1 else 8)


def plain(text: str) -> str:
    """A spelling by its letters alone, whatever their order of words."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "".join(sorted(re.findall("[a-z0-9]+", letters)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
