"""Which column of a packing list is the name, which the value: guessed from its headings, shown, and overruled by the user."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.codes import CURRENCIES
from goodoffices.errors import InputError, nearest, quoted
from goodoffices.plan.manifest.headings import MEANINGS, UNCLEAR
from goodoffices.plan.manifest.sheet import Sheet
from goodoffices.plan.manifest.values import SIGNS, currency_of

_RANK = {heading: (meaning, rank) for meaning, headings in MEANINGS.items() for rank, heading in enumerate(headings)}
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]+")
_MULTIPLE = re.compile(
    r"thousand|million|milli(ers|ons)|'000|\b000s?\b|\bin k\b|[천千万만萬億억亿]|tausend|тыс|млн", re.IGNORECASE
)
"""How a heading says that its amounts are to be multiplied."""
_COUNTED = ("pcs", "pieces", "units")
"""Words that are a heading of their own, and a unit where they stand in brackets."""
_PARTS = re.compile(r"[\n/|,:：]|\s-\s")
_MOST_ROWS_ABOVE = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading with what it says: a meaning, how plainly, and the currency or unit that stands with it."""

    text: str
    column: int
    meaning: str = ""
    rank: int = 0
    currency: str = ""
    unit: str = ""
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which heading was taken for what, and which are not used."""

    of: Mapping[str, Heading]
    unused: tuple[str, ...]
    unclear: tuple[str, ...]
    guessed: frozenset[str]

    def __str__(self) -> str:
        told = ", ".join(f"{meaning} = {heading.text}" for meaning, heading in self.of.items())
        return told + (f"; not used: {', '.join(self.unused)}" if self.unused else "")


def heading(text: str, column: int) -> Heading:
    """What one heading says."""
    inside = _BRACKETS.findall(text)
    outside = _BRACKETS.sub(" ", text)
    best: tuple[str, int] | None = None
    unclear = ""
    # `品名 Description` and `수량Q'ty` say it twice.
    both = (" ".join(_EAST_ASIAN.findall(outside)), _EAST_ASIAN.sub(" ", outside))
    for part in (outside, *_PARTS.split(outside), *both, *inside):
        words = " ".join(word for word in part.split() if not _is_currency(word.strip(".,:")))
        plain = _plain(words)
        found = _RANK.get(plain) or _RANK.get(_plain(re.sub(r"\b(in|en)$", "", words.strip(), flags=re.IGNORECASE)))
        if found and (best is None or found[1] < best[1]):
            best = found
        unclear = unclear or UNCLEAR.get(plain, "")
    currencies = [c for part in (*inside, *outside.split()) if (c := currency_of(part.strip(".,:")))]
    units = [
        one.strip()
        for one in inside
        if one.strip()
        and not currency_of(one)
        and (_plain(one) not in _RANK or _plain(one) in _COUNTED)
        and len(one) <= 12
    ]
    unit = units[0] if units else ""
    if best and best[0] == "quantity" and _plain(outside) in ("pcs", "pieces"):
        unit = unit or "pcs"
    meaning, rank = best or ("", 0)
    if meaning in ("value", "price") and _MULTIPLE.search(text):
        meaning, best, unclear = "", None, "counts in thousands or another multiple: write whole amounts into the list"
    return Heading(text, column, meaning, rank, currencies[0] if currencies else "", unit, "" if best else unclear)


def _is_currency(word: str) -> bool:
    return word.upper() in CURRENCIES or word.upper() in SIGNS


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def headings_of(sheet: Sheet, row: int) -> list[Heading]:
    """The headings in a row; a column without one is called by its letter, and of two that are alike the later by both."""
    found: list[Heading] = []
    seen: set[str] = set()
    for column in range(1, sheet.width + 1):
        text = sheet.cell(row, column).text
        unique = text or f"column {letter(column)}"
        if unique in seen:
            unique = f"{text} (column {letter(column)})"
        seen.add(unique)
        read = heading(text, column) if text else Heading("", column)
        found.append(Heading(unique, column, read.meaning, read.rank, read.currency, read.unit, read.unclear))
    return found


def letter(column: int) -> str:
    """A column's letter, as spreadsheets call it."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def score(sheet: Sheet, row: int) -> int:
    """How many different meanings the headings of a row have; none where a row names no goods."""
    meanings = {one.meaning for one in headings_of(sheet, row) if one.meaning}
    return len(meanings) if "name" in meanings or len(meanings) >= 3 else 0


def best_score(sheet: Sheet) -> int:
    """How many meanings the best row of headings has."""
    return max((score(sheet, row) for row in _first(sheet)), default=0)


def _first(sheet: Sheet) -> list[int]:
    return sorted(sheet.rows)[:_MOST_ROWS_ABOVE]


def heading_row(sheet: Sheet, said: Mapping[str, str]) -> int | None:
    """The row of headings: the one that holds all that the user named, else the one that has most meanings."""
    wanted = {text for text in said.values() if text}
    if wanted:
        for row in _first(sheet):
            if wanted <= {one.text for one in headings_of(sheet, row)} and any(c.text for c in sheet.rows[row]):
                return row
        return None
    scored = [(score(sheet, row), -row) for row in _first(sheet)]
    most, row = max(scored, default=(0, 0))
    return -row if most else None


def guess(headings: Sequence[Heading], said: Mapping[str, str], guessing: bool) -> Columns:
    """The meaning of each heading. The user's word wins; an empty one says that no column has the meaning.

    Raises:
        InputError: no column can be taken for the name, or the user named a column or a meaning that is not there.
    """
    by_text = {one.text: one for one in headings}
    found: dict[str, Heading] = {}
    for meaning, text in said.items():
        if meaning not in MEANINGS:
            raise InputError(f"--column cannot mean {quoted(meaning)}; it is one of {', '.join(MEANINGS)}")
        if text and text not in by_text:
            raise InputError(
                f"there is no column {quoted(text)}{nearest(text, list(by_text))}; there are {_names(headings)}"
            )
        if text:
            found[meaning] = by_text[text]
    taken = {one.text for one in found.values()}
    guessed: set[str] = set()
    if guessing:
        for one in sorted(headings, key=lambda h: (h.rank, h.column)):
            if one.meaning and one.meaning not in found and one.meaning not in said and one.text not in taken:
                found[one.meaning] = one
                guessed.add(one.meaning)
                taken.add(one.text)
    if "name" not in found:
        raise InputError(
            f"no column looks like the name of the goods; say which with --column name=HEADING, one of {_names(headings)}"
        )
    order = {meaning: found[meaning] for meaning in MEANINGS if meaning in found}
    unused = tuple(one.text for one in headings if one.text not in taken and not one.text.startswith("column "))
    unclear = tuple(f"{one.text!r} {one.unclear}" for one in headings if one.unclear and one.text not in taken)
    return Columns(order, unused, unclear, frozenset(guessed))


def _names(headings: Sequence[Heading]) -> str:
    return ", ".join(quoted(one.text) for one in headings[:30])
