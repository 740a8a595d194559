"""Lines of goods put into a plan's file, of which every other letter stays as it was.

The text is changed by its places alone; only a plan that is written in a way that this cannot keep goes through ruamel.yaml, which
keeps comments and order. Whichever wrote it, the result is read again, and nothing but the goods may be new in it.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import cast

import yaml

from goodoffices.errors import InputError, nearest, quoted
from goodoffices.marked import read_bytes
from goodoffices.plan.fields import ACTS
from goodoffices.plan.manifest.model import Line
from goodoffices.plan.manifest.rows import apart
from goodoffices.plan.model import Act, Plan
from goodoffices.plan.reader import read_plan

Items = list[dict[str, str]]
Document = MutableMapping[str, object]

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*( [A-Za-z0-9]+)*|[1-9][0-9]* [A-Za-z]+")
"""A text that YAML takes for itself without quotes, whoever reads it."""
_NOT_PLAIN = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n", "inf", "nan"))
_UNREADABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Existing(StrEnum):
    """What becomes of goods that the act has already."""

    REFUSE = "refuse"
    ADD = "add"
    REPLACE = "replace"


def with_items(data: bytes, name: str, act_id: str, lines: Sequence[Line], existing: Existing) -> bytes:
    """A plan's text with lines of goods as an act's items. `name` stands for the file in messages.

    Raises:
        InputError: the plan cannot be read, with or without the goods; the act is not there, or takes no goods, or has some already; or
            the file is written in a way that cannot be kept.
    """
    plan = read_plan(data, name)
    act = _act(plan, act_id)
    if act.items and existing is Existing.REFUSE:
        raise InputError(
            f"act {quoted(act_id)} has {len(act.items)} items already; say --add to keep them, or --replace to leave them out",
            act.place,
        )
    wanted = cast(Document, read_bytes(data, name))
    kept = act.items if existing is Existing.ADD else ()
    taken = {item.name: None for item in kept or ()}
    items = [_named_apart(line, taken).fields() for line in lines]
    _put(wanted, act_id, items, existing)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    old = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in old else "\n"
    writers: tuple[Callable[[str, str, Items, Existing], str | None], ...] = (_json_with, _spliced, _yaml_with)
    for write in writers:
        text = write(old.replace("\r\n", "\n"), act_id, items, existing)
        if text is None:
            continue
        fresh = mark + text.replace("\n", ends).encode("utf-8")
        try:
            same = read_bytes(fresh, name) == wanted
        except InputError:
            continue
        if same:
            read_plan(fresh, name)
            return fresh
    raise InputError(
        f"{name} is written in a way that cannot take the goods without changing more; give act {quoted(act_id)} a line of its "
        "own in it, without anchors"
    )


def _act(plan: Plan, ident: str) -> Act:
    known = {act.id: act for act in plan.acts}
    if ident not in known:
        raise InputError(
            f"there is no act {quoted(ident)} in the plan{nearest(ident, list(known))}; there are {', '.join(known)}",
            plan.place,
        )
    act = known[ident]
    if "items" not in ACTS[act.kind]:
        takers = ", ".join(kind for kind, fields in ACTS.items() if "items" in fields)
        raise InputError(f"act {quoted(ident)} is of the kind {act.kind}, which has no goods; {takers} have", act.place)
    return act


def _named_apart(line: Line, taken: dict[str, None]) -> Line:
    """A line under a name that no other goods of the act have, since a ruling tells them apart by it."""
    made = line if line.name not in taken else replace(line, name=apart(line.name, line.row, taken))
    taken[made.name] = None
    return made


def _put(document: Document, act_id: str, items: Items, existing: Existing) -> None:
    entry = next(one for one in _many(document["acts"]) if str(one.get("id")) == act_id)
    if existing is Existing.ADD and "items" in entry:
        there = entry["items"]
        if not isinstance(there, list):
            entry["items"] = [there, *items]
        else:
            there.extend(items)
        return
    entry["items"] = list(items)


def _many(entries: object) -> list[Document]:
    return entries if isinstance(entries, list) else [cast(Document, entries)]


def _json_with(old: str, act_id: str, items: Items, existing: Existing) -> str | None:
    """A JSON plan with the goods in it, or None where the text is no JSON."""
    try:
        document = json.loads(old)
    except (ValueError, RecursionError):
        return None
    _put(document, act_id, items, existing)
    indent = re.match(r"\s*\{\r?\n([ \t]+)", old)
    return json.dumps(document, ensure_ascii=False, indent=indent[1] if indent else None) + "\n"


def _yaml_with(old: str, act_id: str, items: Items, existing: Existing) -> str | None:
    """A YAML plan with the goods in it, its comments and order kept, or None where they cannot be."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    ruamel = YAML()
    ruamel.preserve_quotes = True
    ruamel.width = 4096
    if "\n  - " in old:
        ruamel.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    try:
        document = ruamel.load(old)
        _put(document, act_id, items, existing)
        ruamel.dump(document, buffer)
    except (YAMLError, ValueError, AttributeError, TypeError, KeyError):
        return None
    return buffer.getvalue()


def _spliced(old: str, act_id: str, items: Items, existing: Existing) -> str | None:
    """A YAML plan with the goods put in by place, or None where they have no place of their own."""
    try:
        root = yaml.compose(old, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    acts = [node for node in _entries(root) if _scalar(node, "id") == act_id]
    if len(acts) != 1:
        return None
    act = acts[0]
    there = _value(act, "items")
    if there is None:
        return _after(old, act, items)
    if isinstance(there, yaml.MappingNode) and there.flow_style:
        # One item may stand without brackets.
        start, end = there.start_mark.index, there.end_mark.index
        kept = [old[start:end]] if existing is Existing.ADD else []
        return f"{old[:start]}[{', '.join([*kept, *map(_flow, items)])}]{old[end:]}"
    if not isinstance(there, yaml.SequenceNode) or not there.value:
        return None
    return _among(old, there, items, existing)


def _entries(root: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    acts = _value(root, "acts") if isinstance(root, yaml.MappingNode) else None
    found = acts.value if isinstance(acts, yaml.SequenceNode) else [acts]
    yield from (node for node in found if isinstance(node, yaml.MappingNode))


def _value(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _scalar(node: yaml.MappingNode, key: str) -> str:
    value = _value(node, key)
    return str(value.value) if isinstance(value, yaml.ScalarNode) else ""


def _after(old: str, act: yaml.MappingNode, items: Items) -> str:
    """The goods after the last field of an act."""
    if act.flow_style:
        end = act.end_mark.index - 1
        bare = old[:end].rstrip()
        return f"{bare}{'' if bare.endswith(',') else ','} items: [{', '.join(map(_flow, items))}]{old[end:]}"
    column = act.value[0][0].start_mark.column
    end = _end_of(old, act.value[-1][1])
    return f"{old[:end]}\n{' ' * column}items:{_block(items, column + 2)}{old[end:]}"


def _among(old: str, there: yaml.SequenceNode, items: Items, existing: Existing) -> str | None:
    """The goods after an act's own ones, or in their place."""
    if there.flow_style:
        start, end = there.start_mark.index, there.end_mark.index
        if existing is Existing.REPLACE:
            return f"{old[:start]}[{', '.join(map(_flow, items))}]{old[end:]}"
        bare = old[: end - 1].rstrip()
        return f"{bare}{'' if bare.endswith(',') else ','} {', '.join(map(_flow, items))}{old[end - 1 :]}"
    end = _end_of(old, there.value[-1])
    # A sequence's first mark is its first hyphen.
    column = there.start_mark.column
    if existing is Existing.ADD:
        return f"{old[:end]}{_block(items, column)}{old[end:]}"
    start = old.rindex("\n", 0, there.start_mark.index)
    return f"{old[:start]}{_block(items, column)}{old[end:]}"


def _end_of(old: str, node: yaml.Node) -> int:
    """Where the last line of a node ends, its comment included; a block's own end mark stands only at the next thing."""
    while isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        # A block of text ends where its last line does.
        return len(old[:end].rstrip())
    line = old.find("\n", end)
    return len(old) if line < 0 else line


def _block(items: Items, column: int) -> str:
    return "".join(f"\n{' ' * column}- {_flow(item)}" for item in items)


def _flow(item: dict[str, str]) -> str:
    return f"{{{', '.join(f'{key}: {_written(key, text)}' for key, text in item.items())}}}"


def _written(key: str, text: str) -> str:
    """A text as YAML writes it: a few plain words bare, all else between double quotes, where nothing has a meaning of its own."""
    if key != "hs" and _PLAIN.fullmatch(text) and not set(text.casefold().split()) & _NOT_PLAIN:
        return text
    quoted_text = json.dumps(text, ensure_ascii=False)
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted_text)
