"""What forms ask of acts, their goods and their payments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodoffices.codes import country
from goodoffices.packets.matter import Dossier
from goodoffices.packets.particulars import ACT as PARTICULARS
from goodoffices.packets.particulars import ITEM as ITEM_PARTICULARS
from goodoffices.packets.sources import Answer, Blank, Found, Origin, Whose, clean, found, in_plan, plain, words, yes
from goodoffices.plan.fields import ACTS, ITEM
from goodoffices.plan.model import Act, Item, Party
from goodoffices.ruling.goods import classify

_STRUCTURED = ("items", "calls", "holdings", "map")
_PLAIN = frozenset(name for fields in ACTS.values() for name, spec in fields.items() if spec not in _STRUCTURED)
_PEOPLE = frozenset(name for fields in ACTS.values() for name, spec in fields.items() if spec in ("id", "ids"))
_WORDS = frozenset({"kind", "purposes", "relation_to_government", "pays", "works", "level", "topic"})
_WHERE = ("to", "destination", "place", "benefit_in")


class ActFacts(Whose):
    """One act of the plan."""

    KNOWN = _PLAIN | set(PARTICULARS) | {"summary", "days", "where", "goods", "status", "partners"}

    def __init__(self, act: Act, dossier: Dossier) -> None:
        self.act = act
        self.dossier = dossier

    def get(self, what: str) -> Answer:
        """A plain field of the plan, something worked out from it, or a particular."""
        act = self.act
        if what in PARTICULARS:
            answer = self.dossier.particulars.get("acts", act.id, what)
            if answer is None:
                return Blank("particulars", "acts", act.id, what)
            return found(answer.lines, Origin("particulars", f"{answer.place} {act.id}, `{what}`"))
        if what == "summary":
            return found(summary(act, self.dossier), Origin("plan", f"{act.place} act {act.id}"))
        if what == "days":
            return self._days()
        if what == "status":
            from goodoffices.packets.facts_law import as_it_stands

            told = as_it_stands(self.dossier.ruled(act.id).status, self.dossier.worst(act.id))
            return found(told, Origin("ruling", f"act {act.id}"))
        if what == "goods":
            return self._goods()
        if what == "partners":
            return self._partners()
        if what == "where":
            name = next((n for n in _WHERE if n in act.fields and n not in self._people()), "place")
            return self.get(name)
        return self._plain(what)

    def _plain(self, what: str) -> Answer:
        act = self.act
        origin = in_plan(act.place, f"act {act.id}", what)
        value = act.fields.get(what)
        if value is None:
            return Blank("plan", "acts", act.id, what)
        if what in self._people():
            ids = value if isinstance(value, tuple) else (str(value),)
            return found(", ".join(_name(one, self.dossier) for one in ids) or "none", origin)
        told = words(value)
        return found(plain(told) if what in _WORDS else told, origin)

    def _people(self) -> frozenset[str]:
        return frozenset(name for name, spec in ACTS[self.act.kind].items() if spec in ("id", "ids"))

    def _days(self) -> Answer:
        start, end = self.act.day("from"), self.act.day("until")
        if start is None:
            return Blank("plan", "acts", self.act.id, "from")
        told = str(start) if end in (None, start) else f"{start} to {end}"
        return found(told, in_plan(self.act.place, f"act {self.act.id}", "from"))

    def _goods(self) -> Answer:
        if self.act.items is None:
            return Blank("plan", "acts", self.act.id, "items")
        return found(
            [item_line(item) for item in self.act.items], in_plan(self.act.place, f"act {self.act.id}", "items")
        )

    def _partners(self) -> Answer:
        names = [n for n in ("to", "with", "for_benefit_of", "end_user", "guests") if n in self._people()]
        given = [n for n in names if n in self.act.fields]
        if not given:
            return Blank("plan", "acts", self.act.id, "to" if "to" in self._people() else "with")
        ids = dict.fromkeys(i for n in given for i in self.act.ids(n) or ())
        origins = [in_plan(self.act.place, f"act {self.act.id}", n) for n in given]
        return found(", ".join(_name(i, self.dossier) for i in ids), *origins)


def _name(ident: str, dossier: Dossier) -> str:
    party = dossier.plan.parties.get(ident)
    return party.name if party else ident


def item_line(item: Item) -> str:
    """An item in one line."""
    quantity, value = item.fields.get("quantity"), item.fields.get("value")
    return ", ".join(filter(None, (item.name, str(quantity) if quantity else "", f"worth {value}" if value else "")))


def summary(act: Act, dossier: Dossier) -> str:
    """An act in one sentence: what, by whom, with whom, where, when, for what."""
    facts = ActFacts(act, dossier)
    actor = dossier.actor(act)

    def told(what: str, before: str) -> str:
        answer = facts.get(what) if what in ActFacts.KNOWN else None
        return f"{before}{'; '.join(answer.lines)}" if isinstance(answer, Found) and answer.lines else ""

    who = told("who", "of ") if act.kind == "travel" and "who" in act.fields else f"by {actor.name}" if actor else ""
    place = told("to", "to ") if act.kind in ("travel", "invitation") else told("destination", "to ")
    parts = (
        f"{plain(act.kind)} {who}".strip(),
        place,
        told("via", "by way of " if act.kind == "travel" else "through "),
        told("partners", "with " if act.kind not in ("export", "payment", "remittance", "sale") else "for "),
        told("topic", "of "),
        told("amount", "of "),
        told("price", "for "),
        told("days", ""),
        told("purposes", "for "),
    )
    goods = told("goods", "")
    return f"{act.id}: {', '.join(filter(None, parts))}{f'. Goods: {goods}' if goods else ''}"


class ActsFacts(Whose):
    """Several acts together: what they have in common, or each by itself where they differ."""

    KNOWN = ActFacts.KNOWN | {"start", "end", "many", "goods_there", "money_there", "abroad", "several"}

    def __init__(self, acts: Sequence[Act], dossier: Dossier) -> None:
        self.acts = acts
        self.dossier = dossier

    def get(self, what: str) -> Answer:
        """The acts' common answer; a blank of the first act where none has one."""
        if what in ("start", "end"):
            return self._edge(what)
        if what in ("many", "goods_there", "money_there", "several"):
            return self._whether(what)
        if what == "abroad":
            origins = {str(a.fields["origin"]) for a in self.acts if "origin" in a.fields}
            return yes(bool(origins) and "US" not in origins)
        asked = [act for act in self.acts if what in ACTS[act.kind] or what not in _PLAIN]
        answers = [(act, ActFacts(act, self.dossier).get(what)) for act in asked or self.acts]
        given = [(act, a) for act, a in answers if isinstance(a, Found)]
        if not given:
            return next(a for _, a in answers)
        return _joined(given, what)

    def _edge(self, what: str) -> Answer:
        name = "from" if what == "start" else "until"
        days = [(act, act.day(name) or (act.day("from") if what == "end" else None)) for act in self.acts]
        known = [(day, act) for act, day in days if day]
        if not known:
            return Blank("plan", "acts", self.acts[0].id, name)
        day, act = min(known, key=lambda p: p[0]) if what == "start" else max(known, key=lambda p: p[0])
        return found(str(day), in_plan(act.place, f"act {act.id}", name))

    def _whether(self, what: str) -> Found:
        if what == "several":
            return yes(len(self.acts) > 1)
        if what == "many":
            many = [a for a in self.acts if a.fields.get("entries") == "many"]
            return yes(bool(many), *(in_plan(a.place, f"act {a.id}", "entries") for a in many))
        if what == "goods_there":
            return yes(any(a.items for a in self.acts))
        return yes(
            any(
                a.kind in ("payment", "remittance", "account") or "amount" in a.fields or "price" in a.fields
                for a in self.acts
            )
        )


def _joined(given: Iterable[tuple[Act, Answer]], what: str) -> Found:
    answers = [(act, a) for act, a in given if isinstance(a, Found)]
    origins = tuple(dict.fromkeys(o for _, a in answers for o in a.origins))
    if len({a.lines for _, a in answers}) == 1:
        return Found(answers[0][1].lines, origins)
    if what == "summary":
        return Found(tuple(line for _, a in answers for line in a.lines), origins)
    return Found(tuple(f"{clean(act.id)}: {line}" for act, a in answers for line in a.lines), origins)


class ItemFacts(Whose):
    """One line of goods."""

    KNOWN = (
        frozenset(name for name, spec in ITEM.items() if spec != "map")
        | set(ITEM_PARTICULARS)
        | {"specs", "act", "description", "number", "origin_country"}
    )

    def __init__(self, item: Item, act: Act, number: int, dossier: Dossier) -> None:
        self.item = item
        self.act = act
        self.number = number
        self.dossier = dossier

    def get(self, what: str) -> Answer:
        """A field of the plan, what the goods catalogue has, or a particular."""
        item, origin = self.item, in_plan(self.item.place, f"item {self.item.name}", what)
        if what == "number":
            return found(str(self.number), origin)
        if what == "act":
            return found(self.act.id, origin)
        if what == "name":
            return found(item.name, origin)
        if what == "specs":
            return found([f"{name}: {words(value)}" for name, value in item.specs.items()], origin)
        if what == "description":
            return self._description()
        if what == "origin_country":
            return (
                self.get("origin")
                if "origin" in item.fields
                else self.get("bought_in")
                if "bought_in" in item.fields
                else self.get("origin")
            )
        if what in ITEM_PARTICULARS:
            answer = self.dossier.particulars.get("items", item.name, what)
            if answer is None:
                return Blank("particulars", "items", item.name, what)
            return found(answer.lines, Origin("particulars", f"{answer.place} {item.name}, `{what}`"))
        if what in item.fields:
            value = item.fields[what]
            return found(_party_name(value, self.dossier) if what == "owner" else words(value), origin)
        if what in ("hs", "eccn"):
            usual = classify(item, what)
            if usual is not None:
                told = str(usual[0])
                told = f"{told[:4]}.{told[4:]}" if what == "hs" else told
                return found(f"{told} (by the goods catalogue; confirm it)", Origin("catalogue", usual[1]))
        return Blank("plan", "items", item.name, what)

    def _description(self) -> Answer:
        told = self.get("specification")
        if isinstance(told, Found):
            return told
        specs = self.get("specs")
        return specs if isinstance(specs, Found) and specs.lines else told


def _bank(party: Party) -> str:
    where = f" ({country(str(party.fields['country']))})" if "country" in party.fields else ""
    return f"{party.name}{where}"


def _party_name(value: object, dossier: Dossier) -> str:
    return _name(str(value), dossier)


class PaymentFacts(Whose):
    """A payment, or an act that has a price: how much, from whom, to whom, through which banks."""

    KNOWN = frozenset({"act", "amount", "payer", "payee", "banks", "clears", "pays", "days"})

    def __init__(self, act: Act, dossier: Dossier) -> None:
        self.act = act
        self.dossier = dossier

    def get(self, what: str) -> Answer:
        """One thing of it."""
        act, facts = self.act, ActFacts(self.act, self.dossier)
        if what == "act":
            return found(act.id, in_plan(act.place, f"act {act.id}", "id"))
        if what == "amount":
            return facts.get("price" if "price" in act.fields else "amount" if "amount" in ACTS[act.kind] else "price")
        if what == "payer":
            actor = self.dossier.actor(act)
            return (
                found(actor.name, in_plan(act.place, f"act {act.id}", "by"))
                if actor
                else Blank("plan", "acts", act.id, "by")
            )
        if what == "payee":
            return facts.get("partners")
        if what == "banks":
            return self._banks()
        name = {"clears": "clears_through", "pays": "pays", "days": "days"}[what]
        if name != "days" and name not in ACTS[act.kind]:
            return Found(("not asked of this act",), ())
        return facts.get(name)

    def _banks(self) -> Answer:
        banks = self.act.kind in ("payment", "remittance")
        ids = self.act.ids("via") if banks else self.act.ids("bank")
        if ids is None:
            if self.act.kind in ("payment", "remittance", "account"):
                return Blank("plan", "acts", self.act.id, "bank" if self.act.kind == "account" else "via")
            return Blank("particulars", "acts", self.act.id, "money")
        parties = self.dossier.plan.parties
        lines = [_bank(parties[ident]) for ident in ids if ident in parties]
        return found("; ".join(lines), in_plan(self.act.place, f"act {self.act.id}", "via"))
