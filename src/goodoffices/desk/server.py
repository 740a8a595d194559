"""An HTTP server around the desk, on the standard library: eight endpoints need no framework, and no package more has to be trusted.

It is bound to this machine unless the user says otherwise, for it asks nobody who they are. Names are never logged: a line of the log holds
the endpoint, the status and the time, and neither the address asked for nor anything of the body.
"""

from __future__ import annotations

import json
import socket
import sys
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

from goodoffices.desk.matching import Answer, Desk

LONGEST_BODY = 5_000_000
_PATIENCE = 60
"""Seconds that a connection may keep silent."""


def serve(desk: Desk, host: str, port: int, log: Callable[[str], None] | None = None) -> Server:
    """A server for a desk, listening but not yet answering; `serve_forever` answers.

    Raises:
        OSError: the address cannot be had.
    """
    return Server((host, port), desk, log)


class Server(ThreadingHTTPServer):
    """Answers each connection in a thread of its own."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], desk: Desk, log: Callable[[str], None] | None = None) -> None:
        self.desk, self.log = desk, log
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self.local = loopback(address[0])
        super().__init__(address, _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away in the middle is no error of ours, and a traceback could hold a name."""
        kind = sys.exc_info()[0]
        if self.log and kind is not None and not issubclass(kind, ConnectionError | TimeoutError):
            self.log(f"a connection failed: {kind.__name__}")


def loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "goodoffices", ""
    timeout = _PATIENCE
    server: Server
    # Headers and body leave in one packet: with two, a client's delayed acknowledgement costs 40 ms a request.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET  # noqa: N815

    def _answer(self) -> None:
        began = time.perf_counter()
        try:
            made = self._asked()
        except Exception as error:
            # The message of an unforeseen error may hold what was asked; only its kind may be told.
            made = Answer(500, {"detail": "this request could not be answered"}, f"{type(error).__name__}")
        self._send(made)
        if self.server.log:
            self.server.log(f"{self.command} {made.route} {made.status} {1000 * (time.perf_counter() - began):.1f} ms")

    def _asked(self) -> Answer:
        body = self._body()
        if isinstance(body, Answer):
            return body
        if self.server.local and not self._own_name():
            # A page of another site that has its own name point here (DNS rebinding) must not read the answers.
            return Answer(403, {"detail": "this server answers to the name of this machine only"})
        address = urlsplit(self.path)
        return self.server.desk.answer(self.command, address.path, parse_qs(address.query), body)

    def _body(self) -> object:
        """The JSON of the body; None where there is none, an answer where it cannot be read."""
        if "Transfer-Encoding" in self.headers:
            self.close_connection = True
            return Answer(411, {"detail": "say the length of the body"})
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            self.close_connection = True
            return Answer(413, {"detail": f"a body holds at most {LONGEST_BODY:,} bytes"})
        raw = self.rfile.read(int(length))
        if not raw:
            return None
        try:
            return json.loads(raw)
        except (ValueError, RecursionError):
            return Answer(400, {"detail": "the body is not JSON"})

    def _own_name(self) -> bool:
        host = self.headers.get("Host", "localhost")
        name = host.rsplit("]", 1)[0].lstrip("[") if host.startswith("[") else host.rsplit(":", 1)[0]
        return loopback(name)

    def _send(self, made: Answer) -> None:
        data = json.dumps(made.body, ensure_ascii=True).encode("ascii")
        self.send_response_only(made.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: the standard library's lines hold the address asked for, and so the name."""
