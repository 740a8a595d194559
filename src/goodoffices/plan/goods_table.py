"""The goods catalogue as one table that is read in a few milliseconds: what the YAML files say, and the words of each name.

The files are what people read and mend; `scripts/make_goods_table.py` makes the table from them. It carries their checksum, and a table
that is not of the very files beside it is passed over.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodoffices.plan.catalogue import Good

TABLE = "goods.json"

Words = tuple[frozenset[str], ...]
"""The words of a good's names, its synonyms' among them, in their order."""


def mark_of(folder: Path) -> str:
    """The checksum of a folder's goods files, by their names and all that they say."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        # A checkout may write line ends in the manner of its system.
        found.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def read_table(folder: Path) -> tuple[tuple[Good, ...], tuple[Words, ...]] | None:
    """The goods and the words of their names, or None where there is no table of these very files."""
    try:
        read = json.loads((folder / TABLE).read_bytes())
        if read["mark"] != mark_of(folder):
            return None
        goods = tuple(_good(row) for row in read["goods"])
        return goods, tuple(tuple(frozenset(words) for words in names) for names in read["words"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _good(row: list[Any]) -> Good:
    from goodoffices.plan.catalogue import Good

    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return Good(*values)


def table_of(goods: Sequence[Good], words: Sequence[Words], mark: str) -> bytes:
    """The table's own text: one line for each good."""
    rows = ",\n".join(json.dumps(dataclasses.astuple(good), ensure_ascii=False) for good in goods)
    names = ",\n".join(json.dumps([sorted(one) for one in own], ensure_ascii=False) for own in words)
    return f'{{"mark": "{mark}",\n"goods": [\n{rows}\n],\n"words": [\n{names}\n]}}\n'.encode()
