"""Who has a part in plausible plans: sorts of people and bodies, each with facts that agree with one another.

Nobody here is real: the names of persons are common ones, and those of bodies are made up or say only what the body is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goodoffices.plan.model import Field

Facts = Mapping[str, Field]

_AMERICAN: Facts = {"nationalities": ("US",), "us_status": "citizen", "residence": "US", "passport": "US"}
_GREEN_CARD: Facts = {"nationalities": ("KR",), "us_status": "permanent-resident", "residence": "US", "passport": "KR"}
_DUAL: Facts = {"nationalities": ("US", "KR"), "us_status": "citizen", "residence": "KR", "passport": "US"}
_KOREAN: Facts = {"nationalities": ("KR",), "us_status": "none", "residence": "KR", "passport": "KR"}
_GERMAN: Facts = {"nationalities": ("DE",), "us_status": "none", "residence": "DE", "passport": "DE"}
_BRITISH: Facts = {"nationalities": ("GB",), "us_status": "none", "residence": "GB", "passport": "GB"}
_CANADIAN: Facts = {"nationalities": ("CA",), "us_status": "visa-holder", "residence": "US", "passport": "CA"}
_REFUGEE: Facts = {"nationalities": ("KP",), "us_status": "refugee", "residence": "US", "refugee_of": "KP"}
_NORTHERN: Facts = {"nationalities": ("KP",), "us_status": "none", "residence": "KP", "passport": "KP"}
_AT_HOME: Facts = {**_NORTHERN, "located_in": "KP"}


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of party: names to choose from, sets of facts that agree (one is taken), and on which lists one may well stand."""

    kind: str
    names: tuple[str, ...]
    facts: tuple[Facts, ...]
    also: Facts = field(default_factory=dict)
    lists: tuple[tuple[str, ...], ...] = ((),)


_PEOPLE = ("Alice Brown", "Daniel Kim", "Maria Lopez", "Grace Park", "Thomas Becker", "Ruth Miller", "Min-jun Lee")
_FAMILY = ("Helen Pak", "James Choe", "Susan Ri", "Peter Han")

SORTS: Mapping[str, Sort] = {
    "ngo": Sort(
        "organisation",
        ("Friends Across the River", "Rural Health Partners", "Bread and Wells"),
        ({"country": "US", "nonprofit": True, "roles": ("ngo",)},),
        {"public_funds": False, "in_un_plan": True, "located_in": "US"},
    ),
    "german-ngo": Sort(
        "organisation",
        ("Brücken der Hilfe e.V.", "Saat und Wasser"),
        ({"country": "DE", "nonprofit": True, "roles": ("ngo",)},),
        {"public_funds": True, "in_un_plan": False},
    ),
    "church": Sort(
        "organisation", ("a church in Ohio", "a diocese"), ({"country": "US", "nonprofit": True, "roles": ("ngo",)},)
    ),
    "university": Sort(
        "organisation",
        ("a state university", "Prairie College"),
        ({"country": "US", "nonprofit": True, "roles": ("university",)},),
        {"public_funds": True},
    ),
    "un-agency": Sort(
        "organisation",
        ("a fund of the United Nations", "a United Nations food agency"),
        ({"roles": ("un-agency", "international-organisation")},),
        {"in_un_plan": True, "public_funds": True, "nonprofit": True},
    ),
    "orchestra": Sort("organisation", ("a city orchestra",), ({"country": "US", "nonprofit": True}, {"country": "GB"})),
    "newswire": Sort(
        "organisation",
        ("a news agency", "an evening paper"),
        (
            {"country": "US", "roles": ("news-organisation", "company")},
            {"country": "GB", "roles": ("news-organisation",)},
        ),
        {"nonprofit": False},
    ),
    "company": Sort(
        "organisation",
        ("a trading company", "a travel firm"),
        (
            {"country": "CN", "roles": ("company",), "subsidiary_of": "US"},
            {"country": "KR", "roles": ("company",)},
            {"country": "US", "roles": ("company",), "nonprofit": False},
            {"country": "GB", "roles": ("company",), "branch_of": "US"},
        ),
        lists=((), (), ("us-sdn",)),
    ),
    "aid-worker": Sort(
        "person", _PEOPLE, (_AMERICAN, _AMERICAN, _GREEN_CARD, _CANADIAN, _GERMAN), {"roles": ("aid-worker",)}
    ),
    "german-worker": Sort("person", _PEOPLE, (_GERMAN, _BRITISH, _AMERICAN), {"roles": ("aid-worker",)}),
    "un-officer": Sort("person", _PEOPLE, (_BRITISH, _AMERICAN, _KOREAN), {"roles": ("un-staff",)}),
    "relative": Sort("person", _FAMILY, (_AMERICAN, _GREEN_CARD, _DUAL, _REFUGEE), {"roles": ("family",)}),
    "scholar": Sort("person", _PEOPLE, (_AMERICAN, _BRITISH, _CANADIAN), {"roles": ("scholar", "teacher")}),
    "players": Sort("person", ("the players",), (_AMERICAN, _BRITISH), {"roles": ("artist",), "count": Decimal(80)}),
    "reporter": Sort("person", _PEOPLE, (_AMERICAN, _AMERICAN, _BRITISH), {"roles": ("journalist",)}),
    "delegate": Sort("person", ("a member of a South Korean delegation",), (_KOREAN, _DUAL), {"roles": ("official",)}),
    "merchant": Sort("person", _PEOPLE, (_KOREAN, _AMERICAN, _BRITISH), {}),
    "ministry": Sort(
        "government",
        ("a ministry in Pyongyang", "a people's committee"),
        ({"country": "KP", "located_in": "KP"},),
        {},
        ((), (), ("us-sdn",)),
    ),
    "clinic": Sort(
        "organisation",
        ("a county clinic", "TB rest homes", "a children's hospital"),
        ({"country": "KP", "located_in": "KP"},),
        {"controlled_by_government_of": "KP", "nonprofit": True},
    ),
    "academy": Sort(
        "organisation",
        ("an academy of sciences", "a university in Pyongyang"),
        ({"country": "KP", "roles": ("university",)},),
        {"controlled_by_government_of": "KP"},
        ((), ("us-sdn", "un-1718", "eu", "uk")),
    ),
    "hotel": Sort(
        "organisation",
        ("a hotel in Pyongyang",),
        ({"country": "KP", "located_in": "KP"},),
        {"controlled_by_government_of": "KP", "roles": ("company",)},
    ),
    "airline": Sort(
        "organisation",
        ("a state airline", "an airline of a third country"),
        ({"country": "KP", "controlled_by_government_of": "KP"}, {"country": "CN"}),
        {"roles": ("carrier",)},
        ((), ("us-sdn",)),
    ),
    "sister": Sort("person", ("a sister in Wonsan", "an aunt in Hamhung"), (_AT_HOME,), {"roles": ("family",)}),
    "northern-scholar": Sort("person", ("an agronomist", "two physicians"), (_NORTHERN,), {"roles": ("scholar",)}),
    "northern-official": Sort(
        "person",
        ("a deputy director", "a delegate from Pyongyang"),
        (_NORTHERN,),
        {"roles": ("official",)},
        ((), ("un-1718", "us-sdn")),
    ),
    "local-worker": Sort("person", ("a driver", "an interpreter"), (_AT_HOME, _NORTHERN), {}),
    "venture": Sort(
        "organisation",
        ("a joint noodle factory", "a tourist resort"),
        ({"country": "KP"},),
        {"controlled_by_government_of": "KP"},
    ),
    "bank": Sort(
        "bank",
        ("a bank in New York", "a bank in Dandong", "a bank in Frankfurt"),
        ({"country": "US"}, {"country": "CN"}, {"country": "DE"}),
        {"roles": ("bank",)},
    ),
    "northern-bank": Sort(
        "bank",
        ("a foreign trade bank",),
        ({"country": "KP"},),
        {"controlled_by_government_of": "KP"},
        ((), ("us-sdn", "un-1718")),
    ),
    "ship": Sort("vessel", ("MV Good Hope",), ({"country": "CN"}, {"country": "KP"}, {"country": "KR"}), {}),
    "plane": Sort(
        "aircraft", ("a chartered aircraft",), ({"country": "US"}, {"country": "KP"}), {"roles": ("carrier",)}
    ),
}
"""Every sort of party, by the word that also serves as its id in a plan."""
