"""Lists as the user keeps them: a folder for each, in it every version whole, and one small file that names the version in use.

    lists/un/2026-02-27-1a2b3c4d5e6f/consolidated.xml.gz    the publisher's own file, as it came
                                     parties.jsonl.gz       the same in the normal form, quick to read
                                     manifest.json          date, count, checksums, where from, when fetched
    lists/un/current                                        2026-02-27-1a2b3c4d5e6f

A version is made aside under another name and renamed when it is whole; then `current` is replaced in one step. So whoever reads, whenever
and whatever was killed, has the old version or the new one, and never a mixture. A version is never changed and never deleted.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from goodoffices.errors import InputError
from goodoffices.parties.model import ListedParty, PartyList
from goodoffices.values import Day

LEAST_SHARE = 0.8
"""A new version with fewer than this share of the parties of the last is taken for cut short. Lists shrink by ones, not by fifths."""

OLD_AFTER = 10
"""A list older than so many days is said to be old. OFAC alone changes its list several times in most weeks."""

_NAME = re.compile(r"\w[\w-]{0,63}", re.ASCII)
_PARTIES, _MANIFEST, _CURRENT = "parties.jsonl.gz", "manifest.json", "current"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version is. `files` are its publisher's files with their SHA-256; `tag` and `modified` are what a server said of them."""

    name: str
    version: str
    publisher: str
    said_version: str
    day: str
    parties: int
    names: int
    lost: int
    partly: int
    source: str
    fetched: str
    files: tuple[tuple[str, str], ...]
    sha256: str
    """The checksum of the copy in the normal form."""
    programmes: tuple[tuple[str, int], ...] = field(default=())
    tag: str = ""
    modified: str = ""

    @property
    def date(self) -> Day:
        """The list's own day; where that is not known, the day on which it was fetched, than which it may be older."""
        return Day.fromisoformat(self.day or self.fetched[:10])

    @property
    def dated(self) -> bool:
        """Whether the list's own day is known."""
        return bool(self.day)

    def age(self, today: Day) -> int:
        """Its age in days; at least that, where its own day is not known."""
        return (today - self.date).days


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a version came from, and when."""

    source: str
    fetched: str
    tag: str = ""
    modified: str = ""


def default_folder() -> Path:
    """Where lists are kept: `GOODOFFICES_DATA`, else the place that the platform has for programs' data.

    Raises:
        InputError: the user has no home, as in some containers.
    """
    try:
        return _default_folder()
    except RuntimeError:
        raise InputError("there is no home folder to keep lists in; name a folder with GOODOFFICES_DATA") from None


def _default_folder() -> Path:
    if given := os.environ.get("GOODOFFICES_DATA"):
        return Path(given).expanduser() / "lists"
    import sys

    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "goodoffices" / "lists"


class Store:
    """The lists of one folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or default_folder()

    def _place(self, name: str) -> Path:
        """The folder of a list. A name may come out of a file, and must not lead out of the store."""
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name[:60]!r} cannot be the name of a list; say another with --list, of letters, digits, - and _"
            )
        return self.folder / name

    def names(self) -> tuple[str, ...]:
        """The lists that there are, by name."""
        with _told(self.folder):
            if not self.folder.is_dir():
                return ()
            return tuple(sorted(one.name for one in self.folder.iterdir() if (one / _CURRENT).is_file()))

    def current(self, name: str) -> Manifest | None:
        """The version in use."""
        place = self._place(name)
        with _told(self.folder):
            try:
                version = (place / _CURRENT).read_text("utf-8").strip()
            except (FileNotFoundError, NotADirectoryError):
                return None
        return self.manifest(name, version)

    def versions(self, name: str) -> tuple[Manifest, ...]:
        """Every version, oldest first."""
        with _told(self.folder):
            folder = self._place(name)
            found = [one.name for one in folder.iterdir() if (one / _MANIFEST).is_file()] if folder.is_dir() else []
        whole = [self.manifest(name, version) for version in found if not version.startswith(".")]
        return tuple(sorted(whole, key=lambda one: (one.date, one.fetched)))

    def manifest(self, name: str, version: str) -> Manifest:
        """What a version is."""
        path = self._place(name) / version / _MANIFEST
        with _told(path):
            if not version or Path(version).name != version or not path.is_file():
                raise InputError(f"there is no version {version!r} of the list {name}; see `goodoffices lists status`")
            text = path.read_text("utf-8")
        try:
            found = json.loads(text)
            for key in ("files", "programmes"):
                found[key] = tuple(tuple(pair) for pair in found[key])
            return Manifest(**found)
        except (ValueError, TypeError, KeyError):
            raise InputError(f"{path} is damaged; fetch the list again with `goodoffices lists update`") from None

    def load(self, name: str, version: str | None = None, but: Container[str] | None = None) -> PartyList:
        """The parties of the version in use, or of another, without those whose ids are in `but`; the copy is held against its checksum."""
        from goodoffices.parties import compact

        manifest = self.current(name) if version is None else self.manifest(name, version)
        if manifest is None:
            raise InputError(
                f"the list {name} was never fetched; fetch it with `goodoffices lists update --list {name}`"
            )
        path = self.folder / name / manifest.version / _PARTIES
        with _told(path):
            content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != manifest.sha256:
            raise InputError(f"{path} is not what was stored; fetch the list again with `goodoffices lists update`")
        return compact.read(gzip.decompress(content).decode("utf-8").splitlines(), str(path), but)

    def history(self, name: str) -> PartyList:
        """The version in use, and with it whoever stood in an earlier version and does not any more.

        Such a party is taken off on the day of the first version without it, if not on its own: too late rather than too early. That a party
        is missing in an earlier version says nothing, for that version may have been a part of the list.
        """
        current = self.load(name)
        found = {party.id: party for party in current.parties}
        later = current.day
        for manifest in reversed(self.versions(name)):
            if not manifest.dated or later is None or manifest.date > later:
                continue
            for party in self._left(name, manifest.version, found):
                found[party.id] = party if party.delisted_on else replace(party, delisted_on=later)
            later = manifest.date
        return replace(current, parties=tuple(found.values()))

    def _left(self, name: str, version: str, known: Container[str]) -> tuple[ListedParty, ...]:
        """The parties of an earlier version that are not known from a later one."""
        try:
            return self.load(name, version, known).parties
        except InputError:
            place = self.folder / name / version
            raise InputError(
                f"{place} is damaged, an earlier version of the list {name}; take the folder away, and who was on the list in those days "
                "is known no more"
            ) from None

    def keep(self, found: PartyList, files: Iterable[Path], origin: Origin, *, force: bool = False) -> Manifest:
        """Keep a version and bring it into use.

        Raises:
            InputError: it looks cut short beside the version in use (and `force` is not set), somebody else is writing, or the disk is
                full or not to be written on. The version in use stays what it was.
        """
        folder = self._place(found.name)
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with _locked(folder):
                found = _dated(found, origin)
                _sane(found, self.current(found.name), force)
                _sweep(folder)
                return _write(folder, found, tuple(files), origin)


def _write(folder: Path, found: PartyList, files: tuple[Path, ...], origin: Origin) -> Manifest:
    from goodoffices.parties import compact

    content = gzip.compress("\n".join(compact.lines(found)).encode("utf-8"), compresslevel=6, mtime=0)
    checksum = hashlib.sha256(content).hexdigest()
    manifest = _describe(found, files, origin, checksum)
    place = folder / manifest.version
    if not _same(place, checksum):
        aside = folder / f".new-{os.getpid()}"
        aside.mkdir()
        try:
            for file in files:
                shutil.copyfile(file, aside / file.name)
                _sync(aside / file.name)
            _put(aside / _PARTIES, content)
            _put(aside / _MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode("utf-8"))
            _sync(aside)
            _clear(place, folder)
            os.rename(aside, place)
            _sync(folder)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    _put(folder / ".current-new", manifest.version.encode("utf-8"))
    os.replace(folder / ".current-new", folder / _CURRENT)
    _sync(folder)
    return manifest


def _same(place: Path, checksum: str) -> bool:
    """Whether the version is there already, and whole."""
    copy = place / _PARTIES
    return (place / _MANIFEST).is_file() and copy.is_file() and _checksum(copy) == checksum


def _clear(place: Path, folder: Path) -> None:
    """A version that was damaged on the disk makes way for the whole one of the same name."""
    if place.exists():
        os.rename(place, folder / f".new-damaged-{os.getpid()}")


def _describe(found: PartyList, files: tuple[Path, ...], origin: Origin, checksum: str) -> Manifest:
    day = found.day.isoformat() if found.day else ""
    counts = Counter(programme for party in found.parties for programme in party.programmes)
    lost = sum(problem.lost for problem in found.problems)
    return Manifest(
        name=found.name,
        version=f"{day or origin.fetched[:10]}-{_mark(checksum, origin)}",
        publisher=found.publisher,
        said_version=found.version,
        day=day,
        parties=len(found.parties),
        names=_names(found),
        lost=lost,
        partly=len(found.problems) - lost,
        source=origin.source,
        fetched=origin.fetched,
        files=tuple((file.name, _checksum(file)) for file in files),
        sha256=checksum,
        programmes=tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        tag=origin.tag,
        modified=origin.modified,
    )


def _names(found: PartyList) -> int:
    return sum(len(party.names) for party in found.parties)


def _dated(found: PartyList, origin: Origin) -> PartyList:
    """A list that does not say its day has the one on which its publisher's server says that the file was changed."""
    from email.utils import parsedate_to_datetime

    if found.day or not origin.modified:
        return found
    try:
        return replace(found, day=parsedate_to_datetime(origin.modified).date())
    except (TypeError, ValueError):
        return found


def _mark(checksum: str, origin: Origin) -> str:
    """A short mark of a version: the same parties from the same place, of which the server says the same, are the same version."""
    return hashlib.sha256("\n".join((checksum, origin.source, origin.tag, origin.modified)).encode()).hexdigest()[:12]


def _sane(found: PartyList, before: Manifest | None, force: bool) -> None:
    if not found.parties:
        raise InputError(f"the new list {found.name} has no party in it; nothing was replaced")
    if force or before is None:
        return
    if len(found.parties) < LEAST_SHARE * before.parties:
        raise InputError(
            f"the new list {found.name} has {len(found.parties):,} parties where the one in use has {before.parties:,}, so it may be cut "
            "short; nothing was replaced. If it is right all the same, say --force"
        )
    if _names(found) < LEAST_SHARE * before.names:
        raise InputError(
            f"the new list {found.name} has {_names(found):,} names where the one in use has {before.names:,}, so its aliases may be missing; "
            "nothing was replaced. If it is right all the same, say --force"
        )
    if found.day and before.day and found.day < Day.fromisoformat(before.day):
        raise InputError(
            f"the new list {found.name} is of {found.day}, older than the one in use of {before.day}; nothing was replaced. If you want it "
            "all the same, say --force"
        )


def _checksum(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put(path: Path, content: bytes) -> None:
    """Write a file and see it onto the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(path: Path) -> None:
    """See a file or a folder's entries onto the disk; Windows has no such thing for folders."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EBADF, errno.EACCES):
            raise
    finally:
        os.close(handle)


def _sweep(folder: Path) -> None:
    """Take away what a writer that was killed has left. Nobody else is writing: the folder is locked."""
    for one in folder.glob(".new-*"):
        shutil.rmtree(one, ignore_errors=True)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one writes. The lock goes with its process, so that a killed writer locks nobody out."""
    with (folder / ".lock").open("a+b") as stream:
        try:
            if os.name == "nt":  # pragma: no cover
                import msvcrt

                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
            else:
                import fcntl

                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
                raise
            raise InputError(
                f"somebody else is writing the list {folder.name} just now; try again in a moment"
            ) from None
        yield


@contextlib.contextmanager
def _told(place: Path) -> Iterator[None]:
    """Faults of the disk as one sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            what = "the disk is full; make room and try again. The list in use is as it was"
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            what = "you may not write or read there; choose another folder with --folder or GOODOFFICES_DATA"
        else:
            what = f"{error.strerror or error}; choose another folder with --folder or GOODOFFICES_DATA"
        raise InputError(f"{place}: {what}") from None
