"""A timeline laid out for reading: a row for each act and regime, and the days on which rules changed."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.ruling.model import ActRuling, AppliedRule, Finding
from goodoffices.ruling.timeline import ActTimeline, Timeline
from goodoffices.values import Day, Status


@dataclass(frozen=True, slots=True)
class Cell:
    """Days on end, both included, on which one regime makes the same of an act, and its rules that changed on the first."""

    start: Day
    until: Day
    status: Status
    changed: tuple[AppliedRule, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One act under one regime through the whole time; without a regime where no rule ever reaches the act."""

    act: str
    kind: str
    regime: str
    cells: tuple[Cell, ...]

    def stretches(self) -> tuple[Cell, ...]:
        """The row's cells, those of one status on end made one."""
        made: list[Cell] = []
        for cell in self.cells:
            if made and made[-1].status is cell.status:
                made[-1] = Cell(made[-1].start, cell.until, cell.status, made[-1].changed)
            else:
                made.append(cell)
        return tuple(made)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which rules changed the ruling, numbered from 1."""

    number: int
    day: Day
    rules: tuple[AppliedRule, ...]

    def sources(self) -> dict[str, tuple[str, ...]]:
        """Each source with the citations that it changed."""
        made: dict[str, dict[str, None]] = {}
        for rule in self.rules:
            made.setdefault(rule.source, {})[rule.cite] = None
        return {source: tuple(cites) for source, cites in made.items()}


def rows(timeline: Timeline) -> tuple[Row, ...]:
    """The rows, acts in the plan's order, each with its regimes in the order of names."""
    made: list[Row] = []
    for act in timeline.acts:
        regimes = sorted({f.regime for span in act.spans for f in span.ruling.findings})
        made += [Row(act.act, act.kind, regime, _cells(act, regime)) for regime in regimes or [""]]
    return tuple(made)


def marks(timeline: Timeline) -> tuple[Mark, ...]:
    """The days on which a rule changed some act's ruling, in order."""
    found: dict[Day, dict[AppliedRule, None]] = {}
    for act in timeline.acts:
        for span in act.spans:
            if span.changed:
                found.setdefault(span.start, {}).update(dict.fromkeys(span.changed))
    return tuple(Mark(n, day, tuple(found[day])) for n, day in enumerate(sorted(found), 1))


def plan_stretches(timeline: Timeline) -> tuple[Cell, ...]:
    """The plan's own status over time."""
    days = timeline.turns() or (timeline.start,)
    ends = [*(Day.fromordinal(day.toordinal() - 1) for day in days[1:]), timeline.until]
    cells = tuple(Cell(day, end, timeline.status(day), ()) for day, end in zip(days, ends, strict=True))
    return Row("", "", "", cells).stretches()


def _of(ruling: ActRuling, regime: str) -> tuple[Finding, ...]:
    return tuple(f for f in ruling.findings if f.regime == regime)


def _cells(act: ActTimeline, regime: str) -> tuple[Cell, ...]:
    made: list[Cell] = []
    before: tuple[Finding, ...] | None = None
    for span in act.spans:
        now = _of(span.ruling, regime)
        if before is not None and now == before:
            made[-1] = Cell(made[-1].start, span.until, made[-1].status, made[-1].changed)
            continue
        touched = {rule.id for f in (*(before or ()), *now) for rule in f.rules}
        changed = tuple(rule for rule in span.changed if rule.id in touched)
        status = max((f.status for f in now), key=lambda s: s.weight, default=Status.CLEAR)
        made.append(Cell(span.start, span.until, status, changed))
        before = now
    return tuple(made)
