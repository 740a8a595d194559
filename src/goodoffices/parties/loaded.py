"""The lists that a command screens against, with the screener that holds them: one file alone, or the user's own lists.

The index of the user's lists is kept beside them, under the checksums of what it was made from: a command opens it in milliseconds, and a
list that changed makes another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, nearest
from goodoffices.parties.model import ListedParty, PartyList, Problem
from goodoffices.parties.screener import Screener
from goodoffices.parties.screening import Source
from goodoffices.parties.store import Manifest, Store
from goodoffices.values import Day

SHIPPED = "shipped"
_INDEXES_KEPT = 3


@dataclass(frozen=True, slots=True)
class Loaded:
    """A screener and the lists in it. `mark` is the same as long as their content is; `problems` are records that could not be read."""

    screener: Screener
    sources: tuple[Source, ...]
    mark: str
    problems: tuple[Problem, ...] = ()

    def parties(self) -> Iterable[ListedParty]:
        """Every party of the lists."""
        index = self.screener.index
        return (index.party(number) for number in range(index.count))


def load_file(path: Path) -> Loaded:
    """One list file alone, in an official format or FollowTheMoney JSON lines.

    Raises:
        InputError: the file is no list that is known.
    """
    from goodoffices.parties.formats import read_list

    read = read_list(path)
    source = Source(read.name, read.publisher, read.version, read.day, len(read.parties))
    return Loaded(Screener.build(read.parties), (source,), _mark(path), read.problems)


def load_lists(names: Sequence[str] = (), store: Store | None = None) -> Loaded:
    """The user's lists (all, or those named), and where there are none the table that comes with the program.

    Raises:
        InputError: a list of that name was never fetched, or its copy is damaged.
    """
    store = store or Store()
    there = store.names()
    for name in names:
        if name not in (*there, SHIPPED):
            raise InputError(
                f"the list {name} was never fetched{nearest(name, list(there))}; fetch it with `goodoffices lists update --list {name}`"
            )
    wanted = tuple(dict.fromkeys(names)) or there or (SHIPPED,)
    manifests = [found for name in wanted if name != SHIPPED and (found := store.current(name))]
    sources = tuple(_source(one) for one in manifests) + (_of_shipped() if SHIPPED in wanted else ())
    mark = hashlib.sha256(
        "\n".join([*(one.sha256 for one in manifests), *map(str, sources), _program()]).encode()
    ).hexdigest()
    path = store.folder.parent / "indexes" / f"{mark[:32]}.names"
    return Loaded(_opened(path) or _built(path, wanted, store), sources, mark)


def _opened(path: Path) -> Screener | None:
    try:
        return Screener.open(path) if path.is_file() else None
    except InputError:
        # Damaged, or of another release: it is made again from the lists.
        return None


def _built(path: Path, names: Sequence[str], store: Store) -> Screener:
    """Index the lists, and keep the index where that can be done; without it the next command is only slower."""
    screener = Screener.build([party for name in names for party in _read(name, store).parties])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        screener.save(path)
        kept = sorted(path.parent.glob("*.names"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_INDEXES_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, InputError):
        pass
    return screener


def _read(name: str, store: Store) -> PartyList:
    from goodoffices.parties.shipped import shipped

    return shipped() if name == SHIPPED else store.load(name)


def _source(one: Manifest) -> Source:
    day = Day.fromisoformat(one.day) if one.day else None
    return Source(one.name, one.publisher, one.said_version, day, one.parties)


def _of_shipped() -> tuple[Source, ...]:
    """The table that comes with the program as extracts of the lists that it was made from, each with its own day."""
    from goodoffices.parties.shipped import shipped

    table = shipped()
    days = dict(part.rsplit(" ", 1) for part in table.version.split(", ") if " " in part)
    counts: dict[str, int] = {}
    for party in table.parties:
        counts[party.list] = counts.get(party.list, 0) + 1
    return tuple(
        Source(
            name, table.publisher, "", Day.fromisoformat(days[name]) if name in days else table.day, count, whole=False
        )
        for name, count in counts.items()
    )


def _program() -> str:
    """What makes an index: the code and the tables of this package. An index made by others is not opened, whatever it calls itself."""
    digest = hashlib.sha256()
    for one in sorted(Path(__file__).parent.rglob("*")):
        if one.suffix in (".py", ".json", ".jsonl", ".txt"):
            digest.update(one.read_bytes())
    return digest.hexdigest()


def _mark(path: Path) -> str:
    digest = hashlib.sha256()
    for one in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if one.is_file():
            with one.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
