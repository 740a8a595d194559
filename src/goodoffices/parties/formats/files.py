"""Files of a list, as hostile as they may be: compressed or not, cut short, in another encoding, swollen, or full of NUL bytes.

Nothing here knows of lists. What cannot be read is one InputError in a sentence; what was mended on the way is counted.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from goodoffices.errors import InputError, Place
from goodoffices.parties.model import Problem

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 1 << 30
"""What is read as a whole may unpack to a gibibyte at most: the largest such list has 0.03. A file that unpacks to more is a bomb."""

MOST_STREAMED = 1 << 34
"""What is read record by record may be larger: OFAC's advanced XML has 0.13 gibibytes, bulk files of FollowTheMoney several."""

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of a list. `name` is its name in small letters, without `.gz`."""

    path: Path

    @property
    def name(self) -> str:
        """The name in small letters, without `.gz`."""
        return self.path.name.lower().removesuffix(".gz")

    def error(self, what: str, line: int = 1) -> InputError:
        """An error at this file."""
        return InputError(what, Place(str(self.path), line))

    def open(self) -> Stream:
        """The content, unpacked where it is compressed."""
        try:
            raw = self.path.open("rb")
            magic = raw.read(2)
            raw.seek(0)
        except OSError as error:
            raise self.error(f"the list cannot be read: {error.strerror or error}; look at the path") from None
        return Stream(gzip.GzipFile(fileobj=raw) if magic == _GZIP else raw, self, raw)

    def head(self, size: int = _CHUNK) -> bytes:
        """The first bytes of the content."""
        with self.open() as stream:
            return stream.read(size)

    def text(self) -> tuple[str, list[Problem]]:
        """The whole content as text, and what was mended in it."""
        with self.open() as stream:
            return decode(stream.read(), self.path.name)

    def lines(self, problems: list[Problem]) -> Iterator[tuple[int, str]]:
        """Each line with its number, one after the other: such files may be larger than memory. What was mended is added to the problems, once."""
        mended: dict[str, Problem] = {}
        with self.open() as stream:
            for number, line in enumerate(stream.lines(), 1):
                text, faults = decode(line, self.path.name)
                for fault in faults:
                    mended.setdefault(fault.what, Problem(f"{self.path.name}:{number}", fault.what, lost=False))
                yield number, text
        problems.extend(mended.values())


class Stream:
    """Bytes of a file, counted, with every fault of the file or its compression told in one sentence."""

    def __init__(
        self, source: IO[bytes] | gzip.GzipFile | zipfile.ZipExtFile, file: ListFile, *also: IO[bytes]
    ) -> None:
        self._source = source
        self._file = file
        self._also = also
        self._seen = 0

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._source.close()
        for one in self._also:
            one.close()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all: never more than `MOST_BYTES` from one file."""
        if size < 0:
            return b"".join(self._whole())
        try:
            part = self._source.read(size)
        except EOFError:
            raise self._file.error("the compressed file is cut short; download it again") from None
        except (zlib.error, gzip.BadGzipFile, zipfile.BadZipFile):
            raise self._file.error("the compressed file is damaged; download it again") from None
        except OSError as error:
            raise self._file.error(
                f"the list cannot be read: {error.strerror or error}; look at the file and at who may read it"
            ) from None
        self._seen += len(part)
        if self._seen > MOST_STREAMED:
            raise self._file.error("the file unpacks to more than any list; it was not read")
        return part

    def _whole(self) -> Iterator[bytes]:
        while part := self.read(1 << 20):
            yield part
            if self._seen > MOST_BYTES:
                raise self._file.error("the file unpacks to more than any official list; it was not read")

    def lines(self) -> Iterator[bytes]:
        """The lines, without their ends."""
        rest: list[bytes] = []
        while part := self.read(1 << 20):
            first, *others = part.split(b"\n")
            rest.append(first)
            for other in others:
                yield b"".join(rest)
                rest = [other]
        yield b"".join(rest)


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not UTF-8, read as Windows-1252, in which older official files were written."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.start + 1].decode("cp1252", "replace"), error.start + 1


codecs.register_error("goodoffices-cp1252", _one_byte)


def decode(content: bytes, name: str) -> tuple[str, list[Problem]]:
    """Text of UTF-8 or UTF-16, or of Windows-1252 byte by byte where it is neither; NUL bytes are left out. Both are reported."""
    problems: list[Problem] = []
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", "replace")
        if "�" in text:
            problems.append(Problem(name, "some characters are broken and were read as �", lost=False))
    else:
        content = content.removeprefix(codecs.BOM_UTF8)
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            text = content.decode("utf-8", "goodoffices-cp1252")
            problems.append(
                Problem(
                    name,
                    "is not wholly UTF-8; the other bytes were read as Windows-1252, so accents may be wrong",
                    False,
                )
            )
    if nuls := text.count("\0"):
        text = text.replace("\0", "")
        problems.append(Problem(name, f"has {nuls} NUL byte{'s' if nuls > 1 else ''}, which were left out", lost=False))
    return text, problems


def rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV text with the line each ends on; a field may be as long as the file, for a long name is told, not cut."""
    import csv

    before = csv.field_size_limit(MOST_BYTES)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            if any(cell.strip(" \x1a") for cell in row):
                yield reader.line_num, row
    finally:
        csv.field_size_limit(before)


def root_of(file: ListFile) -> str:
    """The name of an XML file's root element. A document type is refused, since with it entities can be made to swell or to fetch.

    It can stand only before the root, so that what is read after this is safe.
    """
    with file.open() as stream:
        return guard(stream, file)


class _RootReached(Exception):  # noqa: N818
    """The root element was reached; no error."""


def guard(stream: Stream, file: ListFile) -> str:
    """Read up to the root element, by expat with no entities at all; the root's name without its namespace."""
    from xml.parsers import expat

    parser = expat.ParserCreate()
    found: list[str] = []

    def refuse(*_: object) -> None:
        raise file.error(
            "the XML brings a document type of its own, as attacks do and official lists do not; it was not read"
        )

    def root(name: str, _: object) -> None:
        found.append(name.rpartition(":")[2])
        raise _RootReached

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = root
    try:
        while part := stream.read(_CHUNK):
            parser.Parse(part)
        parser.Parse(b"", True)
    except _RootReached:
        return found[0]
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
        raise file.error(f"the XML is broken ({error}); download the list again") from None
    raise file.error("the XML file is empty; download the list again")


def elements(file: ListFile, *records: str) -> Iterator[Element]:
    """Each record of an XML file as it ends, and the root first, with namespaces taken off the names; a record is freed once it was used."""
    root_of(file)
    with file.open() as stream:
        yield from elements_of(stream, file, *records)


def elements_of(stream: Stream, file: ListFile, *records: str) -> Iterator[Element]:
    """As `elements`, of an open stream that has passed the guard."""
    from xml.etree.ElementTree import ParseError, iterparse

    wanted = frozenset(records)
    above: list[Element] = []
    try:
        for event, element in iterparse(stream, ("start", "end")):
            if event == "start":
                element.tag = element.tag.rpartition("}")[2]
                if not above:
                    yield element
                above.append(element)
                continue
            above.pop()
            if element.tag in wanted:
                yield element
                # Its parent lets go of it: a list of a hundred megabytes is never in memory as a whole.
                if above:
                    above[-1].remove(element)
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, InputError):
            raise
        line = error.position[0] if isinstance(error, ParseError) else 1
        raise file.error(f"the XML breaks off or is broken here ({error}); download the list again", line) from None
