"""`goodoffices new`: a commented plan to begin with, by kind of contact."""

from __future__ import annotations

import argparse
from pathlib import Path

from goodoffices.errors import InputError, nearest

TEMPLATES = Path(__file__).parent.parent / "plan" / "templates"


def kinds() -> dict[str, str]:
    """Each kind of contact with the first line of its template, which says what it is for."""
    found: dict[str, str] = {}
    for path in sorted(TEMPLATES.glob("*.yaml")):
        with path.open(encoding="utf-8") as file:
            found[path.stem] = file.readline().lstrip("# ").strip()
    return found


def run(arguments: argparse.Namespace) -> int:
    """Print a template, or write it to a new file; without a kind, list them."""
    known = kinds()
    if arguments.kind is None:
        for kind, line in known.items():
            print(f"{kind:<14} {line}")
        return 0
    if arguments.kind not in known:
        raise InputError(
            f"there is no kind of contact {arguments.kind!r}{nearest(arguments.kind, list(known))}. Known: {', '.join(known)}."
        )
    text = (TEMPLATES / f"{arguments.kind}.yaml").read_text(encoding="utf-8")
    if arguments.output is None:
        print(text, end="")
        return 0
    try:
        with arguments.output.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(f"{arguments.output} exists already; choose another name") from None
    except OSError as error:
        raise InputError(
            f"cannot write {arguments.output} ({(error.strerror or 'failed').lower()}); choose another place"
        ) from None
    print(f"Wrote {arguments.output}. Fill it in, then run: goodoffices check {arguments.output}")
    return 0
