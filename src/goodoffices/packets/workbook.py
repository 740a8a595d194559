"""The workbook that goes with a form: its annexes as sheets, every cell a text, so that nothing in it is ever reckoned."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as OfficeCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from goodoffices.packets.archive import steadied
from goodoffices.packets.document import Cell, Document
from goodoffices.packets.sources import clean

_HEAD = PatternFill("solid", fgColor="EBEBEB")
_BLANK = PatternFill("solid", fgColor="FFF3A3")
_LONGEST_CELL = 32_000
_WIDTHS = (12, 60)
_SHEET_NAME = 31
_LINE, _HIGHEST = 15, 400
"""The height of a line and of a row at most, in points."""


def xlsx(document: Document) -> bytes:
    """The sheets of a document as XLSX."""
    book = Workbook()
    book.remove(book.active)
    for sheet in document.sheets:
        made = book.create_sheet(sheet.title[:_SHEET_NAME])
        head = sheet.columns or ("Asked", "Answer")
        above = (document.title, *document.banner)
        for number, text in enumerate(above, 1):
            _put(made, number, 1, text).font = Font(bold=True)
            made.merge_cells(start_row=number, start_column=1, end_row=number, end_column=len(head))
        first = len(above) + 2
        for column, name in enumerate(head, 1):
            cell = _put(made, first, column, name)
            cell.font, cell.fill = Font(bold=True), _HEAD
        made.print_title_rows = f"{first}:{first}"
        made.freeze_panes = made.cell(row=first + 1, column=1)
        for number, row in enumerate(sheet.rows, first + 1):
            _cells(made, number, row)
        _fit(made, head, sheet.rows, first)
        made.page_setup.orientation, made.page_setup.paperSize = "landscape", made.PAPERSIZE_A4
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.properties.title, book.properties.language, book.properties.creator = document.title[:255], "en", ""
    out = io.BytesIO()
    book.save(out)
    return steadied(out.getvalue())


def _put(sheet: Worksheet, row: int, column: int, text: str) -> OfficeCell:
    """A text as a text: also one that begins like a formula."""
    cell: OfficeCell = sheet.cell(row=row, column=column)
    cell.value = clean(text)[:_LONGEST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cells(sheet: Worksheet, number: int, row: Sequence[Cell]) -> None:
    for column, lines in enumerate(row, 1):
        cell = _put(sheet, number, column, "\n".join("".join(run.text for run in line) for line in lines))
        if any(run.blank for line in lines for run in line):
            cell.fill = _BLANK


def _fit(sheet: Worksheet, head: Sequence[str], rows: Sequence[Sequence[Cell]], first: int) -> None:
    """Columns as wide as their texts, within bounds, and rows as high as the wrapped texts need."""
    least, most = _WIDTHS
    texts = [[["".join(r.text for r in line) for line in cell] for cell in row] for row in rows]
    sizes = []
    for column, name in enumerate(head):
        longest = max((len(line) for row in texts for line in row[column]), default=0)
        sizes.append(max(least, min(most, max(longest, len(name)) + 2)))
        sheet.column_dimensions[get_column_letter(column + 1)].width = sizes[-1]
    for number, row in enumerate(texts, first + 1):
        lines = max(sum(1 + len(line) // size for line in cell) for cell, size in zip(row, sizes, strict=True))
        sheet.row_dimensions[number].height = min(_HIGHEST, _LINE * max(lines, 1))
