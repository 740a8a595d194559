"""OFAC's advanced XML (`sdn_advanced.xml`): names in their own script and by their parts, and the day on which each party was listed.

It follows a data model of the UN's: what a number means stands once in reference sets, papers and places in tables of their own, parties in
profiles, and programmes in sanctions entries that point to profiles. Notes: https://ofac.treasury.gov/media/29976/download
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, elements
from goodoffices.parties.formats.gather import Problems, identifiers, names, once, tidy
from goodoffices.parties.formats.gathered import Gathered
from goodoffices.parties.formats.ofac_csv import KINDS, PUBLISHER, which
from goodoffices.parties.formats.ofac_remarks import number_of
from goodoffices.parties.model import Identifier, ListedParty, Name, PartyList
from goodoffices.values import Day

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RECORDS = ("DateOfIssue", "ReferenceValueSets", "Location", "IDRegDocument", "DistinctParty", "SanctionsEntry")
_FAMILY, _GIVEN = ("Last Name",), ("First Name", "Middle Name", "Patronymic", "Matronymic", "Maiden Name", "Nickname")


class _Place(NamedTuple):
    """A place as text, its country, and the same place in its own script where the list has that too."""

    text: str = ""
    country: str = ""
    original: str = ""


@dataclass(slots=True)
class _Tables:
    """What stands apart from the parties and is pointed to."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    """What a number means, by the kind of its set: ("Country", "11067") is Russia."""
    parents: dict[str, str] = field(default_factory=dict)
    """The party type of a party subtype: a subtype may be called `Unknown`."""
    places: dict[str, _Place] = field(default_factory=dict)
    papers: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))

    def word(self, kind: str, number: str | None) -> str:
        """What a number means; the number itself where no set tells."""
        return self.words.get((kind, number or ""), number or "")


@dataclass(slots=True)
class _Entry:
    """What a sanctions entry says of a profile."""

    programmes: list[str] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)


def read(file: ListFile) -> PartyList:
    """Read the list. Papers and places come before the parties, entries after them."""
    problems = Problems()
    tables = _Tables()
    found: dict[str, ListedParty] = {}
    profiles: dict[str, str] = {}
    entries: dict[str, _Entry] = defaultdict(_Entry)
    issued: Day | None = None
    for one in elements(file, *_RECORDS):
        if one.tag == "DateOfIssue":
            issued = _day(one)
        elif one.tag == "ReferenceValueSets":
            _words(one, tables)
        elif one.tag == "Location":
            tables.places[one.get("ID", "")] = _place(one, tables)
        elif one.tag == "IDRegDocument":
            label = tables.word("IDRegDocType", one.get("IDRegDocTypeID"))
            number = tidy(one.findtext("IDRegistrationNo"))
            tables.papers[one.get("IdentityID", "")].append((label, number, _issuer(one, tables)))
        elif one.tag == "DistinctParty":
            _distinct(one, tables, found, profiles, problems)
        elif one.tag == "SanctionsEntry":
            _entry(one, tables, entries[one.get("ProfileID", "")])
    return _finish(file, found, profiles, entries, issued, problems)


def _finish(
    file: ListFile,
    found: dict[str, ListedParty],
    profiles: dict[str, str],
    entries: dict[str, _Entry],
    issued: Day | None,
    problems: Problems,
) -> PartyList:
    if not found:
        raise file.error("there is no party in it; download the list again")
    for profile, entry in entries.items():
        number = profiles.get(profile)
        if number is None:
            problems.partly(file.path.name, f"a sanctions entry points to profile {profile}, which is not in the list")
            continue
        listed = min(entry.days, default=None)
        found[number] = replace(found[number], programmes=once(entry.programmes), listed_on=listed)
    for number, party in found.items():
        if not party.programmes:
            problems.partly(f"party {number}", "no sanctions entry says under which programme it is listed")
    name = which(tuple(found.values()), file.name)
    parties = tuple(replace(party, list=name) for party in found.values())
    return PartyList(name, PUBLISHER, issued.isoformat() if issued else "", issued, parties, tuple(problems.found))


def _words(sets: Element, tables: _Tables) -> None:
    for each in sets:
        for value in each:
            tables.words[value.tag, value.get("ID", "")] = tidy(value.text) or tidy(value.get("Description"))
            if value.tag == "PartySubType":
                tables.parents[value.get("ID", "")] = value.get("PartyTypeID", "")


def _day(one: Element | None) -> Day | None:
    """A whole day of Year, Month and Day; none where a part is missing or wrong."""
    if one is None:
        return None
    parts = [tidy(one.findtext(part)) for part in ("Year", "Month", "Day")]
    try:
        return Day(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None


def _partial(one: Element | None) -> str:
    """A day as far as it is given."""
    if one is None:
        return ""
    year, month, day = (tidy(one.findtext(part)) for part in ("Year", "Month", "Day"))
    if not year.isdigit():
        return ""
    known = [part for part in (month, day if month.isdigit() else "") if part.isdigit()]
    return "-".join([f"{int(year):04d}", *(f"{int(part):02d}" for part in known)])


_ORDER = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "POSTAL CODE", "REGION")
"""The parts of an address in the order in which one writes them; the list has them in any."""
_NOWHERE = "undetermined"
"""What the list calls the country of a place that it does not know."""


def _place(one: Element, tables: _Tables) -> _Place:
    parts: list[tuple[int, str]] = []
    original: list[str] = []
    for part in one.iter("LocationPart"):
        label = tables.word("LocPartType", part.get("LocPartTypeID")).upper()
        values = [
            (value.get("Primary", "true").lower() == "true", tidy(value.findtext("Value")))
            for value in part.iter("LocationPartValue")
        ]
        main = next((text for first, text in values if first), values[0][1] if values else "")
        parts.append((_ORDER.index(label) if label in _ORDER else len(_ORDER), main))
        original += [text for first, text in values if not first and text != main]
    country = _country(one, tables)
    if not country and len(parts) == 1 and parts[0][0] == len(_ORDER):
        # A nationality is a place with one part of no known type, which is the country's name.
        country = parts.pop()[1]
    text = ", ".join(filter(None, (*(text for _, text in sorted(parts, key=lambda part: part[0])), country)))
    return _Place(text, country, ", ".join(filter(None, original)))


def _country(place: Element, tables: _Tables) -> str:
    for tag, number, kind in (
        ("LocationCountry", "CountryID", "Country"),
        ("LocationAreaCode", "AreaCodeID", "AreaCode"),
    ):
        land = place.find(tag)
        word = tables.word(kind, land.get(number)) if land is not None else ""
        if word and word.lower() != _NOWHERE:
            return word
    return ""


def _issuer(paper: Element, tables: _Tables) -> str:
    """The country that issued a paper: an attribute of it, and in older files an element in it."""
    older = paper.find("IssuedBy")
    number = paper.get("IssuedBy-CountryID") or (older.get("CountryID") if older is not None else None)
    word = tables.word("Country", number)
    return "" if word.lower() == _NOWHERE else word


def _entry(one: Element, tables: _Tables, of: _Entry) -> None:
    """The programmes are comments on measures of type Program; the day of listing is that of the entry's event."""
    for measure in one.iter("SanctionsMeasure"):
        kind = tables.word("SanctionsType", measure.get("SanctionsTypeID"))
        comment = tidy(measure.findtext("Comment"))
        if comment and (kind == "Program" or (kind.isdigit() and comment != "Block")):
            of.programmes.append(comment)
    of.days += [day for event in one.iter("EntryEvent") if (day := _day(event.find("Date")))]


def _distinct(
    one: Element, tables: _Tables, found: dict[str, ListedParty], profiles: dict[str, str], problems: Problems
) -> None:
    number = one.get("FixedRef") or ""
    where = f"party {number}" if number else f"party no. {len(found) + 1} of the file"
    profile = one.find("Profile")
    if not number or profile is None or number in found:
        problems.lost(
            where, "is there a second time" if number in found else "has no profile" if number else "has no number"
        )
        return
    profiles[profile.get("ID", "")] = number
    subtype = profile.get("PartySubTypeID", "")
    kinds = (
        tables.word("PartySubType", subtype).lower(),
        tables.word("PartyType", tables.parents.get(subtype)).lower(),
    )
    kind = next((KINDS[kind] for kind in kinds if kind in KINDS and kind), None)
    if kind is None:
        problems.partly(where, f"the kind {' / '.join(kinds)!r} is not known")
    called = names(_names(profile, tables, kind == "Person"), problems, where)
    if not called:
        problems.lost(where, "has no name")
        return
    party = ListedParty(id=number, list="us-sdn", kind=kind or "LegalEntity", names=called)
    found[number] = _featured(party, profile, tables, tidy(one.findtext("Comment")))


def _names(profile: Element, tables: _Tables, person: bool) -> Iterator[Name]:
    """Each documented name of each alias: the parts in the order family, given, so that it reads as OFAC's lists have it."""
    for identity in profile.iter("Identity"):
        groups = {
            g.get("ID", ""): tables.word("NamePartType", g.get("NamePartTypeID"))
            for g in identity.iter("NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            main = alias.get("Primary", "").lower() == "true" and identity.get("Primary", "true").lower() == "true"
            weak = alias.get("LowQuality", "").lower() == "true"
            for n, documented in enumerate(alias.iterfind("DocumentedName")):
                parts = [
                    (groups.get(v.get("NamePartGroupID", ""), ""), tidy(v.text))
                    for v in documented.iter("NamePartValue")
                ]
                family = " ".join(text for kind, text in parts if kind in _FAMILY)
                rest = " ".join(text for kind, text in parts if kind not in _FAMILY)
                latin = all(character < "\u0250" for character in family)
                joint = ", " if latin else " "
                text = joint.join(filter(None, (family, rest))) if person else " ".join(text for _, text in parts)
                yield Name(
                    text,
                    "weak" if weak else "primary" if main and n == 0 else "strong",
                    family=family if person else "",
                )


_LANDS = ("Nationality Country", "Citizenship Country", "Nationality of Registration", "Vessel Flag", "Flag")


def _featured(party: ListedParty, profile: Element, tables: _Tables, comment: str) -> ListedParty:
    """The party with what its profile says of it, and with its papers."""
    of = Gathered(party.id)
    for feature in profile.iter("Feature"):
        label = tables.word("FeatureType", feature.get("FeatureTypeID"))
        for version in feature.iter("FeatureVersion"):
            _feature(label, version, tables, of)
    for identity in profile.iter("Identity"):
        for label, value, land in tables.papers.get(identity.get("ID", ""), []):
            number = number_of(label, value, land)
            of.numbers += [number] if number else []
            of.remarks += [] if number or not value else [f"{label.rstrip(':')}: {value}"]
    of.remarks += [comment, *(tidy(said.text) for said in profile.iter("Comment"))]
    return replace(
        party,
        identifiers=identifiers(of.numbers),
        births=once(of.births),
        birth_places=once(of.birth_places),
        addresses=once(of.addresses),
        countries=once(code_of(land) for land in of.countries if land),
        remarks="; ".join(once(of.remarks)),
    )


def _feature(label: str, version: Element, tables: _Tables, of: Gathered) -> None:
    details = [
        tidy(d.text) or tables.word("DetailReference", d.get("DetailReferenceID"))
        for d in version.iter("VersionDetail")
    ]
    where = [tables.places.get(v.get("LocationID", ""), _Place()) for v in version.iter("VersionLocation")]
    if label == "Birthdate":
        of.births += _births(version)
    elif label == "Place of Birth":
        of.birth_places += [*(place.text for place in where), *details]
    elif label == "Location":
        of.addresses += [text for place in where for text in (place.text, place.original)]
        of.countries += [place.country for place in where]
    elif label in _LANDS:
        of.countries += [*(place.country for place in where), *details]
    else:
        for detail in filter(None, details):
            number = number_of(label.removeprefix("Other "), detail) or number_of(label, detail)
            if label.startswith("Digital Currency Address"):
                number = Identifier("publicKey", detail)
            of.numbers += [number] if number else []
            of.remarks += [] if number else [f"{label.rstrip(':')}: {detail}"]


def _births(version: Element) -> list[str]:
    """A day, or a span of days: a span of a whole year is that year, one of several is its years."""
    found: list[str] = []
    for period in version.iter("DatePeriod"):
        first, last = _partial(period.find("Start/From")), _partial(period.find("End/To"))
        if not first or not last or first == last:
            found += [day for day in (first or last,) if day]
        elif int(last[:4]) - int(first[:4]) <= 10:
            found += [str(year) for year in range(int(first[:4]), int(last[:4]) + 1)]
        else:
            found += [first[:4], last[:4]]
    return found
