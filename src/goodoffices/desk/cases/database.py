"""A case book's database: opened, held to its version, and spoken to in transactions that are on the disk when they end.

SQLite keeps a rollback journal that is truncated at each commit, with `synchronous=FULL`: then a commit that returned has been seen onto the
disk, the book is one file that can be copied while nobody writes, and a copy on a read-only medium can still be read and verified. The
write-ahead log would spare some waiting and have none of this. PostgreSQL is told `synchronous_commit = on` in each transaction that writes.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from goodoffices.desk.cases.faults import told
from goodoffices.desk.cases.place import Place
from goodoffices.desk.cases.schema import HEAD, metadata
from goodoffices.errors import InputError

VERSIONS = "goodoffices_cases_version"
"""The table in which Alembic keeps the revision; not Alembic's usual name, so that other programs of a database are left alone."""

WAIT = 30
"""Seconds to wait for another writer."""

LOCK = 510_746_1718
"""The advisory lock in PostgreSQL under which the tables are made and cases begin, one after the other."""

_PRAGMAS = (
    f"busy_timeout = {WAIT * 1000}",
    "journal_mode = TRUNCATE",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    # What is sealed is not to be read in the file's free space afterwards.
    "secure_delete = ON",
)


class Database:
    """An open database. `reading` and `writing` give a connection in one transaction."""

    def __init__(self, place: Place, engine: sa.Engine) -> None:
        self.place = place
        self.engine = engine

    @property
    def server(self) -> bool:
        """Whether it is a team's PostgreSQL."""
        return self.place.file is None

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one moment of the book and changes nothing."""
        with told(self.place.shown), self.engine.connect() as connection:
            if self.server:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: when it has ended without an error, what it wrote is on the disk."""
        with told(self.place.shown), self.engine.connect() as connection:
            connection = connection.execution_options(goodoffices_writes=True)
            with connection.begin():
                if self.server:
                    connection.exec_driver_sql("SET LOCAL synchronous_commit = on")
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT}s'")
                yield connection

    def close(self) -> None:
        """Let go of the connections."""
        self.engine.dispose()


def open_database(place: Place, create: bool = False) -> Database:
    """Open a book's database; `create` makes the tables where there are none.

    Raises:
        InputError: it is not there, cannot be reached, is something else, or is of another version of the program.
    """
    database = _connected(place, create)
    try:
        with database.reading() as connection:
            empty = _version(connection, place) == ""
        if empty and not create:
            raise InputError(f"{place.shown} has no cases yet; begin with `goodoffices case open PLAN`")
        if empty:
            upgrade(database)
        return database
    except BaseException:
        database.close()
        raise


def upgrade(database: Database) -> str:
    """Bring the tables to the version of this program, in one transaction; the version before is given back."""
    from alembic import command
    from alembic.config import Config

    with database.writing() as connection:
        if database.server:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        before = _revision(connection, database.place)
        if before != HEAD:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
            config.attributes["connection"] = connection
            config.attributes["version_table"] = VERSIONS
            command.upgrade(config, HEAD)
        return before


def open_outdated(place: Place) -> Database:
    """Open a database of whatever version, to upgrade it."""
    return _connected(place, create=False)


def _version(connection: sa.Connection, place: Place) -> str:
    """The version of the tables, which has to be this program's; nothing where there are no tables yet."""
    found = _revision(connection, place)
    if found in ("", HEAD):
        return found
    if found < HEAD:
        raise InputError(
            f"{place.shown} was made by an earlier version of this program; keep a copy, then run `goodoffices case upgrade`"
        )
    raise InputError(
        f"{place.shown} was made by a later version of this program (its tables are {found}, this program knows {HEAD}); update goodoffices"
    )


def _revision(connection: sa.Connection, place: Place) -> str:
    there = set(sa.inspect(connection).get_table_names())
    if VERSIONS in there:
        return str(connection.exec_driver_sql(f"SELECT version_num FROM {VERSIONS}").scalar_one_or_none() or "")
    if there & metadata.tables.keys() or (place.file and there):
        raise InputError(
            f"{place.shown} holds something else than cases; name another file, or a database or schema of its own"
        )
    return ""


def _connected(place: Place, create: bool) -> Database:
    if place.file is None:
        engine = sa.create_engine(
            place.url,
            hide_parameters=True,
            connect_args={"connect_timeout": 10, "application_name": "goodoffices"},
        )
        database = Database(place, engine)
        _only_utf8(database)
        return database
    with told(place.shown):
        _there(place.file, create)
    # Opened for writing where that is allowed: after a crash, the first who reads has to roll back what was half-written.
    uri = f"{place.file.resolve().as_uri()}?mode=rw"
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False),
        poolclass=sa.QueuePool,
        hide_parameters=True,
    )
    sa.event.listen(engine, "connect", _prepared)
    sa.event.listen(engine, "begin", _begun)
    return Database(place, engine)


def _there(file: Path, create: bool) -> None:
    """The file, made for nobody's eyes but the user's where it is missing."""
    if file.is_dir():
        raise InputError(f"{file} is a folder; name a file for the cases")
    if not create:
        if not file.exists():
            raise InputError(f"there is no case book at {file} yet; begin with `goodoffices case open PLAN`")
        return
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _prepared(connection: sqlite3.Connection, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: sa.Connection) -> None:
    """A writer takes its turn at the beginning: two who both read first and write then would stand in each other's way."""
    writes = connection.get_execution_options().get("goodoffices_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _only_utf8(database: Database) -> None:
    with database.reading() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise InputError(
            f"{database.place.shown} keeps its text as {encoding}, which cannot hold every name; make a database with the encoding UTF8"
        )
