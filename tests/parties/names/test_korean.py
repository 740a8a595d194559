import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.parties.names import korean

ONE_NAME = [
    "김영철",
    "KIM Yong Chol",
    "KIM, Yong Chol",
    "Kim Yŏng-ch'ŏl",
    "Kim Yo’ng-ch’o’l",
    "Kim Yeong-cheol",
    "Kim Yeongcheol",
    "Young-Chul Kim",
    "Ким Ён Чхоль",
    "金英哲",
    "Jin Yingzhe",
]
syllables = st.sampled_from("영철성정수호진상현경준민용명재동종승희숙미은지원일광창기태혁국남춘석")
surnames = st.sampled_from("김이박최정강조윤장임한오서신권황안송홍")


@pytest.mark.parametrize("one", ONE_NAME)
@pytest.mark.parametrize("other", ONE_NAME)
def test_spellings_of_one_name_speak_for_each_other(one: str, other: str) -> None:
    assert korean.compare(one, other) > 6


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RI Myong Su", "Lee Myung-soo"),
        ("RI Myong Su", "Rhee Myeong Su"),
        ("PAK Kwang Ho", "Park Gwang-ho"),
        ("CHOE Ryong Hae", "Choi Ryong-hae"),
        ("JONG Kyong Thaek", "Jeong Gyeong-taek"),
        ("JONG Kyong Thaek", "Chŏng Kyŏng-t'aek"),
        ("JANG, Myong Chol", "CHANG, Myo' ng-ch'o' l"),
        ("PAEK CHANG-HO", "BAIK Changho"),
        ("HWANG Pyong So", "황병서"),
        ("JON Myong Guk", "Cho 'n Myo 'ng-kuk"),
        ("KIM CHOL SAM", "Jin Tiesan (金铁三)"),
        ("Djang Tcheul Hy", "장철희"),
        ("CHA Ryong Il", "車龍日"),
        ("RI Ryong Nam", "李龍男"),
        ("Lee Yong-nam", "李龍男"),
    ],
)
def test_northern_and_southern_habits_speak_for_one_name(one: str, other: str) -> None:
    assert korean.compare(one, other) > 6


@pytest.mark.parametrize(
    ("one", "other"),
    [("PAEK CHANG-HO", "PAK CHANG-HO"), ("KIM Ku-yong", "KIM Yong Ju"), ("KIM Jong Un", "KIM Jong Il"), ("KIM Chol", "KIM Chol Su")],
)  # fmt: skip
def test_another_syllable_is_another_name(one: str, other: str) -> None:
    best = max(min(korean.evidence(a, b)) for a in korean.readings(one) for b in korean.readings(other))
    assert best < math.log(0.1)


def test_a_name_is_in_pinyin_as_a_whole_or_not_at_all() -> None:
    assert korean.compare("KIM, Yo'ng-su", "김영숙") < korean.compare("KIM, Yo'ng-su", "김영수") - 5
    assert [any(r.pinyin for r in korean.readings(name)) for name in ("Jin Yingzhe", "Kim Yongsu")] == [True, False]


def test_what_only_looks_korean_is_doubted() -> None:
    assert [min(r.doubt for r in korean.readings(name)) < -1 for name in ("Caesar", "Mineur", "KIM Yong Su")] == [
        True,
        True,
        False,
    ]


def test_a_rare_syllable_is_more_evidence_than_a_common_one() -> None:
    assert korean.compare("PAEK Se Pong", "백세봉") > korean.compare("KIM Yong Su", "김영수")


@given(surnames, syllables, syllables, surnames, syllables, syllables)
def test_evidence_is_the_same_from_either_side(s: str, a: str, b: str, t: str, c: str, d: str) -> None:
    one, other = s + a + b, t + c + d
    assert korean.compare(one, other) == pytest.approx(korean.compare(other, one))


@given(surnames, syllables, syllables, syllables, syllables)
def test_no_other_name_speaks_more_for_a_name_than_itself(s: str, a: str, b: str, c: str, d: str) -> None:
    assert korean.compare(s + a + b, s + a + b) >= korean.compare(s + a + b, s + c + d) - 1e-9


@given(surnames, syllables, syllables)
def test_the_order_of_the_syllables_matters(s: str, a: str, b: str) -> None:
    if a != b:
        assert korean.compare(s + a + b, s + b + a) < korean.compare(s + a + b, s + a + b)


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert len(korean.readings(text)) <= 4


def test_a_name_of_another_people_has_no_reading() -> None:
    assert korean.readings("Gonzalo Escribano") == ()
