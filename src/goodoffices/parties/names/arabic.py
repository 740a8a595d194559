"""Words in Arabic letters, which leave short vowels out: how such a word may be spelt in Latin letters.

محمد is spelt Mohammed, Muhammad, Mahomet; to choose one of them would miss the others. A word in Arabic letters therefore stays as it is, and
is matched with a Latin one by a pattern that says for each letter how Arabic, Persian, Urdu and Maghrebi habit spell it, with vowels
wherever they may stand. Its *bones*, consonants in wide classes, lead to the Latin words that are worth trying.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ONE_LETTER = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ی": "ي",
        "ى": "ي",
        "ې": "ي",
        "ک": "ك",
        "ة": "ه",
        "ۀ": "ه",
        "ھ": "ه",
        "ہ": "ه",
    }
    | dict.fromkeys("ـء", None)
)
"""Letters that are written for one another, and what joins or carries others."""
_MARKS = re.compile(r"[\u064b-\u065f\u0670]")
_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{3})|(?<=\bعبد)ال(?=\w{3})")
"""The article, which Latin spellings part from its noun or melt into it (Abd al-Rahman, Abdurrahman)."""

_SHORT = "(?:ou|[aeiou])?"
"""A short vowel, which is not written; a long one has a letter of its own, so that حسن is Hasan and not Hussein."""
_SPELT = {
    "ا": "[aeiou]{1,2}", "ب": "[bp]+", "پ": "p+", "ت": "t+h?", "ط": "t+h?", "ث": "(?:th|s+|t+)", "ج": "(?:d?j+|g+|d?zh)", "چ": "(?:t?s?ch|c)", "ح": "h+", "ه": "h+",
    "خ": "(?:kh+|h+|ch|k+|x)", "د": "d+h?", "ذ": "(?:dh|z+h?|d+|th)", "ض": "(?:dh|d+|z+)", "ظ": "(?:z+h?|dh|d+|th)", "ر": "r+", "ز": "[zs]+", "ژ": "(?:zh|j+|g)",
    "س": "(?:s+|c)", "ص": "(?:s+|c|z)", "ش": "(?:sh+|s?ch|s+)", "ع": "[aeiou]?", "غ": "(?:gh+|g+|q)", "ق": "(?:gh+|kh|ck?|q+|g+|k+)", "ك": "(?:k+h?|ck?|q)", "گ": "g+u?",
    "ف": "(?:f+|ph|v)", "ل": "l+", "م": "m+", "ن": "n+", "و": "[wvou]+", "ي": "[iyej]+", "ئ": "[aeiouy]?", "ؤ": "[aeiou]?", "ٹ": "t+", "ڈ": "d+", "ڑ": "r+d?", "ں": "n+",
}  # fmt: skip
_LAST = {"ه": "(?:h?[ae]?|t)h?", "و": "[wvou]*", "ي": "[iyeja]+"}
_FIRST = {"ع": "[aeiou]", "و": "[wvou]"}
_SILENT_AFTER = {"و": "خ"}
"""The letter that is not heard after another (Persian خواه, khah)."""

_CLASS = {
    **dict.fromkeys("بپ", "p"), **dict.fromkeys("تطثدذضظزسصشچٹڈ", "t"), **dict.fromkeys("جژغقكگ", "k"), **dict.fromkeys("رڑ", "r"), "ف": "f", "ل": "l", "م": "m", "ن": "n", "ں": "n",
}  # fmt: skip
_LATIN_CLASS = (("kh", ""), ("gh", "k"), ("zh", "k"), ("dj", "k"), ("dzh", "k"), ("ch", "t"), ("ph", "f"))
_LATIN_LETTERS = str.maketrans(
    dict.fromkeys("bp", "p")
    | dict.fromkeys("tdzs", "t")
    | dict.fromkeys("gjqkc", "k")
    | dict.fromkeys("aeiouyhwvx", None)
)
_DOUBLED = re.compile(r"(.)\1+")
_SERVANT = re.compile(r"^abd[aeiou]l?(?=.{3})")
"""The Latin spellings of عبد ال, servant of the: abdal, abdel, abdul, and abdur before an r."""
_LETTER = re.compile(r"[\u0621-\u06d3]")


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic letters."""
    return _LETTER.match(word) is not None


def settled(text: str) -> str:
    """A text with its Arabic letters in one form each, without vowel marks, the article parted from its noun and dropped."""
    if _LETTER.search(text) is None:
        return text
    return _ARTICLE.sub(" ", _MARKS.sub("", text).translate(_ONE_LETTER))


@lru_cache(maxsize=65536)
def bones(word: str) -> str:
    """The consonants of a word, in Arabic or Latin letters, in classes wide enough that all its spellings have the same."""
    if is_arabic(word):
        found = "".join(_CLASS.get(letter, "") for letter in word)
    else:
        word = _SERVANT.sub("abd", word)
        for old, new in _LATIN_CLASS:
            if old in word:
                word = word.replace(old, new)
        found = word.translate(_LATIN_LETTERS)
    return _DOUBLED.sub(r"\1", found)


@lru_cache(maxsize=16384)
def _pattern(word: str) -> re.Pattern[str]:
    parts = []
    for at, letter in enumerate(word):
        spelt = _SPELT.get(letter, "")
        if at == 0 and not word.startswith("عا"):
            spelt = _FIRST.get(letter, spelt)
        elif at == len(word) - 1:
            spelt = _LAST.get(letter, spelt)
        if at and _SILENT_AFTER.get(letter) == word[at - 1]:
            spelt = f"(?:{spelt})?"
        parts.append(spelt)
    text = _SHORT.join(part for part in parts if part)
    if word.startswith("عبد") and len(word) > 5:
        text = text.replace("d+h?", "d+h?(?:[aeiou]+l)?", 1)
    return re.compile(f"{text}e?")


@lru_cache(maxsize=131072)
def may_be_spelt(word: str, latin: str) -> bool:
    """Whether a word in Arabic letters may be spelt so in Latin ones."""
    return bones(word) == bones(latin) and _pattern(word).fullmatch(latin) is not None
