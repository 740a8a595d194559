"""Terms of a party that are worked out from other fields of the plan: shares, presence, place, employer.

Each function only counts or follows what the plan says; what it means in law stands in the law base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from goodoffices.codes import country
from goodoffices.law.evaluate import ABSENT, Absent, Partly
from goodoffices.law.expressions import Value
from goodoffices.plan.model import Party, Presence
from goodoffices.ruling.views import View, Worth
from goodoffices.values import Day

_UN_BODIES = frozenset({"united nations", "un", "un secretariat", "united nations secretariat"})
"""How plans write the United Nations as an employer that is no party of the plan."""

_WORKERS_PARTY = ("workers' party of korea", "workers’ party of korea", "조선로동당", "노동당")

_EMPLOYED = frozenset(
    {"journalist", "aid-worker", "scholar", "teacher", "official", "diplomat", "un-staff", "seafarer"}
)
"""Roles of people who usually work for somebody: for them an unnamed employer is unknown rather than none."""


def party_link(short: str, view: View) -> View | Absent | None:
    """The employer of a person, or the head of the household; a body that the plan only names stands for itself."""
    if not isinstance(view.source, Party) or view.act is None:
        return None
    named = view.source.fields.get(short)
    if named is not None:
        return _named(str(named), view)
    if short == "household_of":
        return ABSENT
    roles = view.source.fields.get("roles")
    alone = view.source.kind != "person" or (
        isinstance(roles, tuple) and ("freelancer" in roles or not set(roles) & _EMPLOYED)
    )
    return ABSENT if short == "employer" and alone else None


def _named(name: str, view: View) -> View:
    """The party of an id or a name, or else a body outside the plan."""
    assert view.act is not None and view.source is not None
    wanted = name.casefold()
    ident = next((p.id for p in view.world.plan.parties.values() if wanted in (p.id.casefold(), p.name.casefold())), "")
    found = view.act.party(name) or view.act.party(ident)
    if found is not None:
        return found
    if wanted in _UN_BODIES:
        roles = ("un-agency", "international-organisation")
        body = Party(
            "united-nations", "organisation", {"name": "United Nations", "roles": roles}, view.source.place, ()
        )
        return View(view.world, "party", body, "united-nations", "the United Nations", view.act)
    return View(
        view.world, "party", Party(name, "organisation", {"name": name}, view.source.place), name, name, view.act
    )


_UNOWNED = ("person", "government")
"""Kinds of party that nobody owns."""


def owners(view: View) -> Sequence[View] | None:
    """The views of a party's owners, or None where the plan does not say."""
    if not isinstance(view.source, Party) or view.act is None:
        return None
    if view.source.owned_by is None:
        return [] if view.source.kind in _UNOWNED else None
    return [found for o in view.source.owned_by if (found := view.act.party(o.party)) is not None]


_HALF, _WHOLE = Decimal(50), Decimal(100)


def _share(view: View, counts: Callable[[View], bool | None]) -> Decimal | None:
    """Percent owned by parties for which `counts`, directly or through parties that such parties own by half or more.

    None where what the plan leaves out (who an owner is, a share, the rest of a hundred percent) decides whether that is half; else the
    percent that is certain.
    """
    if not isinstance(view.source, Party) or view.act is None:
        return None
    behind = _owners_behind(view)
    known = {ident: counts(owner) for ident, (owner, _) in behind.items()}
    # Both sets grow from those known without their owners, so that firms which own each other do not count for that alone.
    certain = _grown({i for i, yes in known.items() if yes}, behind, lambda party, among: _held(party, among))
    possible = _grown({i for i, yes in known.items() if yes is not False} | certain, behind, _at_most)
    low = _held(view.source, certain)
    return low if low >= _HALF or _at_most(view.source, possible) < _HALF else None


def _owners_behind(view: View) -> dict[str, tuple[View, Party]]:
    """Whoever owns a party, and whoever owns them, each once, by id."""
    found: dict[str, tuple[View, Party]] = {}
    waiting = [view.source]
    while waiting and view.act is not None:
        party = waiting.pop()
        for ownership in (party.owned_by or ()) if isinstance(party, Party) else ():
            owner = view.act.party(ownership.party)
            if ownership.party not in found and owner is not None and isinstance(owner.source, Party):
                found[ownership.party] = (owner, owner.source)
                waiting.append(owner.source)
    return found


def _grown(
    among: set[str], behind: Mapping[str, tuple[View, Party]], percent: Callable[[Party, set[str]], Decimal]
) -> set[str]:
    """A set of owners, with every one of whom the set owns half or more, until nobody joins."""
    while joined := {i for i, (_, party) in behind.items() if i not in among and percent(party, among) >= _HALF}:
        among = among | joined
    return among


def _held(party: Party, among: set[str]) -> Decimal:
    """The percent of a party that the plan says these owners have."""
    return sum((o.share for o in party.owned_by or () if o.share is not None and o.party in among), Decimal(0))


def _at_most(party: Party, among: set[str]) -> Decimal:
    """The percent of a party that these owners could have, with all of it that the plan gives to nobody."""
    if party.owned_by is None:
        # A party whose place on the lists the plan states was looked up with its owners, and by screening was not; nobody owns a
        # person or a government.
        stated = party.listed is not None and party.unsettled is None
        return Decimal(0) if party.kind in _UNOWNED or stated else _WHOLE
    said = sum((o.share for o in party.owned_by if o.share is not None), Decimal(0))
    return _held(party, among) + max(_WHOLE - said, Decimal(0))


def _on_list(name: str) -> Callable[[View], bool | None]:
    def counts(view: View) -> bool | None:
        listed = _listed(view)
        if listed is None or name in listed:
            return None if listed is None else True
        return None if isinstance(listed, Partly) and name in listed.open else False

    return counts


def _kp_government(view: View) -> bool | None:
    """Whether a party belongs to the Government or the Workers' Party, whoever owns it: who owns it is added up apart, in circles too."""
    if _workers_party(view):
        return True
    value = view.supposing("kp_government_share", Decimal(0)).value("government_of_north_korea")
    return value if isinstance(value, bool) else None


def _listed(view: View) -> frozenset[str] | None:
    party = view.source
    if not isinstance(party, Party) or party.listed is None:
        return None
    names = frozenset(entry.list for entry in party.listed if entry.covers(view.law.as_of))
    return Partly(names, party.unsettled) if party.unsettled else names


def _workers_party(view: View) -> bool:
    name = view.source.name.casefold() if isinstance(view.source, Party) else ""
    return any(form in name for form in _WORKERS_PARTY)


def _country_of(field: str) -> Callable[[View], str | None]:
    """The country of the party that a field names, or the country that it names itself."""

    def found(view: View) -> str | None:
        value = view.source.fields.get(field) if isinstance(view.source, Party) else None
        if value is None:
            return None
        party = view.world.plan.parties.get(str(value))
        return str(party.fields["country"]) if party and "country" in party.fields else None if party else str(value)

    return found


def _listed_share(name: str) -> Callable[[View], Decimal | Worth | None]:
    """Percent owned by parties of a list.

    Where the plan names no owners of a party, or of one of its owners, but says where that one stands on the lists, none of them is
    taken to be listed, which is told.
    """

    def found(view: View) -> Decimal | Worth | None:
        share, party = _share(view, _on_list(name)), view.source
        if share is None or share >= _HALF or not isinstance(party, Party):
            return share
        behind = [(view, party), *_owners_behind(view).values()]
        silent = dict.fromkeys(
            owner.label for owner, one in behind if one.owned_by is None and one.kind not in _UNOWNED
        )
        if not silent:
            return share
        return Worth(share, "assumed", f"listed parties do not own half of {' or of '.join(silent)}")

    return found


def _located(view: View) -> str | Worth | None:
    """Where a party is: as stated, else where a body is organised or a person lives, which is then an assumption."""
    fields = view.source.fields if isinstance(view.source, Party) else {}
    if "located_in" in fields:
        return str(fields["located_in"])
    home = fields.get("residence" if fields.get("kind") == "person" else "country")
    return Worth(str(home), "assumed", f"{view.label} acts from {country(str(home))}") if home else None


def _us_status(view: View) -> str | Worth | None:
    """Status in the United States; who lives elsewhere, with the nationalities of others, is taken to have none."""
    fields = view.source.fields if isinstance(view.source, Party) else {}
    if "us_status" in fields:
        return str(fields["us_status"])
    nationalities, home = fields.get("nationalities"), fields.get("residence")
    if not isinstance(nationalities, tuple) or "US" in nationalities or home in (None, "US"):
        return None
    return Worth("none", "assumed", f"{view.label} has no status in the United States, such as a green card")


def _passport(view: View) -> str | Worth | None:
    """The passport used: the act's word wins over the party's; else that of the only nationality, which is then an assumption."""
    used = view.act.act.fields.get("passport") if view.act and view in view.act.travellers else None
    fields = view.source.fields if isinstance(view.source, Party) else {}
    used = used or fields.get("passport")
    if used:
        return str(used)
    nationalities = fields.get("nationalities")
    if not isinstance(nationalities, tuple) or len(nationalities) != 1:
        return None
    note = (
        f"{view.label} travels on a passport of {country(nationalities[0])}, the only nationality that the plan gives"
    )
    return Worth(nationalities[0], "assumed", note)


def _stays(view: View) -> list[Presence] | None:
    """Earlier stays in North Korea, or None where the plan does not say."""
    stays = view.source.been_in if isinstance(view.source, Party) else None
    return None if stays is None else [stay for stay in stays if stay.country == "KP"]


def _last_presence(view: View) -> Day | Absent | None:
    stays = _stays(view)
    if stays is None:
        return None
    days = [stay.day for stay in stays]
    return ABSENT if not days else None if None in days else max(day for day in days if day)


def _been(view: View) -> bool | None:
    stays = _stays(view)
    return None if stays is None else bool(stays)


def _presence_as(view: View) -> frozenset[str] | None:
    return frozenset(role for stay in _stays(view) or () for role in stay.roles) or None


def _in_service(view: View) -> str | None:
    return next((stay.in_service_of for stay in _stays(view) or () if stay.in_service_of), None)


def _linked(short: str) -> Callable[[View], str | Worth | Absent | None]:
    def found(view: View) -> str | Worth | Absent | None:
        end = party_link(short, view)
        if (
            end is ABSENT
            and short == "employer"
            and view.source is not None
            and view.source.fields.get("kind") == "person"
        ):
            return Worth(ABSENT, "assumed", f"{view.label} acts for no employer")
        if end is ABSENT and short == "household_of":
            # The vocabulary's default says the same, and that it is taken for granted.
            return None
        return end.ident if isinstance(end, View) else end

    return found


PARTY_TERMS: Mapping[str, Callable[[View], Value | Worth | Absent | None]] = {
    "listed": _listed,
    "sdn_share": _listed_share("us-sdn"),
    "un_listed_share": _listed_share("un-1718"),
    "kp_government_share": lambda v: _share(v, _kp_government),
    "workers_party": _workers_party,
    "branch_of_country": _country_of("branch_of"),
    "subsidiary_of_country": _country_of("subsidiary_of"),
    "located_in": _located,
    "us_status": _us_status,
    "passport": _passport,
    "last_in_north_korea": _last_presence,
    "been_in_north_korea": _been,
    "presence_as": _presence_as,
    "presence_in_service_of": _in_service,
    "employer": _linked("employer"),
    "household_of": _linked("household_of"),
}
"""Each derived term of a party, and how it is worked out; None where the plan does not say enough."""
