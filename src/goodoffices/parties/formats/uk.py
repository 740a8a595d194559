"""The UK Sanctions List: as published (CSV, ODS, XML), its index, and the same list taken apart into five tables.

In the tables a party has a row for each of its names, papers and addresses, all under one Unique ID, whose first three letters are the
regime (DPR is North Korea). Names run Name 1 to Name 5 and then Name 6, which is a person's family name or the whole name of a body.
Guide: https://www.gov.uk/government/publications/the-uk-sanctions-list
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from goodoffices.parties.formats.files import ListFile, elements, rows
from goodoffices.parties.formats.gather import Problems, births_of, day_of, tidy
from goodoffices.parties.formats.gathered import Gathered
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, PartyList, Quality
from goodoffices.values import Day

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PUBLISHER = "UK Foreign, Commonwealth and Development Office"
_KINDS: dict[str, Kind] = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
_NUMBERS = {
    "passport": "passportNumber",
    "national": "idNumber",
    "business_registration_numbers": "registrationNumber",
    "imo": "imoNumber",
}
_SPLIT = ("subjects", "subject_names", "subject_identifiers", "subject_dobs", "subject_countries")


def _party(of: Gathered, problems: Problems) -> ListedParty | None:
    return of.party("uk", _KINDS, _one_primary(of.names), problems)


def _begun(number: str, kind: str = "", listed_on: Day | None = None) -> Gathered:
    """A party of which no more is known than its number, which begins with the letters of its regime."""
    code = re.match(r"([A-Z]{3})\d", number)
    return Gathered(number, kind, listed_on, programmes=[code[1]] if code else [])


def _one_primary(found: Iterable[Name]) -> Iterator[Name]:
    """The first main name stays it; a further one is as good, and only one can be the main."""
    first = True
    for name in found:
        yield name if name.quality != "primary" or first else Name(name.text, "strong", family=name.family)
        first = first and name.quality != "primary"


def _name(parts: list[str], kind: str, strength: str, person: bool) -> Name:
    text = " ".join(filter(None, (tidy(part) for part in (*parts[1:], parts[0]))))
    quality: Quality = "strong"
    if kind.lower().replace("_", " ").split() in (["primary", "name"], ["primary"]):
        quality = "primary"
    elif "low" in strength.lower():
        quality = "weak"
    return Name(text, quality, family=tidy(parts[0]) if person and any(parts[1:]) else "")


def _finish(found: dict[str, Gathered], problems: Problems, file: ListFile, version: str, day: Day | None) -> PartyList:
    parties = tuple(party for one in found.values() if (party := _party(one, problems)))
    if not parties:
        raise file.error("there is no party in it; download the list again")
    return PartyList("uk", PUBLISHER, version, day, parties, tuple(problems.found))


def is_header(row: list[str]) -> bool:
    """Whether a row of a table names the columns of the published list or of its index."""
    return "unique id" in (tidy(cell).lower() for cell in row)


def read_csv(file: ListFile) -> PartyList:
    """Read the published CSV, or its index."""
    text, mended = file.text()
    problems = Problems(mended)
    return _table(file, rows(text), problems)


def read_ods(file: ListFile) -> PartyList:
    """Read the published ODS, or its index: a workbook whose sheet has the columns of the CSV."""
    from goodoffices.parties.formats.ods import sheet_rows

    return _table(file, sheet_rows(file), Problems())


def _table(file: ListFile, table: Iterable[tuple[int, list[str]]], problems: Problems) -> PartyList:
    found: dict[str, Gathered] = {}
    columns: list[str] | None = None
    version = ""
    for line, row in table:
        if columns is None:
            if is_header(row):
                columns = [" ".join(cell.lower().split()) for cell in row]
            elif match := re.search(r"\d{1,2}[-/]\w{2,9}[-/]\d{4}", " ".join(row)):
                version = match[0]
            continue
        cells = dict(zip(columns, map(tidy, row), strict=False))
        number = cells.get("unique id", "")
        if not number:
            problems.lost(f"{file.path.name}:{line}", "has no Unique ID")
            continue
        _row(cells, found.setdefault(number, _begun(number)), problems)
    if columns is None:
        raise file.error("no row names the column 'Unique ID'; this is not the UK Sanctions List")
    return _finish(found, problems, file, version, day_of(version))


def _row(cells: dict[str, str], of: Gathered, problems: Problems) -> None:
    def cell(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    of.kind = cell("designation type", "type", "individual, entity, ship") or of.kind
    of.programmes.append(cell("regime name"))
    of.listed_on = day_of(cell("date designated")) or of.listed_on
    person = of.kind.lower() == "individual"
    if whole := cell("name"):
        of.names.append(Name(whole, "primary"))
    else:
        parts = [cells.get(f"name {part}", "") for part in (6, 1, 2, 3, 4, 5)]
        of.names.append(_name(parts, cell("name type"), cell("alias strength"), person))
    if original := cell("name non-latin script"):
        of.names.append(Name(original))
    if birth := cell("d.o.b", "dob"):
        of.born(birth, problems)
    town, land = cell("town of birth"), cell("country of birth")
    of.birth_places.append(", ".join(filter(None, (town, land))))
    of.countries += [
        cell("nationality(/ies)", "nationality"),
        cell("address country"),
        cell("current believed flag of ship"),
    ]
    lines = [
        *(cells.get(f"address line {part}", "") for part in range(1, 7)),
        cell("address postal code"),
        cell("address country"),
    ]
    of.addresses.append(", ".join(filter(None, lines)))
    for kind, column in (("passportNumber", "passport number"), ("idNumber", "national identifier number"),
                         ("registrationNumber", "business registration number (s)"), ("imoNumber", "imo number")):  # fmt: skip
        if value := cells.get(column, ""):
            of.numbers.append(Identifier(kind, value))
    of.remarks += [cell("position"), cell("sanctions imposed"), cell("other information")]
    of.remarks.append(_united(cell("un reference number")))


def is_split(files: dict[str, ListFile]) -> bool:
    """Whether a folder holds the list as five tables."""
    return {"subjects.csv", "subject_names.csv"} <= files.keys()


def read_split(files: dict[str, ListFile]) -> PartyList:
    """Join the five tables; a row of a party that the first table does not have is reported, and so is a missing table."""
    subjects = files["subjects.csv"]
    problems = Problems()
    found: dict[str, Gathered] = {}
    newest: list[Day] = []
    for table in _SPLIT:
        if f"{table}.csv" not in files:
            problems.partly(subjects.path.name, f"the table {table}.csv is not beside it, so what it holds is missing")
            continue
        file = files[f"{table}.csv"]
        text, mended = file.text()
        problems.found.extend(mended)
        columns: list[str] = []
        for line, row in rows(text):
            if not columns:
                columns = row
                continue
            cells = dict(zip(columns, map(tidy, row), strict=False))
            number, where = cells.get("unique_id", ""), f"{file.path.name}:{line}"
            if table == "subjects":
                if not number or number in found:
                    problems.lost(where, f"{number} is there a second time" if number else "has no unique_id")
                    continue
                found[number] = _begun(number, cells.get("subject_type", ""), day_of(cells.get("date_designated")))
                newest += [day for part in ("date_designated", "last_updated") if (day := day_of(cells.get(part)))]
            elif number not in found:
                problems.partly(where, f"is of {number or 'nobody'}, who is not in {subjects.path.name}")
            else:
                _split_row(table, cells, found[number])
    day = max(newest, default=None)
    return _finish(found, problems, subjects, day.isoformat() if day else "", day)


def _split_row(table: str, cells: dict[str, str], of: Gathered) -> None:
    if table == "subject_names":
        parts = [cells.get(f"name_{part}", "") for part in (6, 1, 2, 3, 4, 5)]
        person = of.kind == "individual"
        found = _name(parts, cells.get("name_type", ""), cells.get("alias_strength", ""), person)
        of.names.append(found if found.text else Name(cells.get("full_name", ""), found.quality))
    elif table == "subject_identifiers":
        of.numbers.append(
            Identifier(_NUMBERS.get(cells.get("identifier_type", ""), "idNumber"), cells.get("raw_value", ""))
        )
    elif table == "subject_dobs":
        parts = [cells.get(part, "") for part in ("year", "month", "day")]
        of.births.extend(births_of("-".join(part for part in parts if part)))
    elif cells.get("country_type") == "birth":
        of.birth_places.append(cells.get("raw_value", ""))
    else:
        of.countries.append(cells.get("iso") or cells.get("raw_value", ""))


def read_xml(file: ListFile) -> PartyList:
    """Read the published XML."""
    problems = Problems()
    found: dict[str, Gathered] = {}
    version, count = "", 0
    for element in elements(file, "Designation", "DateGenerated"):
        if element.tag == "DateGenerated":
            version = tidy(element.text)
        elif element.tag == "Designation":
            count += 1
            number = tidy(element.findtext("UniqueID"))
            if not number or number in found:
                problems.lost(
                    number or f"designation no. {count} of the file",
                    "is there a second time" if number else "has no UniqueID",
                )
                continue
            found[number] = _designation(element, number, problems)
    return _finish(found, problems, file, version, day_of(version))


def _designation(one: Element, number: str, problems: Problems) -> Gathered:
    of = _begun(number, tidy(one.findtext("IndividualEntityShip")), day_of(one.findtext("DateDesignated")))
    of.programmes.append(one.findtext("RegimeName") or "")
    person = of.kind.lower() == "individual"
    for name in one.iterfind("Names/Name"):
        parts = [name.findtext(f"Name{part}") or "" for part in (6, 1, 2, 3, 4, 5)]
        of.names.append(_name(parts, tidy(name.findtext("NameType")), tidy(name.findtext("AliasStrength")), person))
    of.names += [Name(text.text or "") for text in one.iter("NameNonLatinScript")]
    for birth in one.iter("DOB"):
        of.born(birth.text or "", problems)
    for place in one.iterfind("IndividualDetails/Individual/BirthDetails/Location"):
        of.birth_places.append(
            ", ".join(filter(None, (tidy(place.findtext(p)) for p in ("TownOfBirth", "CountryOfBirth"))))
        )
    for tag in ("Nationality", "AddressCountry", "CurrentBelievedFlagOfShip"):
        of.countries += [tidy(land.text) for land in one.iter(tag)]
    of.addresses += [", ".join(filter(None, (tidy(line.text) for line in address))) for address in one.iter("Address")]
    for tag, kind in (("PassportNumber", "passportNumber"), ("NationalIdentifierNumber", "idNumber"),
                      ("BusinessRegistrationNumber", "registrationNumber"), ("IMONumber", "imoNumber")):  # fmt: skip
        of.numbers += [Identifier(kind, tidy(value.text)) for value in one.iter(tag)]
    of.remarks += [
        tidy(text.text) for tag in ("Position", "SanctionsImposed", "OtherInformation") for text in one.iter(tag)
    ]
    of.remarks.append(_united(tidy(one.findtext("UNReferenceNumber"))))
    return of


def _united(number: str) -> str:
    return f"UN reference {number}" if number else ""
