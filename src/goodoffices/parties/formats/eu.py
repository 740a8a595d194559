"""The EU's consolidated list of financial sanctions: XML 1.1 and CSV 1.1 of the Commission, and annexes as a table.

In the CSV a party has a row for each name, address, birth and paper, under one Entity_LogicalId; which names are weak it does not say, as the
XML does. The list says since when somebody is on it
only where it has a day of designation: the regulation that it names is the latest, not the first, so its day is not taken for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, elements, rows
from goodoffices.parties.formats.gather import Problems, births_of, day_of, identifiers, names, once, tidy
from goodoffices.parties.formats.gathered import Gathered
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, PartyList, Quality
from goodoffices.values import Day

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PUBLISHER = "European Commission, DG FISMA"
_KINDS: dict[str, Kind] = {"person": "Person", "p": "Person", "enterprise": "Organization", "e": "Organization"}
_NUMBERS = {
    "passport": "passportNumber", "diplopass": "passportNumber", "id": "idNumber", "ssn": "idNumber", "regnumber": "registrationNumber",
    "tradelic": "registrationNumber", "swiftbic": "swiftBic", "taxid": "taxNumber", "fiscalcode": "taxNumber", "imo": "imoNumber",
}  # fmt: skip
_ANNEX_KINDS: dict[str, Kind] = {
    "Person": "Person",
    "Company": "Organization",
    "Organization": "Organization",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
}
_ANNEX_NUMBERS = {
    "passportNumber": "passportNumber", "registrationNumber": "registrationNumber", "taxNumber": "taxNumber", "idNumber": "idNumber",
    "innCode": "innCode", "ogrnCode": "ogrnCode", "leiCode": "leiCode", "swiftBic": "swiftBic", "imoNumber": "imoNumber", "mmsi": "mmsi",
}  # fmt: skip


def _party(of: Gathered, problems: Problems) -> ListedParty | None:
    return of.party("eu", _KINDS, _named(of.names), problems)


def _named(found: Sequence[Name]) -> Iterator[Name]:
    """The list marks no main name; it is the first that is not weak."""
    main = next((name for name in found if name.quality == "strong" and tidy(name.text)), None)
    for name in found:
        yield Name(name.text, "primary", family=name.family) if name is main else name


def _land(*said: str) -> str:
    """A country by its code, else by its description; the list writes 00 and UNKNOWN for none."""
    return next((text for text in said if text and text not in ("00", "UNKNOWN")), "")


def _name(whole: str, parts: tuple[str, str, str], strong: str, person: bool) -> Name:
    first, middle, last = map(tidy, parts)
    quality: Quality = "weak" if strong.lower() == "false" else "strong"
    return Name(tidy(whole) or " ".join(filter(None, (first, middle, last))), quality, family=last if person else "")


@dataclass(frozen=True, slots=True)
class _Birth:
    """What the list says of a birth: a day, or a year with or without its month, or a span of years that may be open at one end."""

    day: str
    month: str
    year: str
    first: str
    last: str
    calendar: str

    def add(self, of: Gathered, problems: Problems) -> None:
        """Add it to a party; a day in another calendar is reported, for it would be read as one in ours."""
        text = self._text()
        if text and self.calendar.upper() not in ("", "GREGORIAN"):
            problems.partly(of.id, f"a day of birth is in the calendar {self.calendar[:40]!r}: {text[:60]!r}")
            return
        of.born(text, problems)

    def _text(self) -> str:
        if self.day:
            return self.day
        if self.year and self.year != "0":
            month = self.month if self.month.isdigit() and 1 <= int(self.month) <= 12 else ""
            return f"{self.year}-{month}" if month else self.year
        return f"{self.first} to {self.last}" if self.first and self.last else self.first or self.last


def _finish(found: dict[str, Gathered], problems: Problems, file: ListFile, version: str, day: Day | None) -> PartyList:
    parties = tuple(party for one in found.values() if (party := _party(one, problems)))
    if not parties:
        raise file.error("there is no party in it; download the list again")
    return PartyList("eu", PUBLISHER, version, day, parties, tuple(problems.found))


def read_xml(file: ListFile) -> PartyList:
    """Read XML 1.1."""
    problems = Problems()
    found: dict[str, Gathered] = {}
    version, count = "", 0
    for element in elements(file, "sanctionEntity"):
        if element.tag == "export":
            version = element.get("generationDate", "")
        elif element.tag == "sanctionEntity":
            count += 1
            number = element.get("euReferenceNumber") or element.get("logicalId") or ""
            if not number or number in found:
                problems.lost(
                    number or f"entity no. {count} of the file", "is there a second time" if number else "has no number"
                )
                continue
            found[number] = _entity(element, number, problems)
    return _finish(found, problems, file, version, day_of(version[:10]))


def _entity(one: Element, number: str, problems: Problems) -> Gathered:
    subject = one.find("subjectType")
    of = Gathered(
        number, (subject.get("code") or subject.get("classificationCode") or "").lower() if subject is not None else ""
    )
    of.listed_on = day_of(one.get("designationDate"))
    of.programmes += [regulation.get("programme", "") for regulation in one.iterfind("regulation")]
    for name in one.iterfind("nameAlias"):
        parts = (name.get("firstName", ""), name.get("middleName", ""), name.get("lastName", ""))
        of.names.append(_name(name.get("wholeName", ""), parts, name.get("strong", ""), of.kind in ("person", "p")))
        of.remarks.append(name.get("function", ""))
    for birth in one.iterfind("birthdate"):
        parts_of_it = ("birthdate", "monthOfYear", "year", "yearRangeFrom", "yearRangeTo", "calendarType")
        _Birth(*(birth.get(part, "").strip() for part in parts_of_it)).add(of, problems)
        place = (birth.get("place", ""), birth.get("city", ""), birth.get("countryDescription", ""))
        of.birth_places.append(_joined(place))
    for citizenship in one.iterfind("citizenship"):
        of.countries.append(_land(citizenship.get("countryIso2Code", ""), citizenship.get("countryDescription", "")))
    for address in one.iterfind("address"):
        of.countries.append(_land(address.get("countryIso2Code", ""), address.get("countryDescription", "")))
        lines = ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription")
        of.addresses.append(_joined(address.get(part, "") for part in lines))
    for paper in one.iterfind("identification"):
        _paper(
            paper.get("identificationTypeCode", ""),
            paper.get("number") or paper.get("latinNumber") or "",
            paper.get("countryIso2Code", ""),
            of,
        )
    of.remarks += [tidy(remark.text) for remark in one.iter("remark")]
    of.remarks += [_regulation(regulation.get("numberTitle", "")) for regulation in one.iterfind("regulation")]
    of.remarks.append(_united(one.get("unitedNationId", "")))
    return of


def _joined(parts: Iterable[str]) -> str:
    """A place in one line, without what the list does not know."""
    return ", ".join(text for part in parts if (text := part.strip()) and text != "UNKNOWN")


def _regulation(title: str) -> str:
    return f"regulation {title}" if title else ""


def _united(number: str) -> str:
    return f"UN reference {number}" if number else ""


def _paper(code: str, number: str, country: str, of: Gathered) -> None:
    kind = _NUMBERS.get(code.lower(), "idNumber" if of.kind in ("person", "p") else "registrationNumber")
    land = _land(country)
    of.numbers.append(Identifier(kind, tidy(number), code_of(land) if land else ""))


def read_csv(file: ListFile) -> PartyList:
    """Read CSV 1.1."""
    text, mended = file.text()
    problems = Problems(mended)
    found: dict[str, Gathered] = {}
    numbers: dict[str, str] = {}
    columns: list[str] = []
    version = ""
    for line, row in rows(text, ";"):
        if "Entity_LogicalId" in row:
            columns = row
            continue
        cells = dict(zip(columns, map(tidy, row), strict=False))
        logical = cells.get("Entity_LogicalId", "")
        if not logical:
            if columns and any(map(tidy, row)):
                problems.lost(f"{file.path.name}:{line}", "has no Entity_LogicalId")
            continue
        version = cells.get("fileGenerationDate", "") or version
        number = numbers.setdefault(logical, cells.get("Entity_EU_ReferenceNumber") or logical)
        _row(cells, found.setdefault(number, Gathered(number)), problems)
    return _finish(found, problems, file, version, day_of(version))


def _row(cells: dict[str, str], of: Gathered, problems: Problems) -> None:
    def cell(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    # The two columns of the subject have changed places between versions of the file: either may hold `person` or `P`.
    of.kind = cell("Entity_SubjectType", "Entity_SubjectType_ClassificationCode").lower() or of.kind
    of.listed_on = day_of(cell("Entity_DesignationDate")) or of.listed_on
    of.programmes.append(cell("Entity_Regulation_Programme"))
    parts = (cell("NameAlias_FirstName"), cell("NameAlias_MiddleName"), cell("NameAlias_LastName"))
    of.names.append(_name(cell("NameAlias_WholeName"), parts, cell("NameAlias_Strong"), of.kind in ("person", "p")))
    told = ("BirthDate", "Month", "Year", "YearRangeFrom", "YearRangeTo", "CalendarType")
    _Birth(*(cell(f"BirthDate_{part}") for part in told)).add(of, problems)
    of.birth_places.append(_joined(cell(f"BirthDate_{part}") for part in ("Place", "City", "CountryDescription")))
    of.countries += [
        _land(cell(f"{what}_CountryIso2Code"), cell(f"{what}_CountryDescription"))
        for what in ("Citizenship", "Address")
    ]
    lines = ("Street", "PoBox", "ZipCode", "City", "Region", "Place", "CountryDescription")
    of.addresses.append(_joined(cell(f"Address_{part}") for part in lines))
    if number := cell("Identification_Number", "Identification_LatinNumber"):
        _paper(cell("Identification_TypeCode"), number, cell("Identification_CountryIso2Code"), of)
    of.remarks += [cell(f"{what}_Remark") for what in ("Entity", "NameAlias", "Address", "BirthDate", "Identification")]
    of.remarks += [cell("NameAlias_Function"), _regulation(cell("Entity_Regulation_NumberTitle"))]
    of.remarks.append(_united(cell("Entity_UnitedNationId")))


def read_annexes(file: ListFile) -> PartyList:
    """Read a table of annexes of EU regulations, an entry a row; several names of one kind stand between semicolons."""
    text, mended = file.text()
    problems = Problems(mended)
    parties: dict[str, ListedParty] = {}
    columns: list[str] = []
    for line, row in rows(text):
        if not columns:
            columns = row
            continue
        cells = dict(zip(columns, map(tidy, row), strict=False))
        number = f"{cells['celex']}-{cells.get('annex', '')}-{cells.get('recordId', '')}"
        while number in parties:
            number += "'"
        party = _annex_entry(cells, number, problems, f"{file.path.name}:{line}")
        if party:
            parties[number] = party
    if not parties:
        raise file.error("there is no entry in it; look at the file")
    return PartyList(
        "eu", "Official Journal of the European Union", "", None, tuple(parties.values()), tuple(problems.found)
    )


def _annex_entry(cells: dict[str, str], number: str, problems: Problems, where: str) -> ListedParty | None:
    def several(column: str) -> list[str]:
        return [part.strip() for part in cells.get(column, "").split(";") if part.strip()]

    others = [Name(text) for column in ("alias", "previousName") for text in several(column)]
    called = names(
        (Name(cells.get("name", ""), "primary"), *others, *(Name(t, "weak") for t in several("weakAlias"))),
        problems,
        where,
    )
    if not called:
        problems.lost(where, "has no name")
        return None
    birth = cells.get("birthDate", "")
    births = births_of(birth)
    if birth and not births:
        problems.partly(where, f"a day of birth was not understood: {birth[:60]!r}")
    numbers = [
        Identifier(kind, re.sub(r"\s*\([^()]*\)$", "", one))
        for column, kind in _ANNEX_NUMBERS.items()
        for one in several(column)
    ]
    lands = [land for column in ("nationality", "country", "jurisdiction", "flag") for land in several(column)]
    return ListedParty(
        id=number,
        list="eu",
        kind=_ANNEX_KINDS.get(cells.get("schema", ""), "LegalEntity"),
        names=called,
        programmes=once([cells.get("programKey", "")]),
        identifiers=identifiers(numbers),
        births=births,
        birth_places=once([cells.get("birthPlace", "")]),
        countries=once(code_of(land) for land in lands),
        addresses=once(several("address")),
        listed_on=day_of(cells.get("startDate")),
        remarks="; ".join(
            filter(None, (cells.get("measure"), cells.get("position"), cells.get("reason"), cells.get("notes")))
        ),
    )
