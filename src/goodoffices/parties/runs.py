"""Screening a whole table into a results file: in batches, with what is done on the disk, so that a run that was stopped goes on.

While it runs, the results stand in OUT.part, and OUT.part.state says how far they are good. OUT itself appears when all is done, whole, in
one step: nobody ever reads half an answer for a whole one. A run goes on only if nothing changed in between: not the table, not the lists,
not the question.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from goodoffices.errors import InputError, Place
from goodoffices.parties.decisions import Decisions
from goodoffices.parties.model import Hit, Query
from goodoffices.parties.results import Format, heading, lines
from goodoffices.parties.rows import Row, Table
from goodoffices.parties.screening import Judged, Screens, judged
from goodoffices.values import Day

BATCH = 2_000
"""Rows that are written and recorded together: about a fifth of a second's work."""

_EDGE = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run asks: at which bar, of which day, with which decisions."""

    threshold: float
    as_of: Day | None
    decisions: Decisions | None = None
    processes: int = 1


@dataclass(slots=True)
class Tally:
    """How far a run is."""

    rows: int = 0
    bytes: int = 0
    hits: int = 0
    rows_with_hits: int = 0
    problems: int = 0
    first_problems: list[str] = field(default_factory=list)


def run_table(
    table: Table,
    screener: Screens,
    asked: Asked,
    out: Path,
    form: Format,
    mark: str,
    told: Callable[[Tally], None] = lambda tally: None,
) -> tuple[Tally, int]:
    """Screen a table into `out`; the tally, and how many rows an earlier run had done already.

    `mark` says all that must not change between a run and its going on (see `mark_of`).

    Raises:
        InputError: the results cannot be written, or another run is writing them.
    """
    if out.exists() and not out.is_file():
        # A pipe or a device: nothing to go on with, nothing to put in its place.
        with out.open("wb") as stream:
            return _screen(table.rows, screener, asked, stream, form, Tally(), told, lambda tally: None), 0
    part, state = out.with_name(f"{out.name}.part"), out.with_name(f"{out.name}.part.state")
    tally = _going_on(part, state, mark)
    done = tally.rows
    try:
        # Opened without cutting anything off: only who has the file alone may do that.
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
            _alone(stream, part)
            stream.truncate(tally.bytes)
            stream.seek(tally.bytes)
            rows = itertools.islice(table.rows, done, None)
            _screen(rows, screener, asked, stream, form, tally, told, lambda now: _record(stream, state, now, mark))
        part.replace(out)
        with suppress(FileNotFoundError):
            state.unlink()
    except OSError as error:
        raise InputError(f"cannot write the results: {error.strerror or error}", Place(str(part), 1)) from None
    return tally, done


def mark_of(
    table: Path | None, columns: str, sources: Sequence[str], asked: Asked, form: Format, decisions: Path | None
) -> str:
    """The run's identity as one short word: the table's content (None: names that stand in `sources`), what its columns mean, the lists, the question."""
    known = (decisions.read_bytes() if decisions and decisions.is_file() else b"").hex()
    told = [_content(table) if table else "", columns, list(sources), asked.threshold, str(asked.as_of), form, known]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _content(path: Path) -> str:
    """A file's size, time and edges: reading gigabytes twice to know them again would cost more than it saves."""
    with path.open("rb") as stream:
        facts = os.fstat(stream.fileno())
        digest = hashlib.sha256(f"{facts.st_size} {facts.st_mtime_ns}".encode())
        digest.update(stream.read(_EDGE))
        stream.seek(max(facts.st_size - _EDGE, 0))
        digest.update(stream.read(_EDGE))
    return digest.hexdigest()


def _screen(
    rows: Iterator[Row],
    screener: Screens,
    asked: Asked,
    stream: BinaryIO,
    form: Format,
    tally: Tally,
    told: Callable[[Tally], None],
    record: Callable[[Tally], None],
) -> Tally:
    if not tally.rows:
        stream.write(heading(form).encode())
    screened = _screened(rows, screener, asked)
    while batch := list(itertools.islice(screened, BATCH)):
        made = [line for row, hits in batch for line in lines(row, _counted(row, hits, asked, tally), form)]
        stream.write("".join(made).encode("utf-8", "backslashreplace"))
        record(tally)
        told(tally)
    stream.flush()
    return tally


def _screened(rows: Iterator[Row], screener: Screens, asked: Asked) -> Iterator[tuple[Row, Sequence[Hit]]]:
    """Each row with its hits, in order; rows that name nobody take their place between the others."""
    waiting: deque[Row] = deque()

    def queries() -> Iterator[Query]:
        for row in rows:
            waiting.append(row)
            if row.query is not None:
                yield row.query

    for hits in screener.screen_many(queries(), asked.threshold, asked.as_of, asked.processes):
        while waiting[0].query is None:
            yield waiting.popleft(), ()
        yield waiting.popleft(), hits
    while waiting:
        yield waiting.popleft(), ()


def _counted(row: Row, hits: Sequence[Hit], asked: Asked, tally: Tally) -> tuple[Judged, ...]:
    found = judged(row.query, hits, asked.decisions) if row.query is not None else ()
    tally.rows += 1
    tally.hits += len(found)
    tally.rows_with_hits += bool(found)
    if row.problem:
        tally.problems += 1
        if len(tally.first_problems) < 5:
            tally.first_problems.append(row.problem)
    return found


def _record(stream: BinaryIO, state: Path, tally: Tally, mark: str) -> None:
    """First the results reach the disk, then the word that they are there."""
    stream.flush()
    os.fsync(stream.fileno())
    tally.bytes = os.fstat(stream.fileno()).st_size
    fresh = state.with_name(f"{state.name}.new")
    with fresh.open("w", encoding="utf-8") as written:
        json.dump({"run": mark, **asdict(tally)}, written)
        written.flush()
        os.fsync(written.fileno())
    fresh.replace(state)


def _going_on(part: Path, state: Path, mark: str) -> Tally:
    """How far an earlier run of the same mark came; nothing where there is none, or where its files do not agree."""
    try:
        read = json.loads(state.read_text(encoding="utf-8"))
        if read.pop("run") != mark or part.stat().st_size < int(read["bytes"]):
            return Tally()
        return Tally(**read)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Tally()


def _alone(stream: BinaryIO, part: Path) -> None:
    """Keep a second run away from the same results; where the system has no such lock, nothing is said."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        # A record lock: unlike flock's it is not inherited by the processes that screen, which take a moment to end after a run that was killed.
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        raise InputError(
            "another run is writing these results; wait for it, or give another -o", Place(str(part), 1)
        ) from None
    except OSError:
        return
