"""What changed in the law between two days: the rules that came, went, or were given another text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from goodoffices.law.rules import Instrument, LawBase, Rule, Version
from goodoffices.values import Day


class How(StrEnum):
    """How a rule differs on the later day."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that differs between two days, with its text on either; None where it is not in force."""

    instrument: Instrument
    rule: Rule
    before: Version | None
    after: Version | None

    @property
    def how(self) -> How:
        """Whether the rule came, went, or changed."""
        return How.CAME if self.before is None else How.WENT if self.after is None else How.CHANGED

    @property
    def same_reach(self) -> bool:
        """Whether the new text reaches what the old one did, on the same conditions: a renewal, or a notice of another year."""
        old, new = self.before, self.after
        return old is not None and new is not None and _substance(old) == _substance(new)


def _substance(version: Version) -> object:
    return (
        version.when.node,
        version.unless,
        version.lifts,
        version.says,
        [(duty.do, duty.due) for duty in version.conditions],
        [(line.word, line.when.node if line.when else None) for line in version.outlook],
    )


def diff(base: LawBase, earlier: Day, later: Day) -> tuple[Change, ...]:
    """Every rule that differs between the law in force on two days, by instrument.

    Raises:
        ValueError: the later day is before the earlier one.
    """
    if later < earlier:
        raise ValueError(f"the second day, {later}, is before the first, {earlier}")
    instruments = {one.id: one for one in base.instruments}
    found = [
        Change(instruments[rule.instrument], rule, before, after)
        for rule in base.rules.values()
        if (before := in_force(rule, earlier)) is not (after := in_force(rule, later))
    ]
    return tuple(sorted(found, key=lambda change: (change.instrument.regime, change.instrument.id, change.rule.id)))


def in_force(rule: Rule, day: Day) -> Version | None:
    """The text of a rule that is in force on a day, or None."""
    return next((version for version in rule.versions if version.covers(day)), None)
