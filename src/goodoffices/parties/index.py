"""The index of listed names: one file of plain arrays, built once, mapped into memory and read in place.

The file is a line of JSON (format, fields with their type, place and length) and the arrays behind it. Nothing in it is code, and
nothing is parsed on opening, so that it opens in milliseconds and several processes share one copy. Strings are one run of UTF-8
bytes with the places where each begins.
"""

from __future__ import annotations

import hashlib
import json
import math
import mmap
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from goodoffices.errors import InputError
from goodoffices.parties.model import Identifier, Kind, ListedParty, Name
from goodoffices.parties.names import korean
from goodoffices.parties.names.arabic import is_arabic
from goodoffices.parties.names.forms import FORM_WORDS, say
from goodoffices.parties.names.tokens import joined_keys, listed_keys, words

FORMAT = "goodoffices-names/2"
KINDS: tuple[Kind, ...] = ("Person", "Organization", "Vessel", "Airplane", "LegalEntity")
_ALIGN = 64
RAREST = math.log(20_000)
"""The evidence that the rarest word is. A word's own is scaled to it, so that a score means the same on a short list as on a long one."""
_SMALL = 50
JOIN_MAX = 14
"""Letters that two neighbouring words may have together to be indexed as one word as well (AIR KORYO, AIRKORYO)."""

Array = npt.NDArray[np.generic]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Strings:
    """Many short texts in two arrays."""

    def __init__(self, blob: Array, starts: Array) -> None:
        self._blob, self._starts = blob, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> str:
        return bytes(self._blob[self._starts[at] : self._starts[at + 1]]).decode()


def _packed(texts: Iterable[str]) -> tuple[Array, Array]:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    starts = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(e) for e in encoded], out=starts[1:])
    return np.frombuffer(b"".join(encoded), np.uint8), starts


def identifier_key(value: str) -> int:
    """The number under which an identifier is found: letters and digits alone, case aside, a leading IMO dropped."""
    bare = "".join(c for c in value.upper() if c.isalnum()).removeprefix("IMO")
    return int.from_bytes(hashlib.blake2b(bare.encode(), digest_size=8).digest(), "big") >> 1


def joins(found: Sequence[str]) -> list[tuple[int, str]]:
    """The neighbouring words of a name that may also be written as one, with the place of the first."""
    out = []
    for at in range(len(found) - 1):
        one, two = found[at], found[at + 1]
        if 4 <= len(one) + len(two) <= JOIN_MAX and one not in FORM_WORDS and two not in FORM_WORDS:
            out.append((at, one + two))
    return out


def _listed(readings: Sequence[korean.Reading]) -> list[korean.Reading]:
    """The readings of a listed name that are kept: two, and one as pinyin."""
    return [r for r in readings if not r.pinyin][:2] + [r for r in readings if r.pinyin]


def _party_line(party: ListedParty) -> str:
    """A party as a line of JSON: its fields in their order, names and identifiers as lists."""
    return json.dumps(
        [
            party.id, party.list, party.kind, [[n.text, n.quality, n.script, n.family] for n in party.names], party.programmes,
            [[i.kind, i.value, i.country] for i in party.identifiers], party.births, party.birth_places, party.countries, party.addresses,
            str(party.listed_on or ""), str(party.delisted_on or ""), party.remarks,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )  # fmt: skip


def _party(line: str) -> ListedParty:
    key, source, kind, names, programmes, numbers, births, places, countries, addresses, since, until, remarks = (
        json.loads(line)
    )
    return ListedParty(
        key, source, kind, tuple(Name(*n) for n in names), tuple(programmes), tuple(Identifier(*i) for i in numbers), tuple(births),
        tuple(places), tuple(countries), tuple(addresses), date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None, remarks,
    )  # fmt: skip


def _csr(rows: Sequence[int], values: Sequence[int], count: int) -> tuple[Ints, Ints]:
    """For each row number its values, as starts and one run of values."""
    row = np.asarray(rows, np.int64)
    order = np.argsort(row, kind="stable")
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=count), out=starts[1:])
    return starts, np.asarray(values, np.int64)[order]


@dataclass(slots=True)
class _Draft:
    """What is gathered while the names are read."""

    parties: list[ListedParty]
    party_of: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    words_of: list[tuple[str, ...]] = field(default_factory=list)
    vocabulary: dict[str, int] = field(default_factory=dict)
    bearers: list[int] = field(default_factory=list)
    korean: list[tuple[int, korean.Reading]] = field(default_factory=list)

    def read(self) -> None:
        """Cut every name into words and, where it may be Korean, into syllables."""
        for number, party in enumerate(self.parties):
            seen: set[str] = set()
            person = party.kind in ("Person", "LegalEntity")
            for name in party.names:
                found = words(name.text)
                if not found:
                    continue
                if person:
                    self.korean += [(len(self.texts), r) for r in _listed(korean.readings(name.text))]
                self.party_of.append(number)
                self.texts.append(name.text)
                self.words_of.append(found)
                seen.update(found)
            for word in seen:
                at = self.vocabulary.setdefault(word, len(self.vocabulary))
                if at == len(self.bearers):
                    self.bearers.append(0)
                self.bearers[at] += 1


def _word_arrays(draft: _Draft) -> dict[str, Array]:
    """The vocabulary with the evidence that each word is, the units of each name, and the keys that lead to words."""
    vocabulary, real = draft.vocabulary, len(draft.vocabulary)
    total = max(len(draft.parties) + 1, _SMALL)
    scale = RAREST / math.log(total)
    weight = [
        say(w) * scale * math.log(total / n) * (0.4 if len(w) == 1 else 1.0)
        for w, n in zip(vocabulary, draft.bearers, strict=True)
    ]
    name_of, word_of, place, span = [], [], [], []
    name_weight = np.zeros(len(draft.texts), np.float32)
    for number, found in enumerate(draft.words_of):
        ids = [vocabulary[w] for w in found]
        name_weight[number] = sum(weight[i] for i in ids)
        for at, i in enumerate(ids):
            name_of.append(number)
            word_of.append(i)
            place.append(at)
            span.append(1)
        for at, joined in joins(found):
            i = vocabulary.setdefault(joined, len(vocabulary))
            if i == len(weight):
                weight.append(weight[ids[at]] + weight[ids[at + 1]])
            elif i < real and (joined in found):
                continue
            name_of.append(number)
            word_of.append(i)
            place.append(at)
            span.append(2)
    hashed: list[int] = []
    leads: list[int] = []
    for i, word in enumerate(vocabulary):
        found_keys = listed_keys(word) if i < real else joined_keys(word, listed=True)
        hashed += found_keys
        leads += [i] * len(found_keys)
    order = np.argsort(np.asarray(hashed, np.uint32), kind="stable")
    unit_starts, units = _csr(name_of, range(len(name_of)), len(draft.texts))
    posting_starts, postings = _csr(word_of, name_of, len(vocabulary))
    blob, starts = _packed(vocabulary)
    return {
        "word_blob": blob, "word_starts": starts, "word_weight": np.asarray(weight, np.float32), "real_words": np.asarray([real], np.int64),
        "unit_starts": unit_starts, "unit_word": np.asarray(word_of, np.int32)[units], "unit_place": np.asarray(place, np.int16)[units],
        "unit_span": np.asarray(span, np.int8)[units], "posting_starts": posting_starts, "postings": postings, "name_weight": name_weight,
        "arabic_words": np.asarray([sum(map(is_arabic, vocabulary))], np.int64), "key": np.asarray(hashed, np.uint32)[order], "key_word": np.asarray(leads, np.int32)[order],
    }  # fmt: skip


def _korean_arrays(draft: _Draft) -> dict[str, Array]:
    surnames: dict[str, int] = {}
    given: dict[str, int] = {"": 0}
    rows = [
        (
            n,
            surnames.setdefault(r.surname, len(surnames)),
            *(given.setdefault(g, len(given)) for g in (r.first, r.second)),
        )
        for n, r in draft.korean
    ]
    table = np.asarray(rows, np.int64).reshape(-1, 4)
    surname_blob, surname_starts = _packed(surnames)
    given_blob, given_starts = _packed(given)
    return {
        "korean_name": table[:, 0].copy(), "korean_surname": table[:, 1].copy(), "korean_first": table[:, 2].copy(), "korean_second": table[:, 3].copy(),
        "korean_doubt": np.asarray([r.doubt for _, r in draft.korean], np.float32), "surname_blob": surname_blob, "surname_starts": surname_starts, "given_blob": given_blob, "given_starts": given_starts,
    }  # fmt: skip


def arrays(parties: Sequence[ListedParty]) -> dict[str, Array]:
    """All arrays of an index of these parties."""
    draft = _Draft(list(parties))
    draft.read()
    name_blob, name_starts = _packed(draft.texts)
    party_blob, party_starts = _packed(map(_party_line, draft.parties))
    numbered = sorted((identifier_key(i.value), n) for n, p in enumerate(draft.parties) for i in p.identifiers)
    return {
        **_word_arrays(draft), **_korean_arrays(draft), "name_blob": name_blob, "name_starts": name_starts, "name_party": np.asarray(draft.party_of, np.int32),
        "party_blob": party_blob, "party_starts": party_starts, "party_kind": np.asarray([KINDS.index(p.kind) for p in draft.parties], np.int8), "identifier": np.asarray([k for k, _ in numbered], np.int64), "identifier_party": np.asarray([n for _, n in numbered], np.int32),
    }  # fmt: skip


def save(fields: dict[str, Array], path: Path) -> None:
    """Write an index beside its place and move it there whole, so that no reader ever meets half of one."""
    places, at = {}, 0
    for name, value in fields.items():
        places[name] = [value.dtype.str, at, len(value)]
        at += -(-value.nbytes // _ALIGN) * _ALIGN
    head = json.dumps({"format": FORMAT, "bytes": at, "fields": places}).encode()
    head += b" " * (-(len(head) + 1) % _ALIGN) + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(head)
            for value in fields.values():
                out.write(value.tobytes())
                out.write(b"\0" * (-value.nbytes % _ALIGN))
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def load(path: Path) -> dict[str, Array]:
    """The arrays of an index file, mapped and read in place."""
    mend = f"{path}: not an index of this version, or cut short. Build it again from the lists."
    try:
        with path.open("rb") as file:
            first = file.readline(1 << 20)
            size = file.seek(0, os.SEEK_END)
            head = json.loads(first)
            if head.get("format") != FORMAT or len(first) + head["bytes"] != size:
                raise InputError(mend)
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Build the index from the lists first.") from error
    except (ValueError, KeyError, AttributeError) as error:
        raise InputError(mend) from error
    return {
        name: np.frombuffer(mapped, np.dtype(kind), count, len(first) + at) if count else np.empty(0, np.dtype(kind))
        for name, (kind, at, count) in head["fields"].items()
    }


class NameIndex:
    """Listed names as they are searched: words with their evidence, names with their words, Korean syllables, identifiers, parties."""

    def __init__(self, fields: dict[str, Array]) -> None:
        self.fields = fields
        self.words = Strings(fields["word_blob"], fields["word_starts"])
        self.names = Strings(fields["name_blob"], fields["name_starts"])
        self._parties = Strings(fields["party_blob"], fields["party_starts"])
        self.surnames = Strings(fields["surname_blob"], fields["surname_starts"])
        self.given = Strings(fields["given_blob"], fields["given_starts"])
        self.real_words = int(fields["real_words"][0])
        self.has_arabic = bool(fields["arabic_words"][0])
        self._keys, self._leads = fields["key"], fields["key_word"]
        self.rarest = RAREST
        self._read: dict[int, ListedParty] = {}

    @cached_property
    def count(self) -> int:
        """How many parties there are."""
        return len(self._parties)

    def party(self, number: int) -> ListedParty:
        """A listed party, read on demand."""
        if number not in self._read:
            self._read[number] = _party(self._parties[number])
        return self._read[number]

    def led_to(self, hashed: Iterable[int]) -> list[int]:
        """The words that any of some keys lead to."""
        wanted = np.array(list(hashed), np.uint32)
        table = self._keys
        low = table.searchsorted(wanted)
        there = table.take(low, mode="clip") == wanted if len(table) else np.zeros(len(wanted), bool)
        if not there.any():
            return []
        leads = self._leads
        found: set[int] = set()
        for a, b in zip(low[there].tolist(), table.searchsorted(wanted[there], "right").tolist(), strict=True):
            found.update(leads[a:b].tolist())
        return list(found)

    def identified(self, value: str) -> list[int]:
        """The parties that bear an identifier."""
        wanted = identifier_key(value)
        table = self.fields["identifier"]
        low, high = np.searchsorted(table, wanted, "left"), np.searchsorted(table, wanted, "right")
        return [int(n) for n in self.fields["identifier_party"][low:high]]
