"""A Korean name as syllables: how a spelling is cut into them, and how far two spellings speak for one name.

A spelling such as KIM, Yong Chol is a surname and one or two given syllables, each written in some way. What a piece of writing tells
is a distribution over hangul syllables; two pieces speak for one syllable by the likelihood ratio

    LR = sum over syllables s of  P(s | one) * P(s | other) / P(s)

which is above 1 where they agree, more so for a rare syllable, and near 0 where no syllable could be written both ways (PAK, PAEK).
The logarithms of a name's syllables add up to its evidence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.parties.names.folding import MAX_NAME, unmask
from goodoffices.parties.names.korean_frequencies import GIVEN, RARE_GIVEN, SINGLE_GIVEN, SURNAMES
from goodoffices.parties.names.korean_spelling import PINYIN, candidates, is_pinyin

NONE = ""
"""The second given syllable of a name that has one only."""
FLOOR = 0.006
"""The ratio of two pieces that no syllable joins: lists err and names are cut wrongly. Of some 230 pairs of spellings in the material for
development about 1 in 50 has another syllable."""
STRANGE = -20.0
"""The commonness, as a logarithm, from which down a writing is likelier another language's than a rare Korean name's. Judged on names of
the training half: MINEUR has -21, Caesar -27, OO Ye Win -24; CHOE Chan Il has -14, KU Sung Sop -19."""
DOUBT, CHINESE = -4.0, -2.0
"""The most that strangeness may say against a reading, and what pinyin says against it: most who are listed in pinyin are Chinese."""
NO_SECOND = math.log(1 / SINGLE_GIVEN)
ONE_SHORT = math.log(0.002)
_MIN_PIECE = 1e-6
_KEEP = 4.0
"""How much less likely, in logarithms, a second way to cut a name may be to be kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a spelling: the surname's and the given syllables' pieces of writing, and the logarithm of how likely it is."""

    surname: str
    first: str
    second: str
    weight: float
    surname_last: bool = False

    @property
    def pinyin(self) -> bool:
        """Whether the name is read as Mandarin reads its characters."""
        return self.surname.startswith(PINYIN)

    @property
    def doubt(self) -> float:
        """The logarithm of the chance that what is written so is a Korean name at all: Caesar can be cut into syllables, too."""
        if self.pinyin:
            return CHINESE
        return max(DOUBT, -math.log1p(math.exp(STRANGE - self.weight)))


@lru_cache(maxsize=131072)
def posterior(piece: str, surname: bool) -> tuple[tuple[tuple[str, float], ...], float]:
    """What a piece of writing stands for, as shares of the syllables that it can be, and how common such writing is."""
    prior = SURNAMES if surname else GIVEN
    default = 0.0 if surname else RARE_GIVEN
    joint = [(s, p * prior.get(s, default)) for s, p in candidates(piece, surname)]
    total = sum(p for _, p in joint)
    if total <= 0.0:
        return (), 0.0
    return tuple((s, p / total) for s, p in joint if p > 1e-4 * total), total


@lru_cache(maxsize=131072)
def likelihood_ratio(one: str, other: str, surname: bool) -> float:
    """How much likelier two pieces are to be written for one syllable of one name than for two people's."""
    theirs = dict(posterior(other, surname)[0])
    prior = SURNAMES if surname else GIVEN
    return sum(p * theirs[s] / prior.get(s, RARE_GIVEN) for s, p in posterior(one, surname)[0] if s in theirs)


_BREVE = str.maketrans(dict.fromkeys("ŏǒôòóōõ", "ŏ") | dict.fromkeys("ŭǔûùúūũ", "ŭ") | dict.fromkeys("’‘ʼʻ`´′ʹ＇", "'"))
_BROKEN = re.compile(r"' (?=(?:ng|n|l|m|k|p)\b)| (?='(?:ng|n|l|m|k|p)\b)")
_MARKED_O, _MARKED_U = (
    re.compile(r"o'(?=ng?\b|[nlmkp]\b|[nlmkp]?[-, ]|$|ng|[nlmkp])"),
    re.compile(r"u'(?=ng?\b|[nlmkpi]\b|[nlmkpi]?[-, ]|$|ng|[nlmkpi])"),
)
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+|')*")


def _mended(broken: re.Match[str]) -> str:
    """A mark and its syllable, where a list has put a space between them (Ch'o' l, Cho 'n)."""
    return broken[0].strip()


@lru_cache(maxsize=65536)
def _pieces(text: str) -> tuple[tuple[str, ...], int]:
    """The words of a name as written, marks made uniform; and how many of them stand before a comma (0: no comma)."""
    text = text.lower() if text.isascii() else unmask(text)
    if "'" in text or not text.isascii():
        text = _BROKEN.sub(_mended, text.translate(_BREVE))
        text = _MARKED_U.sub("ŭ", _MARKED_O.sub("ŏ", text))
    before, comma, _ = text.partition(",")
    return tuple(_PIECE.findall(text)), len(_PIECE.findall(before)) if comma else 0


@lru_cache(maxsize=65536)
def segment(word: str) -> tuple[tuple[str, str, float], ...]:
    """The likeliest ways to cut a given name written as one word into one or two pieces, with the logarithm of each."""
    ways = []
    mark = PINYIN if word.startswith(PINYIN) else ""
    word = word.removeprefix(PINYIN)
    whole = posterior(mark + word, False)[1] if len(word) <= 7 else 0.0
    if whole > _MIN_PIECE:
        ways.append((mark + word, NONE, math.log(whole * SINGLE_GIVEN)))
    for cut in range(1, min(len(word), 8)):
        first, second = (
            mark + word[:cut],
            word[cut:].removeprefix("'") if not word[:cut].endswith(("h", "k", "t", "p")) else word[cut:],
        )
        if not second or len(second) > 7 or second[0] == "'":
            continue
        one = posterior(first, False)[1]
        if one > _MIN_PIECE:
            two = posterior(mark + second, False)[1]
            if two > _MIN_PIECE:
                ways.append((first, mark + second, math.log(one * two)))
    ways.sort(key=lambda way: -way[2])
    return tuple(way for way in ways[:3] if way[2] > ways[0][2] - _KEEP)


def _surname(word: str) -> float:
    """The logarithm of how common a surname written so is, or minus infinity."""
    total = posterior(word, True)[1] if len(word) <= 10 else 0.0
    return math.log(total) if total > _MIN_PIECE else -math.inf


def _with_given(surname: str, given: tuple[str, ...], last: bool) -> list[Reading]:
    weight = _surname(surname)
    if weight == -math.inf:
        return []
    if len(given) == 1:
        return [Reading(surname, first, second, weight + w, last) for first, second, w in segment(given[0])]
    one, two = posterior(given[0], False)[1], posterior(given[1], False)[1]
    if one <= _MIN_PIECE or two <= _MIN_PIECE:
        return []
    return [Reading(surname, given[0], given[1], weight + math.log(one * two), last)]


def _joined(word: str) -> list[Reading]:
    """Readings of a whole name written as one word, as hangul and Chinese characters are."""
    found: list[Reading] = []
    mark = PINYIN if word.startswith(PINYIN) else ""
    word = word.removeprefix(PINYIN)
    for cut in range(1, min(len(word), 10)):
        if _surname(mark + word[:cut]) > -math.inf:
            found += _with_given(mark + word[:cut], (mark + word[cut:],), False)
    return found


@lru_cache(maxsize=65536)
def readings(text: str) -> tuple[Reading, ...]:
    """The likely ways to read a spelling as a Korean name, the likeliest first; none where it cannot be one.

    Last comes the likeliest way to read it as the pinyin of Korean characters, if all of it can be that.
    """
    if len(text) > MAX_NAME:
        return ()
    words, comma = _pieces(text)
    whole = "".join(w for w in words if w >= "\u4e00")
    if whole and len(whole) < len("".join(words)):
        # A name and the same in characters, as in "Kim Chol Sam (金铁三)": the characters tell it best.
        return readings(whole)
    if whole:
        words, comma = (whole,), 0
    found = _read(words, comma)
    if not whole and words and (is_pinyin(words[0]) or is_pinyin(words[-1]) or len(words) == 1):
        found += _read(tuple(PINYIN + w for w in words), comma)[:1]
    return tuple(found)


def _read(words: tuple[str, ...], comma: int) -> list[Reading]:
    count = len(words)
    found: list[Reading] = []
    if count == 1 and (words[0] >= "\u4e00" or len(words[0]) >= 6):
        found = _joined(words[0])
    elif count in (2, 3):
        found = _with_given(words[0], words[1:], False)
        if comma != 1:
            found += _with_given(words[-1], words[:-1], True)
    found.sort(key=lambda reading: -reading.weight)
    return [r for r in found[:4] if r.weight > found[0].weight - _KEEP]


def best_syllable(piece: str, other: str, surname: bool) -> str:
    """The hangul syllable that two pieces most likely both stand for, or nothing."""
    theirs = dict(posterior(other, surname)[0])
    prior = SURNAMES if surname else GIVEN
    shared = [
        (p * theirs[s] / prior.get(s, RARE_GIVEN) ** 0.5, s) for s, p in posterior(piece, surname)[0] if s in theirs
    ]
    return max(shared)[1] if shared else ""


def evidence(one: Reading, other: Reading) -> tuple[float, float, float]:
    """The logarithms of the likelihood ratios of surname, first and second given syllable."""
    if (one.second == NONE) != (other.second == NONE):
        second = ONE_SHORT
    elif one.second == NONE:
        second = NO_SECOND
    else:
        second = math.log(max(likelihood_ratio(one.second, other.second, False), FLOOR))
    return (
        math.log(max(likelihood_ratio(one.surname, other.surname, True), FLOOR)),
        math.log(max(likelihood_ratio(one.first, other.first, False), FLOOR)),
        second,
    )


def compare(one: str, other: str) -> float:
    """The evidence that two spellings are one Korean name, in logarithms of the ratio; minus infinity where either cannot be one."""
    return max((sum(evidence(a, b)) for a in readings(one) for b in readings(other)), default=-math.inf)
