"""Writing files whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.files import write_whole


def test_a_file_is_written_as_any_new_file_here_would_be(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one", force=False)
    (tmp_path / "b").write_bytes(b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_a_file_that_exists_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(InputError, match="exists already"):
        write_whole(path, b"new", force=False)
    assert path.read_bytes() == b"old"
    write_whole(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match="no space left"):
        write_whole(tmp_path / "a", b"one", force=True)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot write"):
        write_whole(tmp_path / "none" / "a", b"one", force=False)
