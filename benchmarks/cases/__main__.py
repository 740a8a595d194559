"""`python -m benchmarks.cases`: a journal of 100,000 entries, in SQLite and in PostgreSQL.

What is measured: notes acknowledged one by one, each in a transaction that is seen onto the disk, in a journal that is short and in one of
100,000 entries; entries written many to a transaction, which shows what the chain itself costs; proving 100,000 entries; and their export and
import. Beside them, in the same run and on the same disk: how often a kilobyte can be seen onto it (fsync), and bare inserts of the same size
into a table without a chain, one to a transaction. A durable append cannot be faster than these. PostgreSQL is a server started for the
benchmark, with its own settings; where there is none, it is left out and said so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from goodoffices.desk.cases import CaseBook, Place, Said, place_of
from goodoffices.desk.cases.acts import noted
from goodoffices.desk.cases.database import open_database
from goodoffices.desk.cases.journal import append, locked
from tests.desk.cases.making import NoServerError, fresh_database, own_server
from tests.desk.cases.plans import VISIT

NOTE = "The desk officer called, and asks for the list of goods with their control numbers. " * 6
"""Half a kilobyte: a note of some sentences."""

SINGLE = 200
ROUNDS = 3
BATCH = 500


def clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def rate(work: Callable[[], object], count: int, rounds: int = 1) -> float:
    """How many a second: the median of so many rounds."""
    found: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append(count / (time.perf_counter() - began))
    return statistics.median(found)


def show(what: str, per_second: float, unit: str = "a second") -> None:
    print(f"  {what:<66} {per_second:>10,.0f} {unit}")


def syncs(folder: Path) -> None:
    """A kilobyte written and seen onto the disk."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:

        def work() -> None:
            for _ in range(SINGLE):
                file.write(b"x" * 1000)
                file.flush()
                os.fsync(file.fileno())

        show("fsync of a kilobyte, on this disk", rate(work, SINGLE, ROUNDS))


def bare(place: Place) -> None:
    """Inserts of the same size into a table without a chain, one to a transaction."""
    database = open_database(place)
    blob = "bytea" if place.file is None else "BLOB"
    with database.writing() as connection:
        connection.exec_driver_sql(f"CREATE TABLE bare (number INTEGER, body TEXT, content {blob})")
    mark = "%s" if place.file is None else "?"

    def work() -> None:
        for number in range(SINGLE):
            with database.writing() as connection:
                row = (number, "x" * 400, NOTE.encode())
                connection.exec_driver_sql(f"INSERT INTO bare VALUES ({mark}, {mark}, {mark})", row)

    show("bare inserts of that size, each in a transaction", rate(work, SINGLE, ROUNDS))
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE bare")
    database.close()


def single(book: CaseBook, where: str) -> None:
    """Notes acknowledged one by one."""

    def work() -> None:
        for _ in range(SINGLE):
            book.note("bench", "Ann Lee", Said(NOTE))

    show(f"notes acknowledged one by one, {where}", rate(work, SINGLE, ROUNDS))


def filled(place: Place, book: CaseBook, entries: int) -> None:
    """Fill the journal up, many entries to a transaction."""
    database = open_database(place)
    missing = entries - len(book.case("bench").entries)

    def work() -> None:
        left = missing
        while left:
            count = min(BATCH, left)
            with database.writing() as connection:
                append(connection, locked(connection, "bench"), [noted(Said(NOTE))] * count, clock(), "Ann Lee")
            left -= count

    show(f"entries written {BATCH} to a transaction", rate(work, missing))
    database.close()


def measure(place: Place, entries: int, folder: Path) -> None:
    with CaseBook.open(place, clock, create=True) as book:
        book.open_case("visit.yaml", VISIT, "Ann Lee", name="bench")
        bare(place)
        single(book, "in a short journal")
        filled(place, book, entries)
        single(book, f"after {entries:,} entries")
        (found,) = book.verify(["bench"])
        assert not found.faults
        count = found.end.number
        show(f"entries proved, of {count:,}", rate(lambda: book.verify(["bench"]), count, 3))
        export = folder / "bench.zip"
        show("entries exported (proved before)", rate(lambda: book.export(["bench"], export, force=True), count))
    with CaseBook.open(str(folder / "taken" / "in.sqlite"), clock, create=True) as other:
        show("entries imported into SQLite (proved after)", rate(lambda: other.take_in(export), count))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--entries", type=int, default=100_000)
    wanted = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("SQLite")
        syncs(folder)
        measure(place_of(str(folder / "cases.sqlite")), wanted, folder)
    try:
        with own_server() as server, tempfile.TemporaryDirectory() as name:
            print("PostgreSQL")
            syncs(Path(name))
            measure(place_of(fresh_database(server)), wanted, Path(name))
    except NoServerError as missing:
        print(f"PostgreSQL: not measured, {missing}")


if __name__ == "__main__":
    main()
