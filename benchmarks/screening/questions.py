"""What the engines are asked side by side: lists from which one alias of each tested party is taken out, and names that are nobody's.

The last list is the European Union's, in Latin letters alone, asked for by names in other scripts (`annexes.py`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.screening.annexes import FAKERS, annexed, clean_in
from benchmarks.screening.engines import Entry, Question
from benchmarks.screening.material import (
    Wanted,
    across_scripts,
    alias_pairs,
    clean_bodies,
    clean_persons,
    clean_vessels,
    is_dprk,
    is_test,
    korean_people,
    namesakes,
    parties,
    region,
    unmarked,
    vietnamese_people,
    vietnamese_spellings,
)
from goodoffices.parties.model import Kind, ListedParty

SEEDS = {"test": 7, "train": 1}
TESTED: tuple[Kind, ...] = ("Person", "Organization", "Vessel")
BUDGETED = {"Person": "clean persons", "Organization": "clean firms", "Vessel": "clean ships"}
"""The clean names by which each kind's threshold is set."""


VIETNAMESE = 40
"""Made-up Vietnamese persons that are put on a list: more than lists have, few enough not to meet each other's names all the time."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is asked."""

    rounds: int
    """Aliases of each North Korean party."""
    each: int
    """Other parties of each region and kind; names in each script."""
    clean: int
    """Made-up persons; half as many firms, ships and Korean names."""


@dataclass(frozen=True, slots=True)
class Round:
    """A list and what is asked of it."""

    book: str
    entries: list[Entry]
    questions: list[Question]


def drawn(text: str) -> bytes:
    """A fixed order that has nothing to do with the names."""
    return hashlib.sha256(f"peers:{text}".encode()).digest()


def all_rounds(half: str, amounts: Amounts) -> Iterator[Round]:
    """The SDN list round by round, then the European Union's."""
    listed = parties()
    pairs: dict[str, list[Wanted]] = defaultdict(list)
    by_id = {p.id: p for p in listed}
    own = [p for p in listed if is_test(p) == (half == "test") and p.kind in TESTED]
    for wanted in alias_pairs(own):
        pairs[wanted.party].append(wanted)
    scripts = list(across_scripts(own))
    for number in range(amounts.rounds):
        chosen = [ident for ident in pairs if is_dprk(by_id[ident]) and len(pairs[ident]) > number]
        chosen += _others(pairs, by_id, amounts.each) if number == 0 else []
        asked = [sorted(pairs[ident], key=lambda one: drawn(one.text))[number] for ident in chosen]
        questions = [_question(w, _group(w, by_id[w.party])) for w in asked]
        questions += _clean(listed, half, amounts.clean) if number == 0 else []
        yield Round("sdn", _entries(listed, {w.party: w.without for w in asked}), questions)
    # Each person's marked spelling is taken out, so that the name in another script has to find another one.
    across = [_question(w, w.group) for w in scripts]
    yield Round("sdn", _entries(listed, {w.party: w.without for w in scripts}), across)
    yield _annexes(half, amounts)


def _others(pairs: dict[str, list[Wanted]], by_id: dict[str, ListedParty], each: int) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ident in sorted(pairs, key=drawn):
        party = by_id[ident]
        if not is_dprk(party):
            found[region(party), party.kind].append(ident)
    for idents in found.values():
        yield from idents[:each]


def _group(wanted: Wanted, party: ListedParty) -> str:
    """Region, kind, and whether the alias is another spelling or another name."""
    return f"{region(party)} {wanted.group.partition(' ')[2]}"


def _question(wanted: Wanted, group: str) -> Question:
    return {"name": wanted.text, "kind": wanted.kind, "group": group, "expect": wanted.party}


def _entries(listed: Sequence[ListedParty], out: dict[str, str]) -> list[Entry]:
    return [
        {
            "id": p.id,
            "kind": p.kind,
            "countries": [c.lower() for c in p.countries],
            "names": [name.text for name in p.names if name.text != out.get(p.id)] or [p.name],
        }
        for p in listed
    ]


def _clean(listed: list[ListedParty], half: str, count: int) -> list[Question]:
    seed = SEEDS[half]
    koreans = korean_people(count // 2, seed)
    same = namesakes({hangul for hangul, _ in koreans}, listed)
    names: dict[str, tuple[Kind, list[str]]] = {
        "clean persons": ("Person", clean_persons(count, seed, listed)),
        "clean firms": ("Organization", clean_bodies(count // 2, seed)),
        "clean ships": ("Vessel", clean_vessels(count // 2, seed)),
        "real Korean names, unlisted": ("Person", [name for hangul, name in koreans if hangul not in same]),
        "real Korean names, namesakes of listed people": (
            "Person",
            [name for hangul, name in koreans if hangul in same],
        ),
    }
    return [
        {"name": name, "kind": kind, "group": group, "expect": ""}
        for group, (kind, each) in names.items()
        for name in each
    ]


def _annexes(half: str, amounts: Amounts) -> Round:
    listed, wanted = annexed(half)
    groups: dict[str, list[Wanted]] = defaultdict(list)
    for one in sorted(wanted, key=lambda w: drawn(w.text)):
        groups[one.group].append(one)
    questions = [_question(w, w.group) for each in groups.values() for w in each[: amounts.each]]
    vietnamese, spellings = _vietnamese(half)
    questions += spellings
    clean: dict[str, tuple[Kind, list[str]]] = {
        "EU clean persons": ("Person", clean_persons(amounts.clean, SEEDS[half], listed)),
        "EU clean firms": ("Organization", clean_bodies(amounts.clean // 2, SEEDS[half])),
        **{
            f"EU clean persons in {writing}": ("Person", clean_in(writing, amounts.clean // 5, SEEDS[half]))
            for writing in (*FAKERS, "Korean")
        },
    }
    clean["EU clean persons, Vietnamese"] = ("Person", _other_vietnamese(half, amounts))
    questions += [
        {"name": name, "kind": kind, "group": group, "expect": ""}
        for group, (kind, each) in clean.items()
        for name in each
    ]
    return Round("EU", [*_entries(listed, {}), *vietnamese], questions)


def _vietnamese(half: str) -> tuple[list[Entry], list[Question]]:
    """Made-up Vietnamese persons as entries of the list, of whom the lists have next to none, and their names in other spellings."""
    entries: list[Entry] = []
    questions: list[Question] = []
    for number, (surname, middle, given) in enumerate(vietnamese_people(VIETNAMESE, SEEDS[half])):
        ident = f"vn-{number}"
        listed = f"{unmarked(surname).upper()}, {unmarked(f'{middle} {given}')}"
        entries.append({"id": ident, "kind": "Person", "names": [listed], "countries": ["vn"]})
        questions += [
            {"name": text, "kind": "Person", "group": f"EU Person, Vietnamese (made up), {how}", "expect": ident}
            for how, text in vietnamese_spellings(surname, middle, given).items()
        ]
    return entries, questions


def _other_vietnamese(half: str, amounts: Amounts) -> list[str]:
    listed = {(surname, given) for surname, _, given in vietnamese_people(VIETNAMESE, SEEDS[half])}
    people = vietnamese_people(amounts.clean // 2, SEEDS[half] + 1)
    return [" ".join(name) for name in people if (name[0], name[2]) not in listed]
