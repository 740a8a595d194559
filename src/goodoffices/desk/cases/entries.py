"""The journal's entries: who did what in a case, when, chained by hashes.

An entry's `body` is the canonical JSON of `{act, at, before, case, facts, format, number, payload, who}`, and its hash is the SHA-256 of the
body. `before` is the hash of the entry before, so that no entry can be changed, left out or slipped in without every later hash being
another. What a chain cannot prove by itself is that its end is still there: that takes a hash which somebody keeps elsewhere, and so every
entry gives a `Receipt`.

Personal words (a plan, a note, a licence's number, an attachment's name) stand in the `payload`, apart from the body, which has only its
digest. Each payload begins with 128 random bits, so that nobody finds a short text by trying which one has that digest, and a payload can be
replaced by its ciphertext while the chain stays as it is.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goodoffices.desk.cases.canonical import Record, canonical, digest, number_of, parsed, record_of, text_of
from goodoffices.errors import InputError, quoted

FORMAT = "goodoffices-entry/1"
START = "0" * 64
"""What stands for the entry before the first."""

_HASH = re.compile(r"[0-9a-f]{64}")
_CASE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
_MOST_WHO = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be made: its facts, without anything personal, and its payload (none: nothing personal belongs to it)."""

    act: str
    facts: Record
    payload: Record | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `at` is UTC, as `2026-11-25T14:03:07.123456Z`; `payload` is the digest of the payload, or nothing."""

    case: str
    number: int
    at: str
    who: str
    act: str
    facts: Record
    payload: str
    before: str

    @property
    def body(self) -> bytes:
        """What is hashed."""
        return canonical(
            {
                "format": FORMAT,
                "case": self.case,
                "number": self.number,
                "at": self.at,
                "who": self.who,
                "act": self.act,
                "facts": self.facts,
                "payload": self.payload or None,
                "before": self.before,
            }
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """The proof that an entry was made: kept elsewhere, it shows later whether the journal still has it, as it was."""

    case: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.case} {self.number} {self.hash}"


def read_entry(body: bytes, what: str) -> Entry:
    """An entry from its body.

    Raises:
        InputError: it is no entry, or is not written canonically; `what` names it.
    """
    read = parsed(body) or {}
    entry = Entry(
        *(text_of(read, "case"), number_of(read, "number"), text_of(read, "at"), text_of(read, "who")),
        *(text_of(read, "act"), record_of(read, "facts"), text_of(read, "payload"), text_of(read, "before")),
    )
    # An entry written anew from what was read is the same to the byte only if it had these fields, in this form, and no others.
    try:
        same = entry.body == body
    except InputError:
        same = False
    if not same:
        raise InputError(f"{what} is no entry of a journal; it was changed")
    return entry


def payload_bytes(payload: Record) -> bytes:
    """A payload as it is kept: with random bits, so that its digest gives none of it away."""
    return canonical({"salt": secrets.token_hex(16), **payload})


def chained(before: Receipt, drafts: Iterable[tuple[Draft, bytes]], at: str, who: str) -> Iterator[tuple[Entry, str]]:
    """The entries that follow one, with their hashes; each draft comes with its payload's bytes, or none."""
    number, last = before.number, before.hash
    for draft, payload in drafts:
        number += 1
        entry = Entry(before.case, number, at, who, draft.act, draft.facts, digest(payload) if payload else "", last)
        last = digest(entry.body)
        yield entry, last


def links(case: str, number: int, before: str, entry: Entry) -> str:
    """What is wrong with an entry's place in its chain; nothing where it follows the one before."""
    if entry.case != case:
        return f"says that it belongs to the case {entry.case}"
    if entry.number != number:
        return f"says that it is number {entry.number}"
    return "" if entry.before == before else "does not follow from the entry before it"


def case_name(name: str) -> str:
    """A case's name, such as `2026-001`: small letters, digits and hyphens, since it also names a folder.

    Raises:
        InputError: it is written otherwise.
    """
    if not _CASE.fullmatch(name):
        raise InputError(
            f"{quoted(name)} cannot be the name of a case; write up to 40 small letters, digits and hyphens, such as 2026-001"
        )
    return name


def who_acts(name: str) -> str:
    """Whoever acts, on one line.

    Raises:
        InputError: nobody is named, or the name is longer than 200 letters.
    """
    clean = " ".join(name.split())
    if not clean or len(clean) > _MOST_WHO:
        raise InputError("an entry needs the name of whoever acts, of up to 200 letters; give --who")
    return clean


def read_receipts(text: str, what: str) -> tuple[Receipt, ...]:
    """Receipts from lines such as `2026-001 7 9f86d0...`; other lines are passed over, so that a kept print-out of `case verify` will do.

    Raises:
        InputError: there is none.
    """
    found: list[Receipt] = []
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and _HASH.fullmatch(words[2]) and words[1].isascii() and words[1].isdigit():
            found.append(Receipt(words[0], int(words[1]), words[2]))
    if not found:
        raise InputError(
            f"{what} has no receipt in it: a line with a case, a number and a hash, as `case verify` prints"
        )
    return tuple(found)
