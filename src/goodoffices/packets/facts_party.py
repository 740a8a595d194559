"""What forms ask of a party: what the plan says of it, and its particulars."""

from __future__ import annotations

from goodoffices.codes import country
from goodoffices.packets.matter import Dossier
from goodoffices.packets.particulars import PARTY as PARTICULARS
from goodoffices.packets.sources import Answer, Blank, Found, Origin, Whose, found, in_plan, plain, words
from goodoffices.plan.fields import PARTY
from goodoffices.plan.model import Holding, Party

_PLAIN = frozenset(
    name for name, spec in PARTY.items() if spec not in ("owners", "map", "listings", "presences", "holdings")
)
_WORDS = frozenset({"kind", "us_status", "roles"})
_BODIES = frozenset({"employer", "household_of", "branch_of", "subsidiary_of"})
"""Fields that name another party, by its id where the plan has it."""


class PartyFacts(Whose):
    """A party of the plan; where the plan names none, everything about it is a blank."""

    KNOWN = _PLAIN | set(PARTICULARS) | {"nationality", "stays", "lists", "owners", "part", "where"}

    def __init__(self, party: Party | None, dossier: Dossier, part: str = "", missing: str = "") -> None:
        self.party = party
        self.dossier = dossier
        self.part = part
        self.missing = missing

    def get(self, what: str) -> Answer:
        """A plain field of the plan, something worked out from it, or a particular."""
        party = self.party
        if what == "part":
            return found(self.part, Origin("plan", str(party.place) if party else ""))
        if party is None:
            act, _, field = self.missing.rpartition(".")
            return Blank("plan", "acts", act, field) if act else Blank("plan", "plan", "", "sponsor")
        if what in PARTICULARS:
            return self._particular(party, what)
        if what == "nationality":
            return self._nationality(party)
        if what == "stays":
            return self._stays(party)
        if what == "lists":
            return self._lists(party)
        if what == "owners":
            return self._owners(party)
        if what == "where":
            name = next(
                (n for n in ("located_in", "residence", "country") if n in party.fields),
                "residence" if party.kind == "person" else "country",
            )
            return self.get(name)
        if what not in party.fields:
            return Blank("plan", "parties", party.id, what)
        value = words(party.fields[what])
        if what in _BODIES and value in self.dossier.plan.parties:
            value = self.dossier.plan.parties[value].name
        return found(plain(value) if what in _WORDS else value, self._origin(party, what))

    def _origin(self, party: Party, name: str) -> Origin:
        return in_plan(party.place, f"party {party.id}", name)

    def _particular(self, party: Party, what: str) -> Answer:
        answer = self.dossier.particulars.get("parties", party.id, what)
        if answer is None:
            return Blank("particulars", "parties", party.id, what)
        return found(answer.lines, Origin("particulars", f"{answer.place} {party.id}, `{what}`"))

    def _nationality(self, party: Party) -> Answer:
        name = "nationalities" if party.kind == "person" else "country"
        return self.get(name)

    def _stays(self, party: Party) -> Answer:
        if party.been_in is None:
            return Blank("plan", "parties", party.id, "been_in")
        lines = [
            " ".join(
                filter(
                    None,
                    (
                        country(s.country),
                        f"on {s.day}" if s.day else "on a day not given",
                        f"as {', '.join(s.roles)}" if s.roles else "",
                    ),
                )
            )
            for s in party.been_in
        ]
        return found(lines or ("none",), self._origin(party, "been_in"))

    def _lists(self, party: Party) -> Answer:
        if party.listed is None:
            return Blank("plan", "parties", party.id, "listed")
        on = [entry.list for entry in party.listed if entry.covers(self.dossier.ruling.as_of)]
        return found(", ".join(on) or "on none", self._origin(party, "listed"))

    def _owners(self, party: Party) -> Answer:
        if party.owned_by is None:
            return Blank("plan", "parties", party.id, "owned_by")
        parties = self.dossier.plan.parties
        lines = [
            f"{parties[o.party].name if o.party in parties else o.party}, {o.share:f} percent"
            if o.share is not None
            else f"{parties[o.party].name}, share not given"
            for o in party.owned_by
        ]
        return found(lines or ("none given",), self._origin(party, "owned_by"))


class HoldingFacts(Whose):
    """A permission that the plan says is had, asked for or refused."""

    KNOWN = frozenset({"permission", "state", "number", "from", "until", "of"})

    def __init__(self, holding: Holding, title: str, of: str, origin: Origin) -> None:
        self.holding = holding
        self.title = title
        self.of = of
        self.origin = origin

    def get(self, what: str) -> Answer:
        """One thing of it; what the plan does not say is shown as not given."""
        one = self.holding
        told = {
            "permission": self.title,
            "state": one.state,
            "number": one.number,
            "from": str(one.start or ""),
            "until": str(one.until or ""),
            "of": self.of,
        }[what]
        return Found((told,) if told else ("not given",), (self.origin,))
