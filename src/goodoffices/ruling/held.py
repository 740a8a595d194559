"""Permissions and notices that the plan says are already had."""

from __future__ import annotations

from goodoffices.plan.model import Act, Holding, Party
from goodoffices.ruling.views import ActContext
from goodoffices.values import Day


def holdings(world: ActContext) -> list[Holding]:
    """The permissions that stand on an act, and on those who act in it."""
    people = dict.fromkeys([world.actor, *world.travellers, *world.guests])
    return [*world.act.holds, *(h for one in people if isinstance(one.source, Party) for h in one.source.holds)]


def runs(holding: Holding, act: Act, as_of: Day) -> bool:
    """Whether a permission is had for the whole of the act's days (or for the day of the ruling, where none are given)."""
    first = act.day("from") or as_of
    last = act.day("until") or first
    return (holding.start is None or holding.start <= first) and (holding.until is None or last <= holding.until)
