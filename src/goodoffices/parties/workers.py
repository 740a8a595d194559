"""Screening on several processes, each with the same index mapped into its memory; none of them outlives the one that started it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.parties.model import Hit, Query
from goodoffices.values import Day

if TYPE_CHECKING:
    from goodoffices.parties.screener import Screener

_CHUNK = 500
_Chunk = tuple[Sequence[Query], float, Day | None]
_at_work: list[Screener] = []


def screened(
    path: Path, queries: Iterable[Query], threshold: float, as_of: Day | None, processes: int
) -> Iterator[list[Hit]]:
    """The hits of each query in turn, by so many processes that each map the index at `path`; queries are taken up as they are needed."""
    with ProcessPoolExecutor(processes, initializer=_begin, initargs=(path,)) as pool:
        chunks = _chunks(queries, threshold, as_of)
        waiting = [pool.submit(_screen_chunk, chunk) for chunk in islice(chunks, 4 * processes)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting += [pool.submit(_screen_chunk, chunk) for chunk in islice(chunks, 1)]


def _chunks(queries: Iterable[Query], threshold: float, as_of: Day | None) -> Iterator[_Chunk]:
    source = iter(queries)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk, threshold, as_of


def _begin(path: Path) -> None:
    from goodoffices.parties.screener import Screener

    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    _at_work[:] = [Screener.open(path)]


def _end_with_parent() -> None:
    """End this process when the one that started it is gone.

    Whoever is killed outright (kill -9, out of memory) tells nobody, and a worker would wait for its next task for ever: the workers hold
    each other's ends of the queue open.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _screen_chunk(chunk: _Chunk) -> list[list[Hit]]:
    queries, threshold, as_of = chunk
    screener = _at_work[0]
    return [screener.screen(query, threshold, as_of) for query in queries]
