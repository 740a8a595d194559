"""The tables come from the migrations, and a book of another version is told so."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from goodoffices.desk.cases import CaseBook, Place, Said
from goodoffices.desk.cases.database import VERSIONS, open_database, open_outdated
from goodoffices.desk.cases.schema import HEAD, metadata
from goodoffices.errors import InputError
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import VISIT

MIGRATIONS = Path(open_database.__code__.co_filename).parent / "migrations"


def to_revision(place: Place, revision: str) -> None:
    """Make the tables as an earlier version of the program made them."""
    from alembic import command
    from alembic.config import Config

    if place.file:
        place.file.parent.mkdir(parents=True)
        place.file.touch()
    database = open_outdated(place)
    with database.writing() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes |= {"connection": connection, "version_table": VERSIONS}
        command.upgrade(config, revision)
    database.close()


def test_the_newest_migration_is_the_one_the_program_knows() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_that_the_program_uses(book: CaseBook) -> None:
    with book._database.reading() as connection:
        found = sa.inspect(connection)
        for name, table in metadata.tables.items():
            columns = {c["name"]: c["nullable"] for c in found.get_columns(name)}
            assert columns == {c.name: c.nullable for c in table.columns}
            assert found.get_pk_constraint(name)["constrained_columns"] == [c.name for c in table.primary_key]
            assert {k["referred_table"] for k in found.get_foreign_keys(name)} == {
                k.column.table.name for k in table.foreign_keys
            }


def test_a_book_of_an_earlier_version_is_told_and_can_be_brought_up(place: Place) -> None:
    to_revision(place, "0001")
    for create in (False, True):
        with pytest.raises(InputError, match=r"an earlier version of this program; .*goodoffices case upgrade"):
            CaseBook.open(place, Clock(), create)
    assert CaseBook.upgrade(place) == "0001"
    assert CaseBook.upgrade(place) == HEAD
    with CaseBook.open(place, Clock()) as book:
        book.open_case("v.yaml", VISIT, "Ann")
        with pytest.raises(InputError, match="would break a journal"), book._database.writing() as connection:
            connection.exec_driver_sql("DELETE FROM entries")
        assert book.verify()[0].faults == ()


def test_a_book_of_a_later_version_is_told_and_left_as_it_is(book: CaseBook) -> None:
    with book._database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE {VERSIONS} SET version_num = '9999'")
    with pytest.raises(InputError, match=r"later version of this program .*update goodoffices"):
        CaseBook.open(book.place, Clock())


def test_a_book_in_a_file_is_its_owners_alone(file_book: CaseBook) -> None:
    assert file_book.place.file
    assert file_book.place.file.stat().st_mode & 0o077 == 0
    assert file_book.place.file.parent.stat().st_mode & 0o077 == 0


def test_a_commit_is_on_the_disk_when_it_returns(book: CaseBook) -> None:
    """The settings on which the promise of an acknowledged entry rests."""
    book.open_case("v.yaml", VISIT, "Ann", said=Said("hm"))
    with book._database.writing() as connection:
        if book.place.file:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "truncate"
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


def test_other_tables_of_a_teams_database_are_left_alone(server: str) -> None:
    from tests.desk.cases.making import fresh_database

    url = fresh_database(server)
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num text)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('of another program')")
    with CaseBook.open(url, Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")
    with engine.begin() as connection:
        assert (
            connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "of another program"
        )
    engine.dispose()
