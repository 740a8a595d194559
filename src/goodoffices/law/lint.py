"""Checking a folder of law files for meaning: what no single rule can show.

Form is checked by the reader; here every expression is typed, every id resolved, cycles found, and each rule asked whether it
looks only where it may.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, nearest
from goodoffices.law.base import BEGINS, expand
from goodoffices.law.expressions import Node, Over, atoms
from goodoffices.law.expressions import Path as TermPath
from goodoffices.law.reader import law_files, read_one
from goodoffices.law.rules import LIFTING, REGIMES, Effect, Expression, Instrument, LawBase, Permission, Rule, Version
from goodoffices.law.vocabulary import Type, Vocabulary
from goodoffices.values import Day

_ANSWERS = {"un_1718": "un-1718", "us_bis": "us-bis"}
"""Terms that show another regime's answer, and that regime."""


def lint(folder: Path, vocabulary: Vocabulary) -> list[InputError]:
    """Every error of a folder of law files, in the order of the files."""
    base, errors = _gather(folder, vocabulary)
    errors += meaning(base)
    return sorted(errors, key=lambda e: (e.place.file, e.place.line) if e.place else ("", 0))


@dataclass(frozen=True, slots=True)
class Gap:
    """A rule whose history does not reach back to the first day of its instrument: what was there before is not encoded, or was not law."""

    rule: Rule
    begins: Day
    instrument_begins: Day


def history_gaps(base: LawBase) -> list[Gap]:
    """Every rule with no version on its instrument's first day: the earliest day of any of its rules, or where the law base begins."""
    first: dict[str, Day] = {}
    for rule in base.rules.values():
        for version in rule.versions[:1]:
            first[rule.instrument] = min(first.get(rule.instrument, version.start), version.start)
    return [
        Gap(rule, rule.versions[0].start, day)
        for rule in base.rules.values()
        if rule.versions and rule.versions[0].start > (day := max(first[rule.instrument], BEGINS))
    ]


def _gather(folder: Path, vocabulary: Vocabulary) -> tuple[LawBase, list[InputError]]:
    rules: dict[str, Rule] = {}
    permissions: dict[str, Permission] = {}
    instruments: list[Instrument] = []
    errors: list[InputError] = []
    for path in law_files(folder):
        made, wrong = read_one(path, vocabulary)
        errors += wrong
        for one in made:
            if isinstance(one, Instrument):
                instruments.append(one)
                continue
            known: dict[str, Rule] | dict[str, Permission] = permissions if isinstance(one, Permission) else rules
            if one.id in known:
                errors.append(
                    InputError(
                        f"the id {one.id!r} is given twice; the other stands at {known[one.id].place}", one.place
                    )
                )
            known[one.id] = one  # type: ignore[assignment]  # each kind goes to its own table
    return LawBase(rules, permissions, tuple(instruments), vocabulary), errors


def meaning(base: LawBase) -> Iterator[InputError]:
    """Every error that no single rule can show: expressions, ids, cycles, terms defined twice."""
    for rule in base.rules.values():
        yield from _references(rule, base)
        for version in rule.versions:
            for expression in _expressions(version):
                yield from _expression(rule, version, expression, base)
    yield from _twice_defined(base)
    yield from _cycles(base)


def _expressions(version: Version) -> Iterator[Expression]:
    yield version.when
    yield from (duty.when for duty in version.conditions if duty.when)
    yield from (line.when for line in version.outlook if line.when)


def _expression(rule: Rule, version: Version, expression: Expression, base: LawBase) -> Iterator[InputError]:
    try:
        node = expression.node
    except InputError as error:
        yield error
        return
    own = {"party": {"party", "owner"}, "item": {"item", "act"}, "act": {"act"}}
    for path in (atom.path for atom in atoms(node)):
        answer = _ANSWERS.get(path.term.short)
        if answer and REGIMES.index(answer) >= REGIMES.index(rule.regime):
            yield InputError(
                f"rule {rule.id}: {path} cannot be asked here; {answer} is not ruled before {rule.regime}",
                expression.place,
            )
        if rule.effect is Effect.DEFINES:
            allowed = own[rule.term.split(".")[0]]
            if path.scope not in allowed:
                yield InputError(
                    f"rule {rule.id}: a definition of {rule.term} may look only at {', '.join(sorted(allowed))}, not at {path}",
                    expression.place,
                )
        elif path.scope == "party":
            yield InputError(
                f"rule {rule.id}: the scope `party` is for definitions; name the actor, counterpart, ...",
                expression.place,
            )
        elif path.scope in ("bank", "maker", "owner", "involved") and not _inside(node, path):
            yield InputError(
                f"rule {rule.id}: {path.scope} is a group; write some({path.scope}, ...) or every({path.scope}, ...)",
                expression.place,
            )
    if rule.effect in LIFTING and version.lifts == ("*",):
        yield InputError(f'rule {rule.id}: `lifts: ["*"]` would lift everything; name the instrument', version.place)


def _inside(node: Node, path: TermPath) -> bool:
    """Whether a path's scope is bound by a `some` or `every` somewhere in the expression."""
    if isinstance(node, Over):
        return node.scope == path.scope or _inside(node.body, path)
    parts = getattr(node, "parts", None) or ([node.body] if hasattr(node, "body") else [])
    return any(_inside(part, path) for part in parts)


def _references(rule: Rule, base: LawBase) -> Iterator[InputError]:
    prohibitions = [r.id for r in base.rules.values() if r.effect is Effect.PROHIBITS]
    for version in rule.versions:
        for target in version.lifts:
            if not expand([target], prohibitions):
                yield InputError(
                    f"rule {rule.id}: lifts {target!r}, which is no prohibition{nearest(target, prohibitions)}",
                    version.place,
                )
        for other in version.unless:
            if other not in base.rules:
                yield InputError(
                    f"rule {rule.id}: unless {other!r}, which is no rule{nearest(other, list(base.rules))}",
                    version.place,
                )
    if rule.permission and rule.permission not in base.permissions:
        yield InputError(
            f"rule {rule.id}: permission {rule.permission!r} is in no permissions file{nearest(rule.permission, list(base.permissions))}",
            rule.place,
        )
    for name, what in ((rule.term, "defines"), (rule.renewal, "renewal")):
        if name:
            term = base.vocabulary.terms.get(name)
            if term is None:
                yield InputError(
                    f"rule {rule.id}: {what} {name!r}, which is no term{nearest(name, list(base.vocabulary.terms))}",
                    rule.place,
                )
            elif term.type is not Type.TRUTH:
                yield InputError(
                    f"rule {rule.id}: {what} {name!r}, which is a {term.type}; only truth terms can be", rule.place
                )


def _twice_defined(base: LawBase) -> Iterator[InputError]:
    seen: dict[str, Rule] = {}
    for rule in base.rules.values():
        if rule.effect is Effect.DEFINES:
            if rule.term in seen and _overlap(rule, seen[rule.term]):
                yield InputError(f"rule {rule.id}: {rule.term} is defined already by {seen[rule.term].id}", rule.place)
            seen[rule.term] = rule


def _overlap(one: Rule, other: Rule) -> bool:
    return any(
        (a.until is None or b.start <= a.until) and (b.until is None or a.start <= b.until)
        for a in one.versions
        for b in other.versions
    )


def _cycles(base: LawBase) -> Iterator[InputError]:
    """Exceptions that except each other, and definitions that define each other."""
    arrows: dict[str, set[str]] = {}
    defining = {rule.term: rule.id for rule in base.rules.values() if rule.effect is Effect.DEFINES}
    for rule in base.rules.values():
        goals = arrows.setdefault(rule.id, set())
        for version in rule.versions:
            goals.update(i for i in version.unless if i in base.rules)
            if rule.effect is Effect.DEFINES:
                goals.update(_defined_by(version, defining))
    done: set[str] = set()
    for start in arrows:
        cycle = _walk(start, arrows, [], done)
        if cycle:
            rule = base.rules[cycle[0]]
            yield InputError(
                f"rule {rule.id}: a circle of exceptions or definitions: {' -> '.join([*cycle, cycle[0]])}", rule.place
            )


def _defined_by(version: Version, defining: dict[str, str]) -> set[str]:
    try:
        # A link leads to another party; whether parties link in a circle is not the law's doing.
        return {
            defining[a.path.term.name]
            for a in atoms(version.when.node)
            if a.path.term.name in defining and not a.path.links and a.path.scope != "owner"
        }
    except InputError:
        return set()


def _walk(here: str, arrows: dict[str, set[str]], path: list[str], done: set[str]) -> list[str]:
    if here in path:
        return path[path.index(here) :]
    if here in done:
        return []
    for goal in sorted(arrows.get(here, ())):
        cycle = _walk(goal, arrows, [*path, here], done)
        if cycle:
            done.update(cycle)
            return cycle
    done.add(here)
    return []
