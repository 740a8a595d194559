"""A reform: amendments to the law base, each with a reason and a reference, read as strictly as the law itself.

The form is told in docs/reforms.md.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from goodoffices.errors import InputError, Place, nearest
from goodoffices.law.parts import Parts
from goodoffices.marked import MarkedMap, read_file
from goodoffices.values import Day

FOLDER = Path(__file__).parent / "reforms"

_REFORM = {"reform", "title", "summary", "argument", "takes", "includes", "from", "amendments"}
_ARGUMENT = {"who", "says", "cite", "date", "url", "seen"}
_TAKES = {"who", "act", "cite", "limits"}
_BESIDE = {"reason", "cite"}
_SEEN = ("text", "secondary", "memory")


class Kind(StrEnum):
    """What an amendment does to the law base."""

    REPEAL = "repeal"
    REPLACE = "replace"
    INSERT = "insert"
    EXTEND = "extend"
    DEFINE = "define"


_OWN_KEYS: Mapping[Kind, frozenset[str]] = {
    Kind.REPEAL: frozenset(),
    Kind.REPLACE: frozenset({"with"}),
    Kind.INSERT: frozenset(),
    Kind.EXTEND: frozenset({"until"}),
    Kind.DEFINE: frozenset({"when"}),
}


@dataclass(frozen=True, slots=True)
class Argument:
    """Who has argued for a reform, in our words, and where; `seen` says how well the source was read."""

    who: str
    says: str
    cite: str
    date: str
    url: str
    seen: str


@dataclass(frozen=True, slots=True)
class LegalAct:
    """An act that the reform would take: who can do it and how, and what it cannot change by itself."""

    who: str
    act: str
    cite: str
    limits: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of the law base. `target` is a rule, a group of rules (`us/x/*`) or a term; `text` the new text, where there is one."""

    kind: Kind
    target: str
    text: MarkedMap | None
    until: Day | None
    reason: str
    cite: str
    place: Place


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform as its file has it. `start` is the first day from which it can apply, if there is one."""

    name: str
    title: str
    summary: str
    arguments: tuple[Argument, ...]
    takes: tuple[LegalAct, ...]
    includes: tuple[str, ...]
    start: Day | None
    amendments: tuple[Amendment, ...]
    place: Place


def shipped() -> tuple[str, ...]:
    """The names of the reforms that come with the program."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def find_reform(name: str) -> Reform:
    """A shipped reform by its name, or a reform in a file.

    Raises:
        InputError: there is none, or it cannot be read.
    """
    if name.endswith((".yaml", ".yml", ".json")) or "/" in name:
        return read_reform(Path(name))
    if name not in shipped():
        raise InputError(
            f"there is no reform {name!r}{nearest(name, list(shipped()))}. Known: {', '.join(shipped())}; "
            "a reform of your own is named by its file, such as ./ours.yaml."
        )
    return _shipped(name)


@functools.cache
def _shipped(name: str) -> Reform:
    return read_reform(FOLDER / f"{name}.yaml")


def read_reform(path: Path) -> Reform:
    """Read a reform file.

    Raises:
        InputError: the file or one of its parts cannot be used, with its place and a way to mend it.
    """
    root = read_file(path)
    if not isinstance(root, MarkedMap):
        raise InputError("a reform file begins with `reform:`", Place(str(path), 1))
    parts = Parts(root, f"reform {root.get('reform', '?')}", _REFORM)
    name = parts.text("reform")
    if name != path.stem:
        raise parts.fail("reform", f"the reform is called {name!r}, and its file {path.stem!r}; give both one name")
    arguments = tuple(_argument(entry, parts.owner) for entry in parts.maps("argument"))
    takes = tuple(_legal_act(entry, parts.owner) for entry in parts.maps("takes"))
    if not arguments:
        raise parts.fail("argument", "a reform needs an `argument`: who has argued for it, and where")
    if not takes:
        raise parts.fail("takes", "a reform needs `takes`: the legal acts that it would take, and whose they are")
    reform = Reform(
        name=name,
        title=parts.text("title"),
        summary=parts.text("summary"),
        arguments=arguments,
        takes=takes,
        includes=parts.texts("includes"),
        start=parts.day("from"),
        amendments=tuple(_amendment(entry, parts.owner) for entry in parts.maps("amendments")),
        place=root.place,
    )
    if not reform.amendments and not reform.includes:
        raise parts.fail("amendments", "a reform needs `amendments`, or `includes` a reform that has some")
    return reform


def _argument(entry: MarkedMap, owner: str) -> Argument:
    parts = Parts(entry, owner, _ARGUMENT)
    seen = parts.word("seen", _SEEN)
    if seen != "memory" and not entry.get("url"):
        raise parts.fail("url", "an argument needs the `url` where it was read, unless it is from memory")
    return Argument(
        parts.text("who"),
        parts.text("says"),
        parts.text("cite"),
        parts.text("date", ""),
        parts.text("url", ""),
        seen,
    )


def _legal_act(entry: MarkedMap, owner: str) -> LegalAct:
    parts = Parts(entry, owner, _TAKES)
    return LegalAct(parts.text("who"), parts.text("act"), parts.text("cite", ""), parts.text("limits", ""))


def _amendment(entry: MarkedMap, owner: str) -> Amendment:
    kinds = [kind for kind in Kind if kind.value in entry]
    if len(kinds) != 1:
        raise InputError(f"{owner}: an amendment is one of {', '.join(Kind)}, with its reason and cite", entry.place)
    kind = kinds[0]
    parts = Parts(entry, f"{owner}, {kind}", {kind.value, *_BESIDE, *_OWN_KEYS[kind]})
    value = entry[kind.value]
    text: MarkedMap | None = None
    target = ""
    if kind is Kind.INSERT:
        if not isinstance(value, MarkedMap):
            raise parts.fail(kind, "`insert` holds a whole rule: id, cite, title, regime, effect, when, ...")
        text, target = value, str(value.get("id", ""))
    else:
        target = parts.text(kind)
    if kind is Kind.REPLACE:
        new = entry.get("with")
        if not isinstance(new, MarkedMap):
            raise parts.fail("with", "`replace` needs `with`: the keys of the rule's new text")
        text = new
    if kind is Kind.DEFINE:
        if "when" not in entry:
            raise parts.fail("when", "`define` needs `when`: what the term is to mean")
        text = MarkedMap(entry.place)
        text["when"] = entry["when"]
        text.lines["when"] = entry.at("when").line
    until = parts.day("until") if kind is Kind.EXTEND else None
    if kind is Kind.EXTEND and until is None:
        raise parts.fail("until", "`extend` needs `until`: the last day to which the rule is to run")
    return Amendment(kind, target, text, until, parts.text("reason"), parts.text("cite"), entry.place)
