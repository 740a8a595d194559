"""What happens in plausible plans: one function for each doing, which adds an act that fits those before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from goodoffices.plan.model import Call, Field
from goodoffices.samples.story import Story

Doing = Callable[[Story], None]


def _by(story: Story) -> dict[str, Field]:
    """Now and then somebody of the sponsor's people acts rather than the sponsor."""
    return {"by": story.people[0]} if story.people and story.dice.chance(0.3) else {}


def _trip(story: Story) -> str:
    """The journey that another act serves, if there is one."""
    return next((act.id for act in story.acts if act.kind == "travel"), "")


def visit(story: Story) -> None:
    """A journey to North Korea, mostly by way of China."""
    dice = story.dice
    may: dict[str, Field] = {
        "via": dice.pick((("CN",), ("CN",), ("RU",))),
        "entries": dice.pick(("one", "one", "many")),
    }
    if dice.chance(0.3):
        may["with"] = (story.named("northern-official"),)
    if dice.chance(0.1):
        may["passport"] = "US"
    if dice.chance(0.15):
        may["visa_waiver"] = dice.chance(0.5)
    holds = (story.holding("us-special-validation"),) if dice.chance(0.1) else ()
    facts: dict[str, Field] = {"passport_restriction_renewed": dice.chance(0.7)}
    who = tuple(story.people) or (story.sponsor,)
    story.act("visit", "travel", {"who": who, "to": "KP"}, may, holds=holds, facts=facts)


def journey_home(story: Story) -> None:
    """A journey to the United States by somebody who may have been in North Korea."""
    who = tuple(story.people) or (story.sponsor,)
    may: dict[str, Field] = {"visa_waiver": story.dice.chance(0.5), "entries": "one"}
    story.act("journey-home", "travel", {"who": who, "to": "US"}, may)


def baggage(story: Story) -> None:
    """What travellers carry with them."""
    who = story.people[0] if story.people else story.sponsor
    own: dict[str, Field] = {"hand_carried": True, "returns": True, "owner": who}
    own["tools_of_trade" if story.dice.chance(0.5) else "personal_effects"] = True
    may: dict[str, Field] = {"origin": "US", "destination": "KP"}
    items = story.items(story.dice.number(1, 2), **own)
    story.act("baggage", "export", {"by": who}, may, items=items)


def bill(story: Story) -> None:
    """The hotel's bill, incident to the journey."""
    trip = _trip(story)
    may: dict[str, Field] = {"amount": story.money(60), "pays": ("lodging",), **({"pays_for": trip} if trip else {})}
    story.act("bill", "payment", {"to": (story.named("hotel"),), **_by(story)}, may, facts={"for_personal_use": True})


def payment(story: Story) -> None:
    """Money to a North Korean body, through banks."""
    dice = story.dice
    via = tuple(story.named(bank) for bank in dice.some(("bank", "northern-bank"), dice.number(1, 2)))
    may: dict[str, Field] = {
        "amount": story.money(2000),
        "via": via,
        "clears_through": dice.pick((("US",), ("DE",), ("CN",))),
        "pays": (dice.pick(("duty", "fee", "rent", "wages", "donation", "goods", "other")),),
    }
    holds = (story.holding("us-ofac-licence"),) if dice.chance(0.08) else ()
    to = story.named(dice.pick(("ministry", "clinic", "academy")))
    story.act("payment", "payment", {"to": (to,), **_by(story)}, may, holds=holds)


def remittance(story: Story) -> None:
    """Money for a relative."""
    dice = story.dice
    may: dict[str, Field] = {
        "amount": story.money(150),
        "personal": dice.chance(0.9),
        "supports_business": dice.chance(0.1),
        "total_this_year": story.money(200),
        "carried_in_person": dice.chance(0.6),
        "own_behalf": dice.chance(0.8),
    }
    if dice.chance(0.4):
        may["via"] = (story.named("bank"),)
    story.act("help", "remittance", {"to": (story.named("sister"),), **_by(story)}, may)


def account(story: Story) -> None:
    """An account at a bank in North Korea, or one for a mission elsewhere."""
    may: dict[str, Field] = {"place": "KP"} if story.dice.chance(0.5) else {}
    if story.dice.chance(0.5):
        may["accounts_held"] = Decimal(story.dice.pick((0, 1, 2)))
    holder = story.sponsor if story.dice.chance(0.6) else story.named("ministry")
    story.act("account", "account", {"to": (holder,), "bank": story.named("northern-bank")}, may)


def shipment(story: Story) -> None:
    """Goods by ship or rail for a clinic, a farm or a school."""
    dice = story.dice
    to = story.named(dice.pick(("clinic", "ministry", "academy")))
    may: dict[str, Field] = {
        "origin": dice.pick(("US", "CN", "DE")),
        "destination": "KP",
        "shipments": Decimal(dice.number(1, 4)),
    }
    if dice.chance(0.3):
        may["end_user"] = story.named("clinic")
    if dice.chance(0.3):
        may["carrier"] = story.named(dice.pick(("airline", "ship")))
    if dice.chance(0.2):
        may["for_benefit_of"] = (story.named("clinic"),)
    permission = dice.pick(("us-bis-licence", "un-1718-exemption", "us-state-ngo-report", "eu-authorisation"))
    holds = (story.holding(permission),) if dice.chance(0.15) else ()
    facts: dict[str, Field] = {"needed_for_humanitarian_delivery": dice.chance(0.7), "kr_goods_approved": True}
    items = story.items(dice.number(1, 4))
    story.act("shipment", "export", {"to": (to,)}, may, items=items, holds=holds, facts=facts)


def parcel(story: Story) -> None:
    """A present for a relative, by post or by hand."""
    dice = story.dice
    may: dict[str, Field] = {
        "origin": "US",
        "destination": "KP",
        "by_post": dice.chance(0.5),
        "gift_parcel": dice.chance(0.8),
        "parcels_this_month": Decimal(dice.number(1, 2)),
    }
    story.act("parcel", "export", {"to": (story.named("sister"),)}, may, items=story.items(dice.number(1, 2)))


def souvenirs(story: Story) -> None:
    """Things brought home from North Korea."""
    may: dict[str, Field] = {"origin": "KP", "destination": story.dice.pick(("US", "KR", "DE"))}
    story.act("souvenirs", "import", {**_by(story)}, may, items=story.items(1, kp_content=True, bought_in="KP"))


def training(story: Story) -> None:
    """A course, a consultation, or care for patients."""
    dice = story.dice
    topic = dice.pick(
        (
            "training",
            "teaching",
            "medical",
            "technical",
            "consulting",
            "translation",
            "research",
            "insurance",
            "software",
        )
    )
    subjects = dice.some(("English", "hygiene", "rice genetics", "computer networks", "surgery"), dice.number(1, 2))
    may: dict[str, Field] = {
        "place": dice.pick(("KP", "CN", "US")),
        "topic": topic,
        "paid": dice.chance(0.2),
        "level": (dice.pick(("secondary", "tertiary", "adult")),),
        "subjects": tuple(subjects),
        "benefit_in": "KP",
    }
    if topic == "research":
        may["field"] = dice.pick(("medicine", "agriculture", "nuclear"))
    if topic == "medical":
        may["emergency"] = dice.chance(0.2)
    trip = _trip(story)
    if trip and dice.chance(0.4):
        may["incident_to"] = trip
    to = story.named(dice.pick(("clinic", "academy", "ministry")))
    facts: dict[str, Field] = {"sensitive_subjects": dice.chance(0.2), "needed_for_humanitarian_delivery": True}
    story.act("training", "service", {"to": (to,), **_by(story)}, may, facts=facts)


def meeting(story: Story) -> None:
    """A talk, at home, in a third country or in Pyongyang."""
    dice = story.dice
    other = story.named(dice.pick(("northern-official", "northern-scholar", "ministry")))
    may: dict[str, Field] = {
        "place": dice.pick(("CH", "CN", "KP", "KR", "US")),
        "subjects": ("rice genetics", "dialogue"),
    }
    holds = (story.holding("kr-contact-report"),) if dice.chance(0.1) else ()
    story.act("talk", "meeting", {"with": (other,), **_by(story)}, may, holds=holds)


def message(story: Story) -> None:
    """A letter, a call or a mail."""
    dice = story.dice
    to = story.named(dice.pick(("sister", "ministry", "northern-scholar")))
    may: dict[str, Field] = {
        "medium": dice.pick(("mail", "phone", "internet", "radio")),
        "content": "news and a question",
    }
    story.act("letter", "message", {"to": (to,), **_by(story)}, may)


def publication(story: Story) -> None:
    """A story, a film, a recording or a paper."""
    dice = story.dice
    may: dict[str, Field] = {
        "works": (dice.pick(("book", "film", "news", "research", "music")),),
        "stage": dice.pick(("existing", "to-be-made")),
    }
    if dice.chance(0.5):
        may["made_with"] = (story.named(dice.pick(("academy", "northern-scholar"))),)
    items = story.items(1, informational=True) if dice.chance(0.3) else None
    story.act("work", "publication", {**_by(story)}, may, items=items, facts={"alters_works": dice.chance(0.3)})


def invitation(story: Story) -> None:
    """Guests from North Korea."""
    dice = story.dice
    may: dict[str, Field] = {"visa": dice.pick(("B-1", "J-1", "P-1"))}
    if dice.chance(0.5):
        may["costs_paid_by"] = story.sponsor
    holds = (story.holding("us-visa"),) if dice.chance(0.1) else ()
    guest = story.named(dice.pick(("northern-scholar", "northern-official")))
    to = dice.pick(("US", "US", "DE", "KR", "GB"))
    story.act("invite", "invitation", {"guests": (guest,), "to": to}, may, holds=holds)


def employment(story: Story) -> None:
    """Somebody who is hired on the spot, or North Koreans who work abroad."""
    may: dict[str, Field] = {"place": story.dice.pick(("KP", "KP", "CN")), "income": story.dice.chance(0.8)}
    story.act("hire", "employment", {"workers": (story.named("local-worker"),), **_by(story)}, may)


def sale(story: Story) -> None:
    """Goods sold to a North Korean body."""
    may: dict[str, Field] = {"place": story.dice.pick(("KP", "CN")), "price": story.money(900)}
    to = story.named(story.dice.pick(("academy", "ministry", "hotel")))
    story.act("sale", "sale", {"to": (to,)}, may, items=story.items(story.dice.number(1, 2)))


def lease(story: Story) -> None:
    """A thing let, or lent."""
    may: dict[str, Field] = {"place": "KP", "price": story.money(400)}
    story.act("lease", "lease", {"to": (story.named("clinic"),)}, may, items=story.items(1))


def investment(story: Story) -> None:
    """A share in a venture in North Korea."""
    dice = story.dice
    may: dict[str, Field] = {
        "place": "KP",
        "stake": Decimal(dice.pick((20, 50, 100))),
        "for_profit": dice.chance(0.6),
        "public_utility": dice.chance(0.2),
    }
    to = story.named("ministry")
    story.act("share", "investment", {"venture": story.named("venture"), "with": (to,)}, may)


def transport(story: Story) -> None:
    """A ship or an aircraft that goes to North Korea, or has been there."""
    dice = story.dice
    craft = story.named(dice.pick(("ship", "ship", "plane")))
    may: dict[str, Field] = {
        "place": dice.pick(("KP", "US", "KR")),
        "route": "Dalian to Nampo",
        "ship_to_ship": dice.chance(0.2),
    }
    called = story.start - dt.timedelta(days=dice.number(5, 400)) if dice.chance(0.8) else None
    calls = () if dice.chance(0.4) else (Call("KP", called),)
    said = calls if dice.chance(story.frank) else None
    story.act("voyage", "transport", {"craft": craft}, may, calls=said, facts={"emergency_call": dice.chance(0.2)})


REPERTOIRE: Mapping[str, tuple[str, tuple[Doing, ...], tuple[str, ...]]] = {
    "ngo": (
        "aid-worker",
        (visit, baggage, bill, shipment, training, meeting, message, payment, account, transport, lease),
        ("relief", "health", "development"),
    ),
    "german-ngo": (
        "german-worker",
        (visit, shipment, training, employment, lease, payment, bill, baggage, meeting),
        ("relief", "development", "environment"),
    ),
    "un-agency": (
        "un-officer",
        (visit, shipment, employment, account, payment, training, transport, journey_home),
        ("relief", "health", "official"),
    ),
    "church": (
        "aid-worker",
        (visit, shipment, message, meeting, baggage, bill),
        ("religion", "relief", "peacebuilding"),
    ),
    "relative": ("", (visit, bill, baggage, parcel, remittance, message, souvenirs), ("family",)),
    "university": (
        "scholar",
        (invitation, meeting, training, publication, visit, bill, baggage, payment),
        ("scholarship", "education", "research", "medicine"),
    ),
    "orchestra": ("players", (visit, baggage, bill, payment, publication, invitation), ("culture",)),
    "newswire": ("reporter", (visit, bill, employment, baggage, publication, meeting, journey_home), ("journalism",)),
    "delegate": (
        "",
        (meeting, message, visit, invitation, investment, remittance, journey_home),
        ("diplomacy", "official", "culture"),
    ),
    "company": (
        "merchant",
        (sale, lease, investment, transport, souvenirs, meeting, payment, shipment, employment, visit),
        ("commerce", "tourism"),
    ),
}
"""Who plans: whom they send, what they do in the order in which it is told, and what for."""
