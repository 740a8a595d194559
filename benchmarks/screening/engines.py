"""One engine at the bench, in a process of its own: build, one name warm, a batch, memory, and the scores of every query.

`python -m benchmarks.screening.engines ENGINE WORK.json` prints one JSON object. It runs in whatever environment has the engine's packages,
so that a peer can be measured with the very versions that its own requirements ask for.
"""

from __future__ import annotations

import importlib.metadata
import json
import logging
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypedDict

if TYPE_CHECKING:
    from goodoffices.parties.model import Query

FLOOR = 0.3
"""Scores of the peers below are not asked for: no budget of false alerts reaches down there. Ours mean chances, and are asked for all."""

KEPT = 10
WARM = 31


class Entry(TypedDict):
    """A listed party as the work file has it."""

    id: str
    kind: str
    names: list[str]
    countries: list[str]


class Question(TypedDict):
    """A name to be looked up, and whom it should find (nobody, where it is clean)."""

    name: str
    kind: str
    group: str
    expect: str


Found = list[tuple[str, float]]


class Engine(Protocol):
    """What is measured."""

    def build(self, entries: Sequence[Entry]) -> None:
        """Make ready to answer."""

    def ask(self, questions: Sequence[Question]) -> list[Found]:
        """The hits of each question, the likeliest first."""

    def memory(self) -> float:
        """Peak memory in MB of everything that answers."""

    def more(self, questions: Sequence[Question]) -> dict[str, float]:
        """Figures that only this engine has."""

    def stop(self) -> None:
        """End what was started."""


def peak(pid: int | str = "self") -> float:
    """A process's highest resident memory, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class _Alone:
    """An engine that lives in this process and has nothing to add."""

    def memory(self) -> float:
        return peak()

    def more(self, questions: Sequence[Question]) -> dict[str, float]:
        return {}

    def stop(self) -> None:
        return None


class Ours(_Alone):
    """goodoffices: the screener that comes with the program."""

    def build(self, entries: Sequence[Entry]) -> None:
        from goodoffices.parties.model import ListedParty, Name
        from goodoffices.parties.screener import Screener

        parties = [
            ListedParty(
                *(e["id"], "us-sdn", e["kind"]),  # type: ignore[arg-type]
                tuple(Name(n, "strong" if at else "primary") for at, n in enumerate(e["names"])),
                countries=tuple(e["countries"]),
            )
            for e in entries
        ]
        self.screener = Screener.build(parties)

    def ask(self, questions: Sequence[Question]) -> list[Found]:
        found = self.screener.screen_many(_queries(questions), 0.0001, None)
        return [[(hit.party.id, hit.score) for hit in hits[:KEPT]] for hits in found]

    def more(self, questions: Sequence[Question]) -> dict[str, float]:
        """What the peers have no like of: opening a saved index, its memory, and two processes."""
        from goodoffices.parties.screener import Screener

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "names.index"
            self.screener.save(path)
            code = (
                "import sys, time; from pathlib import Path; from goodoffices.parties.screener import Screener; "
                "from goodoffices.parties.model import Query; from benchmarks.screening.engines import peak; "
                "began = time.perf_counter(); s = Screener.open(Path(sys.argv[1])); took = time.perf_counter() - began; "
                "s.screen(Query('KIM Yong Chol'), 0.5, None); print(took, peak())"
            )
            runs = [
                subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
                for _ in range(5)
            ]
            took, memory = zip(*(map(float, run.stdout.split()) for run in runs), strict=True)
            opened = Screener.open(path)
            many = list(questions) * max(1, 4000 // max(len(questions), 1))
            began = time.perf_counter()
            for _ in opened.screen_many(_queries(many), 0.5, None, processes=2):
                pass
            two = len(many) / (time.perf_counter() - began)
        return {"open_ms": 1000 * statistics.median(took), "opened_mb": max(memory), "two_processes": two}


def _queries(questions: Iterable[Question]) -> Iterator[Query]:
    from goodoffices.parties.model import Query

    return (Query(q["name"], q["kind"]) for q in questions)  # type: ignore[arg-type]


class LogicV2(_Alone):
    """nomenklatura: its blocker finds candidates, logic-v2 scores them."""

    def build(self, entries: Sequence[Entry]) -> None:
        from followthemoney import Dataset, StatementEntity
        from nomenklatura.blocker import Index
        from nomenklatura.matching import ScoringConfig
        from nomenklatura.matching.logic_v2.model import LogicV2 as Model
        from nomenklatura.resolver import Linker
        from nomenklatura.store.memory import MemoryStore

        self.dataset, self.entity = Dataset({"name": "bench", "title": "Bench"}), StatementEntity
        self.model, self.config = Model, ScoringConfig.defaults()
        store: Any = MemoryStore(self.dataset, Linker({}))
        with store.writer() as writer:
            for e in entries:
                writer.add_entity(self._made(e["id"], e["kind"], e["names"], e["countries"]))
        self.view = store.default_view()
        self.folder = tempfile.TemporaryDirectory()
        self.index = Index(self.view, Path(self.folder.name))
        self.index.build()

    def _made(self, ident: str, kind: str, names: Sequence[str], countries: Sequence[str] = ()) -> Any:
        properties = {"name": list(names[:1]), "alias": list(names[1:]), "country": list(countries)}
        return self.entity.from_data(self.dataset, {"id": ident, "schema": kind, "properties": properties})

    def ask(self, questions: Sequence[Question]) -> list[Found]:
        asked = {f"q{n}": self._made(f"q{n}", q["kind"], [q["name"]]) for n, q in enumerate(questions)}
        found: dict[str, Found] = {}
        for ident, candidates in self.index.match_entities(asked.values()):
            scores = []
            for candidate, _ in candidates:
                listed = self.view.get_entity(candidate.id)
                score = self.model.compare(asked[ident.id], listed, self.config).score
                if score >= FLOOR:
                    scores.append((candidate.id, score))
            found[ident.id] = sorted(scores, key=lambda one: -one[1])[:KEPT]
        return [found.get(ident, []) for ident in asked]


class Yente(_Alone):
    """yente on osmem-server, both bound to this machine, asked over HTTP in batches as its documentation says."""

    def build(self, entries: Sequence[Entry]) -> None:
        from osmem_server import resolve_binary

        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        with (folder / "entities.ftm.json").open("w", encoding="utf-8") as stream:
            for e in entries:
                properties = {
                    "name": e["names"][:1],
                    "alias": e["names"][1:],
                    "country": e["countries"],
                    "topics": ["sanction"],
                }
                line = {
                    "id": e["id"],
                    "schema": e["kind"],
                    "properties": properties,
                    "datasets": ["bench"],
                    "target": True,
                    "caption": e["names"][0],
                }
                stream.write(
                    json.dumps(
                        {
                            **line,
                            "referents": [],
                            "first_seen": "2026-01-01T00:00:00",
                            "last_seen": "2026-01-01T00:00:00",
                        }
                    )
                    + "\n"
                )
        dataset = {
            "name": "bench",
            "title": "Bench",
            "entities_url": (folder / "entities.ftm.json").as_uri(),
            "version": "20260101000000-abc",
            "load": True,
        }
        (folder / "manifest.yml").write_text(json.dumps({"catalogs": [], "datasets": [dataset]}), encoding="utf-8")
        store, self.port = _free(), _free()
        self.running = [
            subprocess.Popen(
                [resolve_binary(), "-addr", f"127.0.0.1:{store}", "-no-stdin-watch"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        ]
        settings = {
            "YENTE_INDEX_TYPE": "opensearch",
            "YENTE_INDEX_URL": f"http://127.0.0.1:{store}",
            "YENTE_MANIFEST": str(folder / "manifest.yml"),
            "YENTE_HOST": "127.0.0.1",
            "YENTE_PORT": str(self.port),
            "YENTE_DATA_PATH": str(folder),
            "YENTE_AUTO_REINDEX": "false",
        }
        environment = {**os.environ, **settings}
        _answering(f"http://127.0.0.1:{store}/", 30)
        yente = str(Path(sys.executable).with_name("yente"))
        subprocess.run(
            [yente, "reindex"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=900,
        )
        self.running.append(
            subprocess.Popen([yente, "serve"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        _answering(f"http://127.0.0.1:{self.port}/readyz", 90)

    def ask(self, questions: Sequence[Question]) -> list[Found]:
        made: list[Found] = []
        for start in range(0, len(questions), 50):
            part = questions[start : start + 50]
            queries = {str(n): {"schema": q["kind"], "properties": {"name": [q["name"]]}} for n, q in enumerate(part)}
            address = (
                f"http://127.0.0.1:{self.port}/match/bench?limit={KEPT}&threshold=0.7&cutoff={FLOOR}&algorithm=logic-v2"
            )
            request = urllib.request.Request(
                address, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=600) as answer:
                responses = json.load(answer)["responses"]
            made.extend([(hit["id"], hit["score"]) for hit in responses[str(n)]["results"]] for n in range(len(part)))
        return made

    def memory(self) -> float:
        return sum(peak(process.pid) for process in self.running)

    def stop(self) -> None:
        """End the two servers."""
        for process in getattr(self, "running", []):
            process.terminate()
            process.wait(30)


class Rapidfuzz(_Alone):
    """rapidfuzz as a plain baseline: every listed name against every question, words sorted."""

    def build(self, entries: Sequence[Entry]) -> None:
        from rapidfuzz import utils

        self.clean = utils.default_process
        self.names: dict[str, tuple[list[str], list[str]]] = {}
        for e in entries:
            ids, names = self.names.setdefault(e["kind"], ([], []))
            for name in e["names"]:
                ids.append(e["id"])
                names.append(self.clean(name))

    def ask(self, questions: Sequence[Question]) -> list[Found]:
        return [self._one(q) for q in questions]

    def _one(self, question: Question) -> Found:
        from rapidfuzz import fuzz, process

        ids, names = self.names.get(question["kind"], ([], []))
        best: dict[str, float] = {}
        hits = process.extract(
            self.clean(question["name"]), names, scorer=fuzz.token_sort_ratio, limit=3 * KEPT, score_cutoff=60
        )
        for _, score, at in hits:
            best[ids[at]] = max(best.get(ids[at], 0.0), score / 100)
        return sorted(best.items(), key=lambda one: -one[1])[:KEPT]


ENGINES: dict[str, tuple[Callable[[], Engine], tuple[str, ...]]] = {
    "goodoffices": (Ours, ("goodoffices",)),
    "logic-v2": (LogicV2, ("nomenklatura", "followthemoney", "rigour")),
    "yente": (Yente, ("yente", "osmem-server", "nomenklatura")),
    "rapidfuzz": (Rapidfuzz, ("rapidfuzz",)),
}
"""Each engine, and the packages whose versions tell which it was."""


def _free() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answering(address: str, seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def measure(name: str, entries: Sequence[Entry], questions: Sequence[Question]) -> dict[str, object]:
    """Build an engine, ask it everything, and say how it went."""
    make, packages = ENGINES[name]
    engine = make()
    try:
        began = time.perf_counter()
        engine.build(entries)
        built = time.perf_counter() - began
        engine.ask(questions[:20])
        # Every so manieth question, so that each group is among them.
        taken = []
        for question in questions[:: max(1, len(questions) // WARM)]:
            began = time.perf_counter()
            engine.ask([question])
            taken.append(time.perf_counter() - began)
        began = time.perf_counter()
        found = engine.ask(questions)
        rate = len(questions) / (time.perf_counter() - began)
        made: dict[str, object] = {
            "engine": name,
            "build_s": built,
            "one_ms": 1000 * statistics.median(taken),
            "batch": rate,
        }
        made |= {
            "memory_mb": engine.memory(),
            "found": found,
            "versions": {p: _version(p) for p in packages},
        }
        return made | {"more": engine.more(questions)}
    finally:
        engine.stop()


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "from source"


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    work = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    json.dump(measure(sys.argv[1], work["entries"], work["questions"]), sys.stdout)
