"""Case books to test with: in a file, and in a PostgreSQL server that is started for the tests alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="cases need the packages of the extra `cases`")

from goodoffices.desk.cases import CaseBook, Place, place_of
from tests.desk.cases.making import Clock, NoServerError, fresh_schema, own_server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of the tests' own, with a place for the database's name."""
    try:
        with own_server("-c fsync=off") as address:
            yield address
    except NoServerError as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a book can be made, on each of both databases."""
    if request.param == "sqlite":
        return place_of(str(tmp_path / "cases" / "cases.sqlite"))
    return place_of(fresh_schema(request.getfixturevalue("server")))


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
