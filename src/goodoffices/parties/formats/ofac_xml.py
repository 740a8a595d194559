"""OFAC's lists as simple XML (`sdn.xml`, `consolidated.xml`): an entry a party, with each alias marked strong or weak.

Schema: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, elements
from goodoffices.parties.formats.gather import Problems, births_of, day_of, identifiers, names, once, tidy
from goodoffices.parties.formats.ofac_csv import KINDS, PUBLISHER, which
from goodoffices.parties.formats.ofac_remarks import number_of, read_remarks
from goodoffices.parties.model import Identifier, ListedParty, Name, PartyList, Quality

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read(file: ListFile) -> PartyList:
    """Read the list; the number of entries that it says it has is held against those that it has."""
    problems = Problems()
    parties: dict[str, ListedParty] = {}
    day, said, seen = None, "", 0
    for element in elements(file, "sdnEntry", "publshInformation"):
        if element.tag == "publshInformation":
            day, said = day_of(_american(element.findtext("Publish_Date"))), tidy(element.findtext("Record_Count"))
        elif element.tag == "sdnEntry":
            seen += 1
            party = _party(element, problems, seen)
            if party and party.id in parties:
                problems.lost(f"entry {party.id}", "is there a second time; the first was kept")
            elif party:
                parties[party.id] = party
    if said.isdigit() and int(said) != seen:
        problems.partly(file.path.name, f"says that it has {said} entries and has {seen}; it may be cut short")
    if not parties:
        raise file.error("there is no entry in it; download the list again")
    name = which(tuple(parties.values()), file.name)
    called = tuple(replace(party, list=name) for party in parties.values())
    return PartyList(name, PUBLISHER, day.isoformat() if day else "", day, called, tuple(problems.found))


def _american(text: str | None) -> str:
    """`03/28/2025` is a day in March."""
    parts = (text or "").strip().split("/")
    return f"{parts[2]}-{parts[0]}-{parts[1]}" if len(parts) == 3 else (text or "")


def _party(entry: Element, problems: Problems, count: int) -> ListedParty | None:
    number = tidy(entry.findtext("uid"))
    where = f"entry {number}" if number else f"entry no. {count} of the file"
    kind = tidy(entry.findtext("sdnType")).lower()
    called = names(_names(entry, kind == "individual"), problems, where)
    if not number or not called:
        problems.lost(where, "has no number" if called else "has no name")
        return None
    if kind not in KINDS:
        problems.partly(where, f"the kind {kind!r} is not known")
    remark = tidy(entry.findtext("remarks"))
    told = read_remarks(remark)
    papers = [
        (tidy(one.findtext("idType")), tidy(one.findtext("idNumber")), tidy(one.findtext("idCountry")))
        for one in entry.iter("id")
    ]
    numbers = [number_of(*paper) or _coin(*paper) for paper in papers]
    sayings = [
        f"{label.rstrip(':')}: {value}"
        for (label, value, _), n in zip(papers, numbers, strict=True)
        if n is None and value
    ]
    births = [tidy(one.findtext("dateOfBirth")) for one in entry.iter("dateOfBirthItem")]
    for birth in births:
        if birth and not births_of(birth):
            problems.partly(where, f"a day of birth was not understood: {birth[:60]!r}")
    vessel = entry.find("vesselInfo")
    title = tidy(entry.findtext("title"))
    ship = _ship(vessel) if vessel is not None else []
    lands = [entry.iter(tag) for tag in ("address", "nationality", "citizenship")]
    countries = [code_of(land) for found in lands for one in found if (land := tidy(one.findtext("country")))]
    flag = tidy(vessel.findtext("vesselFlag")) if vessel is not None else ""
    return ListedParty(
        id=number,
        list="us-sdn",
        kind=KINDS.get(kind, "LegalEntity"),
        names=called,
        programmes=once(one.text or "" for one in entry.iter("program")),
        identifiers=identifiers((*filter(None, numbers), *told.identifiers, *ship)),
        births=once(day for birth in births for day in births_of(birth)),
        birth_places=once(one.findtext("placeOfBirth") or "" for one in entry.iter("placeOfBirthItem")),
        countries=once((*countries, code_of(flag) if flag else "")),
        addresses=once(_address(one) for one in entry.iter("address")),
        remarks="; ".join(filter(None, (title, *sayings, remark))),
    )


def _names(entry: Element, person: bool) -> Iterator[Name]:
    for one in (entry, *entry.iter("aka")):
        family, given = tidy(one.findtext("lastName")), tidy(one.findtext("firstName"))
        weak = tidy(one.findtext("category")).lower() == "weak"
        text = f"{family}, {given}" if family and given else family or given
        quality: Quality = "primary" if one is entry else "weak" if weak else "strong"
        apart = family if person and given else family.partition(",")[0] if person and "," in family else ""
        yield Name(text, quality, family=apart)


def _coin(label: str, value: str, _: str) -> Identifier | None:
    return Identifier("publicKey", value) if label.startswith("Digital Currency Address") and value else None


def _ship(vessel: Element) -> list[Identifier]:
    return [Identifier("callSign", sign)] if (sign := tidy(vessel.findtext("callSign"))) else []


def _address(one: Element) -> str:
    parts = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
    return ", ".join(filter(None, (tidy(one.findtext(part)) for part in parts)))
