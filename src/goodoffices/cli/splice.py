"""Putting one field into a YAML text by its place alone, so that every other letter of the file stays as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from goodoffices.errors import InputError
from goodoffices.marked import MarkedMap

_PLAIN = re.compile(r"[A-Z][A-Z]|[a-z][a-z-]+")
_KEY = re.compile(r"[a-z][A-Za-z0-9_.-]*")
_NOT_PLAIN = ("true", "false", "null")


def spliced(text: str, entry: MarkedMap, key: str, value: object) -> str:
    """A text with a new field after the first field of one of its entries.

    Raises:
        InputError: the entry cannot be told from another, or has the field already.
    """
    keys = list(entry)
    found = [
        node
        for node in _maps(yaml.compose(text, Loader=yaml.SafeLoader))
        if node.start_mark.line + 1 == entry.place.line and [name.value for name, _ in node.value] == keys
    ]
    if len(found) != 1 or not keys or key in keys or not isinstance(found[0].value[0][1], yaml.ScalarNode):
        raise InputError(f"this file is written in a way that cannot be kept; write `{key}` into it by hand")
    first, worth = found[0].value[0]
    field = f"{_written(key, _KEY)}: {_written(value, _PLAIN)}"
    end: int = worth.end_mark.index
    if found[0].flow_style:
        return f"{text[:end]}, {field}{text[end:]}"
    line = text.find("\n", end)
    end = len(text) if line < 0 else line
    return f"{text[:end]}\n{' ' * first.start_mark.column}{field}{text[end:]}"


def _maps(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    """Every mapping of a document; the reader has refused aliases without end."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _maps(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _maps(value)


def _written(value: object, plain: re.Pattern[str]) -> str:
    """A value as YAML writes it: a plain word bare, anything else as JSON, which YAML reads too."""
    if isinstance(value, str) and plain.fullmatch(value) and value not in _NOT_PLAIN:
        return value
    if isinstance(value, list):
        return f"[{', '.join(_written(one, plain) for one in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_written(name, _KEY)}: {_written(one, plain)}' for name, one in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)
