"""What the uses in a book come to in a year or a month, and what a plan's next ruling gets of it."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.desk.cases.counting import MEASURES, Counted, Measure, counted, limits, month_of, year_of
from goodoffices.desk.cases.uses import PARCEL, REMITTANCE, Quantity, Use, same
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day, Money, read_money
from tests.desk.cases.plans import HELP
from tests.desk.cases.plans import PARCEL as PARCELS

TODAY = Day(2021, 3, 1)
NUMBERS = iter(range(1, 1_000_000))


def plan_of(text: str) -> Plan:
    return read_plan(text.encode())


def sent(money: str, day: str, case: str = "other", act: str = "help", by: str = "Kim Ann") -> Use:
    return Use(case, next(NUMBERS), Day.fromisoformat(day), REMITTANCE, act, by, ("Kim Sun",), read_money(money))


def parcel(day: str, to: str = "Kim Sun", case: str = "other") -> Use:
    return Use(case, next(NUMBERS), Day.fromisoformat(day), PARCEL, "parcel", "Kim Ann", (to,))


def only(text: str, *uses: Use) -> Counted:
    (found,) = counted(plan_of(text), "own", uses, TODAY)
    return found


def test_a_year_and_a_month_begin_and_end_to_the_day() -> None:
    assert year_of(Day(2021, 12, 31)) == (Day(2021, 1, 1), Day(2022, 1, 1))
    assert month_of(Day(2021, 12, 31)) == (Day(2021, 12, 1), Day(2022, 1, 1))
    assert month_of(Day(2020, 2, 29)) == (Day(2020, 2, 1), Day(2020, 3, 1))
    assert year_of(Day.max).anew == month_of(Day.max).anew == Day.max


def test_the_caps_are_those_of_the_law_base() -> None:
    (money,) = limits(REMITTANCE, Day(2021, 1, 1), Day(2021, 6, 1))
    assert (str(money.most), money.cite, money.regime) == ("5,000 USD", "31 CFR 510.511", "us-ofac")
    (parcels,) = limits(PARCEL, Day(2021, 1, 1), Day(2021, 6, 1))
    assert (str(parcels.most), parcels.cite) == ("1 parcel", "15 CFR 740.12(a)")
    assert limits(REMITTANCE, Day(2012, 1, 1), Day(2012, 6, 1)) == ()


def test_a_book_without_a_use_leaves_the_plan_as_it_is() -> None:
    assert counted(plan_of(HELP), "own", (), TODAY) == ()
    assert counted(plan_of(HELP), "own", [sent("10 USD", "2021-02-02", by="Kim Other")], TODAY) == ()
    assert counted(plan_of(HELP), "own", [sent("10 USD", "2020-12-31"), sent("10 USD", "2022-01-01")], TODAY) == ()


def test_what_was_sent_and_what_the_plan_still_means_are_added_to_the_day() -> None:
    found = only(
        HELP, sent("400 USD", "2021-01-01"), sent("700 USD", "2020-12-31"), sent("300 USD", "2021-02-03", "own")
    )
    # 400 of another case, 300 of this act, and the 700 that are left of its 1,000.
    assert (found.fact, found.why, found.uses, found.cases) == ("1400 USD", "book", 2, 2)


def test_names_are_the_same_but_for_capitals_blanks_and_encoding() -> None:
    assert same(" KIM  Ann", "kim ann") and same("Zoe\u0308", "Zo\u00eb") and not same("Kim Ann", "Kim An")
    assert only(HELP, sent("400 USD", "2021-01-01", by="KIM  ANN")).fact == "1400 USD"


def test_what_came_after_an_act_that_is_done_does_not_count_toward_it() -> None:
    done = sent("1000 USD", "2021-02-03", "own")
    assert only(HELP, done, sent("4500 USD", "2021-02-04")).fact == "1000 USD"
    assert only(HELP, done, sent("4500 USD", "2021-02-02")).fact == "5500 USD"


def test_other_acts_of_the_plan_count_unless_they_begin_later() -> None:
    line = HELP.splitlines()[-1]
    early, late = line.replace("help", "early").replace("02-01", "01-05"), line.replace("help", "late")
    text = "\n".join([*HELP.splitlines()[:-1], early, line.replace("12-01", "02-01"), late.replace("02-01", "11-01")])
    found = counted(plan_of(text), "own", [sent("100 USD", "2021-01-02")], TODAY)
    # `early` runs until December, so that any of the three may come before it is over.
    assert [(one.act, one.fact) for one in found] == [("early", "3100 USD"), ("help", "2100 USD"), ("late", "3100 USD")]


def test_acts_of_the_same_day_count_toward_each_other() -> None:
    line = HELP.splitlines()[-1].replace("12-01", "02-01")
    text = "\n".join([*HELP.splitlines()[:-1], line, line.replace("help", "again")])
    found = counted(plan_of(text), "own", [sent("100 USD", "2021-01-02")], TODAY)
    assert [(one.act, one.fact) for one in found] == [("help", "2100 USD"), ("again", "2100 USD")]


def test_the_plans_word_counts_unless_the_book_has_more() -> None:
    says = HELP.replace("amount: 1000 USD", "amount: 1000 USD, total_this_year: 3000 USD")
    less, more = only(says, sent("500 USD", "2021-01-05")), only(says, sent("4500 USD", "2021-01-05"))
    assert (less.why, less.value) == ("plan", None)
    assert only(says, sent("2000 USD", "2021-01-05")).why == "plan"
    assert (more.why, more.fact, str(more.stated)) == ("more", "5500 USD", "3,000 USD")


def test_currencies_are_never_added_and_leave_the_sum_open() -> None:
    found = only(HELP, sent("500 EUR", "2021-01-05"), sent("500 USD", "2021-01-06"))
    assert (found.why, found.value) == ("open", None)
    # What is above the cap in its own currency is so whatever the rest comes to.
    over = only(HELP, sent("500 EUR", "2021-01-05"), sent("4500 USD", "2021-01-06"))
    assert (over.why, over.fact) == ("book", "5500 USD")


def test_a_sealed_use_and_an_amount_that_is_not_said_leave_the_sum_open() -> None:
    sealed = Use("gone", 3, Day(2021, 2, 1), REMITTANCE, sealed=True)
    assert only(HELP, sealed).why == "open"
    assert only(HELP, sealed, sent("4500 USD", "2021-01-06")).fact == "5500 USD"
    silent = HELP.replace("amount: 1000 USD, ", "")
    assert only(silent, sent("500 USD", "2021-01-05")).why == "open"
    assert only(silent, sent("5001 USD", "2021-01-05")).fact == "5001 USD"


def test_parcels_count_by_recipient_and_by_month() -> None:
    assert counted(plan_of(PARCELS), "own", [parcel("2021-02-03", "Kim Ok")], TODAY) == ()
    assert only(PARCELS, parcel("2021-02-03", "kim sun")).fact == 2
    assert only(PARCELS, parcel("2021-03-03"), parcel("2021-02-03")).fact == 2
    assert only(PARCELS, parcel("2021-03-03"), parcel("2021-03-31")).fact == 3


MONEY = st.builds(Money, st.decimals(1, 9000, places=2), st.sampled_from(["USD", "EUR"]))
USES = st.lists(
    st.builds(
        Use,
        st.sampled_from(["own", "other", "third"]),
        st.integers(1, 10**9),
        st.dates(Day(2020, 6, 1), Day(2022, 6, 1)),
        st.just(REMITTANCE),
        st.sampled_from(["help", "elsewhere"]),
        st.sampled_from(["Kim Ann", "KIM ANN", "Kim Ok"]),
        st.just(("Kim Sun",)),
        MONEY,
    ),
    max_size=8,
    unique_by=lambda use: use.number,
)


@given(USES, st.randoms())
def test_the_order_of_uses_makes_no_difference_and_sums_are_those_of_a_plain_count(
    uses: list[Use], dice: random.Random
) -> None:
    mixed = list(uses)
    dice.shuffle(mixed)
    found = counted(plan_of(HELP), "own", uses, TODAY)
    assert found == counted(plan_of(HELP), "own", mixed, TODAY)
    expected = _plainly(uses)
    if expected is not None:
        assert [(one.why, one.value) for one in found] == [("book", Quantity(expected, "USD"))]


def _plainly(uses: list[Use]) -> Decimal | None:
    """The same sum without windows or measures, where everything is in dollars and the act is not done: year by year, the greatest."""
    mine = [(use, use.amount) for use in uses if use.by.casefold() == "kim ann" and use.amount]
    own = [(use, money) for use, money in mine if (use.case, use.act) == ("own", "help")]
    left = Decimal(1000) - sum(money.amount for _, money in own)
    years = {2021, *(use.day.year for use, _ in own)}
    inside = [(use, money) for use, money in mine if use.day.year in years]
    if left <= 0 or not inside or any(money.currency != "USD" for _, money in mine):
        return None
    return max(
        sum((money.amount for use, money in inside if use.day.year == year), left if year == 2021 else Decimal(0))
        for year in years
    )


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda one: str(one.what))
@given(day=st.dates())
def test_every_day_is_in_its_own_window_and_the_next_begins_where_it_ends(measure: Measure, day: Day) -> None:
    window = measure.window(day)
    assert window.start <= day and (window.has(day) or day == Day.max)
    if window.anew < Day.max:
        assert measure.window(window.anew).start == window.anew
