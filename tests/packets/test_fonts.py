"""Korean text: set where a font has it, and one clear message where none does."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from goodoffices.errors import InputError
from goodoffices.packets.pdf import Press
from goodoffices.packets.templates import FOLDER
from tests.packets.made import docx_lines, packet_of, pdf_text

PLAN = """
goodoffices: 1
title: 이산가족 상봉
as_of: 2024-06-03
sponsor: kim
parties:
  - {id: kim, kind: person, name: 김영철, nationalities: [US], us_status: citizen, passport: US}
acts:
  - {id: trip, kind: travel, who: [kim], to: KP, from: 2024-12-01, until: 2024-12-09}
"""


def test_korean_names_are_set_and_can_be_read_out() -> None:
    press = Press()
    if not press.korean:
        pytest.skip("no Korean font is installed (Debian: fonts-nanum or fonts-noto-cjk)")
    document = packet_of(PLAN).papers[1].document
    content = press.pdf(document, FOLDER / "document.typ")
    assert "김영철" in pdf_text(content)
    assert PdfReader(io.BytesIO(content)).metadata.title.endswith("김영철")  # type: ignore[union-attr]


def test_without_a_korean_font_one_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press()
    press.korean = []
    with pytest.raises(InputError, match=r"no font was found for Korean letters.*fonts-nanum.*--fonts.*--no-pdf"):
        press.pdf(packet_of(PLAN).papers[1].document, FOLDER / "document.typ")


def test_a_script_that_no_font_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    press = Press()
    packet = packet_of(PLAN.replace("김영철", "ܐܒܓ").replace("이산가족 상봉", "A trip"))
    try:
        press.pdf(packet.papers[1].document, FOLDER / "document.typ")
    except InputError as error:
        assert "no font was found for the Syriac letters of the plan" in error.message
    else:
        pytest.skip("a font with Syriac letters is installed")


def test_a_docx_needs_no_font() -> None:
    from goodoffices.packets.word import docx

    lines = docx_lines(docx(packet_of(PLAN).papers[1].document, FOLDER / "document.docx"))
    assert lines[0].endswith("김영철")


def test_a_letter_of_one_page_is_set_smaller_where_it_would_be_longer() -> None:
    goods = ", ".join(
        f'{{name: wool socks {n}, quantity: 10 pairs, value: 60 USD, hs: "6115.94", eccn: EAR99, luxury: false, hand_carried: true}}'
        for n in range(9)
    )
    text = (
        "goodoffices: 1\ntitle: Socks\nas_of: 2023-05-08\nsponsor: ann\nparties:\n"
        "  - {id: ann, kind: person, name: Ann Roe, nationalities: [US], residence: US, us_status: citizen, roles: [family]}\n"
        "  - {id: aunt, kind: person, name: An aunt, nationalities: [KP], residence: KP, roles: [family], listed: [none]}\nacts:\n"
        "  - {id: gift, kind: export, to: [aunt], origin: US, destination: KP, from: 2023-06-12, purposes: [family], gift_parcel: true,\n"
        f"     parcels_this_month: 1, items: [{goods}]}}\n"
    )
    (letter,) = [p.document for p in packet_of(text).papers if p.document.form.name == "comfort"]
    content = Press().pdf(letter, FOLDER / "document.typ")
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert pdf_text(content).count("740.12") >= 9
