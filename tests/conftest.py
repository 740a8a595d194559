"""Properties are tried on the same examples in every run, so that a change and not chance makes a test fail.

`GOODOFFICES_CHANCE=1 make test` looks at others; what it finds becomes a test of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("chance", derandomize=False)
settings.load_profile("chance" if os.environ.get("GOODOFFICES_CHANCE") else "steady")


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lists, indexes and decisions of the tests' own: `check` looks parties up, and whoever runs the tests may have lists."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOODOFFICES_DATA", str(tmp_path_factory.mktemp("data")))
        patch.delenv("GOODOFFICES_DECISIONS", raising=False)
        yield
