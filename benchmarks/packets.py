"""`python -m benchmarks.packets`: how long a packet takes, from a cold start to the last file, beside LibreOffice in the same run.

Ours: `goodoffices packet` for a plan of ten acts, with every document as DOCX and PDF (median of 7); the same without PDF; and the PDF files
alone in a warm process. The peer makes the same PDF files of the same DOCX files in one run of `soffice --convert-to pdf`, where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks.__main__ import process, show, ten_acts, timed
from goodoffices.law.base import Law
from goodoffices.packets import Forms, assemble, write_packet
from goodoffices.packets.pdf import Press
from goodoffices.packets.templates import FOLDER
from goodoffices.ruling.rule import rule
from goodoffices.samples import written
from goodoffices.values import Day

TARGET = 3.0


def run(folder: Path) -> None:
    plan = ten_acts()
    plan = replace(plan, acts=tuple(replace(act, fields={**act.fields, "id": act.id}) for act in plan.acts))
    file = folder / "plan.yaml"
    file.write_text(written(plan), encoding="utf-8")
    numbers = iter(range(10**6))

    def cold(*more: str) -> None:
        out = str(folder / f"out-{next(numbers)}")
        command = (sys.executable, "-m", "goodoffices", "packet", str(file), "-o", out, *more)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

    show("cold goodoffices packet, ten acts, DOCX and PDF", timed(cold, 7), TARGET)
    show("the same without PDF", timed(lambda: cold("--no-pdf"), 7))
    law = Law.on(plan.as_of or Day.max)
    packet = assemble(plan, rule(plan, law), law, Forms.load())
    files = write_packet(packet, folder / "kept")
    press = Press()
    print(f"{'files in the packet':<58} {len(files):9d}")
    show(
        "the PDF files alone, warm",
        timed(lambda: [press.pdf(p.document, FOLDER / "document.typ") for p in packet.papers], 7),
    )
    peer(folder)


def peer(folder: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice: not installed, not measured")
        return
    made = [str(path) for path in sorted((folder / "kept").glob("*.docx"))]
    command = (
        office,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "pdf"),
    )
    process(*command, *made)
    show("LibreOffice: the same PDF files from the DOCX files", timed(lambda: process(*command, *made), 3))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        run(Path(place))
