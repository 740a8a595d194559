"""The plans of a folder, such as the record of real contacts in `examples/record/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from goodoffices.errors import InputError, Place
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan

_ENDINGS = (".yaml", ".yml", ".json")


class Recorded(NamedTuple):
    """A plan, and the file in which it stands."""

    path: Path
    plan: Plan


def recorded(folder: str | Path) -> Iterator[Recorded]:
    """The plans of a folder, in the order of their files' names; its subfolders are left alone.

    Raises:
        InputError: there is no such folder, or a file in it is no plan.
    """
    root = Path(folder)
    if not root.is_dir():
        raise InputError("there is no such folder; name one that holds plans", Place(str(root), 1))
    for path in sorted(root.iterdir()):
        if path.suffix in _ENDINGS:
            yield Recorded(path, load_plan(path))
