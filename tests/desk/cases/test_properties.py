"""Whatever is done in whatever order, the journal is whole, and comes back from an export as it was."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.desk.cases import Answer, CaseBook, Filed, Receipt, Said, Used
from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.ciphers import Key, make_key
from goodoffices.errors import InputError
from goodoffices.values import Day, Money
from tests.desk.cases.making import Clock, fresh_schema
from tests.desk.cases.plans import CONTACT, HELP, VISIT

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates(Day(2020, 1, 1), Day(2022, 1, 1))
SAID = st.builds(Said, TEXT, st.lists(st.builds(File, TEXT, st.binary(max_size=50)), max_size=2).map(tuple))
PERMISSIONS = st.sampled_from(
    ["us-special-validation", "us-ofac-licence", "kr-contact-report", "us-faa-approval", "no-such"]
)
ON = st.sampled_from([(), ("visit",), ("jane",), ("talk",), ("help",)])
FILED = st.builds(Filed, PERMISSIONS, DAYS, TEXT, ON, st.booleans())
ANSWERS = st.builds(
    Answer,
    PERMISSIONS,
    st.sampled_from(["granted", "refused", "objected", "returned"]),
    DAYS,
    number=TEXT.map(lambda text: " ".join(text.split())),
    until=st.none() | DAYS,
    on=ON,
)
USES = st.builds(
    Used,
    st.sampled_from(["visit", "talk", "help", "gone"]),
    st.dates(Day(2020, 1, 1), Day(2020, 9, 14)),
    st.none() | st.builds(Money, st.decimals(0, 6000, places=2), st.sampled_from(["USD", "EUR"])),
    st.integers(0, 2),
    st.sampled_from([0, 0, 0, 3, 4, 5]),
)
Act = Callable[[CaseBook, str, Key], tuple[Receipt, ...]]

ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda said: lambda book, case, key: book.note(case, "Ann", said), SAID),
    st.builds(lambda filed, said: lambda book, case, key: book.submit(case, "Ann", filed, said), FILED, SAID),
    st.builds(lambda answer, said: lambda book, case, key: book.answer(case, "Ann", answer, None, said), ANSWERS, SAID),
    st.builds(lambda use, said: lambda book, case, key: book.use(case, "Ann", use, None, said), USES, SAID),
    st.builds(
        lambda plan: lambda book, case, key: book.replace_plan(case, "p.yaml", plan, "Ann"),
        st.sampled_from([VISIT, CONTACT, HELP]),
    ),
    st.just(lambda book, case, key: book.recheck(case, "Ann")[1]),
    st.just(lambda book, case, key: book.close_case(case, "Ann")),
    st.just(lambda book, case, key: book.reopen(case, "Ann")),
    st.just(lambda book, case, key: book.seal(case, "Ann", lambda: key)),
    st.just(lambda book, case, key: book.unseal(case, "Ann", key)),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    CaseBook.open(str(folder / "cases.sqlite"), Clock(), create=True).close()
    return folder / "cases.sqlite"


@settings(max_examples=30, deadline=None)
@given(plan=st.sampled_from([VISIT, CONTACT, HELP]), acts=st.lists(ACTS, max_size=12))
def test_any_sequence_of_acts_leaves_the_journal_whole_and_exports_exactly(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, plan: str, acts: list[Act]
) -> None:
    folder = tmp_path_factory.mktemp("random")
    key = make_key(folder / "key", None)
    for name in ("one", "two"):
        (folder / name).mkdir()
        shutil.copy(empty, folder / name / "cases.sqlite")
    with CaseBook.open(str(folder / "one" / "cases.sqlite"), Clock()) as book:
        receipts = list(book.open_case("p.yaml", plan, "Ann"))
        case = receipts[0].case
        for act in acts:
            before = len(receipts)
            try:
                receipts += act(book, case, key)
            except InputError as error:
                # What does not fit is told in a sentence, and leaves the journal as it was.
                assert "\n" not in str(error)
            assert [one.number for one in receipts[before:]] == list(range(before + 1, len(receipts) + 1))
            (found,) = book.verify(receipts=receipts)
            assert (found.faults, found.leftovers, found.end) == ((), (), receipts[-1])
            assert book.cases()[0].entries[-1].hash == receipts[-1].hash
        book.export([], folder / "one.zip")
    with CaseBook.open(str(folder / "two" / "cases.sqlite"), Clock()) as other:
        other.take_in(folder / "one.zip")
        other.export([], folder / "two.zip")
        assert other.verify(receipts=receipts)[0].faults == ()
        if other.case(case).state.sealed:
            other.unseal(case, "Ann", key)
            assert other.verify()[0].faults == ()
    assert (folder / "one.zip").read_bytes() == (folder / "two.zip").read_bytes()
    shutil.rmtree(folder)


@settings(max_examples=12, deadline=None)
@given(plan=st.sampled_from([VISIT, CONTACT, HELP]), acts=st.lists(ACTS, min_size=3, max_size=10))
def test_a_teams_database_does_the_same_as_a_file(
    server: str, tmp_path_factory: pytest.TempPathFactory, plan: str, acts: list[Act]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    key = make_key(folder / "key", None)
    told: list[list[str]] = []
    for place in (fresh_schema(server), str(folder / "cases.sqlite")):
        with CaseBook.open(place, Clock(), create=True) as book:
            case = book.open_case("p.yaml", plan, "Ann")[0].case
            said: list[str] = []
            for act in acts:
                try:
                    said.append(f"{len(act(book, case, key))} entries")
                except InputError as error:
                    said.append(error.message)
            (found,) = book.verify()
            assert (found.faults, found.leftovers) == ((), ())
            shown = book.case(case)
            said += [
                f"{kept.entry.act} {kept.entry.at} {kept.entry.facts}"
                for kept in shown.entries
                if kept.entry.act != "sealed"
            ]
            told.append(
                [
                    *said,
                    str(shown.dues),
                    str(shown.retention),
                    str(shown.state.holds),
                    str(shown.caps),
                    str(shown.breaches),
                ]
            )
            if place.startswith("postgresql"):
                book.export([], folder / "team.zip")
                with CaseBook.open(str(folder / "taken.sqlite"), Clock(), create=True) as other:
                    other.take_in(folder / "team.zip")
                    other.export([], folder / "taken.zip")
                assert (folder / "team.zip").read_bytes() == (folder / "taken.zip").read_bytes()
    assert told[0] == told[1]
    shutil.rmtree(folder)
