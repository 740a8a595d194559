"""Reading YAML and JSON so that every value keeps its file and line.

YAML is resolved by the core schema of YAML 1.2: `NO` and `off` are words, dates stay text. libyaml does the scanning;
what a hostile file could do to a reader (aliases that multiply, bottomless nesting, sheer size) is refused first.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import yaml

from goodoffices.errors import InputError, Place, quoted

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # same interface

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_NODES = 400_000

Scalar = str | int | Decimal | bool | None

_INT = re.compile(r"^[-+]?[0-9]+$")
_FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")
_EXPONENT = re.compile(r"[eE][-+]?[0-9]{3,}$")
"""An exponent that no number of a plan or a law has; written out it would fill the memory."""
_PAIR = re.compile(r"\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|.)", re.IGNORECASE | re.DOTALL)
"""Two escapes by which JSON writes one character beyond the first 65,536, such as an emoji; or any other escape."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What steers a terminal, turns the direction of writing, or stands in a name without being seen."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class MarkedMap(dict[str, "Scalar | MarkedMap | MarkedList"]):
    """A mapping whose keys know their line."""

    __slots__ = ("lines", "place")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.lines: dict[str, int] = {}

    def at(self, key: str) -> Place:
        """Where a key stands, or the mapping itself where the key is missing."""
        return Place(self.place.file, self.lines.get(key, self.place.line))


class MarkedList(list["Scalar | MarkedMap | MarkedList"]):
    """A sequence whose entries know their line."""

    __slots__ = ("lines", "place")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.lines: list[int] = []

    def at(self, index: int) -> Place:
        """Where an entry stands."""
        return Place(self.place.file, self.lines[index])


def read_file(path: Path) -> Scalar | MarkedMap | MarkedList:
    """Read a YAML or JSON file.

    Raises:
        InputError: the file is missing, too large, not UTF-8, or not YAML.
    """
    name = str(path)
    try:
        found = path.stat()
        wrong = _unfit(found)
        data = b"" if wrong else path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", "") or "it is no name of a file").lower()
        raise InputError(
            f"cannot read the file ({reason}); look at the name and its permissions", Place(name, 1)
        ) from None
    if wrong:
        raise InputError(wrong, Place(name, 1))
    # What came with the program is not looked through for traps first, which would take a tenth of a short command.
    return read_bytes(data, name, trusted=path.is_relative_to(_PROGRAM))


_PROGRAM = Path(__file__).parent


def _unfit(found: os.stat_result) -> str:
    """Why a file is not read at all: a pipe or a device might never end, or never begin."""
    if stat.S_ISDIR(found.st_mode):
        return "this is a folder; name a file in it"
    if not stat.S_ISREG(found.st_mode):
        return "this is no ordinary file; name a text file"
    if found.st_size > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES // 1_000_000} MB; a plan or law file is text of some kilobytes"
    return ""


def read_bytes(data: bytes, name: str, *, trusted: bool = False) -> Scalar | MarkedMap | MarkedList:
    """Read YAML or JSON text given as bytes; `name` stands for the file in messages. Only our own text is `trusted` not to be nested without end."""
    if len(data) > MAX_BYTES:
        raise InputError(f"the text is larger than {MAX_BYTES // 1_000_000} MB", Place(name, 1))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError("the file is not UTF-8 text; save it as UTF-8 (plain text)", Place(name, line)) from None
    if text.lstrip()[:1] in ("{", "["):
        # In JSON a raw tab can stand only between tokens, where YAML wants blanks.
        text = _PAIR.sub(_joined, text.replace("\t", " "))
    return _read_text(text, name, trusted)


def _joined(escape: re.Match[str]) -> str:
    """The character of a pair of escapes; any other escape as it stands."""
    if escape[1] is None:
        return escape[0]
    return chr(0x10000 + ((int(escape[1], 16) - 0xD800) << 10) + int(escape[2], 16) - 0xDC00)


def _read_text(text: str, name: str, trusted: bool) -> Scalar | MarkedMap | MarkedList:
    try:
        if not trusted:
            _refuse_deep(text, name)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = " ".join(filter(None, [error.context, error.problem]))
        raise InputError(
            f"this is not readable YAML: {problem}; look at indentation, quotes and brackets here", Place(name, line)
        ) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise InputError(
            "there is a control character here that text may not have; delete it", Place(name, line)
        ) from None
    if root is None:
        raise InputError("the file is empty", Place(name, 1))
    return _Builder(name).value(root)


def _refuse_deep(text: str, name: str) -> None:
    depth = 0
    for event in _events(text):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise InputError(
                    f"brackets or indentation are nested deeper than {MAX_DEPTH} levels",
                    Place(name, _line(event)),
                )
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_Loader)


def _line(marked: yaml.Node | yaml.Event) -> int:
    mark = marked.start_mark
    return mark.line + 1 if mark else 1


class _Builder:
    """Turns composed nodes into marked values, counting them so that aliases cannot multiply without end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.depth = 0

    def value(self, node: yaml.Node) -> Scalar | MarkedMap | MarkedList:
        self.count += 1
        place = Place(self.name, _line(node))
        if self.count > MAX_NODES or self.depth > MAX_DEPTH:
            raise InputError(
                "the file repeats itself through anchors and aliases too often; write the values out", place
            )
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, place)
        self.depth += 1
        made = self._map(node, place) if isinstance(node, yaml.MappingNode) else self._list(node, place)
        self.depth -= 1
        return made

    def _map(self, node: yaml.MappingNode, place: Place) -> MarkedMap:
        made = MarkedMap(place)
        for key_node, value_node in node.value:
            here = Place(self.name, _line(key_node))
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputError("a field name has to be one word", here)
            key = str(_text(key_node, here))
            if key in made:
                raise InputError(f"the field {quoted(key)} stands here twice; keep one", here)
            made.lines[key] = here.line
            made[key] = self.value(value_node)
        return made

    def _list(self, node: yaml.Node, place: Place) -> MarkedList:
        made = MarkedList(place)
        for entry in node.value:
            made.lines.append(_line(entry))
            made.append(self.value(entry))
        return made


def _text(node: yaml.ScalarNode, place: Place) -> str:
    text: str = node.value
    if _CONTROL.search(text):
        raise InputError("there is a control character or an invisible mark in this text; delete it", place)
    return text


def _scalar(node: yaml.ScalarNode, place: Place) -> Scalar:
    text = _text(node, place)
    if node.style or (node.tag and node.tag.startswith("!")):
        return text
    if text in _NULLS:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.match(text):
        return int(text) if len(text) < 40 else text
    if _FLOAT.match(text):
        return Decimal(text) if len(text) < 40 and not _EXPONENT.search(text) else text
    return text
