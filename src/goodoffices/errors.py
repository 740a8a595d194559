"""The one kind of error that a user sees: a sentence with its place and a way to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (or `-` for standard input) and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class InputError(ValueError):
    """A plan, list or law file that cannot be used.

    `message` says what is wrong and how to mend it, in one sentence or two; `place` says where.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}: {message}" if place else message)


def nearest(word: str, known: list[str]) -> str:
    """A hint that names the known word most like a misspelt one, or nothing."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
