"""Figures in the docs are those of the program."""

from __future__ import annotations

from pathlib import Path

from goodoffices.plan.catalogue import shipped

ROOT = Path(__file__).parents[2]


def test_the_docs_count_the_goods_as_the_catalogue_does() -> None:
    goods = shipped().goods
    confirmed = sum(good.eccn_confirmed for good in goods)
    page = (ROOT / "docs" / "goods.md").read_text(encoding="utf-8")
    assert f"catalogue of {len(goods)} goods" in page
    assert f"Of the {len(goods)} ECCNs, {confirmed} are confirmed" in page
    assert f"catalogue of {len(goods)} goods" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace(
        "\n  ", " "
    )
