"""Why a listed party may be the one asked about, in words that let a person decide in seconds."""

from __future__ import annotations

from goodoffices.parties.model import ListedParty, Name, Query
from goodoffices.parties.names.korean import NONE, best_syllable
from goodoffices.parties.names.korean_frequencies import GIVEN, RARE_GIVEN, SINGLE_GIVEN, SURNAMES
from goodoffices.parties.names.korean_spelling import PINYIN
from goodoffices.parties.syllable_evidence import SAME, Agreement
from goodoffices.parties.word_evidence import Spelt

BIRTH_SAME, BIRTH_YEAR, BIRTH_OTHER = 3.0, 1.5, -3.0
"""What a day of birth adds to the logarithm of the odds: the same day, the same year, another year. A judgment, not fitted."""
WEAK = -1.0
"""What a weak alias adds."""


def of_syllables(agreement: Agreement) -> list[str]:
    """The Korean syllables that agree and that differ, and the order of surname and given name."""
    reading = agreement.query
    agree, differ = [], []
    triples = zip((reading.surname, reading.first, reading.second), agreement.listed, agreement.parts, strict=True)
    for place, (heard, listed, evidence) in enumerate(triples):
        ours, theirs = heard.removeprefix(PINYIN), listed.removeprefix(PINYIN)
        if ours == theirs == NONE:
            continue
        if ours == NONE or theirs == NONE:
            differ.append(f"{(ours or theirs)!r} stands in one name alone")
        elif evidence < 0:
            differ.append(f"{ours!r} and {theirs!r} cannot be one syllable")
        else:
            syllable = best_syllable(heard, listed, place == 0)
            agree.append(
                f"{ours} = {theirs} ({syllable}{'' if evidence >= SAME else ', common'})"
                if ours != theirs
                else f"{ours} ({syllable})"
            )
    out = [f"Korean syllables agree: {', '.join(agree)}"] if agree else []
    if differ:
        out.append(f"Korean syllables differ: {', '.join(differ)}")
    if reading.surname_last:
        out.append("the surname stands last in the name asked about")
    if not differ and (share := commonness(agreement)) > RARE:
        out.append(
            f"a common name: roughly 1 in {round(1 / share, 1 - len(str(int(1 / share)))):,.0f} Koreans bears it"
        )
    return out


RARE = 1 / 200_000
"""The share of Koreans up to which a name is not called common."""


def commonness(agreement: Agreement) -> float:
    """The share of Koreans who bear the name that two spellings most likely both stand for: by the rough tables of syllables, no more."""
    reading = agreement.query
    surname = best_syllable(reading.surname, agreement.listed[0], True)
    first = best_syllable(reading.first, agreement.listed[1], False)
    if reading.second == NONE:
        return SURNAMES.get(surname, 0.0) * GIVEN.get(first, RARE_GIVEN) * SINGLE_GIVEN
    second = best_syllable(reading.second, agreement.listed[2], False)
    return SURNAMES.get(surname, 0.0) * GIVEN.get(first, RARE_GIVEN) * GIVEN.get(second, RARE_GIVEN)


def of_words(pairing: Spelt) -> list[str]:
    """The words that agree, those that are spelt otherwise, and those that one side alone has."""
    if pairing.exact:
        return [
            "the very name that is listed, word for word"
            if pairing.same_order
            else "the very words that are listed, in another order"
        ]
    out = []
    same = [a for a, b in pairing.alike if a == b]
    near = [f"{a} = {b}" for a, b in pairing.alike if a != b]
    if same:
        out.append(f"the same words: {', '.join(same)}")
    if near:
        out.append(f"words spelt otherwise: {', '.join(near)}")
    if pairing.only_query:
        out.append(f"only in the name asked about: {', '.join(pairing.only_query)}")
    if pairing.only_name:
        out.append(f"only in the listed name: {', '.join(pairing.only_name)}")
    if not pairing.same_order:
        out.append("the words stand in another order")
    return out


def of_birth(query: Query, party: ListedParty) -> tuple[float, list[str]]:
    """What the days of birth say: the most agreeing pair of the two parties' days."""
    if not query.births or not party.births:
        return 0.0, []
    for ours in query.births:
        for theirs in party.births:
            length = min(len(ours), len(theirs))
            if length >= 10 and ours == theirs:
                return BIRTH_SAME, [f"the same day of birth: {theirs}"]
    years = {b[:4] for b in party.births}
    if any(b[:4] in years for b in query.births):
        return BIRTH_YEAR, [f"the year of birth agrees: {', '.join(sorted(years))}"]
    return BIRTH_OTHER, [f"born otherwise: {', '.join(query.births)} here, {', '.join(party.births)} on the list"]


def of_name(party: ListedParty, text: str) -> tuple[float, list[str]]:
    """What the list says of the name that was met."""
    name = next((n for n in party.names if n.text == text), Name(text))
    if name.quality == "weak":
        return WEAK, [f"{text!r} is a weak alias: alone it identifies nobody"]
    return 0.0, []


def of_countries(query: Query, party: ListedParty) -> list[str]:
    """Countries that both have."""
    both = sorted(set(query.countries) & set(party.countries))
    return [f"both of {', '.join(both)}"] if both else []
