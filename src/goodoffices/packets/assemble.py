"""A whole packet: every document that a ruling calls for, in the order of filing, and the checklist that covers them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.law.base import Law
from goodoffices.law.rules import Permission
from goodoffices.packets.document import Document, fill
from goodoffices.packets.facts_law import days_before
from goodoffices.packets.facts_packet import (
    BlankFacts,
    DocumentFacts,
    LeftOutFacts,
    Step,
    StepFacts,
    whereabouts,
)
from goodoffices.packets.forms import Forms
from goodoffices.packets.groups import Row
from goodoffices.packets.matter import Dossier, Matter
from goodoffices.packets.needs import LeftOut, matters
from goodoffices.packets.particulars import Particulars
from goodoffices.packets.sources import Blank
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import Ask, Ruling
from goodoffices.values import Day
from goodoffices.wording import CONFIDENCE, OUTLOOK

_READ = {"text": "its own words were read", **CONFIDENCE}
_LONGEST = 48
"""Letters of a file's name that an id may take, so that no file system refuses it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document under the name of its files, without their ending; and its step, where it is to be filed."""

    name: str
    document: Document
    step: Step | None


@dataclass(frozen=True)
class Packet:
    """The papers in their order, the checklist first; and what was left out."""

    dossier: Dossier
    papers: tuple[Paper, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def checklist(self) -> Paper:
        """The cover."""
        return self.papers[0]

    def missing(self) -> Mapping[Blank, tuple[str, tuple[str, ...]]]:
        """Each blank once, with what it asks and the papers that it stands in."""
        found: dict[Blank, tuple[str, dict[str, None]]] = {}
        for paper in self.papers:
            for filled, blank in paper.document.blanks:
                found.setdefault(blank, (filled.asks, {}))[1][paper.name] = None
        return {blank: (asks, tuple(names)) for blank, (asks, names) in found.items()}


def assemble(plan: Plan, ruling: Ruling, law: Law, forms: Forms, particulars: Particulars | None = None) -> Packet:
    """The packet of a plan's ruling; nothing is written and no clock is read: its day is the day of the ruling."""
    dossier = Dossier(plan, ruling, law, particulars or Particulars())
    found = list(matters(dossier, forms))
    left_out = tuple(dict.fromkeys(one for one in found if isinstance(one, LeftOut)))
    wanted = [one for one in found if isinstance(one, Matter)]
    filed = [m for m in wanted if m.ask is not None or m.notice is not None]
    along = [m for m in filed if m.form.goes_with]
    papers: list[Paper] = []
    for number, (matter, step) in enumerate(_ordered([(m, _step(m)) for m in filed if not m.form.goes_with]), 1):
        document = fill(matter)
        own = [m for m in along if m.form.goes_with == matter.form.name and m.acts == matter.acts]
        names = [_name(len(papers) + 1 + more, one) for more, one in enumerate((matter, *own))]
        papers.append(
            Paper(names[0], document, replace(step, order=number, title=document.title, files=", ".join(names)))
        )
        papers += [Paper(name, fill(one), None) for name, one in zip(names[1:], own, strict=True)]
    for matter in (m for m in wanted if m not in filed):
        papers.append(Paper(_name(len(papers) + 1, matter), fill(matter), None))
    made = Packet(dossier, tuple(papers), left_out)
    cover = Matter(dossier, forms.named("checklist"), plan.acts, plan.parties.get(plan.sponsor), packet=_rows(made))
    return Packet(dossier, (Paper("00-checklist", fill(cover), None), *papers), left_out)


def _step(matter: Matter) -> Step:
    """What is known of the filing of a matter, from the ruling's permission or condition, and from the form."""
    return (
        _application(matter, matter.ask, matter.permission)
        if matter.ask and matter.permission
        else _notification(matter)
    )


def _application(matter: Matter, ask: Ask, permission: Permission) -> Step:
    filing, start, lead = matter.form.filing, matter.start, ask.lead_days
    return Step(
        order=0,
        title=matter.form.title,
        files="",
        acts=tuple(a.id for a in matter.acts),
        authority=ask.authority,
        address=filing.address,
        how=" ".join(filter(None, (ask.how, filing.note))),
        form=ask.form or "none prescribed",
        fee=ask.fee or "not known",
        lead=f"{lead} days. {ask.lead_note}" if lead is not None else f"Not known. {ask.lead_note}",
        outlook=OUTLOOK.get(ask.outlook, ""),
        latest=days_before(start, lead) if start and lead is not None else None,
        chain=None,
        chain_for="",
        no_date=_undated(matter) if lead is not None else "cannot be told: no time is known that the authority takes",
        source="; ".join(dict.fromkeys(filter(None, (permission.source, filing.source, ask.url, filing.url)))),
        read=_READ[_worse(permission.confidence, filing.read if filing.source else "text")],
        seen=filing.seen,
    )


def _notification(matter: Matter) -> Step:
    filing, condition = matter.form.filing, matter.notice
    assert condition is not None, "a document to file is for a permission or a notice"
    dues = [c.due for f in matter.findings for c in f.conditions if c.cite == condition.cite and c.due is not None]
    return Step(
        order=0,
        title=matter.form.title,
        files="",
        acts=tuple(a.id for a in matter.acts),
        authority="; ".join(filing.address[:1]) or "as the condition says",
        address=filing.address,
        how=" ".join(filter(None, (condition.do + ".", filing.note))),
        form="none prescribed",
        fee="none known",
        lead=condition.due_rule,
        outlook="a notice, not an application",
        latest=min(dues, default=None),
        chain=None,
        chain_for="",
        no_date=_undated(matter),
        source="; ".join(dict.fromkeys(filter(None, (condition.cite, filing.source, filing.url)))),
        read=_READ[filing.read if filing.source else "text"],
        seen=filing.seen,
    )


def _undated(matter: Matter) -> str:
    undated = ", ".join(a.id for a in matter.acts if a.day("from") is None)
    return f"cannot be told: the plan gives no day for {undated or 'it'}"


def _worse(one: str, other: str) -> str:
    order = ("text", "reading", "secondary", "memory")
    return max(one, other, key=order.index)


def _ordered(steps: Sequence[tuple[Matter, Step]]) -> list[tuple[Matter, Step]]:
    """In the order of filing: what others enclose goes before them, else the soonest day first; each with the day that the chain asks."""
    chained: dict[int, Step] = {}

    def chain(index: int, above: frozenset[int]) -> Step:
        if index in chained or index in above:
            return chained.get(index, steps[index][1])
        matter, step = steps[index]
        for other, (after, _) in enumerate(steps):
            enclosed = next((e for e in after.form.encloses if e.form == matter.form.name), None)
            if enclosed is None or not {a.id for a in after.acts} & {a.id for a in matter.acts}:
                continue
            then = chain(other, above | {index})
            due = min((d for d in (then.latest, then.chain) if d), default=None)
            lead = matter.ask.lead_days if matter.ask and enclosed.state == "granted" else 0
            if due is not None and lead is not None:
                day = days_before(due, lead)
                if step.chain is None or day < step.chain:
                    what = "its answer is in hand" if enclosed.state == "granted" else "a copy is in hand"
                    step = replace(step, chain=day, chain_for=f"{what} when “{after.form.subject}” is filed")
        chained[index] = step
        return step

    for index in range(len(steps)):
        chain(index, frozenset())
    left = [(steps[i][0], chained[i]) for i in range(len(steps))]
    done: list[tuple[Matter, Step]] = []
    while left:
        free = [p for p in left if not any(_encloses(p[0], other[0]) for other in left if other is not p)] or left
        first = min(
            free, key=lambda p: (min((d for d in (p[1].latest, p[1].chain) if d), default=Day.max), left.index(p))
        )
        left.remove(first)
        done.append(first)
    return done


def _encloses(matter: Matter, other: Matter) -> bool:
    return any(e.form == other.form.name for e in matter.form.encloses) and bool(
        {a.id for a in matter.acts} & {a.id for a in other.acts}
    )


def _name(number: int, matter: Matter) -> str:
    """The name of a paper's files: its number, its form, and of whom or what it is."""
    of = (
        matter.person.id
        if matter.person
        else matter.rule.cite
        if matter.rule
        else matter.ask.id
        if matter.ask and matter.form.name == "request"
        else ""
    )
    if not of and (matter.form.per == "act" or matter.form.kinds):
        of = matter.acts[0].id
    slug = re.sub(r"[^a-z0-9]+", "-", of.lower()).strip("-")[:_LONGEST].strip("-")
    return "-".join(filter(None, (f"{number:02d}", matter.form.name, slug)))


def _rows(packet: Packet) -> Mapping[str, Sequence[Row]]:
    """What the checklist makes rows of."""
    dossier = packet.dossier
    as_of = dossier.ruling.as_of
    missing = packet.missing()
    blanks = [
        (blank.where, {"blank": BlankFacts(asks, whereabouts(blank, dossier), ", ".join(n[:2] for n in names))})
        for blank, (asks, names) in missing.items()
    ]
    return {
        "steps": [{"step": StepFacts(p.step, as_of)} for p in packet.papers if p.step],
        "documents": [
            {
                "document": DocumentFacts(
                    p.name,
                    p.document.title,
                    ", ".join(a.id for a in p.document.matter.acts),
                    sum(1 for _ in p.document.blanks),
                )
            }
            for p in packet.papers
        ],
        "blanks_of_plan": [row for where, row in blanks if where == "plan"],
        "blanks_by_hand": [row for where, row in blanks if where != "plan"],
        "left_out": [{"leftout": LeftOutFacts(one.title, one.why)} for one in packet.left_out],
        "may_need": list(_may_need(dossier)),
        "unread": list(_unread(packet)),
    }


def _may_need(dossier: Dossier) -> Iterator[Row]:
    """Permissions that are needed only if an open question turns out so."""
    sure = {p.ask.id for p in dossier.ruling.permissions}
    seen: dict[str, tuple[str, list[str]]] = {}
    for act in dossier.ruling.acts:
        for finding in act.findings:
            for ask in finding.may_need:
                if ask.id not in sure:
                    seen.setdefault(ask.id, (f"{ask.title}, of {ask.authority}", []))[1].append(act.act)
    for title, acts in seen.values():
        yield {
            "leftout": LeftOutFacts(title, f"for {', '.join(dict.fromkeys(acts))}, if the open questions turn out so")
        }


def _unread(packet: Packet) -> Iterator[Row]:
    """What a form asks by a report or by memory only, so that somebody looks at the authority's own form before filing."""
    seen: dict[tuple[str, str], dict[str, None]] = {}
    for paper in packet.papers:
        for filled in paper.document.filled:
            if filled.read != "text":
                seen.setdefault((paper.document.form.subject, filled.read), {})[filled.asks] = None
    for (title, read), asks in seen.items():
        yield {"leftout": LeftOutFacts(f"{title}: {CONFIDENCE[read]}", "; ".join(asks))}
