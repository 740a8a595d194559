"""Documents as DOCX, for an organisation's letterhead: filled by docxtpl in a sandbox. Needs the extra `packets`."""

from __future__ import annotations

import functools
import io
from pathlib import Path

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from goodoffices.errors import InputError
from goodoffices.packets.archive import steadied
from goodoffices.packets.document import Document
from goodoffices.packets.layout import as_data, widths


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that keeps what it compiled: all documents of a packet share one layout."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: str | nodes.Template, *_: object, **__: object) -> Template:
        """The template of a text, compiled once."""
        key = str(source)
        if key not in self._compiled:
            self._compiled[key] = super().from_string(source)
        return self._compiled[key]


@functools.cache
def _environment() -> _Sandbox:
    return _Sandbox()


def docx(document: Document, template: Path) -> bytes:
    """A document as DOCX.

    A value is data and nothing else: it is escaped for XML, and no name in it is looked up, however much it looks like a template.

    Raises:
        InputError: a template of one's own cannot be filled.
    """
    data = as_data(document)
    try:
        made = DocxTemplate(str(template))
        made.render({"doc": data, "field": data["field"]}, _environment(), autoescape=True)
    except TemplateError as error:
        raise InputError(
            f"the template {template} cannot be filled: {error}; run `goodoffices packet --lint FOLDER`"
        ) from None
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError(f"the template {template} is no DOCX file that can be filled ({error})") from None
    for table in made.docx.tables:
        _fit(table)
    core = made.docx.core_properties
    core.title, core.language, core.author = document.title[:255], "en", str(data["author"])[:255]
    out = io.BytesIO()
    made.save(out)
    return steadied(out.getvalue())


_PAGE = 9411
"""The width of the text on the page, in twentieths of a point: 166 mm."""


def _fit(table: Table) -> None:
    """Give the columns of a table that is as wide as the page room by what stands in them; how many there are is known only now."""
    width = table._tbl.tblPr.find(qn("w:tblW"))
    if width is None or width.get(qn("w:type")) != "pct":
        return
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    parts = widths(texts[0], texts[1:])
    sizes = [_PAGE * part // sum(parts) for part in parts]
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = Twips(size)
    for row in table.rows:
        for cell, size in zip(row.cells, sizes, strict=True):
            cell.width = Twips(size)
