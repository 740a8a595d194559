"""Writing a packet: all of it or nothing, into a new folder, so that nobody ever files half a packet or an old one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from goodoffices.errors import InputError
from goodoffices.files import new_mask
from goodoffices.packets.assemble import Packet, Paper
from goodoffices.packets.templates import template_of


def write_packet(
    packet: Packet, to: Path, own: Path | None = None, fonts: Sequence[Path] = (), pdf: bool = True
) -> list[str]:
    """Write every document of a packet as DOCX and PDF, and its workbooks as XLSX, into a new folder; the names of the files.

    Raises:
        InputError: the folder is there already or cannot be written to, a template cannot be filled, or a letter has no font.
    """
    if to.exists() or to.is_symlink():
        raise InputError(f"{to} exists already; choose another name, since a packet never writes over another")
    if not to.parent.is_dir():
        raise InputError(f"there is no folder {to.parent}; make it first, or choose another place")
    files = dict(_files(packet, own, fonts, pdf))
    beside: Path | None = None
    try:
        beside = Path(tempfile.mkdtemp(dir=to.parent, prefix=".goodoffices-"))
        for name, content in files.items():
            (beside / name).write_bytes(content)
        beside.chmod(0o777 & ~new_mask())
        beside.rename(to)
    except FileExistsError:
        raise InputError(f"{to} exists already; choose another name") from None
    except OSError as error:
        raise InputError(f"cannot write {to} ({(error.strerror or 'failed').lower()}); choose another place") from None
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
    return list(files)


def _files(packet: Packet, own: Path | None, fonts: Sequence[Path], pdf: bool) -> Iterator[tuple[str, bytes]]:
    from goodoffices.packets.word import docx

    press = None
    if pdf:
        from goodoffices.packets.pdf import Press

        press = Press(fonts)
    for paper in packet.papers:
        form = paper.document.form
        yield f"{paper.name}.docx", docx(paper.document, template_of(form, ".docx", own))
        if press is not None:
            yield f"{paper.name}.pdf", press.pdf(paper.document, template_of(form, ".typ", own))
        yield from _workbook(paper)


def _workbook(paper: Paper) -> Iterator[tuple[str, bytes]]:
    if paper.document.sheets:
        from goodoffices.packets.workbook import xlsx

        yield f"{paper.name}.xlsx", xlsx(paper.document)
