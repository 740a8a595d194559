"""A ruling's days, as a calendar shows them: by when to file, what is due, what runs out.

A calendar leaves the house more easily than a plan does: it lies on a telephone and on some company's server. So an entry says what is
to be done by which law, and not who does it: the names of parties, the plan's title and the numbers and terms of permissions are
written only where they are asked for.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.errors import InputError, quoted
from goodoffices.law.base import Law, shipped
from goodoffices.law.rules import LawBase, Version
from goodoffices.plan.model import Act, Holding, Party, Plan
from goodoffices.ruling.acts import days_of
from goodoffices.ruling.model import Ask, Condition, Finding, Ruling
from goodoffices.values import Day

SPACE = uuid.UUID("5b7c1b1e-6a57-5d0c-9d0e-0a4f5f5f8a51")
"""The name space of the entries' UIDs (RFC 9562, version 5). It never changes, or every subscribed calendar would double."""

_ASKED = ("applied", "filed", "filed-late")
_FOOT = "Worked out by Good Offices by the law of {as_of}, verified to {verified}. It is not legal advice."
_WORD = re.compile(r"[^\W\d_]+")


class Kind(StrEnum):
    """What a day is, as a calendar's categories tell it."""

    FILE = "To file"
    DUTY = "Duty"
    ENDS = "Permission ends"
    LAW = "Law runs out"


@dataclass(frozen=True, slots=True)
class Ruled:
    """A plan with its ruling, and the key by which it stays the same plan from one export to the next, such as a case's number.

    `label` is how the calendar calls the plan where names are left out.
    """

    plan: Plan
    ruling: Ruling
    key: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One day to keep. `due` is the day that the law or the permission sets; `day` is where the calendar shows it.

    The two differ where a day to act was missed while the act is still to come: what is late is shown today. `remind` is false where
    nothing is left to do; an entry is not `certain` where it hangs on an open question.
    """

    uid: str
    day: Day
    due: Day
    kind: Kind
    says: str
    detail: tuple[str, ...]
    certain: bool = True
    remind: bool = True
    url: str = ""


def entries(
    ruled: Iterable[Ruled], today: Day, *, names: bool = False, base: LawBase | None = None
) -> tuple[Entry, ...]:
    """Every dated thing of the rulings, in the order of its days; what several plans wait for in common stands once.

    Raises:
        InputError: two plans have one key.
    """
    found: dict[str, Entry] = {}
    keys: set[str] = set()
    for one in ruled:
        if one.key in keys:
            raise InputError(f"two plans are called {quoted(one.key)}; a calendar cannot tell them apart")
        keys.add(one.key)
        for entry in _Days(one, today, names, base or shipped()).entries():
            known = found.get(entry.uid)
            detail = entry.detail if known is None else tuple(dict.fromkeys((*known.detail, *entry.detail)))
            found[entry.uid] = Entry(*_all_but_detail(entry), detail, entry.certain, entry.remind, entry.url)
    return tuple(sorted(found.values(), key=lambda e: (e.day, e.kind.value, e.says, e.uid)))


def _all_but_detail(entry: Entry) -> tuple[str, Day, Day, Kind, str]:
    return entry.uid, entry.day, entry.due, entry.kind, entry.says


def undated(ruled: Ruled) -> tuple[str, ...]:
    """What has to be asked for or done by a day that cannot be told yet, for want of the act's own days or of a known lead time."""
    found = [f"{p.ask.title} ({', '.join(p.acts)})" for p in ruled.ruling.permissions if p.latest is None]
    for finding, condition in _conditions(ruled.ruling):
        if condition.due_rule and condition.due is None:
            found.append(f"{condition.do}: {condition.due_rule} ({finding.act})")
    return tuple(dict.fromkeys(found))


def _conditions(ruling: Ruling) -> Iterator[tuple[Finding, Condition]]:
    for act in ruling.acts:
        for finding in act.findings:
            yield from ((finding, condition) for condition in finding.conditions)


@dataclass
class _Duty:
    """What one paragraph asks of one act by one day: all that it says, and whether any of it is certain."""

    due: Day
    do: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    certain: bool = False


class _Days:
    """The dated things of one plan."""

    def __init__(self, ruled: Ruled, today: Day, names: bool, base: LawBase) -> None:
        self.plan = ruled.plan
        self.ruling = ruled.ruling
        self.key = ruled.key
        self.today = today
        self.names = names
        self.base = base
        self.law = Law.on(ruled.ruling.as_of, base)
        self.acts: Mapping[str, Act] = {act.id: act for act in ruled.plan.acts}
        self.hidden = () if names else _hidden(ruled.plan)
        label = ruled.label or ruled.key
        self.label = ruled.plan.title if names else label if self._may_show(label) else ""

    def entries(self) -> Iterator[Entry]:
        yield from self._filings()
        yield from self._duties()
        yield from self._endings()
        yield from self._lapses()

    def _filings(self) -> Iterator[Entry]:
        needed = {p.ask.id: p.latest for p in self.ruling.permissions}
        for permission in self.ruling.permissions:
            if permission.latest is not None:
                yield self._filing(("file", permission.ask.id), permission.ask, permission.acts, permission.latest)
        perhaps: dict[str, tuple[Ask, tuple[str, ...], Day]] = {}
        for act, ask in self._may_need():
            start = self.acts[act].day("from")
            if start is not None and ask.lead_days is not None and start.toordinal() > ask.lead_days:
                latest = start - dt.timedelta(days=ask.lead_days)
                _, acts, known = perhaps.get(ask.id, (ask, (), latest))
                perhaps[ask.id] = ask, tuple(dict.fromkeys((*acts, act))), min(known, latest)
        for ident, (ask, acts, latest) in perhaps.items():
            sure = needed.get(ident)
            if ident not in needed:
                yield self._filing(("file", ident), ask, acts, latest, certain=False)
            elif sure is None or latest < sure:
                # Needed anyhow, and for another act perhaps sooner.
                yield self._filing(("file", ident, "perhaps"), ask, acts, latest, certain=False)

    def _may_need(self) -> Iterator[tuple[str, Ask]]:
        for act in self.ruling.acts:
            yield from ((act.act, ask) for finding in act.findings for ask in finding.may_need)

    def _filing(
        self, key: tuple[str, ...], ask: Ask, acts: Sequence[str], latest: Day, *, certain: bool = True
    ) -> Entry:
        state = self._asked(ask.id)
        says = f"Latest day to ask for: {ask.title}"
        day = self._shown_on(latest, acts) if not state else latest
        if state:
            says = f"Asked for already ({state}): {ask.title}"
        elif day != latest:
            says = f"Late: ask at once for {ask.title} (the latest day was {latest})"
        fee = f"Fee: {ask.fee}" if ask.fee else ""
        lead = f"Counted back {ask.lead_days} days. {ask.lead_note}".strip()
        open_still = (
            "" if certain else "Needed only if what is still open turns out so: goodoffices ask puts the questions."
        )
        cites = ", ".join(self._cites(ask.id, acts))
        detail = (
            open_still,
            self._who(f for f in self._findings(acts) if ask in (*f.permissions, *f.may_need)),
            f"Of: {ask.authority}",
            f"How: {ask.how}",
            f"Form: {ask.form}" if ask.form else "",
            fee,
            lead,
            f"Law: {cites}" if cites else "",
        )
        says = says if certain else f"If needed: {says[0].lower()}{says[1:]}"
        return self._entry(
            key, day, latest, Kind.FILE, says, acts, detail, certain=certain, remind=not state, url=ask.url
        )

    def _cites(self, permission: str, acts: Sequence[str]) -> Iterable[str]:
        """The paragraphs under which a permission can be given for some acts."""
        rules = (rule for finding in self._findings(acts) for rule in finding.rules)
        known = self.base.rules
        return dict.fromkeys(r.cite for r in rules if r.id in known and known[r.id].permission == permission)

    def _findings(self, acts: Sequence[str]) -> Iterator[Finding]:
        return (finding for act in self.ruling.acts if act.act in acts for finding in act.findings)

    def _who(self, findings: Iterable[Finding]) -> str:
        """Whom or what it is about, where names are to be written."""
        parties = self.plan.parties
        about = dict.fromkeys(
            parties[f.subject].name if f.subject in parties else f.subject.removeprefix("item:") for f in findings
        )
        return f"About: {', '.join(about)}" if self.names and about else ""

    def _asked(self, permission: str) -> str:
        """In which state the plan says that a permission was asked for; nothing where it does not."""
        return next((h.state for _, h in self._holdings() if h.permission == permission and h.state in _ASKED), "")

    def _duties(self) -> Iterator[Entry]:
        duties: dict[tuple[str, str, str], _Duty] = {}
        for finding, condition in _conditions(self.ruling):
            if condition.due is not None and condition.due_rule:
                duty = duties.setdefault((finding.act, condition.cite, condition.due_rule), _Duty(condition.due))
                duty.do[condition.do] = None
                duty.findings.append(finding)
                duty.certain |= condition.certain
        for (act, cite, rule), duty in duties.items():
            day = self._shown_on(duty.due, (act,))
            says = "; ".join(duty.do)
            if day != duty.due:
                says = f"Late, it was due on {duty.due}: {says}"
            open_still = (
                ""
                if duty.certain
                else "A duty only if what is still open turns out so: goodoffices ask puts the questions."
            )
            says = says if duty.certain else f"If it applies: {says}"
            detail = (open_still, self._who(duty.findings), f"Due: {rule}", f"Law: {cite}")
            yield self._entry(
                ("duty", act, cite, rule), day, duty.due, Kind.DUTY, says, (act,), detail, certain=duty.certain
            )

    def _endings(self) -> Iterator[Entry]:
        seen: Counter[tuple[str, ...]] = Counter()
        for owner, holding in self._holdings():
            if holding.state != "granted" or holding.until is None:
                continue
            permission = self.base.permissions.get(holding.permission)
            title = permission.title if permission else holding.permission
            number = f" {holding.number}" if holding.number and self.names else ""
            acts = (
                [owner.id] if isinstance(owner, Act) else [act for act in self.acts if _acts_in(owner, self.acts[act])]
            )
            after = [act for act in acts if _last(self.acts[act], self.ruling.as_of) > holding.until]
            past = (
                f"Not all of it is over by then: {', '.join(map(self._act, after))}. Ask for a renewal."
                if after
                else ""
            )
            detail = (
                past,
                self._owner(owner),
                "Nothing that rests on it may be done after this day.",
                *(f"Its term: {term}" for term in holding.terms if self.names),
            )
            key = ("ends", owner.id, holding.permission, holding.number)
            seen[key] += 1
            whole = (*key, str(seen[key])) if seen[key] > 1 else key
            says = f"Last day of: {title}{number}"
            yield self._entry(whole, holding.until, holding.until, Kind.ENDS, says, acts, detail)

    def _owner(self, owner: Act | Party) -> str:
        return f"About: {owner.name}" if self.names and isinstance(owner, Party) else ""

    def _holdings(self) -> Iterator[tuple[Act | Party, Holding]]:
        owners: tuple[Act | Party, ...] = (*self.plan.acts, *self.plan.parties.values())
        for owner in owners:
            yield from ((owner, holding) for holding in owner.holds)

    def _lapses(self) -> Iterator[Entry]:
        """The last days of rules that run out unless they are renewed, and that some finding rests on."""
        found: dict[tuple[str, Day], tuple[Version, dict[str, None]]] = {}
        for act in self.ruling.acts:
            used = [
                r.id for f in act.findings for r in f.rules if r.id in self.base.rules and self.base.rules[r.id].lapses
            ]
            days = days_of(self.acts[act.act], self.law) if used else []
            for live in (self.law.at(day).live.get(ident) for day in days for ident in used):
                if live is not None and live.version.until is not None and live.version.until >= self.ruling.as_of:
                    at = (live.rule.id, live.version.until)
                    found.setdefault(at, (live.version, {}))[1][act.act] = None
        for (ident, until), (version, acts) in found.items():
            rule = self.base.rules[ident]
            says = f"Runs out unless renewed: {rule.title}"
            detail = (
                "Look whether it was renewed, bring the program up to date, and rule the plan again before anybody acts.",
                f"Law: {version.cite}; {version.source}",
            )
            yield self._entry(("law", ident, until.isoformat()), until, until, Kind.LAW, says, tuple(acts), detail)

    def _entry(
        self,
        key: tuple[str, ...],
        day: Day,
        due: Day,
        kind: Kind,
        says: str,
        acts: Sequence[str],
        detail: Iterable[str],
        *,
        certain: bool = True,
        remind: bool = True,
        url: str = "",
    ) -> Entry:
        # What the law itself does is one entry for all plans.
        whole = key if kind is Kind.LAW else (self.key, *key)
        of = f"{self.label}: " if self.label else ""
        foot = _FOOT.format(as_of=self.ruling.as_of, verified=self.ruling.law_verified_on)
        lines = (f"For {of}{', '.join(map(self._act, acts))}" if acts else "", *detail, foot)
        uid = str(uuid.uuid5(SPACE, "\x1f".join(whole)))
        return Entry(uid, day, due, kind, says, tuple(filter(None, lines)), certain, remind, url)

    def _shown_on(self, due: Day, acts: Iterable[str]) -> Day:
        """A day, or today where it was missed and an act for which it was set has not begun."""
        starts = [start for act in acts if (start := self.acts[act].day("from")) is not None]
        return self.today if due < self.today and any(start >= self.today for start in starts) else due

    def _act(self, ident: str) -> str:
        act = self.acts[ident]
        start = act.day("from")
        when = f", from {start}" if start else ""
        return f"{ident} ({act.kind}{when})" if self._may_show(ident) else f"{act.kind}{when}"

    def _may_show(self, text: str) -> bool:
        """Whether a word of the user's gives away nobody's name."""
        folded = text.casefold()
        words = set(_WORD.findall(folded))
        # A long name, or one in other letters, gives itself away inside a word too: `janeroe`.
        return not any(
            name in words or ((len(name) > 3 or not name.isascii()) and name in folded) for name in self.hidden
        )


def _hidden(plan: Plan) -> tuple[str, ...]:
    """The words that make up the parties' names; a single letter names nobody."""
    found: dict[str, None] = {}
    for party in plan.parties.values():
        aliases = party.fields.get("aliases")
        for text in (party.id, party.name, *(aliases if isinstance(aliases, tuple) else ())):
            found.update((word, None) for word in _WORD.findall(text.casefold()) if len(word) > 1)
    return tuple(found)


def _last(act: Act, as_of: Day) -> Day:
    return act.day("until") or act.day("from") or as_of


def _acts_in(party: Party, act: Act) -> bool:
    """Whether a party has a part in an act on which its permissions can stand."""
    return any(party.id in (act.ids(name) or ()) for name in ("who", "guests", "by"))
