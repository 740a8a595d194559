"""Proving a journal whole, or naming the first entry that is not.

What is held against what: each body against its canonical form and its hash, its number and case against its place, `before` against the
entry before, the case's end against its last entry, each payload against the digest in its entry, each attachment against its own name, and
what is sealed against the digests in the entry `sealed`. Receipts that somebody kept elsewhere show besides that nothing was cut off at the
end, and that no whole case is missing: the book alone cannot show that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from goodoffices.desk.cases.attachments import NAMED, Attachments, attached
from goodoffices.desk.cases.canonical import digest, read_record, record_of, texts_of
from goodoffices.desk.cases.entries import START, Entry, Receipt, links, read_entry
from goodoffices.desk.cases.journal import Row, ends, rows
from goodoffices.desk.cases.schema import cases, entries, payloads
from goodoffices.errors import InputError, printable


@dataclass(frozen=True, slots=True)
class Fault:
    """What is broken: in which case, at which entry (0: the case as a whole), and how."""

    case: str
    number: int
    what: str

    def __str__(self) -> str:
        return (
            f"{printable(self.case)}, entry {self.number}: {self.what}"
            if self.number
            else f"{printable(self.case)}: {self.what}"
        )


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a case found: the receipt of its end, and its faults, the first broken entry first. `leftovers` are files that belong to
    no entry: what an interrupted command left, and in a sealed case perhaps a file in clear.
    """

    end: Receipt
    faults: tuple[Fault, ...]
    leftovers: tuple[str, ...] = ()


@dataclass(slots=True)
class _Chain:
    """A case while it is walked through."""

    case: str
    number: int = 0
    last: str = START
    faults: list[Fault] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    clear: list[int] = field(default_factory=list)
    ciphers: dict[int, str] = field(default_factory=dict)
    seal: Entry | None = None

    def broken(self, number: int, what: str) -> None:
        self.faults.append(Fault(self.case, number, what))


def verify_case(
    connection: sa.Connection, store: Attachments, end: Receipt, receipts: Iterable[Receipt] = ()
) -> Verified:
    """Prove one case; `end` is its end as the database has it, `receipts` are those that somebody kept."""
    chain = _Chain(end.case)
    for row in rows(connection, end.case):
        _entry(chain, row)
    if (chain.number, chain.last) != (end.number, end.hash):
        chain.broken(
            min(chain.number, end.number) + 1 if chain.number != end.number else end.number,
            f"the case ends with entry {end.number}, but its journal with another or with none of that hash",
        )
    for kept in receipts:
        if kept.case == end.case and chain.hashes.get(kept.number) != kept.hash:
            chain.broken(kept.number, "the entry of the receipt is not there, or is not what it was")
    _seals(chain)
    leftovers = _files(chain, connection, store)
    return Verified(end, tuple(sorted(chain.faults, key=lambda fault: fault.number)), leftovers)


def verify_book(connection: sa.Connection, store: Attachments, receipts: Iterable[Receipt] = ()) -> list[Verified]:
    """Prove every case of a book, that nothing belongs to no case, and that each receipt's case is still there."""
    kept = tuple(receipts)
    found = [verify_case(connection, store, end, kept) for end in ends(connection)]
    known = {one.end.case for one in found}
    strays = set(_strays(connection)) | {one.case for one in kept}
    for name in sorted(strays - known):
        gone = Fault(name, 0, "the case is not in the book, but a receipt, an entry or a payload of it is")
        found.append(Verified(Receipt(name, 0, START), (gone,)))
    if connection.dialect.name == "sqlite":
        found += _damage(connection)
    return found


def _damage(connection: sa.Connection) -> Iterator[Verified]:
    """What SQLite itself finds wrong in its file."""
    said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(1)")]
    if said != ["ok"]:
        yield Verified(
            Receipt("-", 0, START), (Fault("the file", 0, f"SQLite finds it damaged ({printable(said[0])})"),)
        )


def _strays(connection: sa.Connection) -> Iterator[str]:
    known = sa.select(cases.c.name)
    for table in (entries, payloads):
        wanted = sa.select(table.c.case_name).distinct().where(table.c.case_name.not_in(known))
        yield from (str(name) for name in connection.execute(wanted).scalars())


def _entry(chain: _Chain, row: Row) -> None:
    chain.number += 1
    number, before = chain.number, chain.last
    chain.last = digest(row.body)
    chain.hashes[number] = chain.last
    if row.number != number:
        chain.broken(number, "it is not there")
        chain.number = row.number
    if row.hash != chain.last:
        chain.broken(number, "its hash is not that of its content")
    try:
        entry = read_entry(row.body, "it")
    except InputError:
        chain.broken(number, "it cannot be read; it was changed")
        return
    wrong = links(chain.case, row.number, before, entry)
    if wrong:
        chain.broken(number, f"it {wrong}")
    if entry.act in ("sealed", "unsealed"):
        chain.seal = entry if entry.act == "sealed" else None
    _payload(chain, row, entry)


def _payload(chain: _Chain, row: Row, entry: Entry) -> None:
    if row.payload is None:
        if entry.payload:
            chain.broken(row.number, "what belongs to it is not there")
        return
    if row.sealed:
        chain.ciphers[row.number] = digest(row.payload)
        return
    chain.clear.append(row.number)
    if digest(row.payload) != entry.payload:
        chain.broken(row.number, "what belongs to it was changed")
        return
    try:
        for file in attached(read_record(row.payload, "it")):
            chain.files.setdefault(file.sha256, row.number)
    except InputError:
        chain.broken(row.number, "what belongs to it cannot be read")


def _seals(chain: _Chain) -> None:
    """Hold what is sealed against the entry that sealed it."""
    said: Mapping[str, object] = record_of(chain.seal.facts, "payloads") if chain.seal else {}
    sealed = {int(number): str(mark) for number, mark in said.items() if number.isascii() and number.isdigit()}
    for number in sorted(chain.ciphers.keys() | sealed.keys()):
        if chain.ciphers.get(number) != sealed.get(number):
            what = (
                "what belongs to it is sealed otherwise than the journal says"
                if number in chain.ciphers
                else "it should be sealed"
            )
            chain.broken(number, what)
    if chain.seal:
        for number in chain.clear:
            if number not in sealed:
                chain.broken(number, "it should be sealed")


def _files(chain: _Chain, connection: sa.Connection, store: Attachments) -> tuple[str, ...]:
    wanted = dict(chain.files)
    if chain.seal:
        wanted |= dict.fromkeys(texts_of(chain.seal.facts, "attachments"), chain.seal.number)
    for sha256, number in sorted(wanted.items(), key=lambda pair: pair[1]):
        content = store.get(connection, chain.case, sha256) if NAMED.fullmatch(sha256) else None
        if content is None or digest(content) != sha256:
            how = "is not there" if content is None else "was changed"
            chain.broken(number, f"its attachment {printable(sha256[:12])}... {how}")
    return tuple(sorted(store.names(connection, chain.case) - wanted.keys()))
