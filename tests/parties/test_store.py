"""The store: whoever reads has one whole version, whatever was killed; bad lists replace nothing; faults are one sentence."""

from __future__ import annotations

import datetime as dt
import errno
import multiprocessing
import os
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.model import ListedParty, Name, PartyList, Problem
from goodoffices.parties.store import Origin, Store, default_folder

ORIGIN = Origin("https://example.org/list", "2026-03-01T08:00:00+00:00", '"tag"', "Sun, 01 Mar 2026 08:00:00 GMT")


def a_list(count: int, day: str = "2026-02-27", name: str = "un") -> PartyList:
    parties = tuple(
        ListedParty(
            f"KPi.{n:03}", name, "Person", (Name(f"RI {n}", "primary"),), ("DPRK",), listed_on=dt.date(2016, 3, 2)
        )
        for n in range(count)
    )
    return PartyList(name, "UN", day, dt.date.fromisoformat(day) if day else None, parties, (Problem("x", "y", False),))


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    path = tmp_path / "consolidated.xml"
    path.write_bytes(b"<the publisher's own file/>")
    return path


def test_what_is_kept_is_read_back(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path / "lists")
    manifest = store.keep(a_list(10), [payload], ORIGIN)
    assert store.load("un") == a_list(10)
    assert (manifest.parties, manifest.partly, manifest.programmes) == (10, 1, (("DPRK", 10),))
    assert manifest.date == dt.date(2026, 2, 27) and manifest.age(dt.date(2026, 3, 9)) == 10
    assert (store.folder / "un" / manifest.version / "consolidated.xml").read_bytes() == payload.read_bytes()
    assert store.names() == ("un",) and store.current("un") == manifest


def test_earlier_versions_stay(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    first = store.keep(a_list(10), [payload], ORIGIN)
    second = store.keep(a_list(11, "2026-03-01"), [payload], ORIGIN)
    assert [one.version for one in store.versions("un")] == [first.version, second.version]
    assert len(store.load("un").parties) == 11 and len(store.load("un", first.version).parties) == 10


def test_keeping_the_same_list_again_makes_no_second_version(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    assert store.keep(a_list(10), [payload], ORIGIN).version == store.keep(a_list(10), [payload], ORIGIN).version
    assert len(store.versions("un")) == 1


@pytest.mark.parametrize(
    ("worse", "match"),
    [
        (a_list(0, "2026-03-01"), "no party in it"),
        (a_list(79, "2026-03-01"), "79 parties where the one in use has 100"),
        (a_list(100, "2026-01-01"), "older than the one in use"),
    ],
)
def test_a_list_that_looks_wrong_replaces_nothing(worse: PartyList, match: str, tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    store.keep(a_list(100), [payload], ORIGIN)
    with pytest.raises(InputError, match=match):
        store.keep(worse, [payload], ORIGIN)
    assert store.load("un") == a_list(100) and len(store.versions("un")) == 1


def test_a_list_that_lost_its_aliases_replaces_nothing(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    full = a_list(100)
    named = tuple(replace(p, names=(*p.names, Name(f"LEE {p.id}"))) for p in full.parties)
    store.keep(replace(full, parties=named), [payload], ORIGIN)
    with pytest.raises(InputError, match="100 names where the one in use has 200"):
        store.keep(a_list(100, "2026-03-01"), [payload], ORIGIN)


def test_a_list_without_a_day_has_that_of_the_server_or_none(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    served = store.keep(a_list(10, ""), [payload], ORIGIN)
    assert (served.day, served.dated) == ("2026-03-01", True) and store.load("un").day == dt.date(2026, 3, 1)
    read = store.keep(a_list(10, ""), [payload], Origin("sdn.csv", "2026-03-05T08:00:00+00:00"), force=True)
    assert not read.dated and read.date == dt.date(2026, 3, 5)


def test_a_smaller_list_is_taken_when_it_is_meant(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    store.keep(a_list(100), [payload], ORIGIN)
    store.keep(a_list(80, "2026-03-01"), [payload], ORIGIN)
    store.keep(a_list(9, "2026-03-02"), [payload], ORIGIN, force=True)
    assert len(store.load("un").parties) == 9


STEPS = ("open", "mkdir", "rename", "replace", "fsync")


def _killed_at(step: int, folder: Path, payload: Path) -> None:
    """In a process of its own: end it without any tidying at the given call to the system."""
    left = [step]

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return real(*arguments, **named)

        return call

    for name in STEPS:
        setattr(os, name, deadly(getattr(os, name)))
    setattr(Path, "open", deadly(Path.open))  # noqa: B010
    setattr(shutil, "copyfile", deadly(shutil.copyfile))  # noqa: B010
    Store(folder).keep(a_list(11, "2026-03-01"), [payload], ORIGIN)
    os._exit(0)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_writer_killed_at_any_step_leaves_one_whole_version(tmp_path: Path, payload: Path) -> None:
    old, new = a_list(10), a_list(11, "2026-03-01")
    seen = set()
    for step in range(100):
        folder = tmp_path / str(step)
        Store(folder).keep(old, [payload], ORIGIN)
        child = multiprocessing.get_context("fork").Process(target=_killed_at, args=(step, folder, payload))
        child.start()
        child.join()
        found = Store(folder).load("un")
        assert found in (old, new)
        seen.add(len(found.parties))
        assert all(Store(folder).load("un", one.version) in (old, new) for one in Store(folder).versions("un"))
        Store(folder).keep(new, [payload], ORIGIN)
        assert Store(folder).load("un") == new and not list(folder.glob("un/.new-*"))
        if child.exitcode == 0:
            break
    assert child.exitcode == 0 and step > 8 and seen == {10, 11}


@pytest.mark.skipif(sys.platform == "win32", reason="needs flock")
def test_two_writers_at_once_are_one_too_many(tmp_path: Path, payload: Path) -> None:
    import fcntl

    store = Store(tmp_path)
    store.keep(a_list(10), [payload], ORIGIN)
    with (tmp_path / "un" / ".lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="somebody else is writing the list un"):
            store.keep(a_list(11, "2026-03-01"), [payload], ORIGIN)
        assert store.load("un") == a_list(10)
    store.keep(a_list(11, "2026-03-01"), [payload], ORIGIN)


@pytest.mark.parametrize(
    ("code", "match"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "you may not write"), (errno.EACCES, "you may not write")],
)
@pytest.mark.parametrize("step", ["fsync", "rename", "replace"])
def test_a_disk_that_fails_is_one_sentence_and_harms_nothing(
    step: str, code: int, match: str, tmp_path: Path, payload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    store.keep(a_list(10), [payload], ORIGIN)

    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch, pytest.raises(InputError, match=match) as told:
        patch.setattr(os, step, fail)
        store.keep(a_list(11, "2026-03-01"), [payload], ORIGIN)
    assert "\n" not in str(told.value)
    assert store.load("un") == a_list(10) and not list(tmp_path.glob("un/.new-*"))


def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path: Path, payload: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="choose another folder with --folder"):
        Store(tmp_path / "file" / "lists").keep(a_list(10), [payload], ORIGIN)


def test_a_copy_that_was_changed_is_noticed(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    manifest = store.keep(a_list(10), [payload], ORIGIN)
    copy = tmp_path / "un" / manifest.version / "parties.jsonl.gz"
    copy.write_bytes(copy.read_bytes()[:-20])
    with pytest.raises(InputError, match="is not what was stored"):
        store.load("un")


def test_a_damaged_manifest_is_one_sentence(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    manifest = store.keep(a_list(10), [payload], ORIGIN)
    (tmp_path / "un" / manifest.version / "manifest.json").write_text('{"name"')
    with pytest.raises(InputError, match="is damaged"):
        store.load("un")


@pytest.mark.parametrize("name", ["../un", "/etc", "", ".hidden", "a/b", "a\\b", "con:", "x" * 65])
def test_a_name_cannot_lead_out_of_the_store(name: str, tmp_path: Path, payload: Path) -> None:
    with pytest.raises(InputError, match="cannot be the name of a list"):
        Store(tmp_path / "lists").keep(a_list(10, name=name), [payload], ORIGIN)
    assert [one.name for one in tmp_path.iterdir()] == ["consolidated.xml"]


def test_whoever_went_stays_in_the_history(tmp_path: Path, payload: Path) -> None:
    store = Store(tmp_path)
    for count, day in ((12, "2026-01-01"), (11, "2026-02-01"), (10, "2026-03-01")):
        store.keep(a_list(count, day), [payload], ORIGIN)
    found = {party.id: party for party in store.history("un").parties}
    assert len(found) == 12 and found["KPi.009"].delisted_on is None
    assert (found["KPi.010"].delisted_on, found["KPi.011"].delisted_on) == (dt.date(2026, 3, 1), dt.date(2026, 2, 1))
    assert found["KPi.011"].on(dt.date(2026, 1, 31)) and not found["KPi.011"].on(dt.date(2026, 2, 1))


@pytest.mark.slow
def test_who_reads_while_another_writes_has_one_whole_version(tmp_path: Path, payload: Path) -> None:
    store, done = Store(tmp_path), threading.Event()
    store.keep(a_list(100), [payload], ORIGIN)

    def write() -> None:
        for turn in range(40):
            store.keep(a_list(100 + turn % 7), [payload], ORIGIN)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while not done.is_set():
        found = store.load("un")
        assert found == a_list(len(found.parties))
    writer.join()


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").names() == () and Store(tmp_path / "none").current("un") is None
    with pytest.raises(InputError, match="goodoffices lists update --list un"):
        Store(tmp_path / "none").load("un")


def test_the_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path))
    assert default_folder() == tmp_path / "lists"
    monkeypatch.delenv("GOODOFFICES_DATA")
    assert default_folder().name == "lists"


def test_without_a_home_the_sentence_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("GOODOFFICES_DATA", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    with pytest.raises(InputError, match="GOODOFFICES_DATA"):
        default_folder()
