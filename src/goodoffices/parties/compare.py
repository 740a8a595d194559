"""Two versions of one list: who came, who went, and who changed, party by party."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.parties.model import ListedParty, PartyList


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different in the later version. `changed` has each party before and after."""

    came: tuple[ListedParty, ...]
    went: tuple[ListedParty, ...]
    changed: tuple[tuple[ListedParty, ListedParty], ...]


def compare(earlier: PartyList, later: PartyList) -> Comparison:
    """Compare two versions; a party is the same where its number in the list is."""
    before = {party.id: party for party in earlier.parties}
    after = {party.id: party for party in later.parties}
    both = [(before[id], after[id]) for id in after if id in before]
    return Comparison(
        tuple(party for id, party in after.items() if id not in before),
        tuple(party for id, party in before.items() if id not in after),
        tuple((old, new) for old, new in both if old != new),
    )


def what_changed(old: ListedParty, new: ListedParty) -> str:
    """What of a party changed, in a few words; the spellings and programmes themselves, since screening turns on them."""
    said = []
    for what in ("programmes", "names"):
        olds = [getattr(one, "text", one) for one in getattr(old, what)]
        news = [getattr(one, "text", one) for one in getattr(new, what)]
        came, went = [one for one in news if one not in olds], [one for one in olds if one not in news]
        said += (
            [f"{what} {'; '.join([*(f'+ {one}' for one in came), *(f'- {one}' for one in went)])}"]
            if came or went
            else []
        )
    others = (
        "kind",
        "identifiers",
        "births",
        "birth_places",
        "countries",
        "addresses",
        "listed_on",
        "delisted_on",
        "remarks",
    )
    more = [other.replace("_", " ") for other in others if getattr(old, other) != getattr(new, other)]
    if more:
        said.append(", ".join(more))
    return "; ".join(said) or "order or quality of names"
