"""Makes `packets/templates/document.docx`, the layout of every document in Word's form, so that it can be reviewed as text.

Run it after a change: `python scripts/make_packet_layout.py`. An organisation edits its own copy in a word processor instead
(`goodoffices packet --copy-templates FOLDER`); the words between `{%` and `%}` say where a document's parts go.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TARGET = Path(__file__).parents[1] / "src/goodoffices/packets/templates/document.docx"
RED = RGBColor(0xA0, 0, 0)
FONT, KOREAN_FONT = "Times New Roman", "Batang"
EPOCH = dt.datetime(2020, 1, 1)


def tag(where: Docx | _Cell, text: str) -> None:
    """A paragraph that holds a statement of the template alone, and vanishes."""
    where.add_paragraph(text)


def runs(paragraph: Paragraph, line: str, bold: bool = False, red: bool = False) -> None:
    """The runs of a line, each in the paragraph's own look, a blank marked."""
    paragraph.add_run(f"{{%r for run in {line} %}}")
    paragraph.add_run("{%r if run.blank %}")
    marked = paragraph.add_run("{{ run.text }}")
    marked.font.highlight_color = WD_COLOR_INDEX.YELLOW
    marked.underline = True
    paragraph.add_run("{%r else %}")
    plain = paragraph.add_run("{{ run.text }}")
    plain.bold = bold or None
    if red:
        plain.font.color.rgb = RED
    paragraph.add_run("{%r endif %}")
    paragraph.add_run("{%r endfor %}")


def lines(where: Docx | _Cell, group: str, style: str | None = None, before: str = "", **look: bool) -> None:
    """A paragraph for each line of a group."""
    tag(where, f"{{%p for line in {group} %}}")
    paragraph = where.add_paragraph(style=style)
    if before:
        paragraph.add_run(before)
    runs(paragraph, "line", **look)
    tag(where, "{%p endfor %}")


def fill_cell(cell: _Cell, group: str) -> None:
    """A cell's lines; its own first paragraph becomes the loop's head."""
    first = cell.paragraphs[0]
    first.add_run(f"{{%p for line in {group} %}}")
    runs(cell.add_paragraph(), "line")
    tag(cell, "{%p endfor %}")


def shade(cell: _Cell) -> None:
    """A light ground for a heading cell."""
    element = OxmlElement("w:shd")
    element.set(qn("w:val"), "clear")
    element.set(qn("w:fill"), "EBEBEB")
    cell._tc.get_or_add_tcPr().append(element)


def heading_row(table: Table) -> None:
    """Mark the first row as the table's head, for screen readers and for tables that go over a page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def over_the_page(table: Table) -> None:
    """As wide as the text, each column as wide as it needs: how many there will be is not known here."""
    table.autofit = True
    width = table._tbl.tblPr.find(qn("w:tblW"))
    if width is None:
        width = OxmlElement("w:tblW")
        table._tbl.tblPr.append(width)
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for row in table.rows:
        for cell in row.cells:
            own = cell._tc.get_or_add_tcPr().find(qn("w:tcW"))
            if own is not None:
                cell._tc.tcPr.remove(own)


def fields_table(docx: Docx) -> None:
    """What is asked, and the answer."""
    table = docx.add_table(rows=4, cols=2)
    table.style = "Table Grid"
    table.autofit = False
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Mm(56), Mm(110)
    for cell, text in zip(table.rows[0].cells, ("Asked", "Answer"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
        shade(cell)
    heading_row(table)
    table.rows[1].cells[0].paragraphs[0].add_run("{%tr for row in part.rows %}")
    fill_cell(table.rows[2].cells[0], "row[0]")
    fill_cell(table.rows[2].cells[1], "row[1]")
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")


def rows_table(docx: Docx) -> None:
    """A table of as many columns as the form has."""
    table = docx.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    over_the_page(table)
    head = table.rows[0].cells
    head[0].paragraphs[0].add_run("{%tc for name in part.columns %}")
    head[1].paragraphs[0].add_run("{{ name }}").bold = True
    shade(head[1])
    head[2].paragraphs[0].add_run("{%tc endfor %}")
    heading_row(table)
    table.rows[1].cells[0].paragraphs[0].add_run("{%tr for row in part.rows %}")
    body = table.rows[2].cells
    body[0].paragraphs[0].add_run("{%tc for cell in row %}")
    fill_cell(body[1], "cell")
    body[2].paragraphs[0].add_run("{%tc endfor %}")
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")


def page(docx: Docx) -> None:
    """Paper, margins, fonts and the foot of the page."""
    section = docx.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    footer = section.footer.paragraphs[0]
    footer.add_run("{{ doc.footer }}").font.size = Pt(8)
    normal = docx.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), KOREAN_FONT)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 16), ("Heading 1", 12)):
        style = docx.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(size), FONT, RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), KOREAN_FONT)
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]


def make() -> Docx:
    """The layout."""
    docx = Document()
    page(docx)
    docx.add_paragraph("{{ doc.title }}", style="Title")
    tag(docx, "{%p for text in doc.banner %}")
    warning = docx.add_paragraph().add_run("{{ text }}")
    warning.bold, warning.font.color.rgb = True, RED
    tag(docx, "{%p endfor %}")
    lines(docx, "doc.sender")
    lines(docx, "doc.to")
    tag(docx, "{%p for part in doc.parts %}")
    for kind, style, before, look in (
        ("heading", "Heading 1", "", {}),
        ("text", None, "", {}),
        ("warning", None, "", {"bold": True, "red": True}),
        ("list", "List Bullet", "", {}),
        ("checks", None, "☐ ", {}),
    ):
        tag(docx, f"{{%p if part.kind == '{kind}' %}}")
        lines(docx, "part.lines", style, before, **look)
        tag(docx, "{%p endif %}")
    tag(docx, "{%p if part.kind == 'fields' and part.rows %}")
    fields_table(docx)
    docx.add_paragraph()
    tag(docx, "{%p endif %}")
    tag(docx, "{%p if part.kind == 'table' and part.rows %}")
    rows_table(docx)
    docx.add_paragraph()
    tag(docx, "{%p endif %}")
    tag(docx, "{%p if part.kind == 'table' and not part.rows %}")
    docx.add_paragraph("None.")
    tag(docx, "{%p endif %}")
    tag(docx, "{%p if part.kind == 'sign' %}")
    docx.add_paragraph("Signature: ________________________________    Date: ________________")
    lines(docx, "part.lines")
    tag(docx, "{%p endif %}")
    tag(docx, "{%p endfor %}")
    core = docx.core_properties
    core.author, core.title, core.comments, core.language = "", "Layout of a packet's documents", "", "en"
    core.created = core.modified = EPOCH
    return docx


if __name__ == "__main__":
    make().save(str(TARGET))
    print(f"wrote {TARGET}")
