"""Tables of parties to screen: CSV, Excel workbooks, Parquet and JSON lines, read row by row, however long they are.

Nothing is dropped: a row that holds no name, or that cannot be read, comes out with a problem in place of a query.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from goodoffices.errors import InputError, Place
from goodoffices.parties.columns import IDENTIFIERS, Columns, guess, known
from goodoffices.parties.model import Identifier, Kind, Query

LONGEST_NAME = 1_000
"""Letters. The longest name on any official list has some 300; what is longer is no name, and is reported."""

_LONGEST_FIELD = 10_000_000
_SAMPLE = 65_536

_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("person", "individual", "natural person", "p", "i"), "Person"),
    **dict.fromkeys(
        ("organisation", "organization", "company", "entity", "legalentity", "publicbody", "bank"), "LegalEntity"
    ),
    **dict.fromkeys(("corporate", "business", "e", "o"), "LegalEntity"),
    **dict.fromkeys(("vessel", "ship"), "Vessel"),
    **dict.fromkeys(("airplane", "aircraft", "plane"), "Airplane"),
}

Cells = Mapping[str, tuple[str, ...]]
"""A row: the texts under each heading; one, or several where a cell holds a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its id as the file has it (else its number, counted from 1), and whom it names, or why it names nobody."""

    id: str | int
    query: Query | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table to screen: what its columns were taken for, its rows, and how much of it has been read (0 to 1)."""

    columns: Columns
    rows: Iterator[Row]
    read: Callable[[], float]


def open_table(path: Path, said: Mapping[str, str] | None = None, encoding: str = "") -> Table:
    """Open a table by its name's ending (.csv, .tsv, .txt, .xlsx, .parquet, .jsonl, .ndjson, .json).

    Raises:
        InputError: it cannot be read, or no column looks like a name.
    """
    suffix = path.suffix.casefold()
    try:
        if suffix in (".csv", ".tsv", ".txt"):
            return _csv(path, said, encoding)
        if suffix in (".jsonl", ".ndjson", ".json"):
            return _jsonl(path, said)
        if suffix in (".xlsx", ".xlsm"):
            from goodoffices.parties.workbooks import open_workbook

            return _table(*open_workbook(path), said)
        if suffix in (".parquet", ".pq"):
            from goodoffices.parties.workbooks import open_parquet

            return _table(*open_parquet(path), said)
    except OSError as error:
        raise InputError(f"cannot read the file: {error.strerror or error}", Place(str(path), 1)) from None
    raise InputError(f"cannot read {path.name}: a table is a .csv, .xlsx, .parquet or .jsonl file", Place(str(path), 1))


def _table(
    headings: Sequence[str], cells: Iterator[Cells | str], read: Callable[[], float], said: Mapping[str, str] | None
) -> Table:
    columns = guess(headings, said)
    return Table(columns, (_row(number, one, columns) for number, one in enumerate(cells, 1)), read)


def _csv(path: Path, said: Mapping[str, str] | None, encoding: str) -> Table:
    if encoding:
        try:
            "".encode(encoding)
        except LookupError:
            raise InputError(f"there is no encoding {encoding!r}; usual ones are cp949, gb18030 and cp1251") from None
    raw = path.open("rb")
    size = max(path.stat().st_size, 1)
    sample = raw.read(_SAMPLE)
    raw.seek(0)
    text = io.TextIOWrapper(raw, encoding=encoding or _encoding(sample), newline="")
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(text, delimiter=_delimiter(sample, path))
    lines = _lines(reader, path)
    first = next((line for line in lines if not isinstance(line, str) and any(line)), None)
    if first is None:
        raise InputError("the file is empty", Place(str(path), 1))
    headings = [heading.strip().removeprefix("\ufeff") for heading in first]
    if not said and not known(headings) and len(headings) == 1:
        # A bare list of names has no heading: its first line is somebody too.
        headings, lines = ["name"], itertools.chain([first], lines)

    def cells() -> Iterator[Cells | str]:
        for line in lines:
            if isinstance(line, str):
                yield line
            elif line:
                yield {heading: (value,) for heading, value in zip(headings, line, strict=False) if value}

    return _table(headings, cells(), lambda: min(raw.tell() / size, 1.0) if not raw.closed else 1.0, said)


def _lines(reader: Iterator[list[str]], path: Path) -> Iterator[list[str] | str]:
    """The lines of a CSV file; a text where one cannot be read."""
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"cannot be read: {error}"
        except UnicodeDecodeError as error:
            raise InputError(
                f"the file is not in {error.encoding}; save it as UTF-8, or say what it is in with --encoding (cp949, gb18030, cp1251 ...)",
                Place(str(path), getattr(reader, "line_num", 0) + 1),
            ) from None


def _encoding(sample: bytes) -> str:
    return "utf-16" if sample.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"


def _delimiter(sample: bytes, path: Path) -> str:
    if path.suffix.casefold() == ".tsv":
        return "\t"
    head = sample.decode(_encoding(sample), "ignore").split("\n", 1)[0]
    return max((",", ";", "\t", "|"), key=head.count)


def _jsonl(path: Path, said: Mapping[str, str] | None) -> Table:
    raw = path.open("rb")
    size = max(path.stat().st_size, 1)
    cells = _objects(raw)
    # The columns are those of the first thousand lines: a line may leave out what it does not know.
    first = list(itertools.islice(cells, 1000))
    headings = list(dict.fromkeys(key for one in first if not isinstance(one, str) for key in one))
    if not headings:
        raise InputError("no line of the file is a JSON object; write one object per line", Place(str(path), 1))
    done = lambda: min(raw.tell() / size, 1.0) if not raw.closed else 1.0  # noqa: E731
    return _table(headings, itertools.chain(first, cells), done, said)


def _objects(raw: BinaryIO) -> Iterator[Cells | str]:
    for line in raw:
        if not line.strip():
            continue
        try:
            read = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            yield "is not one JSON object in UTF-8"
            continue
        yield _flat(read) if isinstance(read, dict) else "is not one JSON object in UTF-8"


def _flat(read: Mapping[str, object]) -> Cells:
    """An object's texts; the properties of a FollowTheMoney entity stand beside its id and its schema."""
    made: dict[str, tuple[str, ...]] = {}
    for key, value in read.items():
        if key == "properties" and isinstance(value, dict):
            made |= {f"properties.{name}": texts for name, texts in _flat(value).items()}
        elif isinstance(value, list):
            made[key] = tuple(
                str(one) for one in value if isinstance(one, (str, int, float)) and not isinstance(one, bool)
            )
        elif isinstance(value, int) and not isinstance(value, bool) and key == "id":
            made[key] = (f"{value}",)
            made["\0number"] = (key,)
        elif isinstance(value, (str, int, float)) and not isinstance(value, bool):
            made[key] = (str(value),)
    return {key: texts for key, texts in made.items() if texts}


def _row(number: int, cells: Cells | str, columns: Columns) -> Row:
    if isinstance(cells, str):
        return Row(number, None, f"row {number} {cells}")

    def texts(meaning: str) -> tuple[str, ...]:
        found = (text.strip() for heading in columns.headings(meaning) for text in cells.get(heading, ()))
        return tuple(text for text in found if text)

    given = texts("id")
    ident: str | int = number
    if given:
        ident = int(given[0]) if "\0number" in cells and columns.headings("id") == ("id",) else given[0][:LONGEST_NAME]
    names = texts("name") or tuple(filter(None, (" ".join((*texts("first"), *texts("middle"), *texts("last"))),)))
    if not names:
        return Row(ident, None, f"row {number} has no name")
    if max(map(len, names)) > LONGEST_NAME:
        return Row(ident, None, f"row {number} has a name of {max(map(len, names)):,} letters, which is no name")
    aliases = tuple(alias for alias in (*names[1:], *_split(texts("alias"))) if len(alias) <= LONGEST_NAME)
    numbers = tuple(Identifier(IDENTIFIERS[m], text[:100]) for m in IDENTIFIERS for text in texts(m))
    born = tuple(filter(None, map(_iso, texts("born"))))
    countries = tuple(text for text in _split(texts("country")) if len(text) <= 60)
    kind = next((k for text in texts("kind") if (k := _KINDS.get(text.casefold()))), None)
    return Row(ident, Query(names[0], kind, aliases[:50], born, countries, numbers, str(ident)))


def _split(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for text in texts for part in re.split(r"[;|]", text) if part.strip())


def _iso(text: str) -> str:
    """A day of birth as an ISO day or part of one; nothing where its order of day and month could be read both ways."""
    if re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        return text
    if begins := re.match(r"(\d{4}-\d{2}-\d{2})[T ]", text):
        return begins[1]
    if parts := re.fullmatch(r"(\d{4})[./](\d{1,2})[./](\d{1,2})\.?", text):
        return f"{parts[1]}-{int(parts[2]):02d}-{int(parts[3]):02d}"
    if parts := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return f"{parts[1]}-{parts[2]}-{parts[3]}"
    if parts := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        one, other = int(parts[1]), int(parts[2])
        if one > 12 >= other:
            return f"{parts[3]}-{other:02d}-{one:02d}"
        if other > 12 >= one or one == other:
            return f"{parts[3]}-{one:02d}-{other:02d}"
        return parts[3]
    return year[0] if (year := re.search(r"(?<!\d)(1[89]|20)\d{2}(?!\d)", text)) else ""
