"""The UN Security Council's consolidated list (XML): persons and bodies of all its sanctions committees.

A name stands in FIRST_NAME to FOURTH_NAME, a body's whole name in FIRST_NAME. A person's alias is Good or Low, a body's a.k.a. or f.k.a.;
one alias may hold several between semicolons. The vessels of the 1718 Committee are a list of their own and not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, elements
from goodoffices.parties.formats.gather import Problems, births_of, day_of, identifiers, names, once, tidy
from goodoffices.parties.model import Identifier, ListedParty, Name, PartyList
from goodoffices.values import Day

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read(file: ListFile) -> PartyList:
    """Read the list."""
    problems = Problems()
    parties: dict[str, ListedParty] = {}
    day: Day | None = None
    version = ""
    for element in elements(file, "INDIVIDUAL", "ENTITY"):
        if element.tag not in ("INDIVIDUAL", "ENTITY"):
            version = element.get("dateGenerated", "")
            day = day_of(version[:10])
        elif party := _party(element, problems, len(parties) + 1):
            if party.id in parties:
                problems.lost(party.id, "is there a second time; the first was kept")
            else:
                parties[party.id] = party
    if not parties:
        raise file.error("there is no party in it; download the list again")
    return PartyList(
        "un", "United Nations Security Council", version, day, tuple(parties.values()), tuple(problems.found)
    )


def _party(one: Element, problems: Problems, count: int) -> ListedParty | None:
    number = tidy(one.findtext("REFERENCE_NUMBER")) or tidy(one.findtext("DATAID"))
    where = number or f"party no. {count} of the file"
    called = names(_names(one), problems, where)
    if not number or not called:
        problems.lost(where, "has no reference number" if called else "has no name")
        return None
    said = tidy(one.findtext("LISTED_ON"))
    listed = day_of(said[:10])
    if listed is None:
        problems.partly(where, f"the day of its listing was not understood: {said!r}")
    births = [(birth, _birth(birth)) for birth in one.iter("INDIVIDUAL_DATE_OF_BIRTH")]
    for birth, read_as in births:
        if not read_as and (text := " ".join("".join(birth.itertext()).split())) and any(c.isdigit() for c in text):
            problems.partly(where, f"a day of birth was not understood: {text[:60]!r}")
    homes = [*one.iter("INDIVIDUAL_ADDRESS"), *one.iter("ENTITY_ADDRESS")]
    lands = [*(tidy(v.text) for v in one.iterfind("NATIONALITY/VALUE")), *(tidy(h.findtext("COUNTRY")) for h in homes)]
    posts = once(v.text or "" for v in one.iterfind("DESIGNATION/VALUE"))
    return ListedParty(
        id=number,
        list="un",
        kind="Person" if one.tag == "INDIVIDUAL" else "Organization",
        names=called,
        programmes=once([one.findtext("UN_LIST_TYPE") or ""]),
        identifiers=identifiers(_numbers(one)),
        births=once(day for _, days in births for day in days),
        birth_places=once(
            _joined(place, "CITY", "STATE_PROVINCE", "COUNTRY") for place in one.iter("INDIVIDUAL_PLACE_OF_BIRTH")
        ),
        countries=once(code_of(land) for land in lands if land),
        addresses=once(_joined(home, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY") for home in homes),
        listed_on=listed,
        remarks="; ".join(filter(None, (*posts, tidy(one.findtext("COMMENTS1"))))),
    )


def _names(one: Element) -> Iterator[Name]:
    parts = (tidy(one.findtext(f"{place}_NAME")) for place in ("FIRST", "SECOND", "THIRD", "FOURTH"))
    yield Name(" ".join(filter(None, parts)), "primary")
    if original := tidy(one.findtext("NAME_ORIGINAL_SCRIPT")):
        yield Name(original)
    for alias in (*one.iter("INDIVIDUAL_ALIAS"), *one.iter("ENTITY_ALIAS")):
        weak = tidy(alias.findtext("QUALITY")).lower() == "low"
        for text in re.split(r";", alias.findtext("ALIAS_NAME") or ""):
            yield Name(text, "weak" if weak else "strong")


def _birth(one: Element) -> tuple[str, ...]:
    span = tuple(tidy(one.findtext(tag)) for tag in ("FROM_YEAR", "TO_YEAR"))
    if all(span):
        return births_of(f"{span[0]} to {span[1]}")
    for tag in ("DATE", "YEAR", "NOTE"):
        if found := births_of(tidy(one.findtext(tag))):
            return found
    return ()


def _numbers(one: Element) -> Iterator[Identifier]:
    for paper in one.iter("INDIVIDUAL_DOCUMENT"):
        kinds = f"{tidy(paper.findtext('TYPE_OF_DOCUMENT'))} {tidy(paper.findtext('TYPE_OF_DOCUMENT2'))}".lower()
        land = tidy(paper.findtext("ISSUING_COUNTRY")) or tidy(paper.findtext("COUNTRY_OF_ISSUE"))
        passport = any(word in kinds for word in ("passport", "passeport", "pasaporte"))
        yield Identifier(
            "passportNumber" if passport else "idNumber", tidy(paper.findtext("NUMBER")), code_of(land) if land else ""
        )


def _joined(one: Element, *parts: str) -> str:
    return ", ".join(filter(None, (tidy(one.findtext(part)) for part in parts)))
