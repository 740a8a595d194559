"""Sealing what is personal in a closed case: payloads and attachments become ciphertext, and the key is a file kept elsewhere.

AES-256 in Galois/counter mode, each text with a nonce of its own, and bound to its case and number, so that no ciphertext can stand in
another's place. The journal stays as it is: entries hold the digests of their payloads, and the entry `sealed` holds the digests of the
ciphertexts, so that both the chain and the ciphertexts can be verified without the key. Whoever has lost the key has lost the payloads.
"""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from goodoffices.desk.cases.canonical import canonical, digest, read_record, record_of, text_of
from goodoffices.errors import InputError, printable

_HEADING = "goodoffices-key/1"
_NONCE = 12
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key; its `mark` tells which it is, and nothing about it."""

    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.mark})"

    @property
    def mark(self) -> str:
        """A short name, by which a wrong key is told from the right one."""
        return hashlib.sha256(b"goodoffices-key-mark\n" + self.secret).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Opened:
    """A payload that was unsealed: its bytes, and under which digest each of its files is kept while sealed."""

    payload: bytes
    files: dict[str, str]


def kept_apart(path: Path, away_from: Path | None) -> None:
    """Refuse a key that lies beside what it opens: whoever takes the one has the other.

    Raises:
        InputError: it does.
    """
    if away_from is not None and path.resolve().is_relative_to(away_from.resolve()):
        raise InputError(
            f"{printable(str(path))} would lie beside the cases that it opens; put the key somewhere else, such as on another medium"
        )


def make_key(path: Path, away_from: Path | None) -> Key:
    """Make a key file that only the user can read, and see it onto the disk.

    Raises:
        InputError: the file is there already, would lie beside what it opens, or cannot be written.
    """
    kept_apart(path, away_from)
    key = Key(secrets.token_bytes(_BYTES))
    text = f"{_HEADING}\n{base64.b64encode(key.secret).decode('ascii')}\n"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(handle, text.encode("ascii"))
            os.fsync(handle)
        finally:
            os.close(handle)
        if os.name != "nt":
            folder = os.open(path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
    except OSError as error:
        path.unlink(missing_ok=True) if not isinstance(error, FileExistsError) else None
        raise InputError(
            f"cannot write the key {printable(str(path))} ({(error.strerror or 'failed').lower()})"
        ) from None
    return key


def read_key(path: Path) -> Key:
    """A key from its file.

    Raises:
        InputError: there is none, it is no key, or others can read it.
    """
    shown = printable(str(path))
    try:
        found = path.stat()
        text = path.read_text(encoding="ascii") if stat.S_ISREG(found.st_mode) and found.st_size < 1000 else ""
        heading, _, rest = text.partition("\n")
        secret = base64.b64decode(rest.strip(), validate=True)
    except OSError as error:
        raise InputError(f"cannot read the key {shown} ({(error.strerror or 'failed').lower()})") from None
    except ValueError:
        heading, secret = "", b""
    if heading != _HEADING or len(secret) != _BYTES:
        raise InputError(f"{shown} is no key of this program; name the file that `case seal` wrote")
    if os.name != "nt" and found.st_mode & 0o077:
        raise InputError(f"others can read the key {shown}; take that right away first: chmod 600 {shown}")
    return Key(secret)


def seal_payload(key: Key, case: str, number: int, payload: bytes, files: dict[str, str]) -> bytes:
    """The ciphertext of a payload; `files` says under which digest each of its files is kept while sealed."""
    opened = canonical({"payload": payload.decode("utf-8"), "files": files})
    return _seal(key, opened, f"{case}\n{number}\n{digest(payload)}")


def open_payload(key: Key, case: str, number: int, mark: str, content: bytes) -> Opened:
    """A payload from its ciphertext; `mark` is the digest that its entry has.

    Raises:
        InputError: the key is another, or the ciphertext was changed.
    """
    what = f"the payload of entry {number} of case {case}"
    read = read_record(_open(key, content, f"{case}\n{number}\n{mark}", what), what)
    payload = text_of(read, "payload").encode("utf-8")
    if digest(payload) != mark:
        raise InputError(f"{what} is not the one that was sealed")
    return Opened(payload, {plain: str(there) for plain, there in record_of(read, "files").items()})


def seal_file(key: Key, case: str, sha256: str, content: bytes) -> bytes:
    """The ciphertext of an attachment."""
    return _seal(key, content, f"{case}\nattachment\n{sha256}")


def open_file(key: Key, case: str, sha256: str, content: bytes) -> bytes:
    """An attachment from its ciphertext."""
    what = f"the attachment {sha256} of case {case}"
    opened = _open(key, content, f"{case}\nattachment\n{sha256}", what)
    if digest(opened) != sha256:
        raise InputError(f"{what} is not the one that was sealed")
    return opened


def _seal(key: Key, content: bytes, bound: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key.secret).encrypt(nonce, content, f"goodoffices-seal/1\n{bound}".encode())


def _open(key: Key, content: bytes, bound: str, what: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key.secret).decrypt(content[:_NONCE], content[_NONCE:], f"goodoffices-seal/1\n{bound}".encode())
    except (InvalidTag, ValueError):
        raise InputError(f"{what} cannot be opened: the key is another one, or the ciphertext was changed") from None
