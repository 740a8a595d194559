"""What holds of every ruling: of the plans that an authority has spoken on, and of plausible ones from a seed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from goodoffices.law.base import Law, shipped
from goodoffices.law.rules import LIFTING, Effect, LawBase
from goodoffices.plan.model import Act, Plan
from goodoffices.ruling.acts import Worlds, days_of
from goodoffices.ruling.model import ActRuling, Ruling
from goodoffices.ruling.rule import rule
from goodoffices.ruling.timeline import timeline
from goodoffices.samples import plausible
from goodoffices.values import Day, Interval, Status
from tests.authority.cases import FOLDER, read_case, ruled
from tests.ruling.stated import Stated, questions_of_truth, stated_facts


@dataclass(frozen=True)
class Sample:
    """A plan with a name that is short enough to be printed: a case's, or the seed of a plausible one."""

    name: str
    plan: Plan = field(repr=False)


CASES = [Sample(path.stem, read_case(path).plan) for path in sorted(FOLDER.glob("*.yaml"))]
samples = st.one_of(
    st.sampled_from(CASES), st.integers(0, 9999).map(lambda seed: Sample(f"seed {seed}", next(plausible(seed, 1))))
)
chances = st.integers(0, 2**32).map(random.Random)

Key = tuple[str, str, str]
CLEAR = Interval(0, 0)


def often(count: int) -> settings:
    """So many examples, always the same ones."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    # A smaller seed is no simpler plan, so nothing is shrunk.
    phases = (Phase.explicit, Phase.generate)
    return settings(
        max_examples=count, deadline=None, derandomize=True, database=None, phases=phases, suppress_health_check=quiet
    )


EXCUSED: Mapping[str, tuple[set[str], str]] = {
    "act.passport": ({"us-passport"}, "where an act does not say which passport is used, the party's own word counts"),
}
"""Where a fact left out is taken for an answer, and no word of it is said: its term, the regimes that do so, and why that is no fault."""

ANSWERED = frozenset({"item.food", "item.medicine", "item.informational", "item.luxury", "item.subject_to_ear"})
"""Terms that a definition, or other facts of the plan, may answer as well: then nothing is missing where the plan is silent."""


def law_of(plan: Plan, base: LawBase | None = None) -> Law:
    assert plan.as_of
    return Law.on(plan.as_of, base)


def intervals(ruling: Ruling) -> dict[Key, Interval]:
    return {(f.act, f.regime, f.subject): f.interval for act in ruling.acts for f in act.findings}


def outside(fuller: Ruling, barer: Ruling) -> set[Key]:
    """The findings of a fuller plan that lie outside those of a barer one; where there is no finding, it is clear."""
    full, bare = intervals(fuller), intervals(barer)
    # What stands under a name in one may stand under `?`, for somebody who is not named, in the other.
    unnamed = {(act, regime) for act, regime, subject in full.keys() | bare.keys() if "?" in subject}
    joined = {(act, regime) for act, regime, _ in _outside(_by_regime(full), _by_regime(bare))}
    return {key for key in _outside(full, bare) if key[:2] not in unnamed or key[:2] in joined}


def _outside(full: Mapping[Key, Interval], bare: Mapping[Key, Interval]) -> set[Key]:
    return {
        key
        for key in full.keys() | bare.keys()
        if full.get(key, CLEAR).low < bare.get(key, CLEAR).low or full.get(key, CLEAR).high > bare.get(key, CLEAR).high
    }


def _by_regime(found: Mapping[Key, Interval]) -> dict[Key, Interval]:
    joined: dict[Key, Interval] = {}
    for (act, regime, _), interval in found.items():
        known = joined.get((act, regime, ""), CLEAR)
        joined[act, regime, ""] = Interval(max(known.low, interval.low), max(known.high, interval.high))
    return joined


def unexcused(fact: Stated, fuller: Ruling, barer: Ruling) -> set[Key]:
    """The findings that a fact moves out of what was possible without it, but for those whose cause is known."""
    bad = outside(fuller, barer)
    if not bad or fact.assumed_in(barer) or _answered(fact):
        return set()
    regimes = EXCUSED[fact.term][0] if fact.term in EXCUSED else set()
    return {key for key in bad if key[1] not in regimes}


def _answered(fact: Stated) -> bool:
    """Whether the plan answers a question still, though it does not say the fact; said otherwise, it contradicts itself."""
    if fact.term not in ANSWERED:
        return False
    world = Worlds(fact.without, law_of(fact.without))
    days = [day for act in fact.without.acts for day in days_of(act, world.law)]
    views = [view for day in days for act in fact.without.acts for view in world.on(day).act(act.id).items]
    short = fact.term.split(".")[1]
    return any(view.worth(short).origin in ("law", "worked out") for view in views if view.ident in fact.of)


@often(120)
@given(samples)
def test_no_fact_that_is_added_ever_widens_an_interval(sample: Sample) -> None:
    plan = sample.plan
    fuller = rule(plan, law_of(plan))
    for fact in stated_facts(plan):
        barer = rule(fact.without, law_of(plan))
        bad = unexcused(fact, fuller, barer)
        assert not bad, (fact.term, fact.of, {k: (intervals(fuller).get(k), intervals(barer).get(k)) for k in bad})


@often(60)
@given(samples, st.data())
def test_unknown_never_behaves_as_an_answer(sample: Sample, data: st.DataObject) -> None:
    plan = sample.plan
    asked = data.draw(st.lists(st.sampled_from(list(questions_of_truth(plan))), min_size=8, max_size=16, unique_by=id))
    for question in asked:
        unsaid = rule(question.fact.without, law_of(plan))
        for answer in (question.yes, question.no):
            said = rule(answer, law_of(plan))
            bad = unexcused(question.fact, said, unsaid)
            assert not bad, (question.fact.term, question.fact.of, answer is question.yes, bad)


def test_a_status_that_is_not_said_leaves_both_of_its_answers_open() -> None:
    case = read_case(FOLDER / "ofac-2018-us-status-not-said.yaml")
    unsaid = next(f for f in ruled(case).acts[0].findings if f.regime == "us-ofac").interval
    for status in ("citizen", "none"):
        party = case.plan.parties["tr"]
        told = replace(party, fields={**party.fields, "us_status": status, "nationalities": ("DE",), "residence": "DE"})
        plan = replace(case.plan, parties={**case.plan.parties, "tr": told})
        after = rule(plan, law_of(plan))
        high = max((f.interval.high for f in after.acts[0].findings if f.regime == "us-ofac"), default=0)
        assert unsaid.low <= high <= unsaid.high


@often(120)
@given(samples, chances)
def test_the_order_of_acts_parties_and_items_never_matters(sample: Sample, chance: random.Random) -> None:
    plan = sample.plan
    parties, acts = list(plan.parties.items()), [_items_shuffled(act, chance) for act in plan.acts]
    chance.shuffle(parties)
    chance.shuffle(acts)
    shuffled = replace(plan, parties=dict(parties), acts=tuple(acts))
    assert intervals(rule(plan, law_of(plan))) == intervals(rule(shuffled, law_of(plan)))


def _items_shuffled(act: Act, chance: random.Random) -> Act:
    items = list(act.items or ())
    chance.shuffle(items)
    return replace(act, items=tuple(items)) if act.items is not None else act


@often(40)
@given(samples, chances)
def test_the_order_of_rules_never_matters(sample: Sample, chance: random.Random) -> None:
    plan = sample.plan
    rules = list(shipped().rules.items())
    chance.shuffle(rules)
    shuffled = replace(shipped(), rules=dict(rules))
    assert intervals(rule(plan, law_of(plan))) == intervals(rule(plan, law_of(plan, shuffled)))


@often(80)
@given(samples, st.data())
def test_a_ruling_never_gets_lighter_without_a_rule_that_lifts(sample: Sample, data: st.DataObject) -> None:
    plan = sample.plan
    before = rule(plan, law_of(plan))
    gone = data.draw(st.sampled_from(_rules(before, LIFTING)))
    after = rule(plan, law_of(plan, _without(gone)))
    one, other = _by_regime_of(before, gone), _by_regime_of(after, gone)
    lighter = {k for k, was in one.items() if other.get(k, CLEAR).low < was.low or other.get(k, CLEAR).high < was.high}
    assert not lighter, (gone, lighter)


@often(80)
@given(samples, st.data())
def test_a_ruling_never_gets_heavier_without_a_prohibition(sample: Sample, data: st.DataObject) -> None:
    plan = sample.plan
    before = rule(plan, law_of(plan))
    gone = data.draw(st.sampled_from(_rules(before, {Effect.PROHIBITS})))
    after = rule(plan, law_of(plan, _without(gone)))
    one, other = _by_regime_of(before, gone), _by_regime_of(after, gone)
    heavier = {k for k, now in other.items() if one.get(k, CLEAR).low < now.low or one.get(k, CLEAR).high < now.high}
    assert not heavier, (gone, heavier)


def _rules(ruling: Ruling, effects: frozenset[Effect] | set[Effect]) -> list[str]:
    """The rules of some effects that decided a ruling, or all of them where none did."""
    rules = shipped().rules
    used = dict.fromkeys(r.id for act in ruling.acts for f in act.findings for r in f.rules)
    telling = [ident for ident in used if rules[ident].effect in effects]
    return telling or [ident for ident, one in rules.items() if one.effect in effects]


def _without(gone: str) -> LawBase:
    return replace(shipped(), rules={ident: one for ident, one in shipped().rules.items() if ident != gone})


def _by_regime_of(ruling: Ruling, gone: str) -> dict[Key, Interval]:
    """What each regime makes of each act.

    Where other regimes look at the answer of the rule's own, only that one: the Treasury authorises what the Commerce Department has
    licensed, so goods that no longer need that licence lose the authorisation.
    """
    regime = shipped().rules[gone].regime
    found = _by_regime(intervals(ruling))
    return {key: one for key, one in found.items() if regime not in ("un-1718", "us-bis") or key[1] == regime}


@often(120)
@given(samples)
def test_an_act_does_not_depend_on_acts_that_it_is_not_linked_to(sample: Sample) -> None:
    plan = sample.plan
    together = {act.act: act for act in rule(plan, law_of(plan)).acts}
    for act in plan.acts:
        linked = {act.id, act.fields.get("incident_to"), act.fields.get("pays_for")}
        alone = replace(plan, acts=tuple(one for one in plan.acts if one.id in linked))
        found = next(one for one in rule(alone, law_of(plan)).acts if one.act == act.id)
        assert found == together[act.id]


@often(40)
@given(samples, st.lists(st.integers(0, 700), min_size=4, max_size=8))
def test_the_timeline_says_of_each_day_what_a_ruling_of_that_day_says(sample: Sample, ahead: list[int]) -> None:
    plan = sample.plan
    assert plan.as_of
    start = plan.as_of - dt.timedelta(days=100)
    through = timeline(plan, shipped(), start, start + dt.timedelta(days=700))
    for day in (start + dt.timedelta(days=count) for count in ahead):
        ruling = rule(plan, Law.on(day))
        assert through.status(day) is ruling.status
        for told, act in zip(through.acts, ruling.acts, strict=True):
            assert _told(told.on(day)) == _told(act), (day, act.act)


def _told(act: ActRuling) -> list[tuple[str, str, Status, object, object]]:
    return [(f.regime, f.subject, f.status, f.permissions, f.conditions) for f in act.findings]


def test_the_days_of_the_sampled_plans_lie_within_the_law_base() -> None:
    """A property says nothing of law that no plan meets: the plans reach from before the first restriction to today."""
    days = [plan.as_of for plan in [*(case.plan for case in CASES), *plausible(1, 200)] if plan.as_of]
    assert min(days) < Day(2010, 8, 30) and max(days) > Day(2024, 2, 16)
