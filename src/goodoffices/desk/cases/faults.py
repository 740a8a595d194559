"""What goes wrong with a database or a disk, as one sentence each. The drivers' own messages may repeat what was written, and are not shown."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

import sqlalchemy as sa

from goodoffices.errors import InputError

_FULL = "there is no room left on the disk; make room and try again. Nothing was written"
_DENIED = "you may not write there; look at the permissions, or name another place with --db"
_LOCKED = "somebody else is writing just now; try again in a moment. Nothing was written"
_DAMAGED = "the file is damaged, or is no case book; restore it from a copy"
_MISSING = "it cannot be opened; look at the place and its permissions"
_DISK = (
    "the disk failed while it was read or written; what was acknowledged before is as it was. Nothing was written now"
)
_GUARD = "the database refused a change that would break a journal; nothing was written"

_BY_SQLITE = {
    "SQLITE_FULL": _FULL,
    "SQLITE_READONLY": _DENIED,
    "SQLITE_PERM": _DENIED,
    "SQLITE_BUSY": _LOCKED,
    "SQLITE_LOCKED": _LOCKED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CANTOPEN": _MISSING,
    "SQLITE_IOERR": _DISK,
    "SQLITE_CONSTRAINT": _GUARD,
}
"""By the name of SQLite's result code, of which an extended one, such as SQLITE_IOERR_WRITE, has more words."""

_BY_STATE = {
    "53100": _FULL,
    "53300": "the server has no connection left; try again in a moment",
    "42501": "this user may not read or write the tables of the cases; ask whoever runs the database",
    "25006": "the database takes no writing just now (it is read-only)",
    "28P01": "the server refuses the user or the password",
    "28000": "the server refuses the user or the password",
    "3D000": "there is no such database; ask whoever runs the server to make it",
    "40001": _LOCKED,
    "40P01": _LOCKED,
    "55P03": _LOCKED,
    "P0001": _GUARD,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}
"""By PostgreSQL's SQLSTATE (appendix A of its manual)."""


@contextlib.contextmanager
def told(where: str) -> Iterator[None]:
    """Faults of the database and the disk as one sentence each."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise InputError(f"{where}: {_reason(error)}") from None
    except sa.exc.SQLAlchemyError as error:
        raise InputError(f"{where}: the database failed ({type(error).__name__}); nothing was written") from None
    except OSError as error:
        raise InputError(f"{where}: {of_disk(error)}") from None


def of_disk(error: OSError) -> str:
    """What an error of the operating system means for the user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _FULL
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _DENIED
    return f"{(error.strerror or 'it failed').lower()}; look at the place, or name another with --db"


def _reason(error: sa.exc.DBAPIError) -> str:
    name = getattr(error.orig, "sqlite_errorname", None)
    if isinstance(name, str):
        primary = "_".join(name.split("_")[:2])
        return _BY_SQLITE.get(primary, f"the database failed ({name}); nothing was written")
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _BY_STATE.get(state, f"the database failed (SQLSTATE {state}); nothing was written")
    words = str(error.orig).casefold()
    if "password" in words or "authentication" in words:
        return _BY_STATE["28P01"]
    if "does not exist" in words:
        return _BY_STATE["3D000"]
    return "the database cannot be reached; look at the address, and whether the server runs"
