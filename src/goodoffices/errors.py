"""The one kind of error that a user sees: a sentence with its place and a way to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file (or `-` for standard input) and a line counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}"


class InputError(ValueError):
    """A plan, list or law file that cannot be used.

    `message` says what is wrong and how to mend it, in one sentence or two; `place` says where.
    """

    def __init__(self, message: str, place: Place | None = None) -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}: {printable(message)}" if place else printable(message))


def printable(text: str) -> str:
    """A text that a terminal can do no harm with: what steers it, or turns or hides letters, is shown as its code."""
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def quoted(word: str) -> str:
    """A user's word in quotes for a message, cut where it is too long to be one."""
    return repr(word if len(word) <= _LONGEST else f"{word[:_LONGEST]}...")


def nearest(word: str, known: list[str]) -> str:
    """A hint that names the known word most like a misspelt one, or nothing."""
    if len(word) > _LONGEST:
        return ""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
