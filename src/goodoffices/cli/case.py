"""`goodoffices case`: keep cases from plan to close."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from goodoffices.cli import case_report as report
from goodoffices.desk.calendar import ics_of
from goodoffices.desk.cases import Answer, CaseBook, Filed, Receipt, Rechecked, Said, Used
from goodoffices.desk.cases.attachments import read_files
from goodoffices.desk.cases.ciphers import Key, kept_apart, make_key, read_key
from goodoffices.desk.cases.dues import Due
from goodoffices.desk.cases.entries import read_receipts
from goodoffices.desk.cases.feed import case_entries
from goodoffices.desk.cases.plans import can_say, plan_text
from goodoffices.errors import InputError, printable
from goodoffices.files import write_whole

BROKEN = 1
"""The exit code of `verify` where a journal is not whole."""


def run(arguments: argparse.Namespace) -> int:
    """Run one of the commands on cases."""
    return _COMMANDS[arguments.what](arguments)


def now() -> dt.datetime:
    """The moment; only commands look at the clock."""
    return dt.datetime.now().astimezone()


def _book(arguments: argparse.Namespace, create: bool = False) -> CaseBook:
    return CaseBook.open(arguments.db, now, create)


def _who(arguments: argparse.Namespace) -> str:
    try:
        return str(arguments.who or getpass.getuser())
    except (OSError, KeyError):
        raise InputError("this computer does not say who you are; give --who") from None


def _said(arguments: argparse.Namespace) -> Said:
    return Said(arguments.note, read_files(arguments.attach or ()))


def _open(arguments: argparse.Namespace) -> int:
    text = plan_text(arguments.plan)
    said = _said(arguments)
    with _book(arguments, create=True) as book:
        receipts = book.open_case(
            arguments.plan.name, text, _who(arguments), arguments.as_of, arguments.screen, arguments.name, said
        )
        report.acknowledged("Opened", receipts)
        report.in_brief(book.case(receipts[0].case), book.today)
    return 0


def _plan(arguments: argparse.Namespace) -> int:
    text = plan_text(arguments.plan)
    with _book(arguments) as book:
        said = _said(arguments)
        receipts = book.replace_plan(arguments.case, arguments.plan.name, text, _who(arguments), arguments.as_of, said)
        return _told(book, arguments.case, "Replaced the plan of", receipts)


def _note(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        report.acknowledged("Noted in", book.note(arguments.case, _who(arguments), _said(arguments)))
    return 0


def _submit(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        day = arguments.day or book.today
        filed = Filed(arguments.filed, day, arguments.to, tuple(arguments.on), arguments.notice)
        receipts = book.submit(arguments.case, _who(arguments), filed, _said(arguments))
        return _told(book, arguments.case, f"Recorded the filing of {arguments.filed} in", receipts)


def _use(arguments: argparse.Namespace) -> int:
    if bool(arguments.act) == bool(arguments.mistaken):
        raise InputError("say which act of the plan was done, or which entry is a mistake with --mistaken N")
    with _book(arguments) as book:
        what = Used(
            *(arguments.act, arguments.day or book.today, arguments.amount, arguments.count, arguments.mistaken or 0)
        )
        receipts = book.use(arguments.case, _who(arguments), what, arguments.as_of, _said(arguments))
        told = f"that entry {what.mistaken} is a mistake" if what.mistaken else f"the use of {what.act}"
        return _told(book, arguments.case, f"Recorded {told} in", receipts)


def _answer(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        given = Answer(
            *(arguments.permission, arguments.answer, arguments.day or book.today, arguments.number, arguments.start),
            *(arguments.until, arguments.entries, tuple(arguments.on), tuple(arguments.scope), tuple(arguments.terms)),
        )
        receipts = book.answer(arguments.case, _who(arguments), given, arguments.as_of, _said(arguments))
        _told(book, arguments.case, f"Recorded that {given.permission} was {given.answer} in", receipts)
        if not can_say(given.permission):
            print(f"A plan cannot hold {given.permission}, so the ruling does not count it; the journal has it.")
    return 0


def _told(book: CaseBook, case: str, what: str, receipts: Iterable[Receipt]) -> int:
    report.acknowledged(what, receipts)
    report.in_brief(book.case(case), book.today)
    return 0


def _close(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        due = [one for one in book.case(arguments.case).dues if one.kind == "duty"]
        if due and not arguments.yes:
            print(f"In {arguments.case} there is still to do:")
            report.listed(due, book.today)
            if not _sure("Close it all the same? What is due stays due. [y/N] "):
                print("It stays open.")
                return 0
        receipts = book.close_case(arguments.case, _who(arguments), _said(arguments))
        report.acknowledged("Closed", receipts)
        print(f"Its records: {book.case(arguments.case).retention}.")
        if due:
            print("Still due:")
            report.listed(due, book.today)
    return 0


def _sure(question: str) -> bool:
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        print()
        return False


def _reopen(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        return _told(book, arguments.case, "Reopened", book.reopen(arguments.case, _who(arguments), _said(arguments)))


def _list(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        found = [one for one in book.cases() if not arguments.open or one.state.status == "open"]
        report.show_list(found, book.today, arguments.json)
    return 0


def _show(arguments: argparse.Namespace) -> int:
    key = read_key(arguments.key) if arguments.key else None
    with _book(arguments) as book:
        if arguments.remake is not None:
            made = book.remake(arguments.case, arguments.remake, key)
            report.show_remade(made, arguments.json)
            return 0
        case = book.case(arguments.case, key)
    if arguments.plan:
        report.show_plan(case, now().date())
    elif arguments.entry is not None:
        report.show_entry(case, arguments.entry, arguments.json)
    else:
        report.show_case(case, now().date(), arguments.json)
    return 0


def _due(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        report.show_dues(book.dues(arguments.within), book.caps(), book.today, arguments.within, arguments.json)
    return 0


def _calendar(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        cases = [book.case(name) for name in arguments.cases] or [c for c in book.cases() if c.state.status == "open"]
        found = {case.state.name: case.dues for case in cases}
    stamp = now()

    def made(dues: Iterable[Due]) -> bytes:
        return ics_of(case_entries(dues, stamp.date(), names=arguments.names), stamp)

    if arguments.each is None and str(arguments.ics) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made(due for dues in found.values() for due in dues))
        return 0
    if arguments.each is None:
        files = [(arguments.ics, made(due for dues in found.values() for due in dues))]
    else:
        files = [(arguments.each / f"{name}.ics", made(dues)) for name, dues in found.items()]
    for path, content in files:
        write_whole(path, content, arguments.force)
        print(f"Wrote {printable(str(path))}.")
    print(f"Days to keep: {sum(len(dues) for dues in found.values())}, of {len(found)} cases.")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    receipts: tuple[Receipt, ...] = ()
    if arguments.receipts:
        receipts = read_receipts(_text(arguments.receipts), printable(str(arguments.receipts)))
    with _book(arguments) as book:
        found = book.verify(arguments.cases, receipts)
    report.show_verified(found, len(receipts), arguments.json)
    return BROKEN if any(one.faults for one in found) else 0


def _recheck(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        names = arguments.cases or [one.state.name for one in book.cases() if one.state.status == "open"]
        found: list[tuple[Rechecked, tuple[Receipt, ...]]] = []
        try:
            for name in names:
                found.append(book.recheck(name, _who(arguments), arguments.as_of, arguments.screen))
        finally:
            # What is in the journal already is told, also where a later case fails.
            report.show_rechecked(found, arguments.json)
    return 0


def _export(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        found = book.export(arguments.cases, arguments.output, arguments.force)
    print(f"Exported to {printable(str(arguments.output))}:")
    report.receipts(found)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    with _book(arguments, create=True) as book:
        found = book.take_in(arguments.file)
    print(f"Imported from {printable(str(arguments.file))}:")
    report.receipts(found)
    return 0


def _file(arguments: argparse.Namespace) -> int:
    key = read_key(arguments.key) if arguments.key else None
    with _book(arguments) as book:
        found, content = book.file(arguments.case, arguments.name, key)
    write_whole(arguments.output, content, force=False)
    print(f"Wrote {printable(str(arguments.output))} ({found.bytes:,} bytes, SHA-256 {found.sha256}).")
    return 0


def _seal(arguments: argparse.Namespace) -> int:
    path: Path = arguments.key
    with _book(arguments) as book:
        file = book.place.file

        def key() -> Key:
            apart = file.parent if file else None
            kept_apart(path, apart)
            return read_key(path) if path.exists() else make_key(path, apart)

        receipts = book.seal(arguments.case, _who(arguments), key)
    if receipts:
        report.acknowledged("Sealed", receipts)
        print(
            f"The key is {printable(str(path))}. Keep it apart from the cases, and a copy of it: without it nobody reads them again."
        )
    else:
        print(f"{arguments.case} is sealed already; what an interrupted command may have left in clear is gone.")
    return 0


def _unseal(arguments: argparse.Namespace) -> int:
    with _book(arguments) as book:
        report.acknowledged("Unsealed", book.unseal(arguments.case, _who(arguments), read_key(arguments.key)))
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    before = CaseBook.upgrade(arguments.db)
    with _book(arguments) as book:
        print(f"{book.place.shown} is of this version now (its tables were {before or 'not there'}).")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8") if str(path) != "-" else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "it is not UTF-8 text").lower()
        raise InputError(f"cannot read {printable(str(path))} ({reason})") from None


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": _open,
    "plan": _plan,
    "note": _note,
    "submit": _submit,
    "use": _use,
    "answer": _answer,
    "close": _close,
    "reopen": _reopen,
    "list": _list,
    "show": _show,
    "due": _due,
    "calendar": _calendar,
    "verify": _verify,
    "recheck": _recheck,
    "export": _export,
    "import": _import,
    "file": _file,
    "seal": _seal,
    "unseal": _unseal,
    "upgrade": _upgrade,
}
