"""A full disk, a place that may not be written, a file that is something else: one clear message each, and nothing half-written."""

from __future__ import annotations

import os
import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices.desk.cases import CaseBook, Place, Said, place_of
from goodoffices.desk.cases.attachments import File, read_files
from goodoffices.errors import InputError
from tests.desk.cases.making import Clock, fresh_database
from tests.desk.cases.plans import VISIT

PAPER = Said("a paper", (File("paper.bin", bytes(range(256)) * 400),))

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is made by fork, which is not here")


def in_a_process(work: Callable[[], object]) -> str:
    """The message that work ends with in a process of its own; nothing where it succeeds."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(out)
            work()
        except InputError as error:
            os.write(into, error.message.encode())
        except BaseException as error:
            os.write(into, f"not told: {error!r}".encode())
        finally:
            os._exit(0)
    os.close(into)
    with open(out, "rb") as stream:
        message = stream.read().decode()
    os.waitpid(child, 0)
    return message


def made(place: Place) -> None:
    with CaseBook.open(place, Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")


@pytest.fixture
def file(tmp_path: Path) -> Place:
    place = place_of(str(tmp_path / "cases" / "cases.sqlite"))
    made(place)
    return place


HM = Said("hm")


def note(place: Place, said: Said = HM) -> Callable[[], object]:
    def work() -> None:
        with CaseBook.open(place, Clock()) as book:
            book.note("2020-001", "Ann", said)

    return work


@needs_fork
@pytest.mark.parametrize("room", [0, 512, 4096, 20_000])
@pytest.mark.parametrize("said", [Said("word " * 20_000), PAPER], ids=["note", "paper"])
def test_a_full_disk_is_one_message_and_nothing_is_half_written(file: Place, room: int, said: Said) -> None:
    assert file.file
    size = 0 if said is PAPER else file.file.stat().st_size

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
        note(file, said)()

    message = in_a_process(work)
    assert "there is no room left on the disk" in message or "the disk failed" in message
    assert message.count("\n") == 0
    with CaseBook.open(file, Clock()) as book:
        (found,) = book.verify()
        assert (found.faults, found.leftovers, found.end.number) == ((), (), 2)
        assert book.note("2020-001", "Ann", said)[0].number == 3


def as_nobody(work: Callable[[], object]) -> Callable[[], object]:
    """Work as a user without rights, where we have them all."""

    def changed() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    return changed


def readable_by_all(path: Path) -> None:
    """Root's own temporary folders are shut to others; this one is opened, down to the book."""
    for folder in path.parents:
        if os.stat(folder).st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    for one in (path, *path.rglob("*")):
        one.chmod(0o555 if one.is_dir() else 0o444)


@needs_fork
def test_a_read_only_folder_is_one_message_and_can_be_read_and_verified(file: Place) -> None:
    assert file.file
    readable_by_all(file.file.parent)

    def read() -> None:
        with CaseBook.open(file, Clock()) as book:
            assert book.case("2020-001").state.title and book.verify()[0].faults == ()

    assert in_a_process(as_nobody(read)) == ""
    for said in (Said("hm"), PAPER):
        message = in_a_process(as_nobody(note(file, said)))
        assert "you may not write there" in message and "--db" in message
    elsewhere = place_of(str(file.file.parent / "other.sqlite"))
    assert "you may not write there" in in_a_process(as_nobody(lambda: made(elsewhere)))
    file.file.parent.chmod(0o755)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    for content in (b"hello, this is no database at all, but a text" * 100, b"SQLite format 3\0" + b"\xff" * 5000):
        (tmp_path / "x.sqlite").write_bytes(content)
        with pytest.raises(InputError, match="damaged, or is no case book"):
            CaseBook.open(str(tmp_path / "x.sqlite"), Clock())


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "x.sqlite") as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    other.close()
    for create in (False, True):
        with pytest.raises(InputError, match="holds something else than cases"):
            CaseBook.open(str(tmp_path / "x.sqlite"), Clock(), create)


def test_a_book_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no case book at .* yet; begin with"):
        CaseBook.open(str(tmp_path / "none" / "x.sqlite"), Clock())
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="is a folder"):
        CaseBook.open(str(tmp_path), Clock(), create=True)


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://:pw-s3cret@[x/y", "http://x"])
def test_an_address_that_is_no_book_is_told_without_its_password(url: str) -> None:
    with pytest.raises(InputError) as told:
        CaseBook.open(url, Clock())
    assert "s3cret" not in str(told.value)


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(InputError, match="cannot be reached") as told:
        CaseBook.open("postgresql://ann:pw-s3cret@127.0.0.1:1/cases", Clock())
    assert "s3cret" not in str(told.value) and "ann:***@127.0.0.1" in str(told.value)


def test_a_database_that_is_not_there_is_told(server: str) -> None:
    with pytest.raises(InputError, match="there is no such database"):
        CaseBook.open(server % "nowhere", Clock(), create=True)


def test_an_empty_database_is_told_and_left_empty_by_who_only_looks(server: str) -> None:
    url = fresh_database(server)
    with pytest.raises(InputError, match="has no cases yet; begin with"):
        CaseBook.open(url, Clock())


def test_a_database_of_another_encoding_is_told(server: str) -> None:
    with pytest.raises(InputError, match="keeps its text as LATIN1"):
        CaseBook.open(fresh_database(server, "ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'"), Clock(), create=True)


def test_a_read_only_server_is_told(server: str) -> None:
    place = place_of(fresh_database(server))
    made(place)
    only = place_of(f"{place.url}&options=-c%20default_transaction_read_only%3Don")
    with CaseBook.open(only, Clock()) as book:
        assert book.verify()[0].faults == ()
        with pytest.raises(InputError, match="takes no writing just now"):
            book.note("2020-001", "Ann", Said("hm"))


def test_a_user_without_rights_is_told(server: str) -> None:
    place = place_of(fresh_database(server))
    made(place)
    with CaseBook.open(place, Clock()) as book, book._database.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS guest")
        connection.exec_driver_sql("CREATE ROLE guest LOGIN")
    with pytest.raises(InputError, match="may not read or write the tables"):
        CaseBook.open(place_of(place.url.replace("goodoffices@", "guest@")), Clock())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_attached_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="no ordinary file"):
        read_files([tmp_path / "pipe"])
    with pytest.raises(InputError, match="no ordinary file"):
        read_files([tmp_path])


def test_a_folder_is_attached_file_by_file_and_an_empty_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "packet" / "sub").mkdir(parents=True)
    with pytest.raises(InputError, match="no file in the folder"):
        read_files([tmp_path / "packet"])
    (tmp_path / "packet" / "sub" / "b.txt").write_bytes(b"b")
    (tmp_path / "packet" / "a.txt").write_bytes(b"a")
    assert [file.name for file in read_files([tmp_path / "packet"])] == ["a.txt", "sub/b.txt"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(raw, "wb") as stream:
        stream.write(b"x")
    with pytest.raises(InputError, match="is no text; rename the file"):
        read_files([Path(os.fsdecode(raw))])
