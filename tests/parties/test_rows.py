"""Tables of parties, well made and hostile: every row comes out, as a query or with what is wrong with it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.columns import guess
from goodoffices.parties.model import Identifier
from goodoffices.parties.rows import LONGEST_NAME, Row, open_table


def table(tmp_path: Path, name: str, content: str | bytes, **said: str) -> list[Row]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(open_table(path, said).rows)


def test_columns_are_guessed_from_headings_and_shown() -> None:
    columns = guess(["Customer No", "Full Name", "D.O.B.", "Nationality", "Passport No.", "Balance"])
    assert str(columns) == (
        "id = Customer No, name = Full Name, born = D.O.B., country = Nationality, passport = Passport No.; not used: Balance"
    )


def test_the_users_word_on_a_column_wins() -> None:
    assert guess(["name", "payee"], {"name": "payee"}).headings("name") == ("payee",)


@pytest.mark.parametrize(
    ("headings", "said", "told"),
    [
        (["a", "b"], {}, "no column looks like a name"),
        (["name"], {"name": "nmae"}, "there is no column 'nmae'; did you mean 'name'"),
        (["name"], {"nome": "name"}, "--column cannot mean 'nome'"),
    ],
)
def test_a_column_that_is_not_there_is_told(headings: list[str], said: dict[str, str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        guess(headings, said)


def test_a_row_is_a_query_with_all_that_is_known(tmp_path: Path) -> None:
    text = "id,name,aliases,dob,nationality,type,passport\nc-7,Kim Yong Chol,김영철; KIM Y C,1946-01-02,KP,individual,472310031\n"
    [row] = table(tmp_path, "a.csv", text)
    assert row.id == "c-7" and row.query is not None
    assert (row.query.name, row.query.aliases) == ("Kim Yong Chol", ("김영철", "KIM Y C"))
    assert (row.query.births, row.query.countries, row.query.kind) == (("1946-01-02",), ("KP",), "Person")
    assert row.query.identifiers == (Identifier("passportNumber", "472310031"),) and row.query.id == "c-7"


@pytest.mark.parametrize(
    "content", ["name;born\nKim;1946\n", "name\tborn\nKim\t1946\n", "\ufeffname|born\r\nKim|1946\r\n"]
)
def test_other_separators_are_seen(tmp_path: Path, content: str) -> None:
    [row] = table(tmp_path, "a.csv", content)
    assert row.query is not None and (row.query.name, row.query.births) == ("Kim", ("1946",))


def test_a_bare_list_of_names_has_no_heading(tmp_path: Path) -> None:
    assert [row.query.name for row in table(tmp_path, "a.txt", "Kim Yong Chol\nJane Roe\n") if row.query] == [
        "Kim Yong Chol",
        "Jane Roe",
    ]


def test_first_and_last_names_make_a_name(tmp_path: Path) -> None:
    [row] = table(tmp_path, "a.csv", "First Name,Last Name\nYong Chol,Kim\n")
    assert row.query is not None and row.query.name == "Yong Chol Kim"


def test_rows_without_an_id_are_numbered_and_rows_without_a_name_say_so(tmp_path: Path) -> None:
    rows = table(tmp_path, "a.csv", "name,born\nKim,\n,1950\n  ,\nRoe,\n")
    assert [(row.id, row.problem) for row in rows] == [
        (1, ""),
        (2, "row 2 has no name"),
        (3, "row 3 has no name"),
        (4, ""),
    ]


def test_a_huge_name_is_reported_and_the_rows_behind_it_are_read(tmp_path: Path) -> None:
    rows = table(tmp_path, "a.csv", f"name,x\n{'K' * 12_000_000},1\n{'R' * (LONGEST_NAME + 1)},1\nJane Roe,1\n")
    assert [bool(row.query) for row in rows][-1] and [row.problem for row in rows if row.problem]
    assert sum(bool(row.query) for row in rows) == 1


def test_a_table_in_another_encoding_is_told_and_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name\n김영철\n".encode("cp949"))
    with pytest.raises(InputError, match=r"not in utf-8.*--encoding"):
        list(open_table(path).rows)
    assert [row.query.name for row in open_table(path, encoding="cp949").rows if row.query] == ["김영철"]


def test_utf16_is_seen_by_its_mark(tmp_path: Path) -> None:
    [row] = table(tmp_path, "a.csv", "name,born\n김영철,1946\n".encode("utf-16"))
    assert row.query is not None and row.query.name == "김영철"


def test_an_unknown_encoding_is_an_error_of_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name\nKim\n", encoding="utf-8")
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        open_table(tmp_path / "a.csv", encoding="klingon")


def test_json_lines_keep_the_type_of_the_id(tmp_path: Path) -> None:
    text = '{"id": 7, "name": "Kim"}\n{"id": "7", "name": ["Roe", "Jane Roe"]}\n'
    assert [(row.id, row.query.aliases) for row in table(tmp_path, "a.jsonl", text) if row.query] == [
        (7, ()),
        ("7", ("Jane Roe",)),
    ]


def test_followthemoney_entities_are_read(tmp_path: Path) -> None:
    entity = {"id": "x", "schema": "Vessel", "properties": {"name": ["CHONG CHON GANG"], "imoNumber": ["7937317"]}}
    [row] = table(tmp_path, "a.jsonl", json.dumps(entity))
    assert (
        row.query is not None
        and row.query.kind == "Vessel"
        and row.query.identifiers == (Identifier("imoNumber", "7937317"),)
    )


def test_broken_lines_of_json_are_reported_in_their_place(tmp_path: Path) -> None:
    rows = table(
        tmp_path, "a.jsonl", b'{"name": "Kim"}\n{"name": \n[1]\n\xff\n' + b"[" * 100_000 + b'\n{"name": "Roe"}\n'
    )
    assert [bool(row.query) for row in rows] == [True, False, False, False, False, True]
    assert rows[1].problem == "row 2 is not one JSON object in UTF-8"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1964-08-11", "1964-08-11"),
        ("11.08.1964", "1964"),
        ("13.08.1964", "1964-08-13"),
        ("08/13/1964", "1964-08-13"),
        ("1964", "1964"),
        ("1964년 8월", "1964"),
        ("unknown", ""),
        ("19640811", "1964-08-11"),
        ("1964/8/1", "1964-08-01"),
    ],
)
def test_a_date_that_can_be_read_both_ways_gives_only_its_year(tmp_path: Path, written: str, read: str) -> None:
    [row] = table(tmp_path, "a.csv", f"name,born\nKim,{written}\n")
    assert row.query is not None and row.query.births == ((read,) if read else ())


@pytest.mark.parametrize(("name", "content"), [("a.csv", ""), ("a.jsonl", "\n\n"), ("a.pdf", "x")])
def test_an_empty_or_unknown_file_is_an_error(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(InputError):
        table(tmp_path, name, content)


def test_a_workbook_is_read_by_its_values_and_never_by_its_formulas(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'goodoffices[tables]'")
    book = openpyxl.Workbook()
    for line in (
        ["No", "Name", "DOB"],
        [1, "김영철", dt.datetime(1946, 1, 2)],
        [2, "=HYPERLINK(1)", None],
        [None, None, None],
        [3, "Roe", 1950],
    ):
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    rows = list(open_table(tmp_path / "a.xlsx").rows)
    assert [(row.id, row.query.name if row.query else "") for row in rows] == [("1", "김영철"), ("2", ""), ("3", "Roe")]
    assert rows[0].query is not None and rows[0].query.births == ("1946-01-02",)


def test_a_workbook_that_is_none_is_told(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="openpyxl is not installed: pip install 'goodoffices[tables]'")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(InputError, match="cannot read the workbook"):
        open_table(tmp_path / "a.xlsx")


def test_a_parquet_file_is_read_batch_by_batch(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'goodoffices[tables]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    made = pyarrow.table(
        {"id": [1, 2], "name": ["Kim", None], "aliases": [["김"], []], "dob": [dt.date(1946, 1, 2), None]}
    )
    parquet.write_table(made, tmp_path / "a.parquet")
    first, second = open_table(tmp_path / "a.parquet").rows
    assert first.query is not None and (first.query.aliases, first.query.births) == (("김",), ("1946-01-02",))
    assert second.problem == "row 2 has no name"
    (tmp_path / "b.parquet").write_bytes(b"PAR1 no parquet")
    with pytest.raises(InputError, match="cannot read the Parquet file"):
        open_table(tmp_path / "b.parquet")
