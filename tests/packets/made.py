"""Making packets in tests, and reading back what stands in their files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from goodoffices.law.base import Law
from goodoffices.packets import Forms, Packet, assemble, read_particulars
from goodoffices.packets.skeleton import by_hand
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FORMS = Forms.load()


def packet_of(plan: Plan | str, particulars: Path | None = None, as_of: Day | None = None) -> Packet:
    """The packet of a plan, of an example by its name, or of a plan's text."""
    if isinstance(plan, str):
        plan = read_plan(plan.encode()) if "\n" in plan else load_plan(EXAMPLES / f"{plan}.yaml")
    law = Law.on(as_of or plan.as_of or Day(2024, 6, 3))
    given = read_particulars(particulars, plan, by_hand(FORMS)) if particulars else None
    return assemble(plan, rule(plan, law), law, FORMS, given)


def paper_of(packet: Packet, form: str) -> str:
    """The text of the first paper of a form."""
    return next(text_of(paper.document) for paper in packet.papers if paper.document.form.name == form)


def forms_of(packet: Packet) -> list[str]:
    """The forms of a packet's papers, in their order, without the checklist."""
    return [paper.document.form.name for paper in packet.papers[1:]]


def text_of(document: object) -> str:
    """The text of a filled document, before it is laid out."""
    from goodoffices.packets.document import Document as Filled

    assert isinstance(document, Filled)
    lines = [document.title, *document.banner]
    lines += ["".join(run.text for run in line) for line in (*document.sender, *document.to)]
    for part in document.parts:
        lines += ["".join(run.text for run in line) for line in part.lines]
        for row in part.rows:
            lines.append(" | ".join("; ".join("".join(r.text for r in line) for line in cell) for cell in row))
    return "\n".join(lines)


def docx_lines(content: bytes) -> list[str]:
    """The text of a DOCX file: paragraphs, and the rows of tables with their cells parted by bars."""
    docx = Document(io.BytesIO(content))
    return [line for line in _lines(docx) if line.strip()]


def _lines(docx: object) -> Iterator[str]:
    body = docx.element.body  # type: ignore[attr-defined]
    for child in body.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, docx).text  # type: ignore[arg-type]
        elif child.tag == qn("w:tbl"):
            for row in Table(child, docx).rows:  # type: ignore[arg-type]
                yield " | ".join(cell.text.replace("\n", " / ") for cell in row.cells)


def pdf_text(content: bytes) -> str:
    """The text of a PDF file."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def squeezed(text: str) -> str:
    """A text without blanks, breaks and what stands for nothing."""
    return re.sub(r"[\s\u200b\u00a0]+", "", text)


def cells(content: bytes) -> Mapping[str, list[list[str]]]:
    """The cells of each sheet of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        sheet.title: [["" if c.value is None else str(c.value) for c in row] for row in sheet.iter_rows()]
        for sheet in book
    }
