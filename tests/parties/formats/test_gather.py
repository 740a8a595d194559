"""Days, scripts, countries and remarks, in the ways in which official lists write them."""

from __future__ import annotations

import pytest

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.gather import Problems, births_of, names, script_of
from goodoffices.parties.formats.ofac_remarks import read_remarks
from goodoffices.parties.model import Identifier, Name


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10 Dec 1948", ("1948-12-10",)),
        ("Dec 1948", ("1948-12",)),
        ("circa 1947", ("1947",)),
        ("1962-02-18", ("1962-02-18",)),
        ("1962-02-18T00:00:00", ("1962-02-18",)),
        ("dd/mm/1962", ("1962",)),
        ("00/05/1962", ("1962-05",)),
        ("13.10.1944", ("1944-10-13",)),
        ("6.3.1955 or 15.3.1955", ("1955-03-06", "1955-03-15")),
        ("(a) 17.8.1957, (b) 17.8.1958", ("1957-08-17", "1958-08-17")),
        ("1963 to 1965", ("1963", "1964", "1965")),
        ("circa 1951 to 1953", ("1951", "1952", "1953")),
        ("01 Jan 1960 to 31 Dec 1961", ("1960", "1961")),
        ("between 1930 and 1960", ("1930", "1960")),
        ("31 Feb 1960", ("1960-02",)),
        ("3 years ago", ()),
        ("", ()),
    ],
)
def test_days_of_birth(text: str, days: tuple[str, ...]) -> None:
    assert births_of(text) == days


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Kim Yŏng-ch'ŏl", "Latn"),
        ("김영철", "Kore"),
        ("金英哲", "Hani"),
        ("Ким Ён Чхоль", "Cyrl"),
        ("로은산 (Rounsan)", "Kore"),
        ("محمد", "Arab"),
        ("7-28", "Zyyy"),
    ],
)
def test_scripts(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    "name",
    [
        "Korea, North",
        "Democratic People's Republic of Korea",
        "Democratic People’s Republic of Korea",
        "DPRK",
        "kp",
        "KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF",
    ],
)
def test_each_list_has_its_own_name_for_north_korea(name: str) -> None:
    assert code_of(name) == "KP"


def test_an_unknown_country_keeps_its_name() -> None:
    assert code_of("Region:  Somewhere") == "Region: Somewhere"


def test_a_spelling_is_there_once_at_its_best_quality() -> None:
    found = names(
        [Name("A B", "weak"), Name("A  B"), Name("Main", "primary"), Name("\u200b"), Name("")],
        problems := Problems(),
        "x",
    )
    assert found == (Name("Main", "primary"), Name("A B", "strong"))
    assert [problem.what for problem in problems.found] == ["the name '\\u200b' has no letter and was left out"]


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("Passport 472220033 (Korea, North) expires 06 Jun 2018", Identifier("passportNumber", "472220033", "KP")),
        ("alt. Passport 654220197 (Korea, North)", Identifier("passportNumber", "654220197", "KP")),
        ("Vessel Registration Identification IMO 7406784", Identifier("imoNumber", "7406784")),
        ("Vessel Registration Identification 8606173", Identifier("imoNumber", "8606173")),
        ("Company Number IMO 5055293", Identifier("imoNumber", "5055293")),
        ("SWIFT/BIC HAVIGB2L", Identifier("swiftBic", "HAVIGB2L")),
        (
            "Unified Social Credit Code (USCC) 9113100033607322XK (China)",
            Identifier("registrationNumber", "9113100033607322XK", "CN"),
        ),
        ("Digital Currency Address - XBT 134r8i", Identifier("publicKey", "134r8i")),
        ("National ID No. 216040 (Yemen)", Identifier("idNumber", "216040", "YE")),
    ],
)
def test_numbers_in_ofac_remarks(statement: str, number: Identifier) -> None:
    assert read_remarks(f"DOB 1962; {statement}; Linked To: X.").identifiers == [number]


def test_ofac_remarks_hold_weak_aliases_with_quotes_inside() -> None:
    assert [name.text for name in read_remarks("DOB 1962; a.k.a. 'ABU 'ALI'; f.k.a. 'OLD'; POB Onso'ng.").weak] == [
        "ABU 'ALI",
        "OLD",
    ]
