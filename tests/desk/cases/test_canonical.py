"""One way to write a value."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.desk.cases.canonical import Json, canonical, read_record
from goodoffices.errors import InputError

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TEXT, VALUES))
def test_what_is_written_is_read_back_the_same(record: dict[str, Json]) -> None:
    assert read_record(canonical(record), "it") == record


@given(st.dictionaries(TEXT, VALUES, min_size=2))
def test_the_order_of_keys_does_not_matter(record: dict[str, Json]) -> None:
    assert canonical(dict(reversed(record.items()))) == canonical(record)


def test_letters_are_written_as_rfc_8785_writes_them() -> None:
    # The escapes of section 3.2.2.2, and letters beyond ASCII as themselves.
    assert canonical({"b": "\u20ac$\u000f\nA'\"\\/<é한"}) == '{"b":"€$\\u000f\\nA\'\\"\\\\/<é한"}'.encode()
    assert canonical({"b": [True, None, 1], "a": {}}) == b'{"a":{},"b":[true,null,1]}'


@pytest.mark.parametrize("value", [1.5, 2**53, -(2**53), float("nan"), "\ud800"])
def test_what_has_no_one_form_is_refused(value: Json) -> None:
    with pytest.raises(InputError):
        canonical({"a": value})


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', '{"b":1,"a":1}', '{"a":1,"a":1}', "[]", '{"a":1.0}', '{"a":"\\u0041"}', "{", '{"a":NaN}', "[" * 9999],
)
def test_another_spelling_of_a_value_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="it was changed"):
        read_record(text.encode(), "it")


def test_a_reader_of_another_make_reads_the_same() -> None:
    record: dict[str, Json] = {"z": ["한", -5], "a": {"b": None}}
    assert json.loads(canonical(record)) == record
