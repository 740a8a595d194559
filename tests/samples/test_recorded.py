"""The plans of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.samples import recorded

RECORD = Path(__file__).parents[2] / "examples" / "record"


def test_every_plan_of_the_record_comes_once_in_the_order_of_its_name() -> None:
    found = list(recorded(RECORD))
    assert [one.path for one in found] == sorted(RECORD.glob("*.yaml"))
    assert all(one.plan.acts for one in found)


def test_a_folder_of_ones_own_serves_as_well(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no plan")
    (tmp_path / "one.json").write_text(
        '{"goodoffices": 1, "title": "t", "sponsor": "a", "parties": [{"id": "a", "kind": "person"}],'
        ' "acts": [{"id": "x", "kind": "message"}]}'
    )
    assert [plan.title for _, plan in recorded(tmp_path)] == ["t"]


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no such folder"):
        list(recorded("nowhere-at-all"))
