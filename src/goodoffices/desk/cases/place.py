"""Where a case book is: a file of one's own, or the PostgreSQL database of a team."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, printable
from goodoffices.parties.store import default_folder

VARIABLE = "GOODOFFICES_CASES"


@dataclass(frozen=True, slots=True)
class Place:
    """A book's place: `file` for SQLite, else the URL of PostgreSQL. `shown` has no password in it."""

    file: Path | None
    url: str
    shown: str

    @property
    def attachments(self) -> Path | None:
        """The folder of the attachments, beside the file; PostgreSQL keeps them in the database."""
        return self.file.with_name(f"{self.file.stem}.attachments") if self.file else None


def place_of(given: str | None) -> Place:
    """The book that `--db` names, else the environment variable `GOODOFFICES_CASES`, else the one in the folder for programs' data.

    Raises:
        InputError: a URL is of a database that this program does not know.
    """
    named = given or os.environ.get(VARIABLE) or str(default_folder().parent / "cases" / "cases.sqlite")
    scheme, colon, rest = named.partition("://")
    if not colon:
        return _file(Path(named).expanduser())
    if scheme == "sqlite":
        return _file(Path(rest.removeprefix("/")))
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return _server(f"postgresql+psycopg://{rest}")
    raise InputError(
        f"{printable(scheme)}:// is no database for cases; name a file, or postgresql://USER@HOST/DATABASE"
    )


def _file(path: Path) -> Place:
    return Place(path, "", printable(str(path)))


def _server(url: str) -> Place:
    import sqlalchemy as sa

    try:
        made = sa.make_url(url)
        shown = made.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
    except (sa.exc.ArgumentError, ValueError):
        # The message of the library repeats the URL, which may hold a password.
        raise InputError("the database's URL cannot be read; write postgresql://USER@HOST/DATABASE") from None
    return Place(None, url, printable(shown))
