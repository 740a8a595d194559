"""The plans of the record: each loads, fits the plan's schema, names its source, and claims no permission."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from goodoffices.marked import read_file
from goodoffices.plan.reader import load_plan

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "record"
PATHS = sorted(FOLDER.glob("*.yaml"))
SCHEMA = json.loads((ROOT / "src/goodoffices/plan/plan.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
README = (FOLDER / "README.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^# Record of (the 1718 Committee's exemptions|contacts between Americans and North Koreans), row ([0-9]+):"
)
every_plan = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)


def comments(path: Path) -> list[str]:
    """The comment lines with which a plan begins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return lines[: lines.index("goodoffices: 1")]


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def row(path: Path) -> tuple[str, int]:
    found = ROW.match(comments(path)[0])
    assert found, f"{path.name} does not begin with its row of the record"
    return path.stem.partition("-")[0], int(found[2])


@every_plan
def test_it_loads_with_its_day_and_fits_the_schema(path: Path) -> None:
    plan = load_plan(path)
    assert plan.as_of and str(plan.as_of).startswith(path.stem.split("-")[1])
    VALIDATOR.validate(read_file(path))


@every_plan
def test_it_names_its_source_and_what_the_record_does_not_say(path: Path) -> None:
    head = comments(path)
    assert all(line.startswith("# ") for line in head)
    assert any(re.match(r"# Source: (https?://\S+|none found|\w)", line) for line in head)
    assert any(line.startswith(f"# Law of {load_plan(path).as_of}: ") for line in head)
    assert any(line.startswith("# Not in the record, so not in the plan: ") for line in head)


@every_plan
def test_it_stands_as_before_asking(path: Path) -> None:
    assert "holds" not in set(keys(read_file(path)))


def test_no_row_stands_twice_and_the_readme_counts_them() -> None:
    rows = [row(path) for path in PATHS]
    assert len(set(rows)) == len(rows)
    for kind in ("un", "contact"):
        count = sum(k == kind for k, _ in rows)
        assert f"{count} plans `{kind}-" in README
