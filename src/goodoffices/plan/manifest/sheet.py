"""A packing list as a grid of cells: from an Excel workbook or from a CSV file in whichever encoding it was saved.

Only what is stored is read: no formula is worked out, and no link is followed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.errors import InputError, Place
from goodoffices.plan.manifest.values import cleaned, currency_of, hides_something

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.cell import Cell as BookCell
    from openpyxl.worksheet.worksheet import Worksheet

MAX_BYTES = 20_000_000
MAX_XML = 60_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_MERGED = 2_000
_ENCODINGS = ("cp949", "gb18030", "cp1252")
_DELIMITERS = (",", ";", "\t", "|")
_LITERAL = re.compile(r'"([^"]*)"|\[\$([^\]-]*)(?:-[^\]]*)?\]|\\(.)')
"""What a number format writes beside the number: words in quotes, a currency in brackets, an escaped letter."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text on one line, and what the spreadsheet knew of it.

    `beside` is what the number's format shows beside it, such as a currency or a unit.
    """

    text: str
    number: bool = False
    day: bool = False
    beside: str = ""
    flaw: str = ""


EMPTY = Cell("")


@dataclass(frozen=True, slots=True)
class Span:
    """Cells that were merged into one: its first and last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid: rows by their number as the spreadsheet shows it, and what the user should know about the reading."""

    name: str
    rows: Mapping[int, tuple[Cell, ...]]
    spans: tuple[Span, ...] = ()
    hidden: frozenset[int] = frozenset()
    told: tuple[str, ...] = field(default=())

    def cell(self, row: int, column: int) -> Cell:
        """A cell by row and column, counted from 1."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else EMPTY

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows.values()), default=0)


def read_sheets(path: Path, encoding: str, known: Callable[[Sheet], int]) -> list[Sheet]:
    """The sheets of a file, by its name's ending. `known` counts the headings that a sheet shows, by which an encoding is told.

    Raises:
        InputError: the file cannot be read, is too large, or has another form.
    """
    suffix = path.suffix.casefold()
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                f"the file is larger than {MAX_BYTES // 1_000_000} MB; keep only the list in it", _at(path)
            )
        if suffix in (".xlsx", ".xlsm"):
            return _workbook(path)
        if suffix in (".csv", ".tsv", ".txt"):
            return [_csv(path, encoding, known)]
    except OSError as error:
        raise InputError(f"cannot read the file: {(error.strerror or str(error)).lower()}", _at(path)) from None
    raise InputError(f"cannot read {path.name}: save the packing list as .xlsx or .csv", _at(path))


def _at(path: Path, row: int = 1) -> Place:
    return Place(str(path), row)


def _csv(path: Path, encoding: str, known: Callable[[Sheet], int]) -> Sheet:
    data = path.read_bytes()
    if not data.strip():
        raise InputError("the file is empty", _at(path))
    made: list[tuple[int, Sheet]] = []
    for name in _candidates(data, encoding, path):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, UnicodeError):
            continue
        told = () if name.startswith("utf") or encoding else (f"the file is read as {name}; --encoding says otherwise",)
        for delimiter in ("\t",) if path.suffix.casefold() == ".tsv" else _DELIMITERS:
            sheet = Sheet(path.name, _grid(text, delimiter, path), told=told)
            made.append((known(sheet), sheet))
    if not made:
        raise InputError(f"the file is not in {encoding or 'UTF-8'}; say what it is in with --encoding", _at(path))
    score, best = max(made, key=lambda one: one[0])
    if best.told and score == 0:
        raise InputError(
            "the file is not in UTF-8, and its headings tell no other encoding; save it as UTF-8, or say what it is in "
            "with --encoding (cp949, gb18030, cp1252 ...)",
            _at(path),
        )
    return best


def _candidates(data: bytes, encoding: str, path: Path) -> Sequence[str]:
    if encoding:
        try:
            "".encode(encoding)
        except (LookupError, UnicodeError):
            raise InputError(
                f"there is no encoding {encoding!r}; usual ones are cp949, gb18030 and cp1252", _at(path)
            ) from None
        return (encoding,)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _ENCODINGS
    return ("utf-8-sig",)


def _grid(text: str, delimiter: str, path: Path) -> dict[int, tuple[Cell, ...]]:
    rows: dict[int, tuple[Cell, ...]] = {}
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        for number, line in enumerate(reader, 1):
            if any(one.strip() for one in line):
                _within(number, len(line), path)
                rows[number] = tuple(map(_from_text, line))
    except csv.Error as error:
        raise InputError(f"this line cannot be read: {error}", _at(path, reader.line_num)) from None
    return rows


def _from_text(raw: str) -> Cell:
    text = cleaned(raw)
    return Cell(text, bool(re.fullmatch(r"\d+([.,]\d+)?([eE][+-]?\d+)?", text)), flaw=_flaw(raw))


def _flaw(raw: str) -> str:
    return "has control characters or invisible marks, which are left out" if hides_something(raw) else ""


def _within(row: int, width: int, path: Path) -> None:
    if row > MAX_ROWS or width > MAX_COLUMNS:
        raise InputError(
            f"the list goes beyond {MAX_ROWS:,} rows or {MAX_COLUMNS} columns; keep only the list in the file",
            _at(path, row),
        )


def _workbook(path: Path) -> list[Sheet]:
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            "reading .xlsx needs openpyxl: pip install 'goodoffices[tables]', or save the sheet as CSV"
        ) from None
    try:
        with zipfile.ZipFile(path) as packed:
            whole = sum(one.file_size for one in packed.infolist() if one.filename.endswith((".xml", ".rels")))
        if whole > MAX_XML:
            raise InputError(
                f"the workbook unpacks to more than {MAX_XML // 1_000_000} MB; keep only the list in it", _at(path)
            )
        stored = openpyxl.load_workbook(path, data_only=True)
        written = openpyxl.load_workbook(path, data_only=False)
        return [
            _sheet(stored[name], written[name], path)
            for name in (sheet.title for sheet in stored.worksheets)
            if stored[name].sheet_state == "visible"
        ]
    except (OSError, InputError):
        raise
    except Exception as error:  # openpyxl raises whatever its zip and XML readers raise
        raise InputError(
            f"cannot read the workbook ({type(error).__name__}); save it anew as .xlsx", _at(path)
        ) from None


def _sheet(stored: Worksheet, written: Worksheet, path: Path) -> Sheet:
    # The public iterators would make every cell up to the last formatted one, of which a hostile sheet has 17 thousand million.
    found: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(stored._cells.items()):
        made = _from_book(cell, written._cells.get((row, column)))
        if made.text or made.flaw:
            _within(row, column, path)
            found.setdefault(row, {})[column] = made
    rows = {row: tuple(cells.get(at, EMPTY) for at in range(1, max(cells) + 1)) for row, cells in found.items()}
    spans = tuple(Span(one.min_row, one.min_col, one.max_row, one.max_col) for one in stored.merged_cells.ranges)
    if len(spans) > MAX_MERGED:
        raise InputError(
            f"sheet {cleaned(stored.title)!r} has more than {MAX_MERGED:,} merged cells; save it as CSV", _at(path)
        )
    hidden = frozenset(row for row in rows if stored.row_dimensions[row].hidden)
    return Sheet(cleaned(stored.title), rows, spans, hidden)


def _from_book(cell: BookCell, written: BookCell | None) -> Cell:
    value = cell.value
    if value is None:
        lost = written is not None and written.data_type == "f"
        return Cell(
            "",
            flaw="has a formula whose result is not stored; open and save the file in a spreadsheet program"
            if lost
            else "",
        )
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        day = value.date() if isinstance(value, dt.datetime) else value
        return Cell(str(day), day=True)
    if isinstance(value, float) and not math.isfinite(value):
        return Cell("", flaw="has a number that is none")
    if isinstance(value, (int, float, Decimal)):
        return Cell(_plain_number(value), number=True, beside=_beside(str(cell.number_format or "")))
    if cell.data_type == "e":
        return Cell("", flaw=f"has the error {cleaned(str(value))}")
    return Cell(cleaned(str(value)), flaw=_flaw(str(value)))


def _plain_number(value: float | Decimal) -> str:
    """A number as a spreadsheet shows it: to fifteen digits, which hides what binary fractions add."""
    if isinstance(value, int):
        return str(value)
    shown = Decimal(format(value, ".15g"))
    return f"{shown.to_integral_value():f}" if shown == shown.to_integral_value() else f"{shown.normalize():f}"


def _beside(number_format: str) -> str:
    first = number_format.split(";")[0]
    words = [cleaned("".join(match)) for match in _LITERAL.findall(first)]
    bare = _LITERAL.sub(" ", first)
    words += [sign for sign in "$€£₩¥" if sign in bare]
    return " ".join(dict.fromkeys(word for word in words if word.strip(" -()")))


def currency_beside(cell: Cell) -> str:
    """The currency that a cell's number format shows, or nothing."""
    return currency_of(cell.beside) if cell.beside else ""


def texts(rows: Iterable[Sequence[Cell]], column: int) -> list[str]:
    """The typed texts of one column, counted from 1."""
    return [row[column - 1].text for row in rows if len(row) >= column and row[column - 1].text]
