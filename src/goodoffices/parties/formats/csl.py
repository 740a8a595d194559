"""The US Consolidated Screening List of trade.gov (JSON, CSV), and the same with short keys: Commerce's, State's and Treasury's lists in one.

Each party's first programme is the code of the list that it is on (SDN, EL, DPL ...), since what follows from a listing turns on that.
The list mixes weak and strong aliases and does not say which is which: all are read as strong.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, rows
from goodoffices.parties.formats.gather import Problems, births_of, day_of, identifiers, names, once, tidy
from goodoffices.parties.formats.ofac_csv import family_of
from goodoffices.parties.formats.ofac_remarks import number_of
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, PartyList

PUBLISHER = "US Department of Commerce, International Trade Administration"
_KINDS: dict[str, Kind] = {
    "individual": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "": "LegalEntity",
}
_CODE = re.compile(r"\((?:NS-)?([A-Z]+)(?: List)?\)")


@dataclass(slots=True)
class _Entry:
    """An entry with the words of trade.gov, whichever form it came in."""

    name: str
    source: str
    number: str = ""
    kind: str = ""
    aliases: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    numbers: list[tuple[str, str, str]] = field(default_factory=list)
    call_sign: str = ""
    start: str = ""
    end: str = ""
    remarks: list[str] = field(default_factory=list)


def read_json(file: ListFile) -> PartyList:
    """Read trade.gov's JSON, or the form with short keys."""
    text, mended = file.text()
    problems = Problems(mended)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise file.error(f"the JSON breaks off or is broken here ({error}); download the list again", line) from None
    top = content if isinstance(content, dict) else {"results": content}
    short = "fieldKey" in top
    entries = top.get("entries" if short else "results")
    if not isinstance(entries, list):
        raise file.error("there is no list of entries in it; download the list again")
    tables = top.get("tables")
    make = _short(tables if isinstance(tables, dict) else {}) if short else _long
    said = top.get("entryCount", top.get("total"))
    if isinstance(said, int) and said != len(entries):
        problems.partly(file.path.name, f"says that it has {said} entries and has {len(entries)}; it may be cut short")
    version = str(top.get("sourceGeneratedAt") or "")
    return _finish(file, ((f"entry {n}", one) for n, one in enumerate(entries, 1)), make, problems, version)


def read_csv(file: ListFile) -> PartyList:
    """Read trade.gov's CSV, whose fields hold several things between semicolons."""
    text, mended = file.text()
    columns: list[str] = []
    found: list[tuple[str, object]] = []
    for line, row in rows(text):
        if not columns:
            columns = [cell.strip().lower() for cell in row]
        else:
            found.append((f"{file.path.name}:{line}", dict(zip(columns, row, strict=False))))
    return _finish(file, found, _row, Problems(mended), "")


def _finish(
    file: ListFile,
    entries: Iterable[tuple[str, object]],
    make: Callable[[Mapping[str, object]], _Entry],
    problems: Problems,
    version: str,
) -> PartyList:
    parties: dict[str, ListedParty] = {}
    for where, one in entries:
        if not isinstance(one, dict):
            problems.lost(where, f"is no entry: {str(one)[:60]!r}")
            continue
        try:
            entry = make(one)
        except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
            problems.lost(where, f"has another form than the list's entries ({error})")
            continue
        if party := _party(entry, parties, problems, where):
            parties[party.id] = party
    if not parties:
        raise file.error("there is no party in it; download the list again")
    return PartyList("us-csl", PUBLISHER, version, day_of(version[:10]), tuple(parties.values()), tuple(problems.found))


def _party(entry: _Entry, before: Mapping[str, ListedParty], problems: Problems, where: str) -> ListedParty | None:
    kind = _KINDS.get(entry.kind.lower(), "LegalEntity")
    person = kind == "Person"
    spellings = [Name(entry.name, "primary"), *(Name(alias) for alias in entry.aliases)]
    called = names(
        (Name(n.text, n.quality, family=family_of(n.text) if person else "") for n in spellings), problems, where
    )
    if not called:
        problems.lost(where, "has no name")
        return None
    if entry.kind.lower() not in _KINDS:
        problems.partly(where, f"the kind {entry.kind!r} is not known")
    births = [(birth, births_of(birth)) for birth in entry.births if birth]
    for birth, days in births:
        if not days:
            problems.partly(where, f"a day of birth was not understood: {birth[:60]!r}")
    code = match[1] if (match := _CODE.search(entry.source)) else entry.source
    numbers = [(label, value, number_of(label, value, country)) for label, value, country in entry.numbers]
    signs = [Identifier("callSign", entry.call_sign)] if entry.call_sign else []
    sayings = [f"{label.rstrip(':')}: {value}" for label, value, number in numbers if number is None and value]
    return ListedParty(
        id=_id(entry, code, before),
        list="us-csl",
        kind=kind,
        names=called,
        programmes=once((code, *entry.programmes)),
        identifiers=identifiers((*(n for *_, n in numbers if n), *signs)),
        births=once(day for _, days in births for day in days),
        birth_places=once(entry.birth_places),
        countries=once(code_of(land) for land in entry.countries if land),
        addresses=once(entry.addresses),
        listed_on=day_of(entry.start),
        delisted_on=day_of(entry.end),
        remarks="; ".join(once((entry.source, *entry.remarks, *sayings))),
    )


def _id(entry: _Entry, code: str, before: Mapping[str, ListedParty]) -> str:
    """OFAC's number; the other lists number nobody, so a party is known by its list and its name, which stay from version to version."""
    stem = entry.number or f"{code}-{hashlib.sha256(tidy(entry.name).encode()).hexdigest()[:12]}"
    found, count = stem, 1
    while found in before:
        count += 1
        found = f"{stem}-{count}"
    return found


def _short(tables: Mapping[str, object]) -> Callable[[Mapping[str, object]], _Entry]:
    """The form with short keys, whose long texts are numbers into tables."""

    def table(name: str) -> list[object]:
        found = tables.get(name)
        return found if isinstance(found, list) else []

    sources, programmes, requirements, policies = map(
        table, ("sources", "programmes", "licenceRequirements", "licencePolicies")
    )

    def look(row: list[object], key: object) -> str:
        if key is None:
            return ""
        if not isinstance(key, int) or not 0 <= key < len(row):
            raise ValueError(f"it points to no. {key} of a table of {len(row)}")
        return str(row[key])

    def make(one: Mapping[str, object]) -> _Entry:
        entry = _Entry(
            str(one.get("n") or ""), look(sources, one["s"]), str(one.get("e") or ""), str(one.get("t") or "")
        )
        entry.aliases, entry.countries = _texts(one.get("a")), _texts(one.get("c"))
        entry.programmes = look(programmes, one.get("pg")).split("; ")
        entry.remarks = [look(requirements, one.get("lr")), look(policies, one.get("lp")), str(one.get("fr") or "")]
        return entry

    return make


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def _long(one: Mapping[str, object]) -> _Entry:
    def text(*keys: str) -> str:
        return next((str(one[key]) for key in keys if one.get(key)), "")

    entry = _Entry(text("name"), text("source"), text("entity_number"), text("type"))
    entry.aliases, entry.programmes = _texts(one.get("alt_names")), _texts(one.get("programs"))
    entry.births, entry.birth_places = _texts(one.get("dates_of_birth")), _texts(one.get("places_of_birth"))
    entry.countries = [*_texts(one.get("nationalities")), *_texts(one.get("citizenships")), text("vessel_flag")]
    homes = one.get("addresses")
    for home in homes if isinstance(homes, list) else []:
        parts = [str(home[part]) for part in ("address", "city", "state", "postal_code", "country") if home.get(part)]
        entry.addresses.append(", ".join(parts))
        entry.countries.append(str(home.get("country") or ""))
    papers = one.get("ids")
    for paper in papers if isinstance(papers, list) else []:
        entry.numbers.append(
            (str(paper.get("type") or ""), str(paper.get("number") or ""), str(paper.get("country") or ""))
        )
    entry.call_sign, entry.start, entry.end = text("call_sign"), text("start_date"), text("end_date")
    entry.remarks = [
        text(key) for key in ("title", "remarks", "license_requirement", "license_policy", "federal_register_notice")
    ]
    return entry


def _row(one: Mapping[str, object]) -> _Entry:
    cells = {key: tidy(str(value)) for key, value in one.items() if value is not None}

    def several(key: str) -> list[str]:
        return [part.strip() for part in cells.get(key, "").split(";") if part.strip()]

    entry = _Entry(
        cells.get("name", ""), cells.get("source", ""), cells.get("entity_number", ""), cells.get("type", "")
    )
    entry.aliases, entry.programmes, entry.addresses = several("alt_names"), several("programs"), several("addresses")
    entry.births, entry.birth_places = several("dates_of_birth"), several("places_of_birth")
    ends = [match[1] for home in entry.addresses if (match := re.search(r"(?:^|, )([A-Z]{2})$", home))]
    entry.countries = [*several("nationalities"), *several("citizenships"), cells.get("vessel_flag", ""), *ends]
    for paper in several("ids"):
        parts = [part.strip() for part in paper.split(",")]
        country = parts[0] if len(parts) > 2 and re.fullmatch("[A-Z]{2}", parts[0]) else ""
        entry.numbers.append((parts[-1], ", ".join(parts[bool(country) : -1]), country))
    entry.call_sign, entry.start, entry.end = (cells.get(key, "") for key in ("call_sign", "start_date", "end_date"))
    entry.remarks = [
        cells.get(k, "")
        for k in ("title", "remarks", "license_requirement", "license_policy", "federal_register_notice")
    ]
    return entry
