"""What the goods catalogue says of an item, where the plan is silent."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from goodoffices.plan.model import Item

if TYPE_CHECKING:
    from goodoffices.law.expressions import Value
    from goodoffices.plan.catalogue import Match


def classify(item: Item, short: str) -> tuple[Value, str] | None:
    """A class, HS code or ECCN that the catalogue gives, with how sure it is; None where it gives none.

    An ECCN that nobody confirmed is not given: classification is then an open question.
    """
    match = _match(item.name, str(item.fields.get("hs", "")))
    if match is None or match.certainty == "guess":
        return None
    good = match.good
    value: Value | None
    if short == "hs":
        value = good.hs[0] if good.hs and match.certainty == "sure" else None
    elif short == "eccn":
        value = good.eccn[0] if good.eccn_confirmed and len(good.eccn) == 1 else None
    else:
        value = getattr(good, short)
    if value is None:
        return None
    return value, f"the goods catalogue has {item.name!r} as {good.name} ({match.why})"


@functools.lru_cache(maxsize=4096)
def _match(name: str, hs: str) -> Match | None:
    from goodoffices.plan.catalogue import shipped

    return shipped().match(name, hs or None)


def deciding_fact(item: Item) -> str:
    """On which fact the classes of such goods hang, as the catalogue notes it; empty where it notes nothing."""
    match = _match(item.name, str(item.fields.get("hs", "")))
    return match.good.note if match is not None else ""
