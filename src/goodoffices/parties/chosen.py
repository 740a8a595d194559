"""Which lists are screened against, before anything of them is read: the user's own, and of those that were not fetched the extract.

The index of the chosen lists is kept beside them, under the checksums of what it is made from: a command opens it in milliseconds, and a
list that changed makes another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, nearest
from goodoffices.parties.screening import Source
from goodoffices.parties.shipped import Extract, extracts
from goodoffices.parties.store import Manifest, Store
from goodoffices.values import Day

SHIPPED = "shipped"

_HAS = {"us-csl": ("us-csl", "us-sdn")}
"""The Consolidated Screening List has the whole SDN list in it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lists to screen against: those of the store by name, and the lists of which the extract that comes with the program stands in.

    `mark` is the same as long as their content and the program are; `index` is the file that the index made of them has.
    """

    store: Store
    names: tuple[str, ...]
    extracts: tuple[str, ...]
    sources: tuple[Source, ...]
    mark: str

    @property
    def index(self) -> Path:
        """Where the index of these lists is kept."""
        return self.store.folder.parent / "indexes" / f"{self.mark[:32]}.names"


def choose(names: Sequence[str] = (), store: Store | None = None) -> Chosen:
    """The lists of these names; without names all that were fetched, and the extract of those that were not.

    Raises:
        InputError: a list of that name was never fetched, or what is kept of it is damaged.
    """
    store = store or Store()
    there = store.names()
    for name in names:
        if name not in (*there, SHIPPED):
            raise InputError(
                f"the list {name} was never fetched{nearest(name, list(there))}; fetch it with `goodoffices lists update --list {name}`"
            )
    fetched = tuple(name for name in dict.fromkeys(names) if name != SHIPPED) if names else there
    covered = {one for name in fetched for one in _HAS.get(name, (name,))}
    instead = tuple(one for one in extracts() if SHIPPED in names or (not names and one.list not in covered))
    versions = {name: store.versions(name) for name in fetched}
    current = [found for name in fetched if (found := store.current(name))]
    sources = (*(_source(one, versions[one.name]) for one in current), *map(_extract, instead))
    told = [one.sha256 for every in versions.values() for one in every] + [one.sha256 for one in current]
    mark = hashlib.sha256("\n".join((*told, *map(str, sources), _program())).encode()).hexdigest()
    return Chosen(store, fetched, tuple(one.list for one in instead), sources, mark)


def _source(one: Manifest, versions: Sequence[Manifest]) -> Source:
    day = Day.fromisoformat(one.day) if one.day else None
    since = min((each.date for each in versions if each.dated), default=None)
    return Source(one.name, one.publisher, one.said_version, day, one.parties, since=since)


def _extract(one: Extract) -> Source:
    return Source(one.list, one.publisher, "", one.day, one.count, whole=False)


def _program() -> str:
    """What makes an index: the code and the tables of this package. An index made by others is not opened, whatever it calls itself."""
    digest = hashlib.sha256()
    for one in sorted(Path(__file__).parent.rglob("*")):
        if one.suffix in (".py", ".json", ".jsonl", ".txt"):
            digest.update(one.read_bytes())
    return digest.hexdigest()
