"""Applying reforms to a law base: the same rules, amended from a day.

What stood before the day stays as it was, so that one law base still tells the history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from goodoffices.errors import InputError, nearest
from goodoffices.law.reader import Proposal, read_proposed_rule, read_proposed_version
from goodoffices.law.rules import REGIMES, Instrument, LawBase, Rule, Version
from goodoffices.scenarios.reform import Amendment, Kind, Reform, find_reform
from goodoffices.values import Day

_ONE_DAY = dt.timedelta(days=1)
_NEVER = Day(9999, 12, 31)
"""A reform cannot be out of date: it is nowhere in force."""


def amended(base: LawBase, reforms: Sequence[Reform], day: Day) -> LawBase:
    """The law base as the reforms would have it from a day (or from a reform's own first day, where that is later).

    Raises:
        InputError: an amendment names a rule or term that is not there, or its text cannot be read.
    """
    rules = dict(base.rules)
    for reform in _with_included(reforms):
        start = max(day, reform.start) if reform.start else day
        for amendment in reform.amendments:
            _apply(rules, amendment, reform, start, base)
    return replace(base, rules=rules)


def _with_included(reforms: Iterable[Reform], above: tuple[str, ...] = ()) -> list[Reform]:
    """Each reform once, after those that it includes."""
    found: list[Reform] = []
    for reform in reforms:
        if reform.name in above:
            raise InputError(f"reform {reform.name}: it includes itself, by way of {' and '.join(above)}", reform.place)
        included = [_included(name, reform) for name in reform.includes]
        found += [*_with_included(included, (*above, reform.name)), reform]
    return list({reform.name: reform for reform in found}.values())


def _included(name: str, reform: Reform) -> Reform:
    try:
        return find_reform(name)
    except InputError as error:
        raise InputError(f"reform {reform.name}: includes {name!r}, but {error.message}", reform.place) from None


def _apply(rules: dict[str, Rule], amendment: Amendment, reform: Reform, day: Day, base: LawBase) -> None:
    if amendment.kind is Kind.INSERT:
        rule = _inserted(amendment, reform, day, base)
        if rule.id in rules:
            raise _wrong(reform, amendment, f"the rule {rule.id!r} is there already; replace it")
        rules[rule.id] = rule
        return
    if amendment.kind is Kind.DEFINE:
        rule = _defining(rules, amendment, reform, day, base)
        rules[rule.id] = rule
        return
    for rule in _named(rules, amendment, reform):
        if amendment.kind is Kind.REPEAL:
            rules[rule.id] = repealed(rule, day)
        elif amendment.kind is Kind.REPLACE:
            rules[rule.id] = _replaced(rule, amendment, reform, day, base)
        elif amendment.until is not None:
            rules[rule.id] = _extended(rule, amendment.until, day)


def _named(rules: dict[str, Rule], amendment: Amendment, reform: Reform) -> list[Rule]:
    target = amendment.target
    found = [r for i, r in rules.items() if i == target or (target.endswith("*") and i.startswith(target[:-1]))]
    if not found:
        raise _wrong(reform, amendment, f"there is no rule {target!r}{nearest(target, list(rules))}")
    return found


def _wrong(reform: Reform, amendment: Amendment, message: str) -> InputError:
    return InputError(f"reform {reform.name}, {amendment.kind}: {message}", amendment.place)


def repealed(rule: Rule, day: Day) -> Rule:
    """A rule that is no law from a day on; whether it would have been renewed is then no question."""
    started = [version for version in rule.versions if version.start < day]
    kept = tuple(v if v.until and v.until < day else replace(v, until=day - _ONE_DAY) for v in started)
    return replace(rule, versions=kept, lapses=False)


def _text_on(rule: Rule, day: Day) -> Version | None:
    """The version in force on a day, or the last before it where that has lapsed."""
    known = [v for v in rule.versions if v.start <= day]
    return known[-1] if known and (known[-1].covers(day) or rule.lapses) else None


def _replaced(rule: Rule, amendment: Amendment, reform: Reform, day: Day, base: LawBase) -> Rule:
    old = _text_on(rule, day)
    if old is None or amendment.text is None:
        # On this day there is nothing to replace: the reform is about later law.
        return rule
    new = read_proposed_version(rule, old, amendment.text, _proposal(reform, day), base)
    before = repealed(rule, day)
    return replace(before, versions=(*before.versions, new))


def _extended(rule: Rule, until: Day, day: Day) -> Rule:
    """The text in force runs until another day; what was to come after it does not come."""
    old = _text_on(rule, day)
    if old is None:
        return rule
    kept = tuple(v for v in rule.versions if v.start < old.start)
    return replace(rule, versions=(*kept, replace(old, until=until)))


def _defining(rules: dict[str, Rule], amendment: Amendment, reform: Reform, day: Day, base: LawBase) -> Rule:
    """The rule that defines a term, with the new meaning."""
    term = amendment.target
    if term not in base.vocabulary.terms:
        raise _wrong(reform, amendment, f"there is no term {term!r}{nearest(term, list(base.vocabulary.terms))}")
    for rule in rules.values():
        if rule.term == term and _text_on(rule, day) is not None:
            return _replaced(rule, amendment, reform, day, base)
    raise _wrong(reform, amendment, f"no rule defines {term!r} on {day}; insert one with `effect: defines`")


def _inserted(amendment: Amendment, reform: Reform, day: Day, base: LawBase) -> Rule:
    assert amendment.text is not None
    regime = str(amendment.text.get("regime", ""))
    if regime not in REGIMES:
        raise _wrong(reform, amendment, f"an inserted rule needs its `regime`: one of {', '.join(REGIMES)}")
    instrument = Instrument(
        f"reform/{reform.name}", reform.title, reform.title, regime, "", "", _NEVER, "", amendment.place
    )
    return read_proposed_rule(amendment.text, instrument, _proposal(reform, day), base)


def _proposal(reform: Reform, day: Day) -> Proposal:
    return Proposal(f"reform {reform.name}: {reform.title}", day)
