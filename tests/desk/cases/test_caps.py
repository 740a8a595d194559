"""Caps are tracked to the day across the cases of a book, in a file and in PostgreSQL."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.desk.cases import Answer, Cap, CaseBook, Said, Used
from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.caps import _SHIPMENTS
from goodoffices.desk.cases.ciphers import make_key
from goodoffices.desk.cases.entries import Draft
from goodoffices.desk.cases.journal import append, locked
from goodoffices.errors import InputError
from goodoffices.law.base import shipped
from goodoffices.values import Day, read_money
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import AID, CONTACT, HELP, PARCEL

EARLIER = Path(__file__).with_name("earlier-release.zip")
SAYS = HELP.replace("amount: 1000 USD", "amount: 1000 USD, total_this_year: 1000 USD")
MISTAKES = [
    (Used("hlep", Day(2021, 2, 3)), "did you mean 'help'"),
    (Used("help", Day(2021, 2, 3)), "say how much with --amount"),
    (Used("help", Day(2021, 3, 2), read_money("1 USD")), "is still to come"),
    (Used("help", Day(2021, 2, 3), read_money("0 USD")), "above zero"),
    (Used("help", Day(2021, 2, 3), read_money("0.00001 USD")), "four decimals"),
    (Used("help", Day(2021, 2, 3), read_money("9" * 40 + " USD")), "above zero"),
    (Used("help", Day(2021, 2, 3), read_money("1 USD"), count=2), "once for each transfer"),
    (Used("", Day(2021, 2, 3), mistaken=2), "entry 2 of case 2021-001 records no use"),
]


@pytest.fixture(autouse=True)
def spring(clock: Clock) -> None:
    clock.put("2021-03-01")


def opened(book: CaseBook, plan: str = HELP) -> str:
    return book.open_case("p.yaml", plan, "Ann", Day(2021, 1, 4))[0].case


def send(book: CaseBook, case: str, money: str, day: str = "2021-02-03", act: str = "help") -> None:
    book.use(case, "Ann", Used(act, Day.fromisoformat(day), read_money(money)), Day(2021, 1, 4))


def went(book: CaseBook, case: str, act: str, day: str, count: int = 1) -> None:
    book.use(case, "Ann", Used(act, Day.fromisoformat(day), count=count), Day(2021, 1, 4))


def cap(book: CaseBook, case: str) -> Cap:
    (found,) = book.case(case).caps
    return found


def status(book: CaseBook, case: str) -> object:
    return book.case(case).state.ruled["status"]


def test_a_cap_says_what_is_left_and_when_it_starts_anew(book: CaseBook) -> None:
    case = opened(book)
    assert (str(cap(book, case).left), int(cap(book, case).planned), status(book, case)) == (
        "5,000 USD",
        1000,
        "unknown",
    )
    send(book, case, "400 USD")
    found = cap(book, case)
    assert (found.start, found.anew, found.cite) == (Day(2021, 1, 1), Day(2022, 1, 1), "31 CFR 510.511")
    assert (int(found.used), str(found.left), int(found.planned), found.over) == (400, "4,600 USD", 600, False)
    # The next ruling counts it, with what the act still means to send.
    assert status(book, case) == "conditions"
    kept = book.case(case).state.ruling
    assert kept is not None and "total_this_year: 1000 USD" in kept.plan.replace('"', "")
    assert [(one["value"], one["why"]) for one in kept.counted] == [("1,000 USD", "book")]
    assert book.remake(case).same


def test_another_case_of_the_same_sender_uses_the_cap_up_and_recheck_notices(book: CaseBook) -> None:
    one, other = opened(book, SAYS), opened(book)
    assert status(book, one) == "conditions"
    send(book, other, "4500 USD")
    found = cap(book, one)
    assert (int(found.used), found.elsewhere, found.over, found.too_much) == (4500, 1, False, True)
    told, _ = book.recheck(one, "Ann", Day(2021, 1, 4))
    findings = [(c.act, c.subject, c.before, c.after) for c in told.changes if c.what == "finding"]
    assert findings == [("help", "Kim Sun", "conditions", "permission (case-by-case)")]
    assert [(c["why"], c["plan"], c["value"]) for c in told.counted] == [("more", "1,000 USD", "5,500 USD")]
    assert status(book, one) == "permission"
    send(book, other, "600 USD")
    assert [c.case for c in book.caps() if c.over] == [one, other]


def test_a_case_that_is_opened_later_counts_what_was_sent_before(book: CaseBook) -> None:
    send(book, opened(book), "4500 USD")
    assert status(book, opened(book)) == "permission"
    assert status(book, opened(book, HELP.replace("Kim Ann", "Kim Other"))) == "unknown"


def test_a_use_that_was_a_mistake_counts_no_more(book: CaseBook) -> None:
    case = opened(book)
    send(book, case, "5400 USD")
    assert cap(book, case).over and book.case(case).breaches
    book.use(case, "Ann", Used("", Day(2021, 3, 1), mistaken=3), Day(2021, 1, 4), Said("It was won."))
    assert (int(cap(book, case).used), book.case(case).breaches) == (0, ())
    with pytest.raises(InputError, match="records no use"):
        book.use(case, "Ann", Used("", Day(2021, 3, 1), mistaken=3))
    assert book.verify()[0].faults == ()


@pytest.mark.parametrize(("use", "says"), MISTAKES)
def test_what_is_no_use_is_refused_and_nothing_is_written(file_book: CaseBook, use: Used, says: str) -> None:
    case = opened(file_book)
    with pytest.raises(InputError, match=says):
        file_book.use(case, "Ann", use)
    assert len(file_book.case(case).entries) == 2


def test_a_year_that_is_past_is_told_only_where_it_was_too_much(file_book: CaseBook, clock: Clock) -> None:
    case = opened(file_book)
    send(file_book, case, "5000 USD")
    clock.put("2022-01-01")
    assert file_book.case(case).caps == ()
    send(file_book, case, "1 USD", "2021-12-31")
    assert (int(cap(file_book, case).used), cap(file_book, case).over) == (5001, True)
    file_book.close_case(case, "Ann")
    assert cap(file_book, case).over


def test_twelve_months_across_two_years_are_told_where_the_calendar_years_keep_to_the_cap(file_book: CaseBook) -> None:
    case = opened(file_book, HELP.replace("from: 2021-02-01", "from: 2020-12-01"))
    for money, day in (("3000 USD", "2020-12-20"), ("3000 USD", "2021-02-01")):
        send(file_book, case, money, day)
    found = {one.start: one for one in file_book.case(case).caps}[Day(2021, 1, 1)]
    assert (found.over, int(found.used), int(found.twelve)) == (False, 3000, 6000)


def test_the_same_day_a_year_later_is_no_part_of_the_twelve_months(file_book: CaseBook) -> None:
    case = opened(file_book, HELP.replace("from: 2021-02-01", "from: 2020-01-01"))
    for money, day in (("2500 USD", "2020-02-01"), ("3000 USD", "2021-02-01")):
        send(file_book, case, money, day)
    assert [int(one.twelve) for one in file_book.case(case).caps] == [0]
    send(file_book, case, "1000 USD", "2020-02-02")
    send(file_book, case, "1001 USD", "2020-02-03")
    assert [int(one.twelve) for one in file_book.case(case).caps] == [5001]


def test_a_sender_whom_the_rule_does_not_reach_has_no_cap(file_book: CaseBook) -> None:
    swiss = HELP.replace("nationalities: [US], us_status: citizen, residence: US", "nationalities: [CH], residence: CH")
    # Dollars may pass through a bank in the United States; francs do not.
    assert cap(file_book, opened(file_book, swiss)).planned
    assert file_book.case(opened(file_book, swiss.replace("USD", "CHF"))).caps == ()


def test_parcels_are_counted_by_the_month(book: CaseBook) -> None:
    case = opened(book, PARCEL)
    went(book, case, "parcel", "2021-02-28")
    went(book, case, "parcel", "2021-03-01")
    (march,) = book.case(case).caps
    assert (march.start, march.anew, str(march.left), march.over) == (
        Day(2021, 3, 1),
        Day(2021, 4, 1),
        "0 parcels",
        False,
    )
    went(book, case, "parcel", "2021-03-01")
    assert [(int(one.used), one.over) for one in book.case(case).caps] == [(2, True)]


def test_shipments_are_counted_by_the_exemption_and_do_not_start_anew(file_book: CaseBook) -> None:
    case = opened(file_book, AID)
    before = cap(file_book, case)
    assert (int(before.limit.amount), before.anew, "Notice No. 7" in before.cite) == (3, None, True)
    given = ("un-1718-exemption", "granted", Day(2021, 1, 15), "S-1", Day(2021, 1, 15), Day(2021, 10, 15))
    file_book.answer(case, "Ann", Answer(*given))
    went(file_book, case, "goods", "2021-02-02", 2)
    assert (cap(file_book, case).about, str(cap(file_book, case).left)) == (
        "shipments under un-1718-exemption S-1",
        "1 shipment",
    )
    went(file_book, case, "goods", "2021-02-20", 2)
    assert cap(file_book, case).over
    earlier = opened(file_book, AID.replace("2021-", "2020-"))
    file_book.recheck(earlier, "Ann", Day(2020, 1, 10))
    assert int(cap(file_book, earlier).limit.amount) == 1


def test_the_law_base_says_how_many_shipments_in_the_words_that_are_looked_for() -> None:
    conditions = [c.do for r in shipped().rules.values() for v in r.versions for c in v.conditions]
    there = {words for words in _SHIPMENTS for do in conditions if words in do}
    assert there == set(_SHIPMENTS)


def test_a_book_with_uses_is_handed_over_exactly(book: CaseBook, tmp_path: Path, clock: Clock) -> None:
    case = opened(book)
    told = Said("By hand.", (File("slip.txt", b"500"),))
    book.use(case, "Ann", Used("help", Day(2021, 2, 3), read_money("500 USD")), None, told)
    receipts = book.export([], tmp_path / "one.zip")
    with CaseBook.open(str(tmp_path / "two.sqlite"), clock, create=True) as other:
        assert other.take_in(tmp_path / "one.zip") == receipts
        assert other.verify(receipts=receipts)[0].faults == ()
        assert other.case(case).caps == book.case(case).caps
        other.export([], tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_sealed_case_gives_away_the_day_alone_and_leaves_the_sum_open(book: CaseBook, tmp_path: Path) -> None:
    gone, other = opened(book), opened(book)
    send(book, gone, "500 USD")
    facts = book.case(gone).entries[2].entry.facts
    assert facts == {"day": "2021-02-03", "what": "remittance"}
    book.close_case(gone, "Ann")
    key = make_key(tmp_path / "key", None)
    book.seal(gone, "Ann", lambda: key)
    found = cap(book, other)
    assert (int(found.used), found.sealed, book.case(gone).caps, book.case(gone).breaches) == (0, 1, (), ())
    told, _ = book.recheck(other, "Ann", Day(2021, 1, 4))
    assert [one["why"] for one in told.counted] == ["open"] and status(book, other) == "unknown"
    assert [use.amount for use in book.case(gone, key).state.uses] == [read_money("500 USD")]
    book.unseal(gone, "Ann", key)
    assert (int(cap(book, other).used), cap(book, other).sealed) == (500, 0)
    assert all(one.faults == () for one in book.verify())


def test_records_are_kept_from_the_last_use_on(file_book: CaseBook) -> None:
    case = opened(file_book, HELP.replace("2021-12-01", "2021-02-02"))
    send(file_book, case, "1 USD", "2021-03-01")
    assert file_book.case(case).retention.until == Day(2031, 3, 1)


def test_a_book_of_an_earlier_release_is_whole_and_goes_on(book: CaseBook) -> None:
    receipts = book.take_in(EARLIER)
    assert [str(one)[:19] for one in receipts] == ["2020-001 7 b2a3b719", "2020-002 3 c0c99d91"]
    assert [one.faults for one in book.verify(receipts=receipts)] == [(), ()]
    assert [(case.caps, case.breaches, case.state.status) for case in book.cases()] == [
        ((), (), "open"),
        ((), (), "closed"),
    ]
    book.use("2020-001", "Ann", Used("visit", Day(2021, 2, 3)))
    assert book.case("2020-001").breaches == ()
    assert [one.faults for one in book.verify(receipts=receipts)] == [(), ()]


USES = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["USD", "EUR"]),
        st.integers(1, 4000),
        st.dates(Day(2020, 11, 1), Day(2021, 3, 1)),
    ),
    max_size=6,
)


@settings(max_examples=12, deadline=None)
@given(USES, st.randoms(use_true_random=False))
def test_caps_are_the_same_in_whatever_order_uses_are_recorded(
    tmp_path_factory: pytest.TempPathFactory, uses: list[tuple[bool, str, int, Day]], dice: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("order")
    told = []
    for name in ("one", "two"):
        clock = Clock()
        clock.put("2021-03-01")
        with CaseBook.open(str(folder / f"{name}.sqlite"), clock, create=True) as book:
            cases = [opened(book), opened(book)]
            for which, currency, amount, day in uses:
                send(book, cases[which], f"{amount} {currency}", day.isoformat())
            found = [book.case(case).caps for case in cases]
            told.append(found)
        dice.shuffle(uses)
    assert told[0] == told[1]
    for one in (cap for caps in told[0] for cap in caps):
        assert one.start is not None
        inside = [(amount, unit) for _, unit, amount, day in uses if day.year == one.start.year]
        assert int(one.used) == sum(amount for amount, unit in inside if unit == "USD")
        assert sum(other.amount for other in one.others) == sum(amount for amount, unit in inside if unit == "EUR")


def test_a_contact_has_no_cap(file_book: CaseBook) -> None:
    assert file_book.case(opened(file_book, CONTACT)).caps == ()


HOSTILE = [
    ({"day": "soon", "what": "remittance"}, "5 USD"),
    ({"day": "2021-02-30", "what": "remittance"}, "5 USD"),
    ({"what": "remittance"}, "5 USD"),
    ({"day": "2021-02-03", "what": "remittance"}, "much"),
]


@pytest.mark.parametrize(("facts", "amount"), HOSTILE)
def test_a_use_that_says_nothing_readable_is_not_taken_in_and_is_told_where_it_is(
    file_book: CaseBook, tmp_path: Path, clock: Clock, facts: dict[str, str], amount: str
) -> None:
    case = opened(file_book)
    with file_book._database.writing() as connection:
        bad = Draft("used", facts, {"act": "help", "by": "Kim Ann", "to": [], "amount": amount, "count": 1})
        append(connection, locked(connection, case), [bad], clock(), "Eve")
    file_book.export([], tmp_path / "bad.zip")
    with pytest.raises(InputError, match="case 2021-001, entry 3: the use that it records cannot be read"):
        file_book.cases()
    with CaseBook.open(str(tmp_path / "two.sqlite"), clock, create=True) as other:
        with pytest.raises(InputError, match="entry 3 of 2021-001 is not what it was; nothing was imported"):
            other.take_in(tmp_path / "bad.zip")
        assert other.cases() == []
