"""What the docs show is run: every command, the library's example, the plan of the format's page."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from goodoffices.cli.main import main
from goodoffices.plan.reader import read_plan

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def commands() -> list[tuple[str, str]]:
    found = []
    for page in PAGES:
        for block in blocks(page, "bash"):
            for line in block.splitlines():
                if line.startswith("goodoffices ") and "<" not in line:
                    found.append((page.name, line))
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOODOFFICES_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("builtins.input", lambda prompt: "stop")
    return tmp_path


@pytest.mark.parametrize(("page", "line"), commands(), ids=lambda v: v if v.endswith(".md") else v[:40])
def test_every_command_of_the_docs_runs(page: str, line: str, folder: Path) -> None:
    words = shlex.split(line, comments=True)
    if "our-plan.yaml" in words and "new" not in words:
        assert main(["new", "visit", "-o", "our-plan.yaml"]) == 0
    assert main(words[1:]) in (0, 3, 5)


def test_the_librarys_example_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks(ROOT / "docs" / "library.md", "python")
    exec(compile(code, "library.md", "exec"), {})
    assert "goodoffices-ruling/1" in capsys.readouterr().out


def test_the_plan_of_the_format_page_is_read() -> None:
    (text,) = blocks(ROOT / "docs" / "plan-format.md", "yaml")
    assert read_plan(text.encode()).acts[0].id == "meat"


def test_the_ruling_in_the_readme_is_what_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    main(["check", "examples/divided-family.yaml"])
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    shown = blocks(ROOT / "README.md", "text")[0].splitlines()
    assert shown[-1] == "..."
    assert shown[:-1] == printed[: len(shown) - 1]
