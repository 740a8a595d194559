from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, Query
from goodoffices.parties.screener import THRESHOLD, Screener


def party(key: str, kind: Kind, *names: str, **more: object) -> ListedParty:
    spelt = tuple(Name(n, "primary" if i == 0 else "strong") for i, n in enumerate(names))
    return ListedParty(key, "test", kind, spelt, **more)  # type: ignore[arg-type]


LISTED = [
    party("1", "Person", "KIM, Yong Ju", births=("1954-08-02",), countries=("KP",)),
    party("2", "Person", "PAK, Chang Ho"),
    party("3", "Person", "KIM, Kwang Min", listed_on=date(2016, 7, 6)),
    party("4", "Person", "AL-SADIQ, Muhammad"),
    party("5", "Organization", "KOREA PAEKHO TRADING CORPORATION"),
    party("6", "Organization", "KOREA DAESONG GENERAL TRADING CORPORATION"),
    party("7", "Organization", "FOREIGN TRADE BANK OF THE DEMOCRATIC PEOPLE'S REPUBLIC OF KOREA", "FOREIGN TRADE BANK"),
    party("8", "Vessel", "CHON MYONG 1", identifiers=(Identifier("imoNumber", "8712362"),)),
    *(party(f"filler-{n}", "Organization", f"KOREA {w} TRADING CORPORATION") for n, w in enumerate(["ALPHA", "BETA", "GAMMA", "DELTA", "OMEGA", "SIGMA"] * 20)),
    *(party(f"person-{n}", "Person", f"{w} Testov{n}") for n, w in enumerate(["IVAN", "PETR", "OLEG", "BORIS"] * 20)),
]  # fmt: skip


@pytest.fixture(scope="module")
def screener() -> Screener:
    return Screener.build(LISTED)


def found(screener: Screener, name: str, kind: Kind | None = None) -> list[str]:
    return [hit.party.id for hit in screener.screen(Query(name, kind))]


@pytest.mark.parametrize("name", ["김영주", "Kim Yŏng-ju", "Yeong Ju Kim", "Ким Ён Чжу", "KIM YONGJU", "KIМ Yong Ju"])
def test_a_listed_korean_is_found_in_other_spellings(screener: Screener, name: str) -> None:
    assert "1" in found(screener, name)


def test_one_party_on_many_lists_is_found_on_each() -> None:
    lists = [replace(party(f"{n}", "Person", "KIM, Yong Ju", "Kim Yong-Ju"), list=f"list-{n}") for n in range(15)]
    bodies = [
        replace(party(f"{n}", "Organization", "Foreign Trade Bank of Korea"), list=f"list-{n}") for n in range(15)
    ]
    many = Screener.build([*lists, *bodies])
    for name in ("김영주", "Kim Yong Ju", "Foreign Trade Bank of Korea"):
        assert {hit.party.list for hit in many.screen(Query(name))} == {f"list-{n}" for n in range(15)}


def test_given_syllables_in_another_order_are_another_name(screener: Screener) -> None:
    assert "3" not in found(screener, "Kim Min Kwang")


def test_another_syllable_is_not_the_listed_person(screener: Screener) -> None:
    assert "1" not in found(screener, "Kim Ku-yong")
    assert "2" not in found(screener, "PAEK Chang Ho")


def test_the_word_that_sets_a_firm_apart_decides(screener: Screener) -> None:
    assert found(screener, "Chosun Paekho Muyok Hoesa")[0] == "5"
    assert "5" not in found(screener, "KOREA EPSILON TRADING CORPORATION")


def test_a_known_abbreviation_finds_its_bank(screener: Screener) -> None:
    assert "7" in found(screener, "F.T.B.")


def test_arabic_script_finds_a_latin_name(screener: Screener) -> None:
    assert "4" in found(screener, "محمد الصادق") or "4" in found(screener, "محمد صادق")


def test_a_number_identifies_whatever_the_name(screener: Screener) -> None:
    hits = screener.screen(Query("Some Other Ship", "Vessel", identifiers=(Identifier("imoNumber", "IMO 8712362"),)))
    assert hits[0].party.id == "8"
    assert hits[0].score >= 0.99
    assert "identifier" in hits[0].reasons[0]


def test_lists_that_use_one_number_for_two_parties_do_not_hide_one_another() -> None:
    un = party("22", "Person", "KIM, Yong Ju")
    us = replace(party("22", "Vessel", "CHON MYONG 1", identifiers=(Identifier("imoNumber", "8712362"),)), list="other")
    hits = Screener.build([un, us]).screen(Query("Kim Yong Ju", identifiers=(Identifier("imoNumber", "8712362"),)))
    assert {hit.party for hit in hits} == {un, us}


def test_a_party_is_not_found_before_the_day_of_its_listing(screener: Screener) -> None:
    query = Query("Kim Kwang Min", "Person")
    assert screener.screen(query, as_of=date(2016, 1, 1)) == []
    assert screener.screen(query, as_of=date(2016, 7, 6))[0].party.id == "3"


def test_a_day_of_birth_that_agrees_raises_the_score_and_another_lowers_it(screener: Screener) -> None:
    def score(*births: str) -> float:
        return screener.screen(Query("Kim Yeong-ju", "Person", births=births), threshold=0.0)[0].score

    assert score("1954-08-02") > score() > score("1990-01-01")


def test_a_hit_says_which_syllables_agree(screener: Screener) -> None:
    hit = screener.screen(Query("김영주", "Person"))[0]
    assert any("영 = yong" in reason for reason in hit.reasons)


def test_a_hit_says_which_words_stand_in_one_name_alone(screener: Screener) -> None:
    hit = screener.screen(Query("Korea Paekho Arts Trading Company", "Organization"), threshold=0.0)[0]
    assert any("only in the name asked about: arts" in reason for reason in hit.reasons)


def test_a_ship_is_not_taken_for_a_person(screener: Screener) -> None:
    assert found(screener, "CHON MYONG 1", "Person") == []


@pytest.mark.parametrize("entry", LISTED[:8], ids=lambda p: p.id)
def test_a_listed_name_finds_its_own_party_first(screener: Screener, entry: ListedParty) -> None:
    hits = screener.screen(Query(entry.name, entry.kind))
    assert hits[0].party.id == entry.id


@pytest.mark.parametrize(
    "name", ["", " ", "K", "김", "\u200b", "\u202e", "\x00", "' or 1=1 --", "𝒦𝒾𝓂", "%s%n", "\ud800"]
)
def test_hostile_and_empty_names_are_screened_quietly(screener: Screener, name: str) -> None:
    assert all(0.0 <= hit.score <= 1.0 for hit in screener.screen(Query(name), threshold=0.0))


@given(st.text(max_size=80))
def test_any_text_is_screened_without_an_error(text: str) -> None:
    for hit in SHARED.screen(Query(text), threshold=0.0):
        assert 0.0 <= hit.score <= 1.0


SHARED = Screener.build(LISTED[:8])


def test_a_huge_name_is_refused(screener: Screener) -> None:
    with pytest.raises(InputError, match="cannot be screened"):
        screener.screen(Query("KIM " * 25_000_000))


def test_many_on_two_processes_is_the_same_as_one_by_one(screener: Screener) -> None:
    queries = [Query(n) for n in ["김영주", "nobody at all", "Paekho Trading", ""] * 300]
    together = list(screener.screen_many(queries, processes=2))
    assert together == [screener.screen(q) for q in queries]


def test_an_index_opened_from_its_file_finds_the_same(screener: Screener, tmp_path: Path) -> None:
    screener.save(tmp_path / "names.index")
    opened = Screener.open(tmp_path / "names.index")
    for entry in LISTED[:8]:
        assert opened.screen(Query(entry.name)) == screener.screen(Query(entry.name))


def test_hits_come_with_the_likeliest_first_and_none_below_the_threshold(screener: Screener) -> None:
    scores = [hit.score for hit in screener.screen(Query("Korea Daesong Trading"))]
    assert scores == sorted(scores, reverse=True)
    assert all(score >= THRESHOLD for score in scores)


def test_a_day_that_is_only_the_earliest_possible_is_said_to_be_so() -> None:
    told = party(
        "30", "Person", "RI, Some One", listed_on=date(2016, 3, 15), remarks="day of listing not known: not before it"
    )
    assert told.since == "since 2016-03-15 at the earliest"
    assert replace(told, remarks="").since == "since 2016-03-15"
    assert replace(told, listed_on=None).since == "since when is not said"


def test_a_vietnamese_namesake_in_the_surname_alone_does_not_alert() -> None:
    vietnamese = Screener.build([*LISTED, party("vn", "Person", "NGUYEN, Van Hung")])
    assert "vn" not in found(vietnamese, "Nguyễn Văn Lan", "Person")
    for name in ("Nguyễn Văn Hùng", "Hung Van Nguyen"):
        assert found(vietnamese, name, "Person")[0] == "vn"


def test_a_hit_by_the_very_name_says_so_first_and_how_common_the_name_is(screener: Screener) -> None:
    hit = screener.screen(Query("KIM, Yong Ju", "Person"))[0]
    assert hit.reasons[0] == "the very name that is listed, word for word"
    assert any("Koreans bears it" in reason for reason in hit.reasons)


def test_a_hangul_body_written_in_one_is_found(screener: Screener) -> None:
    assert found(screener, "조선백호무역회사", "Organization")[0] == "5"
