"""Listed parties as the entities of the yente API, and its queries by example as ours: FollowTheMoney's words on the outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from goodoffices.parties.model import Hit, Identifier, Kind, ListedParty, Query
from goodoffices.parties.plain import Plain
from goodoffices.parties.rows import LONGEST_NAME
from goodoffices.parties.screening import ALERT

BAR = 0.7
"""Where yente's clients expect the bar between a match and none."""

_PERSONS = frozenset({"Person"})
_BODIES = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})
_KIND: Mapping[str, Kind | None] = {
    **dict.fromkeys(_PERSONS, "Person"),
    **dict.fromkeys(("Organization", "Company", "PublicBody"), "Organization"),
    "LegalEntity": "LegalEntity",
    "Vessel": "Vessel",
    "Airplane": "Airplane",
    # CryptoWallet, Security, Vehicle, Thing ...: nothing of these is told by its kind here.
    **dict.fromkeys(("Vehicle", "Thing", "CryptoWallet", "Security", "Asset"), None),
}
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "mainCountry", "birthCountry", "flag")
_NUMBERS = (
    *(
        "passportNumber",
        "idNumber",
        "imoNumber",
        "mmsi",
        "callSign",
        "registrationNumber",
        "taxNumber",
        "innCode",
        "ogrnCode",
    ),
    *(
        "leiCode",
        "swiftBic",
        "vatCode",
        "socialSecurityNumber",
        "uscCode",
        "dunsCode",
        "uniqueEntityId",
        "serialNumber",
        "icaoCode",
    ),
    *("licenseNumber", "okpoCode", "permId", "publicKey", "cageCode", "npiCode"),
)
_BODY = frozenset(
    (
        "idNumber",
        "registrationNumber",
        "taxNumber",
        "innCode",
        "ogrnCode",
        "leiCode",
        "swiftBic",
        "vatCode",
        "uscCode",
        "dunsCode",
    )
) | {"uniqueEntityId", "licenseNumber", "okpoCode", "npiCode"}
_HAS: Mapping[Kind, frozenset[str]] = {
    "Person": _BODY | {"passportNumber", "socialSecurityNumber"},
    "Organization": _BODY | {"imoNumber", "permId", "cageCode"},
    "LegalEntity": _BODY,
    "Vessel": frozenset({"imoNumber", "mmsi", "callSign", "registrationNumber"}),
    "Airplane": frozenset({"registrationNumber", "serialNumber", "icaoCode"}),
}
"""The numbers that FollowTheMoney has a property for, kind by kind; a client would refuse an entity with another's, so these go to the notes."""


class BadQueryError(ValueError):
    """A query by example that cannot be read; the message says why and holds nothing of the query."""


def query_of(example: object) -> Query:
    """A query by example: `{"schema": "Person", "properties": {"name": [...], "birthDate": [...]}}`.

    Raises:
        BadQueryError: it has another shape, or no name and no number.
    """
    if not isinstance(example, dict) or not isinstance(example.get("properties"), dict):
        raise BadQueryError("a query needs a `schema` and `properties`")
    schema = example.get("schema")
    if not isinstance(schema, str) or schema not in _KIND:
        raise BadQueryError(
            "the query's schema is not one that can be screened: Person, Organization, Company, Vessel ..."
        )
    given = {str(key): _texts(value) for key, value in example["properties"].items()}
    names = [text for key in _NAMES for text in given.get(key, ())]
    whole = " ".join(
        given.get(key, ("",))[0] for key in ("firstName", "middleName", "fatherName", "lastName") if given.get(key)
    )
    if whole and not given.get("name"):
        names.insert(0, whole)
    numbers = tuple(Identifier(key, text) for key in _NUMBERS for text in given.get(key, ()))
    if not names and not numbers:
        raise BadQueryError("a query needs a name or a number")
    return Query(
        name=names[0] if names else "",
        kind=_KIND[schema],
        aliases=tuple(dict.fromkeys(names[1:])),
        births=given.get("birthDate", ()),
        countries=tuple(dict.fromkeys(text for key in _COUNTRIES for text in given.get(key, ()))),
        identifiers=numbers,
        id=str(example.get("id") or ""),
    )


def _texts(value: object) -> tuple[str, ...]:
    """A property's values: texts, one or many; nested entities and what is too long to mean anything are left out."""
    many = value if isinstance(value, list) else [value]
    texts = (str(one).strip() for one in many[:100] if isinstance(one, (str, int, float)) and not isinstance(one, bool))
    return tuple(text for text in texts if 0 < len(text) <= LONGEST_NAME)


def entity(party: ListedParty, ident: str) -> dict[str, Plain]:
    """A listed party as an entity of the API."""
    return {
        "id": ident,
        "caption": party.name,
        "schema": party.kind,
        "properties": _properties(party),
        "datasets": [party.list],
        "referents": [],
        "target": True,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }


def of_yente(score: float) -> float:
    """The chance that a score in yente's measure stands for.

    Yente's clients take 0.7 for the bar between a match and none, and drop what is below. Our scores are chances, and somebody has to look from
    `ALERT` on, which is lower by far. So `ALERT` is told as 0.7, and the rest is stretched on both sides of it.
    """
    return ALERT * score / BAR if score < BAR else ALERT + (1 - ALERT) * (score - BAR) / (1 - BAR)


def to_yente(chance: float) -> float:
    """A chance in yente's measure."""
    return BAR * chance / ALERT if chance < ALERT else BAR + (1 - BAR) * (chance - ALERT) / (1 - ALERT)


def scored(hit: Hit, ident: str, threshold: float) -> dict[str, Plain]:
    """A hit as a scored entity, with our reasons, and the chance that it is true, as its explanation. `threshold` is in yente's measure."""
    score = round(to_yente(hit.score), 4)
    told: dict[str, Plain] = {
        "score": score,
        "detail": "; ".join((*hit.reasons, f"chance {hit.score:.2f}")),
        "query": hit.queried_name,
        "candidate": hit.matched_name,
        "weight": 1.0,
    }
    made: dict[str, Plain] = {"score": score, "match": score >= threshold, "explanations": {"goodoffices": told}}
    return {**entity(hit.party, ident), **made}


def _properties(party: ListedParty) -> dict[str, Plain]:
    numbers = [one for one in party.identifiers if one.kind in _HAS[party.kind]]
    rest = [f"{one.kind}: {one.value}" for one in party.identifiers if one not in numbers]
    made: dict[str, Sequence[str]] = {
        "name": [name.text for name in party.names if name.quality == "primary"] or [party.name],
        "alias": [name.text for name in party.names if name.quality == "strong" and name.text != party.name],
        "weakAlias": [name.text for name in party.names if name.quality == "weak"],
        "country": [code.casefold() for code in party.countries],
        "address": party.addresses,
        "programId": party.programmes,
        "topics": ["sanction"],
        "notes": [*([party.remarks] if party.remarks else []), *rest],
    }
    if party.kind == "Person":
        made |= {"birthDate": party.births, "birthPlace": party.birth_places}
    if party.listed_on:
        made["summary"] = [f"Listed on {party.listed_on}"]
    for one in numbers:
        made[one.kind] = [*made.get(one.kind, ()), one.value]
    return {key: list(dict.fromkeys(values)) for key, values in made.items() if values}
