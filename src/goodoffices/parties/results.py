"""The lines of a results file: one for each hit, and one for each row without any, as JSON lines or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Literal

from goodoffices.parties.plain import Plain, cell, json_line
from goodoffices.parties.rows import Row
from goodoffices.parties.screening import Judged

Format = Literal["jsonl", "csv"]
HEADINGS = ("id", "name", "entity_id", "list", "score", "matched_name", "reasons", "decision", "problem")
"""The columns of a CSV results file; the fields of a line of JSON are the same, those that say nothing left out."""


def heading(form: Format) -> str:
    """What stands at the top of the file."""
    return _csv_line(HEADINGS) if form == "csv" else ""


def lines(row: Row, hits: Sequence[Judged], form: Format) -> Iterator[str]:
    """The lines of one row, each with its end. A row without a hit has one line, whose `entity_id` is null (in CSV empty)."""
    for one in hits or (None,):
        yield _csv_line(_cells(row, one)) if form == "csv" else json_line(_fields(row, one)) + "\n"


def _fields(row: Row, one: Judged | None) -> dict[str, Plain]:
    made: dict[str, Plain] = {"id": row.id, "entity_id": None, "score": None, "matched_name": None, "reasons": []}
    if one is not None:
        hit = one.hit
        made |= {"entity_id": hit.party.id, "score": round(hit.score, 4), "matched_name": hit.matched_name}
        made |= {"reasons": list(hit.reasons), "list": hit.party.list, "queried_name": hit.queried_name}
        if one.decision is not None:
            made["decision"] = _decided(one)
    elif row.problem:
        made["problem"] = row.problem
    return made


def _cells(row: Row, one: Judged | None) -> tuple[str, ...]:
    name = row.query.name if row.query else ""
    if one is None:
        return (str(row.id), name, "", "", "", "", "", "", row.problem)
    hit = one.hit
    reasons = "; ".join(hit.reasons)
    return (
        *(str(row.id), hit.queried_name or name, hit.party.id, hit.party.list, f"{hit.score:.4f}"),
        *(hit.matched_name, reasons, _decided(one), ""),
    )


def _decided(one: Judged) -> str:
    made = one.decision
    return f"{made.verdict}: {made.because} ({made.who}, {made.when})" if made else ""


def _csv_line(cells: Sequence[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\n").writerow([cell(one) for one in cells])
    return made.getvalue()
