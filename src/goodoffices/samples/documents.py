"""A plan as the document that its author would have written: plain values first, then YAML text.

What is read back from the text is the same plan, but for the places in the file at which its parts stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import yaml

from goodoffices.plan.model import Act, Call, Field, Holding, Item, Listing, Ownership, Party, Plan, Presence
from goodoffices.values import Day, Money

Document = str | int | bool | Decimal | list["Document"] | dict[str, "Document"]
"""What a plan's file is made of. A number with a fraction is a Decimal, so that none of it is lost."""


def as_document(plan: Plan) -> dict[str, Document]:
    """A plan as plain values in the form of the plan format; a field that the plan does not give is not there."""
    document: dict[str, Document] = {"goodoffices": 1, "title": plan.title}
    if plan.as_of:
        document["as_of"] = plan.as_of.isoformat()
    if plan.sponsor:
        document["sponsor"] = plan.sponsor
    document["parties"] = [_party(party) for party in plan.parties.values()]
    document["acts"] = [_act(act) for act in plan.acts]
    return document


def written(plan: Plan) -> str:
    """A plan as YAML text that `read_plan` reads back to the same plan."""
    return yaml.dump(as_document(plan), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


_NUMBER = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
"""What YAML 1.2 reads as a number; PyYAML, by the rules of YAML 1.1, would leave `1e3` without quotes."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML that YAML 1.2 reads as it was meant: a text that could pass for a number is quoted."""

    def ignore_aliases(self, data: object) -> bool:
        """Everything is written out where it stands: a plan has no anchors."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _NUMBER.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")


# A day is a text in YAML 1.2, and stands without quotes.
_Dumper.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _number)


def _value(value: Field) -> Document:
    if isinstance(value, Money):
        return f"{value.amount:f} {value.currency}"
    if isinstance(value, Day):
        return value.isoformat()
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def _values(fields: Mapping[str, Field]) -> dict[str, Document]:
    return {name: _value(value) for name, value in fields.items()}


def _party(party: Party) -> dict[str, Document]:
    document = _values({"id": party.id, "kind": party.kind, **party.fields})
    if party.listed is not None:
        document["listed"] = [_listing(one) for one in party.listed] or ["none"]
    if party.been_in is not None:
        document["been_in"] = [_presence(one) for one in party.been_in]
    if party.owned_by is not None:
        document["owned_by"] = [_share(one) for one in party.owned_by]
    if party.holds:
        document["holds"] = [_holding(one) for one in party.holds]
    return document


def _act(act: Act) -> dict[str, Document]:
    document = _values({"id": act.id, "kind": act.kind, **act.fields})
    if act.items is not None:
        document["items"] = [_item(one) for one in act.items]
    if act.calls is not None:
        document["calls"] = [_call(one) for one in act.calls]
    if act.holds:
        document["holds"] = [_holding(one) for one in act.holds]
    if act.facts:
        document["facts"] = {**_values(act.facts)}
    return document


def _item(item: Item) -> Document:
    document = _values({"name": item.name, **item.fields})
    if item.specs:
        document["specs"] = {**_values(item.specs)}
    return document


def _listing(listing: Listing) -> Document:
    days = _days(listing.start, listing.until)
    return {"list": listing.list, **days} if days else listing.list


def _presence(stay: Presence) -> Document:
    document: dict[str, Document] = {"country": stay.country}
    if stay.day:
        document["date"] = stay.day.isoformat()
    if stay.roles:
        document["as"] = [*stay.roles]
    if stay.in_service_of:
        document["in_service_of"] = stay.in_service_of
    return document


def _share(ownership: Ownership) -> Document:
    document: dict[str, Document] = {"party": ownership.party}
    if ownership.share is not None:
        document["share"] = _value(ownership.share)
    return document


def _call(call: Call) -> Document:
    return {"place": call.place, "date": call.day.isoformat()} if call.day else {"place": call.place}


def _holding(holding: Holding) -> Document:
    document: dict[str, Document] = {"permission": holding.permission, "state": holding.state}
    if holding.number:
        document["number"] = holding.number
    document.update(_days(holding.start, holding.until))
    if holding.entries:
        document["entries"] = holding.entries
    if holding.covers:
        document["covers"] = [*holding.covers]
    if holding.terms:
        document["terms"] = [*holding.terms]
    return document


def _days(start: Day | None, until: Day | None) -> dict[str, Document]:
    days = {"from": start, "until": until}
    return {name: day.isoformat() for name, day in days.items() if day}
