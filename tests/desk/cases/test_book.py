"""A case from plan to close, in a file and in PostgreSQL."""

from __future__ import annotations

import pytest

from goodoffices.desk.cases import Answer, CaseBook, Filed, Receipt, Said
from goodoffices.desk.cases.attachments import File
from goodoffices.errors import InputError
from goodoffices.values import Day
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import CONTACT, VISIT

VALIDATION = "us-special-validation"


def opened(book: CaseBook, plan: str = VISIT) -> str:
    return book.open_case("visit.yaml", plan, "Ann Lee")[0].case


def findings(book: CaseBook, case: str) -> list[tuple[str, str]]:
    kept = book.case(case).state.ruling
    assert kept is not None
    acts = kept.ruling["acts"]
    assert isinstance(acts, list)
    return [(f["regime"], f["status"]) for act in acts for f in act["findings"]]


def test_opening_keeps_the_plan_and_its_ruling(book: CaseBook) -> None:
    case = opened(book)
    state = book.case(case).state
    assert (case, state.title, state.status) == ("2020-001", "Jane Roe sees the rest homes", "open")
    assert state.plan == VISIT
    assert ("us-passport", "permission") in findings(book, case)
    assert [kept.entry.act for kept in book.case(case).entries] == ["opened", "ruled"]
    assert opened(book) == "2020-002"


def test_a_granted_permission_counts_in_the_next_ruling_and_lapses(book: CaseBook, clock: Clock) -> None:
    case = opened(book)
    book.submit(case, "Ann Lee", Filed(VALIDATION, Day(2020, 10, 1), "the Department of State"))
    assert book.case(case).dues == ()
    days = (Day(2020, 12, 1), "SV-77", Day(2021, 1, 1), Day(2021, 2, 28), "one")
    book.answer(case, "Ann Lee", Answer(VALIDATION, "granted", *days, terms=("Carry the letter",)))
    assert ("us-passport", "conditions") in findings(book, case)
    (lapse,) = book.case(case).dues
    assert (lapse.kind, lapse.day) == ("lapse", Day(2021, 2, 28)) and "SV-77" in lapse.do
    clock.put("2021-03-01")
    assert book.case(case).dues == ()


def test_a_permission_that_ends_before_the_act_does_not_count(book: CaseBook) -> None:
    case = opened(book)
    book.answer(case, "Ann", Answer(VALIDATION, "granted", Day(2020, 12, 1), until=Day(2021, 2, 10)))
    assert ("us-passport", "permission") in findings(book, case)


@pytest.mark.parametrize("answer", ["refused", "returned"])
def test_without_a_grant_the_permission_is_to_be_asked_for_again(file_book: CaseBook, answer: str) -> None:
    case = opened(file_book)
    file_book.submit(case, "Ann", Filed(VALIDATION, Day(2020, 10, 1)))
    file_book.answer(case, "Ann", Answer(VALIDATION, answer, Day(2020, 10, 20)))
    assert [due.kind for due in file_book.case(case).dues] == ["ask"]
    states = [held.state for held in file_book.case(case).state.holds]
    assert states == (["refused"] if answer == "refused" else [])


def test_a_grant_of_the_same_number_takes_the_place_of_the_one_before(file_book: CaseBook) -> None:
    case = opened(file_book)
    for until in (Day(2021, 2, 10), Day(2021, 3, 10)):
        file_book.answer(case, "Ann", Answer(VALIDATION, "granted", Day(2020, 12, 1), "SV-1", until=until))
    (held,) = file_book.case(case).state.granted
    assert held.until == Day(2021, 3, 10)


def test_a_notice_is_late_where_it_came_after_its_lead_time(file_book: CaseBook) -> None:
    for day, state in ((Day(2021, 1, 25), "filed"), (Day(2021, 1, 26), "filed-late")):
        case = opened(file_book, CONTACT)
        file_book.submit(case, "Kim", Filed("kr-contact-report", day, notice=True))
        assert [held.state for held in file_book.case(case).state.holds] == [state]


def test_a_duty_stays_due_until_it_is_done(book: CaseBook, clock: Clock) -> None:
    case = opened(book, CONTACT)
    (duty,) = (due for due in book.case(case).dues if due.kind == "duty")
    assert (duty.day, duty.cite, duty.act) == (Day(2021, 1, 25), "Enforcement Decree, art. 16(1)", "talk")
    clock.put("2021-03-01")
    assert [due.left(book.today) for due in book.case(case).dues] == [-35]
    book.submit(case, "Kim", Filed(duty.id, Day(2021, 3, 1), "the Ministry"))
    assert book.case(case).dues == ()


def test_what_is_overdue_comes_first_and_within_leaves_out_what_is_later(book: CaseBook, clock: Clock) -> None:
    opened(book, VISIT)
    opened(book, CONTACT)
    clock.put("2021-01-20")
    assert [(due.case, due.left(book.today)) for due in book.dues()] == [
        *[("2020-001", -78), ("2020-002", 5), ("2020-002", 5)]
    ]
    assert [due.case for due in book.dues(within=4)] == ["2020-001"]


def test_closing_keeps_what_is_still_due_and_how_long_to_keep_records(book: CaseBook) -> None:
    case = opened(book, CONTACT)
    duty = next(due for due in book.case(case).dues if due.kind == "duty")
    book.close_case(case, "Kim", Said("Done."))
    closed = book.case(case)
    assert closed.state.status == "closed"
    assert [due.id for due in closed.dues] == [duty.id]
    book.submit(case, "Kim", Filed(duty.id, Day(2021, 1, 20)))
    assert book.case(case).dues == ()
    with pytest.raises(InputError, match="is closed"):
        book.answer(case, "Kim", Answer("kr-contact-report", "granted", Day(2021, 1, 1)))
    book.reopen(case, "Kim")
    assert book.case(case).state.status == "open"


def test_a_changed_plan_is_ruled_with_the_permissions_of_the_case(book: CaseBook) -> None:
    case = opened(book)
    book.answer(case, "Ann", Answer(VALIDATION, "granted", Day(2020, 12, 1), "SV-1"))
    book.replace_plan(case, "later.yaml", VISIT.replace("2021-02", "2021-03"), "Ann")
    kept = book.case(case).state.ruling
    assert kept is not None and "number: SV-1" in kept.plan and "2021-03-01" in kept.plan
    assert ("us-passport", "conditions") in findings(book, case)


def test_a_permission_that_a_plan_cannot_hold_is_kept_in_the_journal_alone(file_book: CaseBook) -> None:
    case = opened(file_book)
    file_book.answer(case, "Ann", Answer("us-faa-approval", "granted", Day(2020, 12, 1), on=("visit",)))
    state = file_book.case(case).state
    assert [held.permission for held in state.granted] == ["us-faa-approval"]
    assert state.ruling is not None and "us-faa-approval" not in state.ruling.plan


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Answer("us-speshal-validation", "granted", Day(2020, 1, 1)), "did you mean 'us-special-validation'"),
        (Answer(VALIDATION, "granted", Day(2020, 1, 1), on=("vist",)), "did you mean 'visit'"),
        (Answer(VALIDATION, "granted", Day(2020, 1, 1), covers=("a pump",)), "no act or item 'a pump'"),
        (Answer(VALIDATION, "maybe", Day(2020, 1, 1)), "an answer is one of"),
        (
            Answer(VALIDATION, "granted", Day(2020, 1, 1), start=Day(2021, 1, 2), until=Day(2021, 1, 1)),
            "before it begins",
        ),
        (Answer("us-ofac-licence", "granted", Day(2020, 1, 1)), "nobody asked for us-ofac-licence"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_and_nothing_is_written(
    file_book: CaseBook, wrong: Answer, says: str
) -> None:
    case = opened(file_book)
    with pytest.raises(InputError, match=says):
        file_book.answer(case, "Ann", wrong)
    assert len(file_book.case(case).entries) == 2


def test_files_are_kept_by_their_content_and_given_back(book: CaseBook) -> None:
    case = opened(book)
    files = (File("letter.pdf", b"%PDF one"), File("copy.pdf", b"%PDF one"), File("서신.txt", "편지".encode()))
    book.note(case, "Ann", Said("papers", files))
    assert book.file(case, "서신.txt")[1].decode() == "편지"
    assert book.file(case, files[0].sha256[:8])[1] == b"%PDF one"
    with pytest.raises(InputError, match="no attachment has"):
        book.file(case, "other.pdf")


def test_nobody_and_nothing_is_refused(file_book: CaseBook) -> None:
    case = opened(file_book)
    with pytest.raises(InputError, match="whoever acts"):
        file_book.note(case, " ", Said("hm"))
    with pytest.raises(InputError, match="a note needs its words"):
        file_book.note(case, "Ann", Said("  "))
    with pytest.raises(InputError, match="no case '2020-01'; did you mean '2020-001'"):
        file_book.note("2020-01", "Ann", Said("hm"))
    with pytest.raises(InputError, match="letters that are no text"):
        file_book.note(case, "Ann", Said("\ud800", (File("a", b"a"),)))
    assert file_book.verify()[0].leftovers == ()
    with pytest.raises(InputError, match="already"):
        file_book.open_case("v.yaml", VISIT, "Ann", name=case)
    with pytest.raises(InputError, match="cannot be the name of a case"):
        file_book.open_case("v.yaml", VISIT, "Ann", name="../x")


def test_no_entry_says_anything_personal_outside_its_payload(file_book: CaseBook) -> None:
    case = opened(file_book)
    file_book.submit(case, "Ann", Filed(VALIDATION, Day(2020, 10, 1), "Jane's consulate"), Said("Jane Roe called"))
    file_book.answer(case, "Ann", Answer(VALIDATION, "granted", Day(2020, 12, 1), "JANE-1", terms=("Jane alone",)))
    file_book.recheck(case, "Ann")
    file_book.close_case(case, "Ann", Said("Jane is back"))
    for kept in file_book.case(case).entries:
        assert b"jane" not in kept.entry.body.lower() and b"rest homes" not in kept.entry.body


def test_an_act_gives_a_receipt_for_each_entry(book: CaseBook) -> None:
    receipts = book.open_case("v.yaml", VISIT, "Ann")
    assert [(one.case, one.number) for one in receipts] == [("2020-001", 1), ("2020-001", 2)]
    assert book.verify(receipts=receipts)[0].faults == ()
    forged = Receipt("2020-001", 2, "0" * 64)
    assert book.verify(receipts=[forged])[0].faults[0].number == 2


def test_a_reopened_case_keeps_its_records_from_its_new_last_day(file_book: CaseBook) -> None:
    case = opened(file_book)
    file_book.close_case(case, "Ann")
    file_book.reopen(case, "Ann")
    file_book.replace_plan(case, "later.yaml", VISIT.replace("2021-02", "2022-03"), "Ann")
    assert file_book.case(case).retention.until == Day(2032, 3, 14)
