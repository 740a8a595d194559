"""The journal in its database: entries are added under a lock of their case, and read back as they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from goodoffices.desk.cases.attachments import Attachments, File
from goodoffices.desk.cases.canonical import Record, read_record
from goodoffices.desk.cases.entries import START, Draft, Entry, Receipt, chained, payload_bytes, read_entry
from goodoffices.desk.cases.schema import cases, entries, payloads
from goodoffices.errors import InputError, nearest, quoted

Clock = Callable[[], dt.datetime]
"""Tells the moment, with its time zone; only commands look at the real one."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the database has it: nothing is believed yet."""

    number: int
    body: bytes
    hash: str
    payload: bytes | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that was read, with its payload; None where it has none, or the payload is sealed."""

    entry: Entry
    hash: str
    payload: Record | None
    sealed: bool


def begin(connection: sa.Connection, name: str) -> Receipt:
    """A case without entries yet, which is locked until the transaction ends.

    Raises:
        InputError: there is a case of that name.
    """
    if connection.execute(sa.select(cases.c.name).where(cases.c.name == name)).first():
        raise InputError(f"there is a case {name} already; choose another name")
    connection.execute(cases.insert().values(name=name, number=0, hash=START))
    return Receipt(name, 0, START)


def free_name(connection: sa.Connection, year: int) -> str:
    """The next name of a year that is free, such as `2026-004`."""
    taken = connection.execute(sa.select(cases.c.name).where(cases.c.name.like(f"{year}-%"))).scalars()
    numbers = [int(tail) for name in taken if (tail := name.partition("-")[2]).isascii() and tail.isdigit()]
    return f"{year}-{max(numbers, default=0) + 1:03d}"


def locked(connection: sa.Connection, name: str) -> Receipt:
    """The end of a case's chain, which nobody else moves until the transaction ends.

    Raises:
        InputError: there is no such case.
    """
    found = connection.execute(sa.select(cases).where(cases.c.name == name).with_for_update()).first()
    if found is None:
        known = list(connection.execute(sa.select(cases.c.name)).scalars())
        raise InputError(f"there is no case {quoted(name)}{nearest(name, known)}")
    return Receipt(found.name, found.number, found.hash)


def append(
    connection: sa.Connection,
    end: Receipt,
    drafts: Sequence[Draft],
    now: dt.datetime,
    who: str,
) -> tuple[Receipt, ...]:
    """Add entries at the end of a locked case. They count when the transaction has ended, and not before."""
    content = [payload_bytes(draft.payload) if draft.payload is not None else b"" for draft in drafts]
    at = now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    chain = list(chained(end, zip(drafts, content, strict=True), at, who))
    write(
        connection,
        end.case,
        [
            Row(entry.number, entry.body, mark, payload or None, False)
            for (entry, mark), payload in zip(chain, content, strict=True)
        ],
    )
    return tuple(Receipt(end.case, entry.number, mark) for entry, mark in chain)


def write(connection: sa.Connection, case: str, made: Sequence[Row]) -> None:
    """Put rows at the end of a locked case's chain; the database refuses them out of turn."""
    if not made:
        return
    connection.execute(
        entries.insert(),
        [{"case_name": case, "number": r.number, "body": r.body.decode("utf-8"), "hash": r.hash} for r in made],
    )
    kept = [r for r in made if r.payload is not None]
    if kept:
        connection.execute(
            payloads.insert(),
            [{"case_name": case, "number": r.number, "sealed": r.sealed, "content": r.payload} for r in kept],
        )
    last = made[-1]
    connection.execute(cases.update().where(cases.c.name == case).values(number=last.number, hash=last.hash))


def is_sealed(connection: sa.Connection, case: str) -> bool:
    """Whether a case is sealed, by its first entry, which always has a payload."""
    where = (payloads.c.case_name == case) & (payloads.c.number == 1)
    return bool(connection.execute(sa.select(payloads.c.sealed).where(where)).scalar_one_or_none())


def exchange(connection: sa.Connection, case: str, content: Mapping[int, bytes], sealed: bool) -> None:
    """Put ciphertexts in the place of payloads (`sealed`), or the payloads back."""
    for number, made in content.items():
        where = (payloads.c.case_name == case) & (payloads.c.number == number)
        connection.execute(payloads.update().where(where).values(sealed=sealed, content=made))


def keep_files(connection: sa.Connection, store: Attachments, case: str, files: Iterable[File]) -> None:
    """Keep files before the entry that names them is acknowledged."""
    for file in files:
        store.put(connection, case, file.sha256, file.content)


def rows(connection: sa.Connection, case: str) -> Iterator[Row]:
    """The rows of a case in their order."""
    both = (payloads.c.case_name == entries.c.case_name) & (payloads.c.number == entries.c.number)
    wanted = (
        sa.select(entries.c.number, entries.c.body, entries.c.hash, payloads.c.content, payloads.c.sealed)
        .select_from(entries.outerjoin(payloads, both))
        .where(entries.c.case_name == case)
        .order_by(entries.c.number)
        .execution_options(yield_per=500)
    )
    for number, body, mark, content, sealed in connection.execute(wanted):
        # SQLite may hold anything in a column, once the file was tampered with.
        place = number if isinstance(number, int) else 0
        yield Row(place, _bytes(body), str(mark), None if content is None else _bytes(content), bool(sealed))


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    return bytes(value) if isinstance(value, bytes | memoryview | bytearray) else repr(value).encode()


def kept(connection: sa.Connection, case: str) -> list[Kept]:
    """The entries of a case with their payloads.

    Raises:
        InputError: an entry cannot be read; `case verify` tells more.
    """
    return [_kept(row, f"case {case}, entry {row.number}") for row in rows(connection, case)]


def _kept(row: Row, what: str) -> Kept:
    payload = read_record(row.payload, f"the payload of {what}") if row.payload and not row.sealed else None
    return Kept(read_entry(row.body, what), row.hash, payload, row.sealed)


def entries_of(connection: sa.Connection, act: str) -> list[Kept]:
    """The entries of one kind in all cases, in the order of their cases and numbers.

    They are found by the words of their bodies, which are canonical: in no text of a fact does a quotation mark stand bare.
    """
    both = (payloads.c.case_name == entries.c.case_name) & (payloads.c.number == entries.c.number)
    wanted = (
        sa.select(entries.c.case_name, entries.c.number, entries.c.body, entries.c.hash)
        .add_columns(payloads.c.content, payloads.c.sealed)
        .select_from(entries.outerjoin(payloads, both))
        .where(entries.c.body.like(f'%"act":"{act}"%'))
        .order_by(entries.c.case_name, entries.c.number)
    )
    read = (
        (str(case), Row(number, _bytes(body), str(mark), None if content is None else _bytes(content), bool(sealed)))
        for case, number, body, mark, content, sealed in connection.execute(wanted)
    )
    return [
        one for one in (_kept(row, f"case {case}, entry {row.number}") for case, row in read) if one.entry.act == act
    ]


def ends(connection: sa.Connection) -> list[Receipt]:
    """The end of every case's chain, by name."""
    found = connection.execute(sa.select(cases).order_by(cases.c.name))
    return [Receipt(one.name, one.number, one.hash) for one in found]
