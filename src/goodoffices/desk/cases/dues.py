"""What has to be done in a case, and by when: duties that conditions set, permissions to ask for in time, and permissions that lapse.

An act's duties are those of the newest ruling that was made while the act was not yet over: what is due after it ends rests on the law of
its own days. A due has an id of six letters and digits, by which it is told to be done; the id stays when the day moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodoffices.desk.cases.canonical import Record, canonical, digest, records_of, text_of, texts_of
from goodoffices.desk.cases.plans import over
from goodoffices.desk.cases.state import State
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day, read_day


@dataclass(frozen=True, slots=True)
class Due:
    """Something due: `kind` is duty, ask (a permission to ask for), or lapse (one that ends). Not `certain`: due only if a rule that may
    reach the act does.
    """

    case: str
    id: str
    kind: str
    day: Day
    do: str
    cite: str
    act: str = ""
    certain: bool = True

    def left(self, today: Day) -> int:
        """The days that are left; fewer than none: it is overdue."""
        return (self.day - today).days

    @property
    def facts(self) -> Record:
        """What of it is not personal, for a case that is closed: the law's words and the day."""
        return {
            "id": self.id,
            "kind": self.kind,
            "day": self.day.isoformat(),
            "do": self.do,
            "cite": self.cite,
            "certain": self.certain,
        }


def dues(state: State, today: Day) -> tuple[Due, ...]:
    """What is still due in a case, soonest first. Of a closed case what was open when it was closed, less what was done since.

    A duty stays due until it was done. What was to be asked for an act that is over, or a permission that has lapsed, is not due any more.
    """
    if state.closed:
        found: Iterable[Due] = _left_open(state)
    else:
        gone = over(read_plan(state.plan.encode("utf-8"), "the plan"), today) if state.plan else ()
        lapsing = (one for one in _lapses(state) if one.day >= today)
        found = [*_duties(state), *_to_ask(state, frozenset(gone)), *lapsing]
    return tuple(sorted((due for due in found if due.id not in state.done), key=lambda due: (due.day, due.id)))


def standing(state: State) -> tuple[tuple[str, str], ...]:
    """What has to be kept to without a day (caps, terms, records), with its paragraph, each once."""
    ruling = state.ruling.ruling if state.ruling else {}
    conditions = (c for _, c in _conditions(ruling) if not text_of(c, "due"))
    return tuple(dict.fromkeys((text_of(c, "do"), text_of(c, "cite")) for c in conditions))


def under_ofac(state: State) -> bool:
    """Whether a rule of OFAC's reaches the plan, by any ruling of the case."""
    if not state.rulings:
        return state.facts.get("closed", {}).get("ofac") is not False
    return any(
        text_of(finding, "regime") == "us-ofac"
        for kept in state.rulings
        for act in records_of(kept.ruling, "acts")
        for finding in records_of(act, "findings")
    )


def _duties(state: State) -> Iterator[Due]:
    """Of each act the deadlines of the newest ruling made before it was over."""
    newest: dict[str, Record] = {}
    for kept in state.rulings:
        for ruled in records_of(kept.ruling, "acts"):
            ident = text_of(ruled, "act")
            if ident not in kept.over or ident not in newest:
                newest[ident] = kept.ruling
    current = {text_of(act, "act") for act in records_of(state.rulings[-1].ruling, "acts")} if state.rulings else set()
    for ident, ruling in newest.items():
        for one in records_of(ruling, "deadlines") if ident in current else ():
            act, cite, do = text_of(one, "act"), text_of(one, "cite"), text_of(one, "do")
            # What has no paragraph is the end of a permission in hand, of which the case knows itself.
            if act == ident and cite:
                yield Due(
                    *(state.name, _id("duty", act, cite, do), "duty", read_day(text_of(one, "day")), do, cite, act),
                    one.get("certain") is not False,
                )


def _to_ask(state: State, gone: frozenset[str]) -> Iterator[Due]:
    """The permissions that the newest ruling asks for, by the latest day to file; not those that were asked for, or whose acts are over."""
    ruling = state.ruling.ruling if state.ruling else {}
    asked = {filing.what for filing in state.filings if filing.awaited}
    for one in records_of(ruling, "permissions"):
        permission, latest = text_of(one, "id"), text_of(one, "latest")
        needing = [act for act in texts_of(one, "acts") if act not in gone]
        if latest and needing and permission not in asked:
            do = f"Ask for {text_of(one, 'title') or permission} ({permission})"
            acts = ", ".join(needing)
            yield Due(
                state.name, _id("ask", permission), "ask", read_day(latest), do, _asked_by(ruling, permission), acts
            )


def _lapses(state: State) -> Iterator[Due]:
    """The last days of permissions in hand, which a later grant of the same for the same acts takes over."""
    for held in state.granted:
        later = (
            h
            for h in state.granted
            if h.permission == held.permission
            and set(held.on) <= set(h.on)
            and (h.until or Day.max) > (held.until or Day.max)
        )
        if held.until and next(later, None) is None:
            number = f" {held.number}" if held.number else ""
            do = f"{held.permission}{number} lapses: finish what rests on it, or have it renewed"
            yield Due(
                *(state.name, _id("lapse", held.permission, held.number, held.until.isoformat()), "lapse", held.until),
                *(do, f"{held.permission}{number}", ", ".join(held.on)),
            )


def _left_open(state: State) -> Iterator[Due]:
    for one in records_of(state.facts.get("closed", {}), "open"):
        yield Due(
            *(state.name, text_of(one, "id"), text_of(one, "kind"), read_day(text_of(one, "day"))),
            *(text_of(one, "do"), text_of(one, "cite"), "", one.get("certain") is not False),
        )


def _asked_by(ruling: Record, permission: str) -> str:
    """The paragraphs by which a permission is asked for."""
    cites = [
        text_of(rule, "cite")
        for finding in _findings(ruling)
        if any(text_of(one, "id") == permission for one in records_of(finding, "permissions"))
        for rule in records_of(finding, "rules")
        if text_of(rule, "effect") == "on-application"
    ]
    return ", ".join(dict.fromkeys(cites))


def _findings(ruling: Record) -> Iterator[Record]:
    for act in records_of(ruling, "acts"):
        yield from records_of(act, "findings")


def _conditions(ruling: Record) -> Iterator[tuple[Record, Record]]:
    for finding in _findings(ruling):
        for condition in records_of(finding, "conditions"):
            yield finding, condition


def _id(*parts: str) -> str:
    return digest(canonical(list(parts)))[:6]
