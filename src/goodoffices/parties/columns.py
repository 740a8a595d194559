"""Which column of a table is the name, which the date of birth: guessed from the headings, shown, and overruled by the user."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.errors import InputError, nearest

MEANINGS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "id",
        "rowid",
        "ref",
        "reference",
        "key",
        "uid",
        "uuid",
        "customerid",
        "customerno",
        "clientid",
        "no",
        "번호",
        "编号",
    ),
    "name": (
        *(
            "name",
            "fullname",
            "caption",
            "party",
            "partyname",
            "customer",
            "customername",
            "client",
            "clientname",
            "entity",
        ),
        *(
            "entityname",
            "beneficiary",
            "vendor",
            "supplier",
            "company",
            "companyname",
            "query",
            "이름",
            "성명",
            "姓名",
            "名前",
        ),
        *("名称", "имя", "фио", "наименование", "nom", "nombre"),
    ),
    "first": ("firstname", "givenname", "givennames", "forename", "forenames"),
    "middle": ("middlename", "secondname", "fathername"),
    "last": ("lastname", "surname", "familyname"),
    "alias": (
        "alias",
        "aliases",
        "aka",
        "altname",
        "altnames",
        "alternativename",
        "othernames",
        "weakalias",
        "previousname",
    ),
    "born": (
        "born",
        "dob",
        "birthdate",
        "dateofbirth",
        "birthday",
        "yearofbirth",
        "생년월일",
        "出生日期",
        "датарождения",
    ),
    "country": (
        "country",
        "countries",
        "nationality",
        "nationalities",
        "citizenship",
        "jurisdiction",
        "국적",
        "国籍",
        "страна",
    ),
    "kind": ("kind", "type", "schema", "entitytype", "partytype"),
    "passport": ("passport", "passportno", "passportnumber"),
    "imo": ("imo", "imonumber", "imono"),
    "swift": ("swift", "swiftbic", "bic", "swiftcode"),
    "lei": ("lei", "leicode"),
    "tax": ("tax", "taxnumber", "taxid", "tin", "inn", "innocode"),
    "registration": ("registration", "registrationnumber", "regno", "companynumber"),
    "number": ("idnumber", "nationalid", "identifier"),
}
"""What a column may mean, with the headings that say so: letters and digits only, lower case."""

IDENTIFIERS: Mapping[str, str] = {
    "passport": "passportNumber",
    "imo": "imoNumber",
    "swift": "swiftBic",
    "lei": "leiCode",
    "tax": "taxNumber",
    "registration": "registrationNumber",
    "number": "idNumber",
}
"""FollowTheMoney's property of each column that holds a number."""

_BY_HEADING = {heading: meaning for meaning, headings in MEANINGS.items() for heading in headings}
_MANY = frozenset({"alias", "country", *IDENTIFIERS})


@dataclass(frozen=True, slots=True)
class Columns:
    """Which headings were taken for what, and which are not used."""

    of: tuple[tuple[str, tuple[str, ...]], ...]
    unused: tuple[str, ...]

    def headings(self, meaning: str) -> tuple[str, ...]:
        """The headings of one meaning."""
        return next((headings for one, headings in self.of if one == meaning), ())

    def __str__(self) -> str:
        told = ", ".join(f"{meaning} = {' + '.join(headings)}" for meaning, headings in self.of)
        return told + (f"; not used: {', '.join(self.unused)}" if self.unused else "")


def guess(headings: Sequence[str], said: Mapping[str, str] | None = None) -> Columns:
    """The meaning of each heading; `said` is the user's word, meaning by meaning, and wins.

    Raises:
        InputError: no column can be taken for the name, or the user named a column or a meaning that is not there.
    """
    found: dict[str, list[str]] = {}
    for meaning, heading in (said or {}).items():
        if meaning not in MEANINGS:
            raise InputError(f"--column cannot mean {meaning!r}; it is one of {', '.join(MEANINGS)}")
        if heading not in headings:
            raise InputError(
                f"there is no column {heading!r}{nearest(heading, list(headings))}; there are {_names(headings)}"
            )
        found[meaning] = [heading]
    taken = set((said or {}).values())
    for heading in headings:
        guessed = _BY_HEADING.get(_plain(heading))
        if guessed is None or heading in taken or guessed in (said or {}):
            continue
        if guessed in _MANY or guessed not in found:
            found.setdefault(guessed, []).append(heading)
            taken.add(heading)
    if "name" not in found and not {"first", "last"} <= found.keys():
        raise InputError(
            f"no column looks like a name; say which with --column name=HEADING, one of {_names(headings)}"
        )
    if "name" in found:
        found = {meaning: each for meaning, each in found.items() if meaning not in ("first", "middle", "last")}
    used = {heading for each in found.values() for heading in each}
    order = [meaning for meaning in MEANINGS if meaning in found]
    return Columns(tuple((m, tuple(found[m])) for m in order), tuple(h for h in headings if h not in used))


def known(headings: Sequence[str]) -> bool:
    """Whether a first row reads like headings, rather than like the first party."""
    return any(_plain(heading) in _BY_HEADING for heading in headings)


def _plain(heading: str) -> str:
    # FollowTheMoney and many exports nest: properties.birthDate, customer_name.
    last = heading.rsplit("properties.", 1)[-1]
    return re.sub(r"[^\w]|_", "", unicodedata.normalize("NFKC", last).casefold())


def _names(headings: Sequence[str]) -> str:
    from goodoffices.parties.plain import shown

    return ", ".join(shown(heading, 40) for heading in headings[:30])
