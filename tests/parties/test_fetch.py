"""Fetching from a server: whole or not at all, and not again where nothing changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from goodoffices.errors import InputError
from goodoffices.parties.fetch import fetch, is_address

CONTENT = (Path(__file__).parent / "fixtures" / "un.xml").read_bytes()


class Publisher(BaseHTTPRequestHandler):
    """A small publisher with one good list and some bad habits."""

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.send_error(404)
        elif self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/list.xml")
            self.end_headers()
        elif self.path == "/list.xml" and self.headers.get("If-None-Match") == '"v1"':
            self.send_response(304)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("ETag", '"v1"')
            self.send_header("Last-Modified", "Sun, 01 Mar 2026 08:00:00 GMT")
            body = b"" if self.path == "/empty" else CONTENT
            self.send_header("Content-Length", str(len(body) + 100 if self.path == "/short" else len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_list_is_fetched_with_its_marks(address: str, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    found = fetch(f"{address}/list.xml", tmp_path, progress=lambda done, size: seen.append((done, size)))
    assert found and found.path.read_bytes() == CONTENT
    assert (found.tag, found.modified) == ('"v1"', "Sun, 01 Mar 2026 08:00:00 GMT")
    assert seen[-1] == (len(CONTENT), len(CONTENT))


def test_what_has_not_changed_is_not_fetched_again(address: str, tmp_path: Path) -> None:
    assert fetch(f"{address}/list.xml", tmp_path, tag='"v1"') is None
    assert not list(tmp_path.iterdir())


def test_a_redirect_is_followed(address: str, tmp_path: Path) -> None:
    found = fetch(f"{address}/elsewhere", tmp_path, "list")
    assert found and found.path.read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "match"),
    [("/gone", "answers 404"), ("/short", r"broke off after|cannot be reached"), ("/empty", "sent an empty file")],
)
def test_what_goes_wrong_is_one_sentence(path: str, match: str, address: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=match) as told:
        fetch(address + path, tmp_path)
    assert "\n" not in str(told.value)


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be reached"):
        fetch("http://127.0.0.1:1/list.xml", tmp_path)


def test_addresses_are_told_from_files() -> None:
    assert (
        is_address("https://example.org/x") and is_address("HTTP://example.org") and not is_address("C:\\lists\\un.xml")
    )
