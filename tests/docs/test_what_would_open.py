"""The page of what would open is what its command makes of the law, the reforms and the plans as they are."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.slow
def test_the_page_and_its_picture_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("what_would_open", DOCS / "what_would_open.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    page, picture = module.made()
    assert page == (DOCS / "what-would-open.md").read_text(encoding="utf-8"), "run `make what-would-open`"
    assert picture == (DOCS / "what-would-open.svg").read_text(encoding="utf-8"), "run `make what-would-open`"
