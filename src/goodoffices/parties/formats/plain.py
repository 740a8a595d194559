"""Names-only lists as JSON: an array of objects that each have a name and aliases, as people take them out of official lists.

They serve audits and measurements. A party's own number is its `uid` or `id`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from goodoffices.parties.formats.countries import code_of
from goodoffices.parties.formats.files import ListFile
from goodoffices.parties.formats.gather import Problems, day_of, names, once
from goodoffices.parties.formats.ofac_csv import KINDS, family_of, programmes_of
from goodoffices.parties.model import ListedParty, Name, PartyList

_NAMES = ("full_name", "entity_name", "name")


def is_plain(content: object) -> bool:
    """Whether this is such an array, by itself or under `entries`."""
    found = _entries(content)
    return (
        bool(found) and isinstance(found[0], dict) and "aliases" in found[0] and any(key in found[0] for key in _NAMES)
    )


def _entries(content: object) -> list[object]:
    found = content.get("entries") if isinstance(content, dict) else content
    return found if isinstance(found, list) else []


def read(file: ListFile) -> PartyList:
    """Read the list."""
    text, mended = file.text()
    content: object = json.loads(text)
    problems = Problems(mended)
    parties: dict[str, ListedParty] = {}
    name = file.name.partition(".")[0]
    for number, one in enumerate(_entries(content), 1):
        where = f"entry {number}"
        party = _party(one, name, where, problems) if isinstance(one, dict) else None
        if party is None:
            problems.lost(where, "has no name" if isinstance(one, dict) else f"is no entry: {str(one)[:60]!r}")
        elif party.id in parties:
            problems.lost(where, f"{party.id} is there a second time; the first was kept")
        else:
            parties[party.id] = party
    if not parties:
        raise file.error("there is no party in it; look at the file")
    version = str(content.get("downloaded_at", "")) if isinstance(content, dict) else ""
    return PartyList(name, "", version, day_of(version[:10]), tuple(parties.values()), tuple(problems.found))


def _party(one: Mapping[str, object], name: str, where: str, problems: Problems) -> ListedParty | None:
    main = next((str(one[key]) for key in _NAMES if one.get(key)), "")
    others = one.get("aliases")
    aliases = [str(alias) for alias in others] if isinstance(others, list) else []
    kind = KINDS.get(str(one.get("type", "-")).lower(), "LegalEntity")
    spelt = [Name(main, "primary"), *(Name(alias) for alias in aliases)]
    called = names(
        (Name(n.text, n.quality, family=family_of(n.text) if kind == "Person" else "") for n in spelt), problems, where
    )
    homes = one.get("addresses")
    addresses = [str(home) for home in homes] if isinstance(homes, list) else []
    if not called:
        return None
    return ListedParty(
        id=str(one.get("uid") or one.get("id") or where),
        list=name,
        kind=kind,
        names=called,
        programmes=programmes_of(str(one.get("program") or "")),
        countries=once(code_of(home) for home in addresses if len(code_of(home)) == 2),
        addresses=once(addresses),
        remarks=str(one.get("reason") or ""),
    )
