"""A horizontal bar chart of counts: a row for each thing compared, a part for each category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.charts.look import Look
from goodoffices.charts.svg import WIDTH, block, frame, label

LEFT, RIGHT, ROW = 250, 90, 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, and a count for each category of the chart, in their order."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A summary table to draw.

    Raises:
        ValueError: a row has more or fewer counts than there are categories, or a count below nought.
    """

    title: str
    categories: tuple[Look, ...]
    rows: tuple[Bar, ...]

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.counts) != len(self.categories):
                raise ValueError(f"{row.label!r} needs {len(self.categories)} counts and has {len(row.counts)}")
            if min(row.counts, default=0) < 0:
                raise ValueError(f"{row.label!r} has a count below nought")


def draw(bars: Bars) -> str:
    """The picture as SVG."""
    high = 110 + ROW * len(bars.rows)
    return frame(bars.title, told(bars), high, bars.categories, _body(bars))


def told(bars: Bars) -> str:
    """What the picture shows, in sentences."""
    return " ".join(
        f"{row.label}: " + ", ".join(f"{n} {c.word}" for n, c in zip(row.counts, bars.categories, strict=True)) + "."
        for row in bars.rows
    )


def _body(bars: Bars) -> Iterator[str]:
    yield label(16, 30, bars.title, WIDTH - 32, 18, ' font-weight="bold"')
    share = (WIDTH - 32) / max(len(bars.categories), 1)
    for place, look in enumerate(bars.categories):
        yield block(16 + place * share, 48, 26, 20, look, look.word)
        yield label(48 + place * share, 62, look.word, share - 36)
    most = max((sum(row.counts) for row in bars.rows), default=0) or 1
    for number, row in enumerate(bars.rows):
        y = 88.0 + ROW * number
        yield label(16, y + 17, row.label, LEFT - 26)
        x = float(LEFT)
        for count, look in zip(row.counts, bars.categories, strict=True):
            wide = (WIDTH - LEFT - RIGHT) * count / most
            if count:
                yield block(
                    x, y + 2, wide, ROW - 6, look, f"{row.label}: {count:,} {look.word}", f"{look.letter} {count:,}"
                )
            x += wide
        yield label(x + 8, y + 17, f"{sum(row.counts):,}", RIGHT - 12)
