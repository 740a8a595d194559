"""How much of the law base the authority cases decide: `make law-coverage`.

A version of a rule is decisive if the findings of some case change when it is taken out of the law base. Every version that no
case decides is printed, with the share of those that are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.law.base import Law, shipped, version_on
from goodoffices.law.rules import Effect, LawBase, Rule, Version
from goodoffices.ruling.acts import days_of
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from tests.authority.cases import FOLDER, Case, read_case


def without(base: LawBase, gone: Rule, version: Version) -> LawBase:
    """The law base without one version of one rule."""
    left = tuple(v for v in gone.versions if v is not version)
    rules = {i: r for i, r in base.rules.items() if r.id != gone.id}
    if left:
        rules[gone.id] = replace(gone, versions=left)
    return replace(base, rules=rules)


def told(ruling: Ruling) -> object:
    """What a reader of a ruling is told: everything but how its questions are ranked."""
    return [
        (f.act, f.regime, f.subject, f.status, f.interval, f.outlook, f.conditions, f.warnings, [r.id for r in f.rules])
        for act in ruling.acts
        for f in act.findings
    ]


def in_play(case: Case, base: LawBase) -> Iterator[tuple[str, Version]]:
    """The versions that apply on some day of a case."""
    as_of = case.plan.as_of
    assert as_of is not None
    law = Law.on(as_of, base)
    days = {day for act in case.plan.acts for day in days_of(act, law)}
    for one in base.rules.values():
        for day in days:
            found = version_on(one, as_of, day)
            if found:
                yield one.id, found[0]


def undecided(base: LawBase, cases: list[Case]) -> list[tuple[Rule, Version]]:
    """The rule versions that no case decides."""
    by_version: dict[tuple[str, object], list[Case]] = {}
    plain: dict[str, object] = {}
    named: dict[str, set[str]] = {}
    for case in cases:
        assert case.plan.as_of is not None
        ruling = rule(case.plan, Law.on(case.plan.as_of, base))
        plain[case.name] = told(ruling)
        named[case.name] = {r.id for a in ruling.acts for f in a.findings for r in f.rules}
        for ident, version in in_play(case, base):
            by_version.setdefault((ident, version.start), []).append(case)
    exceptions = {i for r in base.rules.values() for v in r.versions for i in v.unless}
    left: list[tuple[Rule, Version]] = []
    for one in base.rules.values():
        for version in one.versions:
            found = by_version.get((one.id, version.start), [])
            # A definition or an exception works behind the rules that a ruling names; any other rule decides only where it is named.
            behind = one.effect is Effect.DEFINES or one.id in exceptions
            found = found if behind else [c for c in found if one.id in named[c.name]]
            smaller = without(base, one, version)
            if not any(_differs(case, smaller, plain) for case in found):
                left.append((one, version))
    return left


def _differs(case: Case, base: LawBase, plain: dict[str, object]) -> bool:
    assert case.plan.as_of is not None
    return told(rule(case.plan, Law.on(case.plan.as_of, base))) != plain[case.name]


def main() -> int:
    """Print the rule versions that no case decides; the exit code says only whether it ran."""
    base = shipped()
    cases = [read_case(path) for path in sorted(FOLDER.glob("*.yaml"))]
    left = undecided(base, cases)
    total = sum(len(r.versions) for r in base.rules.values())
    for one, version in left:
        print(f"no case decides {one.id} from {version.start} ({version.cite})")
    print(
        f"{total - len(left)} of {total} rule versions are decisive in some case ({100 * (total - len(left)) / max(total, 1):.0f} percent)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
