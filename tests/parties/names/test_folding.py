import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.parties.names.folding import MAX_NAME, fold


def test_a_cyrillic_letter_that_looks_latin_is_read_as_latin() -> None:
    assert fold("KIМ Jоng Un") == "kim jong un"


def test_what_cannot_be_seen_is_dropped() -> None:
    assert fold("K\u200bI\u200dM \u202eJong\u202c\ufeff") == "kim jong"


@pytest.mark.parametrize(
    ("written", "latin"),
    [("Владимир Петров", "vladimir petrov"), ("김정일", "gimjeongil"), ("Müller Łódź", "muller lodz"), ("ＫＩＭ", "kim"), ("Straße", "strasse")],
)  # fmt: skip
def test_other_scripts_are_spelt_in_latin_letters(written: str, latin: str) -> None:
    assert fold(written) == latin


def test_a_wholly_cyrillic_name_is_transliterated_and_not_unmasked() -> None:
    assert fold("Рос Нов") == "ros nov"


def test_a_name_of_a_hundred_megabytes_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="cannot be screened"):
        fold("A" * 100_000_000)


@given(st.text(max_size=MAX_NAME))
def test_folding_twice_changes_nothing_more_in_latin(text: str) -> None:
    once = fold(text)
    if once.isascii() and len(once) <= MAX_NAME:
        assert fold(once) == once
