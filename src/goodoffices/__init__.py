"""Good Offices: what the law of a day makes of a plan for private contact with North Korea.

    >>> from goodoffices import Law, load_plan, rule            # doctest: +SKIP
    >>> ruling = rule(load_plan("plan.yaml"), Law.on(day))      # doctest: +SKIP

Names are imported when they are first used, so that a command pays only for what it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from goodoffices.errors import InputError
    from goodoffices.law.base import Law
    from goodoffices.parties.lookup import look_up
    from goodoffices.parties.plan_report import with_screening
    from goodoffices.plan.reader import load_plan, read_plan
    from goodoffices.ruling.rule import rule

__version__ = "0.1.0"
__all__ = ["InputError", "Law", "load_plan", "look_up", "read_plan", "rule", "with_screening"]

_HOMES = {
    "InputError": "goodoffices.errors",
    "Law": "goodoffices.law.base",
    "load_plan": "goodoffices.plan.reader",
    "look_up": "goodoffices.parties.lookup",
    "read_plan": "goodoffices.plan.reader",
    "rule": "goodoffices.ruling.rule",
    "with_screening": "goodoffices.parties.plan_report",
}


def __getattr__(name: str) -> object:
    """Import a public name at its first use."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
