"""Case books to test with: in a file, and in a PostgreSQL server that is started for the tests alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="cases need the packages of the extra `cases`")

from goodoffices.desk.cases import CaseBook, Place, place_of
from tests.desk.cases.making import Clock, fresh_database


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _programs() -> Path | None:
    """The newest PostgreSQL server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name.split(".")[0]))
    if found and (found[-1] / "initdb").exists():
        return found[-1]
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of our own, on a socket in a folder of its own, run by somebody who is not root."""
    if sys.platform == "win32":
        pytest.skip("the test's PostgreSQL server is reached through a Unix socket")
    programs = _programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server here (Debian: postgresql-15)")
    owner: str | None = None
    if os.geteuid() == 0:
        import pwd

        names = [name for name in ("postgres", "nobody") if name in {one.pw_name for one in pwd.getpwall()}]
        if not names:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
        owner = names[0]
    folder = Path(tempfile.mkdtemp(prefix="goodoffices-pg-"))
    try:
        if owner:
            shutil.chown(folder, owner)

        def run(*words: str) -> None:
            done = subprocess.run(
                words, user=owner, cwd=folder, capture_output=True, text=True, timeout=120, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr

        data = str(folder / "data")
        run(str(programs / "initdb"), "-D", data, "-U", "goodoffices", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {folder} -h '' -c max_connections=60"
        run(str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgresql://goodoffices@/%s?host={folder}"
        finally:
            run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a book can be made, on each of both databases."""
    if request.param == "sqlite":
        return place_of(str(tmp_path / "cases" / "cases.sqlite"))
    return place_of(fresh_database(request.getfixturevalue("server")))


@pytest.fixture
def book(place: Place, clock: Clock) -> Iterator[CaseBook]:
    """A book on each of both databases."""
    with CaseBook.open(place, clock, create=True) as made:
        yield made


@pytest.fixture
def file_book(tmp_path: Path, clock: Clock) -> Iterator[CaseBook]:
    """A book in a file, where the database makes no difference."""
    with CaseBook.open(str(tmp_path / "cases" / "cases.sqlite"), clock, create=True) as made:
        yield made
