"""`goodoffices ask`: the interview. It asks what the ruling turns on, best question first, and writes the answers into the plan."""

from __future__ import annotations

import argparse
from collections.abc import MutableMapping
from pathlib import Path

from goodoffices.cli.main import today
from goodoffices.errors import InputError
from goodoffices.law.base import Law
from goodoffices.plan.reader import load_plan
from goodoffices.ruling.model import Question, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

Entry = MutableMapping[str, object]
"""A party, act or item as the file has it, comments and order kept."""
Document = MutableMapping[str, object]

SKIP = ("", "?", "don't know", "dont know", "unknown")


def run(arguments: argparse.Namespace) -> int:
    """Ask until nothing is open, or everything left was answered with "don't know"."""
    path: Path = arguments.plan
    skipped: set[str] = set()
    print('Answer each question. Press Enter, or write "don\'t know", to leave one open; "stop" ends the interview.\n')
    while True:
        ruling = _rule(path, arguments.as_of)
        question = next((q for q in ruling.questions if q.term not in skipped), None)
        if question is None:
            print(f"No more questions. The plan is now: {ruling.status.value}.")
            return 0
        answer = _ask(question, ruling)
        if answer == "stop":
            print(f"Stopped. The plan is now: {ruling.status.value}.")
            return 0
        if answer.casefold() in SKIP:
            skipped.add(question.term)
            continue
        try:
            _write(path, question, answer)
        except InputError as error:
            print(f"  That does not fit: {error.message}\n")


def _rule(path: Path, as_of: Day | None) -> Ruling:
    plan = load_plan(path)
    return rule(plan, Law.on(as_of or plan.as_of or today()))


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
        return "stop"
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


def _write(path: Path, question: Question, answer: str) -> None:
    """Write an answer into the plan file, which is replaced only by one that can be read.

    Raises:
        InputError: the plan with the answer cannot be read.
    """
    import io
    import os

    from ruamel.yaml import YAML

    from goodoffices.plan.reader import read_plan

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    old = path.read_text(encoding="utf-8")
    if "\n  - " in old:
        # Lists stay indented where the user indents them.
        yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(old)
    target = _target(document, question)
    key = question.field
    if key.startswith("facts."):
        facts = target.setdefault("facts", {})
        assert isinstance(facts, MutableMapping)
        target = facts
        key = key.removeprefix("facts.")
    target[key] = value_of(question, answer)
    buffer = io.StringIO()
    yaml.dump(document, buffer)
    text = buffer.getvalue()
    read_plan(text.encode("utf-8"), str(path))
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, path)


def _target(document: Document, question: Question) -> Entry:
    """The party, act or item in the file that an answer belongs to."""
    where = question.term.rsplit(f".{question.field}", 1)[0]
    if question.place == "item" and "/item:" in where:
        act, name = where.split("/item:", 1)
        items = _entry(document["acts"], act)["items"]
        return next(entry for entry in _many(items) if entry["name"] == name)
    if question.place == "party" and not question.field.startswith("facts."):
        return _entry(document["parties"], where)
    acts = [act for act in _many(document["acts"]) if act["id"] == where]
    return acts[0] if acts else _entry(document["acts"], question.decides[0].split("/")[0])


def _many(entries: object) -> list[Entry]:
    """A list of entries; one entry may stand without brackets."""
    return entries if isinstance(entries, list) else [entries]  # type: ignore[list-item]  # the reader has checked it


def _entry(entries: object, ident: str) -> Entry:
    for entry in _many(entries):
        if str(entry.get("id")) == ident:
            return entry
    raise InputError(f"cannot find {ident!r} in the file; answer it by hand")


def value_of(question: Question, answer: str) -> object:
    """An answer as the plan writes it: yes and no as truth, lists as lists, numbers as numbers."""
    lowered = answer.casefold()
    if lowered in ("yes", "y", "true", "no", "n", "false") and question.type == "truth":
        return lowered in ("yes", "y", "true")
    if question.type in ("words", "countries", "texts"):
        return [part.strip() for part in answer.split(",") if part.strip()]
    if question.type == "number" and answer.isdigit() and question.field not in ("hs", "eccn"):
        return int(answer)
    return answer
