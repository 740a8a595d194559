"""`goodoffices ask`: the interview. It asks what the ruling turns on, best question first, and writes the answers into the plan."""

from __future__ import annotations

import argparse
import codecs
import os
import re
from collections import Counter
from collections.abc import Callable, MutableMapping
from decimal import Decimal
from pathlib import Path
from typing import cast

from goodoffices.cli.screened import Rulings
from goodoffices.errors import InputError, Place, printable, quoted
from goodoffices.files import replace_in_place
from goodoffices.marked import MarkedMap, read_bytes
from goodoffices.plan.model import own_names
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.model import Question, Ruling

Entry = MutableMapping[str, object]
"""A party, act or item as the file has it, comments and order kept."""
Document = MutableMapping[str, object]

TRIES = 3
"""How often a question is put again after an answer that does not fit."""

SKIP = ("", "?", "don't know", "dont know", "unknown")


def run(arguments: argparse.Namespace) -> int:
    """Ask until nothing is open, or everything left was answered with "don't know"."""
    path: Path = arguments.plan
    skipped: set[str] = set()
    misfits: Counter[str] = Counter()
    by = Rulings(arguments)
    by.ruled(load_plan(path))
    if not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
        raise InputError(
            "the answers cannot be written into this file; make it writable, or copy it", Place(str(path), 1)
        )
    print('Answer each question. Press Enter, or write "don\'t know", to leave one open; "stop" ends the interview.\n')
    while True:
        _, ruling = by.ruled(load_plan(path))
        question = next((q for q in ruling.questions if q.term not in skipped), None)
        if question is None:
            print(f"No more questions. The plan is now: {ruling.status.value}.")
            return 0
        answer = _ask(question, ruling)
        if answer.casefold() == "stop":
            print(f"Stopped. The plan is now: {ruling.status.value}.")
            return 0
        if answer.casefold() in SKIP:
            skipped.add(question.term)
            continue
        try:
            write_answer(path, question, answer)
        except InputError as error:
            print(f"  That does not fit: {printable(error.message)}\n")
            misfits[question.term] += 1
            if misfits[question.term] == TRIES:
                print("  The question stays open.\n")
                skipped.add(question.term)
        else:
            # An answer that leaves its question open is not asked for again and again.
            skipped.add(question.term)


def _ask(question: Question, ruling: Ruling) -> str:
    print(question.ask)
    if question.values:
        none = ", or none" if question.field == "listed" else ""
        print(f"  One of: {', '.join(question.values)}{none}")
    if question.type == "truth":
        print("  yes or no")
    if question.explain:
        print(f"  {question.explain}")
    print(f"  Why it is asked: it decides {', '.join(question.decides)}{_law(question, ruling)}.")
    try:
        answer = input("> ").strip()
    except EOFError:
        print()
        return "stop"
    except UnicodeDecodeError:
        print("  That is not UTF-8 text; the question stays open.")
        return ""
    print()
    return answer


def _law(question: Question, ruling: Ruling) -> str:
    """The citations of the findings that turn on a question."""
    cites: list[str] = []
    for act in ruling.acts:
        for finding in act.findings:
            if question.term in {q.term for q in finding.questions}:
                cites += [r.cite for r in finding.rules if r.cite not in cites]
    return f" ({', '.join(cites[:4])})" if cites else ""


def write_answer(path: Path, question: Question, answer: str) -> None:
    """Write an answer into the plan file, which is replaced only where nothing but the answer is new in it.

    Raises:
        InputError: the plan with the answer cannot be read, or the file is written in a way that this cannot keep.
    """
    data = path.read_bytes()
    value = value_of(question, answer)
    wanted = cast(Document, read_bytes(data, str(path)))
    _put(wanted, question, Decimal(str(value)) if isinstance(value, float) else value)
    wrong = InputError(
        "this file is written in a way that cannot take the answer without changing more; "
        f"write `{question.field.removeprefix('facts.')}` into it by hand"
    )
    for write in (_json_with, _spliced, _yaml_with):
        fresh = answered(data, question, value, write)
        if fresh is None:
            continue
        try:
            same = read_bytes(fresh, str(path)) == wanted
        except InputError as error:
            wrong = error
            continue
        if same:
            read_plan(fresh, str(path))
            replace_in_place(path, fresh)
            return
    raise wrong


Writer = Callable[[str, Question, object], str | None]


def answered(data: bytes, question: Question, value: object, write: Writer) -> bytes | None:
    """A plan's text with an answer in it, its line ends kept; None where the writer cannot write it.

    Raises:
        InputError: the answer is no text, or its place is not in the file.
    """
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    old = data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in old else "\n"
    text = write(old.replace("\r\n", "\n"), question, value)
    try:
        return None if text is None else mark + text.replace("\n", ends).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("the answer has letters that are no text") from None


def _spliced(old: str, question: Question, value: object) -> str | None:
    """A YAML plan into which the answer was put, or None where it has no place of its own."""
    from goodoffices.cli.splice import spliced

    target = _target(cast(Document, read_bytes(old.encode(), "-")), question)
    key = question.field
    put = value
    if key.startswith("facts."):
        key = key.removeprefix("facts.")
        if "facts" in target:
            target = cast(Entry, target["facts"])
        else:
            key, put = "facts", {key: value}
    try:
        return spliced(old, cast(MarkedMap, target), key, put)
    except InputError:
        return None


def _json_with(old: str, question: Question, value: object) -> str | None:
    """A JSON plan with an answer in it, or None where the text is no JSON."""
    import json

    try:
        document = json.loads(old)
    except ValueError:
        return None
    _put(document, question, value)
    indent = re.match(r"\s*\{\r?\n([ \t]+)", old)
    return json.dumps(document, ensure_ascii=False, indent=indent[1] if indent else None) + "\n"


def _yaml_with(old: str, question: Question, value: object) -> str | None:
    """A YAML plan with an answer in it, its comments and order kept, or None where they cannot be."""
    import io

    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    if "\n  - " in old:
        # Lists stay indented where the user indents them.
        yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    try:
        document = yaml.load(old)
        _put(document, question, value)
        yaml.dump(document, buffer)
    except InputError:
        raise
    except (YAMLError, ValueError, AttributeError, TypeError):
        raise InputError(
            "this file is written in a way that cannot be kept; write the answer into it by hand"
        ) from None
    return buffer.getvalue()


def _put(document: Document, question: Question, value: object) -> None:
    """Put an answer at its place in a plan."""
    target = _target(document, question)
    key = question.field
    if key.startswith("facts."):
        if "facts" not in target:
            _set(target, "facts", {})
        target = cast(Entry, target["facts"])
        key = key.removeprefix("facts.")
    _set(target, key, value)


def _set(target: Entry, key: str, value: object) -> None:
    """Set a field; a new one goes before the last, since a comment that follows an entry belongs to its last field."""
    insert = getattr(target, "insert", None)
    if insert is None or key in target or len(target) < 2:
        target[key] = value
    else:
        insert(len(target) - 1, key, value)


def _target(document: Document, question: Question) -> Entry:
    """The party, act or item in the file that an answer belongs to."""
    where = question.term.rsplit(f".{question.field}", 1)[0]
    if question.place == "item" and "/item:" in where:
        act, name = where.split("/item:", 1)
        items = _many(_entry(document["acts"], act)["items"])
        names = own_names([" ".join(str(entry.get("name")).split()) for entry in items])
        if name in names:
            return items[names.index(name)]
        raise InputError(f"cannot find {quoted(name)} in the file; answer it by hand")
    if question.place == "party" and not question.field.startswith("facts."):
        return _entry(document.get("parties"), where)
    acts = [act for act in _many(document["acts"]) if str(act.get("id")) == where]
    return acts[0] if acts else _entry(document["acts"], question.decides[0].split("/")[0])


def _many(entries: object) -> list[Entry]:
    """A list of entries; one entry may stand without brackets."""
    if entries is None:
        return []
    return entries if isinstance(entries, list) else [entries]  # type: ignore[list-item]  # the reader has checked it


def _entry(entries: object, ident: str) -> Entry:
    for entry in _many(entries):
        if str(entry.get("id")) == ident:
            return entry
    raise InputError(f"{quoted(ident)} is not in the file's list; add it there with an `id`, and name that id")


def value_of(question: Question, answer: str) -> object:
    """An answer as the plan writes it: yes and no as truth, lists as lists, numbers as numbers."""
    lowered = answer.casefold()
    if lowered in ("yes", "y", "true", "no", "n", "false") and question.type == "truth":
        return lowered in ("yes", "y", "true")
    if question.type in ("words", "countries", "texts"):
        return [part.strip() for part in answer.split(",") if part.strip()]
    if question.type == "number" and re.fullmatch(r"[0-9]{1,15}", answer) and question.field not in ("hs", "eccn"):
        return int(answer)
    if question.type == "number" and re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,6}", answer):
        return float(answer)
    return answer
