"""Plans that cannot be used: one clear message each, with the line, and no traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.plan.fields import ACTS, ITEM, PARTY, PLAN
from goodoffices.plan.reader import read_plan

PLAN_TEXT = """goodoffices: 1
title: t
as_of: 2020-01-01
sponsor: a
parties:
  - {id: a, kind: person, name: A, nationalities: [US]}
  - {id: b, kind: organisation, name: B, country: NO}
acts:
  - {id: pay, kind: payment, to: [b], amount: 10 USD}
"""


def read(text: str) -> object:
    return read_plan(text.encode())


def test_a_plan_is_read() -> None:
    plan = read_plan(PLAN_TEXT.encode())
    assert plan.parties["b"].fields["country"] == "NO"
    assert "listed" not in plan.parties["b"].fields and plan.parties["b"].listed is None


def test_json_reads_like_yaml() -> None:
    value = {
        "goodoffices": 1,
        "sponsor": "a",
        "parties": [{"id": "a", "kind": "person"}],
        "acts": [{"id": "m", "kind": "meeting"}],
    }
    assert read_plan(json.dumps(value, indent="\t").encode()).sponsor == "a"


@pytest.mark.parametrize(
    ("old", "new", "line", "hint"),
    [
        ("amount: 10 USD", "ammount: 10 USD", 9, "did you mean 'amount'"),
        ("to: [b]", "to: [bb]", 9, "did you mean 'b'"),
        ("amount: 10 USD", "amount: 10 ZZZ", 9, "ISO 4217"),
        ("amount: 10 USD", "amount: ten dollars", 9, "amount and a currency"),
        ("2020-01-01", "2020-02-31", 3, "no day"),
        ("2020-01-01", "1.1.2020", 3, "YEAR-MONTH-DAY"),
        ("country: NO", "country: Norway", 7, "two capital letters"),
        ("kind: payment", "kind: pay", 9, "did you mean 'payment'"),
        ("kind: payment", "kind: pay", 9, "'pay' is not one of"),
        ("kind: payment, ", "", 9, "needs a `kind`"),
        ("goodoffices: 1", "goodoffices: 2", 1, "goodoffices: 1"),
        ("sponsor: a", "sponsor: z", 4, "no party"),
        ("id: b,", "id: a,", 7, "two parties"),
        ("name: B", 'name: "B\\x1b[31m"', 7, "control character"),
        ("name: B", "name: [B", 7, "not readable YAML"),
        ("amount: 10 USD", "from: 2020-02-02, until: 2020-01-01", 9, "before it begins"),
        ("title: t", "title: t\ntitle: u", 3, "twice"),
        ("amount: 10 USD", "amount: null", 9, "empty"),
    ],
)
def test_a_wrong_plan_is_one_error_with_its_line(old: str, new: str, line: int, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        read(PLAN_TEXT.replace(old, new, 1))
    assert hint in str(caught.value)
    assert f"-:{line}:" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "\x00",
        "goodoffices: 1\nacts: []\n",
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
        "[" * 5000,
        "a:\n" + "".join(" " * i + "a:\n" for i in range(1, 300)),
        "x" * 6_000_000,
        "\ufeff\ufeff",
        "!!python/object/apply:os.system [ls]",
    ],
    ids=["empty", "list", "nul", "no acts", "billion laughs", "brackets", "indentation", "large", "marks", "tags"],
)
def test_hostile_text_is_refused_quietly(text: str) -> None:
    with pytest.raises(InputError):
        read(text)


def test_bytes_that_are_no_utf8_are_refused() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        read_plan(b"title: \xff\xfe")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except InputError as error:
        assert error.message


def test_the_table_of_fields_says_what_the_schema_says() -> None:
    path = Path(__file__).parents[2] / "src/goodoffices/plan/plan.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert set(schema["properties"]) == set(PLAN)
    assert set(schema["$defs"]["party"]["properties"]) == set(PARTY)
    assert set(schema["$defs"]["item"]["properties"]) == set(ITEM)
    for kind, fields in ACTS.items():
        assert set(schema["$defs"][f"act-{kind}"]["properties"]) == set(fields), kind


FACTS = """goodoffices: 1
title: t
sponsor: a
parties:
  - {id: a, kind: person, name: A}
  - {id: b, kind: organisation, name: B, country: KP}
acts:
  - id: go
    kind: export
    to: [b]
    items: [{name: rice}]
    facts:
      FACT
"""


@pytest.mark.parametrize(
    ("fact", "hint"),
    [
        ("b.government_of_north_korea: no", "true or false"),
        ("b.goverment_of_north_korea: true", "did you mean 'government_of_north_korea'"),
        ("c.government_of_north_korea: true", "no party, item or part"),
        ("item:rise.food: true", "did you mean 'item:rice'"),
        ("specifically_for_sale_to: Korea", "no country code"),
        ("b.us_status: citizn", "did you mean 'citizen'"),
        ("needed_for_humanitarian_delivery: {x: 1}", "one text"),
    ],
)
def test_a_wrong_fact_is_one_error_with_its_line(fact: str, hint: str) -> None:
    with pytest.raises(InputError) as error:
        read_plan(FACTS.replace("FACT", fact).encode(), "plan.yaml")
    assert hint in str(error.value) and "plan.yaml:13" in str(error.value)


@pytest.mark.parametrize(
    "fact", ["b.government_of_north_korea: false", "item:rice.food: true", "counterpart.listed: [us-sdn]"]
)
def test_a_right_fact_is_read(fact: str) -> None:
    assert read_plan(FACTS.replace("FACT", fact).encode()).acts[0].facts


@pytest.mark.parametrize(
    "mark", ["\\u200f", "\\u061c", "\\u200b", "\\ufeff", "\\u202e", "\\e[31m", "\\U000E0041", "\\xad"]
)
def test_a_name_with_an_invisible_mark_or_a_terminal_code_is_refused(mark: str) -> None:
    with pytest.raises(InputError, match="invisible mark"):
        read(PLAN_TEXT.replace("name: A", f'name: "A{mark}"'))


def test_json_escapes_of_an_emoji_are_read() -> None:
    text = json.dumps({"goodoffices": 1, "title": "😀 \\ud83d", "parties": [{"id": "a", "kind": "person"}]})
    with pytest.raises(InputError, match="at least one act"):
        read(text)


def test_a_number_with_an_endless_exponent_is_refused() -> None:
    for number in ("1e99999999", "1e-99999999", "1e9999999999999999999999"):
        with pytest.raises(InputError, match="has to be a number"):
            read(PLAN_TEXT.replace("name: A", f"count: {number}"))


def test_line_breaks_in_an_items_name_become_blanks() -> None:
    plan = read_plan(
        PLAN_TEXT.replace("payment, to: [b], amount: 10 USD", 'export, to: [b], items: [{name: "a\\n b"}]').encode()
    )
    assert plan.acts[0].items and plan.acts[0].items[0].name == "a b"


EXAMPLES = [
    path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
]


@given(
    st.sampled_from(EXAMPLES),
    st.lists(
        st.tuples(st.integers(0), st.integers(0, 40), st.text("{}[]:,-#&*!|>'\"%@` \n\taK0é\u202e", max_size=4)),
        max_size=4,
    ),
)
def test_any_damage_to_a_plan_is_read_or_refused(text: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, put in cuts:
        at %= len(text)
        text = text[:at] + put + text[at + length :]
    try:
        read(text)
    except InputError as error:
        assert "\n" not in str(error)


def test_an_empty_list_of_goods_is_not_taken_for_no_goods() -> None:
    with pytest.raises(InputError, match="`items` is empty"):
        read(PLAN_TEXT.replace("payment, to: [b], amount: 10 USD", "export, to: [b], items: []"))
