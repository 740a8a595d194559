from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from goodoffices.errors import InputError
from goodoffices.plan.manifest import Manifest, Wishes, read_manifest
from goodoffices.values import Money

HEADINGS = ["Description", "Qty", "Unit", "Amount (USD)", "HS Code", "ECCN", "Origin"]


def csv_file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def book(folder: Path, rows: Sequence[Sequence[object]]) -> tuple[openpyxl.Workbook, Worksheet, Path]:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    return made, sheet, folder / "list.xlsx"


def saved(folder: Path, rows: Sequence[Sequence[object]]) -> Path:
    made, _, path = book(folder, rows)
    made.save(path)
    return path


def names(manifest: Manifest) -> list[str]:
    return [line.name for line in manifest.lines]


def why(manifest: Manifest) -> dict[int, str]:
    return {row.row: row.why for row in manifest.left_out}


def test_a_list_below_a_letterhead_is_read(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        [
            ["Helping Hands"],
            ["Packing list", None, "No. 7"],
            [],
            HEADINGS,
            ["rice", 40, "t", 24000, "1006.30", "EAR99", "US"],
        ],
    )
    manifest = read_manifest(path, Wishes())
    assert manifest.heading_row == 4
    (line,) = manifest.lines
    assert line.fields() == {
        "name": "rice",
        "quantity": "40 t",
        "value": "24000 USD",
        "hs": "1006.30",
        "eccn": "EAR99",
        "origin": "US",
    }
    assert line.match and (line.match.good.name, line.match.certainty) == ("rice", "sure")


@pytest.mark.parametrize(
    ("headings", "encoding"),
    [
        ("품명,수량,단위,금액(USD),HS코드,원산지", "utf-8"),
        ("품명,수량,단위,금액(USD),HS코드,원산지", "cp949"),
        ("货物名称,数量,单位,金额(USD),HS编码,原产地", "gb18030"),
        ("Désignation,Quantité,Unité,Valeur totale (USD),Code SH,Pays d'origine", "cp1252"),
        ("Désignation,Qté,Unité,Montant USD,Code SH,Origine", "utf-16"),
        ("品名 Description,数量 Q'ty,单位 Unit,总价 Amount (USD),HS Code,原产国 Origin", "utf-8-sig"),
    ],
)
def test_headings_and_encodings_of_those_who_pack(headings: str, encoding: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"{headings}\r\nrice,40,t,24000,1006.30,US\r\n", encoding)
    manifest = read_manifest(path, Wishes())
    assert manifest.lines[0].fields() == {
        "name": "rice",
        "quantity": "40 t",
        "value": "24000 USD",
        "hs": "1006.30",
        "origin": "US",
    }
    assert bool(manifest.told) == (encoding in ("cp949", "gb18030", "cp1252")), "a guessed encoding is told"


def test_an_encoding_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "갑,을\n쌀,2\n", "cp949")
    with pytest.raises(InputError, match="--encoding"):
        read_manifest(path, Wishes())
    manifest = read_manifest(path, Wishes(columns={"name": "갑", "quantity": "을"}, encoding="cp949"))
    assert manifest.lines[0].fields() == {"name": "쌀", "quantity": "2"}


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_and_the_decimal_comma(delimiter: str, tmp_path: Path) -> None:
    rows = [["Désignation", "Quantité", "Valeur (EUR)"], ["riz", "1,5 t", "1 234,50"], ["sel", "2", "1.000"]]
    manifest = read_manifest(csv_file(tmp_path, "\n".join(delimiter.join(row) for row in rows)), Wishes())
    assert [line.value for line in manifest.lines] == [Money(Decimal("1234.5"), "EUR"), Money(Decimal(1000), "EUR")]


@pytest.mark.parametrize(
    "total",
    [
        ["TOTAL", 46, None, 100],
        ["Grand Total:", 46, None, 100],
        ["Sub-total", None, None, 100],
        ["합 계", 46, None, 100],
        ["合计", 46, None, 100],
        ["Total: 46 cartons", 46],
        ["Sous-total", None, None, 100],
        [None, "Total", None, 100],
        [None, 42, None, 24009],
    ],
)
def test_a_total_never_becomes_an_item(total: list[object], tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["rice", 40, "t", 24000], ["salt", 2, "t", 9], total])
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["rice", "salt"]
    assert why(manifest)[4].startswith("a total")


def test_goods_whose_name_begins_like_a_total_stay(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["Total station", 1], ["Summer clothes", 2], ["total protein reagent", 3]])
    assert names(read_manifest(path, Wishes())) == ["Total station", "Summer clothes", "total protein reagent"]


def test_goods_without_a_name_are_refused_and_not_left_out(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["rice", 40, "t", 24000], [None, 2, "pcs", 9000, "8413.70"]])
    with pytest.raises(InputError, match=r"list.xlsx:3: row 3 has a quantity and a unit and no name.*--skip 3"):
        read_manifest(path, Wishes())
    manifest = read_manifest(path, Wishes(skip=frozenset({3})))
    assert why(manifest) == {3: "left out as --skip says"}


def test_a_number_without_a_name_that_is_no_sum_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["rice", 40, "t", 24000], [None, 41, None, 24001]])
    with pytest.raises(InputError, match="no name of goods"):
        read_manifest(path, Wishes())


def test_a_row_with_only_a_name_stays_and_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["MEDICAL"], ["gauze", 5, "box"]])
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["MEDICAL", "gauze"]
    assert "--skip 2" in manifest.lines[0].told[0]


def test_headings_across_notes_and_repeated_headings_are_left_out(tmp_path: Path) -> None:
    made, sheet, path = book(
        tmp_path,
        [
            HEADINGS,
            ["MEDICAL SUPPLIES"],
            ["gauze", 5, "box"],
            HEADINGS,
            ["soap", 1, "box"],
            ["Remarks: handle with care"],
            ["Signature"],
        ],
    )
    sheet.merge_cells("A2:G2")
    made.save(path)
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["gauze", "soap"]
    assert why(manifest) == {
        2: "a heading that runs across the columns",
        4: "repeats the headings",
        6: "a note below the goods",
        7: "a note below the goods",
    }


def test_a_name_merged_over_rows_is_the_name_of_each_and_a_sum_is_nobodys(tmp_path: Path) -> None:
    made, sheet, path = book(
        tmp_path,
        [HEADINGS, ["boots", 5, "size 40", 100, "6403.91"], [None, 7, "size 42"], ["socks", 9, None, 30], ["hats", 2]],
    )
    for merged in ("A2:A3", "E2:E3", "D2:D3", "D4:D5"):
        sheet.merge_cells(merged)
    made.save(path)
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["boots", "boots (row 3)", "socks", "hats"]
    assert [line.hs for line in manifest.lines] == ["6403.91", "6403.91", "", ""]
    assert [line.quantity for line in manifest.lines] == ["5 size 40", "7 size 42", "9", "2"]
    assert not any(line.value for line in manifest.lines)
    assert any("rows 4 to 5 together" in note for note in manifest.lines[2].told)


def test_a_quantity_heading_merged_over_two_columns_has_its_unit_in_the_second(tmp_path: Path) -> None:
    made, sheet, path = book(tmp_path, [["Description", "Quantity", None, "Value (EUR)"], ["rice", 40, "t", 5]])
    sheet.merge_cells("B1:C1")
    made.save(path)
    assert read_manifest(path, Wishes()).lines[0].quantity == "40 t"


def test_headings_of_two_rows_are_read_together(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Description", "Q'ty", "Unit price", "Amount"],
        [None, "(pcs)", "(EUR)", "(EUR)"],
        ["pump", 2, 30, 60],
    ]
    manifest = read_manifest(saved(tmp_path, rows), Wishes())
    assert manifest.lines[0].fields() == {"name": "pump", "quantity": "2 pcs", "value": "60 EUR"}


def test_what_a_formula_gave_is_read_and_one_without_a_result_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["rice", 40, "t", "=40*600"], ['=HYPERLINK("http://x","y")', 1]])
    with pytest.raises(InputError, match="row 3 has a quantity and no name"):
        read_manifest(path, Wishes())
    manifest = read_manifest(path, Wishes(skip=frozenset({3})))
    (line,) = manifest.lines
    assert line.value is None
    assert any("formula whose result is not stored" in note for note in line.told)


def test_what_a_spreadsheet_made_a_date_or_a_number_of_is_left_out_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["pump", dt.date(2026, 1, 2), None, 5, dt.datetime(2026, 11, 12), 200.0]])
    (line,) = read_manifest(path, Wishes()).lines
    assert line.fields() == {"name": "pump", "value": "5 USD"}
    assert len([note for note in line.told if "left out" in note]) == 3


def test_an_hs_code_whose_zeros_the_spreadsheet_dropped_is_restored(tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["pump", 1, None, 5, 8413.7], ["fish", 1, None, 5, 302.11]])
    assert [line.hs for line in read_manifest(path, Wishes()).lines] == ["8413.70", "0302.11"]


def test_currency_and_unit_in_the_number_format_count(tmp_path: Path) -> None:
    made, sheet, path = book(
        tmp_path, [["Description", "Qty", "Amount"], ["rice", 40, 24000], ["salt", 1, 5], ["oil", 2, 7]]
    )
    for at, form in (("B2", '0" t"'), ("C2", "[$€-2] #,##0.00"), ("C3", '"US$"#,##0.00'), ("C4", "[$CHF] #,##0")):
        sheet[at].number_format = form
    made.save(path)
    manifest = read_manifest(path, Wishes())
    assert [str(line.value) for line in manifest.lines] == ["24,000 EUR", "5 USD", "7 CHF"]
    assert manifest.lines[0].quantity == "40 t"


@pytest.mark.parametrize(
    ("cell", "currency", "value"),
    [
        ("$5", "", "5 USD"),
        ("$5", "CAD", "5 CAD"),
        ("¥5", "", None),
        ("¥5", "JPY", "5 JPY"),
        ("5", "", None),
        ("5", "CNY", "5 CNY"),
    ],
)
def test_a_vague_currency_is_told_or_left_out(cell: str, currency: str, value: str | None, tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"Description,Qty,Amount\nrice,1,{cell}\n")
    manifest = read_manifest(path, Wishes(currency=currency))
    assert (str(manifest.lines[0].value) if manifest.lines[0].value else None) == value
    if not currency:
        assert any("--currency" in note for note in (*manifest.told, *manifest.lines[0].told))


def test_a_currency_column_tells_a_vague_sign(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Currency,Amount\nrice,CAD,$5\nsalt,EUR,6\n")
    assert [str(line.value) for line in read_manifest(path, Wishes()).lines] == ["5 CAD", "6 EUR"]


def test_an_amount_of_nothing_is_no_worth(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Qty,Amount (USD)\nrice,1,0\nsalt,1,0.00\n")
    manifest = read_manifest(path, Wishes())
    assert not any(line.value for line in manifest.lines)
    assert all("write what the goods are worth" in line.told[0] for line in manifest.lines)


def test_a_price_is_multiplied_only_where_the_list_has_no_value(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Qty,Unit price (USD)\npump,3,4500\nhose,2 rolls,10\n")
    first, second = read_manifest(path, Wishes()).lines
    assert str(first.value) == "13,500 USD"
    assert any("price times the quantity" in note for note in first.told)
    assert second.value is None
    path = csv_file(tmp_path, "Description,Qty,Unit price (USD),Amount (USD)\npump,3,4500,9000\n")
    (line,) = read_manifest(path, Wishes()).lines
    assert str(line.value) == "9,000 USD"
    assert any("13,500 USD" in note for note in line.told)


def test_a_price_of_nobody_knows_what_is_not_guessed(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Qty,Price (USD)\npump,3,4500\n")
    manifest = read_manifest(path, Wishes())
    assert manifest.lines[0].value is None
    assert any("may be the price of one or of the whole line" in note for note in manifest.told)
    said = read_manifest(path, Wishes(columns={"value": "Price (USD)"}))
    assert str(said.lines[0].value) == "4,500 USD"


def test_quantities_stay_as_they_are_written(tmp_path: Path) -> None:
    rows = "".join(
        f"goods {n},{q}\n" for n, q in enumerate(("12 ctn x 24 pcs", "2 1/2", "1/2", "0.5", "약 30개", "1 000"))
    )
    manifest = read_manifest(csv_file(tmp_path, f"Description,Qty\n{rows}"), Wishes())
    assert [line.quantity for line in manifest.lines] == ["12 ctn x 24 pcs", "2 1/2", "1/2", "0.5", "약 30개", "1 000"]


def test_a_number_has_no_dust_of_binary_fractions(tmp_path: Path) -> None:
    (line,) = read_manifest(saved(tmp_path, [HEADINGS, ["rice", 0.1 + 0.2, "t", 1.1 * 3]]), Wishes()).lines
    assert (line.quantity, str(line.value)) == ("0.3 t", "3.3 USD")


def test_lines_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Qty,Amount (USD)\npump,1,5\npump,1,900\npump,1,5\n")
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["pump", "pump (row 3)", "pump (row 4)"]
    assert "is kept apart" in manifest.lines[1].told[0]
    assert "is it there twice?" in manifest.lines[2].told[0]
    assert len({line.match.good.name for line in manifest.lines if line.match}) <= 1


def test_an_hs_code_at_odds_with_the_name_is_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Qty,HS Code\nrice,1,9306.30\n")
    assert any(
        "HS 9306.30 is not where the goods catalogue has rice" in note
        for note in read_manifest(path, Wishes()).lines[0].told
    )


def test_the_sheet_that_reads_like_a_list_is_taken_and_the_other_told(tmp_path: Path) -> None:
    made, _, path = book(tmp_path, [["Invoice for"], ["someone"]])
    made.create_sheet("PL").append(HEADINGS)
    made["PL"].append(["rice", 1])
    made.create_sheet("old").append(HEADINGS[:3])
    made["old"].append(["guns", 1])
    hidden = made.create_sheet("hidden")
    hidden.append([*HEADINGS, "Currency"])
    hidden.append(["secret", 1])
    hidden.sheet_state = "hidden"
    made.save(path)
    manifest = read_manifest(path, Wishes())
    assert (manifest.sheet, names(manifest)) == ("PL", ["rice"])
    assert manifest.told == ("the sheet 'old' has headings too and was not read; --sheet reads it",)
    assert names(read_manifest(path, Wishes(sheet="old"))) == ["guns"]
    with pytest.raises(InputError, match="there is no sheet 'PLs'; did you mean 'PL'"):
        read_manifest(path, Wishes(sheet="PLs"))


def test_hidden_rows_are_goods_too(tmp_path: Path) -> None:
    made, sheet, path = book(tmp_path, [HEADINGS, ["rice", 1], ["guns", 1]])
    sheet.row_dimensions[3].hidden = True
    made.save(path)
    manifest = read_manifest(path, Wishes())
    assert names(manifest) == ["rice", "guns"]
    assert manifest.told == ("hidden in the sheet, and taken all the same: row 3",)


def test_invisible_marks_are_left_out_and_told(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'Description,Qty\n"ri\u200bce\u202e\x1b[31m\nlong grain",1\n')
    (line,) = read_manifest(path, Wishes()).lines
    assert line.name == "rice[31m long grain"
    assert any("invisible marks" in note for note in line.told)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"nme": "Description"}, "--column cannot mean 'nme'"),
        ({"name": "Discription"}, "no row has the headings 'Discription'; there are 'Description', 'Qty'"),
        ({"name": ""}, "no column looks like the name"),
    ],
)
def test_a_column_that_is_not_there_is_one_clear_error(said: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        read_manifest(csv_file(tmp_path, "Description,Qty\nrice,1\n"), Wishes(columns=said))


def test_the_users_word_wins_over_the_guess(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Description,Trade name,Qty\nrice,Basmati,1\n")
    manifest = read_manifest(path, Wishes(columns={"name": "Trade name", "quantity": ""}))
    assert manifest.lines[0].fields() == {"name": "Basmati"}
    assert manifest.columns.guessed == frozenset()


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 80_000_000)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0", "save the packing list as .xlsx or .csv"),
        ("a.pdf", b"%PDF", "save the packing list as .xlsx or .csv"),
        ("a.xlsx", b"not a zip", "cannot read the workbook"),
        ("a.xlsx", b"", "cannot read the workbook"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"Description,Qty\n", "no line of goods"),
        ("a.csv", b"rice,1\n", "no row reads like the headings"),
        ("a.csv", b'Description,Qty\n"' + b"x" * 600 + b'",1\n', "has 600 letters"),
        ("a.csv", b"Description,Qty\n" + b"rice,1\n" * 10_001, "beyond 10,000 rows"),
        ("a.csv", b"Description,Qty\nrice" + b"," * 300 + b"\n", "200 columns"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_manifest(tmp_path / name, Wishes())


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb(tmp_path / "bomb.xlsx")
    with pytest.raises(InputError, match="unpacks to more than"):
        read_manifest(tmp_path / "bomb.xlsx", Wishes())


def test_a_cell_at_the_end_of_the_world_does_not_fill_the_memory(tmp_path: Path) -> None:
    made, sheet, path = book(tmp_path, [HEADINGS, ["rice", 1]])
    sheet["XFD1048576"].number_format = "0.00"
    made.save(path)
    assert names(read_manifest(path, Wishes())) == ["rice"]
    sheet["XFD1048576"] = "here"
    made.save(path)
    with pytest.raises(InputError, match=r"list.xlsx:1048576: the list goes beyond"):
        read_manifest(path, Wishes())


@pytest.mark.parametrize("missing", ["no.csv", "no.xlsx"])
def test_a_file_that_is_not_there_is_told(missing: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the file"):
        read_manifest(tmp_path / missing, Wishes())


@pytest.mark.parametrize("second", ["Description,Amount (USD),Qty", "Description,Qty,Amount (EUR)"])
def test_a_second_table_with_other_columns_is_refused_and_not_misread(second: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, f"Description,Qty,Amount (USD)\nrice,1,5\n{second}\nsalt,9,2\n")
    with pytest.raises(InputError, match=r"list.csv:3: row 3 has the headings of a second table"):
        read_manifest(path, Wishes())


@pytest.mark.parametrize(
    "heading",
    [
        "Amount USD (thousands)",
        "Amount (USD '000)",
        "금액(천원)",
        "金额（万元）",
        "Valeur (milliers EUR)",
        "Value, USD million",
    ],
)
def test_amounts_in_thousands_are_not_taken_for_whole_ones(heading: str, tmp_path: Path) -> None:
    path = csv_file(tmp_path, f'Description,Qty,"{heading}"\nrice,1,5\n')
    manifest = read_manifest(path, Wishes())
    assert manifest.lines[0].value is None
    assert any("thousands or another multiple" in note for note in manifest.told)


@pytest.mark.parametrize("stored", ["1e999", "-1e999"])
def test_a_number_that_is_none_is_told_and_left_out(stored: str, tmp_path: Path) -> None:
    path = saved(tmp_path, [HEADINGS, ["rice", 1, "t", 123456]])
    with zipfile.ZipFile(path) as packed:
        parts = {one: packed.read(one) for one in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for one, content in parts.items():
            packed.writestr(one, content.replace(b"<v>123456</v>", f"<v>{stored}</v>".encode()))
    (line,) = read_manifest(path, Wishes()).lines
    assert line.value is None
    assert any("a number that is none" in note for note in line.told)
