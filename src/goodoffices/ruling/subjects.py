"""Whether subjects of teaching or talk are technical, from the words that plans use for them.

Several rules turn on mathematics, science, technology, engineering and programming (31 CFR 510.512; S/RES/2270 para. 17). A subject
that stands in neither table is neither: whoever wrote the plan is then asked.
"""

from __future__ import annotations

from collections.abc import Sequence


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem.replace("-", " ") for stem in text.split())


_TECHNICAL = _stems(
    """
    math algebra geometry calculus statistic science physics chemistry biolog technolog engineer comput program software coding
    electronic robot drilling diagnos install nuclear aerospace blockchain crypto machine-learning artificial-intelligence
    """
)
_PLAIN = _stems(
    """
    reading writing literacy english korean chinese french german spanish russian language history art music drawing sport health
    hygiene nutrition cooking first-aid literature geography law dialogue mediation bible religion farming agricultur business
    entrepreneur management sanitation nursing wheelchair-fitting library tourism hospitality
    basketball football soccer volleyball tennis table-tennis badminton golf hockey gymnastics wrestling boxing taekwondo judo
    swimming running skating skiing chess theatre theater dance choir singing orchestra piano violin painting calligraphy
    poetry baking sewing knitting gardening childcare child-care
    """
)


def technical(subjects: Sequence[str]) -> bool | None:
    """True where one subject is technical, false where all are plainly not, and None where a word tells neither."""
    words = [f" {subject.casefold().replace('-', ' ')}" for subject in subjects]
    if any(stem in word for stem in _TECHNICAL for word in words):
        return True
    # A plain stem has to begin a word: "transport" is no sport.
    return False if all(any(f" {stem}" in word for stem in _PLAIN) for word in words) else None
