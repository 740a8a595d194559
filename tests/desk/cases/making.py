"""What the tests of cases are made with: a clock that can be put, and databases that are empty."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa


class Clock:
    """A clock that goes on by a second at each look, and can be put to a day."""

    def __init__(self) -> None:
        self.now = dt.datetime(2020, 9, 14, 9, 0, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def put(self, day: str) -> None:
        self.now = dt.datetime.fromisoformat(f"{day}T09:00:00+00:00")


_COUNT = iter(range(1_000_000))


def fresh_database(server: str, how: str = "") -> str:
    """The address of a new and empty database."""
    name = f"cases_{next(_COUNT)}"
    engine = sa.create_engine(
        (server % "postgres").replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} {how}")
    engine.dispose()
    return server % name
