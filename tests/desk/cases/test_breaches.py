"""What was done without leave is recorded, and told as something to look into."""

from __future__ import annotations

import pytest

from goodoffices.desk.cases import Answer, CaseBook, Used
from goodoffices.values import Day, Money, read_money
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import AID, HELP, VISIT

VALIDATION = "us-special-validation"
LICENCE = ("us-bis-licence", "granted", Day(2021, 1, 15), "D1", Day(2021, 1, 15), Day(2021, 4, 30))
EXEMPTION = ("un-1718-exemption", "granted", Day(2021, 1, 15), "S-1", Day(2021, 1, 15), Day(2021, 4, 30))


@pytest.fixture(autouse=True)
def summer(clock: Clock) -> None:
    clock.put("2021-06-01")


def opened(book: CaseBook, plan: str) -> str:
    return book.open_case("p.yaml", plan, "Ann", Day(2021, 1, 4))[0].case


def told(book: CaseBook, case: str) -> list[str]:
    return [one.says for one in book.case(case).breaches]


def use(book: CaseBook, case: str, act: str, day: str, money: Money | None = None) -> None:
    book.use(case, "Ann", Used(act, Day.fromisoformat(day), money), Day(2021, 1, 4))


def test_a_use_without_the_permission_that_it_needs_is_recorded_and_told(book: CaseBook) -> None:
    case = opened(book, VISIT)
    use(book, case, "visit", "2021-02-03")
    assert [kept.entry.act for kept in book.case(case).entries] == ["opened", "ruled", "used", "ruled"]
    assert told(book, case) == [f"it needed {VALIDATION}, and the case has none"]
    (one,) = book.case(case).breaches
    assert str(one).startswith("visit on 2021-02-03 (entry 3): it needed")


def test_a_grant_that_is_recorded_later_counts_where_it_ran_on_the_day(file_book: CaseBook) -> None:
    case = opened(file_book, VISIT)
    use(file_book, case, "visit", "2021-02-03")
    late = Answer(VALIDATION, "granted", Day(2021, 2, 4), "SV-1", on=("visit",))
    file_book.answer(case, "Ann", late, Day(2021, 1, 4))
    assert told(file_book, case) == [f"it needed {VALIDATION}: SV-1 runs from 2021-02-04"]
    file_book.answer(
        case, "Ann", Answer(VALIDATION, "granted", Day(2021, 1, 20), "SV-0", on=("visit",)), Day(2021, 1, 4)
    )
    assert told(file_book, case) == []


@pytest.mark.parametrize(("day", "held"), [("2021-04-30", True), ("2021-05-01", False), ("2021-01-31", None)])
def test_a_use_after_the_last_day_of_a_permission_is_told(file_book: CaseBook, day: str, held: bool | None) -> None:
    case = opened(file_book, AID)
    for given in (LICENCE, EXEMPTION):
        file_book.answer(case, "Ann", Answer(*given, on=("goods",)), Day(2021, 1, 4))
    use(file_book, case, "goods", day)
    lapsed = [says for says in told(file_book, case) if "until 2021-04-30" in says]
    assert len(lapsed) == (2 if held is False else 0)
    assert any("only that was ruled" in says for says in told(file_book, case)) is (held is None)


def test_a_renewal_takes_over_to_the_day(file_book: CaseBook) -> None:
    case = opened(file_book, AID)
    renewed = ("granted", Day(2021, 4, 1), "D2", Day(2021, 5, 1), Day(2021, 7, 1))
    for given in (LICENCE, EXEMPTION, ("us-bis-licence", *renewed), ("un-1718-exemption", *renewed)):
        file_book.answer(case, "Ann", Answer(*given, on=("goods",)), Day(2021, 1, 4))
    use(file_book, case, "goods", "2021-04-30")
    use(file_book, case, "goods", "2021-05-01")
    assert not [says for says in told(file_book, case) if "in force" in says or "needed" in says]


def test_a_permission_for_one_shipment_serves_once(file_book: CaseBook) -> None:
    case = opened(file_book, AID)
    for given in (LICENCE, EXEMPTION):
        file_book.answer(case, "Ann", Answer(*given, entries="one", on=("goods",)), Day(2021, 1, 4))
    use(file_book, case, "goods", "2021-02-03")
    assert not [says for says in told(file_book, case) if "for one entry" in says]
    use(file_book, case, "goods", "2021-02-04")
    again = [one for one in file_book.case(case).breaches if "for one entry" in one.says]
    assert [(one.day, one.says.split(" is ")[0]) for one in again] == [
        (Day(2021, 2, 4), "us-bis-licence D1"),
        (Day(2021, 2, 4), "un-1718-exemption S-1"),
    ]


def test_more_than_the_plan_says_and_another_currency_are_told(file_book: CaseBook) -> None:
    case = opened(file_book, HELP.replace("amount: 1000 USD", "amount: 1000 USD, total_this_year: 1000 USD"))
    use(file_book, case, "help", "2021-03-01", read_money("700 USD"))
    assert told(file_book, case) == []
    use(file_book, case, "help", "2021-02-20", read_money("400 USD"))
    use(file_book, case, "help", "2021-02-21", read_money("10 EUR"))
    # By the days of the uses: the one that brings it above the plan is that of March, in whatever order they were recorded.
    assert [(one.day.month, one.says) for one in file_book.case(case).breaches] == [
        (2, "the plan says 1,000 USD, and this was 10 EUR"),
        (3, "with it 1,100 USD were used, and the plan says 1,000 USD"),
    ]


def test_a_use_while_the_ruling_was_open_is_told_although_it_is_settled_later(file_book: CaseBook) -> None:
    case = opened(file_book, HELP)
    use(file_book, case, "help", "2021-02-03", read_money("400 USD"))
    assert told(file_book, case) == ["the ruling before it left us-ofac open"]
    assert file_book.case(case).state.ruled["status"] == "conditions"


def test_a_use_that_is_barred_is_told_with_the_paragraph(file_book: CaseBook) -> None:
    by_post = AID.replace("destination: KP", "destination: KP, by_post: true")
    case = opened(file_book, by_post)
    use(file_book, case, "goods", "2021-02-03")
    barred = [says for says in told(file_book, case) if "barred" in says]
    assert barred == ["the ruling before it says that it is barred (us-other: USPS Publication 699)"]
