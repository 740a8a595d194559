"""The plan format as a table: each field and its type. `plan.schema.json` says the same as a JSON Schema; a test compares them.

A type is a word: text, truth, day, money, country, countries, number, percent, id, ids (parties of the plan), act (an act of
the plan), words (free), or a tuple of the words allowed; `many:` before it means a list of them.
"""

from __future__ import annotations

from collections.abc import Mapping

Spec = str | tuple[str, ...]

ROLES = (
    *("ngo", "international-organisation", "un-agency", "un-staff", "red-cross", "university", "news-organisation"),
    *("journalist", "freelancer", "aid-worker", "scholar", "student", "teacher", "athlete", "artist", "clergy"),
    *("official", "diplomat", "family", "tourist", "bank", "carrier", "company", "seafarer", "mission"),
)
PURPOSES = (
    *("relief", "health", "medicine", "education", "development", "environment", "democracy", "peacebuilding"),
    *("journalism", "red-cross", "family", "religion", "culture", "sport", "scholarship", "research", "tourism"),
    *("diplomacy", "consular", "remains-recovery", "legal", "intellectual-property", "commerce", "official"),
)
LISTS = ("us-sdn", "us-515", "un-1718", "eu", "uk")
TOPICS = (
    *("training", "teaching", "medical", "technical", "software", "consulting", "translation", "legal", "accounting"),
    *("banking", "credit", "insurance", "freight", "hospitality", "telecommunications", "publicity", "film-animation"),
    *("engineering", "construction", "brokering", "research"),
)
PERMISSIONS = (
    *("us-special-validation", "us-ofac-licence", "us-bis-licence", "us-visa", "us-state-ngo-report"),
    *("un-1718-exemption", "kr-contact-report", "kr-visit-approval", "eu-authorisation", "uk-licence"),
)
STATES = ("none", "applied", "filed", "filed-late", "granted", "refused", "objected")

PLAN: Mapping[str, Spec] = {
    "goodoffices": "number",
    "title": "text",
    "as_of": "day",
    "sponsor": "id",
    "parties": "parties",
    "acts": "acts",
}

PARTY: Mapping[str, Spec] = {
    "id": "new-id",
    "kind": ("person", "organisation", "government", "bank", "vessel", "aircraft"),
    "name": "text",
    "aliases": "words",
    "count": "number",
    "country": "country",
    "nationalities": "countries",
    "residence": "country",
    "us_status": (
        *("citizen", "national", "permanent-resident", "refugee", "asylee", "parolee", "visa-holder", "none"),
    ),
    "passport": "country",
    "refugee_of": "country",
    "located_in": "country",
    "roles": ("many:", *ROLES),
    "employer": "text",
    "household_of": "text",
    "nonprofit": "truth",
    "public_funds": "truth",
    "in_un_plan": "truth",
    "owned_by": "owners",
    "branch_of": "text",
    "subsidiary_of": "text",
    "controlled_by_government_of": "country",
    "identifiers": "map",
    "listed": "listings",
    "been_in": "presences",
    "holds": "holdings",
}

ITEM: Mapping[str, Spec] = {
    "name": "text",
    "quantity": "text",
    "value": "money",
    "hs": "text",
    "eccn": "text",
    "origin": "country",
    "us_content": "percent",
    "subject_to_ear": "truth",
    "food": "truth",
    "medicine": "truth",
    "medical_device": "truth",
    "luxury": "truth",
    "informational": "truth",
    "personal_effects": "truth",
    "tools_of_trade": "truth",
    "owner": "id",
    "returns": "truth",
    "hand_carried": "truth",
    "kp_content": "truth",
    "bought_in": "country",
    "specs": "map",
}

_COMMON: Mapping[str, Spec] = {
    "id": "new-id",
    "kind": "kind",
    "by": "id",
    "with": "ids",
    "for_benefit_of": "ids",
    "place": "country",
    "from": "day",
    "until": "day",
    "purposes": ("many:", *PURPOSES),
    "relation_to_government": ("none", "incidental", "necessary", "partnership"),
    "us_nexus": "truth",
    "holds": "holdings",
    "facts": "map",
}
_GOODS: Mapping[str, Spec] = {
    "to": "ids",
    "items": "items",
    "origin": "country",
    "destination": "country",
    "end_user": "id",
    "carrier": "id",
    "by_post": "truth",
    "gift_parcel": "truth",
    "parcels_this_month": "number",
    "shipments": "number",
}
_DEAL: Mapping[str, Spec] = {"to": "ids", "items": "items", "price": "money"}

_OWN: Mapping[str, Mapping[str, Spec]] = {
    "travel": {
        "who": "ids",
        "to": "country",
        "via": "countries",
        "entries": ("one", "many"),
        "passport": "country",
        "visa_waiver": "truth",
    },
    "export": _GOODS,
    "import": _GOODS,
    "sale": _DEAL,
    "lease": _DEAL,
    "payment": {
        "to": "ids",
        "amount": "money",
        "via": "ids",
        "clears_through": "countries",
        "pays_for": "act",
        "pays": ("many:", "duty", "fee", "rent", "lodging", "wages", "donation", "goods", "other"),
    },
    "remittance": {
        "to": "ids",
        "amount": "money",
        "via": "ids",
        "personal": "truth",
        "supports_business": "truth",
        "total_this_year": "money",
        "carried_in_person": "truth",
        "own_behalf": "truth",
    },
    "account": {"to": "ids", "bank": "id", "accounts_held": "number"},
    "service": {
        "to": "ids",
        "topic": TOPICS,
        "paid": "truth",
        "level": ("many:", "primary", "secondary", "tertiary", "adult"),
        "subjects": "words",
        "field": "text",
        "emergency": "truth",
        "benefit_in": "country",
        "incident_to": "act",
    },
    "meeting": {"to": "ids", "subjects": "words"},
    "message": {"to": "ids", "medium": ("mail", "phone", "internet", "radio"), "content": "text"},
    "publication": {
        "to": "ids",
        "works": ("many:", "book", "film", "news", "research", "art", "music", "software"),
        "items": "items",
        "stage": ("existing", "to-be-made"),
        "made_with": "ids",
    },
    "invitation": {"guests": "ids", "to": "country", "visa": "text", "costs_paid_by": "id"},
    "employment": {"to": "ids", "workers": "ids", "income": "truth"},
    "investment": {
        "to": "ids",
        "venture": "id",
        "stake": "percent",
        "for_profit": "truth",
        "public_utility": "truth",
    },
    "transport": {"to": "ids", "craft": "id", "route": "text", "calls": "calls", "ship_to_ship": "truth"},
}

ACTS: Mapping[str, Mapping[str, Spec]] = {kind: {**_COMMON, **own} for kind, own in _OWN.items()}
