"""A disk that is full while lists, indexes, results and decisions are written: one sentence, and what was there stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from goodoffices.parties.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")

FIXTURES = Path(__file__).parent / "fixtures"

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.dont_write_bytecode = True
from goodoffices.cli.main import main
sys.exit(main(sys.argv[2:]))
"""


def run(data: Path, most: int, *words: str) -> subprocess.CompletedProcess[str]:
    """The program, which may write files of so many bytes: what is beyond fails as on a full disk."""
    env = {**os.environ, "GOODOFFICES_DATA": str(data)}
    command = [sys.executable, "-c", LIMITED, str(most), *words]
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


def told(ran: subprocess.CompletedProcess[str]) -> str:
    """What went wrong, in one sentence and no traceback."""
    assert "Traceback" not in ran.stderr and ran.returncode == 2, ran.stderr
    return ran.stderr.strip().splitlines()[-1]


def test_an_update_that_may_write_nowhere_says_so(tmp_path: Path) -> None:
    assert "nothing was replaced" in told(run(tmp_path, 0, "lists", "update", "--from", str(FIXTURES / "un.xml")))


@pytest.mark.parametrize("most", [100, 700])
def test_an_update_leaves_the_list_in_use(tmp_path: Path, most: int) -> None:
    un = str(FIXTURES / "un.xml")
    assert run(tmp_path, 1 << 30, "lists", "update", "--from", un).returncode == 0
    before = Store(tmp_path / "lists").load("un")
    newer = tmp_path / "newer.xml"
    newer.write_text((FIXTURES / "un.xml").read_text("utf-8").replace("2026-02-27", "2026-03-20"), encoding="utf-8")
    assert "too large" in told(run(tmp_path, most, "lists", "update", "--from", str(newer)))
    store = Store(tmp_path / "lists")
    assert store.load("un") == before and len(store.versions("un")) == 1
    assert not list((tmp_path / "lists" / "un").glob(".new-*"))
    assert run(tmp_path, 1 << 30, "lists", "update", "--from", str(newer)).returncode == 0
    assert len(store.versions("un")) == 2


def test_an_index_that_cannot_be_written_costs_time_and_no_hit(tmp_path: Path) -> None:
    ran = run(tmp_path, 1000, "screen", "KIM Jong Un")
    assert ran.returncode == 0 and "us-sdn" in ran.stdout
    assert not list((tmp_path / "indexes").glob("*")) and not list((tmp_path / "indexes").glob(".*"))


def test_results_that_do_not_fit_are_gone_on_with_when_there_is_room(tmp_path: Path) -> None:
    table, out = tmp_path / "names.csv", tmp_path / "out.jsonl"
    rows = [f"{n},{'KIM Jong Un' if n % 10 == 0 else f'Jane Roe {n}'}" for n in range(6_000)]
    table.write_text("\n".join(["id,name", *rows]), encoding="utf-8")
    words = ("screen", str(table), "-o", str(out), "--processes", "1")
    assert run(tmp_path, 1 << 30, "screen", "Jane Roe").returncode == 0  # makes the index
    assert "cannot write the results" in told(run(tmp_path, 400_000, *words))
    assert not out.exists()
    ran = run(tmp_path, 1 << 30, *words)
    assert ran.returncode == 0 and "Went on after row" in ran.stderr
    assert len({line.split(",")[0] for line in out.read_text("utf-8").splitlines()}) == 6_000


def test_a_decision_that_does_not_fit_is_told_and_the_earlier_ones_stay(tmp_path: Path) -> None:
    words = ("decide", "12211", "김영철", "--because", "born 1985", "--who", "A")
    assert run(tmp_path, 1 << 30, *words).returncode == 0
    kept = (tmp_path / "decisions.jsonl").read_bytes()
    assert "cannot write the decision" in told(run(tmp_path, len(kept), *words))
    assert (tmp_path / "decisions.jsonl").read_bytes() == kept
