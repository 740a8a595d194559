"""The rows of an OpenDocument workbook: a zip archive whose `content.xml` holds the tables, with repeated cells written once."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodoffices.parties.formats.files import ListFile, Stream, elements_of, guard

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_REPEATED = 256
"""A row is filled up to the sheet's edge by one empty cell that says it stands for thousands; no list has as many columns."""


def sheet_rows(file: ListFile) -> Iterator[tuple[int, list[str]]]:
    """Each row of the workbook's sheets that has something in it, with its number."""
    try:
        archive = zipfile.ZipFile(file.path)
        names = archive.namelist()
    except (OSError, zipfile.BadZipFile):
        raise file.error("the workbook is damaged; download it again") from None
    with archive:
        if "content.xml" not in names:
            raise file.error("this archive is no OpenDocument workbook; unpack it, or give the list itself")
        with Stream(_part(archive, file), file) as stream:
            guard(stream, file)
        with Stream(_part(archive, file), file) as stream:
            number = 0
            for element in elements_of(stream, file, "table-row"):
                if element.tag == "table-row":
                    number += 1
                    row = _cells(element)
                    if any(row):
                        yield number, row


def _part(archive: zipfile.ZipFile, file: ListFile) -> zipfile.ZipExtFile:
    try:
        opened = archive.open("content.xml")
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise file.error("the workbook is damaged or locked by a password; download it again") from None
    assert isinstance(opened, zipfile.ZipExtFile), "opened to read"
    return opened


def _cells(row: Element) -> list[str]:
    found: list[str] = []
    for cell in row:
        attributes = {key.rpartition("}")[2]: value for key, value in cell.attrib.items()}
        text = "\n".join("".join(p.itertext()) for p in cell if p.tag == "p")
        text = attributes.get("date-value", "")[:10] or text
        repeated = attributes.get("number-columns-repeated", "1")
        found.extend([text] * min(int(repeated) if repeated.isdigit() else 1, _MOST_REPEATED))
    return found
