"""Plausible plans: believable people and bodies, acts that fit together, facts left out as real authors leave them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from goodoffices.errors import Place
from goodoffices.plan.catalogue import shipped
from goodoffices.plan.model import Plan
from goodoffices.samples.dice import Dice
from goodoffices.samples.doings import REPERTOIRE
from goodoffices.samples.story import FIRST, LAST, Story

_TITLES = {
    "ngo": "An aid group's work",
    "german-ngo": "A German aid group's work",
    "un-agency": "A United Nations agency's work",
    "church": "A church's aid",
    "relative": "A divided family",
    "university": "An exchange of scholars",
    "orchestra": "An orchestra's tour",
    "newswire": "A reporter's work",
    "delegate": "A delegation from Seoul",
    "company": "A company's business",
}


def plausible(seed: int, count: int) -> Iterator[Plan]:
    """So many plausible plans; the same for the same seed everywhere, and the first ones the same whatever the count.

    Between them they hold all kinds of acts and parties. Nothing in them is real, and none is meant as a model of what is lawful.

    Raises:
        ValueError: the count is negative.
    """
    if count < 0:
        raise ValueError(f"there can be no {count} plans; give a count of 0 or more")
    return _plans(seed, count)


def _plans(seed: int, count: int) -> Iterator[Plan]:
    dice = Dice(seed)
    for number in range(1, count + 1):
        yield _plan(dice, Place(f"plausible-{seed}-{number}", 1))


def _plan(dice: Dice, place: Place) -> Plan:
    sponsor = dice.pick(tuple(REPERTOIRE))
    sent, doings, purposes = REPERTOIRE[sponsor]
    start = FIRST + dt.timedelta(days=dice.number(0, (LAST - FIRST).days))
    end = min(start + dt.timedelta(days=dice.number(0, 45)), LAST)
    wanted = tuple(dice.some(purposes, dice.number(1, 2)))
    story = Story(dice, shipped().goods, dice.pick((0.6, 0.85, 0.97)), start, end, wanted, place)
    story.sponsor = story.named(sponsor)
    if sent and dice.chance(0.85):
        story.people.append(story.named(sent, employer=sponsor))
    chosen = dice.some(range(len(doings)), dice.pick((1, 2, 2, 3, 3, 4, 5, 6, 8, 10)))
    for index in sorted(chosen):
        doings[index](story)
    as_of = start - dt.timedelta(days=dice.number(10, 300))
    return Plan(_TITLES[sponsor], as_of, sponsor, story.parties, tuple(story.acts), place)
