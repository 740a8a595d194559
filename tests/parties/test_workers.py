"""Screening on several processes: nothing is left running when the one who asked is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from goodoffices.parties.screener import Screener
from tests.parties.fakes import listed

PARTIES = [listed(str(n), name) for n, name in enumerate(("KIM Jong Un", "RI Yong Ho", "PAK Pong Ju"))]

ENDLESS = """
import itertools, sys
from pathlib import Path
from goodoffices.parties.model import Query
from goodoffices.parties.screener import Screener

def asked():
    for n in itertools.count():
        yield Query(f"Jane Roe {n}")

if __name__ == "__main__":
    for n, _ in enumerate(Screener.open(Path(sys.argv[1])).screen_many(asked(), processes=2)):
        if n == 0:
            print("working", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill that a process cannot see")
def test_workers_end_when_whoever_started_them_is_killed(tmp_path: Path) -> None:
    Screener.build(PARTIES).save(tmp_path / "x.names")
    (tmp_path / "endless.py").write_text(ENDLESS, encoding="utf-8")
    words = [sys.executable, str(tmp_path / "endless.py"), str(tmp_path / "x.names")]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as running:
        assert running.stdout and running.stdout.readline() == b"working\n"
        began = time.monotonic()
        running.send_signal(signal.SIGKILL)
        # The workers have the same standard output: it ends when the last of them has.
        running.communicate(timeout=30)
    assert time.monotonic() - began < 30
