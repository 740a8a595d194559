"""What the tests of cases are made with: a clock that can be put, and databases that are empty."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa


class Clock:
    """A clock that goes on by a second at each look, and can be put to a day."""

    def __init__(self) -> None:
        self.now = dt.datetime(2020, 9, 14, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def put(self, day: str) -> None:
        self.now = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


_COUNT = iter(range(1_000_000))


def fresh_database(server: str, how: str = "") -> str:
    """The address of a new and empty database."""
    name = f"cases_{next(_COUNT)}"
    _run(server, f"CREATE DATABASE {name} {how}")
    return server % name


def fresh_schema(server: str) -> str:
    """The address of a new and empty schema, as a team has it that shares a database with others; it takes less time than a database."""
    name = f"cases_{next(_COUNT)}"
    _run(server, f"CREATE SCHEMA {name}")
    return f"{server % 'postgres'}&options=-csearch_path%3D{name}"


def _run(server: str, statement: str) -> None:
    url = (server % "postgres").replace("postgresql:", "postgresql+psycopg:")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


class NoServerError(Exception):
    """There is no PostgreSQL server that could be started here; the message says why."""


@contextmanager
def own_server(settings: str = "") -> Iterator[str]:
    """Start a PostgreSQL server of our own, on a socket in a folder of its own, as somebody who is not root; it ends with the block.

    Its address has a place, `%s`, for the database's name.
    """
    programs, owner = _programs(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="goodoffices-pg-"))

    def run(*words: str | Path) -> None:
        done = subprocess.run(words, user=owner, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    try:
        if owner:
            shutil.chown(folder, owner)
        data = folder / "data"
        run(programs / "initdb", "-D", data, "-U", "goodoffices", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {folder} -h '' -c max_connections=60 {settings}"
        run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        try:
            yield f"postgresql://goodoffices@/%s?host={folder}"
        finally:
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The newest PostgreSQL server on this machine."""
    if sys.platform == "win32":
        raise NoServerError("the PostgreSQL server of the tests is reached through a Unix socket, which is not here")
    versions = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    if versions:
        return max(versions, key=lambda p: float(p.parent.name))
    initdb = shutil.which("initdb")
    if initdb is None:
        raise NoServerError("there is no PostgreSQL server here (Debian and Ubuntu: the package postgresql)")
    return Path(initdb).parent


def _owner() -> str | None:
    """Who runs the server: whoever runs the tests, or where that is root, somebody else, for PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {one.pw_name for one in pwd.getpwall()}
    owner = next((name for name in ("postgres", "nobody") if name in known), None)
    if owner is None:
        raise NoServerError("PostgreSQL does not run as root, and there is no user postgres or nobody to run it")
    return owner
