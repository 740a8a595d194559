"""`goodoffices decide`: write down that a hit is, or is not, the party that was looked up, and why."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from goodoffices.cli.main import today
from goodoffices.cli.screen import columns_of, described
from goodoffices.errors import InputError, nearest
from goodoffices.parties.decisions import Decision, Verdict, add_decision, decide, decisions_file
from goodoffices.parties.loaded import load_file, load_lists
from goodoffices.parties.model import Hit, Query
from goodoffices.parties.plain import shown
from goodoffices.parties.screening import Screens

_ANY = 0.0


def run(arguments: argparse.Namespace) -> int:
    """Find the hit that is meant, and add the decision to the file."""
    kept = arguments.decisions or decisions_file()
    query = _query(arguments)
    loaded = load_file(arguments.against) if arguments.against else load_lists(arguments.list or ())
    hit = _meant(loaded.screener, query, arguments.entity)
    verdict: Verdict = "open" if arguments.open else "same" if arguments.same else "not-same"
    made = decide(query, hit.party, verdict, arguments.because, arguments.who or getpass.getuser(), today())
    add_decision(kept, made)
    print(_told(made))
    return 0


def _query(arguments: argparse.Namespace) -> Query:
    """The party that is decided of, described as it was when it was screened: a bare name, a table's row, or a plan's party."""
    if arguments.row and not arguments.table:
        raise InputError("--row goes with --in: the table or plan that the party stands in")
    if not arguments.table:
        if not arguments.name:
            raise InputError("say of whom you decide: the name that you screened, or --in FILE --row ID")
        return described(arguments.name, arguments)
    if arguments.born or arguments.country or arguments.kind or arguments.alias:
        raise InputError(
            "--born, --country, --kind and --alias describe a name; with --in FILE the row says what is known"
        )
    if arguments.name or not arguments.row:
        raise InputError("with --in FILE give --row ID, the row's or party's id, and no name")
    path: Path = arguments.table
    if path.suffix.casefold() in (".yaml", ".yml"):
        from goodoffices.parties.plan_screening import query_of
        from goodoffices.plan.reader import load_plan

        parties = load_plan(path).parties
        if arguments.row not in parties:
            raise InputError(f"the plan has no party {shown(arguments.row)!r}{nearest(arguments.row, list(parties))}")
        return query_of(parties[arguments.row])
    from goodoffices.parties.rows import open_table

    table = open_table(path, columns_of(arguments.column), arguments.encoding)
    found = next((row.query for row in table.rows if str(row.id) == arguments.row and row.query), None)
    if found is None:
        raise InputError(f"the table has no row {shown(arguments.row)!r} with a name")
    return found


def _meant(screener: Screens, query: Query, entity: str) -> Hit:
    hits = [hit for hit in screener.screen(query, _ANY, None) if hit.party.id == entity]
    if not hits:
        raise InputError(
            f"{shown(query.name)} has no hit {shown(entity)}; run `goodoffices screen` and take the id from there"
        )
    return hits[0]


def _told(made: Decision) -> str:
    words = {"not-same": "is not", "same": "is", "open": "is again undecided to be"}[made.verdict]
    return (
        f"{shown(made.name)} {words} {shown(made.entity)} ({shown(made.list)} {shown(made.entity_id)}), decided by {shown(made.who)}. "
        "It holds until the listing, or what you know of the party, changes."
    )
