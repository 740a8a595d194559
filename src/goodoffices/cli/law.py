"""`goodoffices law`: look into the law base."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from goodoffices.cli.arguments import UNREADABLE
from goodoffices.cli.main import today
from goodoffices.cli.paper import indented, paper
from goodoffices.errors import InputError, nearest, quoted
from goodoffices.law.base import CORPUS, shipped, version_on
from goodoffices.law.rules import LawBase, Rule, Version
from goodoffices.law.vocabulary import shipped as vocabulary

if TYPE_CHECKING:
    from goodoffices.law.diff import Change


def run(arguments: argparse.Namespace) -> int:
    """Run one of show, history, search, terms, diff, lint, status."""
    out = paper()
    return {
        "show": _show,
        "history": _history,
        "search": _search,
        "diff": _diff,
        "terms": _terms,
        "lint": _lint,
        "status": _status,
    }[arguments.what](arguments, out)


def find(base: LawBase, name: str) -> list[Rule]:
    """The rules with an id or a citation, or whose id or citation begins so; exact ones alone where there are any.

    Raises:
        InputError: there is none.
    """
    wanted = " ".join(name.split()).casefold()
    if not wanted:
        raise InputError("name a rule by its id or citation, such as `31 CFR 510.512`")
    exact = [r for r in base.rules.values() if wanted in (r.id.casefold(), r.cite.casefold())]
    if exact:
        return exact
    begin = [
        r
        for r in base.rules.values()
        if r.id.casefold().startswith(wanted) or any(_below(c, wanted) for c in _cites(r))
    ]
    if not begin:
        known = [*base.rules, *(r.cite for r in base.rules.values())]
        raise InputError(
            f"no rule has the id or citation {quoted(name)}{nearest(name, known)}. Try `goodoffices law search WORDS`."
        )
    return begin


def _cites(rule: Rule) -> list[str]:
    return [rule.cite, *(v.cite for v in rule.versions)]


def _below(cite: str, wanted: str) -> bool:
    """Whether a citation is the wanted one or a paragraph of it: `31 CFR 510.51` is not 510.512."""
    cite = cite.casefold()
    return cite.startswith(wanted) and not cite[len(wanted) : len(wanted) + 1].isalnum()


def _show(arguments: argparse.Namespace, out: Console) -> int:
    base = shipped()
    day = arguments.on or today()
    for rule in find(base, arguments.name):
        found = version_on(rule, day, day)
        _head(out, rule)
        if found is None:
            indented(out, f"Not in force on {day}.\n", 2)
            continue
        if found[1]:
            old = f"The newest version known ran out on {found[0].until}; whether it was renewed is unknown."
            indented(out, Text(old, style="yellow"), 2)
        _version(out, rule, found[0])
    return 0


def _history(arguments: argparse.Namespace, out: Console) -> int:
    for rule in find(shipped(), arguments.name):
        _head(out, rule)
        for version in rule.versions:
            _version(out, rule, version)
    return 0


def _head(out: Console, rule: Rule) -> None:
    indented(out, Text.assemble((rule.cite, "bold"), f"  {rule.title}"), 0)
    indented(out, Text(f"{rule.id}, {rule.effect.value}, regime {rule.regime}", style="dim"), 2)


def _version(out: Console, rule: Rule, version: Version) -> None:
    span = f"{version.start} to {version.until}" if version.until else f"from {version.start}"
    indented(out, Text(f"In force {span} by {version.source}", style="bold"), 2)
    for line in _lines(rule, version):
        indented(out, Text(line), 4)
    out.print()


def _lines(rule: Rule, version: Version) -> Iterator[str]:
    if version.cite != rule.cite:
        yield f"Citation: {version.cite}"
    if rule.term:
        yield f"Defines: {rule.term}"
    yield f"When: {' '.join(version.when.text.split())}"
    if version.unless:
        yield f"Unless: {', '.join(version.unless)}"
    if version.lifts:
        yield f"Lifts: {', '.join(version.lifts)}"
    if rule.permission:
        yield f"Permission: {rule.permission} ({', '.join(o.word for o in version.outlook)})"
    for duty in version.conditions:
        yield f"Do: {duty.do}" + (f" ({duty.due})" if duty.due else "") + (f" [{duty.cite}]" if duty.cite else "")
    if version.says:
        yield f"Says: {' '.join(version.says.split())}"
    if version.note:
        yield f"Note: {' '.join(version.note.split())}"
    yield f"Read: {version.confidence}; verified {version.verified_on}"
    yield from (f"At: {url}" for url in version.urls)


def _search(arguments: argparse.Namespace, out: Console) -> int:
    words = [w.casefold() for given in arguments.words for w in given.split()]
    if not words:
        raise InputError("name a word to look for, such as `remittance`")
    hits = 0
    for rule in shipped().rules.values():
        text = " ".join(
            [rule.id, rule.cite, rule.title, *(f"{v.cite} {v.says} {v.note} {v.when.text}" for v in rule.versions)]
        ).casefold()
        if all(word in text for word in words):
            hits += 1
            indented(out, Text.assemble((rule.cite, "bold"), f"  {rule.title}  ", (rule.id, "dim")), 0)
    if not hits:
        out.print("No rule has all of these words.")
    return 0


def _terms(arguments: argparse.Namespace, out: Console) -> int:
    """The vocabulary: what each term means, what it can be, and where a plan says it."""
    words = [word.casefold() for word in arguments.words]
    found = [
        t for t in vocabulary().terms.values() if all(w in f"{t.name} {t.ask} {t.explain}".casefold() for w in words)
    ]
    for term in found:
        where = f"field `{term.field}`" if term.field not in ("", "facts") else "the act's `facts`"
        values = f"; one of {', '.join(term.values)}" if term.values else ""
        out.print(Text.assemble((term.name, "bold"), f"  ({term.type}{values}; {where})"))
        indented(out, Text(" ".join(term.ask.replace("{subject}", "it").split())), 2)
    if not found:
        out.print("No term has all of these words.")
    return 0


def _diff(arguments: argparse.Namespace, out: Console) -> int:
    from goodoffices.law.diff import diff

    try:
        changes = diff(shipped(), arguments.earlier, arguments.later)
    except ValueError as error:
        raise InputError(str(error)) from None
    if arguments.json:
        import json

        print(json.dumps([_change(change) for change in changes], ensure_ascii=False, indent=1))
        return 0
    if not changes:
        indented(out, f"No rule differs between {arguments.earlier} and {arguments.later}.", 0)
    shown: dict[str, list[Change]] = {}
    for change in changes:
        shown.setdefault(change.instrument.id, []).append(change)
    for own in shown.values():
        indented(out, Text.assemble((own[0].instrument.cite, "bold"), f"  {own[0].instrument.title}"), 0)
        for change in own:
            text = change.after or change.before
            assert text is not None
            what = "renewed" if change.same_reach else change.how.value
            day = f"from {text.start}" if change.after else f"ended {text.until}"
            indented(out, Text.assemble((f"{what:<8}", "bold"), f"{text.cite}  {change.rule.title}"), 2)
            indented(out, Text(f"{change.rule.id}; {day}; {text.source}", style="dim"), 10)
    return 0


def _change(change: Change) -> dict[str, object]:
    old, new = change.before, change.after
    text = new or old
    assert text is not None
    return {
        "id": change.rule.id,
        "cite": text.cite,
        "title": change.rule.title,
        "instrument": change.instrument.id,
        "regime": change.rule.regime,
        "how": change.how.value,
        "same_reach": change.same_reach,
        "from": new.start.isoformat() if new else None,
        "until": old.until.isoformat() if old and old.until else None,
        "source": text.source,
        "urls": list(text.urls),
    }


def _lint(arguments: argparse.Namespace, out: Console) -> int:
    from goodoffices.law.lint import history_gaps, lint

    if arguments.history:
        for gap in history_gaps(shipped()):
            out.print(
                Text(f"{gap.rule.id}: no version before {gap.begins}; its instrument begins {gap.instrument_begins}"),
                soft_wrap=True,
            )
        return 0
    errors = lint(arguments.folder or CORPUS, vocabulary())
    for error in errors:
        out.print(Text(str(error)), soft_wrap=True)
    indented(out, f"{len(errors)} error{'s' if len(errors) != 1 else ''}" if errors else "The law files are sound.", 0)
    return UNREADABLE if errors else 0


def _status(arguments: argparse.Namespace, out: Console) -> int:
    base = shipped()
    day = today()
    for instrument in sorted(base.instruments, key=lambda i: (i.regime, i.id, i.title)):
        count = sum(1 for r in base.rules.values() if r.place.file == instrument.place.file)
        indented(out, Text.assemble((instrument.cite, "bold"), f"  {instrument.title}"), 0)
        rules = "1 rule" if count == 1 else f"{count} rules"
        told = f"{instrument.regime}; {rules}; verified to {instrument.verified_on}"
        indented(out, Text(told, style="dim"), 2)
    for rule in base.rules.values():
        last = rule.versions[-1].until
        if rule.lapses and last:
            word = "ran out" if last < day else "lapses"
            indented(out, Text(f"{rule.cite} ({rule.title}) {word} on {last} unless renewed.", style="yellow"), 0)
    return 0
