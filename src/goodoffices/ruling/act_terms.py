"""Terms of an act that are worked out from other fields of the plan: places, sums, days since a call, permissions had.

Each function only counts or follows what the plan says; what it means in law stands in the law base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from goodoffices.codes import country
from goodoffices.law.evaluate import ABSENT, Absent
from goodoffices.law.expressions import Value
from goodoffices.plan.model import Act
from goodoffices.ruling.held import holdings, runs
from goodoffices.ruling.subjects import technical
from goodoffices.ruling.views import View, Worth
from goodoffices.values import DECIDED, Day, Money

_OPTIONAL = ("carrier", "end_user")
"""Parties that an act may well do without: where the plan names none, there is none."""


def act_link(short: str, view: View) -> View | Absent | None:
    """The act that this one serves or pays for, or a party that it names."""
    if view.act is None:
        return None
    if short == "incident_to":
        other = _served(view)
        return view.world.act(other).view if other else ABSENT
    ident = _act(view).fields.get(short)
    return view.act.party(str(ident)) if ident else ABSENT if short in _OPTIONAL else None


def _act(view: View) -> Act:
    assert isinstance(view.source, Act)
    return view.source


def _served(view: View) -> str | None:
    other = _act(view).fields.get("incident_to") or _act(view).fields.get("pays_for")
    return str(other) if other else None


def _reaches(view: View) -> frozenset[str] | None:
    to, via = _act(view).fields.get("to"), view.value("via")
    return frozenset({str(to), *(via if isinstance(via, frozenset) else ())}) if to else None


def _destination(view: View) -> str | None:
    to = _act(view).fields.get("to")
    return str(to) if to else None


def _goods_go_to(view: View) -> str | Worth | None:
    """Where goods go: as stated; an import, where the plan is silent, to where the importer is, which is then an assumption."""
    act = _act(view)
    if "destination" in act.fields:
        return str(act.fields["destination"])
    importer = view.act.actor if act.kind == "import" and view.act else None
    home = importer.value("located_in") if importer else None
    if importer is None or not isinstance(home, str):
        return None
    return Worth(home, "assumed", f"the goods of {act.id} go to {country(home)}, where {importer.label} is")


def _items_value(view: View) -> Money | None:
    values = [item.fields.get("value") for item in _act(view).items or ()]
    found = [v for v in values if isinstance(v, Money)]
    if not found or len(found) != len(values) or len({v.currency for v in found}) != 1:
        return None
    return Money(sum((v.amount for v in found), Decimal(0)), found[0].currency)


def _in_us_dollars(view: View) -> bool | None:
    amount = _act(view).fields.get("amount")
    return amount.currency == "USD" if isinstance(amount, Money) else None


def _goods_subject_to_ear(view: View) -> bool | None:
    """Whether every item of the act is subject to the Export Administration Regulations; false where it has none."""
    values = [item.value("subject_to_ear") for item in view.act.items] if view.act else []
    if not values or False in values:
        return False
    return None if None in values else True


def _technical(view: View) -> bool | None:
    subjects = _act(view).ids("subjects")
    return technical(subjects) if subjects else None


def _visa(view: View) -> str | None:
    visa = _act(view).fields.get("visa")
    return str(visa).upper() if visa else None


def _last_call(view: View) -> Day | Absent | None:
    calls = _act(view).calls
    if calls is None:
        return None
    days = [call.day for call in calls if call.place == "KP"]
    return ABSENT if not days else None if None in days else max(day for day in days if day)


def _called(view: View) -> bool | None:
    calls = _act(view).calls
    return None if calls is None else any(call.place == "KP" for call in calls)


def _days_since(view: View) -> Decimal | Absent | None:
    last = _last_call(view)
    if not isinstance(last, Day):
        return last
    return Decimal(((_act(view).day("from") or view.law.as_of) - last).days)


def _with_state(*states: str) -> Callable[[View], frozenset[str]]:
    """The permissions of an act that are in one of these states; a granted one counts only while it runs."""

    def found(view: View) -> frozenset[str]:
        held = [h for h in holdings(view.act) if h.state in states] if view.act else []
        if "granted" in states:
            held = [h for h in held if runs(h, _act(view), view.law.as_of)]
        return frozenset(h.permission for h in held)

    return found


def regime_answer(regime: str) -> Callable[[View], str | None]:
    """Another regime's answer on this act or item: the heaviest that is certain; None while it is open."""

    def found(view: View) -> str | None:
        if view.act is None:
            return None
        own = [rank for key, rank in view.act.answer(regime).items() if view.thing == "act" or key in (view.ident, "")]
        return None if any(rank < 0 for rank in own) else DECIDED[max(own, default=0)].value

    return found


ACT_TERMS: Mapping[str, Callable[[View], Value | Worth | Absent | None]] = {
    "as_of": lambda v: v.law.as_of,
    "reaches": _reaches,
    "destination_country": _destination,
    "destination": _goods_go_to,
    "items_value": _items_value,
    "in_us_dollars": _in_us_dollars,
    "technical_subjects": _technical,
    "goods_subject_to_ear": _goods_subject_to_ear,
    "visa": _visa,
    "incident_to": _served,
    "last_call_in_north_korea": _last_call,
    "called_in_north_korea": _called,
    "days_since_north_korea_call": _days_since,
    "held": _with_state("granted"),
    "filed": _with_state("filed", "granted"),
    "filed_late": _with_state("filed-late"),
    "refused": _with_state("refused", "objected"),
    "un_1718": regime_answer("un-1718"),
    "us_bis": regime_answer("us-bis"),
}
"""Each derived term of an act, and how it is worked out; None where the plan does not say enough."""
