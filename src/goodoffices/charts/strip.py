"""A strip chart of a timeline: what each regime made of each act, day by day, and which instruments changed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from goodoffices.charts.look import MEANING, REGIME, STATUS
from goodoffices.charts.rows import Mark, Row, marks, plan_stretches, rows
from goodoffices.charts.svg import WIDTH, block, frame, label, safe, width
from goodoffices.ruling.timeline import Timeline
from goodoffices.values import Day

LEFT, RIGHT, ROW = 250, 24, 26
_PLOT = WIDTH - LEFT - RIGHT


def strip(timeline: Timeline) -> str:
    """The picture as SVG; the same timeline makes the same bytes."""
    lines, changes = rows(timeline), marks(timeline)
    high, body = _drawn(timeline, lines, changes)
    return frame(_title(timeline), told(timeline), high, STATUS.values(), body)


def told(timeline: Timeline) -> str:
    """What the picture shows, in sentences."""
    lines = rows(timeline)
    text = [
        f"The plan has {len(timeline.acts)} act{'' if len(timeline.acts) == 1 else 's'}, shown in {len(lines)} row"
        f"{'' if len(lines) == 1 else 's'}, one for each act and regime, from {timeline.start} to {timeline.until}."
    ]
    spans = [f"{cell.status.value} from {cell.start} to {cell.until}" for cell in plan_stretches(timeline)]
    text.append(f"The whole plan is {', then '.join(spans)}.")
    for row in lines:
        parts = [f"{cell.status.value} from {cell.start}" for cell in row.stretches()]
        text.append(f"{row.act}, {REGIME.get(row.regime, row.regime)}: {', then '.join(parts)}.")
    days = len(marks(timeline))
    text.append(f"Rules changed on {days} day{'' if days == 1 else 's'}, numbered and listed below the chart.")
    return " ".join(text)


def _title(timeline: Timeline) -> str:
    return f"{timeline.title}: rulings from {timeline.start} to {timeline.until}"


def _drawn(timeline: Timeline, lines: Sequence[Row], changes: Sequence[Mark]) -> tuple[float, list[str]]:
    body = [label(16, 30, timeline.title, WIDTH - 32, 18, ' font-weight="bold"')]
    body.append(label(16, 50, f"What the law of each day made of it, {timeline.start} to {timeline.until}", WIDTH - 32))
    body += _key(72)
    lanes = _lanes(timeline, changes)
    top = 112 + 18 * (max(lanes, default=0) + 1)
    bottom = top + ROW * (len(lines) + 1) + 8
    body += _years(timeline, top, bottom)
    for mark, lane in zip(changes, lanes, strict=True):
        body.append(_mark(mark, _x(mark.day, timeline), 112 + 18 * lane, bottom))
    body.append(label(16, top + 17, "The whole plan", LEFT - 24, 12, ' font-weight="bold"'))
    whole = Row("The whole plan", "", "", plan_stretches(timeline))
    body += _blocks(whole, timeline, top)
    body += _rows(timeline, lines, top + ROW + 8)
    end, legend = _legend(changes, bottom + 50)
    return end, body + legend


def _key(y: float) -> Iterator[str]:
    for place, (status, look) in enumerate(STATUS.items()):
        x = 16 + place * (WIDTH - 32) / len(STATUS)
        yield block(x, y, 140, 20, look, f"{look.word}: {MEANING[status]}", f"{look.letter} {look.word}")
        yield label(x, y + 33, MEANING[status], (WIDTH - 32) / len(STATUS) - 6, 9.5)


def _rows(timeline: Timeline, lines: Sequence[Row], y: float) -> Iterator[str]:
    before = ""
    for row in lines:
        if row.act != before:
            yield f'<path d="M16 {y - 1:g}H{WIDTH - RIGHT}" stroke="#999" stroke-width="0.7"/>'
            yield label(16, y + 17, row.act, 112)
            before = row.act
        yield label(134, y + 17, REGIME.get(row.regime, row.regime), LEFT - 140, 11)
        yield from _blocks(row, timeline, y)
        for cell in row.cells:
            if cell.changed:
                x = _x(cell.start, timeline)
                yield f'<path d="M{x:.1f} {y:g}v10l7 -5z" fill="#1a1a1a" stroke="#fff" stroke-width="0.8"/>'
        y += ROW


def _blocks(row: Row, timeline: Timeline, y: float) -> Iterator[str]:
    for cell in row.stretches():
        x = _x(cell.start, timeline)
        place = f"{row.act}, {REGIME[row.regime]}" if row.regime in REGIME and row.regime else row.act
        said = f"{place}: {cell.status.value} from {cell.start} to {cell.until}"
        end = _after(cell.until, timeline)
        flags = [_x(c.start, timeline) for c in row.cells if c.changed and cell.start <= c.start <= cell.until]
        gap = _widest([x, *flags, end])
        yield block(x, y + 2, end - x, ROW - 4, STATUS[cell.status], said, gap=gap)


def _widest(edges: Sequence[float]) -> tuple[float, float]:
    """The widest room between flags, for the word; a flag takes eight units to its right."""
    return max(((a + 8 * (n > 0), b) for n, (a, b) in enumerate(pairwise(edges))), key=lambda gap: gap[1] - gap[0])


def _years(timeline: Timeline, top: float, bottom: float) -> Iterator[str]:
    """Each year's first day as a line, or the first day of all; years go unnamed where their numbers would touch."""
    free = 0.0
    years = [Day(year, 1, 1) for year in range(timeline.start.year + 1, timeline.until.year + 1)]
    for day in years if len(years) > 1 else [timeline.start, *years]:
        x = _x(day, timeline)
        text = str(day.year) if len(years) > 1 else day.isoformat()
        yield f'<path d="M{x:.1f} {top:g}V{bottom + 5:g}" stroke="#ccc" stroke-width="0.7"/>'
        if x >= free and x + width(text, 11) <= WIDTH:
            yield label(x, bottom + 18, text, 90, 11)
            free = x + width(text, 11) + 6


def _lanes(timeline: Timeline, changes: Sequence[Mark]) -> list[int]:
    """The lane of each mark, so that none covers another."""
    ends: list[float] = []
    made: list[int] = []
    for mark in changes:
        x = _x(mark.day, timeline)
        lane = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        ends[lane : lane + 1] = [x + 24]
        made.append(lane)
    return made


def _mark(mark: Mark, x: float, y: float, bottom: float) -> str:
    said = f"{mark.number}. {mark.day}: " + "; ".join(mark.sources())
    return (
        f'<g><title>{safe(said)}</title><path d="M{x:.1f} {y + 14:g}V{bottom:g}" stroke="#555" stroke-width="0.5" stroke-dasharray="2 3"/>'
        f'<rect x="{x - 10:.1f}" y="{y:g}" width="20" height="15" rx="7" fill="#fff" stroke="#333" stroke-width="0.8"/>'
        f'<text x="{x:.1f}" y="{y + 11:g}" font-size="9" text-anchor="middle">{mark.number}</text></g>'
    )


def _legend(changes: Sequence[Mark], y: float) -> tuple[float, list[str]]:
    if not changes:
        return y, [label(16, y - 10, "No rule changed the ruling in this time.", WIDTH - 32)]
    made = [label(16, y, "What changed the rulings", WIDTH - 32, 13, ' font-weight="bold"')]
    y += 20
    for mark in changes:
        made.append(label(16, y, f"{mark.number}", 30, 11, ' font-weight="bold"'))
        made.append(label(46, y, mark.day.isoformat(), 84, 11))
        for source, cites in mark.sources().items():
            made.append(label(132, y, "; ".join(cites), 440, 11))
            made.append(label(580, y, source, WIDTH - RIGHT - 580, 11))
            y += 16
        y += 3
    return y + 4, made


def _x(day: Day, timeline: Timeline) -> float:
    total = (timeline.until - timeline.start).days + 1
    return LEFT + _PLOT * (day - timeline.start).days / total


def _after(day: Day, timeline: Timeline) -> float:
    total = (timeline.until - timeline.start).days + 1
    return LEFT + _PLOT * ((day - timeline.start).days + 1) / total
