"""The lists that a command screens against, with the screener that holds them: one file alone, or the user's own lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.parties.model import ListedParty, Problem
from goodoffices.parties.screening import Screens, Source


@dataclass(frozen=True, slots=True)
class Loaded:
    """A screener and the lists in it. `mark` is the same as long as their content is; `problems` are records that could not be read."""

    screener: Screens
    parties: tuple[ListedParty, ...]
    sources: tuple[Source, ...]
    mark: str
    problems: tuple[Problem, ...] = ()


def load_file(path: Path) -> Loaded:
    """One list file alone, in an official format or FollowTheMoney JSON lines.

    Raises:
        InputError: the file is no list that is known.
    """
    from goodoffices.parties.formats import read_list
    from goodoffices.parties.screener import Screener

    read = read_list(path)
    source = Source(read.name, read.publisher, read.version, read.day, len(read.parties))
    return Loaded(Screener.build(read.parties), read.parties, (source,), _mark(path), read.problems)


def _mark(path: Path) -> str:
    import hashlib

    digest = hashlib.sha256()
    for one in sorted(path.rglob("*")) if path.is_dir() else (path,):
        if one.is_file():
            with one.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def load_lists(names: Sequence[str] = ()) -> Loaded:
    """The user's lists (all, or those named), and where there are none the table that comes with the program.

    Raises:
        InputError: a list of that name was never fetched.
    """
    raise NotImplementedError
