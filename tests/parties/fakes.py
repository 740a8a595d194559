"""A screener that finds exactly the names that it was given, and parties to find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goodoffices.parties.model import Hit, Kind, ListedParty, Name, Query
from goodoffices.values import Day

SINCE = Day(2016, 7, 6)


def listed(
    ident: str,
    name: str,
    on: str = "us-sdn",
    kind: Kind = "Person",
    programmes: tuple[str, ...] = ("DPRK3",),
    since: Day | None = SINCE,
    until: Day | None = None,
    births: tuple[str, ...] = (),
) -> ListedParty:
    names = (Name(name, "primary"),)
    return ListedParty(ident, on, kind, names, programmes, births=births, listed_on=since, delisted_on=until)


@dataclass
class FakeScreener:
    """Finds a party by its name in any case; `scores` says how sure, by the id of the listing."""

    parties: tuple[ListedParty, ...]
    scores: dict[str, float] = field(default_factory=dict)
    asked: list[Query] = field(default_factory=list)

    def screen(self, query: Query, threshold: float, as_of: Day | None) -> list[Hit]:
        self.asked.append(query)
        names = {name.casefold() for name in (query.name, *query.aliases)}
        hits = [
            Hit(party, self.scores.get(party.id, 1.0), query.name, party.name, ("the same name",))
            for party in self.parties
            if party.name.casefold() in names and (as_of is None or party.on(as_of))
        ]
        return [hit for hit in hits if hit.score >= threshold]

    def screen_many(
        self, queries: Iterable[Query], threshold: float, as_of: Day | None, processes: int = 1
    ) -> Iterator[list[Hit]]:
        return (self.screen(query, threshold, as_of) for query in queries)
