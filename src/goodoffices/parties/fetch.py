"""Fetching a list from its publisher, only when somebody asks for it: whole or not at all, and not again where nothing changed."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from goodoffices import __version__
from goodoffices.errors import InputError
from goodoffices.parties.formats.files import MOST_STREAMED

PATIENCE = 60
"""Seconds without a byte after which a server is given up."""

Progress = Callable[[int, int | None], None]
"""Told how many bytes are there, and of how many, where the server says."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched, and what to ask with next time."""

    path: Path
    tag: str
    modified: str


class _Redirects(HTTPRedirectHandler):
    """A publisher may send us elsewhere, and never from an encrypted address to one that anybody on the way can write into."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> Request | None:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise InputError(
                f"{req.full_url} sends us to an address that is not encrypted ({newurl}); nothing was fetched"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_address(text: str) -> bool:
    """Whether a text is an address on the web and not a file."""
    return re.match(r"https?://", text, re.IGNORECASE) is not None


def fetch(
    url: str, folder: Path, name: str = "", *, tag: str = "", modified: str = "", progress: Progress | None = None
) -> Fetched | None:
    """Fetch a file into a folder; None where the server says that it has not changed since.

    Raises:
        InputError: the address does not answer, has no such file, or breaks off.
    """
    headers = {"User-Agent": f"goodoffices/{__version__}", "Accept-Encoding": "identity"}
    if tag:
        headers["If-None-Match"] = tag
    if modified:
        headers["If-Modified-Since"] = modified
    target = folder / (name or Path(urlsplit(url).path).name or "list")
    try:
        with build_opener(_Redirects).open(Request(url, headers=headers), timeout=PATIENCE) as answer:
            said = answer.headers.get("Content-Length", "")
            _save(answer, target, int(said) if said.isdigit() else None, url, progress)
            return Fetched(target, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    except HTTPError as error:
        with error:
            if error.code == 304:
                return None
            raise InputError(
                f"{url} answers {error.code} {error.reason}; try later, or look for the list's new address"
            ) from None
    except InputError:
        raise
    except (URLError, http.client.HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(f"{url} cannot be reached ({reason}); look at the address and at your connection") from None


def _save(
    answer: http.client.HTTPResponse, target: Path, size: int | None, url: str, progress: Progress | None
) -> None:
    done = 0
    try:
        stream = target.open("wb")
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}") from None
    with stream:
        while part := answer.read(1 << 16):
            done += len(part)
            if done > MOST_STREAMED:
                raise InputError(f"{url} sends more than any official list has; nothing was kept")
            try:
                stream.write(part)
            except OSError as error:
                raise InputError(f"{target} cannot be written: {error.strerror}; nothing was kept") from None
            if progress:
                progress(done, size)
    if size is not None and done != size:
        raise InputError(f"{url} broke off after {done:,} of {size:,} bytes; nothing was kept. Try again")
    if done == 0:
        raise InputError(f"{url} sent an empty file; nothing was kept. Try again later")
