"""Reading a plan, strictly: what is misspelt, impossible or dangling is one clear error with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from goodoffices.codes import COUNTRIES
from goodoffices.errors import InputError, Place, nearest, printable, quoted
from goodoffices.marked import MarkedList, MarkedMap, Scalar, read_bytes, read_file
from goodoffices.plan.bonds import check_covers, check_kinds, check_links, resolve
from goodoffices.plan.fields import ACTS, ITEM, LISTS, PARTY, PERMISSIONS, PLAN, ROLES, STATES, Spec
from goodoffices.plan.model import Act, Call, Field, Holding, Item, Listing, Ownership, Party, Plan, Presence
from goodoffices.values import Day, read_day, read_money

_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_HS = re.compile(r"^(?!00|77)[0-9]{2}([0-9]{2}(\.?[0-9]{2}(\.?[0-9]{2}(\.?[0-9]{2})?)?)?)?$")
_FIRST, _LAST = Day(1900, 1, 1), Day(2199, 12, 31)
"""What lies outside is a slip of the pen, and no calendar reckons lead times from it."""
_ECCN = re.compile(r"^(EAR99|[0-9][A-E][0-9]{3}[a-z0-9.]*)$")
Whole = Scalar | MarkedMap | MarkedList


def load_plan(path: str | Path) -> Plan:
    """Read a plan from a YAML or JSON file.

    Raises:
        InputError: the file cannot be used; the message names file, line and field, and how to mend it.
    """
    return plan_of(read_file(Path(path)), str(path))


def read_plan(data: bytes, name: str = "-") -> Plan:
    """Read a plan from bytes; `name` stands for the file in messages."""
    return plan_of(read_bytes(data, name), name)


def plan_of(root: Whole, name: str) -> Plan:
    """A plan from a document that was read already; `name` stands for the file in messages."""
    if not isinstance(root, MarkedMap):
        raise InputError("a plan begins with `goodoffices: 1`", Place(name, 1))
    _known(root, PLAN, "a plan")
    if root.get("goodoffices") != 1 or not isinstance(root.get("goodoffices"), int) or root.get("goodoffices") is True:
        raise InputError("a plan begins with `goodoffices: 1`, the version of its format", root.at("goodoffices"))
    parties: dict[str, Party] = {}
    for entry in _maps(root, "parties", "a party"):
        party = _party(entry)
        if party.id in parties:
            raise InputError(
                f"two parties have the id {party.id!r}; the other stands at {parties[party.id].place}", entry.at("id")
            )
        parties[party.id] = party
    acts: dict[str, Act] = {}
    entries = list(_maps(root, "acts", "an act"))
    for entry in entries:
        act = _act(entry)
        if act.id in acts:
            raise InputError(
                f"two acts have the id {act.id!r}; the other stands at {acts[act.id].place}", entry.at("id")
            )
        acts[act.id] = act
    if not acts:
        raise InputError("a plan needs at least one act under `acts:`", root.at("acts"))
    sponsor = _word(root, "sponsor", "plan") if root.get("sponsor") is not None else ""
    if sponsor:
        resolve((sponsor,), parties, "the plan's `sponsor`", "party", root.at("sponsor"))
    for entry, act in zip(entries, acts.values(), strict=True):
        check_links(entry, act, parties, acts, sponsor)
        check_kinds(entry, act, parties)
        if act.facts:
            from goodoffices.plan.facts import check_facts

            check_facts(entry, act, parties)
    check_covers(parties, acts)
    for entry, party in zip(_maps(root, "parties", "a party"), parties.values(), strict=True):
        shares = sum((o.share for o in party.owned_by or () if o.share is not None), Decimal(0))
        if shares > 100:
            raise InputError(f"`owned_by` of {party.id!r}: the shares come to {shares} percent", entry.at("owned_by"))
        resolve(
            tuple(o.party for o in party.owned_by or ()),
            parties,
            f"`owned_by` of {party.id!r}",
            "party",
            entry.at("owned_by"),
        )
    title = _word(root, "title", "plan") if root.get("title") is not None else printable(name)
    as_of = _day(root, "as_of", "plan") if root.get("as_of") is not None else None
    return Plan(title, as_of, sponsor, parties, tuple(acts.values()), root.place)


def _known(source: MarkedMap, fields: Mapping[str, Spec], owner: str) -> None:
    for key in source:
        if key not in fields:
            raise InputError(f"{owner} has no field {quoted(key)}{nearest(key, list(fields))}", source.at(key))


def _maps(source: MarkedMap, key: str, what: str) -> Iterator[MarkedMap]:
    value = source.get(key)
    if value is None:
        return
    if isinstance(value, MarkedMap):
        yield value
        return
    if not isinstance(value, MarkedList):
        raise InputError(f"`{key}` has to be a list", source.at(key))
    for index, entry in enumerate(value):
        if not isinstance(entry, MarkedMap):
            raise InputError(
                f"{what} is written as fields with values, such as `{{id: ..., kind: ...}}`", value.at(index)
            )
        yield entry


def _id(entry: MarkedMap, what: str) -> str:
    value = entry.get("id")
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not _ID.match(str(value)):
        raise InputError(f"{what} needs an `id`: one word of letters, digits, dots and hyphens", entry.at("id"))
    return str(value)


def _party(entry: MarkedMap) -> Party:
    ident = _id(entry, "a party")
    owner = f"party {quoted(ident)}"
    _known(entry, PARTY, owner)
    if "kind" not in entry:
        raise InputError(f"{owner} needs its `kind`: {', '.join(PARTY['kind'])}", entry.place)
    fields = _fields(entry, PARTY, owner)
    return Party(
        id=ident,
        kind=str(fields["kind"]),
        fields=fields,
        place=entry.place,
        listed=_listed(entry, owner),
        been_in=tuple(_presence(p, owner) for p in _maps(entry, "been_in", "a stay"))
        if entry.get("been_in") is not None
        else None,
        owned_by=tuple(_owner(o, owner) for o in _maps(entry, "owned_by", "a share"))
        if entry.get("owned_by") is not None
        else None,
        holds=tuple(_holding(h, owner) for h in _maps(entry, "holds", "a permission")),
    )


def _act(entry: MarkedMap) -> Act:
    ident = _id(entry, "an act")
    owner = f"act {quoted(ident)}"
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in ACTS:
        known, place = ", ".join(ACTS), entry.at("kind")
        if not isinstance(kind, str):
            raise InputError(f"{owner} needs a `kind`: one of {known}", place)
        raise InputError(
            f"{owner} has no known `kind`: {quoted(kind)} is not one of {known}{nearest(kind, list(ACTS))}", place
        )
    _known(entry, ACTS[kind], f"{owner} ({kind})")
    fields = _fields(entry, ACTS[kind], owner)
    start, end = fields.get("from"), fields.get("until")
    if isinstance(start, Day) and isinstance(end, Day) and end < start:
        raise InputError(f"{owner} ends ({end}) before it begins ({start})", entry.at("until"))
    if entry.get("items") == []:
        # An empty list would read as "no goods", and an export of no goods is lawful.
        raise InputError(f"{owner}: `items` is empty; list the goods, or leave the field out", entry.at("items"))
    items = tuple(_item(i, owner) for i in _maps(entry, "items", "an item")) if entry.get("items") is not None else None
    calls = tuple(_call(c, owner) for c in _maps(entry, "calls", "a call")) if entry.get("calls") is not None else None
    holds = tuple(_holding(h, owner) for h in _maps(entry, "holds", "a permission"))
    return Act(ident, kind, fields, entry.place, items, calls, holds, _map(entry, "facts", owner))


def _item(entry: MarkedMap, owner: str) -> Item:
    name = _word(entry, "name", f"an item of {owner}") if entry.get("name") is not None else ""
    if not name:
        raise InputError(f"an item of {owner} needs its `name`", entry.at("name"))
    what = f"item {quoted(name)} of {owner}"
    _known(entry, ITEM, what)
    fields = _fields(entry, ITEM, what)
    if "hs" in fields and not _HS.match(str(fields["hs"])):
        raise InputError(
            f'{what}: {fields["hs"]!r} is no HS code; write four, six or more digits in quotes, such as "8413.70"',
            entry.at("hs"),
        )
    if "eccn" in fields and not _ECCN.match(str(fields["eccn"])):
        raise InputError(
            f"{what}: {fields['eccn']!r} is no ECCN; write EAR99 or a number such as 2B230", entry.at("eccn")
        )
    return Item(name, fields, _map(entry, "specs", what), entry.place)


def _fields(entry: MarkedMap, table: Mapping[str, Spec], owner: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for key, value in entry.items():
        if value is None:
            raise InputError(f"{owner}: `{key}` is empty; leave the field out if it is not known", entry.at(key))
        read = _field(entry, key, table[key], owner)
        if read is not None:
            found[key] = read
    return found


def _field(entry: MarkedMap, key: str, spec: Spec, owner: str) -> Field | None:
    """One field by its type; None for the compound ones, which are read apart."""
    if isinstance(spec, tuple):
        if spec[0] == "many:":
            return tuple(_among(w, spec[1:], key, owner, p) for w, p in _words(entry, key, owner))
        return _among(_word(entry, key, owner), spec, key, owner, entry.at(key))
    if spec in ("text", "new-id", "id", "act", "kind"):
        return _word(entry, key, owner)
    if spec in ("ids", "words"):
        return tuple(w for w, _ in _words(entry, key, owner))
    if spec == "countries":
        if key == "nationalities" and entry.get(key) == []:
            # An empty list would read as "of no country", and no country's law would reach the person.
            raise InputError(f"{owner}: `nationalities` is empty; name them, or leave the field out", entry.at(key))
        return tuple(_country(w, key, owner, p) for w, p in _words(entry, key, owner))
    if spec == "country":
        return _country(_word(entry, key, owner), key, owner, entry.at(key))
    if spec == "day":
        return _day(entry, key, owner)
    if spec == "money":
        try:
            return read_money(_word(entry, key, owner))
        except ValueError as error:
            raise InputError(f"{owner}, `{key}`: {error}", entry.at(key)) from None
    if spec == "truth":
        return _truth(entry, key, owner)
    if spec in ("number", "percent"):
        return _number(entry, key, owner, spec == "percent")
    return None


def _word(entry: MarkedMap, key: str, owner: str) -> str:
    value = entry.get(key)
    if isinstance(value, (MarkedMap, MarkedList, bool)) or value is None:
        raise InputError(f"{owner}: `{key}` has to be one text", entry.at(key))
    text = " ".join(str(value).split())
    if len(text) > 2000:
        raise InputError(f"{owner}: `{key}` is longer than 2,000 letters", entry.at(key))
    return text


def _words(entry: MarkedMap, key: str, owner: str) -> list[tuple[str, Place]]:
    value = entry.get(key)
    if not isinstance(value, MarkedList):
        return [(_word(entry, key, owner), entry.at(key))]
    for index, one in enumerate(value):
        if isinstance(one, (MarkedMap, MarkedList, bool)) or one is None:
            raise InputError(f"{owner}: `{key}` has to be a plain list of words", value.at(index))
    return [(" ".join(str(one).split()), value.at(index)) for index, one in enumerate(value)]


def _among(word: str, allowed: tuple[str, ...], key: str, owner: str, place: Place) -> str:
    if word not in allowed:
        hint = nearest(word, list(allowed))
        raise InputError(
            f"{owner}: `{key}` cannot be {quoted(word)}{hint or '; it is one of ' + ', '.join(allowed)}", place
        )
    return word


def _country(word: str, key: str, owner: str, place: Place) -> str:
    if word not in COUNTRIES:
        raise InputError(
            f"{owner}: `{key}` has to be a country code of two capital letters, such as US, KP or KR, not {quoted(word)}",
            place,
        )
    return word


def _day(entry: MarkedMap, key: str, owner: str) -> Day:
    try:
        day = read_day(_word(entry, key, owner))
    except ValueError as error:
        raise InputError(f"{owner}, `{key}`: {error}", entry.at(key)) from None
    if not _FIRST <= day <= _LAST:
        raise InputError(f"{owner}, `{key}`: {day} is no day of a plan; look at the year", entry.at(key))
    return day


def _truth(entry: MarkedMap, key: str, owner: str) -> bool:
    value = entry.get(key)
    if not isinstance(value, bool):
        raise InputError(f"{owner}: `{key}` has to be true or false", entry.at(key))
    return value


def _number(entry: MarkedMap, key: str, owner: str, percent: bool) -> Decimal:
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise InputError(f"{owner}: `{key}` has to be a number", entry.at(key))
    whole = key in ("count", "shipments", "parcels_this_month", "accounts_held")
    if whole and (value != int(value) or (key == "count" and value < 1)):
        raise InputError(
            f"{owner}: `{key}` has to be a whole number{' of one or more' * (key == 'count')}", entry.at(key)
        )
    if value < 0 or (percent and value > 100):
        raise InputError(f"{owner}: `{key}` cannot be {value}{' percent' if percent else ''}", entry.at(key))
    return Decimal(value)


def _map(entry: MarkedMap, key: str, owner: str) -> dict[str, Field]:
    value = entry.get(key)
    if value is None:
        return {}
    if not isinstance(value, MarkedMap):
        raise InputError(f"{owner}: `{key}` has to be names with values", entry.at(key))
    found: dict[str, Field] = {}
    for name, one in value.items():
        if isinstance(one, MarkedList):
            found[name] = tuple(w for w, _ in _words(value, name, owner))
        elif isinstance(one, bool):
            found[name] = one
        elif isinstance(one, (int, Decimal)):
            found[name] = Decimal(one)
        else:
            found[name] = _word(value, name, owner)
    return found


def _listed(entry: MarkedMap, owner: str) -> tuple[Listing, ...] | None:
    value = entry.get("listed")
    if value is None:
        return None
    if value == []:
        # An empty list would read as "on no list", which somebody has to say who has looked.
        wanted = "write `listed: [none]` if you looked and found the party on none, or leave the field out"
        raise InputError(f"{owner}: `listed` is empty; {wanted}", entry.at("listed"))
    found: list[Listing] = []
    nowhere = False
    for one, place in _entries(entry, "listed"):
        if isinstance(one, MarkedMap):
            _known(one, {"list": "", "from": "", "until": ""}, f"{owner}, `listed`")
            name = _among(_word(one, "list", owner), LISTS, "list", owner, place)
            found.append(Listing(name, *_run(one, f"{owner}, `listed`")))
        elif _among(str(one), (*LISTS, "none"), "listed", owner, place) == "none":
            nowhere = True
        else:
            found.append(Listing(str(one)))
    if nowhere and found:
        raise InputError(f"{owner}: `listed` says both none and {found[0].list}; keep what is true", entry.at("listed"))
    return tuple(found)


def _entries(entry: MarkedMap, key: str) -> list[tuple[Whole, Place]]:
    value = entry.get(key)
    if isinstance(value, MarkedList):
        return [(one, value.at(index)) for index, one in enumerate(value)]
    return [(value, entry.at(key))]


def _maybe_day(entry: MarkedMap, key: str, owner: str) -> Day | None:
    return _day(entry, key, owner) if entry.get(key) is not None else None


def _run(entry: MarkedMap, owner: str) -> tuple[Day | None, Day | None]:
    """The first and the last day of something that runs."""
    start, end = _maybe_day(entry, "from", owner), _maybe_day(entry, "until", owner)
    if start is not None and end is not None and end < start:
        raise InputError(f"{owner}: it ends ({end}) before it begins ({start})", entry.at("until"))
    return start, end


def _presence(entry: MarkedMap, owner: str) -> Presence:
    owner = f"{owner}, `been_in`"
    _known(entry, {"country": "", "date": "", "as": "", "in_service_of": ""}, owner)
    roles = tuple(_among(w, ROLES, "as", owner, p) for w, p in _words(entry, "as", owner)) if "as" in entry else ()
    service = (
        _country(_word(entry, "in_service_of", owner), "in_service_of", owner, entry.at("in_service_of"))
        if "in_service_of" in entry
        else ""
    )
    country = _country(_word(entry, "country", owner), "country", owner, entry.at("country"))
    return Presence(country, _maybe_day(entry, "date", owner), roles, service)


def _owner(entry: MarkedMap, owner: str) -> Ownership:
    owner = f"{owner}, `owned_by`"
    _known(entry, {"party": "", "share": ""}, owner)
    return Ownership(_word(entry, "party", owner), _number(entry, "share", owner, True) if "share" in entry else None)


def _call(entry: MarkedMap, owner: str) -> Call:
    owner = f"{owner}, `calls`"
    _known(entry, {"place": "", "date": ""}, owner)
    return Call(
        _country(_word(entry, "place", owner), "place", owner, entry.at("place")), _maybe_day(entry, "date", owner)
    )


def _holding(entry: MarkedMap, owner: str) -> Holding:
    owner = f"{owner}, `holds`"
    _known(
        entry,
        dict.fromkeys(("permission", "state", "number", "from", "until", "entries", "covers", "terms"), ""),
        owner,
    )

    def listed(key: str) -> tuple[str, ...]:
        return tuple(w for w, _ in _words(entry, key, owner)) if key in entry else ()

    if entry.get("covers") == []:
        # An empty list would read like none at all: as covering whatever the permission stands on.
        raise InputError(
            f"{owner}: `covers` is empty; name what is covered, or leave the field out", entry.at("covers")
        )
    start, end = _run(entry, owner)
    return Holding(
        permission=_among(_word(entry, "permission", owner), PERMISSIONS, "permission", owner, entry.at("permission")),
        state=_among(_word(entry, "state", owner), STATES, "state", owner, entry.at("state")),
        number=_word(entry, "number", owner) if "number" in entry else "",
        start=start,
        until=end,
        entries=_among(_word(entry, "entries", owner), ("one", "many"), "entries", owner, entry.at("entries"))
        if "entries" in entry
        else "",
        covers=listed("covers"),
        terms=listed("terms"),
    )
