"""What a planner can choose: the changes to a plan that a remedy may be made of.

Each leaves something out, narrows it, adjusts a sum or an entry, or asks leave. None adds a purpose that the plan does not have, hides a
party or a route, or states a fact otherwise than it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from goodoffices.law.expressions import Atom, atoms
from goodoffices.law.rules import LawBase
from goodoffices.plan.model import Act, Field, Holding, Plan
from goodoffices.ruling.subjects import technical
from goodoffices.values import Money

ActEdit = Callable[[Act], Act]


@dataclass(frozen=True, slots=True)
class Choice:
    """One change of one act, in words, with its weight: how much of what was planned it gives up (1 to 5, an act left out 5).

    Without an edit the act is left out, and with it every act that serves it or pays for it.
    """

    act: str
    what: str
    weight: int
    edit: ActEdit | None

    def on(self, plan: Plan) -> Plan:
        """The plan with this change."""
        edit = self.edit
        if edit is None:
            gone = {self.act, *(act.id for act in serving(self.act, plan))}
            return replace(plan, acts=tuple(act for act in plan.acts if act.id not in gone))
        return replace(plan, acts=tuple(edit(act) if act.id == self.act else act for act in plan.acts))


LEAVE_OUT = 5
"""The weight of leaving a whole act out."""


def choices(act: Act, plan: Plan, base: LawBase) -> list[Choice]:
    """Every change of an act that its planner could choose, the lightest first."""
    found = [
        *_flags(act),
        *_caps(act, base),
        *_narrower(act, "purposes", "the purpose", 2),
        *_subjects(act),
        *_relation(act),
        *_without_item(act),
        *_without_party(act, plan),
        *_passports(act, plan),
    ]
    others = [other.id for other in serving(act.id, plan)]
    if len(plan.acts) > 1 + len(others):
        told = f"leave {act.id} out" + (f", and {', '.join(others)} with it" if others else "")
        found.append(Choice(act.id, told, LEAVE_OUT * (1 + len(others)), None))
    return sorted(found, key=lambda choice: choice.weight)


def serving(act: str, plan: Plan) -> list[Act]:
    """The acts that serve an act or pay for it, and those that serve these."""
    found: list[Act] = []
    wanted = {act}
    while True:
        more = [a for a in plan.acts if a not in found and served(a) in wanted and a.id != act]
        if not more:
            return found
        found += more
        wanted |= {a.id for a in more}


def served(act: Act) -> str | None:
    """The act that an act serves or pays for."""
    other = act.fields.get("incident_to") or act.fields.get("pays_for")
    return str(other) if other else None


def with_permission(act: Act, permission: str) -> Act:
    """The act with a permission granted to it."""
    return replace(act, holds=(*act.holds, Holding(permission, "granted", "", None, None, "", (), ())))


def _set(name: str, value: Field) -> ActEdit:
    return lambda act: replace(act, fields={**act.fields, name: value})


def _without(name: str, gone: str) -> ActEdit:
    def edit(act: Act) -> Act:
        return replace(act, fields={**act.fields, name: tuple(i for i in act.ids(name) or () if i != gone)})

    return edit


_FLAGS: tuple[tuple[str, Field, Field, str], ...] = (
    ("by_post", True, False, "send {act} otherwise than by post"),
    ("visa_waiver", True, False, "apply for a visa for {act} in place of the waiver"),
    ("entries", "many", "one", "plan one entry for {act}, and ask again for the next"),
    ("supports_business", True, False, "leave the support of a business out of {act}"),
    ("for_profit", True, False, "forgo profit in {act}"),
)


def _flags(act: Act) -> Iterator[Choice]:
    for name, now, then, what in _FLAGS:
        if act.fields.get(name) == now:
            yield Choice(act.id, what.format(act=act.id), 1, _set(name, then))


_CAPPED = ("amount", "total_this_year", "parcels_this_month", "price", "accounts_held")


def _caps(act: Act, base: LawBase) -> Iterator[Choice]:
    """Sums and counts brought down to a cap that some rule has."""
    for name in _CAPPED:
        value = act.fields.get(name)
        for cap in sorted(_written(base, name), key=str, reverse=True):
            if isinstance(value, Money) and isinstance(cap, Money):
                over = value.currency == cap.currency and value.amount > cap.amount
            else:
                over = isinstance(value, int) and not isinstance(cap, Money) and value > cap
            if over:
                told = f"keep `{name}` of {act.id} to {cap}"
                yield Choice(act.id, told, 1, _set(name, cap if isinstance(cap, Money) else int(cap)))


def _written(base: LawBase, name: str) -> set[Money | int]:
    """The caps with which rules compare a field of an act: `<= '5000 USD'`."""
    found: set[Money | int] = set()
    for rule in base.rules.values():
        for version in rule.versions:
            for atom in atoms(version.when.node):
                if isinstance(atom, Atom) and atom.op == "le" and atom.path.term.name == f"act.{name}":
                    found.add(atom.value if isinstance(atom.value, Money) else int(str(atom.value)))
    return found


def _narrower(act: Act, name: str, what: str, weight: int) -> Iterator[Choice]:
    values = act.ids(name) or ()
    if len(values) > 1:
        for value in values:
            yield Choice(act.id, f"leave {what} {value!r} out of {act.id}", weight, _without(name, value))


def _subjects(act: Act) -> Iterator[Choice]:
    subjects = act.ids("subjects") or ()
    gone = [subject for subject in subjects if technical((subject,)) is not False]
    if gone and len(gone) < len(subjects):
        kept = tuple(subject for subject in subjects if subject not in gone)
        yield Choice(act.id, f"leave {', '.join(gone)} out of {act.id}", 2, _set("subjects", kept))


_RELATIONS = ("none", "incidental", "necessary", "partnership")


def _relation(act: Act) -> Iterator[Choice]:
    now = act.fields.get("relation_to_government")
    if now in _RELATIONS:
        for lighter in _RELATIONS[: _RELATIONS.index(str(now))]:
            words = (
                "without any part of the Government"
                if lighter == "none"
                else f"with no more than {lighter} dealings with the Government"
            )
            yield Choice(act.id, f"do {act.id} {words}", 2, _set("relation_to_government", lighter))


def _without_item(act: Act) -> Iterator[Choice]:
    items = act.items or ()
    if len(items) > 1:
        for gone in items:
            kept = tuple(item for item in items if item is not gone)
            yield Choice(act.id, f"leave {gone.name} out of {act.id}", 2, _items(kept))


def _items(kept: tuple[object, ...]) -> ActEdit:
    return lambda act: replace(act, items=tuple(item for item in act.items or () if item in kept))


_PEOPLE = {"who": 3, "guests": 3, "workers": 3, "to": 2, "with": 2, "via": 1, "for_benefit_of": 2}


def _without_party(act: Act, plan: Plan) -> Iterator[Choice]:
    for name, weight in _PEOPLE.items():
        ids = [ident for ident in act.ids(name) or () if ident in plan.parties]
        if len(ids) > 1:
            for ident in ids:
                told = f"leave {plan.parties[ident].name} out of {act.id}"
                yield Choice(act.id, told, weight, _without(name, ident))


def _passports(act: Act, plan: Plan) -> Iterator[Choice]:
    """Another passport that a single traveller has by nationality: the law of passports looks at the one that is used."""
    travellers = act.ids("who") or ()
    party = plan.parties.get(travellers[0]) if len(travellers) == 1 else None
    if party is None:
        return
    nationalities = party.fields.get("nationalities")
    used = act.fields.get("passport") or party.fields.get("passport")
    for other in nationalities if isinstance(nationalities, tuple) else ():
        if used and other != used:
            told = f"travel in {act.id} on the passport of {other}, which {party.name} has by nationality"
            yield Choice(act.id, told, 2, _set("passport", other))
