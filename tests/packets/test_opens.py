"""Every DOCX and XLSX file opens in LibreOffice, and what LibreOffice makes of it says the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from goodoffices.packets import write_packet
from tests.packets.made import docx_lines, packet_of, pdf_text, squeezed

OFFICE = shutil.which("soffice")
NAMES = ("tinned-meat", "tb-medicine-xray", "divided-family", "orchestra", "reporter", "scholars-workshop")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is not installed (Debian: libreoffice-writer, libreoffice-calc)"
    ),
]


@pytest.mark.parametrize("name", NAMES)
def test_every_office_file_of_a_packet_opens_and_says_the_same(name: str, tmp_path: Path) -> None:
    packet = packet_of(name)
    write_packet(packet, tmp_path / "out", pdf=False)
    files = sorted((tmp_path / "out").iterdir())
    assert OFFICE is not None
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path / "pdf"),
        ]
        + [str(path) for path in files if path.suffix == ".docx"],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for path in files:
        if path.suffix == ".docx":
            opened = squeezed(pdf_text((tmp_path / "pdf" / f"{path.stem}.pdf").read_bytes()))
            first = squeezed(docx_lines(path.read_bytes())[0])
            assert first in opened, path.name
            assert opened.count("[FILLIN:") >= sum(line.count("[FILL IN:") for line in docx_lines(path.read_bytes())), (
                path.name
            )
    books = [path for path in files if path.suffix == ".xlsx"]
    for path in books:
        subprocess.run(
            [
                OFFICE,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                "csv",
                "--outdir",
                str(tmp_path / "csv"),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        assert "Project" in (tmp_path / "csv" / f"{path.stem}.csv").read_text(encoding="utf-8")
