"""The tables of a case book, and the version of their form.

Nothing stands in them that is not in a journal: `cases` holds the end of each chain, which also is what a writer locks; `entries` the bodies
and their hashes; `payloads` what belongs to an entry and may be sealed; `attachments` the files, where they are kept in the database.
"""

from __future__ import annotations

import sqlalchemy as sa

HEAD = "0002"
"""The newest revision under `migrations/versions`; a test compares them."""

metadata = sa.MetaData()

cases = sa.Table(
    "cases",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("case_name", sa.Text, sa.ForeignKey("cases.name"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

payloads = sa.Table(
    "payloads",
    metadata,
    sa.Column("case_name", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("sealed", sa.Boolean, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(["case_name", "number"], ["entries.case_name", "entries.number"]),
)

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("case_name", sa.Text, sa.ForeignKey("cases.name"), primary_key=True),
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
