"""The lists that a command screens against, with the screener that holds them: one file alone, or the lists in use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError
from goodoffices.parties.chosen import Chosen, choose
from goodoffices.parties.model import ListedParty, Problem
from goodoffices.parties.screener import Screener
from goodoffices.parties.screening import Source
from goodoffices.parties.store import Store

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
    """The user's lists (all, or those named), and of those that were not fetched the extract that comes with the program.

    Raises:
        InputError: a list of that name was never fetched, or its copy is damaged.
    """
    return load_chosen(choose(names, store))


def load_chosen(chosen: Chosen) -> Loaded:
    """The index of lists that were chosen, opened where it is kept and made where it is not.

    Raises:
        InputError: the copy of a list is damaged.
    """
    return Loaded(_opened(chosen.index) or _built(chosen), chosen.sources, chosen.mark)


def _opened(path: Path) -> Screener | None:
    try:
        return Screener.open(path) if path.is_file() else None
    except InputError:
        # Damaged, or of another release: it is made again from the lists.
        return None


def _built(chosen: Chosen) -> Screener:
    """Index the lists, and keep the index where that can be done; without it the next command is only slower."""
    screener = Screener.build(_parties(chosen))
    try:
        chosen.index.parent.mkdir(parents=True, exist_ok=True)
        screener.save(chosen.index)
        kept = sorted(chosen.index.parent.glob("*.names"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_INDEXES_KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, InputError):
        pass
    return screener


def _parties(chosen: Chosen) -> list[ListedParty]:
    """Whoever is on the lists, or was in a version that is kept: a ruling for an earlier day asks who was listed on it."""
    from goodoffices.parties.shipped import shipped

    fetched = [party for name in chosen.names for party in chosen.store.history(name).parties]
    if not chosen.extracts:
        return fetched
    return fetched + [party for party in shipped().parties if party.list in chosen.extracts]


def _mark(path: Path) -> str:
    digest = hashlib.sha256()
    for one in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if one.is_file():
            with one.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()
