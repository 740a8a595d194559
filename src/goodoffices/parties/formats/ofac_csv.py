"""OFAC's lists as four CSV files that must be joined: the entries, their aliases, their addresses, and the rest of long remarks.

Null is `-0- `, several programmes are joined as `A] [B`, the last line is a lone control-Z, and a remark that is longer than its field
goes on in the comments from the middle of a word. Weak aliases are not in the file of aliases: they stand in the remarks.
Layout: https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from goodoffices.errors import InputError
from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile, rows
from goodoffices.parties.formats.gather import Problems, identifiers, names, once, tidy
from goodoffices.parties.formats.ofac_remarks import read_remarks
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name, PartyList

KINDS: dict[str, Kind] = {
    "individual": "Person",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "entity": "Organization",
    "": "Organization",
}
PUBLISHER = "US Treasury, Office of Foreign Assets Control"

_NON_SDN = ("NS-PLC", "UKRAINE-EO13662", "CMIC-EO13959", "FSE-IR", "FSE-SY", "561-Related", "CAPTA", "HKAA")
_COLUMNS, _ALIAS_COLUMNS, _ADDRESS_COLUMNS = 12, 5, 6


@dataclass(slots=True)
class _Rest:
    """What the other files hold for one entry."""

    aliases: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def is_entries(row: list[str]) -> bool:
    """Whether a file's first row is one of OFAC's entries."""
    return len(row) == _COLUMNS and row[0].strip().isdigit()


def is_part(row: list[str]) -> bool:
    """Whether a file's first row is one of the files that go with the entries."""
    return (
        2 <= len(row) <= _ADDRESS_COLUMNS and row[0].strip().isdigit() and (len(row) == 2 or row[1].strip().isdigit())
    )


def siblings(entries: ListFile) -> dict[str, ListFile]:
    """The files that lie beside the entries and go with them, by what they hold."""
    stem = "cons_" if entries.name.startswith("cons") else ""
    beside = {one.name: one for one in map(ListFile, sorted(entries.path.parent.iterdir())) if one.path.is_file()}
    wanted = {"aliases": f"{stem}alt.csv", "addresses": f"{stem}add.csv", "comments": f"{stem or 'sdn_'}comments.csv"}
    return {what: beside[name] for what, name in wanted.items() if name in beside}


def read(entries: ListFile, parts: dict[str, ListFile]) -> PartyList:
    """Join the entries with their other files. A row that goes with no entry is reported, and so is a file that is not there."""
    problems = Problems()
    rest: dict[str, _Rest] = defaultdict(_Rest)
    for what in ("aliases", "addresses", "comments"):
        if what in parts:
            _rest(what, parts[what], rest, problems)
        else:
            problems.partly(
                entries.path.name, f"the file of {what} is not beside it, so the {what} of all entries are missing"
            )
    text, mended = entries.text()
    problems.found.extend(mended)
    parties: dict[str, ListedParty] = {}
    for line, row in rows(text):
        where = f"{entries.path.name}:{line}"
        if len(row) != _COLUMNS or not row[0].strip().isdigit():
            problems.lost(
                where, f"is no entry: it has {len(row)} fields and begins with {row[0][:20]!r}; an entry has {_COLUMNS}"
            )
            continue
        number = row[0].strip()
        if number in parties:
            problems.lost(where, f"entry {number} is there a second time; the first was kept")
        elif party := _party(row, rest.pop(number, _Rest()), problems, where):
            parties[number] = party
    if not parties:
        raise InputError(f"{entries.path}: there is no entry in it; download the list again")
    _orphans(rest, problems, entries.path.name)
    name = which(tuple(parties.values()), entries.name)
    parties_of = tuple(_renamed(party, name) for party in parties.values())
    return PartyList(name, PUBLISHER, "", None, parties_of, tuple(problems.found))


def _rest(what: str, file: ListFile, rest: dict[str, _Rest], problems: Problems) -> None:
    text, mended = file.text()
    problems.found.extend(mended)
    least = {"aliases": _ALIAS_COLUMNS, "addresses": _ADDRESS_COLUMNS, "comments": 2}[what]
    for line, row in rows(text):
        cells = [_value(cell) for cell in row]
        if len(row) < least or not cells[0].isdigit():
            problems.partly(f"{file.path.name}:{line}", f"is no row of {what} and was left out: {','.join(row)[:60]!r}")
        elif what == "aliases":
            rest[cells[0]].aliases.append(cells[3])
        elif what == "addresses":
            rest[cells[0]].addresses.append((", ".join(filter(None, cells[2:5])), cells[4]))
        else:
            # A remark breaks in the middle of a word, so what follows is taken as it stands.
            rest[cells[0]].comments.append(row[1])


def _orphans(rest: dict[str, _Rest], problems: Problems, where: str) -> None:
    for number, one in rest.items():
        for what, count in (
            ("alias", len(one.aliases)),
            ("address", len(one.addresses)),
            ("comment", len(one.comments)),
        ):
            if count:
                problems.partly(
                    where, f"{count} {what} row{'s' if count > 1 else ''} of entry {number}, which is not in the list"
                )


def _value(cell: str) -> str:
    text = cell.strip()
    return "" if text == "-0-" else text


def _party(row: list[str], rest: _Rest, problems: Problems, where: str) -> ListedParty | None:
    number, name, kind, programmes, title, call_sign, vessel, tonnage, gross, flag, owner = (
        _value(c) for c in row[:11]
    )
    remark = ("" if row[11].strip() == "-0-" else row[11]) + "".join(rest.comments)
    told = read_remarks(remark)
    for statement in told.unread:
        problems.partly(where, f"a day of birth was not understood: {statement[:60]!r}")
    person = kind == "individual"
    found = (Name(name, "primary", family=family_of(name) if person else ""),)
    aliases = tuple(Name(alias, family=family_of(alias) if person else "") for alias in rest.aliases)
    weak = tuple(Name(one.text, "weak", family=family_of(one.text) if person else "") for one in told.weak)
    called = names((*found, *aliases, *weak), problems, where)
    if not called:
        problems.lost(where, f"entry {number} has no name")
        return None
    if kind not in KINDS:
        problems.partly(where, f"the kind {kind!r} of entry {number} is not known")
    more = (vessel, tonnage and f"Tonnage: {tonnage}", gross and f"Gross tonnage: {gross}", owner and f"Owner: {owner}")
    extra = [one for one in (title if title and title not in remark else "", *more) if one]
    signs = [Identifier("callSign", call_sign)] if call_sign else []
    return ListedParty(
        id=number,
        list="us-sdn",
        kind=KINDS.get(kind, "LegalEntity"),
        names=called,
        programmes=programmes_of(programmes),
        identifiers=identifiers((*told.identifiers, *signs)),
        births=once(told.births),
        birth_places=once(told.birth_places),
        countries=once((*told.countries, *(code_of(c) for _, c in rest.addresses if c), code_of(flag) if flag else "")),
        addresses=once(address for address, _ in rest.addresses),
        remarks="; ".join((*extra, tidy(remark)) if tidy(remark) else extra),
    )


def programmes_of(text: str) -> tuple[str, ...]:
    """`NPWMD] [DPRK2` is two programmes."""
    return once(re.split(r"\]\s*\[", text.strip("[] ")))


def family_of(name: str) -> str:
    """The family name of `RI, Pyong Chol`."""
    family, comma, _ = name.partition(",")
    return family.strip() if comma else ""


def which(parties: tuple[ListedParty, ...], file: str) -> str:
    """The SDN list or the consolidated list of the others: by the file's name, else by what most entries are listed under."""
    if file.startswith("cons"):
        return "us-cons"
    if file.startswith("sdn"):
        return "us-sdn"
    others = sum(any(programme in _NON_SDN for programme in party.programmes) for party in parties)
    return "us-cons" if parties and others * 2 > len(parties) else "us-sdn"


def _renamed(party: ListedParty, name: str) -> ListedParty:
    from dataclasses import replace

    return party if party.list == name else replace(party, list=name)
