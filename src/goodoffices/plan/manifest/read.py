"""Reading a packing list: which sheet, which row of headings, which columns, and then the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from goodoffices.codes import CURRENCIES
from goodoffices.errors import InputError, Place, nearest, quoted
from goodoffices.plan.manifest.columns import Columns, Heading, best_score, guess, heading, heading_row, headings_of
from goodoffices.plan.manifest.model import Manifest, Wishes
from goodoffices.plan.manifest.rows import Rows
from goodoffices.plan.manifest.sheet import Sheet, read_sheets
from goodoffices.plan.manifest.values import currency_of


def read_manifest(path: Path, wishes: Wishes) -> Manifest:
    """Read a packing list (.xlsx, .csv, .tsv).

    Raises:
        InputError: it cannot be read, no column is the name of the goods, or a row of goods has no name.
    """
    if wishes.currency and wishes.currency not in CURRENCIES:
        raise InputError(f"{quoted(wishes.currency)} is not an ISO 4217 currency; write for instance USD, EUR or CNY")
    sheets = read_sheets(path, wishes.encoding, best_score)
    sheet, row = _the_sheet(sheets, wishes, path)
    headings = headings_of(sheet, row)
    below = row
    if _goes_on(sheet, row + 1):
        # Headings of two rows: the second has the currency, the unit or another language.
        both = {
            column: f"{sheet.cell(row, column).text} {sheet.cell(row + 1, column).text}".strip()
            for column in range(1, sheet.width + 1)
        }
        headings = [_joined(one, both[one.column]) for one in headings]
        below = row + 1
    columns = guess(headings, wishes.columns, wishes.guess)
    reading = Rows(path, sheet, below, _with_unit(columns, headings, sheet, row), wishes)
    lines = reading.lines()
    others = [one.name for one in sheets if one is not sheet and best_score(one)]
    told = (
        *sheet.told,
        *(f"the sheet {other!r} has headings too and was not read; --sheet reads it" for other in others),
        *(f"the column {unclear}" for unclear in columns.unclear),
        *reading.told,
    )
    return Manifest(sheet.name, row, columns, tuple(lines), tuple(reading.left_out), tuple(dict.fromkeys(told)))


def _the_sheet(sheets: Sequence[Sheet], wishes: Wishes, path: Path) -> tuple[Sheet, int]:
    if wishes.sheet:
        sheets = [one for one in sheets if one.name == wishes.sheet] or _no_sheet(sheets, wishes.sheet)
    best = max(sheets, key=best_score, default=None)
    row = heading_row(best, wishes.columns) if best is not None else None
    if best is None or row is None:
        if best is not None and any(wishes.columns.values()):
            told = ", ".join(quoted(text) for text in wishes.columns.values() if text)
            known = [one.text for one in headings_of(best, row)] if (row := heading_row(best, {})) else []
            there = f"; there are {', '.join(map(quoted, known[:30]))}" if known else ""
            raise InputError(f"no row has the headings {told}{there}", Place(str(path), 1))
        raise InputError(
            "no row reads like the headings of a packing list; write a row of headings (Description, Quantity, Value, "
            "HS code ...) above the goods, or name one with --column name=HEADING",
            Place(str(path), 1),
        )
    return best, row


def _no_sheet(sheets: Sequence[Sheet], name: str) -> list[Sheet]:
    known = [one.name for one in sheets]
    raise InputError(
        f"there is no sheet {quoted(name)}{nearest(name, known)}; there are {', '.join(map(quoted, known))}"
    )


def _goes_on(sheet: Sheet, row: int) -> bool:
    """Whether a row only goes on with the headings above it: currencies, units in brackets, names in another language."""
    cells = [cell.text for cell in sheet.rows.get(row, ()) if cell.text]
    return bool(cells) and all(
        currency_of(text.strip("()[] ")) or re.fullmatch(r"[(\[（【].{1,30}[)\]）】]", text) or _names_columns(text)
        for text in cells
    )


def _names_columns(text: str) -> bool:
    return bool(heading(text, 1).meaning)


def _joined(one: Heading, text: str) -> Heading:
    read, below = heading(text, one.column), heading(text.removeprefix(one.text).strip(), one.column)
    meaning, rank = (
        (one.meaning, one.rank)
        if one.meaning
        else (read.meaning, read.rank)
        if read.meaning
        else (below.meaning, below.rank)
    )
    return replace(one, meaning=meaning, rank=rank, currency=read.currency or one.currency, unit=read.unit or one.unit)


def _with_unit(columns: Columns, headings: Sequence[Heading], sheet: Sheet, row: int) -> Columns:
    """A heading `Quantity` that is merged over two columns stands over the number and its unit."""
    quantity = columns.of.get("quantity")
    if quantity is None or "unit" in columns.of:
        return columns
    for span in sheet.spans:
        if span.top <= row <= span.bottom and span.left == quantity.column and span.right == span.left + 1:
            unit = replace(headings[quantity.column], meaning="unit")
            unused = tuple(text for text in columns.unused if text != unit.text)
            return Columns({**columns.of, "unit": unit}, unused, columns.unclear, columns.guessed | {"unit"})
    return columns
