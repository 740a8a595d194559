"""Exports come back exactly, and what was made to harm does not come in."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.desk.cases import CaseBook, Said
from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.canonical import canonical
from goodoffices.desk.cases.ciphers import make_key
from goodoffices.errors import InputError
from tests.desk.cases.making import Clock, fresh_schema
from tests.desk.cases.plans import CONTACT, VISIT

Files = dict[str, bytes]


def fill(book: CaseBook, key: Path) -> None:
    papers = Said("papers", (File("../../etc/passwd", b"one"), File("..\\x\x00\u202e.exe", b"two")))
    book.open_case("v.yaml", VISIT, "Ann", said=papers)
    book.note("2020-001", "Ann", Said("=cmd|' /C calc'!A0 <script>"))
    book.open_case("c.yaml", CONTACT, "Kim", said=papers)
    book.close_case("2020-002", "Kim")
    book.seal("2020-002", "Kim", lambda: make_key(key, None))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    with CaseBook.open(str(tmp_path / "from" / "cases.sqlite"), Clock(), create=True) as book:
        fill(book, tmp_path / "key")
        book.export([], tmp_path / "all.zip")
    return tmp_path / "all.zip"


def unpacked(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def untouched(book: CaseBook) -> None:
    """Nothing came in: neither cases nor files."""
    assert book.names() == ()
    folder = book.place.attachments
    assert folder is None or not [p for p in folder.rglob("*") if p.is_file()]


def test_an_export_comes_back_exactly_into_either_database(book: CaseBook, export: Path, tmp_path: Path) -> None:
    receipts = book.take_in(export)
    assert [(one.end, one.faults, one.leftovers) for one in book.verify()] == [(one, (), ()) for one in receipts]
    book.export([], tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == export.read_bytes()
    assert book.file("2020-001", "../../etc/passwd")[1] == b"one"
    assert not (tmp_path / "etc").exists()


def test_one_database_hands_over_to_the_other(server: str, tmp_path: Path) -> None:
    with CaseBook.open(fresh_schema(server), Clock(), create=True) as team:
        fill(team, tmp_path / "key")
        team.export(["2020-001"], tmp_path / "one.zip")
    with CaseBook.open(str(tmp_path / "cases.sqlite"), Clock(), create=True) as mine:
        mine.take_in(tmp_path / "one.zip")
        mine.export([], tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_case_that_is_there_already_is_not_taken_in_again(book: CaseBook, export: Path) -> None:
    book.open_case("v.yaml", VISIT, "Ann", name="2020-002")
    with pytest.raises(InputError, match="there is a case 2020-002 already"):
        book.take_in(export)
    assert book.names() == ("2020-002",)
    assert book.place.attachments is None or not [p for p in book.place.attachments.rglob("*") if p.is_file()]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_changed_byte_in_any_file_of_an_export_is_refused(
    file_book: CaseBook, export: Path, tmp_path: Path, data: st.DataObject
) -> None:
    files = unpacked(export)
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name]) - 1))
    changed = bytearray(files[name])
    changed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(InputError, match="nothing was imported"):
        file_book.take_in(packed(tmp_path / "changed.zip", files | {name: bytes(changed)}))
    untouched(file_book)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_zip_itself_is_refused_or_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, export: Path, at: float, bit: int
) -> None:
    folder = tmp_path_factory.mktemp("flipped")
    data = bytearray(export.read_bytes())
    data[int(at * len(data))] ^= 1 << bit
    (folder / "flipped.zip").write_bytes(data)
    with CaseBook.open(str(folder / "cases.sqlite"), Clock(), create=True) as book:
        try:
            book.take_in(folder / "flipped.zip")
        except InputError as error:
            assert "\n" not in error.message
            untouched(book)
            return
        book.export([], folder / "again.zip")
    assert (folder / "again.zip").read_bytes() == export.read_bytes()


def lines(files: Files) -> list[dict[str, object]]:
    return [json.loads(line) for line in files["journal.jsonl"].splitlines()]


def written(found: list[dict[str, object]]) -> bytes:
    return b"".join(canonical(line) + b"\n" for line in found)  # type: ignore[arg-type]  # parsed JSON


def without_the_last(files: Files) -> Files:
    return files | {"journal.jsonl": written(lines(files)[:-1])}


def with_one_twice(files: Files) -> Files:
    found = lines(files)
    return files | {"journal.jsonl": written([*found, found[-1]])}


def in_another_order(files: Files) -> Files:
    found = lines(files)
    return files | {"journal.jsonl": written([found[1], found[0], *found[2:]])}


def with_another_payload(files: Files) -> Files:
    found = lines(files)
    found[2] = {**found[2], "payload": {"salt": "0", "text": "another note"}}
    return files | {"journal.jsonl": written(found)}


def without_an_attachment(files: Files) -> Files:
    gone = next(name for name in files if name.startswith("attachments/2020-001/"))
    return {name: content for name, content in files.items() if name != gone}


def with_an_attachment_more(files: Files) -> Files:
    from goodoffices.desk.cases.canonical import digest

    return files | {f"attachments/2020-001/{digest(b'more')}": b"more"}


def with_a_cut_off_line(files: Files) -> Files:
    return files | {"journal.jsonl": files["journal.jsonl"][:-1]}


def of_another_format(files: Files) -> Files:
    return files | {"manifest.json": files["manifest.json"].replace(b"cases/1", b"cases/2")}


def with_a_number_beyond_all(files: Files) -> Files:
    return files | {"manifest.json": files["manifest.json"].replace(b'"number":3', b'"number":9007199254740991')}


def with_a_case_of_an_evil_name(files: Files) -> Files:
    return files | {"manifest.json": files["manifest.json"].replace(b"2020-001", b"../../20")}


def path_out_of_the_folder(files: Files) -> Files:
    return files | {"attachments/../../../../tmp/evil": b"x"}


def an_absolute_path(files: Files) -> Files:
    return files | {"/etc/cron.d/evil": b"x"}


def a_file_of_no_export(files: Files) -> Files:
    return files | {"readme.txt": b"x"}


def an_attachment_of_no_case(files: Files) -> Files:
    return files | {f"attachments/2019-001/{'0' * 64}": b"x"}


def without_a_manifest(files: Files) -> Files:
    return {name: content for name, content in files.items() if name != "manifest.json"}


@pytest.mark.parametrize(
    "harm",
    [
        *[without_the_last, with_one_twice, in_another_order, with_another_payload, without_an_attachment],
        *[with_an_attachment_more, with_a_cut_off_line, of_another_format, with_a_number_beyond_all],
        *[with_a_case_of_an_evil_name, path_out_of_the_folder, an_absolute_path, a_file_of_no_export],
        *[an_attachment_of_no_case, without_a_manifest],
    ],
)
def test_what_is_no_export_is_refused_and_nothing_of_it_stays(
    book: CaseBook, export: Path, tmp_path: Path, harm: Callable[[Files], Files]
) -> None:
    with pytest.raises(InputError) as refused:
        book.take_in(packed(tmp_path / "harm.zip", harm(unpacked(export))))
    assert "\n" not in refused.value.message
    untouched(book)
    assert not Path("/tmp/evil").exists()


def test_a_name_that_stands_twice_is_refused(file_book: CaseBook, export: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(export, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("manifest.json", b"{}")
    with pytest.raises(InputError, match="stands in it twice"):
        file_book.take_in(export)


def test_a_bomb_is_refused_before_it_goes_off(file_book: CaseBook, export: Path, tmp_path: Path) -> None:
    files = unpacked(export) | {f"attachments/2020-001/{'0' * 64}": b"\0" * 150_000_000}
    with pytest.raises(InputError, match="unpacks to more than any export of its size"):
        file_book.take_in(packed(tmp_path / "bomb.zip", files))
    untouched(file_book)


def test_a_bomb_that_lies_about_its_size_is_refused(file_book: CaseBook, export: Path, tmp_path: Path) -> None:
    name = f"attachments/2020-001/{'0' * 64}"
    path = packed(tmp_path / "bomb.zip", unpacked(export) | {name: b"\0" * 150_000_000})
    data = path.read_bytes()
    path.write_bytes(data.replace((150_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(InputError, match="nothing was imported"):
        file_book.take_in(path)
    untouched(file_book)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_is_told(file_book: CaseBook, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.zip").write_bytes(content)
    with pytest.raises(InputError, match="nothing was imported"):
        file_book.take_in(tmp_path / "no.zip")


def test_an_encrypted_zip_is_told(file_book: CaseBook, export: Path) -> None:
    data = bytearray(export.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    export.write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        file_book.take_in(export)


def test_a_case_that_is_not_whole_is_not_exported(file_book: CaseBook, tmp_path: Path) -> None:
    file_book.open_case("v.yaml", VISIT, "Ann", said=Said("", (File("a", b"one"),)))
    assert file_book.place.attachments
    next(p for p in file_book.place.attachments.rglob("*") if p.is_file()).write_bytes(b"two")
    with pytest.raises(InputError, match="nothing was exported"):
        file_book.export([], tmp_path / "out.zip")
    assert not (tmp_path / "out.zip").exists()


def test_an_export_is_never_written_over_another_file_unless_forced(file_book: CaseBook, tmp_path: Path) -> None:
    file_book.open_case("v.yaml", VISIT, "Ann")
    out = tmp_path / "out.zip"
    out.write_bytes(b"mine")
    with pytest.raises(InputError, match="exists already"):
        file_book.export([], out)
    assert out.read_bytes() == b"mine"
    file_book.export([], out, force=True)
    assert zipfile.is_zipfile(io.BytesIO(out.read_bytes()))
    assert [p.name for p in tmp_path.glob(".goodoffices-*")] == []
