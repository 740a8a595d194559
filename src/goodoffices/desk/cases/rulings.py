"""Rulings as a case keeps them: with the plan as it stood, the law base by its version, and the lists that were looked at.

A kept ruling can be made again: the same plan, day and law base give the same ruling. Where the law base has changed since, what differs
says what has become of it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from goodoffices import __version__
from goodoffices.desk.cases.canonical import Json, Record, record_of, records_of, text_of, texts_of
from goodoffices.law.base import CORPUS, Law
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.export import as_json
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day


@dataclass(frozen=True, slots=True)
class LawVersion:
    """Which law base ruled: the program's version, and the digest of all that it reads (rules, vocabulary and goods)."""

    program: str
    corpus: str

    def __str__(self) -> str:
        return f"{self.program} ({self.corpus[:12]})"

    @property
    def record(self) -> Record:
        """How an entry's facts say it."""
        return {"program": self.program, "corpus": self.corpus}


def law_version_of(facts: Record) -> LawVersion:
    """The version that an entry's facts name."""
    said = record_of(facts, "law")
    return LawVersion(text_of(said, "program"), text_of(said, "corpus"))


@functools.cache
def law_version() -> LawVersion:
    """The version of the law base that comes with this program."""
    made = hashlib.sha256()
    home = CORPUS.parent.parent
    folders: tuple[Path, ...] = (CORPUS, CORPUS.parent / "vocabulary", home / "plan" / "goods")
    for file in sorted(path for folder in folders for path in folder.rglob("*.yaml")):
        # Lines may end otherwise on another system; the law does not.
        content = file.read_bytes().replace(b"\r\n", b"\n")
        made.update(f"{file.relative_to(home).as_posix()}\n{hashlib.sha256(content).hexdigest()}\n".encode())
    return LawVersion(__version__, made.hexdigest())


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruling, also in the form `goodoffices-ruling/1`, and what it was made of. `lists` is empty where nobody was looked up."""

    plan: Plan
    made: Ruling
    plan_text: str
    as_of: Day
    law: LawVersion
    lists: tuple[Record, ...]
    ruling: Record

    @property
    def status(self) -> str:
        """The plan's status."""
        return text_of(self.ruling, "status")

    @property
    def facts(self) -> dict[str, Json]:
        """What of it is not personal."""
        return {
            "as_of": self.as_of.isoformat(),
            "law": self.law.record,
            "lists": list(self.lists),
            "status": self.status,
        }

    @property
    def payload(self) -> dict[str, Json]:
        """What of it may be personal."""
        return {"plan": self.plan_text, "ruling": self.ruling}


def rule_text(plan_text: str, as_of: Day, screen: bool) -> Ruled:
    """Rule a plan by the law of a day, its parties looked up on the user's lists where that is wanted."""
    plan = read_plan(plan_text.encode("utf-8"), "the plan")
    law = Law.on(as_of)
    if not screen:
        made = rule(plan, law)
        return Ruled(plan, made, plan_text, as_of, law_version(), (), as_json(made))
    from goodoffices.parties.chosen import choose
    from goodoffices.parties.decisions import decisions_file, read_decisions
    from goodoffices.parties.lookup import ListsInUse
    from goodoffices.parties.plan_report import with_screening

    chosen = choose()
    screened = ListsInUse(chosen).look_up(plan, as_of, read_decisions(decisions_file()))
    made = with_screening(rule(screened.plan, law), screened)
    lists: tuple[Record, ...] = tuple(
        {
            "name": one.name,
            "day": one.day.isoformat() if one.day else "",
            "parties": one.count,
            "version": one.version,
            "whole": one.whole,
        }
        for one in chosen.sources
    )
    return Ruled(screened.plan, made, plan_text, as_of, law_version(), lists, as_json(made))


def day_to_rule(plan: Plan, as_of: Day | None, today: Day) -> Day:
    """By the law of which day a plan is ruled: the one that is asked for, else the plan's own, else today's."""
    return as_of or plan.as_of or today


@dataclass(frozen=True, slots=True)
class Change:
    """Something that two rulings say otherwise: of which act and regime, for whom or what, and from what to what."""

    what: str
    act: str
    regime: str
    subject: str
    before: str
    after: str

    @property
    def record(self) -> Record:
        """As an entry's payload has it."""
        return {
            "what": self.what,
            "act": self.act,
            "regime": self.regime,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
        }


def changes(before: Record, after: Record, leave_out: frozenset[str] = frozenset()) -> tuple[Change, ...]:
    """What a later ruling says otherwise, acts left out that are over: findings, permissions, conditions, and places on lists."""
    old, new = _told(before, leave_out), _told(after, leave_out)
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        one, other = old.get(key, ""), new.get(key, "")
        if one != other:
            found.append(Change(*key, one or "none", other or "none"))
    return tuple(found)


_Key = tuple[str, str, str, str]


def _told(ruling: Record, leave_out: frozenset[str]) -> Mapping[_Key, str]:
    """What a ruling says, by what it is about."""
    names = {text_of(row, "party"): text_of(row, "name") for row in records_of(ruling, "screening")}
    told: dict[_Key, str] = {}
    for act in records_of(ruling, "acts"):
        ident = text_of(act, "act")
        if ident in leave_out:
            continue
        for finding in records_of(act, "findings"):
            regime, subject = text_of(finding, "regime"), text_of(finding, "subject")
            about = (ident, regime, names.get(subject, subject))
            outlook = text_of(finding, "outlook")
            told[("finding", *about)] = text_of(finding, "status") + (f" ({outlook})" if outlook else "")
            told |= {("permission", *about): needed for needed in [_joined(finding, "permissions", "id")] if needed}
            for duty in records_of(finding, "conditions"):
                cite = text_of(duty, "cite")
                due = text_of(duty, "due") or "no day"
                told[(f"condition: {text_of(duty, 'do')}" + (f" [{cite}]" if cite else ""), *about)] = due
    for row in records_of(ruling, "screening"):
        listed = row.get("listed")
        told[("lists", "", "", text_of(row, "name"))] = (
            "not known" if listed is None else ", ".join(texts_of(row, "listed")) or "on none"
        )
    return told


def _joined(record: Record, key: str, field: str) -> str:
    return ", ".join(text_of(one, field) for one in records_of(record, key))
