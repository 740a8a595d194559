import pytest

from goodoffices.parties.names.tokens import words
from goodoffices.parties.names.translated import in_english


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("조선백호무역회사", ("korea", "baekho", "trading", "corporation")),
        ("조선릉라도무역총회사", ("korea", "reungrado", "gtrading", "corporation")),
        ("深圳市比广贸易有限公司", ("shenzhen", "biguang", "trading", "company", "limited")),
        ("دانشگاه شهید", ("university", "شهيد")),
    ],
)
def test_the_words_of_a_body_are_put_into_english_and_its_own_word_is_spelt(
    written: str, expected: tuple[str, ...]
) -> None:
    assert words(written) == expected


@pytest.mark.parametrize("name", ["김영철", "남궁옥분", "李英哲", "조선", "고은행", "司马相如", "KIM Yong Chol", ""])
def test_a_persons_name_is_left_as_it_is(name: str) -> None:
    assert in_english(name) == name
