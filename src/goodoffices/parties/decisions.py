"""What people decided of hits: 'not the same person, because ...', with who and when, in a plain file.

A decision is about one queried party, as it was described, and one listing, as it read that day. If either reads otherwise tomorrow (the
list adds a passport number, the customer's date of birth comes in), the decision no longer holds and the hit is shown again. The file is
JSON lines, to be read, kept and audited without this program; it is only ever added to, and the last line on a matter holds.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from goodoffices.errors import InputError, Place
from goodoffices.parties.model import ListedParty, Query
from goodoffices.parties.plain import json_line
from goodoffices.values import Day, read_day

Verdict = Literal["not-same", "same", "open"]
"""Not the same party; the same party; or open again, which takes an earlier decision back."""

VERDICTS: tuple[Verdict, ...] = ("not-same", "same", "open")
_FIELDS = ("format", "name", "party", "list", "entity_id", "entity", "listing", "verdict", "because", "who", "when")
FORMAT = "goodoffices-decision/1"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `party` is the fingerprint of the queried party, `listing` that of the listing; names are there for people."""

    name: str
    party: str
    list: str
    entity_id: str
    entity: str
    listing: str
    verdict: Verdict
    because: str
    who: str
    when: Day


def fingerprint(party: ListedParty) -> str:
    """A listing's content as one short word, the same however its names and numbers are ordered."""
    return _digest(
        [
            *(party.id, party.list, party.kind, party.remarks),
            sorted([n.text, n.quality] for n in party.names),
            sorted([i.kind, i.value, i.country] for i in party.identifiers),
            *(
                sorted(part)
                for part in (party.programmes, party.births, party.birth_places, party.countries, party.addresses)
            ),
            *(str(party.listed_on or ""), str(party.delisted_on or "")),
        ]
    )


def described(query: Query) -> str:
    """All that is known of a queried party as one short word: two customers of one name are two parties as soon as anything tells them apart."""
    return _digest(
        [
            *(query.id, _folded(query.name), query.kind or ""),
            sorted(_folded(alias) for alias in query.aliases),
            *(sorted(part) for part in (query.births, query.countries)),
            sorted([i.kind, i.value, i.country] for i in query.identifiers),
        ]
    )


def decide(query: Query, party: ListedParty, verdict: Verdict, because: str, who: str, when: Day) -> Decision:
    """A decision of a hit.

    Raises:
        InputError: it does not say why, or who decides.
    """
    if not because.strip():
        raise InputError("a decision needs its reason: what shows that it is, or is not, the same party?")
    if not who.strip():
        raise InputError("a decision needs the name of whoever takes it; give --who")
    return Decision(
        *(query.name, described(query), party.list, party.id, party.name, fingerprint(party)),
        *(verdict, " ".join(because.split()), " ".join(who.split()), when),
    )


class Decisions:
    """The decisions of a file, looked up by what they are about."""

    def __init__(self, taken: Iterable[Decision] = ()) -> None:
        self._last = {(d.party, d.list, d.entity_id): d for d in taken}

    def __len__(self) -> int:
        return len(self._last)

    def of(self, query: Query, party: ListedParty) -> Decision | None:
        """The decision that holds of a hit, or None: nobody decided, it was taken back, or the listing reads otherwise now."""
        found = self._about(query, party)
        return found if found and found.verdict != "open" and found.listing == fingerprint(party) else None

    def outdated(self, query: Query, party: ListedParty) -> Decision | None:
        """The decision that held until the listing changed, to be shown to whoever decides again."""
        found = self._about(query, party)
        return found if found and found.verdict != "open" and found.listing != fingerprint(party) else None

    def _about(self, query: Query, party: ListedParty) -> Decision | None:
        return self._last.get((described(query), party.list, party.id)) if self._last else None


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file; none where there is no such file yet.

    Raises:
        InputError: a line cannot be read. None is skipped: a decision that was lost would be taken again unseen.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return Decisions()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read the decisions: {error}", Place(str(path), 1)) from None
    return Decisions(_decision(line, Place(str(path), n)) for n, line in enumerate(lines, 1) if line.strip())


def _decision(line: str, place: Place) -> Decision:
    try:
        read = json.loads(line)
        if (
            not isinstance(read, dict)
            or read.get("format") != FORMAT
            or any(not isinstance(read.get(f), str) for f in _FIELDS)
        ):
            raise ValueError
        verdict = next(v for v in VERDICTS if v == read["verdict"])
        day = read_day(read["when"])
    except (ValueError, StopIteration):
        raise InputError(
            "this line is no decision; if it was cut off while it was written, delete it and decide again", place
        ) from None
    texts = (str(read[f]) for f in ("name", "party", "list", "entity_id", "entity", "listing"))
    name, party, listed_on, entity_id, entity, listing = texts
    return Decision(
        name, party, listed_on, entity_id, entity, listing, verdict, str(read["because"]), str(read["who"]), day
    )


def add_decision(path: Path, decision: Decision) -> None:
    """Add a decision at the end of the file, for nobody's eyes but the user's, and see it on the disk before going on.

    Raises:
        InputError: the file cannot be written.
    """
    line = json_line(
        {
            "format": FORMAT,
            "name": decision.name,
            "party": decision.party,
            "list": decision.list,
            "entity_id": decision.entity_id,
            "entity": decision.entity,
            "listing": decision.listing,
            "verdict": decision.verdict,
            "because": decision.because,
            "who": decision.who,
            "when": decision.when.isoformat(),
        }
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            size = os.fstat(handle).st_size
            cut = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            # One write of one line: two people who decide at once do not mix their letters.
            os.write(handle, (("\n" if cut else "") + line + "\n").encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise InputError(f"cannot write the decision: {error.strerror}", Place(str(path), 1)) from None


def decisions_file() -> Path:
    """Where a user's decisions are kept unless said otherwise: beside the lists."""
    from goodoffices.parties.store import default_folder

    given = os.environ.get("GOODOFFICES_DECISIONS")
    return Path(given) if given else default_folder().parent / "decisions.jsonl"


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digest(content: list[object]) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()[:32]
