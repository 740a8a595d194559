"""How the parts of a plan hang together: whatever an id names has to be there, and be what it is named for."""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.errors import InputError, Place, nearest, quoted
from goodoffices.marked import MarkedMap
from goodoffices.plan.fields import ACTS
from goodoffices.plan.model import Act, Party

_PARTY_LINKS = (
    "by",
    "to",
    "with",
    "for_benefit_of",
    "end_user",
    "carrier",
    "who",
    "via",
    "bank",
    "guests",
    "costs_paid_by",
)
_MORE_LINKS = ("workers", "venture", "craft", "made_with")


def check_links(
    entry: MarkedMap, act: Act, parties: Mapping[str, Party], acts: Mapping[str, Act], sponsor: str
) -> None:
    """Whom and what an act names, and that somebody does it.

    Raises:
        InputError: an id that nobody and nothing has, an act that serves itself, or nobody who acts.
    """
    table = ACTS[act.kind]
    for key in (*_PARTY_LINKS, *_MORE_LINKS):
        if key in act.fields and table[key] in ("id", "ids"):
            resolve(act.ids(key) or (), parties, f"`{key}` of act {act.id!r}", "party", entry.at(key))
    for key in ("pays_for", "incident_to"):
        if key in act.fields:
            resolve(act.ids(key) or (), acts, f"`{key}` of act {act.id!r}", "act", entry.at(key))
            if act.id in (act.ids(key) or ()):
                raise InputError(f"`{key}` of act {act.id!r} names the act itself; name another", entry.at(key))
    for item in act.items or ():
        if "owner" in item.fields:
            resolve((str(item.fields["owner"]),), parties, f"`owner` of item {item.name!r}", "party", item.place)
    if "by" not in act.fields and not sponsor and act.kind != "travel":
        raise InputError(f"act {act.id!r} names nobody who acts; add `by:` here or `sponsor:` to the plan", entry.place)


def check_covers(parties: Mapping[str, Party], acts: Mapping[str, Act]) -> None:
    """What a permission covers has to be in the plan: a slip in a name would take from it what it does cover."""
    named = {name for act in acts.values() for own, item in act.named_items() for name in (own, item.name)}
    known = [*acts, *parties, *sorted(named)]
    owners: list[Party | Act] = [*parties.values(), *acts.values()]
    for one in owners:
        for word in (word for holding in one.holds for word in holding.covers):
            if word not in known:
                raise InputError(
                    f"`covers` of {quoted(one.id)} names {quoted(word)}, but no act, party or item is called so{nearest(word, known)}",
                    one.place,
                )


_CRAFT = ("vessel", "aircraft")


def check_kinds(entry: MarkedMap, act: Act, parties: Mapping[str, Party]) -> None:
    """Ships do not travel on passports, and people are no ships."""
    for ident in act.ids("who") or ():
        if parties[ident].kind in (*_CRAFT, "bank"):
            raise InputError(f"act {act.id!r}: {ident!r}, a {parties[ident].kind}, cannot travel", entry.at("who"))
    for ident in act.ids("craft") or ():
        if parties[ident].kind not in _CRAFT:
            raise InputError(
                f"act {act.id!r}: `craft` has to be a vessel or an aircraft, and {ident!r} is {parties[ident].kind!r}",
                entry.at("craft"),
            )


def resolve(ids: tuple[str, ...], known: Mapping[str, object], what: str, kind: str, place: Place) -> None:
    """Refuse an id that is not among those known, with the nearest one that is."""
    for ident in ids:
        if ident not in known:
            raise InputError(
                f"{what} names {quoted(ident)}, but no {kind} has that id{nearest(ident, list(known))}", place
            )
