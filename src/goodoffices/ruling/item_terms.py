"""Terms of an item that are worked out from other fields: parts of its HS code and ECCN, technical facts.

Each function only reads what the plan or the goods catalogue says; what it means in law stands in the law base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from goodoffices.law.evaluate import Absent
from goodoffices.law.expressions import Value
from goodoffices.law.vocabulary import Term
from goodoffices.plan.model import Item
from goodoffices.ruling.act_terms import regime_answer
from goodoffices.ruling.views import View


def item_link(short: str, view: View) -> View | Absent | None:
    """A party that an item names, such as its owner."""
    ident = view.source.fields.get(short) if isinstance(view.source, Item) else None
    return view.act.party(str(ident)) if ident and view.act is not None else None


def spec(term: Term, view: View) -> Value | None:
    """A technical fact from the item's `specs`."""
    if not isinstance(view.source, Item) or term.field != "specs" or term.short not in view.source.specs:
        return None
    value = view.source.specs[term.short]
    if isinstance(value, tuple):
        return None
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _hs(digits: int) -> Callable[[View], Decimal | None]:
    def found(view: View) -> Decimal | None:
        code = view.value("hs")
        bare = str(code).replace(".", "") if isinstance(code, str) else ""
        return Decimal(bare[:digits]) if len(bare) >= digits else None

    return found


def _ear99(view: View) -> bool | None:
    eccn = view.value("eccn")
    return None if not isinstance(eccn, str) else eccn.upper() == "EAR99"


def _eccn_last3(view: View) -> Decimal | None:
    eccn = view.value("eccn")
    digits = str(eccn)[2:5] if isinstance(eccn, str) and eccn.upper() != "EAR99" else ""
    return Decimal(digits) if digits.isdigit() else None


ITEM_TERMS: Mapping[str, Callable[[View], Value | Absent | None]] = {
    "un_1718": regime_answer("un-1718"),
    "us_bis": regime_answer("us-bis"),
    "hs_chapter": _hs(2),
    "hs_heading": _hs(4),
    "hs_subheading": _hs(6),
    "ear99": _ear99,
    "eccn_last3": _eccn_last3,
}
"""Each derived term of an item, and how it is worked out; None where the plan does not say enough."""
