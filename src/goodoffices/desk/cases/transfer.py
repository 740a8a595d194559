"""Cases as a file: a ZIP with their journals as JSON lines and their attachments, to hand over, to archive, and to take in again exactly.

`manifest.json` names the format and each case's end; `journal.jsonl` has a line for each entry, with its body, its hash, and its payload (or
the ciphertext of it, in base64); `attachments/CASE/SHA256` are the files. All JSON is canonical, and the ZIP has no days of its own, so that
the same cases always give the same bytes. What comes in is believed in nothing: names, sizes, order, hashes and digests are checked, and one
transaction takes all of it or nothing.
"""

from __future__ import annotations

import base64
import contextlib
import os
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from goodoffices.desk.cases.attachments import MOST_BYTES, Attachments
from goodoffices.desk.cases.canonical import Record, canonical, digest, number_of, read_record, records_of, text_of
from goodoffices.desk.cases.entries import Receipt, case_name, read_entry
from goodoffices.desk.cases.faults import of_disk
from goodoffices.desk.cases.journal import Row, begin, rows, write
from goodoffices.desk.cases.uses import use_of
from goodoffices.desk.cases.verify import verify_case
from goodoffices.errors import InputError, printable

FORMAT = "goodoffices-cases/1"
MANIFEST, JOURNAL = "manifest.json", "journal.jsonl"

MOST_UNPACKED = 20_000_000_000
"""More than any book's cases take."""

_MOST_LINE = 64_000_000
_MOST_MANIFEST = 10_000_000
_RATIO, _FREE = 100, 100_000_000
"""A file that unpacks to more than a hundred times its size, and to more than 100 MB, was made to fill a disk."""

_BATCH = 200

_ATTACHMENT = re.compile(r"attachments/([a-z0-9-]{1,40})/([0-9a-f]{64})")
_DAY = (1980, 1, 1, 0, 0, 0)


def export_cases(
    connection: sa.Connection, store: Attachments, found: Sequence[Receipt], path: Path, force: bool
) -> None:
    """Write cases into a ZIP, whole or not at all.

    Raises:
        InputError: a case is not whole, a file of that name is there, or the place cannot be written to.
    """
    stray: dict[str, frozenset[str]] = {}
    for end in found:
        checked = verify_case(connection, store, end)
        if checked.faults:
            raise InputError(f"the journal is not whole, so nothing was exported: {checked.faults[0]}")
        stray[end.case] = frozenset(checked.leftovers)
    with _whole(path, force) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        heads: list[Record] = [{"case": end.case, "number": end.number, "hash": end.hash} for end in found]
        _put(archive, MANIFEST, canonical({"format": FORMAT, "cases": heads}))
        with archive.open(zipfile.ZipInfo(JOURNAL, _DAY), "w", force_zip64=True) as lines:
            for end in found:
                for row in rows(connection, end.case):
                    lines.write(_line(row) + b"\n")
        for end in found:
            for sha256 in sorted(store.names(connection, end.case) - stray[end.case]):
                _put(archive, f"attachments/{end.case}/{sha256}", store.get(connection, end.case, sha256) or b"")


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def _line(row: Row) -> bytes:
    """A line of the journal. Body and payload are canonical, as was just proved, and so is what is put together of them in the order of keys."""
    payload, sealed = b"null", b"null"
    if row.sealed:
        sealed = canonical(base64.b64encode(row.payload or b"").decode("ascii"))
    elif row.payload is not None:
        payload = row.payload
    mark = canonical(row.hash)
    return b'{"body":' + row.body + b',"hash":' + mark + b',"payload":' + payload + b',"sealed":' + sealed + b"}"


@contextlib.contextmanager
def _whole(path: Path, force: bool) -> Iterator[IO[bytes]]:
    """A file that is there when it is finished, and for nobody's eyes but the user's."""
    beside = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".goodoffices-", delete=False) as file:
            beside = file.name
            yield file
            file.flush()
            os.fsync(file.fileno())
        if force:
            os.replace(beside, path)
        else:
            os.link(beside, path)
    except FileExistsError:
        raise InputError(f"{path} exists already; choose another name, or add --force to replace it") from None
    except OSError as error:
        raise InputError(f"cannot write {printable(str(path))}: {of_disk(error)}") from None
    finally:
        if beside:
            with contextlib.suppress(OSError):
                os.unlink(beside)


class Import:
    """A ZIP that was opened to be taken in. Its directory was checked; its content is checked while it is taken."""

    def __init__(self, path: Path) -> None:
        """Open the file and refuse what no export has: other names, names that stand twice, sizes that fill a disk.

        Raises:
            InputError: the file is no export.
        """
        self.shown = printable(str(path))
        try:
            self._archive = zipfile.ZipFile(path)
        except OSError as error:
            raise InputError(f"cannot read {self.shown} ({(error.strerror or 'failed').lower()})") from None
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise InputError(f"{self.shown} is no ZIP file, or is damaged; nothing was imported") from None
        try:
            self._check(path.stat().st_size)
            self.found = self._manifest()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()

    def take(self, connection: sa.Connection, store: Attachments) -> tuple[Receipt, ...]:
        """Take every case in. Where anything is wrong nothing stays, neither in the database nor in the folder of attachments.

        Raises:
            InputError: a case is in the book already, or the file was changed since it was exported.
        """
        put: list[tuple[str, str]] = []
        try:
            lines = self._lines()
            for head in self.found:
                begin(connection, head.case)
                for first in range(1, head.number + 1, _BATCH):
                    numbers = range(first, min(first + _BATCH, head.number + 1))
                    write(connection, head.case, [self._row(next(lines, b""), head.case, n) for n in numbers])
            if next(lines, None) is not None:
                raise self._changed("there are more entries than its manifest says")
            for case, sha256, name in self._named():
                content = self._read(name, MOST_BYTES)
                if digest(content) != sha256:
                    raise self._changed(f"the attachment {sha256[:12]}... is not what its name says")
                if sha256 not in store.names(connection, case):
                    put.append((case, sha256))
                store.put(connection, case, sha256, content)
            for head in self.found:
                checked = verify_case(connection, store, head)
                if checked.faults or checked.leftovers:
                    what = (
                        str(checked.faults[0]) if checked.faults else f"{head.case}: an attachment belongs to no entry"
                    )
                    raise self._changed(what)
        except BaseException:
            for case, sha256 in put:
                store.sweep(case, [sha256])
            raise
        return self.found

    def _check(self, size: int) -> None:
        total = 0
        seen: set[str] = set()
        for info in self._archive.infolist():
            name = info.filename
            if name in seen:
                raise self._wrong(f"{printable(name)!r} stands in it twice")
            seen.add(name)
            if name not in (MANIFEST, JOURNAL) and not _ATTACHMENT.fullmatch(name):
                raise self._wrong(f"no export has a file of the name {printable(name[:200])!r}")
            if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._wrong("it is encrypted, or packed in a way that no export is")
            total += info.file_size
        if {MANIFEST, JOURNAL} - seen:
            raise self._wrong("it has no manifest or no journal")
        self._room = min(MOST_UNPACKED, max(_FREE, _RATIO * size))
        if total > self._room:
            raise self._wrong("it unpacks to more than any export of its size")

    def _manifest(self) -> tuple[Receipt, ...]:
        read = self._record(self._read(MANIFEST, _MOST_MANIFEST), "its manifest")
        try:
            heads = tuple(
                Receipt(case_name(text_of(one, "case")), number_of(one, "number"), text_of(one, "hash"))
                for one in records_of(read, "cases")
            )
        except InputError as error:
            raise self._wrong(error.message) from None
        if text_of(read, "format") != FORMAT or not heads or len({head.case for head in heads}) != len(heads):
            raise self._wrong(f"its manifest is not of the format {FORMAT}")
        return heads

    def _named(self) -> Iterator[tuple[str, str, str]]:
        cases = {head.case for head in self.found}
        for name in self._archive.namelist():
            match = _ATTACHMENT.fullmatch(name)
            if match and match[1] not in cases:
                raise self._changed("an attachment belongs to no case of it")
            if match:
                yield match[1], match[2], name

    def _lines(self) -> Iterator[bytes]:
        with self._unpacked(JOURNAL) as stream:
            while line := stream.readline(_MOST_LINE + 1):
                self._counted(len(line))
                if not line.endswith(b"\n"):
                    raise self._changed("a line of its journal is cut off, or is too long")
                yield line[:-1]

    def _row(self, line: bytes, case: str, number: int) -> Row:
        read = self._record(line, "a line of its journal")
        body, payload, sealed = (read.get(key) for key in ("body", "payload", "sealed"))
        written = canonical(body)
        content: bytes | None = None
        try:
            entry = read_entry(written, "an entry")
            if isinstance(sealed, str):
                content = base64.b64decode(sealed, validate=True)
            elif isinstance(payload, dict):
                content = canonical(payload)
            if entry.act == "used" and "mistaken" not in entry.facts:
                use_of(entry, payload if isinstance(payload, dict) else None)
            fits = read.keys() == {"body", "hash", "payload", "sealed"} and None in (payload, sealed)
        except (InputError, ValueError):
            fits = False
        if not fits or (entry.case, entry.number) != (case, number) or read["hash"] != digest(written):
            raise self._changed(f"entry {number} of {case} is not what it was")
        return Row(number, written, digest(written), content, isinstance(sealed, str))

    def _read(self, name: str, most: int) -> bytes:
        with self._unpacked(name) as stream:
            content = stream.read(most + 1)
        self._counted(len(content))
        if len(content) > most:
            raise self._wrong(f"{name} in it is larger than {most // 1_000_000} MB")
        return content

    @contextlib.contextmanager
    def _unpacked(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._archive.open(name) as stream:
                yield stream
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError):
            raise InputError(f"{self.shown} is damaged; nothing was imported") from None

    def _counted(self, size: int) -> None:
        """What is really unpacked counts, whatever the file says of its sizes."""
        self._room -= size
        if self._room < 0:
            raise self._wrong("it unpacks to more than any export of its size")

    def _record(self, data: bytes, what: str) -> Record:
        try:
            return read_record(data, what)
        except InputError:
            raise self._changed(f"{what} cannot be read") from None

    def _wrong(self, why: str) -> InputError:
        return InputError(f"{self.shown} is no export of cases: {why}; nothing was imported")

    def _changed(self, why: str) -> InputError:
        return InputError(f"{self.shown} was changed since it was exported: {why}; nothing was imported")
