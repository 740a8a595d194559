"""The 50 percent rule, held against OFAC's Revised Guidance on Entities Owned by Persons Whose Property Is Blocked (2014-08-13).

The cases are those of the guidance and of OFAC FAQ 398, 399 and 401, in our own words: shares of all blocked persons are summed, whatever
the programme; who is owned by half or more is blocked and its whole share counts; who is owned by less is not, and its share counts not at all.
"""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.law.base import Law
from goodoffices.plan.reader import read_plan
from goodoffices.ruling.situations import World
from goodoffices.values import Day

HEAD = """goodoffices: 1
title: t
sponsor: us
parties:
  - {id: us, kind: organisation, name: Our Church, country: US}
"""
TAIL = """
acts:
  - {id: talk, kind: meeting, with: [it], place: CN}
"""
X = "  - {id: x, kind: person, name: X, listed: [us-sdn]}"
Y = "  - {id: y, kind: organisation, name: Y, listed: [us-sdn, un-1718]}"
CLEAN = "  - {id: clean, kind: person, name: Clean, listed: none}"


def owned(ident: str, *shares: tuple[str, object], listed: str = "none") -> str:
    owners = ", ".join(
        f"{{party: {who}, share: {share}}}" if share is not None else f"{{party: {who}}}" for who, share in shares
    )
    stated = f", listed: {listed}" if listed else ""
    return f"  - {{id: {ident}, kind: organisation, name: Firm {ident}, owned_by: [{owners}]{stated}}}"


def share(*parties: str, term: str = "sdn_share") -> object:
    plan = read_plan((HEAD + "\n".join(parties) + TAIL).encode())
    world = World(plan, Law.on(Day(2026, 1, 1)), lambda act, regime: {})
    found = world.act("talk").party("it")
    assert found is not None
    return found.value(term)


def test_half_owned_by_one_listed_person_is_half() -> None:
    assert share(X, CLEAN, owned("it", ("x", 50), ("clean", 50))) == 50


def test_shares_of_several_listed_owners_are_summed() -> None:
    assert share(X, Y, CLEAN, owned("it", ("x", 25), ("y", 25), ("clean", 50))) == 50


def test_just_below_half_is_below_half() -> None:
    assert share(X, CLEAN, owned("it", ("x", "49.9"), ("clean", "50.1"))) == Decimal("49.9")


def test_through_a_half_owned_firm_its_whole_share_counts() -> None:
    assert share(X, CLEAN, owned("a", ("x", 50), ("clean", 50)), owned("it", ("a", 50), ("clean", 50))) == 50


def test_a_firm_owned_by_less_than_half_counts_not_at_all() -> None:
    assert share(X, CLEAN, owned("a", ("x", 25), ("clean", 75)), owned("it", ("a", 50), ("clean", 50))) == 0


def test_direct_and_indirect_shares_are_summed() -> None:
    assert share(X, CLEAN, owned("a", ("x", 50), ("clean", 50)), owned("it", ("x", 10), ("a", 40), ("clean", 50))) == 50


def test_two_half_owned_firms_with_a_quarter_each_make_half() -> None:
    a, b = owned("a", ("x", 50), ("clean", 50)), owned("b", ("x", 50), ("clean", 50))
    assert share(X, CLEAN, a, b, owned("it", ("a", 25), ("b", 25), ("clean", 50))) == 50


def test_of_two_firms_only_the_half_owned_one_counts() -> None:
    a, b = owned("a", ("x", 50), ("clean", 50)), owned("b", ("x", 25), ("clean", 75))
    assert share(X, CLEAN, a, b, owned("it", ("a", 25), ("b", 25), ("clean", 50))) == 25


def test_two_listed_owners_make_a_firm_blocked_whose_share_then_counts() -> None:
    a = owned("a", ("x", 25), ("y", 25), ("clean", 50))
    assert share(X, Y, CLEAN, a, owned("it", ("a", 50), ("clean", 50))) == 50


def test_a_chain_of_four_firms_is_followed_to_its_end() -> None:
    links = [owned(f"a{n}", (f"a{n - 1}" if n else "x", 50), ("clean", 50)) for n in range(4)]
    assert share(X, CLEAN, *links, owned("it", ("a3", 60), ("clean", 40))) == 60


def test_owners_that_own_each_other_do_not_make_themselves_blocked() -> None:
    a, it = owned("a", ("it", 60), ("clean", 40)), owned("it", ("a", 60), ("clean", 40))
    assert share(CLEAN, a, it) == 0


def test_a_cycle_with_a_listed_owner_in_it_is_blocked() -> None:
    a, it = owned("a", ("it", 50), ("x", 50)), owned("it", ("a", 50), ("clean", 50))
    assert share(X, CLEAN, a, it) == 50


def test_who_owns_itself_is_not_its_own_owner() -> None:
    assert share(X, CLEAN, owned("it", ("it", 60), ("x", 10), ("clean", 30))) == 10


def test_control_without_ownership_is_no_share() -> None:
    assert share(X, CLEAN, owned("it", ("clean", 100))) == 0


def test_the_lists_are_counted_apart() -> None:
    parties = (X, Y, CLEAN, owned("it", ("x", 40), ("y", 20), ("clean", 40)))
    assert (share(*parties), share(*parties, term="un_listed_share")) == (60, 20)


def test_an_owner_of_whom_nothing_is_known_leaves_it_open() -> None:
    unknown = "  - {id: unknown, kind: organisation, name: Unknown}"
    assert share(CLEAN, unknown, owned("it", ("unknown", 60), ("clean", 40))) is None


def test_a_share_that_is_not_said_leaves_it_open() -> None:
    assert share(X, CLEAN, owned("it", ("x", None), ("clean", 30))) is None


def test_an_open_owner_does_not_matter_where_the_known_ones_make_half() -> None:
    unknown = "  - {id: unknown, kind: organisation, name: Unknown}"
    assert share(X, unknown, owned("it", ("x", 50), ("unknown", 50))) == 50


def test_nobody_said_to_own_it_leaves_it_open() -> None:
    assert share("  - {id: it, kind: organisation, name: Firm}") is None


def test_owners_that_are_not_named_leave_it_open_where_they_could_make_half() -> None:
    assert share(X, owned("it", ("x", 30))) is None


def test_an_open_owner_too_small_to_make_half_does_not_leave_it_open() -> None:
    unknown = "  - {id: unknown, kind: organisation, name: Unknown}"
    found = share(CLEAN, unknown, owned("it", ("unknown", 10), ("clean", 90)))
    assert isinstance(found, Decimal) and found < 50


def test_twenty_firms_that_all_own_each_other_are_counted_once_each() -> None:
    firms = [f"f{n}" for n in range(20)]
    each = [owned(f, ("x", 5), *((other, 5) for other in firms if other != f)) for f in firms]
    assert share(X, *each, owned("it", *((f, 5) for f in firms))) == 0


_FIRMS = ("a", "b", "it")
_SHARES = st.lists(st.tuples(st.sampled_from(("x", "clean", "a", "b")), st.integers(1, 6)), min_size=1, max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.tuples(_SHARES, _SHARES, _SHARES), st.data())
def test_what_is_left_out_never_turns_the_answer_round(
    parts: tuple[list[tuple[str, int]], ...], data: st.DataObject
) -> None:
    told: dict[str, list[tuple[str, object]]] = {}
    for firm, given_parts in zip(_FIRMS, parts, strict=True):
        weights: dict[str, int] = {}
        for who, weight in given_parts:
            weights[who] = weights.get(who, 0) + weight
        whole = sum(weights.values())
        percent = {who: 100 * weight // whole for who, weight in weights.items()}
        percent["clean"] = percent.get("clean", 0) + 100 - sum(percent.values())
        told[firm] = [(who, held) for who, held in percent.items() if held]
    full = share(X, CLEAN, *(owned(firm, *told[firm]) for firm in _FIRMS))
    assert isinstance(full, Decimal)

    less = {
        firm: [
            (who, held if data.draw(st.booleans()) else None) for who, held in told[firm] if data.draw(st.booleans())
        ]
        for firm in _FIRMS
    }
    known = share(X, CLEAN, *(owned(firm, *less[firm]) for firm in _FIRMS))
    assert known is None or (isinstance(known, Decimal) and known <= full and (known >= 50) == (full >= 50))
