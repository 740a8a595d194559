"""Properties are tried on the same examples in every run, so that a change and not chance makes a test fail.

`GOODOFFICES_CHANCE=1 make test` looks at others; what it finds becomes a test of its own.
"""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("chance", derandomize=False)
settings.load_profile("chance" if os.environ.get("GOODOFFICES_CHANCE") else "steady")
