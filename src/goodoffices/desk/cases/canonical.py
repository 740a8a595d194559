"""One way to write a value as bytes, so that its digest is the same on every machine and in every year.

The form is that of RFC 8785 (JSON Canonicalization Scheme) for what a journal holds: UTF-8, no blanks, keys in order, each letter as itself
except those that JSON must escape. Numbers are whole: a fraction has no one way of being written, and is kept as text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import cast

from goodoffices.errors import InputError

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
"""A value that can be written canonically."""

Record = Mapping[str, Json]
"""A JSON object."""

_LARGEST = 2**53 - 1
"""Beyond this, other programs' JSON readers round whole numbers (RFC 7493, 2.2)."""


def canonical(value: Json) -> bytes:
    """A value in its canonical form.

    Raises:
        InputError: a text holds half of a surrogate pair, which UTF-8 cannot say, or a number is no whole number below 2^53.
    """
    _refuse_numbers(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("this has letters that are no text; write it again in UTF-8") from None


def _refuse_numbers(value: object) -> None:
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _LARGEST):
        raise InputError(f"the number {value} has no one way of being written; keep it as text")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_numbers(part)


def parsed(data: bytes) -> Record | None:
    """An object from JSON as it stands; None where it is none. Whether it is written canonically, the caller has to see."""
    try:
        value: object = json.loads(data.decode("utf-8"), parse_float=_no_fraction)
    except (ValueError, RecursionError):
        return None
    return cast(Record, value) if isinstance(value, dict) else None


def read_record(data: bytes, what: str) -> Record:
    """Read an object and hold it to its canonical form: another spelling of the same value has another digest.

    Raises:
        InputError: it is no object, or is written otherwise; `what` names it in the message.
    """
    value = parsed(data)
    try:
        same = value is not None and canonical(value) == data
    except InputError:
        same = False
    if value is None or not same:
        raise InputError(f"{what} is not written as the journal writes it; it was changed")
    return value


def _no_fraction(text: str) -> float:
    raise ValueError(text)


def digest(data: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_of(record: Record, key: str) -> str:
    """A text field, or nothing where there is none."""
    value = record.get(key)
    return value if isinstance(value, str) else ""


def number_of(record: Record, key: str) -> int:
    """A whole number, or 0 where there is none."""
    value = record.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def texts_of(record: Record, key: str) -> tuple[str, ...]:
    """A list of texts, or none."""
    value = record.get(key)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()


def records_of(record: Record, key: str) -> tuple[Record, ...]:
    """A list of objects, or none."""
    value = record.get(key)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list | tuple) else ()


def record_of(record: Record, key: str) -> Record:
    """An object, or an empty one."""
    value = record.get(key)
    return value if isinstance(value, dict) else {}
