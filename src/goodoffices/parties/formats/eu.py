"""The EU's consolidated list of financial sanctions: XML 1.1 and CSV 1.1 of the Commission, and annexes as a table.

In the CSV a party has a row for each name, address, birth and paper, under one Entity_LogicalId. The list says since when somebody is on it
only where it has a day of designation: the regulation that it names is the latest, not the first, so its day is not taken for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, elements, rows
from goodoffices.parties.formats.gather import Problems, births_of, day_of, identifiers, names, once, tidy
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


@dataclass(slots=True)
class _Entity:
    """What was gathered of one party."""

    id: str
    kind: str = ""
    listed_on: Day | None = None
    programmes: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    numbers: list[Identifier] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def party(self, problems: Problems) -> ListedParty | None:
        """The party; none where it has no name, which is reported."""
        called = names(self._named(), problems, self.id)
        if not called:
            problems.lost(self.id, "has no name")
            return None
        if self.kind not in _KINDS:
            problems.partly(self.id, f"the kind {self.kind!r} is not known")
        return ListedParty(
            id=self.id,
            list="eu",
            kind=_KINDS.get(self.kind, "LegalEntity"),
            names=called,
            programmes=once(self.programmes),
            identifiers=identifiers(self.numbers),
            births=once(self.births),
            birth_places=once(self.birth_places),
            countries=once(code_of(one) for one in self.countries if one and one != "00"),
            addresses=once(self.addresses),
            listed_on=self.listed_on,
            remarks="; ".join(once(self.remarks)),
        )

    def _named(self) -> Iterator[Name]:
        """The list marks no main name; it is the first that is not weak."""
        main = next((name for name in self.names if name.quality == "strong" and tidy(name.text)), None)
        for name in self.names:
            yield Name(name.text, "primary", family=name.family) if name is main else name


def _name(whole: str, parts: tuple[str, str, str], strong: str, person: bool) -> Name:
    first, middle, last = map(tidy, parts)
    quality: Quality = "weak" if strong.lower() == "false" else "strong"
    return Name(tidy(whole) or " ".join(filter(None, (first, middle, last))), quality, family=last if person else "")


def _birth(text: str, of: _Entity, problems: Problems) -> None:
    found = births_of(text)
    if text and not found:
        problems.partly(of.id, f"a day of birth was not understood: {text[:60]!r}")
    of.births.extend(found)


def _finish(found: dict[str, _Entity], problems: Problems, file: ListFile, version: str, day: Day | None) -> PartyList:
    parties = tuple(party for one in found.values() if (party := one.party(problems)))
    if not parties:
        raise file.error("there is no party in it; download the list again")
    return PartyList("eu", PUBLISHER, version, day, parties, tuple(problems.found))


def read_xml(file: ListFile) -> PartyList:
    """Read XML 1.1."""
    problems = Problems()
    found: dict[str, _Entity] = {}
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


def _entity(one: Element, number: str, problems: Problems) -> _Entity:
    subject = one.find("subjectType")
    of = _Entity(
        number, (subject.get("code") or subject.get("classificationCode") or "").lower() if subject is not None else ""
    )
    of.listed_on = day_of(one.get("designationDate"))
    of.programmes += [regulation.get("programme", "") for regulation in one.iterfind("regulation")]
    for name in one.iterfind("nameAlias"):
        parts = (name.get("firstName", ""), name.get("middleName", ""), name.get("lastName", ""))
        of.names.append(_name(name.get("wholeName", ""), parts, name.get("strong", ""), of.kind in ("person", "p")))
        of.remarks.append(name.get("function", ""))
    for birth in one.iterfind("birthdate"):
        text = birth.get("birthdate") or birth.get("year") or ""
        _birth("" if text == "0" else text, of, problems)
        place = (birth.get("place", ""), birth.get("city", ""), birth.get("countryDescription", ""))
        of.birth_places.append(", ".join(part for part in place if part and part != "UNKNOWN"))
    for citizenship in one.iterfind("citizenship"):
        of.countries.append(citizenship.get("countryIso2Code") or citizenship.get("countryDescription") or "")
    for address in one.iterfind("address"):
        of.countries.append(address.get("countryIso2Code") or address.get("countryDescription") or "")
        parts_of = ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription")
        of.addresses.append(
            ", ".join(text for part in parts_of if (text := address.get(part, "")) and text != "UNKNOWN")
        )
    for paper in one.iterfind("identification"):
        _paper(
            paper.get("identificationTypeCode", ""),
            paper.get("number") or paper.get("latinNumber") or "",
            paper.get("countryIso2Code", ""),
            of,
        )
    of.remarks += [tidy(remark.text) for remark in one.iterfind("remark")]
    if united := one.get("unitedNationId"):
        of.remarks.append(f"UN reference {united}")
    return of


def _paper(code: str, number: str, country: str, of: _Entity) -> None:
    kind = _NUMBERS.get(code.lower(), "idNumber" if of.kind in ("person", "p") else "registrationNumber")
    of.numbers.append(Identifier(kind, tidy(number), code_of(country) if country and country != "00" else ""))


def read_csv(file: ListFile) -> PartyList:
    """Read CSV 1.1."""
    text, mended = file.text()
    problems = Problems(mended)
    found: dict[str, _Entity] = {}
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
        _row(cells, found.setdefault(number, _Entity(number)), problems)
    return _finish(found, problems, file, version, day_of(version))


def _row(cells: dict[str, str], of: _Entity, problems: Problems) -> None:
    def cell(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    # The two columns of the subject have changed places between versions of the file: either may hold `person` or `P`.
    of.kind = cell("Entity_SubjectType", "Entity_SubjectType_ClassificationCode").lower() or of.kind
    of.listed_on = day_of(cell("Entity_DesignationDate")) or of.listed_on
    of.programmes.append(cell("Entity_Regulation_Programme"))
    parts = (cell("NameAlias_FirstName"), cell("NameAlias_MiddleName"), cell("NameAlias_LastName"))
    of.names.append(_name(cell("NameAlias_WholeName"), parts, cell("NameAlias_Strong"), of.kind in ("person", "p")))
    if birth := cell("BirthDate_BirthDate", "BirthDate_Year"):
        _birth(birth, of, problems)
    of.birth_places.append(
        ", ".join(filter(None, (cell("BirthDate_Place"), cell("BirthDate_City"), cell("BirthDate_CountryDescription"))))
    )
    of.countries += [
        cell("Citizenship_CountryIso2Code", "Citizenship_CountryDescription"),
        cell("Address_CountryIso2Code", "Address_CountryDescription"),
    ]
    lines = ("Street", "PoBox", "ZipCode", "City", "Region", "Place", "CountryDescription")
    of.addresses.append(", ".join(text for part in lines if (text := cell(f"Address_{part}")) and text != "UNKNOWN"))
    if number := cell("Identification_Number", "Identification_LatinNumber"):
        _paper(cell("Identification_TypeCode"), number, cell("Identification_CountryIso2Code"), of)
    of.remarks += [cell("NameAlias_Function"), cell("Entity_Remark")]


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
