"""Files that are broken or meant to break: one sentence, or a problem that is counted; never a crash, never a silent loss."""

from __future__ import annotations

import gzip
import random
import zipfile
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.formats import files, read_list

FIXTURES = Path(__file__).parents[1] / "fixtures"
ALL = sorted(one for one in FIXTURES.iterdir() if one.is_file())

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&c;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"""
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><export><sanctionEntity>&e;</sanctionEntity></export>'


def refused(path: Path, content: bytes, match: str) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError, match=match) as told:
        read_list(path)
    assert "\n" not in told.value.message and str(path) in str(told.value)


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_xml_with_entities_of_its_own_is_refused(text: str, tmp_path: Path) -> None:
    refused(tmp_path / "un.xml", text.encode(), "a document type of its own")
    refused(
        tmp_path / "utf16.xml",
        text.replace('"1.0"?', '"1.0" encoding="utf-16"?').encode("utf-16"),
        "document type|no list|broken",
    )


def test_a_bomb_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "uk.ods", "w") as archive:
        archive.writestr("content.xml", BOMB)
    with pytest.raises(InputError, match="a document type of its own"):
        read_list(tmp_path / "uk.ods")


def test_a_truncated_gzip_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(random.Random(1).randbytes(1000) + (FIXTURES / "un.xml").read_bytes())
    refused(tmp_path / "un.xml.gz", whole[: len(whole) // 2], "cut short|damaged")


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 1 << 20)
    refused(
        tmp_path / "x.csv.gz",
        gzip.compress(b"Unique ID,Name\n" + b"A," * (3 << 20)),
        "unpacks to more than any official list",
    )


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(
    "name", ["un.xml", "eu.xml", "uk.xml", "ofac_sdn.xml", "ofac_advanced.xml", "csl.json", "csl_short.json"]
)
def test_a_file_that_breaks_off_is_refused(name: str, cut: float, tmp_path: Path) -> None:
    content = (FIXTURES / name).read_bytes()
    refused(tmp_path / name, content[: int(len(content) * cut)], "breaks off or is broken")


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "the file is empty"),
        (b"  \n\n", "the file is empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page, not a list"),
        (b"<html><body>Sign in</body></html>", "a web page, not a list"),
        (b"<data-set><record/></data-set>", "no list that is known"),
        (b"just some words\n", "no list that is known"),
        (b"{}", "no list that is known"),
        (b"[]", "no list that is known"),
        (b"PK\x03\x04 not really", "the workbook is damaged"),
        (b"\x00\x01\x02\x03" * 100, "no list that is known"),
        (b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>", "no party in it"),
        (b"[" * 100_000, "breaks off or is broken"),
    ],
)
def test_what_is_no_list_is_one_sentence(content: bytes, match: str, tmp_path: Path) -> None:
    refused(tmp_path / "list", content, match)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file or folder"):
        read_list(tmp_path / "none")


def test_another_encoding_is_read_and_said(tmp_path: Path) -> None:
    text = (FIXTURES / "uk.csv").read_text("utf-8").replace("PAEKDU STAR", "PÄKDU STAR")
    (tmp_path / "uk.csv").write_bytes(text.replace("리범남", "").encode("cp1252"))
    found = read_list(tmp_path / "uk.csv")
    assert found.parties[1].name == "PÄKDU STAR"
    assert any("not wholly UTF-8" in problem.what for problem in found.problems)


def test_one_wrong_byte_does_not_spoil_the_other_scripts(tmp_path: Path) -> None:
    content = (FIXTURES / "uk.csv").read_bytes().replace(b"PAEKDU", b"P\xc4KDU")
    (tmp_path / "uk.csv").write_bytes(content)
    found = read_list(tmp_path / "uk.csv")
    assert "리범남" in {name.text for name in found.parties[0].names} and found.parties[1].name == "PÄKDU STAR"


def test_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "uk.csv").write_bytes((FIXTURES / "uk.csv").read_text("utf-8").encode("utf-16"))
    assert read_list(tmp_path / "uk.csv").parties == read_list(FIXTURES / "uk.csv").parties


def test_nul_bytes_are_left_out_and_counted(tmp_path: Path) -> None:
    (tmp_path / "uk.csv").write_bytes((FIXTURES / "uk.csv").read_bytes().replace(b"PAEKDU", b"PA\0EK\0DU"))
    found = read_list(tmp_path / "uk.csv")
    assert found.parties == read_list(FIXTURES / "uk.csv").parties
    assert any("has 2 NUL bytes" in problem.what for problem in found.problems)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["un.xml", "uk.csv", "csl.json", "ftm.jsonl"])
def test_a_name_of_a_hundred_megabytes_is_left_out_and_said(name: str, tmp_path: Path) -> None:
    text = (FIXTURES / name).read_text("utf-8")
    alias = {"un.xml": "Comrade X", "uk.csv": "Comrade X", "csl.json": "RI, Po'm-nam", "ftm.jsonl": "Comrade X"}[name]
    (tmp_path / name).write_text(text.replace(alias, "A" * 100_000_000), "utf-8")
    found = read_list(tmp_path / name)
    assert len(found.parties) == len(read_list(FIXTURES / name).parties)
    assert any("a name of 100000000 characters was left out" in problem.what for problem in found.problems)
    assert all(len(n.text) < 1000 for party in found.parties for n in party.names)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.name)
def test_flipped_bytes_never_crash(path: Path, tmp_path: Path) -> None:
    chance = random.Random(path.name)
    whole = path.read_bytes()
    for turn in range(60):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        target = tmp_path / f"{turn}-{path.name}"
        target.write_bytes(bytes(content))
        try:
            found = read_list(target)
        except InputError as told:
            assert "\n" not in told.message
        else:
            assert found.parties and all(party.names for party in found.parties)
