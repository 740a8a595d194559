import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.parties.names.arabic import bones, may_be_spelt
from goodoffices.parties.names.tokens import keys, likeness, listed_keys, words

SPELT = [
    ("محمد", ("mohammed", "muhammad", "mohamed")),
    ("علی", ("ali", "aly")),
    ("حسن", ("hassan", "hasan")),
    ("عبدالرحمن", ("abdulrahman", "abdurrahman", "abderrahmane")),
    ("جوادي", ("djouadi", "javadi", "jawadi")),
    ("القادر", ("kader", "qadir")),
    ("قریشی", ("ghoreishi", "quraishi")),
    ("خواه", ("khah",)),
    ("کوثرﻯ", ("kowsari", "kawthari")),
    ("یحیی", ("yahya", "yahia")),
    ("عاطف", ("atif", "atef")),
]


@pytest.mark.parametrize(("written", "latin"), [(w, one) for w, each in SPELT for one in each])
def test_a_word_without_vowels_is_known_in_its_usual_spellings(written: str, latin: str) -> None:
    word = "".join(words(written))
    assert may_be_spelt(word, latin)
    assert likeness(word, latin) == likeness(latin, word) >= 0.9
    assert keys(word) & listed_keys(latin)
    assert keys(latin) & listed_keys(word)


@pytest.mark.parametrize(
    ("written", "latin"),
    [("محمد", "ahmad"), ("احمد", "mohammed"), ("علي", "lee"), ("حسن", "hussein"), ("سمير", "samira")],
)
def test_another_name_of_like_consonants_is_not_taken_for_it(written: str, latin: str) -> None:
    assert not may_be_spelt(written, latin)


def test_latin_words_do_not_lead_to_each_other_by_what_leads_across_scripts() -> None:
    assert not keys("madad") & listed_keys("mitat")


def test_letters_that_are_written_for_one_another_come_to_one() -> None:
    assert words("علی كریمى") == words("علي کريمي")


@given(
    st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ", min_size=1, max_size=12),
    st.text("abdefghijklmnorstuwyz", min_size=1, max_size=20),
)
def test_what_may_be_spelt_so_has_the_same_bones(written: str, latin: str) -> None:
    if may_be_spelt(written, latin):
        assert bones(written) == bones(latin)
