"""Groups that forms make rows of: the goods, the payments, the parties, the rules, the conditions, the steps of the checklist."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from goodoffices.packets.facts_act import ActFacts, ItemFacts, PaymentFacts
from goodoffices.packets.facts_law import AuthorityFacts, ConditionFacts, QuestionFacts, RuleFacts
from goodoffices.packets.facts_party import HoldingFacts, PartyFacts
from goodoffices.packets.matter import Matter
from goodoffices.packets.sources import Whose, in_plan
from goodoffices.plan.fields import ACTS
from goodoffices.plan.model import Act, Holding, Item
from goodoffices.values import Status

Row = Mapping[str, Whose]
Group = Callable[[Matter], Sequence[Row]]

PARTS: Mapping[str, str] = {
    "by": "applicant",
    "who": "traveller",
    "to": "recipient",
    "with": "partner",
    "for_benefit_of": "beneficiary",
    "end_user": "end user",
    "carrier": "carrier",
    "via": "bank",
    "bank": "bank",
    "guests": "guest",
    "costs_paid_by": "payer of the costs",
    "workers": "worker",
    "venture": "venture",
    "craft": "craft",
    "made_with": "maker",
}
"""The fields in which an act names parties, and the part that each plays."""


def _items(matter: Matter, needing: bool) -> list[Row]:
    of = {(f.act, f.subject.removeprefix("item:")) for f in matter.findings if f.subject.startswith("item:")}
    whole = {f.act for f in matter.findings if not f.subject.startswith("item:")} | {
        a.id for a in matter.acts if not any(x == a.id for x, _ in of)
    }
    chosen: list[tuple[Act, Item]] = [
        (a, i) for a in matter.acts for i in a.items or () if not needing or a.id in whole or (a.id, i.name) in of
    ]
    return [{"item": ItemFacts(item, act, number, matter.dossier)} for number, (act, item) in enumerate(chosen, 1)]


def _parties(matter: Matter) -> list[Row]:
    parts: dict[str, dict[str, None]] = {}
    for act in matter.acts:
        actor = matter.dossier.actor(act)
        if actor is not None:
            parts.setdefault(actor.id, {})["applicant"] = None
        for field, spec in ACTS[act.kind].items():
            if spec in ("id", "ids") and field in PARTS:
                for ident in act.ids(field) or ():
                    parts.setdefault(ident, {})[PARTS[field]] = None
    parties = matter.dossier.plan.parties
    return [{"party": PartyFacts(parties[i], matter.dossier, ", ".join(parts[i]))} for i in parts if i in parties]


def _payments(matter: Matter) -> list[Row]:
    """The acts of the matter that move money, and the payments that serve them."""
    acts = matter.dossier.plan.acts
    paying = [a for a in acts if a.kind in ("payment", "remittance")]
    linked = [a for a in paying if any(one in matter.acts for one in matter.dossier.around(a))]
    priced = [a for a in matter.acts if a.kind == "account" or "price" in a.fields or "amount" in a.fields]
    return [{"payment": PaymentFacts(act, matter.dossier)} for act in acts if act in priced or act in linked]


def _rules(matter: Matter) -> list[Row]:
    seen: dict[tuple[str, str], Row] = {}
    for finding in matter.findings:
        for rule in finding.rules:
            if rule.effect != "warns":
                seen.setdefault((rule.id, finding.act), {"rule": RuleFacts(rule, finding, matter)})
    return list(seen.values())


def _conditions(matter: Matter) -> list[Row]:
    seen: dict[tuple[str, str], Row] = {}
    for finding in matter.findings:
        for condition in finding.conditions:
            row: Row = {"condition": ConditionFacts(condition, finding.act, matter.dossier.ruling.as_of)}
            seen.setdefault((condition.do, condition.cite), row)
    return list(seen.values())


def _deadlines(matter: Matter) -> list[Row]:
    ruling = matter.dossier.ruling
    found = {
        (c.due, f.act, c.do): c for a in ruling.acts for f in a.findings for c in f.conditions if c.due is not None
    }
    order = sorted(found, key=lambda key: (str(key[0]), key[1], key[2]))
    return [{"condition": ConditionFacts(found[key], key[1], ruling.as_of)} for key in order]


def _authorities(matter: Matter) -> list[Row]:
    acts = [one.id for act in matter.acts for one in matter.dossier.around(act)]
    findings = [f for act in dict.fromkeys(acts) for f in matter.dossier.ruled(act).findings]
    telling = [f for f in findings if any(r.effect != "warns" for r in f.rules)]
    return [{"authority": AuthorityFacts(f, matter)} for f in telling]


def _holdings(matter: Matter) -> Iterator[Row]:
    for act in matter.acts:
        for one in act.holds:
            yield {
                "holding": HoldingFacts(one, _title(one, matter), act.id, in_plan(act.place, f"act {act.id}", "holds"))
            }
    ids = {i for act in matter.acts for n in ("who", "guests") for i in act.ids(n) or ()}
    if matter.applicant:
        ids.add(matter.applicant.id)
    for ident in sorted(ids):
        party = matter.dossier.plan.parties.get(ident)
        for one in party.holds if party else ():
            assert party is not None
            origin = in_plan(party.place, f"party {ident}", "holds")
            yield {"holding": HoldingFacts(one, _title(one, matter), party.name, origin)}


def _title(holding: Holding, matter: Matter) -> str:
    known = matter.dossier.law.base.permissions.get(holding.permission)
    return known.title if known else holding.permission


def _others(matter: Matter) -> list[Row]:
    """The other permissions that the plan needs."""
    from goodoffices.packets.facts_packet import OtherFacts

    own = {act.id for act in matter.acts}
    others = [p for p in matter.dossier.ruling.permissions if matter.ask is None or p.ask.id != matter.ask.id]
    return [{"other": OtherFacts(p)} for p in others if own & set(p.acts)]


def _open(matter: Matter) -> list[Row]:
    return [{"question": QuestionFacts(q)} for q in matter.dossier.ruling.questions]


def _acts(matter: Matter) -> list[Row]:
    return [{"act": ActFacts(act, matter.dossier)} for act in matter.acts]


def _stopped(matter: Matter) -> list[Row]:
    held = (Status.BARRED, Status.UNKNOWN)
    return [{"act": ActFacts(act, matter.dossier)} for act in matter.acts if matter.dossier.standing(act) in held]


def _of_packet(name: str) -> Group:
    def rows(matter: Matter) -> Sequence[Row]:
        return matter.packet.get(name, ())

    return rows


GROUPS: Mapping[str, Group] = {
    "items": lambda matter: _items(matter, needing=False),
    "items_needing": lambda matter: _items(matter, needing=True),
    "parties": _parties,
    "payments": _payments,
    "rules": _rules,
    "conditions": _conditions,
    "deadlines": _deadlines,
    "authorities": _authorities,
    "holdings": lambda matter: list(_holdings(matter)),
    "others": _others,
    "questions": _open,
    "acts": _acts,
    "stopped": _stopped,
    "steps": _of_packet("steps"),
    "documents": _of_packet("documents"),
    "blanks_of_plan": _of_packet("blanks_of_plan"),
    "blanks_by_hand": _of_packet("blanks_by_hand"),
    "left_out": _of_packet("left_out"),
    "may_need": _of_packet("may_need"),
    "unread": _of_packet("unread"),
}
"""Every group of which a form can make rows, by name."""
