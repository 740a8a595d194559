"""A packet is written whole or not at all, and never over anything."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from goodoffices.cli.main import main
from goodoffices.errors import InputError
from goodoffices.packets import write_packet
from tests.packets.made import EXAMPLES, packet_of


def test_a_packet_is_a_new_folder_with_a_docx_and_a_pdf_of_each_paper(tmp_path: Path) -> None:
    packet = packet_of("tinned-meat")
    files = write_packet(packet, tmp_path / "out")
    assert sorted(files) == sorted(path.name for path in (tmp_path / "out").iterdir())
    assert {f"{p.name}.docx" for p in packet.papers} | {f"{p.name}.pdf" for p in packet.papers} | {
        "01-un-exemption.xlsx"
    } == set(files)


@pytest.mark.parametrize("kind", ["folder", "file", "broken link"])
def test_nothing_is_written_over_what_is_there(kind: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if kind == "folder":
        out.mkdir()
    elif kind == "file":
        out.write_text("mine")
    else:
        out.symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError, match="exists already; choose another name"):
        write_packet(packet_of("divided-family"), out)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_in_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no folder"):
        write_packet(packet_of("divided-family"), tmp_path / "a" / "b")


def test_a_full_disk_leaves_nothing_behind_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.write_bytes
    count = 0

    def full(self: Path, data: bytes) -> int:
        nonlocal count
        count += 1
        if count > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return real(self, data)

    packet = packet_of("divided-family")
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match=r"cannot write .*out \(no space left on device\)"):
        write_packet(packet, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_to_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path))

    monkeypatch.setattr("goodoffices.packets.folder.tempfile.mkdtemp", refused)
    with pytest.raises(InputError, match=r"cannot write .*out \(permission denied\)"):
        write_packet(packet_of("divided-family"), tmp_path / "out")


def test_somebody_who_takes_the_name_meanwhile_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Path.rename

    def late(self: Path, target: Path) -> Path:
        target.mkdir()
        (target / "theirs").write_text("theirs")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(InputError, match=r"cannot write|exists already"):
        write_packet(packet_of("divided-family"), tmp_path / "out")
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "theirs"]


def test_the_command_tells_what_it_made_and_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["packet", str(EXAMPLES / "tinned-meat.yaml"), "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "Begin with 00-checklist." in told
    assert "THIS PLAN IS NOT DECIDED AS IT STANDS" in told
    assert "TOO LATE" in told
    assert "facts are missing and left as marked blanks" in told


def test_the_command_explains_where_each_value_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    plan = str(EXAMPLES / "tinned-meat.yaml")
    assert main(["packet", plan, "--explain"]) == 0
    told = capsys.readouterr().out
    assert f"  name = Jane Roe  <- plan {plan}:9 party jane, `name`" in told
    assert "permission us-bis-licence" not in told.split("special-validation")[1].split("\n\n")[0]
    assert "MISSING (Mailing address)  -> particulars, parties, jane: address" in told
    assert "<- law rule un/1718/2397-7" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["packet"], "name a plan"),
        (["packet", "PLAN"], "name the folder to write"),
        (["packet", "PLAN", "-o", "x", "--templates", "nowhere"], "there is no folder nowhere"),
        (["packet", "PLAN", "-o", "x", "--fonts", "nowhere"], "there is no folder of fonts nowhere"),
        (["packet", "--lint", "nowhere"], "there is no folder nowhere"),
    ],
)
def test_a_wrong_command_is_one_sentence(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([str(EXAMPLES / "divided-family.yaml") if word == "PLAN" else word for word in words]) == 2
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_the_command_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    for name in [
        name
        for name in sys.modules
        if name.split(".")[0] in ("docx", "docxtpl", "typst") or name == "goodoffices.packets.word"
    ]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("docx", "docxtpl", "typst"):
        monkeypatch.setitem(sys.modules, name, None)
    plan = str(EXAMPLES / "divided-family.yaml")
    assert main(["packet", plan, "-o", str(tmp_path / "out")]) == 2
    assert "pip install 'goodoffices[packets]'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["packet", plan, "--explain"]) == 0


def test_a_check_imports_nothing_of_packets() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from goodoffices.cli.main import main; main(['check', sys.argv[1], '--quiet']); "
        "print([n for n in sys.modules if n.startswith('goodoffices.packets') or n in ('docx', 'typst', 'jinja2', 'openpyxl')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXAMPLES / "divided-family.yaml")], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_a_packet_has_the_rights_that_any_new_folder_here_has(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_packet(packet_of("divided-family"), tmp_path / "out", pdf=False)
    finally:
        os.umask(before)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in (tmp_path / "out").iterdir())
