"""`goodoffices serve`: answer other programs' screening questions over HTTP, in the words of the yente API."""

from __future__ import annotations

import argparse
import sys

from goodoffices.cli.main import today
from goodoffices.desk.matching import Desk
from goodoffices.desk.server import loopback, serve
from goodoffices.errors import InputError
from goodoffices.parties.loaded import load_file, load_lists


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    loaded = load_file(arguments.against) if arguments.against else load_lists(arguments.list or ())
    # The user's lists are kept with whoever was taken off them, who is nobody to be fetched today.
    day = None if arguments.against else today()
    parties = (party for party in loaded.parties() if day is None or party.on(day))
    desk = Desk(loaded.screener, parties, loaded.sources, today)
    try:
        server = serve(desk, arguments.host, arguments.port, _log if arguments.log else None)
    except OSError as error:
        raise InputError(f"cannot listen on {arguments.host}:{arguments.port}: {error.strerror or error}") from None
    for source in loaded.sources:
        print(f"List: {source}, {source.count:,} parties", file=sys.stderr)
    if not loopback(arguments.host):
        print(
            "This server asks nobody who they are, and others can reach it: put it behind a proxy that does.",
            file=sys.stderr,
        )
    print(f"Answering on http://{arguments.host}:{server.server_address[1]} (stop with Ctrl-C)", file=sys.stderr)
    with server:
        server.serve_forever()
    return 0


def _log(line: str) -> None:
    print(line, file=sys.stderr)
