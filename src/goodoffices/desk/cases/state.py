"""What a case is on a day: everything is worked out from its journal, entry by entry, and nothing is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from goodoffices.desk.cases.attachments import Attached, attached
from goodoffices.desk.cases.canonical import Record, number_of, record_of, records_of, text_of, texts_of
from goodoffices.desk.cases.entries import Draft, Entry
from goodoffices.desk.cases.journal import Kept
from goodoffices.desk.cases.plans import Held
from goodoffices.desk.cases.rulings import LawVersion, law_version_of
from goodoffices.desk.cases.uses import Use, use_of
from goodoffices.values import Day, read_day

SEALED = "(sealed)"
"""What stands where something is sealed."""

ANSWERS = ("granted", "refused", "objected", "returned")
"""What an authority says: yes; no; no to a notice; and that it gives the papers back undecided."""


@dataclass(frozen=True, slots=True)
class Filing:
    """Something that was sent: for a permission, as a notice, or to do a duty (`what` is then the duty's id)."""

    number: int
    what: str
    kind: str
    day: Day
    to: str
    on: tuple[str, ...]
    awaited: bool


@dataclass(frozen=True, slots=True)
class KeptRuling:
    """A ruling of the journal, by the entry that holds it.

    `over` are the acts that were done with when it was made, `counted` what it counted of the uses in the book.
    """

    number: int
    as_of: Day
    law: LawVersion
    lists: tuple[Record, ...]
    status: str
    plan: str
    ruling: Record
    over: frozenset[str] = frozenset()
    counted: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission as it was granted, and the day of the answer: before it nobody had it."""

    held: Held
    day: Day

    def runs(self, day: Day) -> bool:
        """Whether it was in force on a day."""
        return (self.held.start or self.day) <= day <= (self.held.until or Day.max)


@dataclass(slots=True)
class State:
    """A case as its journal has it. Where it is sealed, only what is not personal is known."""

    name: str
    title: str = SEALED
    plan_name: str = ""
    plan: str = ""
    opened: str = ""
    closed: str = ""
    sealed: str = ""
    rulings: list[KeptRuling] = field(default_factory=list)
    filings: list[Filing] = field(default_factory=list)
    holds: list[Held] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    """Every grant, also where a later one has taken its place."""
    uses: list[Use] = field(default_factory=list)
    elsewhere: tuple[Use, ...] = ()
    """What was used in the other cases of the book; a journal does not say it, whoever reads the case puts it here."""
    done: set[str] = field(default_factory=set)
    files: list[tuple[int, Attached]] = field(default_factory=list)
    facts: dict[str, Record] = field(default_factory=dict)
    """The facts of the newest entry of each kind."""

    @property
    def status(self) -> str:
        """Open, closed, or sealed."""
        return "sealed" if self.sealed else "closed" if self.closed else "open"

    @property
    def ruling(self) -> KeptRuling | None:
        """The newest ruling, where it can be read."""
        return self.rulings[-1] if self.rulings else None

    @property
    def ruled(self) -> Record:
        """The facts of the newest ruling, which are known of a sealed case too."""
        return self.facts.get("ruling", {})

    @property
    def granted(self) -> list[Held]:
        """The permissions that were granted."""
        return [held for held in self.holds if held.state == "granted"]

    def awaiting(self, permission: str) -> Filing | None:
        """The oldest filing for a permission that has no answer yet."""
        return next((one for one in self.filings if one.awaited and one.what == permission), None)


def state_of(name: str, entries: Iterable[Kept]) -> State:
    """A case as it is after its entries."""
    state = State(name)
    for kept in entries:
        _follow(state, kept)
    return state


def after(state: State, draft: Draft) -> State:
    """The case as it will be with an entry that is about to be made."""
    entry = Entry(state.name, 0, "", "", draft.act, draft.facts, "", "")
    _follow(state, Kept(entry, "", draft.payload, False))
    return state


def _follow(state: State, kept: Kept) -> None:
    state.facts[kept.entry.act] = kept.entry.facts
    _AFTER.get(kept.entry.act, _nothing)(state, kept, kept.payload or {})
    for file in attached(kept.payload or {}):
        state.files.append((kept.entry.number, file))


def _nothing(state: State, kept: Kept, payload: Record) -> None:
    """A note changes nothing but what was noted."""


def _opened(state: State, kept: Kept, payload: Record) -> None:
    state.opened = state.opened or kept.entry.at
    if payload:
        state.title = text_of(payload, "title")
        plan = record_of(payload, "plan")
        state.plan_name, state.plan = text_of(plan, "name"), text_of(plan, "text")


def _ruled(state: State, kept: Kept, payload: Record) -> None:
    facts = kept.entry.facts
    state.facts["ruling"] = facts
    if not payload:
        return
    state.rulings.append(
        KeptRuling(
            kept.entry.number,
            read_day(text_of(facts, "as_of")),
            law_version_of(facts),
            records_of(facts, "lists"),
            text_of(facts, "status"),
            text_of(payload, "plan"),
            record_of(payload, "ruling"),
            frozenset(texts_of(payload, "over")),
            records_of(payload, "counted"),
        )
    )


def _submitted(state: State, kept: Kept, payload: Record) -> None:
    facts = kept.entry.facts
    what, kind = text_of(facts, "what"), text_of(facts, "kind")
    day, on = read_day(text_of(facts, "day")), texts_of(payload, "on")
    state.filings.append(Filing(kept.entry.number, what, kind, day, text_of(payload, "to"), on, kind == "permission"))
    if kind == "duty":
        state.done.add(what)
    elif kind == "permission":
        state.holds.append(Held(what, "applied", on))
    else:
        late = texts_of(payload, "late")
        for held, those in (("filed", tuple(i for i in on if i not in late)), ("filed-late", late)):
            if those:
                state.holds.append(Held(what, held, those))


def _answered(state: State, kept: Kept, payload: Record) -> None:
    facts = kept.entry.facts
    permission, answer = text_of(facts, "permission"), text_of(facts, "answer")
    pending = state.awaiting(permission)
    if pending:
        state.filings[state.filings.index(pending)] = replace(pending, awaited=False)
    number = text_of(payload, "number")
    made = Held(
        *(permission, answer, texts_of(payload, "on"), number, _day(facts, "from"), _day(facts, "until")),
        *(text_of(facts, "entries"), texts_of(payload, "covers"), texts_of(payload, "terms")),
    )
    # An answer takes the place of what was pending, an objection that of the notice, and a grant that of an earlier text of the same number.
    waiting = ("filed", "filed-late") if answer == "objected" else ("applied",)
    gone = next((held for held in state.holds if held.permission == permission and held.state in waiting), None)
    again = [h for h in state.granted if number and (h.permission, h.number) == (permission, number)]
    state.holds = [held for held in state.holds if held is not gone and held not in again]
    if answer != "returned":
        state.holds.append(made)
    if answer == "granted":
        state.grants.append(Grant(made, read_day(text_of(facts, "day"))))


def _used(state: State, kept: Kept, payload: Record) -> None:
    mistaken = number_of(kept.entry.facts, "mistaken")
    if mistaken:
        state.uses = [use for use in state.uses if use.number != mistaken]
    else:
        state.uses.append(use_of(kept.entry, kept.payload))


def _closed(state: State, kept: Kept, payload: Record) -> None:
    state.closed = kept.entry.at


def _reopened(state: State, kept: Kept, payload: Record) -> None:
    state.closed = ""


def _sealed(state: State, kept: Kept, payload: Record) -> None:
    state.sealed = kept.entry.at


def _unsealed(state: State, kept: Kept, payload: Record) -> None:
    state.sealed = ""


_AFTER = {
    "opened": _opened,
    "planned": _opened,
    "ruled": _ruled,
    "rechecked": _ruled,
    "submitted": _submitted,
    "answered": _answered,
    "used": _used,
    "closed": _closed,
    "reopened": _reopened,
    "sealed": _sealed,
    "unsealed": _unsealed,
}


def _day(facts: Record, key: str) -> Day | None:
    text = text_of(facts, key)
    return read_day(text) if text else None
