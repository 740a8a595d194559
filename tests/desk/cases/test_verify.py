"""A journal that was tampered with is found out, wherever a byte was changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.desk.cases import CaseBook, Place, Receipt, Said, Verified, place_of
from goodoffices.desk.cases.attachments import File, InFolder, InTable
from goodoffices.desk.cases.canonical import digest
from goodoffices.desk.cases.ciphers import make_key
from goodoffices.desk.cases.database import open_database
from goodoffices.desk.cases.verify import verify_book
from goodoffices.errors import InputError
from tests.desk.cases.making import Clock, fresh_schema
from tests.desk.cases.plans import CONTACT, VISIT

Change = Callable[[sa.Connection], object]


@pytest.fixture
def filled(book: CaseBook, tmp_path: Path) -> CaseBook:
    """A case that is open, with notes and papers, and one that is sealed."""
    papers = Said("papers", (File("a.txt", b"the letter"), File("b.txt", b"the licence")))
    book.open_case("v.yaml", VISIT, "Ann", said=papers)
    for number in range(3):
        book.note("2020-001", "Ann", Said(f"note {number}"))
    book.open_case("c.yaml", CONTACT, "Kim", said=papers)
    book.close_case("2020-002", "Kim")
    book.seal("2020-002", "Kim", lambda: make_key(tmp_path / "key", None))
    return book


@contextmanager
def tampered(place: Place, change: Change) -> Iterator[list[Verified]]:
    """What verifying finds after a change by somebody who owns the database; the change is then taken back."""
    database = open_database(place)
    store = InFolder(place.attachments) if place.attachments else InTable()
    try:
        with database.engine.connect() as connection:
            connection = connection.execution_options(goodoffices_writes=True)
            with connection.begin() as transaction:
                _without_guards(connection)
                change(connection)
                yield verify_book(connection, store)
                transaction.rollback()
    finally:
        database.close()


def _without_guards(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def broken(found: list[Verified]) -> list[tuple[str, int]]:
    """The first fault of each case that has any."""
    return [(one.faults[0].case, one.faults[0].number) for one in found if one.faults]


def test_what_nobody_touched_is_whole(filled: CaseBook) -> None:
    found = filled.verify()
    assert [(one.end.case, one.end.number, one.faults, one.leftovers) for one in found] == [
        *[("2020-001", 5, (), ()), ("2020-002", 4, (), ())]
    ]


_FIELDS = [
    *[("entries", "body"), ("entries", "hash"), ("payloads", "content"), ("cases", "hash"), ("attachments", "content")],
    ("attachments", "sha256"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_byte_is_found_in_whatever_is_kept(filled: CaseBook, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(_FIELDS))
    if table == "attachments" and filled.place.attachments:
        _flip_a_file(filled, data)
        return

    def change(connection: sa.Connection) -> None:
        keys = [column.name for column in _table(table).primary_key]
        rows = (
            connection.execute(sa.select(_table(table)).order_by(*(_table(table).c[k] for k in keys))).mappings().all()
        )
        row = data.draw(st.sampled_from(rows))
        where = sa.and_(*(_table(table).c[k] == row[k] for k in keys))
        connection.execute(_table(table).update().where(where).values({column: _flipped(row[column], data)}))

    with tampered(filled.place, change) as found:
        assert broken(found)


def _table(name: str) -> sa.Table:
    from goodoffices.desk.cases.schema import metadata

    return metadata.tables[name]


def _flipped(value: str | bytes, data: st.DataObject) -> str | bytes:
    at = data.draw(st.integers(0, len(value) - 1))
    if isinstance(value, str):
        other = data.draw(st.sampled_from([c for c in '0123456789abcdef"{}, x' if c != value[at]]))
        return value[:at] + other + value[at + 1 :]
    return value[:at] + bytes([value[at] ^ data.draw(st.integers(1, 255))]) + value[at + 1 :]


def _flip_a_file(book: CaseBook, data: st.DataObject) -> None:
    assert book.place.attachments
    path = data.draw(st.sampled_from(sorted(p for p in book.place.attachments.rglob("*") if p.is_file())))
    content = path.read_bytes()
    flipped = _flipped(content, data)
    assert isinstance(flipped, bytes)
    path.write_bytes(flipped)
    assert broken(book.verify())
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("DELETE FROM entries WHERE case_name = '2020-001' AND number = 3", ("2020-001", 3)),
        ("DELETE FROM entries WHERE case_name = '2020-001' AND number = 5", ("2020-001", 5)),
        ("DELETE FROM payloads WHERE case_name = '2020-001' AND number = 4", ("2020-001", 4)),
        ("UPDATE cases SET number = 4 WHERE name = '2020-001'", ("2020-001", 5)),
        ("UPDATE payloads SET sealed = TRUE WHERE case_name = '2020-001' AND number = 4", ("2020-001", 4)),
        ("UPDATE payloads SET sealed = FALSE WHERE case_name = '2020-002' AND number = 1", ("2020-002", 1)),
        ("DELETE FROM payloads WHERE case_name = '2020-002' AND number = 2", ("2020-002", 2)),
        ("DELETE FROM cases WHERE name = '2020-001'", ("2020-001", 0)),
        ("UPDATE entries SET body = (SELECT body FROM entries WHERE case_name = '2020-001' AND number = 3), hash = (SELECT hash "
         "FROM entries WHERE case_name = '2020-001' AND number = 3) WHERE case_name = '2020-001' AND number = 4", ("2020-001", 4)),
        ("INSERT INTO payloads (case_name, number, sealed, content) VALUES ('2020-002', 4, FALSE, 'x')", ("2020-002", 4)),
    ],
)  # fmt: skip
def test_the_first_broken_entry_is_named(filled: CaseBook, statement: str, first: tuple[str, int]) -> None:
    if filled.place.file is None:
        statement = statement.replace("'x'", "'x'::bytea")
    with tampered(filled.place, lambda connection: connection.exec_driver_sql(statement)) as found:
        assert first in broken(found)


def test_a_cut_off_end_that_was_tidied_up_is_shown_by_a_receipt_alone(filled: CaseBook) -> None:
    end = next(one.end for one in filled.verify() if one.end.case == "2020-001")

    def cut(connection: sa.Connection) -> None:
        connection.exec_driver_sql("DELETE FROM payloads WHERE case_name = '2020-001' AND number = 5")
        connection.exec_driver_sql("DELETE FROM entries WHERE case_name = '2020-001' AND number = 5")
        connection.exec_driver_sql(
            "UPDATE cases SET number = 4, hash = (SELECT hash FROM entries WHERE case_name = '2020-001' AND number = 4) "
            "WHERE name = '2020-001'"
        )

    store = InFolder(filled.place.attachments) if filled.place.attachments else InTable()

    def cut_and_look(connection: sa.Connection) -> None:
        cut(connection)
        held = verify_book(connection, store, [end])
        assert broken(held) == [("2020-001", 5)]

    with tampered(filled.place, cut_and_look) as found:
        assert not broken(found)


def test_a_case_that_is_gone_whole_is_shown_by_a_receipt(filled: CaseBook) -> None:
    gone = Receipt("2019-007", 3, "a" * 64)
    assert broken(filled.verify(receipts=[gone])) == [("2019-007", 0)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET hash = 'x'",
        "DELETE FROM entries",
        "DELETE FROM cases",
        "DELETE FROM payloads",
        "UPDATE cases SET number = 0",
        "UPDATE payloads SET content = content",
        "UPDATE payloads SET sealed = TRUE WHERE case_name = '2020-001'",
        "INSERT INTO entries (case_name, number, body, hash) VALUES ('2020-001', 2, '{}', 'x')",
        "INSERT INTO entries (case_name, number, body, hash) VALUES ('2020-001', 9, '{}', 'x')",
        "INSERT INTO cases (name, number, hash) VALUES ('2020-003', 5, 'x')",
    ],
)
def test_the_database_itself_refuses_what_would_change_a_journal(filled: CaseBook, statement: str) -> None:
    database = open_database(filled.place)
    with pytest.raises(InputError, match="would break a journal"), database.writing() as connection:
        connection.exec_driver_sql(statement)
    database.close()


def test_replacing_a_row_is_refused_by_sqlite(tmp_path: Path, clock: Clock) -> None:
    with CaseBook.open(str(tmp_path / "c.sqlite"), clock, create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")
        database = open_database(book.place)
        for table, values in (("entries", "('2020-001', 2, '{}', 'x')"), ("cases", "('2020-001', 0, 'x')")):
            with pytest.raises(InputError, match="would break a journal"), database.writing() as connection:
                connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} VALUES {values}")
        database.close()


def test_truncating_a_table_is_refused_by_postgresql(server: str, clock: Clock) -> None:
    with CaseBook.open(fresh_schema(server), clock, create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")
        database = open_database(book.place)
        with pytest.raises(InputError, match="would break a journal"), database.writing() as connection:
            connection.exec_driver_sql("TRUNCATE cases CASCADE")
        database.close()


@pytest.fixture(scope="module")
def whole_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A book in a file, and its export."""
    folder = tmp_path_factory.mktemp("whole")
    with CaseBook.open(str(folder / "cases.sqlite"), Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")
        book.note("2020-001", "Ann", Said("a note"))
        book.export([], folder / "all.zip")
    return folder / "cases.sqlite", (folder / "all.zip").read_bytes()


@settings(max_examples=150, deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_file_is_found_or_changes_nothing_that_is_kept(
    whole_file: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory, at: float, bit: int
) -> None:
    source, export = whole_file
    folder = tmp_path_factory.mktemp("flipped")
    shutil.copy(source, folder / "cases.sqlite")
    data = bytearray((folder / "cases.sqlite").read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    (folder / "cases.sqlite").write_bytes(data)
    try:
        with CaseBook.open(place_of(str(folder / "cases.sqlite")), Clock()) as book:
            if not broken(book.verify()):
                book.export([], folder / "all.zip")
                assert (folder / "all.zip").read_bytes() == export
    except InputError:
        pass
    shutil.rmtree(folder)


def test_an_entry_that_was_rewritten_with_its_own_hash_is_found_by_the_one_after_it(filled: CaseBook) -> None:
    def change(connection: sa.Connection) -> None:
        where = "case_name = '2020-001' AND number = 3"
        body = connection.exec_driver_sql(f"SELECT body FROM entries WHERE {where}").scalar_one()
        forged = body.replace('"who":"Ann"', '"who":"Eve"')
        assert forged != body
        table = _table("entries")
        row = (table.c.case_name == "2020-001") & (table.c.number == 3)
        connection.execute(table.update().where(row).values(body=forged, hash=digest(forged.encode())))

    with tampered(filled.place, change) as found:
        assert broken(found) == [("2020-001", 4)]
        assert "does not follow from the entry before it" in str(found[0].faults[0])
