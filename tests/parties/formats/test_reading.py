"""Each official format, from a small hand-made file: what is read, and that what is not is counted."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.formats import read_list
from goodoffices.parties.model import Identifier, ListedParty, Name, PartyList

FIXTURES = Path(__file__).parents[1] / "fixtures"


def party(found: PartyList, id: str) -> ListedParty:
    return next(one for one in found.parties if one.id == id)


def lost(found: PartyList) -> list[str]:
    return [f"{p.where}: {p.what}" for p in found.problems if p.lost]


def partly(found: PartyList) -> str:
    return "\n".join(f"{p.where}: {p.what}" for p in found.problems if not p.lost)


def test_ofac_csv_joins_its_four_files() -> None:
    found = read_list(FIXTURES / "ofac_sdn")
    assert (found.name, len(found.parties), lost(found)) == ("us-sdn", 4, [])
    ri = party(found, "101")
    assert ri.kind == "Person" and ri.programmes == ("NPWMD", "DPRK2")
    assert ri.names == (
        Name("RI, Pom Nam", "primary", family="RI"),
        Name("RI, Po'm-nam", family="RI"),
        Name("COMRADE X", "weak"),
        Name("RI THE YOUNGER", "weak"),
    )
    assert ri.births == ("1962-02-18", "1960") and ri.birth_places == ("Hamhung, North Korea",)
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),) and ri.countries == ("KP",)
    assert ri.remarks.startswith("Representative in Testland; DOB")
    assert "Secondary sanctions risk: North Korea Sanctions Regulations" in ri.remarks
    assert "Linked To: EXAMPLE TRADING CORPORATION" in ri.remarks


def test_ofac_csv_reads_companies_vessels_and_aircraft() -> None:
    found = read_list(FIXTURES / "ofac_sdn")
    assert party(found, "102").identifiers == (
        Identifier("registrationNumber", "12-34", "CN"),
        Identifier("swiftBic", "EXAMKPPY"),
    )
    assert party(found, "102").addresses == ("1 Example Street, Dandong, China",)
    ship = party(found, "103")
    assert ship.kind == "Vessel" and ship.countries == ("KP",)
    assert {(i.kind, i.value) for i in ship.identifiers} == {
        ("imoNumber", "8606173"),
        ("mmsi", "445000000"),
        ("callSign", "HMXX"),
    }
    assert party(found, "104").kind == "Airplane"


def test_an_alias_of_nobody_is_reported() -> None:
    assert "1 alias row of entry 999, which is not in the list" in partly(read_list(FIXTURES / "ofac_sdn"))


def test_ofac_entries_without_their_aliases_say_so(tmp_path: Path) -> None:
    (tmp_path / "sdn.csv").write_bytes((FIXTURES / "ofac_sdn" / "sdn.csv").read_bytes())
    assert "the file of aliases is not beside it" in partly(read_list(tmp_path / "sdn.csv"))


def test_the_file_of_aliases_alone_is_refused() -> None:
    with pytest.raises(InputError, match="one part of a list"):
        read_list(FIXTURES / "ofac_sdn" / "alt.csv")


def test_ofac_xml_knows_strong_from_weak() -> None:
    found = read_list(FIXTURES / "ofac_sdn.xml")
    assert (found.name, found.day) == ("us-sdn", dt.date(2025, 3, 28))
    assert lost(found) == ["entry 105: has no name"] and len(found.parties) == 2
    ri = party(found, "101")
    assert [(n.text, n.quality, n.family) for n in ri.names] == [
        ("RI, Pom Nam", "primary", "RI"),
        ("RI, Po'm-nam", "strong", "RI"),
        ("COMRADE X", "weak", ""),
    ]
    assert ri.births == ("1962-02-18",) and ri.countries == ("KP",) and ri.addresses == ("Pyongyang, Korea, North",)
    assert "Secondary sanctions risk: North Korea Sanctions Regulations" in ri.remarks
    assert Identifier("imoNumber", "8606173") in party(found, "103").identifiers


def test_ofac_xml_that_lacks_entries_says_so(tmp_path: Path) -> None:
    text = (FIXTURES / "ofac_sdn.xml").read_text("utf-8").replace("<Record_Count>3<", "<Record_Count>300<")
    (tmp_path / "sdn.xml").write_text(text, "utf-8")
    assert "says that it has 300 entries and has 3" in partly(read_list(tmp_path / "sdn.xml"))


def test_ofac_advanced_has_scripts_and_days_of_listing() -> None:
    found = read_list(FIXTURES / "ofac_advanced.xml")
    assert (found.name, found.day, len(found.parties)) == ("us-sdn", dt.date(2026, 7, 30), 2)
    assert lost(found) == ["party 104: has no profile"]
    ri = party(found, "101")
    assert ri.kind == "Person" and ri.programmes == ("DPRK2",) and ri.listed_on == dt.date(2016, 7, 6)
    assert ri.names == (
        Name("RI, Pom Nam", "primary", "Latn", "RI"),
        Name("리 범남", "strong", "Kore", "리"),
        Name("COMRADE X", "weak", "Latn", "COMRADE X"),
    )
    assert ri.births == ("1962-02-18", "1960", "1961", "1963-04") and ri.birth_places == ("Hamhung, North Korea",)
    assert "A representative abroad." in ri.remarks
    assert not ri.on(dt.date(2016, 1, 1)) and ri.on(dt.date(2016, 7, 6))
    ship = party(found, "103")
    assert ship.kind == "Vessel" and ship.listed_on is None
    assert set(ship.identifiers) == {Identifier("callSign", "HMXX"), Identifier("imoNumber", "8606173")}


def test_ofac_advanced_knows_who_issued_a_paper_and_that_some_countries_are_not_known() -> None:
    ri = party(read_list(FIXTURES / "ofac_advanced.xml"), "101")
    assert ri.identifiers == (
        Identifier("passportNumber", "000000001", "KP"),
        Identifier("passportNumber", "000000002"),
        Identifier("passportNumber", "000000003", "KP"),
    )


def test_ofac_advanced_writes_addresses_in_their_order_and_in_their_own_script() -> None:
    ri = party(read_list(FIXTURES / "ofac_advanced.xml"), "101")
    assert ri.addresses == ("1 Example Street, Niigata, 950-0000, Japan", "新潟市")
    assert ri.countries == ("JP", "KP")


def test_un_xml() -> None:
    found = read_list(FIXTURES / "un.xml")
    assert (found.name, found.day, lost(found)) == ("un", dt.date(2026, 2, 27), ["KPi.902: has no name"])
    ri = party(found, "KPi.901")
    assert [(n.text, n.quality, n.script) for n in ri.names] == [
        ("RI POM-NAM", "primary", "Latn"),
        ("리범남", "strong", "Kore"),
        ("Ri Po’m-nam", "strong", "Latn"),
        ("Lee Beom Nam", "strong", "Latn"),
        ("Comrade X", "weak", "Latn"),
    ]
    assert ri.births == ("1960", "1961", "1962") and ri.listed_on == dt.date(2016, 3, 2) and ri.countries == ("KP",)
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),)
    assert [n.text for n in party(found, "KPe.901").names] == ["EXAMPLE TRADING CORPORATION", "EXAMPLE CO."]


@pytest.mark.parametrize("name", ["eu.xml", "eu.csv"])
def test_eu_in_both_forms(name: str) -> None:
    found = read_list(FIXTURES / name)
    assert (found.name, found.day, len(found.parties), len(lost(found))) == ("eu", dt.date(2026, 8, 5), 3, 1)
    ri = party(found, "EU.9001.1")
    assert ri.kind == "Person" and ri.programmes == ("PRK",) and ri.listed_on == dt.date(2016, 5, 20)
    assert ri.names[:2] == (Name("Pom-nam Ri", "primary", family="Ri"), Name("리범남", script="Kore"))
    assert ri.births == ("1962-02-18",) and ri.countries == ("KP",)
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),)
    works = party(found, "EU.9002.2")
    assert works.kind == "Organization" and works.listed_on is None and works.countries == ("CN",)


@pytest.mark.parametrize("name", ["eu.xml", "eu.csv"])
def test_eu_births_are_read_as_far_as_they_are_known(name: str) -> None:
    found = read_list(FIXTURES / name)
    assert party(found, "EU.9004.4").births == ("1953", "1954", "1955", "1965-03", "1980")
    assert "a day of birth is in the calendar 'ISLAMIC': '1343'" in partly(found)


@pytest.mark.parametrize("name", ["eu.xml", "eu.csv"])
def test_eu_remarks_name_the_regulation_and_the_councils_number(name: str) -> None:
    found = read_list(FIXTURES / name)
    ri = party(found, "EU.9001.1").remarks
    assert "regulation 2017/1509 (OJ L224)" in ri and "UN reference KPi.901" in ri
    works = party(found, "EU.9002.2")
    assert "formerly in Testland" in works.remarks
    assert works.addresses == ("1 Example Street, Dandong, CHINA",) and works.identifiers == (
        Identifier("imoNumber", "8606173"),
    )


def test_eu_weak_names_are_weak() -> None:
    assert party(read_list(FIXTURES / "eu.xml"), "EU.9001.1").names[2] == Name("Comrade X", "weak")


@pytest.mark.parametrize("name", ["uk.xml", "uk.csv"])
def test_uk_in_both_forms(name: str) -> None:
    found = read_list(FIXTURES / name)
    assert (found.name, found.day, len(found.parties), len(lost(found))) == ("uk", dt.date(2026, 4, 29), 2, 1)
    ri = party(found, "DPR9001")
    assert ri.kind == "Person" and ri.programmes[0] == "DPR" and ri.listed_on == dt.date(2016, 3, 2)
    assert ri.names[0] == Name("Pom Nam RI", "primary", family="RI")
    assert Name("리범남", script="Kore") in ri.names and Name("Comrade X", "weak") in ri.names
    assert ri.births == ("1962",) and ri.countries == ("KP",) and ri.birth_places == ("Hamhung, North Korea",)
    assert ri.addresses == ("1 Example Street, Hamhung, North Korea",) and "UN reference KPi.901" in ri.remarks
    ship = party(found, "DPR9002")
    assert ship.identifiers == (Identifier("imoNumber", "8606173"),) and ship.countries == ("KM",)


def test_uk_as_a_workbook(tmp_path: Path) -> None:
    rows = [line.split(",") for line in (FIXTURES / "uk.csv").read_text("utf-8").splitlines()]
    cells = "".join(
        "<t:table-row>" + "".join(f"<t:table-cell><x:p>{cell}</x:p></t:table-cell>" for cell in row) + "</t:table-row>"
        for row in rows
    )
    with zipfile.ZipFile(tmp_path / "uk.ods", "w") as archive:
        archive.writestr("content.xml", f'<d xmlns:t="t" xmlns:x="x">{cells}</d>')
    assert read_list(tmp_path / "uk.ods").parties == read_list(FIXTURES / "uk.csv").parties


def test_csl_json() -> None:
    found = read_list(FIXTURES / "csl.json")
    assert (found.name, len(found.parties), len(lost(found))) == ("us-csl", 2, 1)
    ri = party(found, "101")
    assert ri.programmes == ("SDN", "NPWMD", "DPRK2") and ri.names[0].family == "RI" and ri.countries == ("KP", "CN")
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),) and ri.addresses == ("Dandong, CN",)
    denied = next(one for one in found.parties if one.programmes == ("DPL",))
    assert denied.kind == "LegalEntity" and denied.on(dt.date(2018, 1, 1)) and not denied.on(dt.date(2021, 1, 1))


def test_csl_with_short_keys() -> None:
    found = read_list(FIXTURES / "csl_short.json")
    assert (len(found.parties), found.day) == (2, dt.date(2026, 7, 31))
    assert lost(found) == ["entry 3: has another form than the list's entries (it points to no. 7 of a table of 2)"]
    assert party(found, "101").programmes == ("SDN", "DPRK2", "NPWMD")
    assert next(one for one in found.parties if one.programmes == ("EL",)).id.startswith("EL-")


def test_csl_csv() -> None:
    found = read_list(FIXTURES / "csl.csv")
    assert (len(found.parties), len(lost(found))) == (2, 1)
    ri = party(found, "101")
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),) and ri.births == ("1962-02-18",)
    assert "Secondary sanctions risk: North Korea Sanctions Regulations" in ri.remarks
    assert set(party(found, "103").identifiers) == {Identifier("imoNumber", "8606173"), Identifier("callSign", "HMXX")}


def test_followthemoney_joins_what_is_said_of_a_party() -> None:
    found = read_list(FIXTURES / "ftm.jsonl")
    assert (found.name, len(found.parties), len(lost(found))) == ("example", 2, 2)
    assert "1 entity of schema Ownership, not read" in partly(found)
    ri = party(found, "x-1")
    assert ri.programmes == ("DPRK2",) and ri.listed_on == dt.date(2016, 7, 6) and ri.countries == ("KP",)
    assert [(n.text, n.quality) for n in ri.names] == [
        ("Ri Pom Nam", "primary"),
        ("리범남", "strong"),
        ("Lee Beom Nam", "strong"),
        ("Comrade X", "weak"),
    ]
    assert ri.identifiers == (Identifier("passportNumber", "000000001", "KP"),) and ri.addresses == (
        "1 Example Street, Dandong",
    )
    ship = party(found, "v-1")
    assert ship.on(dt.date(2018, 1, 1)) and not ship.on(dt.date(2020, 1, 1)) and ship.programmes == ("DPRK4",)


def test_names_alone() -> None:
    found = read_list(FIXTURES / "names.json")
    assert (found.name, len(found.parties), len(lost(found))) == ("names", 1, 1)


@pytest.mark.parametrize("name", ["un.xml", "uk.csv", "csl.json", "ftm.jsonl"])
def test_a_compressed_list_is_the_same_list(name: str, tmp_path: Path) -> None:
    content = (FIXTURES / name).read_bytes()
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    assert read_list(tmp_path / f"{name}.gz").parties == read_list(FIXTURES / name).parties


def test_a_folder_with_one_list_is_that_list(tmp_path: Path) -> None:
    (tmp_path / "whatever").write_bytes((FIXTURES / "un.xml").read_bytes())
    assert read_list(tmp_path).name == "un"


def test_a_folder_of_several_lists_is_refused() -> None:
    with pytest.raises(InputError, match="which file holds the list"):
        read_list(FIXTURES)
