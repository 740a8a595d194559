"""Reading the law base: YAML files to rules, strictly.

Every error names file, line and rule. `read_law` stops at the first; `lint` collects them all.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from goodoffices.errors import InputError, Place
from goodoffices.law.parts import Parts
from goodoffices.law.rules import (
    CONFIDENCES,
    LIFTING,
    OUTLOOKS,
    PROPOSED,
    REGIMES,
    Duty,
    Effect,
    Expression,
    Instrument,
    LawBase,
    Outlook,
    Permission,
    Rule,
    Version,
)
from goodoffices.law.vocabulary import Vocabulary
from goodoffices.marked import MarkedList, MarkedMap, read_file
from goodoffices.values import Day

_FILE = {"instrument", "title", "cite", "regime", "binds", "changed_by", "verified_on", "notes", "rules"}
_RULE = {"id", "cite", "title", "effect", "lifts", "term", "permission", "regime", "lapses", "renewal", "versions"}
_VERSION = {
    *("from", "until", "published", "cite", "source", "url", "confidence", "verified_on", "note", "when"),
    *("unless", "lifts", "conditions", "says", "outlook", "lead_days"),
}
_ORIGIN = {"from", "published", "source", "url", "confidence", "verified_on"}
_PERMISSION = {
    *("id", "title", "authority", "how", "form", "fee", "lead_days", "lead_note", "valid_days", "url", "source"),
    "confidence",
}
_Made = TypeVar("_Made", Rule, Permission)

AS_BEFORE = "as before"
"""Stands for what the version before it says, so that a text carried over unchanged is written once."""

DUE = re.compile(r"^(\d+) (day|week|month|year)s? (before|after) (start|end)$")
"""When a condition is due, counted from the act's own days."""


def read_law(folder: Path, vocabulary: Vocabulary) -> LawBase:
    """Read a folder of law files.

    Raises:
        InputError: the first thing wrong, with its place; see `lint` for the meaning checked beyond form.
    """
    rules: dict[str, Rule] = {}
    permissions: dict[str, Permission] = {}
    instruments: list[Instrument] = []
    for path in law_files(folder):
        for made in _read_one(path, vocabulary, None):
            if isinstance(made, Instrument):
                instruments.append(made)
            elif isinstance(made, Permission):
                _once(permissions, made.id, made)
            else:
                _once(rules, made.id, made)
    return LawBase(rules, permissions, tuple(instruments), vocabulary)


def law_files(folder: Path) -> list[Path]:
    """The law files of a folder and its folders, in order.

    Raises:
        InputError: there is no such folder, or no law file in it.
    """
    if not folder.is_dir():
        raise InputError("there is no such folder of law files", Place(str(folder), 1))
    files = sorted(folder.rglob("*.yaml"))
    if not files:
        raise InputError("there is no law file (*.yaml) in this folder", Place(str(folder), 1))
    return files


def _once(known: dict[str, _Made], key: str, made: _Made) -> None:
    if key in known:
        raise InputError(f"the id {key!r} is given twice; the other stands at {known[key].place}", made.place)
    known[key] = made


def read_one(path: Path, vocabulary: Vocabulary) -> tuple[list[Instrument | Rule | Permission], list[InputError]]:
    """Everything in one law file, and every error in it."""
    errors: list[InputError] = []
    made: list[Instrument | Rule | Permission] = []
    try:
        made.extend(_read_one(path, vocabulary, errors))
    except InputError as error:
        errors.append(error)
    return made, errors


def _read_one(
    path: Path, vocabulary: Vocabulary, errors: list[InputError] | None
) -> Iterator[Instrument | Rule | Permission]:
    """Read one file; the errors of single rules are gathered where a list is given, else raised."""
    root = read_file(path)
    if not isinstance(root, MarkedMap):
        raise InputError("a law file begins with `instrument:` or `permissions:`", Place(str(path), 1))
    if "permissions" in root:
        for entry in Parts(root, "file", {"permissions"}).maps("permissions"):
            yield _permission(entry)
        return
    parts = Parts(root, f"instrument {root.get('instrument', '?')}", _FILE)
    verified = parts.day("verified_on")
    if verified is None:
        raise parts.fail("verified_on", "the key 'verified_on' is missing")
    instrument = Instrument(
        id=parts.text("instrument"),
        title=parts.text("title"),
        cite=parts.text("cite"),
        regime=parts.word("regime", REGIMES),
        binds=parts.text("binds"),
        changed_by=parts.text("changed_by", ""),
        verified_on=verified,
        notes=parts.text("notes", ""),
        place=root.place,
    )
    yield instrument
    for entry in parts.maps("rules"):
        try:
            rule = _Rules(instrument, entry, vocabulary).rule()
        except InputError as error:
            if errors is None:
                raise
            errors.append(error)
        else:
            yield rule


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where law comes from that is none yet: whose proposal it is, and the day from which it is to be taken for law."""

    source: str
    start: Day


def read_proposed_version(rule: Rule, before: Version, text: MarkedMap, proposal: Proposal, base: LawBase) -> Version:
    """A new text of a rule, as somebody proposes it; what it leaves out is as before.

    Raises:
        InputError: a key or an expression of the text cannot be used.
    """
    entry = MarkedMap(text.place)
    entry.update(text)
    entry.lines = dict(text.lines)
    for key in ("when", "unless", "conditions", "says", "outlook"):
        entry.setdefault(key, AS_BEFORE)
    if "lifts" not in text and before.lifts:
        lifts = MarkedList(text.place)
        lifts.extend(before.lifts)
        entry["lifts"] = lifts
    head = MarkedMap(text.place)
    head["id"], head["cite"] = rule.id, before.cite
    instrument = next(one for one in base.instruments if one.id == rule.instrument)
    version = _Rules(instrument, head, base.vocabulary, proposal).version(entry, rule.effect, before)
    return version if "lead_days" in text else replace(version, lead_days=before.lead_days)


def read_proposed_rule(text: MarkedMap, instrument: Instrument, proposal: Proposal, base: LawBase) -> Rule:
    """A new rule, as somebody proposes it: the keys of a rule and of its one version together.

    Raises:
        InputError: a key or an expression of the text cannot be used.
    """
    head, version = MarkedMap(text.place), MarkedMap(text.place)
    for key, value in text.items():
        half = head if key in _RULE - {"lifts"} else version
        half[key] = value
        half.lines[key] = text.at(key).line
    versions = MarkedList(text.place)
    versions.append(version)
    versions.lines.append(text.place.line)
    head["versions"] = versions
    return _Rules(instrument, head, base.vocabulary, proposal).rule()


def _permission(entry: MarkedMap) -> Permission:
    parts = Parts(entry, f"permission {entry.get('id', '?')}", _PERMISSION)
    return Permission(
        id=parts.text("id"),
        title=parts.text("title"),
        authority=parts.text("authority"),
        how=parts.text("how"),
        form=parts.text("form", ""),
        fee=parts.text("fee", ""),
        lead_days=parts.number("lead_days"),
        lead_note=parts.text("lead_note", ""),
        valid_days=parts.number("valid_days"),
        url=parts.text("url", ""),
        source=parts.text("source"),
        confidence=parts.word("confidence", CONFIDENCES),
        place=entry.place,
    )


class _Rules:
    """Reads one rule of an instrument, or of a proposal."""

    def __init__(
        self, instrument: Instrument, entry: MarkedMap, vocabulary: Vocabulary, proposal: Proposal | None = None
    ) -> None:
        self.instrument = instrument
        self.proposal = proposal
        self.id = str(entry.get("id", "?"))
        self.entry = entry
        self.parts = Parts(entry, f"rule {self.id}", _RULE)
        self.vocabulary = vocabulary

    def rule(self) -> Rule:
        parts = self.parts
        if not parts.text("id").startswith(f"{self.instrument.id}/"):
            raise parts.fail("id", f"the id has to begin with {self.instrument.id}/")
        effect = Effect(parts.word("effect", [e.value for e in Effect]))
        self._fits(effect)
        versions: tuple[Version, ...] = ()
        for entry in parts.maps("versions"):
            versions += (self.version(entry, effect, versions[-1] if versions else None),)
        if not versions:
            raise parts.fail("versions", "a rule needs at least one version")
        self._in_order(versions)
        return Rule(
            id=self.id,
            cite=parts.text("cite"),
            title=parts.text("title"),
            effect=effect,
            regime=parts.word("regime", REGIMES, self.instrument.regime),
            term=parts.text("term", ""),
            permission=parts.text("permission", ""),
            lapses=parts.truth("lapses"),
            renewal=parts.text("renewal", ""),
            versions=versions,
            instrument=self.instrument.id,
            place=self.entry.place,
        )

    def _fits(self, effect: Effect) -> None:
        parts, has = self.parts, self.entry.__contains__
        if has("lifts") and effect not in LIFTING:
            raise parts.fail(
                "lifts", f"a rule that {effect} cannot lift; only exempts, authorises and on-application do"
            )
        if (effect is Effect.DEFINES) != has("term"):
            raise parts.fail("term", "`term` belongs to a rule that defines, and to no other")
        if (effect is Effect.ON_APPLICATION) != has("permission"):
            raise parts.fail("permission", "`permission` belongs to an on-application rule, and to no other")
        if has("renewal") and not has("lapses"):
            raise parts.fail("renewal", "`renewal` needs `lapses: true`")

    def _in_order(self, versions: tuple[Version, ...]) -> None:
        for earlier, later in itertools.pairwise(versions):
            if later.start <= earlier.start:
                raise InputError(f"rule {self.id}: versions have to stand oldest first", later.place)
            if earlier.until is None or earlier.until >= later.start:
                raise InputError(
                    f"rule {self.id}: this version overlaps the one before it; give that one an `until` before {later.start}",
                    later.place,
                )

    def version(self, entry: MarkedMap, effect: Effect, before: Version | None) -> Version:
        parts = Parts(entry, f"rule {self.id}", _VERSION - _ORIGIN if self.proposal else _VERSION)
        start, source, confidence = self.origin(parts)
        until = parts.day("until")
        if until is not None and until < start:
            raise parts.fail("until", f"`until` {until} is before `from` {start}")
        urls = parts.texts("url")
        lifts = parts.texts("lifts") or self.parts.texts("lifts")
        if effect in LIFTING and not lifts:
            raise parts.fail("lifts", f"a rule that {effect} has to say what it `lifts`")
        if "lead_days" in entry and effect is not Effect.ON_APPLICATION:
            raise parts.fail("lead_days", "`lead_days` belongs to an on-application rule, and to no other")
        if effect is Effect.WARNS and not entry.get("says"):
            raise parts.fail("says", "a warning needs `says`")

        def kept(key: str) -> Version | None:
            if entry.get(key) == AS_BEFORE and before is None:
                raise parts.fail(key, f"{key!r} is `{AS_BEFORE}`, and no version stands before this one")
            return before if entry.get(key) == AS_BEFORE else None

        return Version(
            start=start,
            until=until,
            published=parts.day("published") or start,
            cite=parts.text("cite", self.parts.text("cite")),
            source=source,
            urls=urls,
            confidence=confidence,
            verified_on=parts.day("verified_on") or self.instrument.verified_on,
            note=parts.text("note", ""),
            when=old.when if (old := kept("when")) else self.expression(entry, parts),
            unless=old.unless if (old := kept("unless")) else parts.texts("unless"),
            lifts=lifts,
            conditions=old.conditions
            if (old := kept("conditions"))
            else tuple(self.duty(duty) for duty in parts.maps("conditions")),
            says=old.says if (old := kept("says")) else parts.text("says", ""),
            outlook=old.outlook if (old := kept("outlook")) else self.outlook(entry, parts, effect),
            lead_days=parts.number("lead_days"),
            place=entry.place,
        )

    def origin(self, parts: Parts) -> tuple[Day, str, str]:
        """The first day in force, the source, and how well it was read."""
        if self.proposal:
            return self.proposal.start, self.proposal.source, PROPOSED
        start = parts.day("from")
        if start is None:
            raise parts.fail("from", "a version needs `from`, its first day in force")
        if not parts.source.get("source"):
            raise parts.fail("source", "a version needs its `source`: the instrument that made it so")
        confidence = parts.word("confidence", CONFIDENCES)
        if not parts.texts("url") and confidence not in ("memory", "reading"):
            raise parts.fail(
                "url", "a version needs the `url` where it was read, unless its confidence is memory or reading"
            )
        return start, parts.text("source"), confidence

    def expression(self, entry: MarkedMap, parts: Parts) -> Expression:
        value = entry.get("when")
        text = ("true" if value else "false") if isinstance(value, bool) else parts.text("when")
        return Expression(text, entry.at("when"), self.id, self.vocabulary)

    def duty(self, entry: MarkedMap) -> Duty:
        parts = Parts(entry, f"rule {self.id}", {"do", "due", "cite", "when"})
        due = parts.text("due", "")
        if due and not DUE.match(due):
            raise parts.fail(
                "due", f"cannot read due {due!r}; write it like `30 days before start` or `14 days after end`"
            )
        when = self.expression(entry, parts) if "when" in entry else None
        return Duty(parts.text("do"), due, parts.text("cite", ""), when)

    def outlook(self, entry: MarkedMap, parts: Parts, effect: Effect) -> tuple[Outlook, ...]:
        value = entry.get("outlook")
        if value is None:
            if effect is Effect.ON_APPLICATION:
                raise parts.fail("outlook", f"an on-application rule needs `outlook`: {', '.join(OUTLOOKS)}")
            return ()
        if not isinstance(value, MarkedList):
            return (Outlook(parts.word("outlook", OUTLOOKS), None),)
        lines: list[Outlook] = []
        for line in parts.maps("outlook"):
            inner = Parts(line, f"rule {self.id}", {"when", "is"})
            when = self.expression(line, inner) if "when" in line else None
            lines.append(Outlook(inner.word("is", OUTLOOKS), when))
        return tuple(lines)
