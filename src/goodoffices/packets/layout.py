"""A document as plain data for its templates: what a DOCX or Typst template may name, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from goodoffices.packets.document import Cell, Document, Line, Part, Run
from goodoffices.packets.sources import clean
from goodoffices.ruling.export import Json

NAMES = ("title", "language", "author", "footer", "banner", "sender", "to", "parts", "field", "fonts", "size")
"""What a template may ask of `data` (Typst) or `doc` (DOCX)."""

NEEDED = ("title", "banner")
"""What every template has to show: its title, and what stands against the document's acts."""

_LONG = re.compile(r"\S{36,}")
_PIECE = 30
_WIDEST, _NARROWEST = 8, 2
_NOTHING: Line = (Run("–"),)


def as_data(document: Document, *, breaks: bool = False) -> dict[str, Json]:
    """The data of a document; with `breaks`, words too long for any line may be broken."""

    def text(given: str) -> str:
        return _LONG.sub(lambda m: "\u200b".join(_pieces(m[0])), clean(given)) if breaks else clean(given)

    def line(given: Line) -> Json:
        return [{"text": text(run.text), "blank": run.blank} for run in given]

    def cell(given: Cell) -> Json:
        # A cell of a DOCX table that has no paragraph is no cell.
        return [line(one) for one in given or (_NOTHING,)]

    def part(given: Part) -> Json:
        return {
            "kind": given.kind,
            "lines": [line(one) for one in given.lines],
            "columns": [text(name) for name in given.columns],
            "rows": [[cell(one) for one in row] for row in given.rows],
            "widths": [*_widths(given)],
        }

    ruling = document.matter.dossier.ruling
    applicant = document.matter.applicant
    return {
        "title": text(document.title),
        "language": "en",
        "author": text(applicant.name) if applicant else "",
        "footer": text(f"{document.form.name}. Draft by the law of {ruling.as_of}; no legal advice."),
        "banner": [text(one) for one in document.banner],
        "sender": [line(one) for one in document.sender],
        "to": [line(one) for one in document.to],
        "parts": [part(one) for one in document.parts],
        "field": {name: text(value) for name, value in document.plain.items()},
        "size": 10,
    }


def _pieces(word: str) -> Iterator[str]:
    for start in range(0, len(word), _PIECE):
        yield word[start : start + _PIECE]


def _widths(part: Part) -> list[int]:
    texts = [["".join(r.text for line in cell for r in line) for cell in row] for row in part.rows]
    return widths(part.columns, texts)


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column of a table is beside the others: by its longer texts, within bounds, so that a number takes little room."""
    found = []
    for index, name in enumerate(columns):
        lengths = sorted(len(row[index]) for row in rows)
        typical = lengths[len(lengths) * 3 // 4] if lengths else 0
        found.append(max(_NARROWEST, min(_WIDEST, max(len(name) // 6, typical // 9) + 1)))
    return found
