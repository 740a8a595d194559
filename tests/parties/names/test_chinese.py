import pytest

from goodoffices.parties.names.chinese import from_wade_giles, hanja_reading, pinyin


def test_a_character_has_a_mandarin_and_a_korean_reading() -> None:
    assert (pinyin("哲"), hanja_reading("哲")) == ("zhe", "철")


def test_simplified_and_traditional_characters_are_read_alike() -> None:
    assert pinyin("郑") == pinyin("鄭") == "zheng"


def test_a_simplified_character_has_the_korean_reading_of_the_one_it_stands_for() -> None:
    assert [hanja_reading(c) for c in "奋圣郑"] == [hanja_reading(c) for c in "奮聖鄭"] == ["분", "성", "정"]


def test_korean_readings_keep_the_initial_that_the_south_drops() -> None:
    assert [hanja_reading(c) for c in "李林柳龍"] == ["리", "림", "류", "룡"]


@pytest.mark.parametrize(
    ("wade", "expected"), [("hsiao", "xiao"), ("ch'ing", "qing"), ("tung", "dong"), ("kuo", "guo"), ("chang", "zhang")]
)
def test_wade_giles_comes_to_pinyin(wade: str, expected: str) -> None:
    assert from_wade_giles(wade) == expected


def test_what_is_no_wade_giles_stays() -> None:
    assert from_wade_giles("smith") == "smith"
