"""`goodoffices manifest`: a packing list, shown line by line, and its goods written into a plan."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from goodoffices.errors import InputError, Place, printable, quoted
from goodoffices.plan.manifest import Existing, Line, Manifest, Wishes, read_manifest, with_items

_YES = ("y", "yes", "")
_STOP = ("stop", "n", "no")


def run(arguments: argparse.Namespace) -> int:
    """Read the list, show what it is taken for, and write it into the plan once the columns are confirmed."""
    if (arguments.into is None) != (arguments.act is None):
        raise InputError("--into PLAN and --act ID go together: the plan, and the act in it that the goods belong to")
    wishes = Wishes(
        columns=_columns(arguments.column or ()),
        sheet=arguments.sheet,
        encoding=arguments.encoding,
        currency=arguments.currency,
        decimal=arguments.decimal,
        skip=frozenset(arguments.skip or ()),
    )
    asks = arguments.into is not None and not arguments.yes and not arguments.json and _on_a_terminal()
    if arguments.into is not None:
        _writable(arguments.into)
    manifest = read_manifest(arguments.list, wishes)
    if asks:
        agreed = _agreed(arguments.list, wishes, manifest)
        if agreed is None:
            print("Nothing was written.")
            return 0
        manifest = agreed
    if arguments.json:
        _print_json(manifest)
    else:
        _show(manifest)
    if arguments.into is None:
        return 0
    if not asks and not arguments.yes and manifest.columns.guessed:
        _refuse_guesses(manifest)
    return _write(arguments, manifest, asks)


def _on_a_terminal() -> bool:
    return bool(sys.stdin) and sys.stdin.isatty()


def _columns(said: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in said:
        meaning, sign, heading = one.partition("=")
        if not sign or not meaning:
            raise InputError(f"--column {quoted(one)} has to be MEANING=HEADING, such as name=Description")
        found[meaning.strip()] = " ".join(heading.split())
    return found


def _writable(path: Path) -> None:
    if path.exists() and not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
        raise InputError(
            "the goods cannot be written into this file; make it writable, or copy it", Place(str(path), 1)
        )


def _refuse_guesses(manifest: Manifest) -> None:
    guessed = ", ".join(
        f"{meaning}={one.text}" for meaning, one in manifest.columns.of.items() if meaning in manifest.columns.guessed
    )
    raise InputError(
        f"nothing was written, since these columns are only guessed: {guessed}; say --yes if they are right, or else each with --column"
    )


def _agreed(path: Path, wishes: Wishes, manifest: Manifest) -> Manifest | None:
    """The packing list with its columns as the user has them; None where they stop."""
    while True:
        print("The columns are taken for:")
        for meaning, one in manifest.columns.of.items():
            print(f"  {meaning:<9} {printable(one.text)}")
        if manifest.columns.unused:
            print(f"  not used: {printable(', '.join(manifest.columns.unused))}")
        answer = _answer(
            "Is that right? Enter for yes, MEANING=HEADING to change one (nothing after = for none), or stop: "
        )
        if answer.casefold() in _YES:
            return manifest
        if answer.casefold() in _STOP:
            return None
        try:
            changed = replace(wishes, columns={**wishes.columns, **_columns([answer])})
            manifest = read_manifest(path, changed)
            wishes = changed
        except InputError as error:
            print(f"  That does not fit: {printable(error.message)}")


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        print()
        return "stop"
    except UnicodeDecodeError:
        return "?"


def _write(arguments: argparse.Namespace, manifest: Manifest, asks: bool) -> int:
    from goodoffices.files import replace_in_place

    path: Path = arguments.into
    existing = Existing.ADD if arguments.add else Existing.REPLACE if arguments.replace else Existing.REFUSE

    def made() -> bytes:
        try:
            return with_items(path.read_bytes(), str(path), arguments.act, manifest.lines, existing)
        except OSError as error:
            raise InputError(
                f"cannot read the file ({(error.strerror or 'failed').lower()})", Place(str(path), 1)
            ) from None

    made()
    if asks:
        question = f"Write {len(manifest.lines)} lines of goods into act {arguments.act} of {path}? yes or no: "
        if _answer(printable(question)).casefold() not in ("y", "yes"):
            print("Nothing was written.")
            return 0
    # The plan is read once more: somebody may have changed it while the question stood.
    replace_in_place(path, made())
    told = (
        f"Wrote {len(manifest.lines)} lines of goods into act {arguments.act} of {path}. Now: goodoffices check {path}"
    )
    print(printable(told), file=sys.stderr if arguments.json else sys.stdout)
    return 0


def _show(manifest: Manifest) -> None:
    from rich.table import Table

    from goodoffices.cli.paper import indented, paper, tabled

    out = paper()
    indented(
        out, f"Sheet {manifest.sheet}, headings in row {manifest.heading_row}: {printable(str(manifest.columns))}", 0
    )
    table = Table(box=None, pad_edge=False)
    for heading in ("row", "goods", "quantity", "value", "HS", "ECCN", "origin", "goods catalogue"):
        table.add_column(heading)
    for line in manifest.lines:
        value = str(line.value) if line.value else ""
        cells = (str(line.row), line.name, line.quantity, value, line.hs, line.eccn, line.origin, _match(line))
        table.add_row(*map(printable, cells))
    print()
    tabled(out, table)
    unknown = sum(line.match is None for line in manifest.lines)
    if unknown:
        indented(
            out,
            f"{unknown} of {len(manifest.lines)} lines are not in the goods catalogue: the ruling will ask about them.",
            0,
        )
    if manifest.left_out:
        print("\nLeft out:")
        for row in manifest.left_out:
            indented(out, printable(f"row {row.row} ({row.text}): {row.why}"), 2)
    notes = [
        *((f"row {rows}", note) for note, rows in _notes(manifest.lines).items()),
        *(("", note) for note in manifest.told),
    ]
    if notes:
        print("\nLook at:")
        for where, note in notes:
            indented(out, printable(f"{where}: {note}" if where else note), 2)


def _match(line: Line) -> str:
    return f"{line.match.good.name} ({line.match.certainty})" if line.match else "not known"


def _notes(lines: Sequence[Line]) -> Mapping[str, str]:
    """Each note once, with the rows that it is about."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for note in line.told:
            found.setdefault(note, []).append(str(line.row))
    return {note: ", ".join(rows) for note, rows in found.items()}


def _print_json(manifest: Manifest) -> None:
    import json

    lines = [
        {
            "row": line.row,
            "item": line.fields(),
            "told": list(line.told),
            "catalogue": {"good": line.match.good.name, "certainty": line.match.certainty, "why": line.match.why}
            if line.match
            else None,
        }
        for line in manifest.lines
    ]
    made = {
        "format": "goodoffices-manifest/1",
        "sheet": manifest.sheet,
        "heading_row": manifest.heading_row,
        "columns": {meaning: one.text for meaning, one in manifest.columns.of.items()},
        "guessed": sorted(manifest.columns.guessed),
        "unused": list(manifest.columns.unused),
        "lines": lines,
        "left_out": [{"row": row.row, "text": row.text, "why": row.why} for row in manifest.left_out],
        "told": list(manifest.told),
    }
    print(json.dumps(made, ensure_ascii=False, indent=1))
