"""Terms that are worked out from other fields of the plan, and links from one thing to another: where to look for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goodoffices.law.evaluate import Absent
from goodoffices.law.expressions import Value
from goodoffices.law.vocabulary import Term
from goodoffices.plan.model import Act, Item
from goodoffices.ruling.act_terms import ACT_TERMS, act_link
from goodoffices.ruling.item_terms import ITEM_TERMS, item_link, spec
from goodoffices.ruling.party_terms import PARTY_TERMS, party_link
from goodoffices.ruling.views import View, Worth

_TERMS: Mapping[str, Mapping[str, Callable[[View], Value | Worth | Absent | None]]] = {
    "act": ACT_TERMS,
    "party": PARTY_TERMS,
    "item": ITEM_TERMS,
}


def work_out(term: Term, view: View) -> Worth | None:
    """A derived term's value, or None where there is nothing to work it out from."""
    own = _TERMS[term.thing].get(term.short)
    if own is None:
        value = spec(term, view)
        return None if value is None else Worth(value, "plan")
    found = own(view)
    return found if found is None or isinstance(found, Worth) else Worth(found, "worked out")


def follow(short: str, view: View) -> View | Absent | None:
    """The thing at the end of a link; None where the plan does not say."""
    if isinstance(view.source, Act):
        return act_link(short, view)
    if isinstance(view.source, Item):
        return item_link(short, view)
    return party_link(short, view)
