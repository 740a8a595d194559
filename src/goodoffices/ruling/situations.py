"""From a plan to situations: who and what stands in which scope of an act, and every combination in which a rule is tried."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from goodoffices.law.base import Law
from goodoffices.law.evaluate import ABSENT, Absent, Scene, Thing
from goodoffices.law.vocabulary import SCOPES, Term
from goodoffices.plan.model import Act, Item, Plan
from goodoffices.ruling import derived
from goodoffices.ruling.goods import classify
from goodoffices.ruling.party_terms import owners
from goodoffices.ruling.views import View, Worth
from goodoffices.values import Truth

OTHERS: Mapping[str, tuple[str, ...]] = {
    "travel": ("with",),
    "invitation": ("guests", "with"),
    "employment": ("workers", "to", "with"),
    "investment": ("venture", "to", "with"),
    "transport": ("to", "with"),
    "export": ("to", "with", "end_user", "for_benefit_of"),
    "import": ("with", "to", "for_benefit_of"),
    "publication": ("to", "with", "made_with", "for_benefit_of"),
}
"""The fields in which an act names its counterparts, where they differ from `to`, `with` and `for_benefit_of`."""

_NOBODY: dict[str, Thing | Absent] = dict.fromkeys(SCOPES, ABSENT)

ALONE = frozenset({"travel", "transport", "publication"})
"""Kinds that need nobody else: without a counterpart there is none, rather than an unnamed one.

Who has a part in the making of a publication stands under `made_with`, and is asked for there.
"""


class ActWorld:
    """One act with its views: the actor, the counterparts, the items, and so on."""

    def __init__(self, world: World, act: Act) -> None:
        self.world = world
        self.act = act
        self.view = View(world, "act", act, act.id, act.id, self)
        self._parties: dict[str, View] = {}
        self.travellers = self._views("who") if act.kind == "travel" else []
        if act.kind == "travel" and not self.travellers:
            self.travellers = [self._party(str(act.fields.get("by", world.plan.sponsor)))]
        self.guests = self._views("guests")
        self.workers = self._views("workers")
        actor = act.fields.get("by", world.plan.sponsor)
        self.actor = self._party(str(actor))
        self.counterparts = self._counterparts()
        self.items = [View(world, "item", item, f"item:{name}", name, self) for name, item in act.named_items()]
        if act.items is None and act.kind in ("export", "import", "sale", "lease"):
            self.items = [View(world, "item", None, "item:?", f"the goods of {act.id}", self)]
        self.decider: object = None
        self._groups: dict[str, Sequence[View] | None] = {}
        self._answers: dict[str, Mapping[str, int]] = {}

    def answer(self, regime: str) -> Mapping[str, int]:
        """Another regime's answer by item, ruled at the first question."""
        if regime not in self._answers:
            self._answers[regime] = self.world.ruled(self, regime)
        return self._answers[regime]

    def _party(self, ident: str) -> View:
        if ident not in self._parties:
            party = self.world.plan.parties.get(ident)
            label = party.name if party else "the other party"
            view = self._parties[ident] = View(self.world, "party", party, ident or "?", label, self)
            # An act can say of a party only which passport is used, and what stands in its facts.
            if party is not None and not self.act.facts and "passport" not in self.act.fields:
                view.remember_with(self.world.twins.setdefault(ident, view))
        return self._parties[ident]

    def party(self, ident: str) -> View | None:
        """The view of a party of the plan, or None where there is no such party."""
        return self._party(ident) if ident in self.world.plan.parties else None

    def _views(self, *names: str) -> list[View]:
        found: list[View] = []
        for name in names:
            ids = self.act.ids(name)
            if name == "to" and self.act.kind in ("travel", "invitation"):
                continue
            for ident in ids or ():
                view = self._party(ident)
                if view not in found:
                    found.append(view)
        return found

    def _counterparts(self) -> list[View]:
        found = self._views(*OTHERS.get(self.act.kind, ("to", "with", "for_benefit_of")))
        own = [
            i
            for i in self.act.items or ()
            if i.fields.get("personal_effects") is True
            or i.fields.get("tools_of_trade") is True
            or (i.fields.get("hand_carried") is True and i.fields.get("returns") is True)
        ]
        if found or self.act.kind in ALONE or (own and len(own) == len(self.act.items or ())):
            return found
        return [View(self.world, "party", None, "?", f"the other party of {self.act.id}", self)]

    def scopes_of(self, view: View) -> list[str]:
        """The scopes in which a view stands, for facts that name a scope."""
        groups = {"actor": [self.actor], "counterpart": self.counterparts, "item": self.items}
        groups |= {"traveller": self.travellers, "guest": self.guests, "worker": self.workers}
        return [scope for scope, views in groups.items() if view in views]

    def group(self, scope: str) -> Sequence[View] | None:
        """All views of a group, or None where the plan does not say who they are."""
        if scope not in self._groups:
            self._groups[scope] = self._gathered(scope)
        return self._groups[scope]

    def _gathered(self, scope: str) -> Sequence[View] | None:
        own = {"counterpart": self.counterparts, "item": self.items, "traveller": self.travellers}
        own |= {"guest": self.guests, "worker": self.workers}
        if scope in own:
            return own[scope]
        pays = self.act.kind in ("payment", "remittance")
        if scope == "bank":
            if self.act.kind == "account":
                return self._views("bank") or None
            # Where no bank is named the ruling goes by the parties, and says among its assumptions that it did.
            return self._views("via") if pays else []
        if scope == "maker":
            if self.act.ids("made_with") is not None:
                return self._views("made_with")
            return None if self.act.kind == "publication" else []
        extra = ("carrier", "craft", "costs_paid_by", "bank", "made_with", *(("via",) if pays else ()))
        return list(dict.fromkeys((self.actor, *self.counterparts, *self.travellers, *self._views(*extra))))

    def involved(self) -> Sequence[View]:
        """Every party of the act."""
        return self.group("involved") or []

    def views(self) -> Iterator[View]:
        """Everybody and everything that was looked at in this act."""
        yield self.view
        yield from self._parties.values()
        yield from self.items

    def bindings(self) -> Iterator[Binding]:
        """Every combination of the act's counterparts, items, travellers, guests and workers."""
        plural: list[tuple[str, list[View]]] = [
            ("counterpart", [v for v in self.counterparts if v not in self.guests and v not in self.workers]),
            ("item", self.items),
            ("traveller", self.travellers),
            ("guest", self.guests),
            ("worker", self.workers),
        ]
        present = [(scope, views) for scope, views in plural if views]
        for combination in itertools.product(*(views for _, views in present)):
            yield Binding(self, dict(zip((scope for scope, _ in present), combination, strict=True)))


class Binding:
    """A scene: one choice of who and what stands in each scope of an act."""

    __slots__ = ("_keys", "act_world", "chosen", "decided", "things")

    def __init__(self, act_world: ActWorld, chosen: Mapping[str, View]) -> None:
        self.act_world = act_world
        self.chosen = chosen
        self.decided: dict[object, Truth] = {}
        self._keys: dict[frozenset[str], tuple[str, ...]] = {}
        view, actor = act_world.view, chosen.get("traveller", act_world.actor)
        other = chosen.get("guest") or chosen.get("worker") or ABSENT
        things: dict[str, Thing | Absent] = {
            **_NOBODY,
            "act": view,
            "payment": view,
            "actor": actor,
            "counterpart": other,
        }
        things.update(chosen)
        self.things: Mapping[str, Thing | Absent] = things

    def group(self, scope: str) -> Sequence[Thing] | None:
        """All things of a group."""
        return self.act_world.group(scope)

    def replace(self, scope: str, thing: Thing) -> Scene:
        """The same scene with another thing in one scope."""
        twin = Binding.__new__(Binding)
        twin.act_world, twin.chosen, twin.decided, twin._keys = self.act_world, self.chosen, {}, {}
        twin.things = {**self.things, scope: thing}
        return twin

    def key(self, scopes: frozenset[str]) -> tuple[str, ...]:
        """What distinguishes this scene for a rule that depends on these scopes."""
        found = self._keys.get(scopes)
        if found is None:
            views = (self.things[scope] for scope in sorted(scopes))
            found = self._keys[scopes] = tuple(view.ident for view in views if isinstance(view, View))
        return found


class Alone:
    """The scene of a definition: one thing by itself, an item with its act."""

    __slots__ = ("decided", "things", "view")

    def __init__(self, view: View) -> None:
        self.view = view
        self.decided: dict[object, Truth] = {}
        things: dict[str, Thing | Absent] = _NOBODY.copy()
        things[view.thing] = view
        if view.act is not None and view.thing == "item":
            things["act"] = view.act.view
        self.things: Mapping[str, Thing | Absent] = things

    def group(self, scope: str) -> Sequence[Thing] | None:
        """The owners of a party; a definition sees no other group."""
        return owners(self.view) if scope == "owner" else None

    def replace(self, scope: str, thing: Thing) -> Scene:
        """The same scene with another thing in one scope."""
        twin = Alone.__new__(Alone)
        twin.view, twin.decided = self.view, {}
        twin.things = {**self.things, scope: thing}
        return twin


class World:
    """A plan under the law of a day: every act's views.

    `ruled` gives a regime's answer on an act, for the rules of another regime that turn on it.
    """

    def __init__(self, plan: Plan, law: Law, ruled: Callable[[ActWorld, str], Mapping[str, int]]) -> None:
        self.plan = plan
        self.law = law
        self.ruled = ruled
        self.twins: dict[str, View] = {}
        self._acts: dict[str, ActWorld] = {}
        self._plans = {act.id: act for act in plan.acts}

    def act(self, ident: str) -> ActWorld:
        """The world of one act."""
        if ident not in self._acts:
            self._acts[ident] = ActWorld(self, self._plans[ident])
        return self._acts[ident]

    def forget(self) -> None:
        """Let go of the acts and of all that was looked at in them."""
        for act in self._acts.values():
            vars(act).clear()
        self._acts.clear()
        self.twins.clear()

    def alone(self, view: View) -> Scene:
        """The scene in which a definition looks at one thing."""
        return Alone(view)

    def work_out(self, term: Term, view: View) -> Worth | None:
        """A term's value from other fields of the plan, or None."""
        return derived.work_out(term, view)

    def follow(self, short: str, view: View) -> View | Absent | None:
        """The thing at the end of a link."""
        return derived.follow(short, view)

    def classify(self, view: View, term: Term) -> Worth | None:
        """What the goods catalogue says of an item's term, or None."""
        found = classify(view.source, term.short) if isinstance(view.source, Item) else None
        return Worth(found[0], "catalogue", found[1]) if found else None
