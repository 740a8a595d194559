"""Screening the parties of a plan: what the lists say where the plan is silent.

The plan's word on a party's listing always wins; screening only speaks where it is absent, and where the two disagree it says so. A sure hit
makes the party listed, to be confirmed by a person. 'On no list' is said only of lists that were really loaded, whole; a likeness that is
neither sure nor idle leaves the matter unknown, and the ruling asks. Ownership is not looked at here: no list of names knows it.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from goodoffices.parties.decisions import Decisions
from goodoffices.parties.model import Identifier, Kind, ListedParty, Query
from goodoffices.parties.names import MAX_NAME
from goodoffices.parties.plain import shown
from goodoffices.parties.programmes import concerns_north_korea
from goodoffices.parties.screening import ALERT, Judged, Screens, Source, judged
from goodoffices.parties.store import OLD_AFTER
from goodoffices.plan.model import Listing, Party, Plan
from goodoffices.values import Day

LAW_LISTS = ("us-sdn", "un-1718", "eu", "uk")
"""The lists that rules of law speak of. `us-515`, the blocked nationals of Cuba, stands inside the SDN list under the programme CUBA."""

_OF_LAW: Mapping[str, str] = {"us-sdn": "us-sdn", "un": "un-1718", "eu": "eu", "uk": "uk"}
_TITLE: Mapping[str, str] = {
    "us-sdn": "the OFAC SDN list",
    "us-515": "the OFAC SDN list under CUBA",
    "un-1718": "the UN 1718 list",
    "eu": "the EU list",
    "uk": "the UK list",
}
_KINDS: Mapping[str, Kind] = {
    "person": "Person",
    "organisation": "Organization",
    "government": "Organization",
    "bank": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}


@dataclass(frozen=True, slots=True)
class Bars:
    """From which score a hit is taken for the party (`sure`), and below which it is taken for nobody (`idle`).

    A score is the chance that a hit is true among the customers of a bank, of whom one in a hundred is listed. In a plan for North Korea
    more are, and a listed party taken for nobody costs more than a question: so `idle` lies low.
    """

    sure: float = 0.85
    idle: float = ALERT


@dataclass(frozen=True, slots=True)
class ScreenedParty:
    """What screening found of a party. `listed` is what now stands in the plan; `unsettled` are the lists on which nothing is known.

    `source` says whose word it is: the plan's, the screening's with the lists and their days, or nobody's.
    """

    party: str
    name: str
    listed: tuple[Listing, ...] | None
    source: str
    found: tuple[Listing, ...]
    unsettled: tuple[str, ...]
    hits: tuple[Judged, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreenedPlan:
    """The plan with `listed` filled where screening decides, and the table of what was screened."""

    plan: Plan
    parties: tuple[ScreenedParty, ...]
    sources: tuple[Source, ...]
    day: Day

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader has to know of the lists themselves: which they are, what their silence does not prove, and how old they are."""
        if not self.sources:
            return ("No list was loaded: nobody was screened.",)
        settled = {_settles(source, self.day) for source in self.sources}
        open_lists = ", ".join(_TITLE[name] for name in LAW_LISTS if name not in settled)
        missing = f" Silence proves nothing of {open_lists}: not loaded whole{self._too_young}." if open_lists else ""
        fetch = (
            ""
            if all(s.whole for s in self.sources)
            else " For real use fetch the full lists: goodoffices lists update."
        )
        return (
            f"Screened by name against {self._against}.{missing}{fetch} Who owns a party was not looked up.",
            *self._old,
        )

    @property
    def _against(self) -> str:
        """The lists with their days; those of which there is an extract alone stand together."""
        told = [f"{source}, {source.count:,} parties" for source in self.sources if source.whole]
        some = ", ".join(f"{source.name} of {source.day}" for source in self.sources if not source.whole)
        return "; ".join(
            (*told, *([f"an extract, the parties of the North Korea programmes on {some}"] if some else []))
        )

    @property
    def _too_young(self) -> str:
        """Whether some whole list is silent on its past alone."""
        late = any(
            source.whole and _settles(source, self.day) is None and _law_list_of(source) for source in self.sources
        )
        return f", or not kept from {self.day} or before, so that who was taken off since is missing" if late else ""

    @property
    def _old(self) -> tuple[str, ...]:
        """The lists that were out of date on the day of the ruling, or do not say of which day they are."""
        old = ", ".join(
            f"{source.name} by {(self.day - source.day).days} days"
            if source.day
            else f"{source.name} by a time that is not known"
            for source in self.sources
            if source.day is None or (self.day - source.day).days > OLD_AFTER
        )
        return (f"Older than the day of this ruling, so that people may have been listed since: {old}.",) if old else ()


def screen_plan(
    plan: Plan,
    screener: Screens,
    sources: Sequence[Source],
    day: Day,
    *,
    bars: Bars | None = None,
    decisions: Decisions | None = None,
    identifiers: Mapping[str, tuple[Identifier, ...]] | None = None,
) -> ScreenedPlan:
    """Screen every party of a plan against the lists as they stood on a day.

    `sources` are the lists that the screener really holds. `identifiers` are numbers known of the parties, by party id.
    """
    bars = bars or Bars()
    queries = {p.id: query_of(p, (identifiers or {}).get(p.id, ())) for p in plan.parties.values() if _named(p)}
    hits = screener.screen_many(list(queries.values()), bars.idle, day) if queries else []
    found = {
        ident: judged(query, [hit for hit in each if hit.party.on(day)], decisions)
        for (ident, query), each in zip(queries.items(), hits, strict=True)
    }
    silent = frozenset(name for source in sources if (name := _settles(source, day)))
    rows = tuple(_row(party, found.get(party.id), sources, silent, bars) for party in plan.parties.values())
    filled = {row.party: _filled(plan.parties[row.party], row) for row in rows}
    return ScreenedPlan(replace(plan, parties=filled), rows, tuple(sources), day)


def _filled(party: Party, row: ScreenedParty) -> Party:
    if row.source == "plan" or row.listed is None:
        return party
    return replace(party, listed=row.listed, unsettled=frozenset(row.unsettled))


def query_of(party: Party, identifiers: tuple[Identifier, ...] = ()) -> Query:
    """What to look up of a plan's party: its name and other names, its kind, its countries."""
    aliases, nationalities = party.fields.get("aliases"), party.fields.get("nationalities")
    countries = nationalities if isinstance(nationalities, tuple) else ()
    if party.kind != "person" and "country" in party.fields:
        countries = (*countries, str(party.fields["country"]))
    return Query(
        name=party.name,
        kind=_KINDS.get(party.kind),
        aliases=tuple(one for one in aliases if len(one) <= MAX_NAME) if isinstance(aliases, tuple) else (),
        countries=countries,
        identifiers=identifiers,
        id=party.id,
    )


def law_list(party: ListedParty) -> str | None:
    """The list that rules of law mean by an entry, or None where they know no such list."""
    if party.list == "un" and not concerns_north_korea(party):
        return None
    if party.list == "us-csl":
        return "us-sdn" if _csl_sdn(party) else None
    return _OF_LAW.get(party.list)


def _csl_sdn(party: ListedParty) -> bool:
    """The Consolidated Screening List holds a dozen lists; the first programme of an entry is the code of the one that it is on."""
    return party.programmes[:1] == ("SDN",)


def _law_list_of(source: Source) -> str | None:
    """The list of law that a source has."""
    return "us-sdn" if source.name == "us-csl" else _OF_LAW.get(source.name)


def _settles(source: Source, day: Day) -> str | None:
    """The list of law on which this source's silence means 'not there' on a day.

    A list names nobody who was taken off it: of a day before its first version that is kept, it says only who stayed.
    """
    known = source.since is None or (source.since - day).days <= OLD_AFTER
    return _law_list_of(source) if source.whole and known else None


def _named(party: Party) -> bool:
    """Whether there is a name to look up; an entry that stands for several people has none that is anybody's."""
    count, name = party.fields.get("count"), str(party.fields.get("name", ""))
    return 0 < len(name) <= MAX_NAME and (count is None or count == 1)


def _row(
    party: Party, hits: tuple[Judged, ...] | None, sources: Sequence[Source], silent: frozenset[str], bars: Bars
) -> ScreenedParty:
    found = _found(hits or (), bars)
    unsettled = _unsettled(hits, found, silent, bars)
    says = [*([_unscreened_words(party)] if hits is None else ()), *(_hit_words(j, bars) for j in hits or ())]
    if party.listed is not None:
        says.extend(_disagreement(party, found))
        return ScreenedParty(party.id, party.name, party.listed, "plan", found, unsettled, hits or (), tuple(says))
    some = ", ".join(source.name for source in sources if not source.whole)
    known = "; ".join((*(str(s) for s in sources if s.whole), *([f"an extract of {some}"] if some else [])))
    # Where nothing at all was learned the party stays as silent as the plan left it.
    listed = found if hits is not None and (found or len(unsettled) < len(LAW_LISTS)) else None
    source = "" if hits is None or not sources else f"screening of {known}"
    return ScreenedParty(party.id, party.name, listed, source, found, unsettled, hits or (), tuple(says))


def _found(hits: Sequence[Judged], bars: Bars) -> tuple[Listing, ...]:
    """The listings that count, each list once, from the earliest day that a hit on it gives."""
    days: dict[str, list[tuple[Day | None, Day | None]]] = {}
    for one in hits:
        party = one.hit.party
        name = law_list(party)
        if name is None or one.dismissed or (not _sure(one, bars)):
            continue
        # A list says from which day a party is no longer on it; a plan says the last day on which it was.
        until = party.delisted_on - dt.timedelta(days=1) if party.delisted_on else None
        names = (name, "us-515") if name == "us-sdn" and "CUBA" in party.programmes else (name,)
        for each in names:
            days.setdefault(each, []).append((party.listed_on, until))
    return tuple(Listing(name, _earliest(spans), _latest(spans)) for name, spans in sorted(days.items()))


def _sure(one: Judged, bars: Bars) -> bool:
    """Whether a hit is taken for the party: by a person's word, by its score, or because a body or craft has the listed name letter for letter.

    Persons share names; two banks, firms or ships that write theirs alike are, in a plan for North Korea, hardly two.
    """
    if one.confirmed or one.hit.score >= bars.sure:
        return True
    return one.hit.party.kind != "Person" and _letters(one.hit.queried_name) == _letters(one.hit.matched_name)


def _letters(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())


def _earliest(spans: Sequence[tuple[Day | None, Day | None]]) -> Day | None:
    starts = [start for start, _ in spans]
    return None if None in starts else min(start for start in starts if start)


def _latest(spans: Sequence[tuple[Day | None, Day | None]]) -> Day | None:
    ends = [end for _, end in spans]
    return None if None in ends else max(end for end in ends if end)


def _unsettled(
    hits: Sequence[Judged] | None, found: Sequence[Listing], silent: frozenset[str], bars: Bars
) -> tuple[str, ...]:
    """The lists of law on which the party is neither surely there nor surely not; `silent` are those whose silence would tell."""
    if hits is None:
        return LAW_LISTS
    certain = {listing.list for listing in found}
    doubtful = {_of_or_beside(j.hit.party) for j in hits if not j.dismissed and not _sure(j, bars)}
    # A sure hit on a part of a list that no rule knows (another committee of the Council) is not to be read as 'none'.
    beside = {
        _of_or_beside(j.hit.party) for j in hits if law_list(j.hit.party) is None and not j.dismissed and _sure(j, bars)
    }
    return tuple(
        name for name in LAW_LISTS if name not in certain and (name not in silent or name in doubtful | beside)
    )


def _of_or_beside(party: ListedParty) -> str | None:
    """The list of law that an entry's own list stands for, whatever part of it the entry belongs to."""
    return law_list(party) or _OF_LAW.get(party.list)


def _unscreened_words(party: Party) -> str:
    name = str(party.fields.get("name", ""))
    why = (
        "it has no name in the plan"
        if not name
        else "it stands for several"
        if party.fields.get("count")
        else "its name is too long to be one"
    )
    return f"{shown(party.name)} was not screened: {why}."


def _hit_words(one: Judged, bars: Bars) -> str:
    hit, party = one.hit, one.hit.party
    name = law_list(party)
    where = _TITLE[name] if name else f"the list {party.list}"
    under = f" under {', '.join(party.programmes)}" if party.programmes else ""
    likeness = f"{hit.queried_name} and {hit.matched_name} ({party.name}, {party.id}) on {where}{under}, listed {party.since}, score {hit.score:.2f}"
    why = f": {'; '.join(hit.reasons)}" if hit.reasons else ""
    if one.decision is not None:
        was = "not the same" if one.dismissed else "the same"
        return f"{likeness}: decided {was} by {one.decision.who} on {one.decision.when}, because {one.decision.because}"
    if _sure(one, bars):
        beside = "" if name else " The law base has no rule for this list or programme: ask somebody who knows it."
        return f"Taken for the same, to be confirmed: {likeness}{why}.{beside}"
    return f"May be the same, to be decided: {likeness}{why}."


def _disagreement(party: Party, found: Sequence[Listing]) -> list[str]:
    stated = {listing.list for listing in party.listed or ()}
    missing = [_TITLE[listing.list] for listing in found if listing.list not in stated]
    if not missing:
        return []
    return [
        f"The plan does not list {party.name} there, but screening finds the name on {', '.join(missing)}. The plan's word was taken."
    ]
