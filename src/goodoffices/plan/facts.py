"""The facts of an act: terms of the vocabulary that no field carries, each checked for its name, whom it is about, and its value.

A misspelt fact that was dropped in silence, or a `no` that counted for yes, would change what somebody is told they may do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goodoffices.errors import InputError, nearest
from goodoffices.law.expressions import ExpressionError, typed
from goodoffices.law.vocabulary import SCOPES, Term, Type, Vocabulary, shipped
from goodoffices.marked import MarkedList, MarkedMap
from goodoffices.plan.model import Act, Party

_MANY = (Type.WORDS, Type.COUNTRIES, Type.TEXTS)


def check_facts(facts: MarkedMap, act: Act, parties: Mapping[str, Party]) -> None:
    """Check each fact of an act: `term`, `act.term`, `scope.term`, or a party's id or `item:NAME` with `.term` behind.

    Raises:
        InputError: there is no such term, party or item, or the value is not one that the term can have.
    """
    vocabulary = shipped()
    items = [item.name for item in act.items or ()]
    for key in facts:
        term = _term(key, facts, act, parties, items, vocabulary)
        _value(key, facts, act, term)


def _term(
    key: str, facts: MarkedMap, act: Act, parties: Collection[str], items: Collection[str], vocabulary: Vocabulary
) -> Term:
    about, _, short = key.rpartition(".")
    thing = _thing(about, parties, items)
    if thing is None:
        known = [*parties, *(f"item:{name}" for name in items)]
        raise InputError(
            f"act {act.id!r}, `facts`: {about!r} is no party of the plan and no item of the act{nearest(about, known)}",
            facts.at(key),
        )
    term = vocabulary.term(thing, short)
    if term is None:
        raise InputError(
            f"act {act.id!r}, `facts`: there is no term {short!r} of {'an' if thing != 'party' else 'a'} {thing}"
            f"{vocabulary.hint(thing, short)}",
            facts.at(key),
        )
    return term


def _thing(about: str, parties: Collection[str], items: Collection[str]) -> str | None:
    """What kind of thing a fact is about, by what stands before the last dot; None where nothing has that name."""
    if about in ("", "act"):
        return "act"
    if about in parties:
        return "party"
    if about.startswith("item:"):
        return "item" if about.removeprefix("item:") in items else None
    return SCOPES.get(about)


def _value(key: str, facts: MarkedMap, act: Act, term: Term) -> None:
    value = facts[key]
    if isinstance(value, MarkedMap) or (isinstance(value, MarkedList) and term.type not in _MANY):
        raise InputError(f"act {act.id!r}, `facts`: {key!r} has to be one value", facts.at(key))
    if term.type is Type.TRUTH:
        if not isinstance(value, bool):
            raise InputError(f"act {act.id!r}, `facts`: {key!r} has to be true or false, not {value!r}", facts.at(key))
        return
    if term.type in (Type.PARTY, Type.ACT):
        return
    for one in value if isinstance(value, MarkedList) else [value]:
        if isinstance(one, bool) or one is None:
            raise InputError(f"act {act.id!r}, `facts`: {key!r} is a {term.type}, not {one!r}", facts.at(key))
        try:
            typed(term, str(one))
        except ExpressionError as error:
            raise InputError(f"act {act.id!r}, `facts`: {error}", facts.at(key)) from None
