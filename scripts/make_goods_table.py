"""Make the table of the goods catalogue anew, after a goods file was changed.

python scripts/make_goods_table.py
"""

from __future__ import annotations

from goodoffices.plan.catalogue import FOLDER, Catalogue, words_of
from goodoffices.plan.goods_table import TABLE, mark_of, table_of


def made() -> bytes:
    """The table as it should be."""
    goods = Catalogue.load(FOLDER).goods
    return table_of(goods, [words_of(good) for good in goods], mark_of(FOLDER))


if __name__ == "__main__":
    (FOLDER / TABLE).write_bytes(made())
    print(f"wrote {FOLDER / TABLE}")
