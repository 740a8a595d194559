"""Goods go into a plan's file, and nothing else in it changes; and goods that were written out as a list come back as they were."""

from __future__ import annotations

import csv
import difflib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.plan.fields import ACTS
from goodoffices.plan.manifest import Existing, Line, Wishes, read_manifest, with_items
from goodoffices.plan.manifest.rows import _is_total
from goodoffices.plan.manifest.values import cleaned
from goodoffices.plan.model import Item
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.samples import plausible, written
from goodoffices.values import Money

ROOT = Path(__file__).parents[3]
LINES = (
    Line(5, "rice", "40 t", Money(Decimal(24000), "USD"), "1006.30", "EAR99", "US"),
    Line(6, "쌀: # no {comment}, - [x] & *y", "2"),
)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "}], acts: [{id: evil, kind: export}]",
    "!!python/object/apply:os.system [x]",
    "<script>&lt;]]></script>",
    "{{ 7*7 }} {% raw %}",
    "&a *a %TAG ! tag:x,2000:",
    'a\\u0000\\n\\"\'"',
    "null",
    "NO",
    "1e3",
    "2024-01-01",
    "- - -",
    "# none",
    "'",
    "~",
    "<<",
    "@at `tick",
    "\u0085next",
)
PLAN = """# ours
goodoffices: 1
sponsor: us   # who
parties:
  - {id: us, kind: organisation, country: US}   # flow
  - id: them
    kind: organisation   # block
acts:
%s
"""
ACT_FORMS = {
    "flow": "  - {id: goods, kind: export, to: [them], from: 2024-01-02}  # last",
    "flow over lines": "  - {\n      id: goods,   # one\n      kind: export,\n      to: [them],\n    }",
    "block": "  - id: goods\n    kind: export   # kind\n    to: [them]\n    # a comment of its own\n  - {id: talk, kind: message, to: [them]}",
    "block, ends in a list": "  - id: goods\n    kind: export\n    to:\n      - them   # whom\n  # after",
    "block, ends in a long text": "  - kind: service\n    id: other\n    to: [them]\n  - id: goods\n    kind: export\n    to: >-\n      them\n",
    "not indented": "- id: goods\n  kind: export\n  to: [them]\n# end",
}
FILLED_FORMS = {
    "block items": "  - id: goods\n    kind: export\n    items:   # what\n      - {name: salt, hs: '2501.00'}   # first\n      - name: oil\n        food: true   # yes\n    to: [them]   # whom",
    "hyphens at the margin": "  - id: goods\n    kind: export\n    items:\n    - name: salt\n      hs: '2501.00'\n    - {name: oil, food: true}\n    to: [them]",
    "flow items": "  - id: goods\n    kind: export\n    items: [{name: salt, hs: '2501.00'}, {name: oil, food: true}]   # two\n    to: [them]",
    "flow act": "  - {id: goods, kind: export, to: [them], items: [{name: salt, hs: '2501.00'}, {name: oil, food: true}]}   # two",
}


def items(data: bytes, act: str = "goods") -> list[dict[str, object]]:
    (found,) = (one for one in read_plan(data).acts if one.id == act)
    return [as_fields(item) for item in found.items or ()]


def as_fields(item: Item) -> dict[str, object]:
    return dict(item.fields)


def expected(lines: tuple[Line, ...] = LINES) -> list[dict[str, object]]:
    plan = {
        "goodoffices": 1,
        "acts": [{"id": "goods", "kind": "export", "by": "a", "items": [line.fields() for line in lines]}],
    }
    plan["parties"] = [{"id": "a", "kind": "person"}]
    return items(json.dumps(plan).encode())


def only_adds(old: str, new: str) -> bool:
    """Whether every line of the old text still stands in the new one, in order; a flow act may have grown in its line."""
    kept = [line for line in difflib.ndiff(old.splitlines(), new.splitlines()) if line.startswith("- ")]
    return not kept


@pytest.mark.parametrize("form", ACT_FORMS)
def test_goods_go_into_an_act_and_all_else_stays(form: str) -> None:
    old = PLAN % ACT_FORMS[form]
    new = with_items(old.encode(), "plan.yaml", "goods", LINES, Existing.REFUSE)
    assert items(new) == expected()
    for comment in [line.split("# ", 1)[1] for line in old.splitlines() if "# " in line]:
        assert f"# {comment}" in new.decode()
    if not form.startswith("flow"):
        assert only_adds(old, new.decode())


@pytest.mark.parametrize("form", FILLED_FORMS)
def test_goods_are_added_to_those_of_the_act_or_take_their_place(form: str) -> None:
    old = (PLAN % FILLED_FORMS[form]).encode()
    with pytest.raises(InputError, match="has 2 items already; say --add"):
        with_items(old, "plan.yaml", "goods", LINES, Existing.REFUSE)
    added = with_items(old, "plan.yaml", "goods", LINES, Existing.ADD)
    assert items(added) == [*items(old), *expected()]
    if "flow" not in form:
        assert only_adds(old.decode(), added.decode())
    replaced = with_items(old, "plan.yaml", "goods", LINES, Existing.REPLACE)
    assert items(replaced) == expected()
    for data in (added, replaced):
        assert all(comment in data.decode() for comment in ("# ours", "# who", "# flow", "# block"))


def test_one_item_without_brackets_becomes_a_list() -> None:
    old = PLAN % "  - id: goods\n    kind: export\n    to: [them]\n    items: {name: salt}   # one"
    new = with_items(old.encode(), "plan.yaml", "goods", LINES, Existing.ADD)
    assert items(new) == [{"name": "salt"}, *expected()]
    assert "# ours" in new.decode()


def test_goods_of_a_name_that_the_act_has_already_are_kept_apart() -> None:
    old = PLAN % "  - {id: goods, kind: export, to: [them], items: [{name: rice}, {name: rice (row 5)}]}"
    new = with_items(old.encode(), "plan.yaml", "goods", LINES[:1], Existing.ADD)
    assert [item["name"] for item in items(new)] == ["rice", "rice (row 5)", "rice (row 5)'"]


def test_windows_line_ends_and_the_byte_order_mark_stay() -> None:
    old = "\ufeff" + (PLAN % ACT_FORMS["block"]).replace("\n", "\r\n")
    new = with_items(old.encode(), "plan.yaml", "goods", LINES, Existing.REFUSE).decode()
    assert new.startswith("\ufeff# ours\r\n")
    assert new.count("\n") == new.count("\r\n") > old.count("\n")


def test_a_json_plan_stays_json() -> None:
    plan = {
        "goodoffices": 1,
        "sponsor": "us",
        "parties": [{"id": "us", "kind": "person", "name": "평양 😀"}],
        "acts": [{"id": "goods", "kind": "export"}],
    }
    new = with_items(json.dumps(plan, indent=2).encode(), "plan.json", "goods", LINES, Existing.REFUSE)
    assert json.loads(new)["acts"][0]["items"] == [line.fields() for line in LINES]
    assert "평양 😀" in new.decode()


def test_a_plan_in_which_the_goods_would_go_into_two_acts_is_refused() -> None:
    text = "  - &one\n    id: goods\n    kind: export\n    to: [them]\n    facts: &two {knowingly: true}\n  - {id: more, kind: export, to: [them], facts: *two}"
    assert items(with_items((PLAN % text).encode(), "p", "goods", LINES, Existing.REFUSE)) == expected()
    shared = "  - {id: goods, kind: export, to: [them], items: &it [{name: salt}]}\n  - {id: more, kind: export, to: [them], items: *it}"
    with pytest.raises(InputError, match="written in a way that cannot take the goods"):
        with_items((PLAN % shared).encode(), "p", "goods", LINES, Existing.ADD)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ("godos", "there is no act 'godos' in the plan; did you mean 'goods'"),
        ("talk", "is of the kind message, which has no goods; export, import, sale, lease, publication have"),
    ],
)
def test_an_act_that_takes_no_goods_is_told(act: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        with_items((PLAN % ACT_FORMS["block"]).encode(), "plan.yaml", act, LINES, Existing.REFUSE)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["flow", "block"])
def test_a_hostile_name_is_a_name_and_nothing_else(text: str, form: str, tmp_path: Path) -> None:
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["Description", "Qty"], [text, text]])
    manifest = read_manifest(tmp_path / "list.csv", Wishes())
    new = with_items((PLAN % ACT_FORMS[form]).encode(), "p", "goods", manifest.lines, Existing.REFUSE)
    assert [item["name"] for item in items(new)] == [cleaned(text)]
    assert [act.id for act in read_plan(new).acts if act.id == "evil"] == []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda path: path.stem)
def test_the_real_plans_take_goods_and_keep_every_line(path: Path) -> None:
    old = path.read_bytes()
    plan = load_plan(path)
    for act in plan.acts:
        if "items" in ACTS[act.kind]:
            new = with_items(old, str(path), act.id, LINES, Existing.ADD)
            assert items(new, act.id) == [*map(as_fields, act.items or ()), *expected()]
            assert old.count(b"#") <= new.count(b"#")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_any_plan_takes_goods_and_is_otherwise_the_same(seed: int) -> None:
    for plan in plausible(seed, 2):
        old = written(plan).encode()
        for act in plan.acts:
            if "items" not in ACTS[act.kind]:
                continue
            fresh = read_plan(with_items(old, "p", act.id, LINES, Existing.REPLACE))
            before = read_plan(old)
            assert [(a.id, a.kind, a.fields) for a in fresh.acts] == [(a.id, a.kind, a.fields) for a in before.acts]
            assert list(fresh.parties) == list(before.parties)


NAMES = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40)
    .map(cleaned)
    .filter(lambda name: name and not _is_total(name))
)
CODES = st.sampled_from(
    ["8413.70", "841370", "1602", "0302.11", "03", "8413.70.00", "84137000", "0302110000", "8413.70.00.10"]
)
QUANTITIES = st.one_of(
    st.integers(1, 10**6).map(str), st.sampled_from(["40 t", "12 ctn x 24 pcs", "2 1/2", "0.5", "1,000 포대", "약 3"])
)
MONEY = st.builds(Money, st.decimals("0.01", 10**9, places=2), st.sampled_from(["USD", "KRW", "EUR", "CNY"]))
GOODS = st.lists(
    st.fixed_dictionaries(
        {"name": NAMES, "quantity": QUANTITIES},
        optional={
            "value": MONEY,
            "hs": CODES,
            "eccn": st.sampled_from(["EAR99", "2B350.g", "5A992.c"]),
            "origin": st.sampled_from(["US", "KR", "NO", "KP"]),
        },
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one["name"],
)
HEADINGS = ("name", "quantity", "value", "hs", "eccn", "origin")


def as_rows(goods: list[Mapping[str, object]], grouped: bool) -> list[list[str]]:
    def text(value: object) -> str:
        if isinstance(value, Money):
            return f"{value.amount:,.2f} {value.currency}" if grouped else f"{value.currency} {value.amount:f}"
        return str(value) if value is not None else ""

    return [list(HEADINGS), *([text(one.get(heading)) for heading in HEADINGS] for one in goods)]


@settings(max_examples=60, deadline=None)
@given(GOODS, st.booleans(), st.sampled_from([",", ";", "\t"]))
def test_goods_written_to_a_csv_file_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, goods: list[Mapping[str, object]], grouped: bool, delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("list") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(as_rows(goods, grouped))
    lines = read_manifest(path, Wishes()).lines
    assert items(with_items((PLAN % ACT_FORMS["block"]).encode(), "p", "goods", lines, Existing.REFUSE)) == goods


@settings(max_examples=60, deadline=None)
@given(GOODS, st.booleans())
def test_goods_written_to_a_workbook_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, goods: list[Mapping[str, object]], grouped: bool
) -> None:
    path = tmp_path_factory.mktemp("list") / "list.xlsx"
    book = openpyxl.Workbook()
    for row, texts in enumerate(as_rows(goods, grouped), 1):
        for column, text in enumerate(texts, 1):
            if text:
                cell = book.active.cell(row, column, text)
                cell.data_type = "s"
    book.save(path)
    lines = read_manifest(path, Wishes()).lines
    assert items(with_items((PLAN % ACT_FORMS["flow"]).encode(), "p", "goods", lines, Existing.REFUSE)) == goods
