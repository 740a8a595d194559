"""A case book: cases from plan to close, each with its journal. Everything that `goodoffices case` does is a method here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import sqlalchemy as sa

from goodoffices.desk.cases import acts
from goodoffices.desk.cases.acts import SILENT, Answer, Filed, Rechecked, Said
from goodoffices.desk.cases.attachments import Attached, Attachments, InFolder, InTable
from goodoffices.desk.cases.breaches import Breach, breaches
from goodoffices.desk.cases.canonical import digest, texts_of
from goodoffices.desk.cases.caps import Cap, caps
from goodoffices.desk.cases.ciphers import Key
from goodoffices.desk.cases.database import LOCK, Database, open_database, open_outdated, upgrade
from goodoffices.desk.cases.dues import Due, dues, under_ofac
from goodoffices.desk.cases.entries import Draft, Receipt, case_name, who_acts
from goodoffices.desk.cases.journal import (
    Clock,
    Kept,
    append,
    begin,
    ends,
    entries_of,
    free_name,
    is_sealed,
    keep_files,
    kept,
    locked,
    rows,
)
from goodoffices.desk.cases.place import Place, place_of
from goodoffices.desk.cases.retention import Retention, retention
from goodoffices.desk.cases.rulings import Change, LawVersion, Ruled, changes, day_to_rule, rule_text
from goodoffices.desk.cases.sealing import opened, right_key, seal, unseal, unsealed_file
from goodoffices.desk.cases.state import State, after, state_of
from goodoffices.desk.cases.transfer import Import, export_cases
from goodoffices.desk.cases.uses import Use, Used, uses_of
from goodoffices.desk.cases.verify import Verified, verify_book, verify_case
from goodoffices.errors import InputError, nearest, quoted
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day


@dataclass(frozen=True, slots=True)
class Case:
    """A case to look at: what it is, its entries, what is due in it, how long to keep it, its caps, and what to look into."""

    state: State
    entries: tuple[Kept, ...]
    dues: tuple[Due, ...]
    retention: Retention
    caps: tuple[Cap, ...] = ()
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Remade:
    """A kept ruling made again: by which law base it was made, by which now, what came out, and what differs."""

    number: int
    then: LawVersion
    again: Ruled
    differs: tuple[Change, ...]
    same: bool


class CaseBook:
    """The cases of one database. A method that adds to a journal gives receipts, and gives them only when the entries are on the disk."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        folder = database.place.attachments
        self._files: Attachments = InFolder(folder) if folder else InTable()

    @classmethod
    def open(cls, place: Place | str | None, clock: Clock, create: bool = False) -> CaseBook:
        """The book at a place; `create` makes it where there is none.

        Raises:
            InputError: it is not there, cannot be reached, or is of another version of the program.
        """
        where = place if isinstance(place, Place) else place_of(place)
        return cls(open_database(where, create), clock)

    @staticmethod
    def upgrade(place: Place | str | None) -> str:
        """Bring a book of an earlier version to this one; the version before is given back."""
        database = open_outdated(place if isinstance(place, Place) else place_of(place))
        try:
            return upgrade(database)
        finally:
            database.close()

    def __enter__(self) -> CaseBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def place(self) -> Place:
        """Where the book is."""
        return self._database.place

    @property
    def today(self) -> Day:
        """The day by the book's clock."""
        return self._clock().date()

    def names(self) -> tuple[str, ...]:
        """The cases, by name."""
        with self._database.reading() as connection:
            return tuple(end.case for end in ends(connection))

    def cases(self) -> list[Case]:
        """Every case."""
        with self._database.reading() as connection:
            uses = _uses(connection)
            return [self._case(end.case, kept(connection, end.case), uses) for end in ends(connection)]

    def case(self, name: str, key: Key | None = None) -> Case:
        """One case; with its key, a sealed one is read as if it were open.

        Raises:
            InputError: there is no such case, or the key is another's.
        """
        with self._database.reading() as connection:
            return self._case(name, self._kept(connection, name, key)[0], _uses(connection))

    def open_case(
        self,
        plan_name: str,
        plan: str,
        who: str,
        as_of: Day | None = None,
        screen: bool = False,
        name: str = "",
        said: Said = SILENT,
    ) -> tuple[Receipt, ...]:
        """Open a case with a plan, and rule it."""
        by = who_acts(who)
        first = acts.planned(plan_name, plan, said, first=True)
        with self._database.reading() as connection:
            uses = _uses(connection)
        day = self._day_to_rule(plan, as_of)
        text, sums = acts.with_counts(plan, "", uses, day)
        made = rule_text(text, day, screen)
        given = case_name(name) if name else ""
        with self._database.writing() as connection:
            self._one_at_a_time(connection)
            end = begin(connection, given or free_name(connection, self.today.year))
            return self._added(connection, end, [first, acts.ruled(made, sums)], by, said)

    def replace_plan(
        self, case: str, plan_name: str, plan: str, who: str, as_of: Day | None = None, said: Said = SILENT
    ) -> tuple[Receipt, ...]:
        """Put a plan in the place of a case's, and rule it with the permissions that the case has."""

        def made(state: State) -> Sequence[Draft]:
            acts.refuse_sealed(state)
            acts.refuse_closed(state)
            state.plan = plan
            return [acts.planned(plan_name, plan, said, first=False), self._ruling(state, as_of)]

        return self._act(case, who, made, said)

    def note(self, case: str, who: str, said: Said) -> tuple[Receipt, ...]:
        """Add a note; what the case says otherwise is not read for it, so that it takes as long in a long journal as in a short one."""
        by, draft = who_acts(who), acts.noted(said)
        with self._database.writing() as connection:
            end = locked(connection, case)
            if is_sealed(connection, case):
                raise acts.sealed_already(case)
            return self._added(connection, end, [draft], by, said)

    def submit(self, case: str, who: str, filed: Filed, said: Said = SILENT) -> tuple[Receipt, ...]:
        """Record what was filed: for a permission, as a notice, or to do what is due."""
        return self._act(case, who, lambda state: [acts.submitted(state, self.today, filed, said)], said)

    def use(
        self, case: str, who: str, what: Used, as_of: Day | None = None, said: Said = SILENT
    ) -> tuple[Receipt, ...]:
        """Record what was really done of an act, and rule the plan again with what is used by now."""

        def made(state: State) -> Sequence[Draft]:
            first = acts.used(state, self.today, what, said)
            return [first, self._ruling(after(state, first), as_of)]

        return self._act(case, who, made, said)

    def answer(
        self, case: str, who: str, given: Answer, as_of: Day | None = None, said: Said = SILENT
    ) -> tuple[Receipt, ...]:
        """Record an authority's answer, and rule the plan again with it."""

        def made(state: State) -> Sequence[Draft]:
            first = acts.answered(state, given, said)
            return [first, self._ruling(after(state, first), as_of)]

        return self._act(case, who, made, said)

    def close_case(self, case: str, who: str, said: Said = SILENT) -> tuple[Receipt, ...]:
        """Close a case. What is still due in it stays due."""
        return self._act(case, who, lambda state: [acts.closed(state, self.today, said)], said)

    def reopen(self, case: str, who: str, said: Said = SILENT) -> tuple[Receipt, ...]:
        """Take a closed case up again."""
        return self._act(case, who, lambda state: [acts.reopened(state, said)], said)

    def recheck(
        self, case: str, who: str, as_of: Day | None = None, screen: bool | None = None
    ) -> tuple[Rechecked, tuple[Receipt, ...]]:
        """Rule an open case again by the law and the lists of today; its parties are looked up if they were before, unless said otherwise."""
        told: list[Rechecked] = []

        def made(state: State) -> Sequence[Draft]:
            looked_up = bool(state.ruling and state.ruling.lists) if screen is None else screen
            draft, found = acts.rechecked(state, as_of or self.today, looked_up)
            told.append(found)
            return [draft]

        receipts = self._act(case, who, made)
        return told[-1], receipts

    def remake(self, case: str, number: int = 0, key: Key | None = None) -> Remade:
        """Make a kept ruling again, from its plan and its day, with the law base of this program; `number` is its entry (the newest: 0)."""
        rulings = self.case(case, key).state.rulings
        one = next((r for r in reversed(rulings) if number in (0, r.number)), None)
        if one is None:
            raise InputError(
                f"entry {number} of case {case} holds no ruling" if number else f"case {case} has no ruling"
            )
        again = rule_text(one.plan, one.as_of, bool(one.lists))
        differs = changes(one.ruling, again.ruling)
        return Remade(one.number, one.law, again, differs, again.ruling == one.ruling)

    def dues(self, within: int | None = None) -> list[Due]:
        """What is due in all cases, what is overdue first; `within` so many days, or without end."""
        found = [one for case in self.cases() for one in case.dues]
        soon = [one for one in found if within is None or one.left(self.today) <= within]
        return sorted(soon, key=lambda one: (one.day, one.case, one.id))

    def caps(self) -> list[Cap]:
        """The caps of all cases, those first that are over."""
        found = [cap for case in self.cases() for cap in case.caps]
        return sorted(found, key=lambda cap: (not cap.over, cap.anew or Day.max, cap.case))

    def verify(self, names: Iterable[str] = (), receipts: Iterable[Receipt] = ()) -> list[Verified]:
        """Prove cases whole (the whole book, if none is named), and that the entries of kept receipts are there."""
        wanted, held = tuple(names), tuple(receipts)
        with self._database.reading() as connection:
            if not wanted:
                return verify_book(connection, self._files, held)
            there = {end.case: end for end in ends(connection)}
            return [verify_case(connection, self._files, _found(there, name), held) for name in wanted]

    def file(self, case: str, wanted: str, key: Key | None = None) -> tuple[Attached, bytes]:
        """An attachment by its name, or by the beginning of its SHA-256.

        Raises:
            InputError: there is none, or several.
        """
        with self._database.reading() as connection:
            read, sealed_as = self._kept(connection, case, key)
            state = state_of(case, read)
            if state.sealed and key is None:
                raise InputError(f"the case {case} is sealed; give its key with --key FILE")
            found = {
                f.sha256: f
                for _, f in state.files
                if wanted == f.name or (len(wanted) > 5 and f.sha256.startswith(wanted))
            }
            if len(found) != 1:
                how = "several attachments have" if found else "no attachment has"
                raise InputError(
                    f"{how} the name or digest {quoted(wanted)} in case {case}; `goodoffices case show {case}` lists them"
                )
            one = next(iter(found.values()))
            if key is not None and one.sha256 in sealed_as:
                return one, unsealed_file(connection, self._files, key, case, one.sha256, sealed_as[one.sha256])
            content = self._files.get(connection, case, one.sha256)
        if content is None or digest(content) != one.sha256:
            raise InputError(f"the attachment {one.sha256} of case {case} is missing or was changed")
        return one, content

    def export(self, names: Iterable[str], path: Path, force: bool = False) -> tuple[Receipt, ...]:
        """Write cases (every one, if none is named) into a ZIP."""
        wanted = tuple(dict.fromkeys(names))
        with self._database.reading() as connection:
            there = {end.case: end for end in ends(connection)}
            found = tuple(_found(there, name) for name in wanted or sorted(there))
            if not found:
                raise InputError("there is no case to export")
            export_cases(connection, self._files, found, path, force)
        return found

    def take_in(self, path: Path) -> tuple[Receipt, ...]:
        """Take cases in from a ZIP, all of them or none."""
        source = Import(path)
        try:
            with self._database.writing() as connection:
                self._one_at_a_time(connection)
                return source.take(connection, self._files)
        finally:
            source.close()

    def seal(self, case: str, who: str, key: Callable[[], Key]) -> tuple[Receipt, ...]:
        """Seal what is personal in a closed case; the key is asked for when it is sure that it will be used.

        Of a case that is sealed already, what an interrupted command left in clear is deleted.
        """
        by = who_acts(who)
        with self._database.writing() as connection:
            end = locked(connection, case)
            state = state_of(case, kept(connection, case))
            checked = verify_case(connection, self._files, end)
            if checked.faults:
                raise InputError(f"the journal is not whole, so nothing was sealed: {checked.faults[0]}")
            if not state.closed:
                raise InputError(f"the case {case} is open; close it before it is sealed")
            receipts = () if state.sealed else seal(connection, self._files, end, key(), self._clock(), by)
        self._tidy(case)
        return receipts

    def unseal(self, case: str, who: str, key: Key) -> tuple[Receipt, ...]:
        """Put a sealed case back in clear."""
        by = who_acts(who)
        with self._database.writing() as connection:
            end = locked(connection, case)
            state = state_of(case, kept(connection, case))
            if not state.sealed:
                raise InputError(f"the case {case} is not sealed")
            right_key(state.facts["sealed"], key)
            receipts = unseal(connection, self._files, end, key, self._clock(), by)
        self._tidy(case)
        return receipts

    def _act(
        self, case: str, who: str, make: Callable[[State], Sequence[Draft]], said: Said = SILENT
    ) -> tuple[Receipt, ...]:
        """Add to a case what follows from its state, under its lock: nobody decides on what another has changed meanwhile."""
        by = who_acts(who)
        with self._database.writing() as connection:
            end = locked(connection, case)
            state = _with_uses(state_of(case, kept(connection, case)), _uses(connection))
            return self._added(connection, end, make(state), by, said)

    def _added(
        self, connection: sa.Connection, end: Receipt, drafts: Sequence[Draft], by: str, said: Said
    ) -> tuple[Receipt, ...]:
        """Entries with their files. The files come last, so that none stays behind where an entry was refused, and before the commit."""
        receipts = append(connection, end, drafts, self._clock(), by)
        keep_files(connection, self._files, end.case, said.files)
        return receipts

    def _tidy(self, case: str) -> None:
        """Delete a case's files that belong to no entry, under its lock: nobody else may be bringing some of them back."""
        with self._database.writing() as connection:
            locked(connection, case)
            state = state_of(case, kept(connection, case))
            clear = {file.sha256 for _, file in state.files}
            wanted = set(texts_of(state.facts["sealed"], "attachments")) if state.sealed else clear
            self._files.sweep(case, self._files.names(connection, case) - wanted)

    def _day_to_rule(self, plan: str, as_of: Day | None) -> Day:
        return day_to_rule(read_plan(plan.encode("utf-8"), "the plan"), as_of, self.today)

    def _ruling(self, state: State, as_of: Day | None) -> Draft:
        looked_up = bool(state.ruling and state.ruling.lists)
        day = self._day_to_rule(state.plan, as_of)
        text, sums = acts.standing_plan(state, day)
        return acts.ruled(rule_text(text, day, looked_up), sums)

    def _case(self, name: str, read: list[Kept], uses: Sequence[Use]) -> Case:
        state = _with_uses(state_of(name, read), uses)
        kept_until = retention(acts.last_transaction(state, self.today), under_ofac(state))
        told = (dues(state, self.today), kept_until, caps(state, self.today), breaches(state))
        return Case(state, tuple(read), *told)

    def _kept(self, connection: sa.Connection, name: str, key: Key | None) -> tuple[list[Kept], dict[str, str]]:
        """A case's entries, and with its key under which digests its attachments are kept."""
        _found({end.case: end for end in ends(connection)}, name)
        if key is None:
            return kept(connection, name), {}
        read = list(rows(connection, name))
        state = state_of(name, kept(connection, name))
        if state.sealed:
            right_key(state.facts["sealed"], key)
        return opened(name, read, key)

    def _one_at_a_time(self, connection: sa.Connection) -> None:
        """New cases come one after the other: two who open one at once get two names."""
        if self._database.server:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _found(there: dict[str, Receipt], name: str) -> Receipt:
    if name not in there:
        raise InputError(f"there is no case {quoted(name)}{nearest(name, list(there))}")
    return there[name]


def _uses(connection: sa.Connection) -> list[Use]:
    return uses_of(entries_of(connection, "used"))


def _with_uses(state: State, uses: Sequence[Use]) -> State:
    """A case, with what was used in the others."""
    state.elsewhere = tuple(use for use in uses if use.case != state.name)
    return state
