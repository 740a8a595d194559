"""What the files of an example's packet hold, word for word; and that DOCX, PDF and workbook hold the same.

`GOODOFFICES_GOLDEN=1 pytest tests/packets/test_golden.py` writes the golden texts anew; read what has changed before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodoffices.packets import Packet, write_packet
from tests.packets.made import cells, docx_lines, packet_of, pdf_text, squeezed

GOLDEN = Path(__file__).parent / "golden"
NAMES = ("tinned-meat", "tb-medicine-xray", "divided-family", "orchestra", "reporter", "scholars-workshop")


@pytest.fixture(scope="module", params=NAMES)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Packet, Path]:
    folder = tmp_path_factory.mktemp("packet") / "out"
    packet = packet_of(request.param)
    write_packet(packet, folder)
    return request.param, packet, folder


def content(folder: Path) -> str:
    """Everything that a packet's DOCX and XLSX files say."""
    told = []
    for path in sorted(folder.glob("*.docx")):
        told += [f"===== {path.name}", *docx_lines(path.read_bytes())]
    for path in sorted(folder.glob("*.xlsx")):
        for sheet, rows in cells(path.read_bytes()).items():
            told += [f"===== {path.name}, {sheet}", *(" | ".join(row) for row in rows if any(row))]
    # The example's own path is that of the tree it was read from.
    return "\n".join(told) + "\n"


def test_a_packet_says_what_it_said(written: tuple[str, Packet, Path]) -> None:
    name, _, folder = written
    kept = GOLDEN / f"{name}.txt"
    made = content(folder)
    if os.environ.get("GOODOFFICES_GOLDEN"):
        kept.write_text(made, encoding="utf-8")
    assert made == kept.read_text(encoding="utf-8")


def test_the_pdf_says_every_word_of_the_docx(written: tuple[str, Packet, Path]) -> None:
    _, packet, folder = written
    for paper in packet.papers:
        pdf = squeezed(pdf_text((folder / f"{paper.name}.pdf").read_bytes()))
        words = " ".join(docx_lines((folder / f"{paper.name}.docx").read_bytes())).replace("☐", " ").split()
        lost = {word for word in words if squeezed(word).strip("|_/") not in pdf}
        # A word that a page's end cuts in two is found in its halves.
        assert len(lost) <= pdf.count("nolegaladvice") and not any("FILL" in word for word in lost), (paper.name, lost)


def test_a_letter_to_a_bank_or_carrier_is_one_page(written: tuple[str, Packet, Path]) -> None:
    from pypdf import PdfReader

    _, packet, folder = written
    for paper in packet.papers:
        if paper.document.form.name.startswith("comfort"):
            assert len(PdfReader(folder / f"{paper.name}.pdf").pages) == 1, paper.name


def test_a_pdf_is_tagged_for_screen_readers_with_title_and_language(written: tuple[str, Packet, Path]) -> None:
    from pypdf import PdfReader

    _, packet, folder = written
    for paper in packet.papers:
        content = (folder / f"{paper.name}.pdf").read_bytes()
        reader = PdfReader(folder / f"{paper.name}.pdf")
        catalogue = reader.trailer["/Root"]
        assert catalogue["/Lang"] == "en"  # type: ignore[index]
        assert catalogue["/MarkInfo"]["/Marked"] is True or catalogue["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
        assert "/StructTreeRoot" in catalogue  # type: ignore[operator]
        assert reader.metadata is not None and reader.metadata.title == paper.document.title
        assert b"pdfuaid:part" in content or b"pdfuaid" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_the_same_packet_is_written_to_the_same_bytes(written: tuple[str, Packet, Path], tmp_path: Path) -> None:
    name, _, folder = written
    write_packet(packet_of(name), tmp_path / "again")
    for path in sorted(folder.iterdir()):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    assert len(list(folder.iterdir())) == len(list((tmp_path / "again").iterdir()))


def test_every_cell_of_a_docx_table_has_a_paragraph(written: tuple[str, Packet, Path]) -> None:
    from docx import Document
    from docx.oxml.ns import qn

    _, _, folder = written
    for path in folder.glob("*.docx"):
        for table in Document(str(path)).tables:
            widths = {len(row._tr.findall(qn("w:tc"))) for row in table.rows}
            assert len(widths) == 1, path.name
            assert all(tc.findall(qn("w:p")) for row in table.rows for tc in row._tr.findall(qn("w:tc"))), path.name


def test_no_statement_of_a_template_is_left_in_a_document(written: tuple[str, Packet, Path]) -> None:
    _, _, folder = written
    for path in folder.glob("*.docx"):
        text = "\n".join(docx_lines(path.read_bytes()))
        assert "{%" not in text and "{{" not in text, path.name
