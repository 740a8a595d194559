"""Excel workbooks and Parquet files as rows of text; the packages that read them are asked for only when such a file comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from goodoffices.errors import InputError, Place
from goodoffices.parties.columns import known

_BATCH = 2_000
Opened = tuple[Sequence[str], Iterator[dict[str, tuple[str, ...]] | str], Callable[[], float]]
"""Headings, rows, and how much has been read."""


def open_workbook(path: Path) -> Opened:
    """The first sheet of an Excel workbook that has any rows; formulas are never worked out, only their stored values are read.

    Raises:
        InputError: openpyxl is not installed, or the file is no workbook.
    """
    try:
        import openpyxl
    except ImportError:
        raise InputError(
            "reading .xlsx needs openpyxl: pip install 'goodoffices[tables]', or save the sheet as CSV"
        ) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = next((one for one in book.worksheets if (one.max_row or 1) > 0), None)
        lines = iter(sheet.iter_rows(values_only=True)) if sheet is not None else iter(())
        first = next((line for line in lines if any(value is not None for value in line)), None)
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever its zip and XML readers raise
        raise InputError(f"cannot read the workbook: {type(error).__name__}", Place(str(path), 1)) from None
    if sheet is None or first is None:
        raise InputError("the workbook has no rows", Place(str(path), 1))
    headings = [_text(value) or f"column {number}" for number, value in enumerate(first, 1)]
    total, done = max(sheet.max_row or 1, 1), [0]
    bare = not known(headings) and len(headings) == 1
    if bare:
        headings = ["name"]

    def rows() -> Iterator[dict[str, tuple[str, ...]] | str]:
        if bare:
            yield {"name": (_text(first[0]),)}
        try:
            for line in lines:
                done[0] += 1
                if any(value is not None for value in line):
                    cells = zip(headings, line, strict=False)
                    yield {heading: (text,) for heading, value in cells if (text := _text(value))}
        except Exception as error:  # a workbook that was cut off shows it only here
            raise InputError(
                f"the workbook breaks off at row {done[0] + 1}: {type(error).__name__}", Place(str(path), done[0] + 1)
            ) from None

    return headings, rows(), lambda: min(done[0] / total, 1.0)


def open_parquet(path: Path) -> Opened:
    """A Parquet file, batch by batch.

    Raises:
        InputError: pyarrow is not installed, or the file is no Parquet.
    """
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise InputError(
            "reading .parquet needs pyarrow: pip install 'goodoffices[tables]', or save the table as CSV"
        ) from None
    try:
        file = parquet.ParquetFile(path)
    except pyarrow.ArrowException as error:
        raise InputError(f"cannot read the Parquet file: {str(error).splitlines()[0]}", Place(str(path), 1)) from None
    headings = [str(name) for name in file.schema_arrow.names]
    total, done = max(file.metadata.num_rows, 1), [0]

    def rows() -> Iterator[dict[str, tuple[str, ...]] | str]:
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                for line in batch.to_pylist():
                    done[0] += 1
                    yield {heading: texts for heading in headings if (texts := _texts(line[heading]))}
        except pyarrow.ArrowException as error:
            told = str(error).splitlines()[0]
            raise InputError(
                f"the Parquet file breaks off at row {done[0] + 1}: {told}", Place(str(path), done[0] + 1)
            ) from None

    return headings, rows(), lambda: min(done[0] / total, 1.0)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(text for one in value if (text := _text(one)))
    text = _text(value)
    return (text,) if text else ()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
