"""The same searches by nomenklatura's logic-v2, in the same groups, at the same budget.

For each clean name the candidates are the 60 listed names nearest by rapidfuzz's token_sort_ratio and the 60 nearest by its
token_set_ratio: the peer's own blocker is slower by far, and this is no kinder to us, since a candidate that is passed over could only
raise the peer's threshold. A wanted party is compared directly, as if its blocker never missed. Runs in an environment of its own:
`pip install nomenklatura faker rapidfuzz numpy`, then `PYTHONPATH=src:. python -m benchmarks.screening.logic_v2 [--half train]`.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import defaultdict

import numpy as np
from followthemoney import EntityProxy
from nomenklatura.matching import LogicV2
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from rapidfuzz.process import extract

from benchmarks.screening.material import (
    Wanted,
    across_scripts,
    alias_pairs,
    clean_bodies,
    clean_persons,
    is_test,
    korean_people,
    namesakes,
    parties,
)
from goodoffices.parties.model import Kind, ListedParty

CONFIG = LogicV2.default_config()
CLEAN, SAMPLE = 600, 300
_WORDS = str.maketrans({"-": " ", ",": " ", "'": None, "’": None})


_numbers = itertools.count()


def proxy(kind: Kind, names: list[str], key: str) -> EntityProxy:
    """An entity of the peer's; what has no id of its own gets a fresh one, since the peer remembers names by id."""
    key = key or f"fresh-{next(_numbers)}"
    return EntityProxy.from_dict({"id": key, "schema": kind, "properties": {"name": names}})


def top(name: str, kind: Kind, names: list[str], owners: list[ListedParty], made: dict[str, EntityProxy]) -> float:
    query = proxy(kind, [name], "")
    bare = name.lower().translate(_WORDS)
    near = {
        at for scorer in (token_sort_ratio, token_set_ratio) for *_, at in extract(bare, names, scorer=scorer, limit=60)
    }
    best = 0.0
    for party in {owners[at].id: owners[at] for at in near}.values():
        if party.id not in made:
            made[party.id] = proxy(party.kind, [n.text for n in party.names], party.id)
        best = max(best, LogicV2.compare(query, made[party.id], CONFIG).score)
    return best


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--half", choices=("test", "train"), default="test")
    half = ask.parse_args().half
    listed = parties()
    own = [p for p in listed if is_test(p) == (half == "test")]
    seed = 7 if half == "test" else 1
    pools = {
        k: [(n.text.lower().translate(_WORDS), p) for p in listed if p.kind == k for n in p.names]
        for k in ("Person", "Organization")
    }
    made: dict[str, EntityProxy] = {}

    def tops(names: list[str], kind: Kind) -> list[float]:
        return [top(n, kind, [t for t, _ in pools[kind]], [p for _, p in pools[kind]], made) for n in names]

    persons = tops(clean_persons(CLEAN, seed, listed), "Person")
    bodies = tops(clean_bodies(CLEAN, seed), "Organization")
    people = korean_people(CLEAN, seed)
    same = namesakes({h for h, _ in people}, listed)
    koreans = tops([n for h, n in people if h not in same], "Person")
    limits = {
        "Person": sorted(persons)[-CLEAN // 100 - 1] + 1e-9,
        "Organization": sorted(bodies)[-CLEAN // 100 - 1] + 1e-9,
    }
    print(
        f"logic-v2, half {half}: threshold for 1 % of clean persons {limits['Person']:.3f}, of clean firms {limits['Organization']:.3f}"
    )
    print(
        f"real, unlisted Korean names alerting at it {np.mean([s >= limits['Person'] for s in koreans]):.1%}",
        flush=True,
    )
    groups: dict[str, list[Wanted]] = defaultdict(list)
    for wanted in [*alias_pairs(own), *across_scripts(own)]:
        groups[wanted.group].append(wanted)
    by_id = {p.id: p for p in own}
    for group, wanteds in sorted(groups.items()):
        chosen = random.Random(5).sample(wanteds, min(SAMPLE, len(wanteds)))
        limit = limits["Person" if chosen[0].kind == "Person" else "Organization"]
        scores = []
        for w in chosen:
            others = [n.text for n in by_id[w.party].names if n.text != w.without]
            scores.append(LogicV2.compare(proxy(w.kind, [w.text], ""), proxy(w.kind, others, ""), CONFIG).score)
        grid = " ".join(f"{np.mean([s >= t for s in scores]):6.1%}" for t in (limit, 0.7, 0.8, 0.9))
        print(f"{group:44} {len(chosen):6} {grid}", flush=True)


if __name__ == "__main__":
    main()
