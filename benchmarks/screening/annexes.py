"""Names in other scripts as they are really published: the parties of the European Union's annexes, with their names in Cyrillic, Arabic,
Persian, Chinese and Korean writing.

The list holds each party's Latin names alone; a name in another script is the question, and its party the answer. Halves are made as
those of the SDN list, by the party's first name. The transcription of the annexes (`eu_oj_annexes_...csv.gz` of the snapshots) is
OpenSanctions' under CC BY-NC 4.0: it serves measurement and is no part of the program.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from faker import Faker

from benchmarks.screening.material import LISTS, Wanted, korean_people
from benchmarks.screening.spellings import spelling
from goodoffices.parties.model import Kind, ListedParty, Name

ANNEXES = "eu_oj_annexes_2026-08-14.csv.gz"
FIELDS = ("name", "alias", "weakAlias", "previousName")
SCHEMAS: dict[str, Kind] = {"Person": "Person", "LegalEntity": "Organization", "Company": "Organization", "Organization": "Organization"}  # fmt: skip
WRITINGS = {
    "Cyrillic": "\u0400-\u04ff",
    "Arabic": "\u0600-\u06ff",
    "Chinese": "\u4e00-\u9fff",
    "Korean": "\uac00-\ud7a3",
}
_NO_NAMES = re.compile(r"text of image|^\w+:$", re.IGNORECASE)
_FEWEST = 4
"""Letters that a name in an alphabet must have to be asked for: shorter ones are abbreviations."""
_FEWEST_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class Annexed:
    """A party as the annexes have it, its names parted by script."""

    party: ListedParty
    foreign: tuple[tuple[str, str], ...]
    """Writing and name, for each name that stands in one other script than the Latin alone."""


def _writing(text: str, iranian: bool) -> str | None:
    """The one script that a name stands in: Latin, another, or None for a mixture."""
    found = [name for name, letters in WRITINGS.items() if re.search(f"[{letters}]", text)]
    latin = re.search(r"[A-Za-z]", text)
    if not found:
        return "Latin"
    if latin or len(found) > 1:
        return None
    return "Persian" if found[0] == "Arabic" and iranian else found[0]


def _fewest(writing: str) -> int:
    return _FEWEST_CHARACTERS if writing in ("Chinese", "Korean") else _FEWEST


def annexed(half: str) -> tuple[list[ListedParty], list[Wanted]]:
    """The whole list in Latin letters, and the names in other scripts that one half of it is asked for by."""
    listed: dict[str, Annexed] = {}
    with gzip.open(LISTS / ANNEXES, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = SCHEMAS.get(row["schema"])
            names = [n.strip() for field in FIELDS for n in row[field].split(";")]
            names = [n for n in dict.fromkeys(names) if n and not _NO_NAMES.search(n)]
            parted = [(_writing(n, row["programKey"] == "EU-IRN"), n) for n in names]
            latin = [n for writing, n in parted if writing == "Latin"]
            if kind is None or not latin or latin[0] in listed:
                continue
            foreign = tuple((w, n) for w, n in parted if w and w != "Latin" and len(n) >= _fewest(w))
            made = tuple(Name(n, "strong" if at else "primary") for at, n in enumerate(latin))
            listed[latin[0]] = Annexed(
                ListedParty(f"eu-{len(listed)}", "eu", kind, made, (row["programKey"],)), foreign
            )
    return [a.party for a in listed.values()], list(_wanted(listed.values(), half))


def _wanted(listed: Iterable[Annexed], half: str) -> Iterator[Wanted]:
    for one in listed:
        odd = hashlib.sha256(f"goodoffices-eu:{one.party.name}".encode()).digest()[0] % 2 == 1
        if odd != (half == "test"):
            continue
        for writing, name in one.foreign:
            yield Wanted(name, one.party.id, one.party.kind, f"EU {one.party.kind} in {writing}")


FAKERS = {"Cyrillic": "ru_RU", "Arabic": "ar_SA", "Persian": "fa_IR", "Chinese": "zh_CN"}


def clean_in(writing: str, count: int, seed: int) -> list[str]:
    """Made-up persons in a script; Korean ones are real names."""
    if writing == "Korean":
        chance = random.Random(seed)
        return [spelling(hangul, "hangul", chance) for hangul, _ in korean_people(count, seed)]
    faker = Faker(FAKERS[writing])
    faker.seed_instance(seed)
    family_first = writing == "Chinese"
    return [
        f"{faker.last_name()}{faker.first_name()}" if family_first else f"{faker.first_name()} {faker.last_name()}"
        for _ in range(count)
    ]
