"""The files that belong to a case, each kept under the SHA-256 of its content.

Beside SQLite they lie in a folder, one for each case, where any program can open them; in PostgreSQL they are rows of the table
`attachments`, so that a team's backup has them. A file's name is nowhere a path: it stands in an entry's payload, as text.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from goodoffices.desk.cases.canonical import Record, digest, number_of, records_of, text_of
from goodoffices.desk.cases.faults import of_disk
from goodoffices.desk.cases.schema import attachments
from goodoffices.errors import InputError, printable

MOST_BYTES = 200_000_000
"""The largest file that is taken: papers and their scans, no films."""

NAMED = re.compile(r"[0-9a-f]{64}")
"""A SHA-256, as a file is named by it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to keep: its name, as text, and what is in it."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its content's digest, under which it is kept."""
        return digest(self.content)

    @property
    def record(self) -> Record:
        """How an entry's payload names it."""
        return {"name": self.name, "sha256": self.sha256, "bytes": len(self.content)}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as a payload names it."""

    name: str
    sha256: str
    bytes: int


def attached(payload: Record) -> tuple[Attached, ...]:
    """The files that a payload names."""
    return tuple(
        Attached(text_of(one, "name"), text_of(one, "sha256"), number_of(one, "bytes"))
        for one in records_of(payload, "attachments")
    )


def read_files(paths: Iterable[Path]) -> tuple[File, ...]:
    """The files of paths; a folder stands for every file in it.

    Raises:
        InputError: a file is missing, is no ordinary file, is too large, or has a name that is no text.
    """
    found: list[File] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if not p.is_dir()) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"there is no file in the folder {printable(str(path))}")
        found += [_read(p, p.relative_to(path).as_posix() if path.is_dir() else p.name) for p in inside]
    return tuple(found)


def _read(path: Path, name: str) -> File:
    shown = printable(str(path))
    try:
        name.encode("utf-8")
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise InputError(f"{shown} is no ordinary file; only files can be attached")
        if found.st_size > MOST_BYTES:
            raise InputError(f"{shown} is larger than {MOST_BYTES // 1_000_000} MB; attach a smaller copy")
        return File(name, path.read_bytes())
    except UnicodeEncodeError:
        raise InputError(f"the name of {shown} is no text; rename the file") from None
    except OSError as error:
        raise InputError(f"cannot read {shown} ({(error.strerror or 'failed').lower()})") from None


class Attachments(Protocol):
    """Where files are kept. What is put is on the disk before the transaction's end; what is removed goes with it, or after it."""

    def put(self, connection: sa.Connection, case: str, sha256: str, content: bytes) -> None:
        """Keep a file; one that is kept already stays."""

    def get(self, connection: sa.Connection, case: str, sha256: str) -> bytes | None:
        """A file's content, or None where there is none."""

    def names(self, connection: sa.Connection, case: str) -> frozenset[str]:
        """The digests of a case's files."""

    def remove(self, connection: sa.Connection, case: str, gone: Collection[str]) -> None:
        """Remove files with the transaction, where that can be."""

    def sweep(self, case: str, gone: Collection[str]) -> None:
        """Remove files after the transaction, where it could not be done in it."""


class InTable:
    """Files as rows of the database."""

    def put(self, connection: sa.Connection, case: str, sha256: str, content: bytes) -> None:
        """Insert the row, unless it is there."""
        if sha256 not in self.names(connection, case):
            connection.execute(attachments.insert().values(case_name=case, sha256=sha256, content=content))

    def get(self, connection: sa.Connection, case: str, sha256: str) -> bytes | None:
        """The row's content."""
        where = (attachments.c.case_name == case) & (attachments.c.sha256 == sha256)
        found = connection.execute(sa.select(attachments.c.content).where(where)).scalar_one_or_none()
        return None if found is None else bytes(found)

    def names(self, connection: sa.Connection, case: str) -> frozenset[str]:
        """The rows of a case."""
        found = connection.execute(sa.select(attachments.c.sha256).where(attachments.c.case_name == case))
        return frozenset(found.scalars())

    def remove(self, connection: sa.Connection, case: str, gone: Collection[str]) -> None:
        """Delete the rows."""
        where = (attachments.c.case_name == case) & attachments.c.sha256.in_(sorted(gone))
        connection.execute(attachments.delete().where(where))

    def sweep(self, case: str, gone: Collection[str]) -> None:
        """Nothing is left to do."""


class InFolder:
    """Files in a folder beside the database, for nobody's eyes but the user's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, connection: sa.Connection, case: str, sha256: str, content: bytes) -> None:
        """Write the file whole, and see it and its name onto the disk; a damaged copy is replaced."""
        path = self._path(case, sha256)
        if self.get(connection, case, sha256) == content:
            return
        with _on_disk(self.folder):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            try:
                with open(handle, "wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.replace(beside, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(beside)
                raise
            for folder in (path.parent, path.parent.parent, self.folder):
                _sync(folder)

    def get(self, connection: sa.Connection, case: str, sha256: str) -> bytes | None:
        """The file's content."""
        try:
            return self._path(case, sha256).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise InputError(f"{self.folder}: {of_disk(error)}") from None

    def names(self, connection: sa.Connection, case: str) -> frozenset[str]:
        """The files of a case."""
        return frozenset(path.name for path in self._case(case).glob("*/*") if NAMED.fullmatch(path.name))

    def remove(self, connection: sa.Connection, case: str, gone: Collection[str]) -> None:
        """A file cannot be taken back by a transaction: it goes when that has ended."""

    def sweep(self, case: str, gone: Collection[str]) -> None:
        """Delete the files, and what a writer that was killed has left half-written."""
        with _on_disk(self.folder):
            for one in gone:
                self._path(case, one).unlink(missing_ok=True)
            for left in self._case(case).glob("*/.new-*"):
                left.unlink(missing_ok=True)

    def _case(self, case: str) -> Path:
        return self.folder / f"case-{case}"

    def _path(self, case: str, sha256: str) -> Path:
        if not NAMED.fullmatch(sha256):
            raise InputError(f"{printable(sha256[:80])!r} is no SHA-256 of an attachment")
        return self._case(case) / sha256[:2] / sha256


@contextlib.contextmanager
def _on_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(f"{folder}: {of_disk(error)}") from None


def _sync(folder: Path) -> None:
    """See a folder's entries onto the disk; Windows has no such thing."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
