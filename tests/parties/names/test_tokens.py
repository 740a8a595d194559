import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.parties.names.tokens import keys, likeness, words

letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [("muhammad", "mohamed"), ("sergey", "siarhei"), ("taejin", "daizin"), ("gayevoy", "gaevoi"), ("shipping", "shiping"), ("william", "bill"), ("chang", "zhang"), ("hsiao", "xiao")],
)  # fmt: skip
def test_spellings_of_one_word_are_alike_and_share_a_key(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.7
    assert keys(one) & keys(other)


@pytest.mark.parametrize(("one", "other"), [("pak", "paek"), ("kim", "him"), ("1234", "1235"), ("star", "moon")])
def test_short_words_numbers_and_other_words_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) == 0.0


@given(letters, letters)
def test_likeness_is_the_same_from_either_side(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(letters, letters)
def test_nothing_is_more_like_a_word_than_itself(one: str, other: str) -> None:
    assert likeness(one, one) == 1.0 >= likeness(one, other)


def test_legal_forms_come_to_one_word() -> None:
    assert words("Obshchestvo s ogranichennoi otvetstvennostyu Rafort") == ("llc", "rafort")
    assert words("RAFORT, O.O.O.") == ("rafort", "llc")


def test_korea_in_its_own_words_is_korea() -> None:
    assert words("CHOSUN Paekho Muyok Hoesa") == words("Korea Paekho Trading Company")


def test_a_name_without_letters_has_no_words() -> None:
    assert words("--- !!!") == ()


def test_a_surname_that_links_words_elsewhere_is_kept() -> None:
    assert words("Jason Lê") == ("jason", "le")
    assert words("DO, Phi Khanh") == ("do", "phi", "khanh")
    assert words("Hernando de Soto") == ("hernando", "soto")
    assert words("AL-SADIQ, Muhammad") == ("sadiq", "muhammad")


def test_short_forms_of_given_names_are_known() -> None:
    assert likeness("gaby", "gabriela") >= 0.9
    assert likeness("volodya", "vladimir") >= 0.9


@pytest.mark.parametrize(("one", "other"), [("yip", "ye"), ("cheung", "zhang"), ("wong", "huang"), ("keung", "qiang")])
def test_cantonese_syllables_are_alike_to_their_pinyin(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.9
    assert keys(one) & keys(other)
