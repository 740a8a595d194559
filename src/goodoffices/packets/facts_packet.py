"""What the checklist asks of the packet itself: its documents, the steps to take, what is missing, what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.packets.matter import Dossier
from goodoffices.packets.sources import Answer, Blank, Found, Origin, Whose, found
from goodoffices.ruling.model import PermissionNeeded
from goodoffices.values import Day

_PACKET = (Origin("ruling", "the packet"),)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to file, in its order; `latest` is the last day for the answer to come in time, `chain` the day that another paper asks."""

    order: int
    title: str
    files: str
    acts: tuple[str, ...]
    authority: str
    address: tuple[str, ...]
    how: str
    form: str
    fee: str
    lead: str
    outlook: str
    latest: Day | None
    chain: Day | None
    chain_for: str
    no_date: str
    source: str
    read: str
    seen: Day | None


class StepFacts(Whose):
    """A step of the checklist."""

    KNOWN = frozenset(
        {
            "order",
            "title",
            "files",
            "acts",
            "authority",
            "address",
            "how",
            "form",
            "fee",
            "lead",
            "outlook",
            "latest",
            "chain",
            "late",
            "source",
            "read",
            "heading",
        }
    )

    def __init__(self, step: Step, as_of: Day) -> None:
        self.step = step
        self.as_of = as_of

    def get(self, what: str) -> Answer:
        """One thing of it."""
        s = self.step
        if what == "address":
            return Found(s.address or ("as said under how to file",), _PACKET)
        told = {
            "order": str(s.order),
            "heading": f"{s.order}. {s.title}",
            "title": s.title,
            "files": s.files,
            "acts": ", ".join(s.acts),
            "authority": s.authority,
            "how": s.how,
            "form": s.form,
            "fee": s.fee,
            "lead": s.lead,
            "outlook": s.outlook,
            "latest": str(s.latest) if s.latest else s.no_date,
            "chain": f"{s.chain}, so that {s.chain_for}"
            if s.chain and (s.latest is None or s.chain < s.latest)
            else "",
            "late": self._late(),
            "source": s.source,
            "read": s.read + (f"; seen {s.seen}" if s.seen else ""),
        }[what]
        return found(told, *_PACKET)

    def _late(self) -> str:
        s = self.step
        if s.latest is not None and s.latest < self.as_of:
            return f"TOO LATE: the latest day was {(self.as_of - s.latest).days} days before {self.as_of}. Move the acts, or ask the authority for quick handling."
        if s.chain is not None and s.chain < self.as_of:
            return f"TOO LATE for the order of the papers: {s.chain} lies before {self.as_of}. Move the acts, or file both at once and say so."
        if s.latest is not None and (s.latest - self.as_of).days <= 14:
            return f"URGENT: {(s.latest - self.as_of).days} days are left."
        return ""


class DocumentFacts(Whose):
    """A document of the packet."""

    KNOWN = frozenset({"files", "title", "for", "blanks"})

    def __init__(self, files: str, title: str, acts: str, blanks: int) -> None:
        self.told = {"files": files, "title": title, "for": acts, "blanks": str(blanks) if blanks else "none"}

    def get(self, what: str) -> Answer:
        """One thing of it."""
        return found(self.told[what], *_PACKET)


class BlankFacts(Whose):
    """Something that is missing, for which documents, and where its answer goes."""

    KNOWN = frozenset({"asks", "where", "documents"})

    def __init__(self, asks: str, where: str, documents: str) -> None:
        self.told = {"asks": asks, "where": where, "documents": documents}

    def get(self, what: str) -> Answer:
        """One thing of it."""
        return found(self.told[what], *_PACKET)


class LeftOutFacts(Whose):
    """A document that was not made, and why; or a part of the law that was not read in its own words."""

    KNOWN = frozenset({"title", "why"})

    def __init__(self, title: str, why: str) -> None:
        self.told = {"title": title, "why": why}

    def get(self, what: str) -> Answer:
        """One thing of it."""
        return found(self.told[what], *_PACKET)


class OtherFacts(Whose):
    """Another permission that the same acts need."""

    KNOWN = frozenset({"title", "authority", "latest"})

    def __init__(self, needed: PermissionNeeded) -> None:
        self.needed = needed

    def get(self, what: str) -> Answer:
        """One thing of it."""
        n = self.needed
        told = {
            "title": n.ask.title,
            "authority": n.ask.authority,
            "latest": str(n.latest) if n.latest else "no date in the plan",
        }[what]
        return found(told, Origin("ruling", f"permission {n.ask.id}"))


def whereabouts(blank: Blank, dossier: Dossier) -> str:
    """Where an answer goes, so that somebody finds the place."""
    if blank.where == "plan":
        if blank.section == "parties" and blank.of in dossier.plan.parties:
            return f"plan, party {blank.of} (line {dossier.plan.parties[blank.of].place.line}): {blank.name}"
        if blank.section == "acts" and blank.of:
            act = next((a for a in dossier.plan.acts if a.id == blank.of), None)
            return f"plan, act {blank.of} (line {act.place.line if act else '?'}): {blank.name}"
        return f"plan, {blank.section}{f' {blank.of}' if blank.of else ''}: {blank.name}"
    return f"particulars, {blank.section}, {blank.of}: {blank.name}"
