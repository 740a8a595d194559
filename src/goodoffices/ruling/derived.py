"""Terms that are worked out from other fields of the plan: days since a call, ownership shares, permissions held.

Each function here only counts or follows what the plan says; what it means in law stands in the law base.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from goodoffices.law.evaluate import ABSENT, Absent
from goodoffices.law.expressions import Value
from goodoffices.law.vocabulary import Term
from goodoffices.plan.model import Act, Holding, Item, Party
from goodoffices.values import DECIDED, Day, Money

if TYPE_CHECKING:
    from goodoffices.ruling.situations import View, Worth

INDIRECT = frozenset({"party.employer", "party.household_of", "party.passport", "act.visa"})
"""Terms with a field of their own that still need more than a look at it."""

UN_BODIES = frozenset({"united nations", "un", "un secretariat", "united nations secretariat"})
"""How plans write the United Nations as an employer that is no party of the plan."""

_TECHNICAL = (
    *("math", "algebra", "geometry", "calculus", "statistic", "science", "physics", "chemistry", "biolog", "technolog"),
    *(
        "engineer",
        "comput",
        "program",
        "software",
        "coding",
        "electronic",
        "robot",
        "nuclear",
        "aerospace",
        "blockchain",
    ),
    *("crypto", "machine learning", "artificial intelligence"),
)
_PLAIN = (
    *(
        "reading",
        "writing",
        "literacy",
        "english",
        "korean",
        "chinese",
        "french",
        "german",
        "spanish",
        "russian",
        "language",
    ),
    *(
        "history",
        "art",
        "music",
        "drawing",
        "sport",
        "health",
        "hygiene",
        "nutrition",
        "cooking",
        "first aid",
        "literature",
    ),
    *("geography", "law", "dialogue", "mediation", "bible", "religion", "farming", "agricultur", "business"),
)


def work_out(term: Term, view: View) -> Worth | None:
    """A derived term's value, or None where there is nothing to work it out from."""
    from goodoffices.ruling.situations import Worth

    own = _WORKERS.get(term.name)
    if own is None:
        if isinstance(view.source, Item) and term.field == "specs" and term.short in view.source.specs:
            value = view.source.specs[term.short]
            return Worth(
                value if not isinstance(value, (tuple, int)) or isinstance(value, bool) else Decimal(str(value)), "plan"
            )
        return None
    found = own(view)
    return None if found is None else Worth(found, "worked out")


def follow(short: str, view: View) -> View | Absent | None:
    """The thing at the end of a link."""
    if isinstance(view.source, Act) and view.act is not None:
        if short == "incident_to":
            other = view.source.fields.get("incident_to") or view.source.fields.get("pays_for")
            return view.world.act(str(other)).view if other else ABSENT
        ident = view.source.fields.get(short)
        return view.act.party(str(ident)) if ident else ABSENT if short in ("carrier", "end_user") else None
    if isinstance(view.source, Item) and view.act is not None:
        ident = view.source.fields.get(short)
        return view.act.party(str(ident)) if ident else None
    return _party_link(short, view)


def _party_link(short: str, view: View) -> View | Absent | None:
    from goodoffices.ruling.situations import View as _View

    if not isinstance(view.source, Party) or view.act is None:
        return None
    named = view.source.fields.get(short)
    if named is None:
        if short == "household_of":
            return ABSENT
        roles = view.source.fields.get("roles")
        alone = view.source.kind != "person" or (
            isinstance(roles, tuple) and ("freelancer" in roles or not set(roles) & _EMPLOYED)
        )
        return ABSENT if short == "employer" and alone else None
    ident = str(named)
    party = view.act.party(ident)
    if party is None:
        match = [p.id for p in view.world.plan.parties.values() if p.name.casefold() == ident.casefold()]
        party = view.act.party(match[0]) if match else None
    if party is None and ident.casefold() in UN_BODIES:
        body = Party(
            "united-nations",
            "organisation",
            {"name": "United Nations", "roles": ("un-agency", "international-organisation")},
            view.source.place,
            (),
        )
        party = _View(view.world, "party", body, "united-nations", "the United Nations", view.act)
    if party is None:
        outside = Party(ident, "organisation", {"name": ident}, view.source.place)
        party = _View(view.world, "party", outside, ident, ident, view.act)
    return party


_EMPLOYED = frozenset(
    {"journalist", "aid-worker", "scholar", "teacher", "official", "diplomat", "un-staff", "seafarer"}
)
"""Roles of people who usually work for somebody: for them an unnamed employer is unknown rather than none."""


def owners(view: View) -> Sequence[View] | None:
    """The views of a party's owners, or None where the plan does not say."""
    if not isinstance(view.source, Party) or view.act is None:
        return None
    if view.source.owned_by is None:
        return [] if view.source.kind == "person" else None
    return [found for o in view.source.owned_by if (found := view.act.party(o.party)) is not None]


def _share(view: View, counts: Callable[[View], bool | None], seen: frozenset[str] = frozenset()) -> Decimal | None:
    """Percent owned by parties for which `counts`, directly or through parties that such parties own by half or more."""
    party = view.source
    if not isinstance(party, Party) or view.act is None:
        return None
    if party.owned_by is None:
        # A party whose place on the lists is stated was looked up with its owners; a person is owned by nobody.
        return Decimal(0) if party.kind == "person" or party.listed is not None else None
    total, unsure = Decimal(0), False
    for ownership in party.owned_by:
        owner = view.act.party(ownership.party)
        if owner is None or ownership.party in seen:
            continue
        one = counts(owner)
        if one is not True:
            indirect = _share(owner, counts, seen | {party.id})
            one = True if indirect is not None and indirect >= 50 else one if indirect is not None else None
        if one is True and ownership.share is not None:
            total += ownership.share
        elif one is not False:
            unsure = True
    return total if not unsure or total >= 50 else None


def _on_list(name: str) -> Callable[[View], bool | None]:
    def counts(view: View) -> bool | None:
        listed = _listed(view)
        return None if listed is None else name in listed

    return counts


def _kp_government(view: View) -> bool | None:
    if _workers_party(view):
        return True
    value = view.value("government_of_north_korea")
    return value if isinstance(value, bool) else None


def _listed(view: View) -> frozenset[str] | None:
    party = view.source
    if not isinstance(party, Party) or party.listed is None:
        return None
    return frozenset(entry.list for entry in party.listed if entry.covers(view.law.as_of))


def _workers_party(view: View) -> bool | None:
    name = view.source.name.casefold() if isinstance(view.source, Party) else ""
    return any(form in name for form in ("workers' party of korea", "workers’ party of korea", "조선로동당", "노동당"))


def _country_of(field: str) -> Callable[[View], str | None]:
    def found(view: View) -> str | None:
        value = view.source.fields.get(field) if isinstance(view.source, Party) else None
        if value is None:
            return None
        party = view.world.plan.parties.get(str(value))
        return str(party.fields["country"]) if party and "country" in party.fields else None if party else str(value)

    return found


def _located(view: View) -> str | None:
    """Where a party is: as stated, else where a body is organised or a person lives."""
    fields = view.source.fields if isinstance(view.source, Party) else {}
    stated = fields.get("located_in") or fields.get("residence" if fields.get("kind") == "person" else "country")
    return str(stated) if stated else None


def _passport(view: View) -> str | None:
    """The passport used: the act's word wins over the party's."""
    act = view.act.act if view.act else None
    used = act.fields.get("passport") if act and view.act and view in view.act.travellers else None
    used = used or (view.source.fields.get("passport") if isinstance(view.source, Party) else None)
    return str(used) if used else None


def _last_presence(view: View) -> Day | Absent | None:
    stays = view.source.been_in if isinstance(view.source, Party) else None
    if stays is None:
        return None
    there = [stay for stay in stays if stay.country == "KP"]
    if not there:
        return ABSENT
    return None if any(stay.day is None for stay in there) else max(stay.day for stay in there if stay.day)


def _been(view: View) -> bool | None:
    stays = view.source.been_in if isinstance(view.source, Party) else None
    return None if stays is None else any(stay.country == "KP" for stay in stays)


def _presence_as(view: View) -> frozenset[str] | None:
    stays = view.source.been_in if isinstance(view.source, Party) else None
    roles = {role for stay in stays or () if stay.country == "KP" for role in stay.roles}
    return frozenset(roles) if roles else None


def _in_service(view: View) -> str | None:
    stays = view.source.been_in if isinstance(view.source, Party) else None
    states = [stay.in_service_of for stay in stays or () if stay.country == "KP" and stay.in_service_of]
    return states[0] if states else None


def _act(view: View) -> Act:
    assert isinstance(view.source, Act)
    return view.source


def _reaches(view: View) -> frozenset[str] | None:
    to, via = _act(view).fields.get("to"), _act(view).ids("via")
    return frozenset({str(to), *(via or ())}) if to else None


def _destination(view: View) -> str | None:
    to = _act(view).fields.get("to")
    return str(to) if to else None


def _items_value(view: View) -> Money | None:
    values = [item.fields.get("value") for item in _act(view).items or ()]
    found = [v for v in values if isinstance(v, Money)]
    if not found or len(found) != len(values) or len({v.currency for v in found}) != 1:
        return None
    return Money(sum((v.amount for v in found), Decimal(0)), found[0].currency)


def _goods_subject_to_ear(view: View) -> bool | None:
    """Whether every item of the act is subject to the Export Administration Regulations; false where it has none."""
    values = [item.value("subject_to_ear") for item in view.act.items] if view.act else []
    if not values or False in values:
        return False
    return None if None in values else True


def _technical(view: View) -> bool | None:
    subjects = _act(view).ids("subjects")
    if not subjects:
        return None
    words = [s.casefold() for s in subjects]
    if any(stem in word for stem in _TECHNICAL for word in words):
        return True
    return False if all(any(stem in word for stem in _PLAIN) for word in words) else None


def _visa(view: View) -> str | None:
    visa = _act(view).fields.get("visa")
    return str(visa).upper() if visa else None


def _incident(view: View) -> str | None:
    other = _act(view).fields.get("incident_to") or _act(view).fields.get("pays_for")
    return str(other) if other else None


def _last_call(view: View) -> Day | Absent | None:
    calls = _act(view).calls
    there = [call for call in calls or () if call.place == "KP"]
    if calls is None:
        return None
    if not there:
        return ABSENT
    return None if any(call.day is None for call in there) else max(call.day for call in there if call.day)


def _called(view: View) -> bool | None:
    calls = _act(view).calls
    return None if calls is None else any(call.place == "KP" for call in calls)


def _days_since(view: View) -> Decimal | Absent | None:
    last = _last_call(view)
    if not isinstance(last, Day):
        return last
    return Decimal(((_act(view).day("from") or view.law.as_of) - last).days)


def holdings(view: View) -> list[Holding]:
    """The permissions that stand on an act, and on those who act in it."""
    act = _act(view)
    world = view.act
    people = [] if world is None else [world.actor, *world.travellers, *world.guests]
    own = [h for person in dict.fromkeys(people) if isinstance(person.source, Party) for h in person.source.holds]
    return [*act.holds, *own]


def runs(holding: Holding, act: Act, as_of: Day) -> bool:
    """Whether a permission is had for the whole of the act's days (or for the day of the ruling, where none are given)."""
    first = act.day("from") or as_of
    last = act.day("until") or first
    return (holding.start is None or holding.start <= first) and (holding.until is None or last <= holding.until)


def _with_state(*states: str) -> Callable[[View], frozenset[str]]:
    def found(view: View) -> frozenset[str]:
        held = [h for h in holdings(view) if h.state in states]
        if "granted" in states:
            held = [h for h in held if runs(h, _act(view), view.law.as_of)]
        return frozenset(h.permission for h in held)

    return found


def _answer(regime: str) -> Callable[[View], str | None]:
    """Another regime's answer on this act or item: the heaviest that is certain; None while it is open."""

    def found(view: View) -> str | None:
        if view.act is None:
            return None
        answers = answers_of(view.act, regime)
        own = [rank for key, rank in answers.items() if view.thing == "act" or key in (view.ident, "")]
        if any(rank < 0 for rank in own):
            return None
        return DECIDED[max(own, default=0)].value

    return found


def answers_of(world: object, regime: str) -> dict[str, int]:
    """A regime's answers by subject item (`""` for the rest of the act); -1 while open. Ruled at the first question."""
    from goodoffices.ruling.decide import regime_answers
    from goodoffices.ruling.situations import ActWorld

    assert isinstance(world, ActWorld)
    if regime not in world.answers:
        world.answers[regime] = regime_answers(world, regime)
    return world.answers[regime]


def _hs(digits: int) -> Callable[[View], Decimal | None]:
    def found(view: View) -> Decimal | None:
        code = view.value("hs")
        bare = str(code).replace(".", "") if isinstance(code, str) else ""
        return Decimal(bare[:digits]) if len(bare) >= digits else None

    return found


def _ear99(view: View) -> bool | None:
    eccn = view.value("eccn")
    return None if not isinstance(eccn, str) else eccn.upper() == "EAR99"


def _eccn_last3(view: View) -> Decimal | None:
    eccn = view.value("eccn")
    digits = str(eccn)[2:5] if isinstance(eccn, str) and eccn.upper() != "EAR99" else ""
    return Decimal(digits) if digits.isdigit() else None


def _subject_to_ear(view: View) -> bool | None:
    """As the plan says; else goods sent from, or made in, the United States are."""
    item = view.source
    if not isinstance(item, Item) or view.act is None:
        return None
    if "subject_to_ear" in item.fields:
        return item.fields["subject_to_ear"] is True
    if (
        view.act.act.fields.get("origin") == "US"
        or item.fields.get("origin") == "US"
        or item.fields.get("bought_in") == "US"
    ):
        return True
    return None


def _linked(short: str) -> Callable[[View], str | Absent | None]:
    def found(view: View) -> str | Absent | None:
        end = _party_link(short, view)
        return end if end is None or isinstance(end, Absent) else end.ident

    return found


def _as_of(view: View) -> Day:
    return view.law.as_of


_WORKERS: dict[str, Callable[[View], Value | Absent | None]] = {
    "party.listed": _listed,
    "party.sdn_share": lambda v: _share(v, _on_list("us-sdn")),
    "party.un_listed_share": lambda v: _share(v, _on_list("un-1718")),
    "party.kp_government_share": lambda v: _share(v, _kp_government),
    "party.workers_party": _workers_party,
    "party.branch_of_country": _country_of("branch_of"),
    "party.subsidiary_of_country": _country_of("subsidiary_of"),
    "party.located_in": _located,
    "party.passport": _passport,
    "party.last_in_north_korea": _last_presence,
    "party.been_in_north_korea": _been,
    "party.presence_as": _presence_as,
    "party.presence_in_service_of": _in_service,
    "party.employer": _linked("employer"),
    "party.household_of": _linked("household_of"),
    "act.as_of": _as_of,
    "act.reaches": _reaches,
    "act.destination_country": _destination,
    "act.items_value": _items_value,
    "act.technical_subjects": _technical,
    "act.goods_subject_to_ear": _goods_subject_to_ear,
    "act.visa": _visa,
    "act.incident_to": _incident,
    "act.last_call_in_north_korea": _last_call,
    "act.called_in_north_korea": _called,
    "act.days_since_north_korea_call": _days_since,
    "act.held": _with_state("granted"),
    "act.filed": _with_state("filed", "granted"),
    "act.filed_late": _with_state("filed-late"),
    "act.refused": _with_state("refused", "objected"),
    "act.un_1718": _answer("un-1718"),
    "act.us_bis": _answer("us-bis"),
    "item.un_1718": _answer("un-1718"),
    "item.us_bis": _answer("us-bis"),
    "item.hs_chapter": _hs(2),
    "item.hs_heading": _hs(4),
    "item.hs_subheading": _hs(6),
    "item.ear99": _ear99,
    "item.eccn_last3": _eccn_last3,
    "item.subject_to_ear": _subject_to_ear,
}
