"""A writer that is killed loses nothing that it acknowledged, and two writers at once never mix a chain."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from goodoffices.desk.cases import CaseBook, Place, Receipt, Said
from goodoffices.desk.cases.attachments import File
from goodoffices.desk.cases.ciphers import Key, make_key
from goodoffices.desk.cases.entries import read_receipts
from goodoffices.desk.cases.journal import locked
from tests.desk.cases.making import Clock
from tests.desk.cases.plans import VISIT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a writer is made by fork, which is not here")

RUNS = 200


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """Start a process that does some work and writes what it acknowledges into a pipe; its number, and the pipe's other end."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        return child, out
    code = 1
    try:
        os.close(out)
        work(into)
        code = 0
    finally:
        os._exit(code)


def acknowledged(into: int, receipts: tuple[Receipt, ...]) -> None:
    os.write(into, "".join(f"{one}\n" for one in receipts).encode())


def said(child: int, out: int, before: bytes = b"") -> tuple[Receipt, ...]:
    """What a process acknowledged in whole lines, once it is dead."""
    os.waitpid(child, 0)
    with open(out, "rb") as stream:
        lines = (before + stream.read()).rpartition(b"\n")[0].decode()
    return read_receipts(lines, "the pipe") if lines else ()


def killed_at_random(work: Callable[[int], None], chance: random.Random, longest: float) -> tuple[Receipt, ...]:
    """Kill a process at a random moment: of three, one from its very beginning, two after it has acknowledged something."""
    child, out = forked(work)
    heard = os.read(out, 1000) if chance.random() < 2 / 3 else b""
    time.sleep(chance.uniform(0, longest))
    os.kill(child, signal.SIGKILL)
    return said(child, out, heard)


@pytest.mark.slow
def test_a_writer_killed_at_random_moments_loses_no_acknowledged_entry(place: Place) -> None:
    chance = random.Random(510)
    with CaseBook.open(place, Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")

    def write(into: int) -> None:
        with CaseBook.open(place, Clock()) as mine:
            for number in range(10_000):
                files = (File(f"{number}.txt", os.urandom(2000)),) if number % 3 == 0 else ()
                acknowledged(into, mine.note("2020-001", "Ann", Said(f"note {number}", files)))

    kept: list[Receipt] = []
    for _ in range(RUNS):
        kept += killed_at_random(write, chance, 0.05)
        with CaseBook.open(place, Clock()) as book:
            (found,) = book.verify(["2020-001"], kept)
            assert found.faults == ()
    # The runs are of no use if the writers were killed before they wrote.
    assert len(kept) > RUNS / 2
    assert len({one.number for one in kept}) == len(kept)


@pytest.mark.slow
def test_opening_closing_and_sealing_killed_at_random_moments_leave_every_case_whole(
    place: Place, tmp_path: Path
) -> None:
    chance = random.Random(1718)
    key = make_key(tmp_path / "key", None)
    with CaseBook.open(place, Clock(), create=True):
        pass

    def keep(into: int) -> None:
        with CaseBook.open(place, Clock()) as mine:
            for number in range(1000):
                papers = Said("papers", (File("a", os.urandom(50_000)), File("b", b"the same in each")))
                receipts = mine.open_case("v.yaml", VISIT, "Ann", said=papers)
                acknowledged(into, receipts)
                case = receipts[0].case
                for act in (mine.close_case(case, "Ann"), mine.seal(case, "Ann", lambda: key)):
                    acknowledged(into, act)
                if number % 2:
                    acknowledged(into, mine.unseal(case, "Ann", key))

    kept: list[Receipt] = []
    for _ in range(40):
        kept += killed_at_random(keep, chance, 0.3)
        with CaseBook.open(place, Clock()) as book:
            assert [one for one in book.verify(receipts=kept) if one.faults] == []
    assert len(kept) > 20
    sealed_in_clear(place, key)


def sealed_in_clear(place: Place, key: Key) -> None:
    """What an interrupted sealing left in clear goes when the case is sealed again."""
    with CaseBook.open(place, Clock()) as book:
        for one in book.verify():
            if one.leftovers and book.case(one.end.case).state.sealed:
                book.seal(one.end.case, "Ann", lambda: key)
        assert not [one for one in book.verify() if one.leftovers and book.case(one.end.case).state.sealed]


@pytest.mark.slow
def test_an_import_that_is_killed_takes_everything_or_nothing(place: Place, tmp_path: Path) -> None:
    chance = random.Random(2397)
    with CaseBook.open(str(tmp_path / "from" / "c.sqlite"), Clock(), create=True) as source:
        source.open_case("v.yaml", VISIT, "Ann", said=Said("", (File("a", os.urandom(100_000)),)))
        for number in range(100):
            source.note("2020-001", "Ann", Said(f"note {number}"))
        source.export([], tmp_path / "all.zip")

    def take(into: int) -> None:
        with CaseBook.open(place, Clock()) as mine:
            acknowledged(into, mine.take_in(tmp_path / "all.zip"))

    with CaseBook.open(place, Clock(), create=True):
        pass
    taken = killed = 0
    while not taken and killed < 100:
        child, out = forked(take)
        time.sleep(chance.uniform(0, 0.02 * (killed + 1)))
        os.kill(child, signal.SIGKILL)
        kept = said(child, out)
        # A connection is not carried over a fork: the book is opened anew each time.
        with CaseBook.open(place, Clock()) as book:
            found = book.verify(receipts=kept)
        assert [one.end.number for one in found] in ([], [102]) and not [one for one in found if one.faults]
        taken, killed = len(found), killed + 1
    assert taken and killed > 1


def test_two_writers_of_one_case_never_mix_its_chain(place: Place) -> None:
    with CaseBook.open(place, Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")

    def writer(name: str) -> Callable[[int], None]:
        def write(into: int) -> None:
            with CaseBook.open(place, Clock()) as mine:
                for number in range(40):
                    acknowledged(into, mine.note("2020-001", name, Said(f"{name} {number}")))

        return write

    both = [forked(writer(name)) for name in ("Ann", "Ben", "Cho")]
    kept = [one for child, out in both for one in said(child, out)]
    with CaseBook.open(place, Clock()) as book:
        (found,) = book.verify(["2020-001"], kept)
        entries = book.case("2020-001").entries
    assert (found.faults, found.end.number) == ((), 2 + 3 * 40)
    assert sorted(one.number for one in kept) == list(range(3, 123))
    for name in ("Ann", "Ben", "Cho"):
        texts = [kept.payload["text"] for kept in entries[2:] if kept.entry.who == name and kept.payload]
        assert texts == [f"{name} {number}" for number in range(40)]


def test_two_who_open_cases_at_once_get_different_names(place: Place) -> None:
    with CaseBook.open(place, Clock(), create=True):
        pass

    def opener(into: int) -> None:
        with CaseBook.open(place, Clock()) as mine:
            for _ in range(10):
                acknowledged(into, mine.open_case("v.yaml", VISIT, "Ann"))

    both = [forked(opener) for _ in range(3)]
    kept = [one for child, out in both for one in said(child, out)]
    with CaseBook.open(place, Clock()) as book:
        assert len(book.names()) == 30
        assert [one for one in book.verify(receipts=kept) if one.faults] == []


def test_two_who_make_a_book_at_once_make_one(place: Place) -> None:
    def maker(into: int) -> None:
        with CaseBook.open(place, Clock(), create=True) as mine:
            acknowledged(into, mine.open_case("v.yaml", VISIT, "Ann"))

    both = [forked(maker) for _ in range(4)]
    kept = [one for child, out in both for one in said(child, out)]
    with CaseBook.open(place, Clock()) as book:
        assert len(book.names()) == 4 and len(kept) == 8


def test_a_writer_waits_for_its_turn_and_does_not_fail(place: Place) -> None:
    with CaseBook.open(place, Clock(), create=True) as book:
        book.open_case("v.yaml", VISIT, "Ann")

    def hold(into: int) -> None:
        with CaseBook.open(place, Clock()) as mine, mine._database.writing() as connection:
            locked(connection, "2020-001")
            os.write(into, b"held")
            time.sleep(0.5)

    child, out = forked(hold)
    assert os.read(out, 4) == b"held"
    with CaseBook.open(place, Clock()) as book:
        assert [one.number for one in book.note("2020-001", "Ben", Said("hm"))] == [3]
    said(child, out)
