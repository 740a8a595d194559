"""The one normal form of all lists: a listed party with its names, identifiers, days and programmes.

Kinds and identifier words follow FollowTheMoney's schemata (https://followthemoney.tech), so that a bulk file of its kind and an
official list come to the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodoffices.values import Day

Kind = Literal["Person", "Organization", "Vessel", "Airplane", "LegalEntity"]
"""FollowTheMoney's word for what a party is; LegalEntity where a list does not say whether it is a person or a body."""

DAY_UNKNOWN = "day of listing not known"
"""The remark of a party whose `listed_on` is only the earliest day on which it can have been listed."""

Quality = Literal["primary", "strong", "weak"]
"""A list's own word for a name: the main one, a good alias, or a weak one that alone identifies nobody."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of a party's name, as the list has it. `script` is an ISO 15924 code (Latn, Kore, Hani, Cyrl, Arab ...)."""

    text: str
    quality: Quality = "strong"
    script: str = "Latn"
    family: str = ""
    """The family name by itself, in the name's own spelling, where the list sets it apart."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that identifies: `kind` is FollowTheMoney's property (passportNumber, imoNumber, registrationNumber, swiftBic, ...)."""

    kind: str
    value: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class ListedParty:
    """One entry of one list. Days of birth are ISO, and may be partial (`1964`, `1964-08`)."""

    id: str
    list: str
    kind: Kind
    names: tuple[Name, ...]
    programmes: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    births: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    listed_on: Day | None = None
    delisted_on: Day | None = None
    remarks: str = ""

    @property
    def name(self) -> str:
        """The main name, else the first."""
        return next(
            (n.text for n in self.names if n.quality == "primary"), self.names[0].text if self.names else self.id
        )

    @property
    def since(self) -> str:
        """Since when it is listed, in words; where only the earliest possible day is known, they say so."""
        if self.listed_on is None:
            return "since when is not said"
        return f"since {self.listed_on}" + (" at the earliest" if DAY_UNKNOWN in self.remarks else "")

    def on(self, day: Day) -> bool:
        """Whether the party stood on the list on a day, as far as its days are known."""
        return (self.listed_on is None or self.listed_on <= day) and (
            self.delisted_on is None or day < self.delisted_on
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that could not be read, or only in part: reported and counted, never silently dropped."""

    where: str
    what: str
    lost: bool = True
    """Whether a whole record is missing from the parties; false where only something of it, or of the file, was not read."""


@dataclass(frozen=True, slots=True)
class PartyList:
    """A list as of a day, with what could not be read of it. `name` is one of us-sdn, us-cons, us-csl, un, eu, uk, or a file's own."""

    name: str
    publisher: str
    version: str
    day: Day | None
    parties: tuple[ListedParty, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """Somebody to be looked up: a name, and whatever else is known of the party."""

    name: str
    kind: Kind | None = None
    aliases: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A listed party that a query may be: `score` 0 to 1 (0.9: about nine in ten such hits are true), with reasons to decide by."""

    party: ListedParty
    score: float
    queried_name: str
    matched_name: str
    reasons: tuple[str, ...]
