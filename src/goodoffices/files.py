"""Writing files so that nobody ever finds half of one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from goodoffices.errors import InputError


def write_whole(path: Path, content: bytes, force: bool) -> None:
    """Write a file whole or not at all: beside its place first, then into it, never over another unless forced.

    Raises:
        InputError: a file of that name is there, or the place cannot be written to.
    """
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".goodoffices-", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
        # A temporary file is its owner's alone; the finished one is what any new file here would be.
        beside.chmod(0o666 & ~new_mask())
        if force:
            os.replace(beside, path)
        else:
            # A link is refused where the name is taken, also by somebody who took it since we looked.
            os.link(beside, path)
    except FileExistsError:
        raise InputError(f"{path} exists already; choose another name, or add --force to replace it") from None
    except OSError as error:
        why = (error.strerror or "failed").lower()
        raise InputError(f"cannot write {path} ({why}); choose another place") from None
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def replace_in_place(path: Path, content: bytes) -> None:
    """Put a new text in a file's place in one step; the file's rights stay, and a link goes on leading to it.

    Raises:
        InputError: the file cannot be written.
    """
    real = path.resolve()
    made: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=real.parent, prefix=f".{real.name}.", delete=False) as file:
            made = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(real, made)
        os.replace(made, real)
        made = None
    except OSError as error:
        raise InputError(f"the file cannot be written ({(error.strerror or 'failed').lower()})") from None
    finally:
        if made is not None:
            made.unlink(missing_ok=True)


def new_mask() -> int:
    """The rights that are taken from every new file of this process."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
