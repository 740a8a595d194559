"""Sealing and unsealing a case: an entry says so, and in the same transaction ciphertexts take the place of what was in clear, or go.

Files in a folder cannot go with a transaction: they are deleted after it, and what is left of them by a crash is found by `verify`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from goodoffices.desk.cases.attachments import Attachments, attached
from goodoffices.desk.cases.canonical import Record, digest, read_record, text_of
from goodoffices.desk.cases.ciphers import Key, Opened, open_file, open_payload, seal_file, seal_payload
from goodoffices.desk.cases.entries import Draft, Receipt, read_entry
from goodoffices.desk.cases.journal import Kept, Row, append, exchange, rows
from goodoffices.errors import InputError


def seal(
    connection: sa.Connection, store: Attachments, end: Receipt, key: Key, now: dt.datetime, who: str
) -> tuple[Receipt, ...]:
    """Seal every payload and attachment of a locked case."""
    case = end.case
    read = [row for row in rows(connection, case) if row.payload is not None]
    kept: dict[str, str] = {}
    sealed: dict[int, bytes] = {}
    for row in read:
        payload = row.payload or b""
        files = {file.sha256: "" for file in attached(read_record(payload, _what(case, row)))}
        for sha256 in files:
            if sha256 not in kept:
                kept[sha256] = _sealed_file(connection, store, key, case, sha256)
            files[sha256] = kept[sha256]
        sealed[row.number] = seal_payload(key, case, row.number, payload, files)
    facts: Record = {
        "key": key.mark,
        "payloads": {str(number): digest(content) for number, content in sealed.items()},
        "attachments": sorted(kept.values()),
    }
    receipts = append(connection, end, [Draft("sealed", facts)], now, who)
    exchange(connection, case, sealed, sealed=True)
    store.remove(connection, case, store.names(connection, case) - set(kept.values()))
    return receipts


def unseal(
    connection: sa.Connection, store: Attachments, end: Receipt, key: Key, now: dt.datetime, who: str
) -> tuple[Receipt, ...]:
    """Put every payload and attachment of a locked case back in clear, each held against the digest in its entry."""
    case = end.case
    there = {row.number: _opened(row, case, key) for row in rows(connection, case) if row.payload is not None}
    clear: set[str] = set()
    for opened in there.values():
        for sha256, sealed_as in opened.files.items():
            if sha256 not in clear:
                store.put(connection, case, sha256, unsealed_file(connection, store, key, case, sha256, sealed_as))
                clear.add(sha256)
    receipts = append(connection, end, [Draft("unsealed", {"key": key.mark})], now, who)
    exchange(connection, case, {number: opened.payload for number, opened in there.items()}, sealed=False)
    store.remove(connection, case, store.names(connection, case) - clear)
    return receipts


def opened(case: str, read: Sequence[Row], key: Key) -> tuple[list[Kept], dict[str, str]]:
    """A sealed case's entries with their payloads, and under which digest each attachment is kept: to look at, without unsealing it."""
    found: list[Kept] = []
    files: dict[str, str] = {}
    for row in read:
        entry = read_entry(row.body, f"case {case}, entry {row.number}")
        payload: Record | None = None
        if row.payload is not None:
            clear = _opened(row, case, key) if row.sealed else Opened(row.payload, {})
            payload = read_record(clear.payload, _what(case, row))
            files |= clear.files
        found.append(Kept(entry, row.hash, payload, row.sealed))
    return found, files


def right_key(facts: Record, key: Key) -> None:
    """Refuse a key that is not the one a case was sealed with.

    Raises:
        InputError: it is another.
    """
    if text_of(facts, "key") != key.mark:
        raise InputError(
            f"this is the key {key.mark}, and the case was sealed with the key {text_of(facts, 'key')}; name that one's file"
        )


def unsealed_file(
    connection: sa.Connection, store: Attachments, key: Key, case: str, sha256: str, sealed_as: str
) -> bytes:
    """An attachment in clear, from the digest under which it is kept while sealed."""
    content = store.get(connection, case, sealed_as)
    if content is None:
        raise InputError(f"the attachment {sha256} of case {case} is not there; `goodoffices case verify` tells more")
    return open_file(key, case, sha256, content)


def _sealed_file(connection: sa.Connection, store: Attachments, key: Key, case: str, sha256: str) -> str:
    content = store.get(connection, case, sha256)
    if content is None or digest(content) != sha256:
        raise InputError(f"the attachment {sha256} of case {case} is missing or was changed, so nothing was sealed")
    made = seal_file(key, case, sha256, content)
    store.put(connection, case, digest(made), made)
    return digest(made)


def _opened(row: Row, case: str, key: Key) -> Opened:
    entry = read_entry(row.body, f"case {case}, entry {row.number}")
    return open_payload(key, case, row.number, entry.payload, row.payload or b"")


def _what(case: str, row: Row) -> str:
    return f"the payload of entry {row.number} of case {case}"
