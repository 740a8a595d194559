"""What docs/case-keeping.md shows is run, one command after the other."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from goodoffices.cli.main import main

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "case-keeping.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("GOODOFFICES_CASES", raising=False)
    return tmp_path


def test_every_command_of_the_page_runs_in_its_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 12
    for line in lines:
        command, _, into = line.replace("/tmp/goodoffices-docs-key", str(folder / "key")).partition(" > ")
        capsys.readouterr()
        assert main(shlex.split(command)[1:]) == 0, line
        out = capsys.readouterr().out
        if into:
            (folder / into).write_text(out, encoding="utf-8")


def test_the_example_in_python_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(code, "case-keeping.md", "exec"), {})
    assert capsys.readouterr().out.startswith("open [")
