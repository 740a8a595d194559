"""What all readers do with what they find: names with their script, days that may be partial, countries by code, and problems counted."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from goodoffices.parties.model import Identifier, Name, Problem, Quality
from goodoffices.values import Day

LONGEST_NAME = 1000
"""The longest name on any official list has some 350 characters. What is longer is no name; it is left out, and said so."""

_RANK: dict[Quality, int] = {"primary": 0, "strong": 1, "weak": 2}
_MONTHS = {
    month: number
    for number, months in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for month in months.split()
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class Problems:
    """The problems of one file, in the order they were met."""

    found: list[Problem] = field(default_factory=list)

    def lost(self, where: str, what: str) -> None:
        """A record that is not in the list that was read."""
        self.found.append(Problem(where, what, lost=True))

    def partly(self, where: str, what: str) -> None:
        """Something of a record, or of the file, that was not read; the record itself is there."""
        self.found.append(Problem(where, what, lost=False))


def tidy(text: str | None) -> str:
    """Text without control characters, its spaces single."""
    return _SPACE.sub(" ", _CONTROL.sub(" ", text or "")).strip()


def script_of(text: str) -> str:
    """The ISO 15924 code of the script of most letters: Kore where there is hangul, Jpan where there is kana, Zyyy without letters."""
    counts: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            script = "Latn" if character < "\u0250" else _script(character)
            counts[script] = counts.get(script, 0) + 1
    for mixed in ("Kore", "Jpan"):
        if mixed in counts:
            return mixed
    return max(counts, key=lambda script: counts[script]) if counts else "Zyyy"


_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "HANGUL": "Kore", "CJK": "Hani", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan", "GREEK": "Grek", "HEBREW": "Hebr", "THAI": "Thai", "MYANMAR": "Mymr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "BENGALI": "Beng", "KHMER": "Khmr", "LAO": "Laoo",
    "TAMIL": "Taml", "SINHALA": "Sinh", "GURMUKHI": "Guru", "TIFINAGH": "Tfng",
}  # fmt: skip


def _script(character: str) -> str:
    word = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
    return _SCRIPTS.get(word, "Latn" if word in ("MODIFIER", "FULLWIDTH") else "Zzzz")


def names(found: Iterable[Name], problems: Problems, where: str) -> tuple[Name, ...]:
    """The names of a party, each spelling once at its best quality, main name first; what is no name is reported."""
    kept: dict[str, Name] = {}
    for name in found:
        if len(name.text) > LONGEST_NAME:
            problems.partly(where, f"a name of {len(name.text)} characters was left out")
            continue
        text = tidy(name.text)
        if not text:
            continue
        if not any(character.isalnum() for character in text):
            problems.partly(where, f"the name {text!r} has no letter and was left out")
            continue
        before = kept.get(text)
        if before is None or _RANK[name.quality] < _RANK[before.quality]:
            kept[text] = Name(
                text, name.quality, script_of(text), tidy(name.family) or (before.family if before else "")
            )
    return tuple(sorted(kept.values(), key=lambda name: _RANK[name.quality]))


def once(found: Iterable[str]) -> tuple[str, ...]:
    """Tidied texts, each once, in their order."""
    return tuple(dict.fromkeys(text for one in found if (text := tidy(one))))


def identifiers(found: Iterable[Identifier]) -> tuple[Identifier, ...]:
    """Identifiers with a value, each once; a ship's number without the letters IMO, which some lists write before it."""
    return tuple(dict.fromkeys(_plain(one) for one in found if one.value))


def _plain(one: Identifier) -> Identifier:
    if one.kind == "imoNumber" and (number := re.match(r"IMO\s*(\d{7})$", one.value, re.IGNORECASE)):
        return Identifier("imoNumber", number[1], one.country)
    return one


def day_of(text: str | None) -> Day | None:
    """A whole day, of the forms in which official lists write it; None where there is none or only a part."""
    partial = birth_of(text or "")
    return dt.date.fromisoformat(partial) if len(partial) == 10 else None


def birth_of(text: str) -> str:
    """An ISO day, month or year of `10 Dec 1948`, `Dec 1948`, `circa 1948`, `10/12/1948`, `dd/mm/1948`, `10.12.1948`, `1948-12-10`; or nothing."""
    text = re.sub(
        r"^(circa|approximately|approx\.?|c\.|ca\.|\(probably\)|probably)\s*", "", tidy(text).lower().strip(" ,")
    )
    if match := re.match(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:t.*)?$", text):
        return _iso(match[1], match[2], match[3])
    if match := re.match(r"(\d{1,2}|dd)[/.-](\d{1,2}|mm)[/.-](\d{4})$", text):
        return _iso(match[3], match[2], match[1])
    if match := re.match(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([a-z]{3,9})\.?,?[ -]+(\d{4})$", text):
        month = _MONTHS.get(match[2])
        return _iso(match[3], str(month), match[1]) if month else ""
    if match := re.match(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$", text):
        month = _MONTHS.get(match[1])
        return _iso(match[3], str(month), match[2]) if month else ""
    return ""


def births_of(text: str) -> tuple[str, ...]:
    """Days of birth of one text: one, several alternatives, or the years of a span of at most ten."""
    if one := birth_of(text):
        return (one,)
    found: list[str] = []
    text = re.sub(r"\((?:[a-z]|[ivx]+)\)", "; ", text)
    for part in re.split(r"\s+or\s+|;|,\s*(?=\d{1,2}[./]\d)|\s+and\s+(?=\d{1,2}[./ ])", text):
        span = re.search(
            r"(?:between|from)?\s*(?:[\w. ]*?\b)?((?:1[89]|20)\d\d)\s*(?:to|and|-|–)\s*(?:[\w. ]*?\b)?((?:1[89]|20)\d\d)",
            part,
        )
        if span and 0 <= int(span[2]) - int(span[1]) <= 10:
            found.extend(str(year) for year in range(int(span[1]), int(span[2]) + 1))
        elif span:
            found.extend((span[1], span[2]))
        elif one := birth_of(part):
            found.append(one)
    return tuple(dict.fromkeys(found))


def _iso(year: str, month: str | None, day: str | None) -> str:
    """An ISO day as far as it is given: month and day of 0 or of letters are not."""
    if not month or not month.isdigit() or not 1 <= int(month) <= 12:
        return year if 1000 <= int(year) <= 2999 else ""
    if not day or not day.isdigit() or int(day) == 0:
        return f"{year}-{int(month):02d}"
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{int(month):02d}"
