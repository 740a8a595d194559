"""Other people's text, shown or written so that it does no harm.

A name in a customer file may hold anything: a formula that a spreadsheet would run, an escape that repaints a terminal, a mark that turns
the reading direction and hides what stands there, a megabyte of one letter. Nothing of it is believed, and nothing is silently lost:
what cannot be shown as it is stands there as its code point.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a line of JSON is made of."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""How a cell begins that Excel, LibreOffice or Google's sheets may take for a formula (OWASP, CSV injection), full-width forms too."""

LONGEST_SHOWN = 160
LONGEST_CELL = 32_000
"""Excel keeps 32,767 characters of a cell and calls a file with more of them damaged."""


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Text for a terminal: one line, no control, no turn of direction, not too long."""
    cut = text if len(text) <= longest else f"{text[:longest]}… ({len(text):,} letters)"
    return "".join(_visible(letter) for letter in cut)


def _visible(letter: str) -> str:
    if letter in "\t\n\r":
        return " "
    # Cc and Cf hold the escapes, the zero-width letters and the turns of direction; Co, Cs and Cn have no look of their own.
    return (
        f"<U+{ord(letter):04X}>"
        if unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
        else letter
    )


def cell(text: str) -> str:
    """Text for a cell of a CSV file: a spreadsheet takes it for text, whatever it begins with.

    The mark is the apostrophe by which spreadsheets themselves say "this is text".
    """
    safe = text.replace("\0", "<U+0000>")
    if len(safe) > LONGEST_CELL:
        safe = f"{safe[:LONGEST_CELL]}… ({len(safe):,} letters)"
    return (
        f"'{safe}"
        if safe.lstrip(" \u00a0\u3000\ufeff\u200b").startswith(_FORMULA) or safe.startswith(_FORMULA)
        else safe
    )


def json_line(value: Mapping[str, Plain]) -> str:
    """A line of JSON without its end, lossless, in which no control, no turn of direction and no half of a pair stands bare."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    if text.isascii() and "\x7f" not in text:
        return text
    return "".join(_escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    if letter.isascii():
        return "\\u007f" if letter == "\x7f" else letter
    if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return letter
    return json.dumps(letter)[1:-1]
