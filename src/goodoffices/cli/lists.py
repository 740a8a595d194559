"""`goodoffices lists`: fetch the official lists of parties, say how old they are, and who came and went."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from goodoffices.cli.arguments import UNREADABLE
from goodoffices.cli.main import today
from goodoffices.errors import InputError
from goodoffices.parties.model import ListedParty, PartyList, Problem
from goodoffices.parties.sources import SOURCES, Source, source
from goodoffices.parties.store import OLD_AFTER, Manifest, Origin, Store
from goodoffices.values import Day

if TYPE_CHECKING:
    from goodoffices.parties.fetch import Fetched, Progress

_SHOWN_PROBLEMS = 5


def run(arguments: argparse.Namespace) -> int:
    """Run one of update, status, diff."""
    out = Console(highlight=False)
    store = Store(arguments.folder)
    return {"update": _update, "status": _status, "diff": _diff}[arguments.what](arguments, store, out)


def _update(arguments: argparse.Namespace, store: Store, out: Console) -> int:
    if arguments.origin:
        _one(arguments.name, arguments.origin, arguments.force, store, out, arguments.day)
        _index(arguments)
        return 0
    failed = 0
    for one in [source(arguments.name)] if arguments.name else SOURCES:
        try:
            _one(one.name, one.url, arguments.force, store, out)
        except InputError as error:
            print(f"goodoffices: {one.name}: {error}", file=sys.stderr)
            failed += 1
    _index(arguments)
    return UNREADABLE if failed else 0


def _index(arguments: argparse.Namespace) -> None:
    """Make the index of the lists in use now, while somebody waits anyway, and not in the next `check`."""
    if arguments.folder is not None:
        return
    from goodoffices.parties.loaded import load_lists

    try:
        load_lists()
    except (InputError, ModuleNotFoundError) as error:
        # The lists are there all the same: whoever screens is told, and how to mend it.
        print(f"goodoffices: the index of names could not be made: {error}", file=sys.stderr)


def _one(name: str | None, origin: str, force: bool, store: Store, out: Console, day: Day | None = None) -> None:
    """Bring one list up to date from an address or a file."""
    from goodoffices.parties.fetch import is_address

    with _reading(), tempfile.TemporaryDirectory(prefix="goodoffices-") as folder:
        fetched: Fetched | None = None
        if is_address(origin):
            before = store.current(name) if name else None
            same = before is not None and before.source == origin and not force and _sound(store, before)
            known = next((one for one in SOURCES if one.name == name and one.url == origin), None)
            fetched = _fetch(origin, Path(folder), known, before if same else None, out)
            if fetched is None:
                assert before is not None
                _say(out, f"{name}: not changed since {before.date}")
                return
        place = fetched.path if fetched else Path(origin)
        found, files = _read(place, name, force)
        if day and found.day and found.day != day:
            raise InputError(f"{place} says itself that it is of {found.day}; leave --day out")
        found = replace(found, day=day or found.day)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        where = origin if fetched else str(Path(origin).resolve())
        kept = Origin(where, now, fetched.tag if fetched else "", fetched.modified if fetched else "")
        before = store.current(found.name)
        manifest = store.keep(found, files, kept, force=force)
    _report(found, manifest, before, out)


def _sound(store: Store, manifest: Manifest) -> bool:
    """Whether a version can still be read; one that cannot is fetched anew, whatever its publisher says of changes."""
    try:
        store.load(manifest.name, manifest.version)
    except InputError:
        return False
    return True


def _fetch(origin: str, folder: Path, known: Source | None, before: Manifest | None, out: Console) -> Fetched | None:
    from goodoffices.parties.fetch import fetch

    file = known.file if known else ""
    tag, modified = (before.tag, before.modified) if before else ("", "")
    with _bar(out, known.title if known else origin) as progress:
        return fetch(origin, folder, file, tag=tag, modified=modified, progress=progress)


@contextlib.contextmanager
def _bar(out: Console, title: str) -> Iterator[Progress | None]:
    """A bar where somebody looks at a terminal, and nothing where the output goes into a file."""
    if not out.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Bar(*columns, console=out, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, size: bar.update(task, completed=done, total=size)


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """A folder for what is on its way; a full disk there is said as such."""
    try:
        yield
    except OSError as error:
        place = error.filename or "the folder for temporary files"
        raise InputError(f"{place}: {error.strerror or error}; nothing was replaced") from None


def _read(place: Path, name: str | None, force: bool) -> tuple[PartyList, list[Path]]:
    """Read what was given, and see that it is the list that was asked for."""
    from goodoffices.parties.formats import read_list

    found = read_list(place)
    files = sorted(one for one in place.iterdir() if one.is_file()) if place.is_dir() else [place]
    if name and found.name != name:
        if not force and {found.name, name} & {one.name for one in SOURCES}:
            raise InputError(
                f"{place} is the list {found.name}, not {name}; nothing was replaced. If it is meant all the same, say --force"
            )
        found = replace(found, name=name, parties=tuple(replace(party, list=name) for party in found.parties))
    return found, _with_siblings(place, files)


def _with_siblings(place: Path, files: list[Path]) -> list[Path]:
    """OFAC's entries are read with the files beside them, so these are kept with it."""
    plain = place.name.lower().removesuffix(".gz")
    if place.is_dir() or plain not in ("sdn.csv", "cons_prim.csv"):
        return files
    from goodoffices.parties.formats.files import ListFile
    from goodoffices.parties.formats.ofac_csv import siblings

    return [*files, *(one.path for one in siblings(ListFile(place)).values())]


def _report(found: PartyList, manifest: Manifest, before: Manifest | None, out: Console) -> None:
    line = f"{manifest.name}: {manifest.parties:,} parties" + (f", list of {manifest.date}" if manifest.dated else "")
    if before and before.sha256 == manifest.sha256:
        line += ", not changed"
    elif before:
        line += f" (before: {before.parties:,}, list of {before.date})"
    _say(out, line)
    if not manifest.day:
        _say(out, "The list does not say of which day it is; if you know it, say it with --day", 2)
    lost = [problem for problem in found.problems if problem.lost]
    _problems("record", "could not be read", lost, out)
    _problems("detail", "could not be read, or had to be mended", [p for p in found.problems if not p.lost], out)


def _problems(thing: str, what: str, some: list[Problem], out: Console) -> None:
    """How many there are, and the first of them."""
    if some:
        _say(out, f"{_count(len(some), thing)} {what}:", 2)
    for problem in some[:_SHOWN_PROBLEMS]:
        _say(out, f"{problem.where}: {problem.what}", 4)
    if len(some) > _SHOWN_PROBLEMS:
        _say(out, f"and {len(some) - _SHOWN_PROBLEMS:,} more", 4)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _status(arguments: argparse.Namespace, store: Store, out: Console) -> int:
    from goodoffices.parties.shipped import shipped

    day = today()
    names = store.names()
    for name in names:
        manifest = store.current(name)
        if manifest:
            _stand(manifest, day, out)
    missing = [one for one in SOURCES if one.name not in names]
    if missing:
        out.print(Text(f"Never fetched: {', '.join(one.name for one in missing)}"))
    table = shipped()
    age = f", {_count((day - table.day).days, 'day')} old" if table.day else ""
    out.print(
        Text.assemble(
            ("shipped", "bold"), f"  {len(table.parties):,} parties of the North Korea programmes, of {table.day}{age}"
        )
    )
    _say(
        out,
        "It comes with the program so that a first check screens at all. For real use fetch the full lists: goodoffices lists update",
        2,
    )
    out.print(Text(f"Kept in {store.folder}"), soft_wrap=True)
    return 0


def _stand(manifest: Manifest, day: dt.date, out: Console) -> None:
    age = manifest.age(day)
    said = f"list of {manifest.date}, {_count(age, 'day')} old" if manifest.dated else "of a day that it does not say"
    out.print(Text.assemble((manifest.name, "bold"), f"  {manifest.parties:,} parties, {said}"))
    warning = ""
    if age > OLD_AFTER:
        warning = (
            f"This list is old: people may have been listed since. goodoffices lists update --list {manifest.name}"
        )
    elif not manifest.dated:
        warning = "This list may be older than it looks: people may have been listed since."
    if warning:
        out.print(Padding(Text(warning, style="yellow"), (0, 0, 0, 2), expand=False))
    shown = ", ".join(f"{name} {count:,}" for name, count in manifest.programmes[:12])
    more = f" and {len(manifest.programmes) - 12} more" if len(manifest.programmes) > 12 else ""
    _say(out, f"Programmes: {shown or 'none'}{more}", 2)
    if manifest.lost or manifest.partly:
        _say(out, f"Not read: {_count(manifest.lost, 'record')}; in part: {_count(manifest.partly, 'detail')}", 2)
    _say(out, f"From {manifest.source}, fetched {manifest.fetched[:16].replace('T', ' ')} UTC", 2)


def _diff(arguments: argparse.Namespace, store: Store, out: Console) -> int:
    if arguments.old and not arguments.new:
        raise InputError("give both versions, OLD and NEW, or none for the last two; see `goodoffices lists status`")
    if arguments.name:
        source_or_kept = arguments.name
        if source_or_kept not in store.names():
            raise InputError(
                f"the list {source_or_kept} was never fetched; there are {', '.join(store.names()) or 'none'}"
            )
    names = [arguments.name] if arguments.name else list(store.names())
    if arguments.old and len(names) != 1:
        raise InputError("say which list with --list, when you give versions")
    for name in names:
        _diff_one(name, arguments.old, arguments.new, store, out)
    if not names:
        _say(out, "No list was fetched yet: goodoffices lists update")
    return 0


def _diff_one(name: str, old: str | None, new: str | None, store: Store, out: Console) -> None:
    from goodoffices.parties.compare import compare, what_changed

    if not old or not new:
        versions = store.versions(name)
        if len(versions) < 2:
            _say(out, f"{name}: there is only one version, {versions[0].version if versions else 'none'}")
            return
        current = store.current(name)
        later = current if current else versions[-1]
        earlier = next((one for one in reversed(versions) if one.version != later.version), versions[0])
        old, new = earlier.version, later.version
    old, new = _version(store, name, old), _version(store, name, new)
    found = compare(store.load(name, old), store.load(name, new))
    out.print(
        Text.assemble(
            (name, "bold"),
            f"  {old} to {new}: {len(found.came):,} came, {len(found.went):,} went, {len(found.changed):,} changed",
        )
    )
    for mark, parties in (("+", found.came), ("-", found.went)):
        for party in parties:
            _say(out, f"{mark} {_who(party)}", 2)
    for before, after in found.changed:
        _say(out, f"~ {_who(after)}: {what_changed(before, after)}", 2)


def _version(store: Store, name: str, wanted: str) -> str:
    """A version by its whole name or by its beginning, such as its day."""
    fitting = [one.version for one in store.versions(name) if one.version.startswith(wanted)]
    if len(fitting) > 1 and wanted not in fitting:
        raise InputError(f"several versions of {name} begin with {wanted!r}: {', '.join(fitting)}; write more of one")
    if not fitting:
        there = ", ".join(one.version for one in store.versions(name))
        raise InputError(f"there is no version {wanted!r} of {name}; there are {there}")
    return wanted if wanted in fitting else fitting[0]


def _who(party: ListedParty) -> str:
    programmes = f" [{', '.join(party.programmes)}]" if party.programmes else ""
    return f"{party.name} ({party.id}){programmes}"


def _say(out: Console, text: str, by: int = 0) -> None:
    out.print(Padding(Text(text), (0, 0, 0, by), expand=False))
