"""The goods catalogue: what contact plans carry, with HS heading, usual ECCN and legal classes.

An item of a plan is matched by its HS code first and by its name otherwise; a match says how sure it is. Nothing here decides law: a
usual class is an assumption that the ruling shows and that a word in the plan overrules.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from goodoffices.errors import InputError, Place
from goodoffices.law.parts import Parts
from goodoffices.marked import MarkedList, MarkedMap, read_file

FOLDER = Path(__file__).parent / "goods"
CLASSES = ("food", "medicine", "medical_device", "luxury", "informational")
_KEYS = {"name", "synonyms", "hs", "eccn", "eccn_confidence", "eccn_source", *CLASSES, "note"}
_HS6 = re.compile(r"^(0[1-9]|[1-8][0-9]|9[0-7])[0-9]{4}$")
_WORD = re.compile(r"[^\W_]+")
_VAGUE = frozenset(
    {
        "set",
        "kit",
        "equipment",
        "supply",
        "machine",
        "tool",
        "goods",
        "item",
        "material",
        "part",
        "box",
        "crate",
        "lot",
        "used",
        "new",
    }
)
_FORM = frozenset(
    {
        "canned",
        "tinned",
        "printed",
        "bottled",
        "medical",
        "used",
        "new",
        "small",
        "large",
        "electric",
        "solar",
        "portable",
        "bottle",
        "carton",
        "wool",
        "of",
        "and",
        "for",
        "the",
        "a",
        "with",
        "in",
    }
)

Certainty = Literal["sure", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of goods. A class that is None depends on facts that only the plan can give."""

    name: str
    synonyms: tuple[str, ...]
    hs: tuple[str, ...]
    eccn: tuple[str, ...]
    eccn_confirmed: bool
    eccn_source: str
    food: bool | None
    medicine: bool | None
    medical_device: bool | None
    luxury: bool | None
    informational: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Match:
    """The goods that an item is taken for, how, and how surely."""

    good: Good
    certainty: Certainty
    why: str


class Catalogue:
    """All goods, indexed by HS heading and by the words of their names."""

    def __init__(self, goods: Iterable[Good]) -> None:
        self.goods = tuple(goods)
        self._by_hs6: dict[str, list[Good]] = {}
        self._by_word: dict[str, list[tuple[Good, frozenset[str]]]] = {}
        for good in self.goods:
            for code in good.hs:
                self._by_hs6.setdefault(code, []).append(good)
            for name in (good.name, *good.synonyms):
                words = _words(name)
                for word in words:
                    self._by_word.setdefault(word, []).append((good, words))

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Catalogue:
        """Read a folder of goods files.

        Raises:
            InputError: a file, field or code that cannot be used, or a name given twice.
        """
        goods: dict[str, Good] = {}
        for path in sorted(folder.glob("*.yaml")):
            root = read_file(path)
            if not isinstance(root, MarkedMap):
                raise InputError("a goods file begins with `goods:`", Place(str(path), 1))
            for entry in Parts(root, "goods file", {"goods"}).maps("goods"):
                good = _good(entry)
                if good.name in goods:
                    raise InputError(f"the goods {good.name!r} are given twice", entry.place)
                goods[good.name] = good
        return cls(goods.values())

    def match(self, name: str, hs: str | None) -> Match | None:
        """The goods that an item is, by HS code and name; None where neither tells.

        A match by HS code alone, shared by several goods, keeps only the classes in which they agree.
        """
        code = (hs or "").replace(".", "")[:6]
        named = self._by_name(name)
        coded = self._by_hs6.get(code, []) if len(code) == 6 else []
        if coded:
            both = [good for good, _ in named if good in coded]
            if both:
                return Match(both[0], "sure", f"HS code {hs} and name agree")
            agreed = _agreed(coded)
            return Match(agreed, "likely", f"by HS code {hs}")
        if code:
            named = [(g, sure) for g, sure in named if any(c[: min(4, len(code))] == code[:4] for c in g.hs)]
        if not named:
            return None
        good, sure = named[0]
        return Match(good, "sure" if sure else "likely", f"by its name, as {good.name}")

    def _by_name(self, name: str) -> list[tuple[Good, bool]]:
        """Goods whose name, or a synonym, stands whole in the item's name with the same head word; best first."""
        words, head = _words(name), _head(name)
        found: dict[str, tuple[int, Good, bool]] = {}
        for word in words:
            for good, theirs in self._by_word.get(word, ()):
                telling = theirs - _VAGUE - _FORM
                if not telling or not theirs <= words or head not in theirs:
                    continue
                sure = not (words - theirs - _FORM - _VAGUE)
                known = found.get(good.name)
                if known is None or len(theirs) > known[0]:
                    found[good.name] = (len(theirs), good, sure)
        ranked = sorted(found.values(), key=lambda f: (-f[0], f[1].name))
        return [(good, sure) for _, good, sure in ranked]


def _agreed(goods: list[Good]) -> Good:
    """One entry for goods that share a code, silent where they differ."""
    first = goods[0]
    if len(goods) == 1:
        return first

    def agreed(name: str) -> bool | None:
        value: bool | None = getattr(first, name)
        return value if all(getattr(good, name) == value for good in goods) else None

    return replace(
        first,
        name=" or ".join(good.name for good in goods[:3]),
        eccn_confirmed=all(good.eccn == first.eccn and good.eccn_confirmed for good in goods),
        food=agreed("food"),
        medicine=agreed("medicine"),
        medical_device=agreed("medical_device"),
        luxury=agreed("luxury"),
        informational=agreed("informational"),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in _WORD.findall(text.casefold().split("(")[0]))


def _head(text: str) -> str:
    """The word that says what a thing is: the last one before a preposition or a bracket."""
    bare = re.split(r"\b(?:of|for|with|in|from|to)\b|[,(]", text.casefold())[0]
    words = [_stem(w) for w in _WORD.findall(bare)]
    whole = [_stem(w) for w in _WORD.findall(text.casefold())]
    if words and words[-1] in ("bottle", "carton", "box", "bag", "crate", "pair", "case") and len(whole) > len(words):
        return whole[-1]
    return words[-1] if words else ""


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _good(entry: MarkedMap) -> Good:
    parts = Parts(entry, f"goods {entry.get('name', '?')!r}", _KEYS)
    codes = parts.texts("hs")
    for code in codes:
        if not _HS6.match(code):
            raise parts.fail("hs", f"{code!r} is no HS code of six digits; write it in quotes, without dots")
    confirmed = parts.word("eccn_confidence", ("confirmed", "unsure")) == "confirmed"
    if confirmed and not entry.get("eccn_source"):
        raise parts.fail("eccn_source", "a confirmed ECCN needs its `eccn_source`")
    value = entry.get("eccn")
    eccn = tuple(str(e) for e in value) if isinstance(value, MarkedList) else (parts.text("eccn"),)
    classes: Mapping[str, bool | None] = {c: parts.truth(c) if c in entry else None for c in CLASSES}
    return Good(
        parts.text("name"),
        parts.texts("synonyms"),
        codes,
        eccn,
        confirmed,
        parts.text("eccn_source", ""),
        note=parts.text("note", ""),
        **classes,
    )


@functools.cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    return Catalogue.load()
