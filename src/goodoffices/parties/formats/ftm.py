"""FollowTheMoney entities as JSON lines (https://followthemoney.tech), such as the bulk files of OpenSanctions.

A line is an entity with a schema. Persons, bodies, vessels and aircraft are parties; a line about one of them (a sanction, a passport, an
address) is joined to it, wherever in the file it stands or whether it is nested inside; relations and the rest are counted and not read.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile
from goodoffices.parties.formats.gather import Problems, day_of, identifiers, names, once
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, PartyList
from goodoffices.values import Day

_KINDS: dict[str, Kind] = {
    "Person": "Person", "Organization": "Organization", "Company": "Organization", "PublicBody": "Organization",
    "LegalEntity": "LegalEntity", "Vessel": "Vessel", "Airplane": "Airplane",
}  # fmt: skip
_JOINED = ("Sanction", "Passport", "Identification", "Address")
_NUMBERS = (
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "vatCode", "innCode", "ogrnCode", "okpoCode", "kppCode", "leiCode",
    "dunsCode", "swiftBic", "uscCode", "imoNumber", "mmsi", "callSign", "serialNumber", "socialSecurityNumber", "bikCode", "npiCode",
    "isin", "ticker", "permId", "sayariId", "publicKey",
)  # fmt: skip
_LANDS = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")

_Properties = Mapping[str, list[object]]


@dataclass(slots=True)
class _About:
    """What other lines say of a party."""

    programmes: list[str] = field(default_factory=list)
    starts: list[Day] = field(default_factory=list)
    undated: bool = False
    ends: list[Day] = field(default_factory=list)
    running: bool = False
    numbers: list[Identifier] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def is_entity(line: str) -> bool:
    """Whether a line is an entity; of a line that is cut off, whether it begins as one."""
    found = _loaded(line)
    if found is None:
        return '"schema"' in line and '"properties"' in line
    return isinstance(found, dict) and "schema" in found and "properties" in found


def read(file: ListFile) -> PartyList:
    """Read the entities."""
    problems = Problems()
    own: dict[str, tuple[Kind, _Properties, str]] = {}
    about: dict[str, _About] = defaultdict(_About)
    places: dict[str, str] = {}
    others: Counter[str] = Counter()
    datasets: Counter[str] = Counter()
    for number, line in file.lines(problems.found):
        where = f"{file.path.name}:{number}"
        if not line.strip():
            continue
        content = _loaded(line)
        entity = _checked(content)
        if entity is None:
            problems.lost(where, f"is no entity: {line.strip()[:60]!r}")
            continue
        id, schema, properties = entity
        if schema in _KINDS:
            if id in own:
                problems.lost(where, f"{id} is there a second time; the first was kept")
                continue
            own[id] = (_KINDS[schema], properties, where)
            datasets.update(_datasets(content))
        elif schema in _JOINED:
            _join(id, schema, properties, about, places, [])
        else:
            others[schema] += 1
    for schema, count in sorted(others.items()):
        problems.partly(
            file.path.name, f"{count} {'entity' if count == 1 else 'entities'} of schema {schema}, not read: no party"
        )
    parties = [_party(id, one, about, places, problems) for id, one in own.items()]
    found = tuple(party for party in parties if party)
    if not found:
        raise file.error("there is no party in it; give a file of FollowTheMoney entities, a JSON object on each line")
    name = datasets.most_common(1)[0][0] if len(datasets) == 1 else file.name.partition(".")[0]
    return PartyList(name, "", "", None, tuple(_named(party, name) for party in found), tuple(problems.found))


def _named(party: ListedParty, name: str) -> ListedParty:
    from dataclasses import replace

    return replace(party, list=name)


def _loaded(line: str) -> object:
    try:
        found: object = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found


def _datasets(content: object) -> list[str]:
    found = content.get("datasets") if isinstance(content, dict) else None
    return [str(one) for one in found] if isinstance(found, list) else []


def _checked(found: object) -> tuple[str, str, _Properties] | None:
    if not isinstance(found, dict) or not isinstance(found.get("properties"), dict) or not found.get("id"):
        return None
    properties = {str(key): value if isinstance(value, list) else [value] for key, value in found["properties"].items()}
    caption = found.get("caption")
    if caption and not properties.get("name") and found.get("schema") in _KINDS:
        properties["name"] = [caption]
    return str(found["id"]), str(found.get("schema")), properties


def _texts(properties: _Properties, *keys: str) -> list[str]:
    return [
        str(value)
        for key in keys
        for value in properties.get(key, [])
        if isinstance(value, str | int | float) and str(value)
    ]


def _nested(properties: _Properties, key: str) -> Iterator[tuple[str, str, _Properties]]:
    for value in properties.get(key, []):
        if isinstance(value, dict) and (found := _checked(value)):
            yield found


def _join(
    id: str, schema: str, properties: _Properties, about: dict[str, _About], places: dict[str, str], holders: list[str]
) -> None:
    if schema == "Address":
        parts = _texts(properties, "street", "city", "region", "postalCode", "country")
        places[id] = next(iter(_texts(properties, "full")), ", ".join(parts))
    for holder in holders or _texts(properties, "entity", "holder"):
        of = about[holder]
        if schema == "Sanction":
            of.programmes += _texts(properties, "programId", "program")
            starts = [day for text in _texts(properties, "listingDate", "startDate") if (day := day_of(text[:10]))]
            ends = [day for text in _texts(properties, "endDate") if (day := day_of(text[:10]))]
            of.starts, of.ends = of.starts + starts, of.ends + ends
            of.undated, of.running = of.undated or not starts, of.running or not ends
            of.remarks += _texts(properties, "reason")
        elif schema in ("Passport", "Identification"):
            passport = schema == "Passport" or any("passport" in t.lower() for t in _texts(properties, "type"))
            land = next(iter(_texts(properties, "country")), "")
            kind = "passportNumber" if passport else "idNumber"
            of.numbers += [
                Identifier(kind, number, code_of(land) if land else "") for number in _texts(properties, "number")
            ]


def _party(
    id: str, one: tuple[Kind, _Properties, str], about: dict[str, _About], places: dict[str, str], problems: Problems
) -> ListedParty | None:
    kind, properties, where = one
    for key, schema in (
        ("sanctions", "Sanction"),
        ("passportEntity", "Passport"),
        ("identificiation", "Identification"),
    ):
        for inner, of, nested in _nested(properties, key):
            _join(inner, of or schema, nested, about, places, [id])
    for inner, _, nested in _nested(properties, "addressEntity"):
        _join(inner, "Address", nested, about, places, [id])
        places.setdefault(id + inner, places.get(inner, ""))
    family = next(iter(_texts(properties, "lastName")), "") if kind == "Person" else ""
    main = _texts(properties, "name")
    spelt = [
        Name(text, "primary" if n == 0 else "strong", family=family if n == 0 else "") for n, text in enumerate(main)
    ]
    spelt += [Name(text) for text in _texts(properties, "alias", "previousName", "pastName", "abbreviation")]
    spelt += [Name(text, "weak") for text in _texts(properties, "weakAlias")]
    called = names(spelt, problems, where)
    if not called:
        problems.lost(where, f"{id} has no name")
        return None
    others = about.get(id, _About())
    homes = [*_texts(properties, "address"), *(places.get(ref, "") for ref in _texts(properties, "addressEntity"))]
    homes += [places[inner] for inner, *_ in _nested(properties, "addressEntity") if inner in places]
    listed = None if others.undated or not others.starts else min(others.starts)
    return ListedParty(
        id=id,
        list="",
        kind=kind,
        names=called,
        programmes=once((*_texts(properties, "programId", "program"), *others.programmes)),
        identifiers=identifiers(
            (*(Identifier(key, value) for key in _NUMBERS for value in _texts(properties, key)), *others.numbers)
        ),
        births=once(text[:10] for text in _texts(properties, "birthDate")),
        birth_places=once(_texts(properties, "birthPlace")),
        countries=once(code_of(land) for land in _texts(properties, *_LANDS)),
        addresses=once(homes),
        listed_on=listed,
        delisted_on=max(others.ends) if others.ends and not others.running else None,
        remarks="; ".join(once((*_texts(properties, "position", "notes"), *others.remarks))),
    )
