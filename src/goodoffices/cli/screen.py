"""`goodoffices screen`: look names or whole tables up on the official lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.cli.main import today
from goodoffices.errors import InputError, Place
from goodoffices.parties.decisions import Decisions, decisions_file, read_decisions
from goodoffices.parties.loaded import Loaded, load_file, load_lists
from goodoffices.parties.model import Kind, Query
from goodoffices.parties.plain import shown
from goodoffices.parties.rows import LONGEST_NAME, Row, Table, open_table
from goodoffices.parties.screening import ALERT
from goodoffices.values import Day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodoffices.parties.results import Format
    from goodoffices.parties.runs import Tally

TABLES = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".pq", ".jsonl", ".ndjson", ".json"))
KINDS: dict[str, Kind] = {
    "person": "Person",
    "organisation": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
"""A plan's words for what a party is, in those of the lists."""

WORTH_CORES = 200_000
"""Bytes of a table from which further processes are started: each takes half a second to be there."""


def run(arguments: argparse.Namespace) -> int:
    """Screen; the exit code is 0 whether or not anybody was found, and 2 where something could not be read."""
    path = _table_of(arguments.what)
    facts = (arguments.born, arguments.country, arguments.kind, arguments.alias)
    if path is not None and any(facts):
        raise InputError("--born, --country, --kind and --alias describe a name; in a table they are columns")
    if path is None and arguments.column:
        raise InputError("--column is for a table; give a .csv, .xlsx, .parquet or .jsonl file")
    table = open_table(path, columns_of(arguments.column), arguments.encoding) if path else _names(arguments)
    if path is not None:
        print(f"Columns: {shown(str(table.columns), 600)}", file=sys.stderr)
    loaded = load_file(arguments.against) if arguments.against else load_lists(arguments.list or ())
    _tell(loaded)
    kept = arguments.decisions or (None if arguments.against else decisions_file())
    decisions = read_decisions(kept) if kept else None
    # A list file that is given stands for itself; the user's lists are asked as they stood today.
    as_of = arguments.as_of or (None if arguments.against else today())
    if arguments.threshold is None:
        arguments.threshold = ALERT
    if arguments.output:
        return _to_file(arguments, path, table, loaded, decisions, kept, as_of)
    from goodoffices.cli.hits import show_hits

    show_hits(table, loaded, arguments.threshold, as_of, decisions, all_rows=path is None)
    return 0


def _table_of(what: Sequence[str]) -> Path | None:
    """The one argument, where it is a table; what ends like a table and is not there is an error, not a name."""
    if len(what) != 1 or len(what[0]) > 500 or "\0" in what[0]:
        return None
    path = Path(what[0])
    if path.suffix.casefold() in TABLES and not path.is_file():
        raise InputError("there is no such file", Place(shown(what[0]), 1))
    return path if path.is_file() else None


def _names(arguments: argparse.Namespace) -> Table:
    """The names of the command line as a table."""
    from goodoffices.parties.columns import Columns

    rows: list[Row] = []
    for number, name in enumerate(arguments.what, 1):
        if not name.strip() or len(name) > LONGEST_NAME:
            rows.append(Row(number, None, f"name {number} is empty or too long to be a name"))
            continue
        rows.append(Row(number, described(name, arguments)))
    return Table(Columns((("name", ("NAME",)),), ()), iter(rows), lambda: 1.0)


def described(name: str, arguments: argparse.Namespace) -> Query:
    """A name of the command line with all that is said of it there."""
    kind = KINDS[arguments.kind] if arguments.kind else None
    known = (arguments.alias, arguments.born, arguments.country)
    aliases, births, countries = (tuple(one or ()) for one in known)
    return Query(name.strip(), kind, aliases, births, countries)


def columns_of(said: Sequence[str] | None) -> dict[str, str]:
    """What the user says that columns mean."""
    made: dict[str, str] = {}
    for one in said or ():
        meaning, equals, heading = one.partition("=")
        if not equals or not heading:
            raise InputError(f"--column {shown(one)} has to be MEANING=HEADING, such as name=customer")
        made[meaning.strip()] = heading.strip()
    return made


def _tell(loaded: Loaded) -> None:
    """Say on which lists, of which day, and what of them could not be read."""
    told = "; ".join(f"{source}, {source.count:,} parties" for source in loaded.sources)
    print(f"Lists: {shown(told, 600)}", file=sys.stderr)
    if any(not source.whole for source in loaded.sources):
        print(
            "An extract was screened, not the whole list: for real use fetch the lists with `goodoffices lists update`.",
            file=sys.stderr,
        )
    if loaded.problems:
        count = len(loaded.problems)
        print(f"{count:,} records of the lists could not be read, or only in part:", file=sys.stderr)
        for problem in loaded.problems[:3]:
            print(f"  {shown(problem.where)}: {shown(problem.what)}", file=sys.stderr)


def _to_file(
    arguments: argparse.Namespace,
    path: Path | None,
    table: Table,
    loaded: Loaded,
    decisions: Decisions | None,
    kept: Path | None,
    as_of: Day | None,
) -> int:
    from goodoffices.parties.runs import Asked, mark_of, run_table

    out: Path = Path("/dev/stdout") if str(arguments.output) == "-" else arguments.output
    if path is not None and out.exists() and out.resolve() == path.resolve():
        raise InputError("the results would replace the table; give another -o")
    form = _format(out)
    asked = Asked(arguments.threshold, as_of, decisions, arguments.processes or _processes(path))
    names = [str(source) for source in loaded.sources] + [loaded.mark, *(arguments.what if path is None else ())]
    mark = mark_of(path, str(table.columns), names, asked, form, kept)
    with _progress(table) as told:
        tally, before = run_table(table, loaded.screener, asked, out, form, mark, told)
    if before:
        print(f"Went on after row {before:,}, where the last run ended.", file=sys.stderr)
    print(
        f"{tally.rows:,} rows: {tally.rows_with_hits:,} with {tally.hits:,} hits; results in {shown(str(out))}",
        file=sys.stderr,
    )
    if tally.problems:
        print(f"{tally.problems:,} rows could not be screened, and say so in the results:", file=sys.stderr)
        for problem in tally.first_problems:
            print(f"  {shown(problem)}", file=sys.stderr)
    return 0


def _processes(path: Path | None) -> int:
    """All cores for a table that is worth starting them; one for what is done before they are."""
    import os

    return os.cpu_count() or 1 if path is not None and path.stat().st_size > WORTH_CORES else 1


def _format(out: Path) -> Format:
    if out.suffix.casefold() in (".jsonl", ".ndjson") or (out.exists() and not out.is_file()):
        return "jsonl"
    if out.suffix.casefold() == ".csv":
        return "csv"
    raise InputError(f"results are written as .jsonl or .csv; {shown(out.name)} ends otherwise")


@contextmanager
def _progress(table: Table) -> Iterator[Callable[[Tally], None]]:
    """A bar on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Screening", total=1.0)
        yield lambda tally: bar.update(
            task, completed=table.read(), description=f"{tally.rows:,} rows, {tally.rows_with_hits:,} with hits"
        )
