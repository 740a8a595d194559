"""Sealing: what is personal becomes ciphertext, the journal stays whole, and the key opens it again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from goodoffices.desk.cases import CaseBook, Said
from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.canonical import digest
from goodoffices.desk.cases.ciphers import Key, make_key, open_payload, read_key, seal_payload
from goodoffices.desk.cases.journal import locked
from goodoffices.desk.cases.sealing import seal
from goodoffices.errors import InputError
from tests.desk.cases.plans import VISIT

PASSPORT = File("passport of Jane Roe.txt", b"PASSPORT OF JANE ROE " * 40)


@pytest.fixture
def closed(book: CaseBook) -> CaseBook:
    book.open_case("v.yaml", VISIT, "Ann", said=Said("Jane Roe asked us", (PASSPORT,)))
    book.note("2020-001", "Ann", Said("again", (PASSPORT, File("b", b"two"))))
    book.close_case("2020-001", "Ann")
    return book


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return make_key(tmp_path / "key", None)


def everything_kept(book: CaseBook) -> bytes:
    """Every byte of the book: the file with its free space and its folder, or the tables."""
    if book.place.file:
        return b"".join(p.read_bytes() for p in book.place.file.parent.rglob("*") if p.is_file())
    with book._database.reading() as connection:
        found = [
            *connection.exec_driver_sql("SELECT body FROM entries").scalars(),
            *connection.exec_driver_sql("SELECT content FROM payloads").scalars(),
            *connection.exec_driver_sql("SELECT content FROM attachments").scalars(),
        ]
    return b"".join(one.encode() if isinstance(one, str) else bytes(one) for one in found)


def test_nothing_personal_can_be_read_after_sealing_and_the_journal_is_whole(closed: CaseBook, key: Key) -> None:
    before = {row.entry.number: row.hash for row in closed.case("2020-001").entries}
    assert b"JANE ROE" in everything_kept(closed) and b"Jane Roe" in everything_kept(closed)
    closed.seal("2020-001", "Ann", lambda: key)
    kept = everything_kept(closed)
    for word in (b"Jane", b"JANE", b"again", b"relief society", key.secret):
        assert word not in kept
    after = {row.entry.number: row.hash for row in closed.case("2020-001").entries}
    assert after == before | {5: after[5]}
    assert closed.verify()[0].faults == () and closed.verify()[0].leftovers == ()
    assert closed.case("2020-001").state.title == "(sealed)"


def test_what_is_not_personal_is_known_of_a_sealed_case(closed: CaseBook, key: Key) -> None:
    until = closed.case("2020-001").retention
    closed.seal("2020-001", "Ann", lambda: key)
    case = closed.case("2020-001")
    assert case.retention == until and case.state.status == "sealed"
    assert case.state.ruled["status"] == "permission"


def test_the_key_shows_a_sealed_case_without_unsealing_it(closed: CaseBook, key: Key) -> None:
    closed.seal("2020-001", "Ann", lambda: key)
    assert closed.case("2020-001", key).state.title == "Jane Roe sees the rest homes"
    assert closed.file("2020-001", PASSPORT.name, key)[1] == PASSPORT.content
    assert closed.remake("2020-001", 0, key).same
    with pytest.raises(InputError, match="is sealed"):
        closed.file("2020-001", PASSPORT.name)


def test_unsealing_brings_back_exactly_what_was_sealed(closed: CaseBook, key: Key) -> None:
    before = [row.payload for row in closed.case("2020-001").entries]
    closed.seal("2020-001", "Ann", lambda: key)
    closed.unseal("2020-001", "Ann", key)
    case = closed.case("2020-001")
    assert [row.payload for row in case.entries[:4]] == before
    assert [row.entry.act for row in case.entries[4:]] == ["sealed", "unsealed"]
    assert closed.file("2020-001", PASSPORT.name)[1] == PASSPORT.content
    assert closed.verify()[0].faults == () and closed.verify()[0].leftovers == ()
    closed.seal("2020-001", "Ann", lambda: key)
    assert closed.verify()[0].faults == () and b"Jane" not in everything_kept(closed)


def test_an_open_case_is_not_sealed_and_no_key_is_made_for_it(book: CaseBook) -> None:
    book.open_case("v.yaml", VISIT, "Ann")
    with pytest.raises(InputError, match="close it before"):
        book.seal("2020-001", "Ann", lambda: pytest.fail("a key was asked for"))


def test_nothing_can_be_done_in_a_sealed_case(closed: CaseBook, key: Key) -> None:
    closed.seal("2020-001", "Ann", lambda: key)
    for act in (closed.note, closed.close_case, closed.reopen):
        with pytest.raises(InputError, match="unseal it first"):
            act("2020-001", "Ann", Said("hm"))


def test_another_key_is_told_from_the_right_one(closed: CaseBook, key: Key, tmp_path: Path) -> None:
    other = make_key(tmp_path / "other", None)
    closed.seal("2020-001", "Ann", lambda: key)
    with pytest.raises(InputError, match=f"this is the key {other.mark}.*with the key {key.mark}"):
        closed.unseal("2020-001", "Ann", other)
    with pytest.raises(InputError, match="this is the key"):
        closed.case("2020-001", other)


def test_a_journal_that_is_not_whole_is_not_sealed(closed: CaseBook, key: Key) -> None:
    if closed.place.attachments is None:
        pytest.skip("a file can only be lost from a folder")
    next(p for p in closed.place.attachments.rglob("*") if p.is_file()).unlink()
    with pytest.raises(InputError, match="nothing was sealed"):
        closed.seal("2020-001", "Ann", lambda: key)


def test_what_an_interrupted_sealing_left_in_clear_is_found_and_removed(file_book: CaseBook, key: Key) -> None:
    file_book.open_case("v.yaml", VISIT, "Ann", said=Said("", (PASSPORT,)))
    file_book.close_case("2020-001", "Ann")
    with file_book._database.writing() as connection:
        # As `CaseBook.seal` does it, but killed after the transaction and before the files are deleted.
        seal(connection, file_book._files, locked(connection, "2020-001"), key, file_book._clock(), "Ann")
    assert b"JANE" in everything_kept(file_book)
    found = file_book.verify()[0]
    assert found.faults == () and found.leftovers == (PASSPORT.sha256,)
    assert file_book.seal("2020-001", "Ann", lambda: key) == ()
    assert b"JANE" not in everything_kept(file_book) and file_book.verify()[0].leftovers == ()


def test_a_ciphertext_stands_in_no_other_place(key: Key) -> None:
    payload = b'{"a":1}'
    sealed = seal_payload(key, "2020-001", 1, payload, {})
    assert open_payload(key, "2020-001", 1, digest(payload), sealed).payload == payload
    for case, number, mark in (
        ("2020-002", 1, digest(payload)),
        ("2020-001", 2, digest(payload)),
        ("2020-001", 1, digest(b"")),
    ):
        with pytest.raises(InputError, match="cannot be opened"):
            open_payload(key, case, number, mark, sealed)
    assert seal_payload(key, "2020-001", 1, payload, {}) != sealed


def test_a_key_file_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key = make_key(path, tmp_path / "cases")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"
    assert read_key(path) == key and key.secret.hex() not in repr(key)
    with pytest.raises(InputError, match="file exists"):
        make_key(path, None)
    assert read_key(path) == key


def test_a_key_is_not_made_beside_the_cases(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    with pytest.raises(InputError, match="beside the cases"):
        make_key(tmp_path / "cases" / "key", tmp_path / "cases")


@pytest.mark.parametrize(
    "content", [b"", b"goodoffices-key/1\nAAAA\n", b"hello", b"\xff\xfe", b"goodoffices-key/1\n!\n", b"x" * 5000]
)
def test_what_is_no_key_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(InputError, match="is no key"):
        read_key(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_key(tmp_path / "key", None)
    (tmp_path / "key").chmod(0o644)
    with pytest.raises(InputError, match="others can read the key"):
        read_key(tmp_path / "key")
