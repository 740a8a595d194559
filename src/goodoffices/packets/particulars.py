"""Particulars: what forms ask and no plan says, such as an address or a date of birth, written down once for all forms.

They stand in a file of their own, apart from the plan, which goes to more people than a passport number should.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.errors import InputError, Place, nearest
from goodoffices.marked import MarkedList, MarkedMap, read_file
from goodoffices.plan.model import Plan

PARTY: Mapping[str, str] = {
    "native_name": "the name in its own script",
    "address": "the full postal address, with the street: a BIS licence takes no P.O. box",
    "phone": "a telephone number",
    "email": "an e-mail address",
    "website": "a web site",
    "contact": "the person who answers questions",
    "signer": "the person who signs, with title",
    "born": "the date of birth",
    "birth_place": "the place of birth",
    "passport_number": "the number of the passport",
    "passport_expires": "the day on which the passport runs out",
    "occupation": "the occupation and position",
    "registration": "the registration or tax number",
    "business": "what it does",
    "record": "what it has done in North Korea before, and where else",
    "earlier_trips": "earlier travel to North Korea, with dates",
    "relation": "how it stands to the others in the plan",
}
"""What is known of a party beside the plan, and what each means."""

ACT: Mapping[str, str] = {
    "itinerary": "days, places and hosts",
    "purpose": "what it is for, in full",
    "route": "the way and means of transport, with ports of departure and arrival",
    "end_use": "the exact use of the goods, where and by whom",
    "beneficiaries": "who benefits, and how many",
    "selection": "how those who benefit are chosen",
    "monitoring": "how it is made sure that nothing is diverted",
    "controls": "the controls on the money, with its trail",
    "funding": "who pays, and from where the money comes",
    "money": "each payment: amount, payer, payee, banks and route",
    "exemption": "the number and day of the 1718 Committee's letter, or of the request to it",
}
"""What is known of an act beside the plan."""

ITEM: Mapping[str, str] = {
    "manufacturer": "who made it",
    "model": "the model or part number",
    "unit_price": "the price of one",
    "specification": "the technical description",
    "ccats": "the number under which BIS classified it (CCATS), if it did",
    "performance": "of a computer, its adjusted peak performance (APP)",
    "supplier": "from whom it is bought, and in which country",
    "use": "what it is for",
}
"""What is known of an item beside the plan."""

_SECTIONS = ("goodoffices-particulars", "parties", "acts", "items", "forms")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, in one line or several, and where it stands."""

    lines: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Particulars:
    """Answers by section (`parties`, `acts`, `items`, `forms`), by whom or what they are of, and by name."""

    answers: Mapping[tuple[str, str, str], Answer] = field(default_factory=dict)

    def get(self, section: str, of: str, name: str) -> Answer | None:
        """An answer, or None where there is none."""
        return self.answers.get((section, of, name))


def read_particulars(path: Path, plan: Plan, forms: Mapping[str, Collection[str]]) -> Particulars:
    """Read a file of particulars for a plan; `forms` are the fields of each form that a person answers.

    Raises:
        InputError: the file cannot be used, or answers for somebody or something that the plan has not.
    """
    root = read_file(path)
    if not isinstance(root, MarkedMap) or root.get("goodoffices-particulars") != 1:
        raise InputError("a file of particulars begins with `goodoffices-particulars: 1`", Place(str(path), 1))
    _known(root, root, _SECTIONS, "the file")
    items = {item.name for act in plan.acts for item in act.items or ()}
    found: dict[tuple[str, str, str], Answer] = {}
    for section, owners, names in (
        ("parties", set(plan.parties), PARTY),
        ("acts", {act.id for act in plan.acts}, ACT),
        ("items", items, ITEM),
    ):
        _take(root, section, owners, dict.fromkeys(owners, names), found)
    _take(root, "forms", set(forms), forms, found)
    return Particulars(found)


def _take(
    root: MarkedMap,
    section: str,
    owners: Collection[str],
    names: Mapping[str, Collection[str]],
    found: dict[tuple[str, str, str], Answer],
) -> None:
    for of, entry in _map(root, section).items():
        _known(_map(root, section), {of: None}, owners, f"`{section}`")
        own = _map(_map(root, section), of)
        _known(own, own, names[of], f"`{section}`, {of!r}")
        for name, value in own.items():
            lines = tuple(str(one) for one in value) if isinstance(value, MarkedList) else (str(value),)
            if isinstance(value, (MarkedMap, bool)) or any(
                isinstance(one, (MarkedMap, MarkedList)) for one in (value if isinstance(value, MarkedList) else ())
            ):
                raise InputError(f"`{section}`, {of!r}: {name!r} has to be a text or a list of texts", own.at(name))
            if value is not None and any(line.strip() for line in lines):
                found[(section, of, name)] = Answer(lines, own.at(name))
        del entry


def _map(source: MarkedMap, key: str) -> MarkedMap:
    value = source.get(key)
    if value is None:
        return MarkedMap(source.place)
    if not isinstance(value, MarkedMap):
        raise InputError(f"`{key}` has to be names with values", source.at(key))
    return value


def _known(source: MarkedMap, keys: Collection[str], known: Collection[str], owner: str) -> None:
    for key in keys:
        if key not in known:
            raise InputError(f"{owner} has no {key!r}{nearest(key, sorted(known))}", source.at(key))
