"""Hits for a person to decide in seconds: who it may be, on which list since when, and why."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from goodoffices.parties.decisions import Decisions
from goodoffices.parties.loaded import Loaded
from goodoffices.parties.model import ListedParty
from goodoffices.parties.plain import shown
from goodoffices.parties.rows import Row, Table
from goodoffices.parties.screening import Judged, judged
from goodoffices.values import Day

_NAMES = 6


def show_hits(
    table: Table,
    loaded: Loaded,
    threshold: float,
    as_of: Day | None,
    decisions: Decisions | None,
    all_rows: bool,
    console: Console | None = None,
) -> None:
    """Print the hits of each row; rows without any only where `all_rows` says so, else they are counted."""
    out = console or Console(highlight=False, soft_wrap=False)
    rows = quiet = 0
    for row in table.rows:
        rows += 1
        if row.query is None:
            out.print(Text(f"Not screened: {shown(row.problem)}", style="yellow"))
            continue
        hits = judged(row.query, loaded.screener.screen(row.query, threshold, as_of), decisions)
        if hits or all_rows:
            _row(out, row, hits, decisions, named=all_rows)
        else:
            quiet += 1
    if quiet:
        out.print(f"\n{quiet:,} of {rows:,} rows have no hit.")
    day = f" as they stood on {as_of}" if as_of else ""
    sources = "; ".join(str(source) for source in loaded.sources)
    out.print(Text(f"\nLists: {shown(sources, 600)}{day}. Hits from a score of {threshold:g}.", style="dim"))
    out.print(Text("A hit is a likeness of names, to be decided by a person; no hit is no proof.", style="dim"))


def _row(out: Console, row: Row, hits: tuple[Judged, ...], decisions: Decisions | None, named: bool) -> None:
    assert row.query is not None
    name = shown(row.query.name)
    title = name if named else f"{shown(str(row.id))}: {name}"
    told = "no hit" if not hits else "1 hit" if len(hits) == 1 else f"{len(hits)} hits"
    out.print(Text.assemble("\n", (title, "bold"), f"  {told}"))
    for one in hits:
        _hit(out, one)
        old = decisions.outdated(row.query, one.hit.party) if decisions else None
        if old is not None:
            said = f"Decided {old.verdict} by {old.who} on {old.when} ({old.because}); the listing has changed since: decide again."
            _line(out, Text(shown(said, 600), style="yellow"), 8)


def _hit(out: Console, one: Judged) -> None:
    hit, party = one.hit, one.hit.party
    style = "dim" if one.dismissed else "bold"
    head = Text.assemble((f"{hit.score:.2f}", style), "  ", (shown(party.name), style))
    head.append(f"  {shown(party.list)} {shown(party.id)}")
    _line(out, head, 2)
    _line(out, Text(shown(_standing(party), 600)), 8)
    if hit.matched_name != party.name:
        _line(out, Text(f"Matched: {shown(hit.matched_name)}"), 8)
    if hit.reasons:
        _line(out, Text.assemble(("Because: ", "dim"), shown("; ".join(hit.reasons), 900)), 8)
    if one.decision is not None:
        was = "not the same" if one.dismissed else "the same"
        said = f"Decided: {was}, because {one.decision.because} ({one.decision.who}, {one.decision.when})"
        _line(out, Text(shown(said, 600), style="green"), 8)


def _standing(party: ListedParty) -> str:
    """What the list knows of the party, in one line."""
    others = [name.text for name in party.names if name.text != party.name]
    more = f" and {len(others) - _NAMES} more" if len(others) > _NAMES else ""
    parts = (
        party.kind,
        f"under {', '.join(party.programmes)}" if party.programmes else "",
        f"listed {party.since}",
        f"delisted {party.delisted_on}" if party.delisted_on else "",
        f"born {', '.join(party.births)}" if party.births else "",
        f"of {', '.join(party.countries)}" if party.countries else "",
        f"also {'; '.join(others[:_NAMES])}{more}" if others else "",
    )
    return ", ".join(part for part in parts if part)


def _line(out: Console, text: Text, by: int) -> None:
    out.print(Padding(text, (0, 0, 0, by), expand=False))
