"""The normal form as lines of JSON: a first line about the list, then a line for each party, each field only where it says something.

The embedded table is in this form, and so is the copy that the store keeps beside a publisher's file, so that reading it takes a
fraction of what reading the file took.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator

from goodoffices.errors import InputError, Place
from goodoffices.parties.model import Identifier, ListedParty, Name, PartyList, Problem
from goodoffices.values import Day

FORM = "goodoffices-parties-1"

_TEXTS = ("programmes", "births", "birth_places", "countries", "addresses")


def lines(found: PartyList, about: dict[str, str] | None = None) -> Iterator[str]:
    """The list, line by line. `about` is more to say of it in the first line, for people to read."""
    head: dict[str, object] = {"form": FORM, "name": found.name, "publisher": found.publisher, "version": found.version}
    head |= {"day": found.day.isoformat() if found.day else None, "parties": len(found.parties)}
    head["problems"] = [[p.where, p.what, p.lost] for p in found.problems]
    yield _json(head | dict(about or {}))
    for party in found.parties:
        yield _json(_of(party, found.name))


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _of(party: ListedParty, name: str) -> dict[str, object]:
    found: dict[str, object] = {"id": party.id}
    if party.list != name:
        found["list"] = party.list
    found["kind"] = party.kind
    found["names"] = [
        _trimmed([n.text, n.quality, n.script, n.family], ["", "strong", "Latn", ""]) for n in party.names
    ]
    if party.identifiers:
        found["identifiers"] = [_trimmed([i.kind, i.value, i.country], ["", "", ""]) for i in party.identifiers]
    found |= {key: list(value) for key in _TEXTS if (value := getattr(party, key))}
    found |= {key: day.isoformat() for key in ("listed_on", "delisted_on") if (day := getattr(party, key))}
    if party.remarks:
        found["remarks"] = party.remarks
    return found


def _trimmed(values: list[str], defaults: list[str]) -> list[str]:
    """Values without those at the end that go without saying."""
    end = len(values)
    while end > 1 and values[end - 1] == defaults[end - 1]:
        end -= 1
    return values[:end]


def read(text: Iterable[str], where: str, but: Container[str] | None = None) -> PartyList:
    """Read such lines back; the first says how many parties follow, so that a copy that was cut short is noticed.

    Parties whose ids are in `but` are left out: to find the few of an old version that are not in a new one, the others need not be made.

    Raises:
        InputError: it is cut short, or in another form.
    """
    rows = iter(text)
    parties: list[ListedParty] = []
    try:
        head = json.loads(next(rows, ""))
        if head["form"] != FORM:
            raise ValueError("another form")
        known = 0
        for row in rows:
            if but is not None and _ident(row) in but:
                known += 1
            else:
                parties.append(_party(json.loads(row), head["name"]))
        if len(parties) + known != head["parties"]:
            raise ValueError(f"{len(parties) + known} parties of {head['parties']}")
        day = Day.fromisoformat(head["day"]) if head["day"] else None
        problems = tuple(Problem(*problem) for problem in head["problems"])
        return PartyList(head["name"], head["publisher"], head["version"], day, tuple(parties), problems)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise InputError(
            f"the stored list is damaged ({error}); fetch it again", Place(where, len(parties) + 2)
        ) from None


def _ident(row: str) -> str:
    """A party's id, which stands first in its line, without reading the rest."""
    before = '{"id":'
    if not row.startswith(before):
        return str(json.loads(row)["id"])
    ident, _ = _DECODER.raw_decode(row, len(before))
    return str(ident)


_DECODER = json.JSONDecoder()


def _party(found: dict[str, object], name: str) -> ListedParty:
    names, numbers = found["names"], found.get("identifiers", ())
    texts = {key: tuple(value) for key in _TEXTS if isinstance(value := found.get(key), list)}
    days = {
        key: Day.fromisoformat(value)
        for key in ("listed_on", "delisted_on")
        if isinstance(value := found.get(key), str)
    }
    assert isinstance(names, list) and isinstance(numbers, list | tuple)
    return ListedParty(
        id=str(found["id"]),
        list=str(found.get("list", name)),
        kind=found["kind"],  # type: ignore[arg-type]
        names=tuple(Name(*one) for one in names),
        identifiers=tuple(Identifier(*one) for one in numbers),
        remarks=str(found.get("remarks", "")),
        listed_on=days.get("listed_on"),
        delisted_on=days.get("delisted_on"),
        **texts,
    )
