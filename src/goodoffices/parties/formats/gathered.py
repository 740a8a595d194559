"""What lists say of one party in many places, put together: in tables row by row, in XML element by element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.gather import Problems, births_of, identifiers, names, once, tidy
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name
from goodoffices.values import Day


@dataclass(slots=True)
class Gathered:
    """One party under its number on the list, as far as it has been read. `kind` is the list's own word."""

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

    def born(self, text: str, problems: Problems) -> None:
        """Add a day of birth, or what is known of it; a text that cannot be understood is reported."""
        found = births_of(text)
        if tidy(text) and not found:
            problems.partly(self.id, f"a day of birth was not understood: {tidy(text)[:60]!r}")
        self.births.extend(found)

    def party(
        self, on: str, kinds: Mapping[str, Kind], called: Iterable[Name], problems: Problems
    ) -> ListedParty | None:
        """The party of the list `on`, by the names `called`; none where it has no name, which is reported."""
        kept = names(called, problems, self.id)
        if not kept:
            problems.lost(self.id, "has no name")
            return None
        if self.kind.lower() not in kinds:
            problems.partly(self.id, f"the kind {self.kind!r} is not known")
        return ListedParty(
            id=self.id,
            list=on,
            kind=kinds.get(self.kind.lower(), "LegalEntity"),
            names=kept,
            programmes=once(self.programmes),
            identifiers=identifiers(self.numbers),
            births=once(self.births),
            birth_places=once(self.birth_places),
            countries=once(code_of(one) for one in self.countries if one),
            addresses=once(self.addresses),
            listed_on=self.listed_on,
            remarks="; ".join(once(self.remarks)),
        )
