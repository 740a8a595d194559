"""Particulars: written once, they fill every form that asks for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goodoffices.cli.main import main
from goodoffices.errors import InputError
from goodoffices.packets.particulars import read_particulars
from goodoffices.packets.skeleton import by_hand, skeleton
from goodoffices.plan.reader import load_plan
from tests.packets.made import EXAMPLES, FORMS, ROOT, packet_of, paper_of

PARTICULARS = """
goodoffices-particulars: 1
parties:
  mcc: {address: "21 South 12th Street, Akron", phone: "+1 717", signer: Jane Roe}
  jane: {born: 1980-02-29, address: [1 Some Street, Akron PA]}
acts:
  meat: {route: by sea to Nampo}
items:
  well pump: {manufacturer: A maker}
forms:
  special-validation: {category: "(3)"}
"""


def read(text: str, tmp_path: Path) -> Path:
    path = tmp_path / "particulars.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_answer_goes_into_every_form_that_asks_it(tmp_path: Path) -> None:
    path = read(PARTICULARS, tmp_path)
    packet = packet_of("tinned-meat", path)
    for form in ("un-exemption", "bis-licence", "end-user-statement"):
        assert "21 South 12th Street, Akron" in paper_of(packet, form)
    letter = paper_of(packet, "special-validation")
    assert "1980-02-29" in letter and "1 Some Street; Akron PA" in letter
    assert "I rely on paragraph (3) of 22 CFR 51.64(c)." in letter
    assert "by sea to Nampo" in paper_of(packet, "bis-licence")
    assert "A maker" in paper_of(packet, "bis-licence")


def test_an_answer_is_traced_to_its_file_and_line(tmp_path: Path) -> None:
    packet = packet_of("tinned-meat", read(PARTICULARS, tmp_path))
    (filled,) = [
        f
        for p in packet.papers
        if p.document.form.name == "special-validation"
        for f in p.document.filled
        if f.field == "born"
    ]
    assert filled.answer.origins[0].where.endswith("particulars.yaml:5 jane, `born`")  # type: ignore[union-attr]


def test_the_skeleton_asks_for_every_missing_particular_and_is_read_back(tmp_path: Path) -> None:
    packet = packet_of("tb-medicine-xray")
    path = read(skeleton(packet), tmp_path)
    again = packet_of("tb-medicine-xray", path)
    assert again.missing() == packet.missing()
    asked = {(b.section, b.of, b.name) for b in packet.missing() if b.where == "particulars"}
    filled = "\n".join(
        f"{line.split('#')[0].rstrip()} x" if "#" in line and ":   #" in line else line
        for line in path.read_text().splitlines()
    )
    done = packet_of("tb-medicine-xray", read(filled, tmp_path))
    assert asked and not [b for b in done.missing() if b.where == "particulars"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("parties: {}", "begins with `goodoffices-particulars: 1`"),
        ("goodoffices-particulars: 1\nparty: {}", "has no 'party'; did you mean 'parties'?"),
        ("goodoffices-particulars: 1\nparties:\n  jan: {phone: x}", ":3: `parties` has no 'jan'; did you mean 'jane'?"),
        ("goodoffices-particulars: 1\nparties:\n  jane: {fone: x}", "has no 'fone'; did you mean 'phone'?"),
        (
            "goodoffices-particulars: 1\nparties:\n  jane: {phone: {a: b}}",
            "'phone' has to be a text or a list of texts",
        ),
        ("goodoffices-particulars: 1\nforms:\n  special-validation: {name: x}", "has no 'name'"),
        ("goodoffices-particulars: 1\nacts: [a]", "`acts` has to be names with values"),
    ],
)
def test_what_nobody_asks_for_is_refused_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_particulars(read(text, tmp_path), load_plan(EXAMPLES / "tinned-meat.yaml"), by_hand(FORMS))
    assert told in str(error.value)


def test_an_empty_answer_stays_a_blank(tmp_path: Path) -> None:
    packet = packet_of(
        "tinned-meat", read("goodoffices-particulars: 1\nparties:\n  jane: {phone: , email: ''}", tmp_path)
    )
    assert "[FILL IN: Telephone]" in paper_of(packet, "special-validation")


def test_the_command_prints_the_blanks_and_takes_them_filled(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(EXAMPLES / "divided-family.yaml")
    assert main(["packet", plan, "--blanks"]) == 0
    path = read(capsys.readouterr().out.replace("    phone:", "    phone: +82 2 1234"), tmp_path)
    assert main(["packet", plan, "--particulars", str(path), "-o", str(tmp_path / "out"), "--no-pdf"]) == 0
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_the_particulars_on_the_docs_page_are_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "packets.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    packet = packet_of("tb-medicine-xray", read(text, tmp_path))
    assert "Stephen Roe, Chairman" in paper_of(packet, "un-exemption")
    assert "through the mission of the United States" in paper_of(packet, "un-exemption")
