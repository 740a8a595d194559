"""Which format a list is in, told by its content: a file's name may be anything, and so may what a server calls it."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import InputError
from goodoffices.parties.formats.files import ListFile, decode, root_of, rows
from goodoffices.parties.model import PartyList

KNOWN = (
    "OFAC (XML, advanced XML, CSV), UN (XML), EU (XML, CSV), UK (XML, CSV, ODS), the US Consolidated Screening List (JSON, CSV) "
    "and FollowTheMoney (JSON lines)"
)


def read_list(path: str | Path) -> PartyList:
    """Read a list from a file, or from a folder that holds the files of one list; each may be compressed with gzip.

    Raises:
        InputError: there is no list in it, or it cannot be read at all. What of it cannot be read is in the list's problems.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(f"there is no file or folder {path}; look at the path")
    return _folder(path) if path.is_dir() else _file(ListFile(path))


def _folder(folder: Path) -> PartyList:
    try:
        inside = [ListFile(one) for one in sorted(folder.iterdir()) if one.is_file() and not one.name.startswith(".")]
    except OSError as error:
        raise InputError(f"{folder} cannot be read: {error.strerror or error}; look at who may read it") from None
    files = {one.name: one for one in inside}
    from goodoffices.parties.formats import uk

    if uk.is_split(files):
        return uk.read_split(files)
    for entries in ("sdn.csv", "cons_prim.csv"):
        if entries in files:
            return _file(files[entries])
    if len(files) == 1:
        return _file(inside[0])
    raise InputError(
        f"{folder}: which file holds the list cannot be told; give the file itself, or for OFAC's CSV a folder with sdn.csv or cons_prim.csv"
    )


def _file(file: ListFile) -> PartyList:
    head = file.head()
    if head.startswith(b"PK\x03\x04"):
        from goodoffices.parties.formats import uk

        return uk.read_ods(file)
    start = decode(head, file.path.name)[0].lstrip()
    if not start:
        raise file.error("the file is empty; download the list again")
    if start.startswith("<"):
        return _xml(file, start)
    if start.startswith(("{", "[")):
        return _json(file, start)
    return _csv(file, start)


def _xml(file: ListFile, start: str) -> PartyList:
    if start[:200].lower().startswith(("<!doctype html", "<html")):
        raise file.error("this is a web page, not a list; the address may have moved, or ask for a login")
    root = root_of(file)
    if root == "sdnList":
        from goodoffices.parties.formats import ofac_xml

        return ofac_xml.read(file)
    if root == "Sanctions":
        from goodoffices.parties.formats import ofac_advanced

        return ofac_advanced.read(file)
    if root == "CONSOLIDATED_LIST":
        from goodoffices.parties.formats import un_xml

        return un_xml.read(file)
    if root == "export":
        from goodoffices.parties.formats import eu

        return eu.read_xml(file)
    if root == "Designations":
        from goodoffices.parties.formats import uk

        return uk.read_xml(file)
    raise file.error(f"XML that begins with <{root[:60]}> is no list that is known; known are {KNOWN}")


def _json(file: ListFile, start: str) -> PartyList:
    from goodoffices.parties.formats import csl, ftm, plain

    if start.startswith("{") and ftm.is_entity(start.partition("\n")[0]):
        return ftm.read(file)
    import json

    text, _ = file.text()
    try:
        content: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise file.error(f"the JSON breaks off or is broken here ({error}); download the list again", line) from None
    if plain.is_plain(content):
        return plain.read(file)
    found = content.get("results") if isinstance(content, dict) else content
    if (isinstance(content, dict) and "fieldKey" in content) or (isinstance(found, list) and found):
        return csl.read_json(file)
    raise file.error(f"this JSON is no list that is known; known are {KNOWN}")


def _csv(file: ListFile, start: str) -> PartyList:
    from goodoffices.parties.formats import csl, eu, ofac_csv, uk

    if "Entity_LogicalId" in start:
        return eu.read_csv(file)
    try:
        first = [row for (_, row), _ in zip(rows(start), range(3), strict=False)]
    except Exception as error:
        raise file.error(f"the CSV cannot be read ({error}); download the list again") from None
    if first and ofac_csv.is_entries(first[0]):
        return ofac_csv.read(file, ofac_csv.siblings(file))
    if any(uk.is_header(row) for row in first):
        return uk.read_csv(file)
    header = [cell.strip().lower() for cell in first[0]] if first else []
    if "celex" in header:
        return eu.read_annexes(file)
    if {"source", "name", "alt_names"} <= set(header):
        return csl.read_csv(file)
    if "unique_id" in header or (first and ofac_csv.is_part(first[0])):
        raise file.error(
            "this is one part of a list that is split into several files; give the folder that has them all"
        )
    raise file.error(f"this is no list that is known; known are {KNOWN}")
