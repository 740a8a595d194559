"""How the commands put text on a terminal or into a pipe: within its width, indented, and with no blanks at the end of a line."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

_NARROWEST = 20


def paper() -> Console:
    """The terminal, or the pipe or file in its place."""
    return Console(highlight=False, emoji=False, markup=False)


def indented(out: Console, text: Text | str, by: int) -> None:
    """Print a text with each of its lines set in."""
    whole = Text(text) if isinstance(text, str) else text
    for line in whole.wrap(out, max(out.width - by, _NARROWEST)):
        line.rstrip()
        out.print(Text.assemble(" " * by, line), soft_wrap=True)


def tabled(out: Console, table: Table) -> None:
    """Print a table; words that are too long for their column go on in the next line, and nothing is cut off."""
    for column in table.columns:
        column.overflow = "fold"
    for segments in out.render_lines(table, pad=False):
        line = Text.assemble(*((part.text, part.style or "") for part in segments))
        line.rstrip()
        out.print(line, soft_wrap=True)
