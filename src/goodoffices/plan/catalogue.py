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
from goodoffices.plan.goods_table import Words, read_table

FOLDER = Path(__file__).parent / "goods"
CLASSES = ("food", "medicine", "medical_device", "luxury", "informational")
_KEYS = {"name", "synonyms", "hs", "hs_open", "eccn", "eccn_confidence", "eccn_source", *CLASSES, "note"}
_HS6 = re.compile(r"^(0[1-9]|[1-8][0-9]|9[0-7])[0-9]{4}$")
_WORD = re.compile(r"[^\W_]+")
_LIST = re.compile(r"[,;/&+]|\b(?:and|or|plus)\b", re.IGNORECASE)
_OF = re.compile(r"\b(?:of|for|with|without|in|from|to|about|on|by)\b|[,(]")
_UNIT = "kva|kw|kwh|wh|mah|w|v|ah|hp|t|kg|g|mg|mcg|ml|cl|l|m|cm|mm|litre|liter|tonne|ton|inch"
_COUNTER = "개|대|톤|포대|상자|병|권|벌|켤레|마리|장|세트|조|명분|그램|키로그램"
_COUNT = re.compile(rf"^(?:\d+(?:(?:{_UNIT})s?|gb|tb|mb|{_COUNTER})?|(?:{_UNIT})s?|{_COUNTER})$")
# Plurals that no rule makes, and other spellings.
_ODD_ONES = (
    "prostheses:prosthesis orthoses:orthosis lenses:lens buses:bus gases:gas knives:knife scarves:scarf shelves:shelf loaves:loaf "
    "calves:calf leaves:leaf children:child men:man women:woman feet:foot teeth:tooth axes:axe cannulae:cannula oxen:ox "
    "jewellery:jewelry aluminium:aluminum tyre:tire tyres:tire grey:gray plough:plow ploughs:plow"
)
_ODD = dict(pair.split(":") for pair in _ODD_ONES.split())


def _stem(word: str) -> str:
    """A word without its plural, in one spelling for British and American writers."""
    if word in _ODD:
        return _ODD[word]
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("ie") and len(word) > 3:
        word = word[:-2] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes")) or (word.endswith("oes") and len(word) > 5):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        word = word[:-1]
    word = word.replace("iz", "is").replace("yz", "ys").replace("ae", "e").replace("sulph", "sulf")
    return re.sub(r"([bt])re$", r"\1er", word.replace("our", "or"))


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in words.split())


# Words that name no thing by themselves.
_VAGUE = _stems("set kit equipment supply machine tool goods item material part box crate lot product aid")
# Words that change nothing about what a thing is in law: its state, colour, maker's country, user or dose.
_FORM = _stems(
    "used new second hand refurbished donated spare small large big medium mini portable mobile assorted various several basic "
    "ordinary simple standard modern good quality canned tinned bottled bagged packed boxed printed fresh dried frozen ground "
    "roasted milled raw cooked refined iodised fortified organic instant whole powdered sweet salted white red black blue green "
    "yellow brown cotton wool woollen canvas plastic wooden paper knitted rubber nylon polyester fleece padded warm waterproof "
    "winter summer korean chinese american european british japanese german english french russian adult baby child woman man "
    "mother father sister brother wife husband aunt uncle grandmother grandfather relative friend pregnant elderly disabled people "
    "family student pupil patient school hospital clinic village household domestic office farm personal own my our their his her "
    "home emergency relief humanitarian gift medical electric electrical solar diesel petrol gasoline hybrid manual automatic "
    "powered operated tablet capsule pill syrup ampoule vial sachet injection injectable solution bottle carton bag sack can tin "
    "packet pack jar bar roll bundle pair piece copy pallet dose one two three four five six seven eight nine ten twelve twenty of "
    "and or for the a an in with per each total approximately about against color colour"
)
# Words that make of a thing's name another thing, or one that nobody should classify by the plain name.
_TURNING = _stems(
    "toy model miniature replica dummy breast military army armoured ballistic bulletproof thermal infrared night satellite "
    "encrypted radar laser radioactive nuclear missile explosive gold silver platinum silk fur leather designer luxury antique "
    "crystal porcelain racing"
)
# A name that ends in one of these is headed by the word before it, or, before `of`, by the last word.
_DOSES = _stems("tablet capsule pill syrup ampoule vial sachet injection solution")
_MEASURES = _stems(
    "bottle carton box bag sack can tin packet jar bar crate pair case roll bundle set unit pack piece copy pallet dose gift parcel "
    "kilogram kilo"
)

Certainty = Literal["sure", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Good:
    """A kind of goods.

    A class that is None depends on facts that only the plan can give; `hs_open` says that the name alone does not tell the heading.
    """

    name: str
    synonyms: tuple[str, ...]
    hs: tuple[str, ...]
    hs_open: bool
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

    def __init__(self, goods: Iterable[Good], words: Iterable[Words] | None = None) -> None:
        self.goods = tuple(goods)
        self._by_hs6: dict[str, list[Good]] = {}
        self._by_word: dict[str, list[tuple[Good, frozenset[str]]]] = {}
        for good, names in zip(self.goods, words or map(words_of, self.goods), strict=True):
            for code in good.hs:
                self._by_hs6.setdefault(code, []).append(good)
            for name in names:
                for word in name:
                    self._by_word.setdefault(word, []).append((good, name))

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

        A match by HS code alone, shared by several goods, keeps only the classes in which they agree. Where the match is not sure, what
        hangs on the very thing is left out: see `_likely`.
        """
        code = (hs or "").replace(".", "")[:6]
        named = self._by_name(name)
        coded = self._by_hs6.get(code, []) if len(code) == 6 else []
        if coded:
            for good, sure in named:
                if code in good.hs:
                    why = f"HS code {hs} and name agree"
                    return Match(good, "sure", why) if sure else Match(_likely(good, coded=True), "likely", why)
            return Match(_likely(_agreed(coded), coded=True), "likely", f"by HS code {hs}")
        if code:
            named = [(g, sure) for g, sure in named if any(c[: min(4, len(code))] == code[:4] for c in g.hs)]
        if not named:
            return None
        good, sure = named[0]
        why = f"by its name, as {good.name}"
        if good.hs_open:
            good = replace(good, hs=())
        return Match(good, "sure", why) if sure else Match(_likely(good, coded=False), "likely", why)

    def _by_name(self, name: str) -> list[tuple[Good, bool]]:
        """Goods that an item's name tells, and how surely, best first; of a list, such as `rice and beans`, what all its parts are."""
        whole = self._found(name)
        if whole and whole[0][1]:
            return whole
        parts = [part for part in _LIST.split(name.split("(")[0]) if _words(part) - _FORM - _VAGUE]
        if len(parts) < 2:
            return whole or (self._found(parts[0]) if parts else [])
        # `maize and soybean seed`: the last part's head may be the head of all.
        head = " ".join(parts[-1].split()[-1:])
        shared = [self._found(f"{part} {head}") for part in parts[:-1]]
        each = [
            both if both and both[0][1] else self._found(part) for part, both in zip(parts, [*shared, []], strict=True)
        ]
        if not all(each):
            return []
        goods = list(dict.fromkeys(found[0][0] for found in each))
        return [(_agreed(goods), all(found[0][1] for found in each))]

    def _found(self, name: str) -> list[tuple[Good, bool]]:
        """Goods whose name, or a synonym, stands whole in a name with the same head word; best first.

        Goods that fit equally well are given as one, silent where they differ.
        """
        words, heads = _words(name), _heads(name)
        found: dict[str, tuple[int, bool, Good]] = {}
        for word in words:
            for good, theirs in self._by_word.get(word, ()):
                if (
                    (len(theirs) == 1 and theirs <= _VAGUE)
                    or not theirs <= words
                    or not heads & theirs
                    or (words & _TURNING) - theirs
                ):
                    continue
                rank = (len(theirs), not words - theirs - _FORM - _VAGUE, good)
                if good.name not in found or rank[:2] > found[good.name][:2]:
                    found[good.name] = rank
        if not found:
            return []
        ranked = sorted(found.values(), key=lambda f: (-f[0], not f[1], f[2].name))
        ties = [good for size, sure, good in ranked if (size, sure) == ranked[0][:2]]
        return [(_agreed(ties), ranked[0][1]), *((good, sure) for _, sure, good in ranked)]


def _likely(good: Good, *, coded: bool) -> Good:
    """What holds of a thing that is only likely this good.

    What frees from a licence is left out: that it is printed matter, or, where no HS code bears the name out, food or medicine. An ECCN
    is left out too, but for food, which has none.
    """
    printed = all(code.startswith("49") for code in good.hs)
    return replace(
        good,
        eccn_confirmed=good.eccn_confirmed and good.food is True,
        food=good.food if coded or not good.food else None,
        medicine=good.medicine if coded or not good.medicine else None,
        informational=good.informational if printed or not good.informational else None,
    )


def _agreed(goods: list[Good]) -> Good:
    """One entry for goods that share a code, silent where they differ."""
    first = goods[0]
    if len(goods) == 1:
        return first

    def agreed(name: str) -> bool | None:
        value: bool | None = getattr(first, name)
        return value if all(getattr(good, name) == value for good in goods) else None

    headings = {code[:4] for good in goods for code in good.hs[:1]}
    return replace(
        first,
        name=" or ".join(good.name for good in goods[:3]),
        hs=first.hs if len(headings) == 1 else (),
        hs_open=any(good.hs_open for good in goods),
        eccn_confirmed=all(good.eccn == first.eccn and good.eccn_confirmed for good in goods),
        food=agreed("food"),
        medicine=agreed("medicine"),
        medical_device=agreed("medical_device"),
        luxury=agreed("luxury"),
        informational=agreed("informational"),
    )


def words_of(good: Good) -> Words:
    """The words of each of a good's names."""
    return tuple(_words(name) for name in (good.name, *good.synonyms))


def _words(text: str) -> frozenset[str]:
    """The words that tell what a thing is, without what stands in brackets, numbers and units."""
    return frozenset(_listed(text.split("(")[0]))


def _listed(text: str) -> list[str]:
    words = _WORD.findall(text.casefold())
    return [_stem(word) for word in words if word != "s" and not _COUNT.match(word)]


def _heads(text: str) -> frozenset[str]:
    """The words that may say what a thing is: the last one before a preposition or a bracket, or the one before a dose."""
    bare, whole = _listed(_OF.split(text.casefold())[0]), _listed(text)
    if "toy" in whole:
        return frozenset({"toy"})
    if not bare or (bare[-1] in _MEASURES and len(whole) > len(bare)):
        return frozenset(_listed(re.sub(r"\(.*", "", text))[-1:])
    return frozenset(bare[-2:] if bare[-1] in _DOSES else bare[-1:])


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
        parts.truth("hs_open") if "hs_open" in entry else False,
        eccn,
        confirmed,
        parts.text("eccn_source", ""),
        note=parts.text("note", ""),
        **classes,
    )


@functools.cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program."""
    table = read_table(FOLDER)
    return Catalogue(*table) if table else Catalogue.load()
