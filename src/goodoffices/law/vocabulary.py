"""The vocabulary: every term that a rule may use, with its type, its question and its phrase.

A term belongs to a kind of thing (act, party, item). Scopes are the roles in which a thing stands in a situation: the
actor and a counterpart are both parties, so every term of a party can be asked of either.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from goodoffices.errors import InputError, Place, nearest
from goodoffices.law.parts import Parts
from goodoffices.marked import MarkedList, MarkedMap, read_file

FOLDER = Path(__file__).parent / "vocabulary"

SCOPES: Mapping[str, str] = {
    "act": "act",
    "payment": "act",
    "actor": "party",
    "counterpart": "party",
    "traveller": "party",
    "guest": "party",
    "worker": "party",
    "bank": "party",
    "maker": "party",
    "owner": "party",
    "involved": "party",
    "party": "party",
    "item": "item",
}
"""Each scope and the kind of thing that stands in it."""

PLURAL = ("counterpart", "item", "traveller", "guest", "worker")
"""Scopes of which an act may have several: a rule is tried for each combination of them."""

GROUPS = (*PLURAL, "bank", "maker", "owner", "involved")
"""Scopes that `some` and `every` can run over."""


class Type(StrEnum):
    """What kind of value a term has."""

    TRUTH = "truth"
    WORD = "word"
    WORDS = "words"
    COUNTRY = "country"
    COUNTRIES = "countries"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    TEXTS = "texts"
    PARTY = "party"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the shared vocabulary of law and plans."""

    name: str
    thing: str
    type: Type
    ask: str
    phrase: str
    phrase_not: str
    explain: str
    values: tuple[str, ...]
    field: str
    kinds: frozenset[str]
    derived: bool
    default: bool | str | tuple[()] | None
    assume: str
    place: Place
    short: str = dataclasses.field(init=False)
    """The name without the thing it belongs to."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "short", self.name.split(".", 1)[1])


_KEYS = {
    "term",
    "type",
    "ask",
    "phrase",
    "phrase_not",
    "explain",
    "values",
    "field",
    "kinds",
    "derived",
    "default",
    "assume",
}


@dataclass(frozen=True)
class Vocabulary:
    """All terms by name (`party.us_person`), and the named sets of countries."""

    terms: Mapping[str, Term]
    sets: Mapping[str, frozenset[str]]

    @functools.cached_property
    def by_thing(self) -> Mapping[str, Mapping[str, Term]]:
        """The terms of each kind of thing by their short names."""
        found: dict[str, dict[str, Term]] = {"act": {}, "party": {}, "item": {}}
        for term in self.terms.values():
            found[term.thing][term.short] = term
        return found

    def term(self, thing: str, short: str) -> Term | None:
        """The term of a thing, or None."""
        return self.by_thing[thing].get(short)

    def hint(self, thing: str, short: str) -> str:
        """A hint at the nearest known term of a thing."""
        return nearest(short, [t.short for t in self.terms.values() if t.thing == thing])

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Vocabulary:
        """Read every vocabulary file of a folder.

        Raises:
            InputError: a file is unreadable, or a term is incomplete, misspelt or given twice.
        """
        terms: dict[str, Term] = {}
        sets: dict[str, frozenset[str]] = {}
        for path in sorted(folder.glob("*.yaml")):
            root = read_file(path)
            if not isinstance(root, MarkedMap):
                raise InputError("a vocabulary file begins with `terms:` or `sets:`", Place(str(path), 1))
            for term in _terms(root):
                if term.name in terms:
                    raise InputError(f"the term {term.name!r} is defined twice", term.place)
                terms[term.name] = term
            named = root.get("sets")
            if isinstance(named, MarkedMap):
                for name, members in named.items():
                    sets[name] = frozenset(str(m) for m in members) if isinstance(members, MarkedList) else frozenset()
        return cls(terms, sets)


def _terms(root: MarkedMap) -> Iterator[Term]:
    entries = root.get("terms", MarkedList(root.place))
    if not isinstance(entries, MarkedList):
        raise InputError("`terms` has to be a list", root.at("terms"))
    for index, entry in enumerate(entries):
        if not isinstance(entry, MarkedMap):
            raise InputError("a term is written as `{term: ..., type: ..., ask: ..., phrase: ...}`", entries.at(index))
        yield _term(entry)


def _term(entry: MarkedMap) -> Term:
    parts = Parts(entry, f"term {entry.get('term', '?')}", _KEYS)
    name = parts.text("term")
    thing = name.split(".", 1)[0]
    if thing not in ("act", "party", "item") or "." not in name:
        raise InputError(f"the term {name!r} has to begin with `act.`, `party.` or `item.`", entry.at("term"))
    kind = parts.word("type", [t.value for t in Type])
    phrase = parts.text("phrase")
    default = entry.get("default")
    return Term(
        name=name,
        thing=thing,
        type=Type(kind),
        ask=parts.text("ask"),
        phrase=phrase,
        phrase_not=parts.text("phrase_not", f"not: {phrase}"),
        explain=parts.text("explain", ""),
        values=parts.texts("values"),
        field=parts.text("field", ""),
        kinds=frozenset(parts.texts("kinds")),
        derived=bool(entry.get("derived", False)),
        default=() if isinstance(default, MarkedList) else default if isinstance(default, (bool, str)) else None,
        assume=parts.text("assume", ""),
        place=entry.place,
    )


@functools.cache
def shipped() -> Vocabulary:
    """The vocabulary that comes with the program."""
    return Vocabulary.read()
