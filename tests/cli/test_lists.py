"""`goodoffices lists` as a user runs it."""

from __future__ import annotations

import argparse
import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from goodoffices.cli import lists
from goodoffices.errors import InputError
from goodoffices.parties import sources
from goodoffices.parties.store import Store

FIXTURES = Path(__file__).parents[1] / "parties" / "fixtures"
UN = (FIXTURES / "un.xml").read_text("utf-8")


class Publisher(BaseHTTPRequestHandler):
    """Serves what `content` holds by path, marked so that it need not be fetched twice."""

    content: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = self.content.get(self.path)
        tag = f'"{hash(body)}"'
        if body is None:
            self.send_error(503)
        elif self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Publisher]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    here = tuple(sources.Source(one, one, f"{base}/{one}", "", f"{one}.xml") for one in ("un", "eu"))
    monkeypatch.setattr(lists, "SOURCES", here)
    monkeypatch.setattr(sources, "SOURCES", here)
    monkeypatch.setattr(Publisher, "content", {"/un": UN.encode(), "/eu": (FIXTURES / "eu.xml").read_bytes()})
    monkeypatch.setattr(Publisher, "asked", [])
    yield Publisher
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "today", lambda: dt.date(2026, 3, 30))


def run(folder: Path, what: str, **given: object) -> int:
    defaults = {
        "folder": folder,
        "what": what,
        "name": None,
        "origin": None,
        "force": False,
        "old": None,
        "new": None,
        "day": None,
    }
    return lists.run(argparse.Namespace(**(defaults | given)))


def test_update_fetches_every_list(
    publisher: type[Publisher], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "update") == 0
    out = capsys.readouterr().out
    assert (
        "un: 2 parties, list of 2026-02-27" in out
        and "1 record could not be read" in out
        and "KPi.902: has no name" in out
    )
    assert Store(tmp_path).names() == ("eu", "un")


def test_update_does_not_fetch_what_has_not_changed(
    publisher: type[Publisher], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(tmp_path, "update", name="un")
    assert run(tmp_path, "update", name="un") == 0
    assert "un: not changed since 2026-02-27" in capsys.readouterr().out
    assert len(Store(tmp_path).versions("un")) == 1


def test_one_publisher_that_fails_does_not_keep_the_others(
    publisher: type[Publisher], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del publisher.content["/un"]
    assert run(tmp_path, "update") == 2
    assert Store(tmp_path).names() == ("eu",) and "un: http" in capsys.readouterr().err


def test_update_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "update", origin=str(FIXTURES / "ofac_sdn")) == 0
    out = capsys.readouterr().out
    assert "us-sdn: 4 parties" in out and "does not say of which day it is" in out
    manifest = Store(tmp_path).current("us-sdn")
    assert manifest and [name for name, _ in manifest.files] == ["add.csv", "alt.csv", "sdn.csv", "sdn_comments.csv"]


def test_a_list_without_a_day_is_never_called_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "ofac_sdn"))
    capsys.readouterr()
    run(tmp_path, "status")
    out = " ".join(capsys.readouterr().out.split())
    assert "us-sdn 4 parties, of a day that it does not say" in out and "may be older than it looks" in out


def test_a_list_without_a_day_can_be_given_it(tmp_path: Path) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "ofac_sdn"), day=dt.date(2024, 5, 3))
    manifest = Store(tmp_path).current("us-sdn")
    assert manifest and manifest.date == dt.date(2024, 5, 3)
    with pytest.raises(InputError, match="says itself that it is of 2026-02-27"):
        run(tmp_path, "update", origin=str(FIXTURES / "un.xml"), day=dt.date(2026, 3, 1))


def test_ofac_entries_are_kept_with_the_files_beside_them(tmp_path: Path) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "ofac_sdn" / "sdn.csv"))
    manifest = Store(tmp_path).current("us-sdn")
    assert manifest and len(manifest.files) == 4


def test_another_list_than_was_asked_for_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is the list eu, not un"):
        run(tmp_path, "update", name="un", origin=str(FIXTURES / "eu.xml"))
    assert Store(tmp_path).names() == ()


def test_a_list_of_ones_own_cannot_pass_for_an_official_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is the list example, not un"):
        run(tmp_path, "update", name="un", origin=str(FIXTURES / "ftm.jsonl"))


def test_a_damaged_copy_is_fetched_anew(publisher: type[Publisher], tmp_path: Path) -> None:
    run(tmp_path, "update", name="un")
    manifest = Store(tmp_path).current("un")
    assert manifest
    (tmp_path / "un" / manifest.version / "parties.jsonl.gz").write_bytes(b"")
    assert run(tmp_path, "update", name="un") == 0
    assert len(Store(tmp_path).load("un").parties) == 2 and publisher.asked == ["/un", "/un"]


def test_a_list_of_ones_own_can_have_a_name_of_its_own(tmp_path: Path) -> None:
    run(tmp_path, "update", name="mine", origin=str(FIXTURES / "ftm.jsonl"))
    assert all(party.list == "mine" for party in Store(tmp_path).load("mine").parties)


def test_status_tells_age_count_and_programmes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "un.xml"))
    capsys.readouterr()
    assert run(tmp_path, "status") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "un 2 parties, list of 2026-02-27, 31 days old" in out and "This list is old" in out
    assert "Programmes: DPRK 2" in out and "Not read: 1 record;" in out
    assert "Never fetched: us-sdn, us-cons, us-csl, eu, uk" in out and "shipped" in out


def test_diff_tells_who_came_and_went(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "un.xml"))
    later = UN.replace("2026-02-27", "2026-03-20").replace("KPe.901", "KPe.902").replace("Comrade X", "Comrade Y")
    (tmp_path / "later.xml").write_text(later, "utf-8")
    run(tmp_path, "update", origin=str(tmp_path / "later.xml"))
    capsys.readouterr()
    assert run(tmp_path, "diff", name="un") == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "1 came, 1 went, 1 changed" in out
    assert "+ EXAMPLE TRADING CORPORATION (KPe.902) [DPRK]" in out and "- EXAMPLE TRADING CORPORATION (KPe.901)" in out
    assert "~ RI POM-NAM (KPi.901) [DPRK]: names + Comrade Y; - Comrade X" in out
    assert run(tmp_path, "diff", name="un", old="2026-02-27", new="2026-03-20") == 0


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"name": "xx"}, "was never fetched"),
        ({"name": "un", "old": "2020", "new": "2026"}, "no version '2020'"),
        ({"name": "un", "old": "2026"}, "give both versions"),
    ],
)
def test_diff_of_what_is_not_there_is_one_sentence(given: dict[str, str], match: str, tmp_path: Path) -> None:
    run(tmp_path, "update", origin=str(FIXTURES / "un.xml"))
    with pytest.raises(InputError, match=match):
        run(tmp_path, "diff", **given)


def test_an_unknown_list_names_the_known() -> None:
    with pytest.raises(InputError, match="did you mean 'us-sdn'"):
        sources.source("us-sdm")
