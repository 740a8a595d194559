"""The real lists, where copies of them lie beside the repository: every record is a party or a problem."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from goodoffices.parties.formats import read_list
from goodoffices.parties.programmes import concerns_north_korea

HERE = Path(__file__).parents[3]
PLACE = Path(os.environ.get("GOODOFFICES_LISTS") or HERE.parent / "shared/lists")
LISTS = PLACE if PLACE.is_dir() else None

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(LISTS is None, reason="no copies of the official lists in ../shared/lists or GOODOFFICES_LISTS"),
]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")


def rows(path: Path) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text_of(path))) if row and row != ["\x1a"]]


def in_csv(file: str, header: int = 0) -> Callable[[Path], int]:
    return lambda path: len(rows(path / file if file else path)) - header


def in_xml(*records: str) -> Callable[[Path], int]:
    return lambda path: sum(len(re.findall(f"<{record}>", text_of(path))) for record in records)


def in_json(path: Path) -> int:
    found = json.loads(text_of(path))
    return len(found["entries"] if isinstance(found, dict) else found)


@pytest.mark.parametrize(
    ("name", "records", "called", "korean"),
    [
        ("us_ofac_sdn_2023-12-28", in_csv("sdn.csv.gz"), "us-sdn", 479),
        ("us_ofac_sdn_2024-05-03", in_csv("sdn.csv.gz"), "us-sdn", 484),
        ("us_ofac_cons_2025-12-19", in_csv("cons_prim.csv"), "us-cons", 0),
        ("us_ofac_consolidated_2025-03-28.xml.gz", in_xml("sdnEntry"), "us-cons", 0),
        ("un_consolidated_2026-02-27.xml.gz", in_xml("INDIVIDUAL", "ENTITY"), "un", 155),
        ("uk_sanctions_list_2026-04", in_csv("subjects.csv.gz", 1), "uk", 261),
        ("uk_fcdo_index_2025-08-11.csv.gz", in_csv("", 1), "uk", 261),
        ("eu_oj_annexes_2026-08-14.csv.gz", in_csv("", 1), "eu", 326),
        ("us_csl_2026-07-31.json.gz", in_json, "us-csl", 544),
        ("us_ofac_sdn_names_2026-07-11.json.gz", in_json, "us_ofac_sdn_names_2026-07-11", 544),
        ("eu_fsf_names_2026-06-05.json.gz", in_json, "eu_fsf_names_2026-06-05", 0),
        ("jp_meti_end_user_list_2025-09-29.json.gz", in_json, "jp_meti_end_user_list_2025-09-29", 0),
    ],
)
def test_every_record_is_a_party_or_a_problem(
    name: str, records: Callable[[Path], int], called: str, korean: int
) -> None:
    assert LISTS is not None
    found = read_list(LISTS / name)
    assert found.name == called
    assert len(found.parties) + sum(problem.lost for problem in found.problems) == records(LISTS / name)
    assert sum(concerns_north_korea(replace(party, remarks="")) for party in found.parties) == korean
    assert len({party.id for party in found.parties}) == len(found.parties)


def test_every_alias_row_of_ofac_is_a_name() -> None:
    assert LISTS is not None
    folder = LISTS / "us_ofac_sdn_2023-12-28"
    found = {party.id: {" ".join(n.text.split()) for n in party.names} for party in read_list(folder).parties}
    missing = [row for row in rows(folder / "alt.csv.gz") if " ".join(row[3].split()) not in found[row[0]]]
    assert missing == []


def test_weak_aliases_are_found_in_the_remarks() -> None:
    assert LISTS is not None
    remarks = "".join(row[11] for row in rows(LISTS / "us_ofac_sdn_2024-05-03" / "sdn.csv.gz"))
    found = read_list(LISTS / "us_ofac_sdn_2024-05-03")
    weak = sum(name.quality == "weak" for party in found.parties for name in party.names)
    assert 0.99 < weak / len(re.findall(r"[afn]\.k\.a\. '", remarks)) <= 1


def test_the_remark_finds_what_the_tag_does_not() -> None:
    assert LISTS is not None
    found = [
        p
        for p in read_list(LISTS / "us_ofac_sdn_2024-05-03").parties
        if "Secondary sanctions risk: North Korea" in p.remarks
    ]
    assert (len(found), sum(not any(t.startswith("DPRK") for t in p.programmes) for p in found)) == (591, 109)


def test_every_name_of_the_uk_tables_is_a_name() -> None:
    assert LISTS is not None
    folder = LISTS / "uk_sanctions_list_2026-04"
    found = {party.id: {n.text for n in party.names} for party in read_list(folder).parties}
    listed = {(row[1], " ".join(row[4].split())) for row in rows(folder / "subject_names.csv.gz")[1:]}
    assert [pair for pair in listed if pair[1] not in found[pair[0]]] == []


def test_the_workbook_and_the_table_of_the_uk_index_agree() -> None:
    assert LISTS is not None
    book, table = (read_list(LISTS / f"uk_fcdo_index_2025-08-11.{end}") for end in ("ods", "csv.gz"))
    assert [(p.id, p.name, p.programmes, p.listed_on) for p in book.parties] == [
        (p.id, p.name, p.programmes, p.listed_on) for p in table.parties
    ]


def test_parts_without_the_entries_are_refused() -> None:
    from goodoffices.errors import InputError

    assert LISTS is not None
    with pytest.raises(InputError):
        read_list(LISTS / "us_ofac_sdn_parts_2025-12_to_2026-03")
