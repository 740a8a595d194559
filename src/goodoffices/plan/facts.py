"""The `facts` of an act, held against the vocabulary: a misspelt term would else be passed over in silence.

A fact is named by its term alone where it is of the act (`knowingly`), and else by whom or what it is of: a party's id
(`hospital.armed_forces`), an item (`item:well pump.used`), or the part that it plays (`counterpart.armed_forces`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from goodoffices.errors import InputError, nearest, quoted
from goodoffices.law.expressions import ExpressionError, typed
from goodoffices.law.vocabulary import Term, Type, shipped
from goodoffices.marked import MarkedMap
from goodoffices.plan.model import Act, Field, Party

PARTS: Mapping[str, str] = {
    "act": "act",
    "actor": "party",
    "counterpart": "party",
    "traveller": "party",
    "guest": "party",
    "worker": "party",
    "party": "party",
    "item": "item",
    "item:?": "item",
    "?": "party",
}
"""The parts in an act for which a fact can be stated, and the kind of thing that plays each."""

_MANY = (Type.WORDS, Type.COUNTRIES, Type.TEXTS)
_MAY_BE_NONE = (Type.WORD, Type.COUNTRY, Type.TEXT)


def check_facts(entry: MarkedMap, act: Act, parties: Mapping[str, Party]) -> None:
    """Hold each fact of an act against the vocabulary.

    Raises:
        InputError: a fact names no term, nobody and nothing of the plan, or has a value that the term cannot have.
    """
    facts = entry.get("facts")
    if not isinstance(facts, MarkedMap):
        return
    for key in facts:
        term = _term(key, act, parties, facts)
        wrong = _wrong(term, act.facts[key])
        if wrong:
            raise InputError(f"act {quoted(act.id)}, `facts`: `{key}` {wrong}", facts.at(key))


def _term(key: str, act: Act, parties: Mapping[str, Party], facts: MarkedMap) -> Term:
    whose, _, short = key.rpartition(".")
    things = {**PARTS, act.id: "act", **dict.fromkeys(parties, "party"), "": "act"}
    things |= {f"item:{name}": "item" for name, _ in act.named_items()}
    owner = f"act {quoted(act.id)}, `facts`"
    if whose and [whose in PARTS, whose == act.id, whose in parties].count(True) > 1:
        raise InputError(
            f"{owner}: {quoted(whose)} is the name of several things here, an act, a party or a part of an act; give the party another id",
            facts.at(key),
        )
    if whose not in things:
        known = [name for name in things if name and "?" not in name]
        raise InputError(
            f"{owner}: {quoted(key)} is of {quoted(whose)}, but no party, item or part in this act has that name"
            f"{nearest(whose, known)}",
            facts.at(key),
        )
    own = shipped().by_thing[things[whose]]
    if short not in own:
        raise InputError(
            f"{owner}: there is no term {quoted(short)} of {_KIND[things[whose]]}{nearest(short, list(own))}",
            facts.at(key),
        )
    return own[short]


_KIND = {"act": "an act", "party": "a party", "item": "an item"}


def _wrong(term: Term, value: Field) -> str:
    """What is wrong with a value, to follow the name of the fact; nothing where it fits."""
    if isinstance(value, tuple):
        if term.type not in _MANY:
            return "has to be one value, not a list"
        return next(filter(None, (_wrong(term, word) for word in value)), "")
    if term.type is Type.TRUTH:
        return "" if isinstance(value, bool) or value in ("true", "false") else "has to be true or false"
    if isinstance(value, bool):
        return "cannot be true or false"
    if isinstance(value, Decimal):
        return "" if term.type in (Type.NUMBER, Type.TEXT, Type.TEXTS) else "cannot be a number"
    if term.type in (Type.PARTY, Type.ACT) or (value == "none" and term.type in _MAY_BE_NONE):
        return ""
    try:
        typed(term, str(value))
    except ExpressionError as error:
        return f"does not fit: {error}"
    return ""
