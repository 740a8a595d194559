"""Names that would be markup, code or formulas stay names, in every file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import printable
from goodoffices.packets.document import fill
from goodoffices.packets.pdf import Press
from goodoffices.packets.sources import clean
from goodoffices.packets.templates import FOLDER
from goodoffices.packets.word import docx
from goodoffices.packets.workbook import xlsx
from tests.packets.made import docx_lines, packet_of, paper_of, pdf_text, squeezed

NAMES = (
    "{{ 7*7 }} {% for x in y %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "<w:t>&amp;<!-- --> ]]> & < >",
    '#eval("1+1") $x^2$ @ref [b] *c* _d_ `e` \\ / // ~ -- ---',
    '#read("/etc/passwd") #import "@preview/x:1.0.0": *',
    '=HYPERLINK("http://x","y")',
    "+1+1|cmd",
    "-2+3",
    "@SUM(A1)",
    "${jndi:ldap://x} %s %(a)s {0} {name}",
    "[FILL IN: Telephone]",
    "'; DROP TABLE x; --",
)
PLAN = """
goodoffices: 1
title: {name}
as_of: 2024-06-03
sponsor: aid
parties:
  - {{id: aid, kind: organisation, name: {name}, country: US, nonprofit: true, roles: [ngo]}}
  - {{id: ward, kind: organisation, name: {name}, country: KP, listed: [none]}}
  - {{id: ann, kind: person, name: {name}, nationalities: [US], us_status: citizen, passport: US, employer: {name}}}
acts:
  - id: goods
    kind: export
    to: [ward]
    origin: US
    destination: KP
    from: 2024-11-04
    purposes: [health]
    relation_to_government: necessary
    items: [{{name: {name}, quantity: {name}, value: 85000 USD, hs: "8502.11", eccn: EAR99}}]
  - {{id: trip, kind: travel, who: [ann], to: KP, from: 2024-12-01, until: 2024-12-09}}
"""


DIVIDED = packet_of("divided-family")


def quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_stands_as_it_is_in_every_file(name: str) -> None:
    packet = packet_of(PLAN.format(name=quoted(name)))
    press = Press()
    for paper in packet.papers:
        word = "\n".join(docx_lines(docx(paper.document, FOLDER / "document.docx")))
        if paper.document.form.name in ("un-exemption", "bis-licence", "special-validation", "checklist"):
            assert name in word
        assert "49" not in word.replace("849", "") or "7*7" not in name
        assert "root:" not in word and "uid=" not in word
    (paper,) = [p for p in packet.papers if p.document.form.name == "end-user-statement"]
    pdf = squeezed(pdf_text(press.pdf(paper.document, FOLDER / "document.typ")))
    assert squeezed(name) in pdf
    assert "root:" not in pdf


def test_a_formula_in_a_cell_is_a_text() -> None:
    packet = packet_of(PLAN.format(name=quoted('=HYPERLINK("http://x","y")')))
    (paper,) = [p for p in packet.papers if p.document.sheets]
    book = openpyxl.load_workbook(io.BytesIO(xlsx(paper.document)))
    found = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert found
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    with zipfile.ZipFile(io.BytesIO(xlsx(paper.document))) as archive:
        assert all(b"<f>" not in archive.read(name) for name in archive.namelist())


def test_letters_that_turn_or_hide_text_are_shown_as_their_codes() -> None:
    # The plan's own reader refuses them; what comes from elsewhere is cleaned all the same.
    assert clean("a\u202eb\u200bc\x00d\ufffe") == "a\\u202eb\\u200bc\\x00d\\xfffe"
    assert clean("한글 é") == "한글 é"


def test_a_name_of_two_thousand_letters_keeps_within_the_page_and_the_file_names() -> None:
    packet = packet_of(PLAN.format(name=quoted("W" * 1990)).replace("ann", "a" * 150))
    assert all(len(p.name) < 100 for p in packet.papers)
    (paper,) = [p for p in packet.papers if p.document.form.name == "un-exemption"]
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(Press().pdf(paper.document, FOLDER / "document.typ"))).pages
    right = max(
        (x for page in pages for x in _positions(page)),
        default=0.0,
    )
    assert right < 210 / 25.4 * 72
    assert squeezed("".join(page.extract_text() for page in pages)).count("W") >= 1990


def _positions(page: object) -> list[float]:
    found: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append(float(tm[4])))  # type: ignore[attr-defined]
    return found


def test_an_emoji_that_no_font_has_stands_as_its_number() -> None:
    packet = packet_of(PLAN.format(name=quoted("Aid \U0001fae8 group")))
    text = pdf_text(Press().pdf(packet.papers[1].document, FOLDER / "document.typ"))
    assert "Aid [U+1FAE8] group" in text or "Aid \U0001fae8 group" in text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_makes_a_docx_that_is_xml(name: str) -> None:
    """Whatever a name is, it comes out of the file as it is printed."""
    matter = DIVIDED.papers[1].document.matter
    fields = {**matter.dossier.plan.parties["brother"].fields, "name": name}
    party = replace(matter.dossier.plan.parties["brother"], fields=fields)
    made = docx(fill(replace(matter, person=party, applicant=party)), FOLDER / "document.docx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    text = "".join(root.itertext())
    assert squeezed(clean(name)) in squeezed(text)
    assert printable("") == ""


def test_a_plan_cannot_reach_a_field_of_a_form_through_its_own_text() -> None:
    packet = packet_of(PLAN.format(name=quoted("{phone} {why}")))
    assert "{phone} {why}" in paper_of(packet, "un-exemption")


def test_a_folder_of_hostile_templates_cannot_run_code(tmp_path: Path) -> None:
    from docx import Document

    from goodoffices.errors import InputError

    own = Document()
    own.add_paragraph("{{ doc.title }} {{ doc.banner }} {{ ''.__class__.__mro__[1].__subclasses__() }}")
    own.save(str(tmp_path / "document.docx"))
    with pytest.raises(InputError, match=r"cannot be filled"):
        docx(packet_of("divided-family").papers[1].document, tmp_path / "document.docx")
