"""Forms and layouts of one's own, and the lint that names what they ask for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from goodoffices.cli.main import main
from goodoffices.errors import InputError
from goodoffices.law.base import shipped
from goodoffices.packets import Forms, write_packet
from goodoffices.packets.forms import FOLDER as FORMS
from goodoffices.packets.forms import read_form
from goodoffices.packets.templates import copy_templates, lint
from tests.packets.made import EXAMPLES, ROOT, docx_lines, packet_of, pdf_text


@pytest.fixture
def own(tmp_path: Path) -> Path:
    copy_templates(tmp_path / "ours")
    return tmp_path / "ours"


def test_the_copied_templates_are_in_order(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(own) == []
    assert main(["packet", "--lint", str(own)]) == 0
    assert "in order" in capsys.readouterr().out


def test_templates_are_not_copied_over_what_is_there(own: Path) -> None:
    with pytest.raises(InputError, match="exists already"):
        copy_templates(own)


def test_words_changed_in_a_form_stand_in_the_documents(own: Path, tmp_path: Path) -> None:
    form = own / "forms" / "special-validation.yaml"
    form.write_text(
        form.read_text().replace("I ask the Department of State", "We respectfully ask the Department of State")
    )
    assert (
        main(["packet", str(EXAMPLES / "divided-family.yaml"), "--templates", str(own), "-o", str(tmp_path / "out")])
        == 0
    )
    assert "We respectfully ask" in "\n".join(
        docx_lines((tmp_path / "out/01-special-validation-brother.docx").read_bytes())
    )
    assert "We respectfully ask" in pdf_text((tmp_path / "out/01-special-validation-brother.pdf").read_bytes())


def test_a_template_of_a_forms_name_serves_that_form_alone(own: Path, tmp_path: Path) -> None:
    docx = Document()
    docx.add_paragraph("OUR LETTERHEAD {{ doc.title }}")
    docx.add_paragraph("{%p for text in doc.banner %}")
    docx.add_paragraph("{{ text }}")
    docx.add_paragraph("{%p endfor %}")
    docx.add_paragraph("Traveller: {{ field.name }}, {{ field.days }}")
    docx.save(str(own / "special-validation.docx"))
    assert lint(own) == []
    write_packet(packet_of("divided-family"), tmp_path / "out", own, pdf=False)
    lines = docx_lines((tmp_path / "out/01-special-validation-brother.docx").read_bytes())
    assert lines[-1] == "Traveller: Arthur Hyun, 2023-06-12 to 2023-06-19"
    assert "LETTERHEAD" not in docx_lines((tmp_path / "out/05-comfort-help.docx").read_bytes())[0]


def test_the_lint_names_unknown_fields_with_file_and_place(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    form = own / "forms" / "ngo-report.yaml"
    form.write_text(form.read_text().replace("{ground}", "{grounds}"))
    docx = Document()
    docx.add_paragraph("{{ doc.title }} {{ doc.banner }}")
    docx.add_paragraph("{{ field.nmae }}")
    docx.save(str(own / "comfort.docx"))
    (own / "reliance.typ").write_text("#data.title\n#data.baner\n#data.field.cites\n")
    (own / "no-such-form.typ").write_text("")
    told = lint(own)
    number = next(n for n, line in enumerate(form.read_text().splitlines(), 1) if "{grounds}" in line)
    assert f"{form}:{number}: form 'ngo-report': there is no field 'grounds'; did you mean 'ground'?" in told
    assert f"{own / 'comfort.docx'}, document, paragraph 2: there is no field 'nmae'; did you mean 'name'?" in told
    assert f"{own / 'reliance.typ'}, line 2: there is no `data.baner`; did you mean 'banner'?" in told
    assert f"{own / 'reliance.typ'}, line 3: there is no field 'cites'; did you mean 'cite'?" in told
    assert f"{own / 'reliance.typ'}, it does not show `banner`, which every document has to" in told
    assert any("there is no form of the name 'no-such-form'" in line for line in told)
    assert main(["packet", "--lint", str(own)]) == 2
    assert "faults found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('#import "@preview/letter:1.0.0": *', "would be fetched from the network"),
        ("#eval(data.title)", "could run what stands in a plan"),
        ("#data.field.name", "cannot name the field 'name'"),
    ],
)
def test_the_lint_refuses_layouts_that_fetch_or_run(line: str, told: str, own: Path) -> None:
    (own / "document.typ").write_text(f"#data.title #data.banner\n{line}\n")
    assert [one for one in lint(own) if told in one and "line 2" in one]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("from: person.address", "from: person.adress", "there is no 'adress' of person; did you mean 'address'?"),
        ("from: person.name", "from: persn.name", "is of nobody known; did you mean 'person'?"),
        ("rows: conditions", "rows: condition", "there are no 'condition' to make rows of; did you mean 'conditions'?"),
        ("per: traveller", "per: traveler", "'per' cannot be 'traveler'"),
        ("form: special-validation", "form: other", "has to be that of its file"),
        ("- sign: name", "- sing: name", "a part of the body is one of"),
        ("- table: shown", "- table: why", "is no table"),
        ("when: acts.many", "when: acts.lots", "there is no 'lots' of acts"),
    ],
)
def test_a_form_that_asks_for_what_there_is_not_is_refused_with_its_line(
    old: str, new: str, told: str, own: Path
) -> None:
    form = own / "forms" / "special-validation.yaml"
    text = form.read_text()
    assert old in text
    form.write_text(text.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        Forms.load(own)
    assert told in error.value.message
    assert error.value.place is not None and error.value.place.file == str(form)


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_form_of_the_program_is_read_and_uses_each_of_its_fields(path: Path) -> None:
    from goodoffices.packets.forms import PLACEHOLDER, all_blocks, placeholders

    form = read_form(path)
    used = {name for block in all_blocks(form.body) for name in placeholders(block)}
    used |= {name for line in (form.title, *form.sender, *form.to) for name in PLACEHOLDER.findall(line)}
    used |= {name for sheet in form.workbook for name in (*sheet.fields, sheet.table)}
    assert set(form.fields) - used == set()


def test_what_is_not_read_in_the_authoritys_words_has_its_source_and_day() -> None:
    for form in Forms.load().forms.values():
        if form.filing.address:
            assert form.filing.source and form.filing.seen, form.name


def test_the_layout_in_words_form_is_what_its_script_makes() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("make_packet_layout", ROOT / "scripts/make_packet_layout.py")
    assert spec and spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made, kept = script.make(), Document(str(script.TARGET))
    assert made.element.xml == kept.element.xml


def test_a_layout_that_is_no_docx_is_one_message(own: Path, tmp_path: Path) -> None:
    (own / "document.docx").write_bytes(b"not a zip")
    with pytest.raises(InputError, match="is no DOCX file"):
        write_packet(packet_of("divided-family"), tmp_path / "out", own)
    assert not (tmp_path / "out").exists()
    assert any("cannot be read" in line for line in lint(own))


def test_a_typst_layout_with_a_mistake_is_one_message(own: Path, tmp_path: Path) -> None:
    (own / "document.typ").write_text("#data.title #(\n")
    with pytest.raises(InputError, match=r"document\.typ cannot be set"):
        write_packet(packet_of("divided-family"), tmp_path / "out", own)


def test_every_permission_that_a_form_is_for_is_one_of_the_law_base() -> None:
    known = shipped().permissions
    named = {ident for form in Forms.load().forms.values() for ident in form.permissions}
    assert named <= set(known)
    assert named >= {
        "us-special-validation",
        "us-ofac-licence",
        "us-bis-licence",
        "us-visa",
        "us-state-ngo-report",
        "un-1718-exemption",
    }


def test_every_notice_that_a_form_is_for_is_cited_by_some_condition_of_the_law_base() -> None:
    cites = {
        duty.cite or version.cite
        for rule in shipped().rules.values()
        for version in rule.versions
        for duty in version.conditions
        if duty.due
    }
    for form in Forms.load().forms.values():
        for notice in form.notices:
            assert any(cite.startswith(notice) for cite in cites), (form.name, notice)
