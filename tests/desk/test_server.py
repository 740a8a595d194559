"""The HTTP endpoint: asked by the published clients as they are, and by clients that mean harm."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from goodoffices.desk.entities import BAR, of_yente, to_yente
from goodoffices.desk.matching import Desk
from goodoffices.desk.server import Server, loopback, serve
from goodoffices.parties.model import Hit, Identifier, ListedParty, Name, Query
from goodoffices.parties.screening import ALERT, Source
from goodoffices.values import Day
from tests.parties.fakes import FakeScreener, listed

DAY = Day(2026, 11, 25)
KIM = ListedParty(
    id="20196",
    list="us-sdn",
    kind="Person",
    names=(Name("KIM, Yong Chol", "primary"), Name("KIM, Young Cheol"), Name("The General", "weak")),
    programmes=("DPRK3",),
    identifiers=(Identifier("passportNumber", "472310031", "KP"), Identifier("imoNumber", "1234567")),
    births=("1946",),
    birth_places=("Pyongyang",),
    countries=("KP",),
    addresses=("Pyongyang, North Korea",),
    listed_on=Day(2010, 8, 30),
)
SHIP = ListedParty(
    *("15036", "us-sdn", "Vessel", (Name("CHONG CHON GANG", "primary"),), ("DPRK",)),
    (Identifier("imoNumber", "7937317"), Identifier("taxNumber", "99")),
)
BANK = listed("KPe.001", "Amroggang Development Bank", "un", "Organization", ("KPe",))
SOURCES = (
    Source("us-sdn", "US Treasury, OFAC", "", Day(2026, 7, 31), 2),
    Source("un", "UN Security Council", "", DAY, 1),
)


@dataclass
class Running:
    server: Server
    lines: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, object]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_address[1], timeout=10)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        connection.request(method, path, raw, headers or {})
        response = connection.getresponse()
        read = json.loads(response.read() or b"{}")
        connection.close()
        return response.status, read


@pytest.fixture
def desk() -> Iterator[Running]:
    lines: list[str] = []
    parties = (KIM, SHIP, BANK)
    running = Running(
        serve(Desk(FakeScreener(parties), parties, SOURCES, lambda: DAY), "127.0.0.1", 0, lines.append), lines
    )
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()


def query(name: str, schema: str = "Person") -> dict[str, object]:
    return {"queries": {"q": {"schema": schema, "properties": {"name": [name]}}}}


def test_yente_client_screens_unchanged(desk: Running) -> None:
    client_of = pytest.importorskip("yente_client", reason="yente-client is not installed: pip install yente-client")
    with client_of.Client(base_url=desk.address) as client:
        assert client.healthz().status == "ok" and client.readyz().status == "ok"
        found = client.match(client_of.Person(name="KIM, Yong Chol", birthDate="1946"))
        assert found.top.id == "20196" and found.top.match and found.top.score == 1.0
        assert found.top.properties["programId"] == ["DPRK3"]
        assert found.top.contributing_explanations["goodoffices"].detail == "the same name; chance 1.00"
        assert client.match(client_of.Person(name="Jane Roe")).results == []
        assert client.match(client_of.Vessel(name="CHONG CHON GANG")).top.properties["imoNumber"] == ["7937317"]


def test_yente_client_reads_the_catalogue_searches_and_fetches(desk: Running) -> None:
    client_of = pytest.importorskip("yente_client", reason="yente-client is not installed: pip install yente-client")
    with client_of.Client(base_url=desk.address) as client:
        assert {"us-sdn", "un"} <= {one.name for one in client.datasets().datasets if one.load}
        assert client.algorithms().best == "goodoffices"
        assert [one.id for one in client.search("Amroggang Development Bank").results] == ["KPe.001"]
        assert client.search("Amroggang Development Bank", datasets=["us-sdn"]).total.value == 0
        assert client.search("KIM, Yong Chol", countries=["kp"], schema="Person").total.value == 1
        assert client.fetch("20196").caption == "KIM, Yong Chol"
        assert client.adjacent("20196").adjacent == {}
        with pytest.raises(client_of.NotFoundError):
            client.fetch("nobody")


def test_yente_client_streams_many_and_leaves_out_what_was_dismissed(desk: Running) -> None:
    client_of = pytest.importorskip("yente_client", reason="yente-client is not installed: pip install yente-client")
    with client_of.Client(base_url=desk.address) as client:
        pairs = [(str(n), client_of.Person(name="KIM, Yong Chol" if n % 2 else "Jane Roe")) for n in range(20)]
        found = dict(client.match_iter(pairs, workers=4))
        assert {key for key, one in found.items() if one.results} == {str(n) for n in range(1, 20, 2)}
        assert client.match(client_of.Person(name="KIM, Yong Chol"), exclude_entities=["20196"]).results == []
        with pytest.raises(client_of.BadRequestError, match="one algorithm"):
            client.match(client_of.Person(name="x"), algorithm="logic-v1")


def test_the_nomenklatura_enricher_matches_and_expands_unchanged(desk: Running, tmp_path: Path) -> None:
    reason = "nomenklatura is not installed, for which PyICU has to be built: .ci/clients does it"
    yente = pytest.importorskip("nomenklatura.enrich.yente", reason=reason)
    followthemoney = pytest.importorskip("followthemoney", reason=reason)
    cache_of = pytest.importorskip("nomenklatura.cache", reason=reason)
    db = pytest.importorskip("nomenklatura.db", reason=reason)
    dataset = followthemoney.Dataset({"name": "ours", "title": "Ours"})
    cache = cache_of.Cache(db.make_session(f"sqlite:///{tmp_path / 'cache.db'}"), dataset, create=True)
    enricher = yente.YenteEnricher(dataset, cache, {"api": f"{desk.address}/", "cache_days": 0})
    entity = followthemoney.StatementEntity.from_data(
        dataset, {"id": "ours-1", "schema": "Person", "properties": {"name": ["KIM, Yong Chol"]}}
    )
    [match] = enricher.match(entity)
    assert match.id == "20196" and match.get("passportNumber") == ["472310031"] and match.get("birthDate") == ["1946"]
    [expanded] = enricher.expand(entity, match)
    assert expanded.caption == "KIM, Yong Chol" and expanded.get("topics") == ["sanction"]


def test_every_entity_is_valid_followthemoney(desk: Running) -> None:
    model = pytest.importorskip(
        "followthemoney", reason="followthemoney is not installed: pip install followthemoney"
    ).model
    for ident in ("20196", "15036", "KPe.001"):
        _, entity = desk.ask("GET", f"/entities/{ident}")
        properties = entity["properties"]
        assert isinstance(properties, dict)
        assert not set(properties) - set(model.get(str(entity["schema"])).properties)


def test_a_number_that_a_kind_has_no_property_for_stands_in_the_notes(desk: Running) -> None:
    _, entity = desk.ask("GET", "/entities/15036")
    properties = entity["properties"]
    assert isinstance(properties, dict) and properties["notes"] == ["taxNumber: 99"]


def test_no_name_and_no_address_is_logged(desk: Running) -> None:
    desk.ask("POST", "/match/default?threshold=0.8", query("KIM, Yong Chol"))
    desk.ask("GET", "/search/default?q=Jane+Secret")
    desk.ask("GET", "/entities/secret-7")
    desk.ask("GET", "/secret-path/Jane")
    desk.ask("POST", "/match/default", b"{Jane Secret")
    told = "\n".join(desk.lines)
    assert len(desk.lines) == 5 and told.startswith("POST /match 200 ")
    assert not any(word in told.casefold() for word in ("kim", "jane", "secret"))


def test_an_unforeseen_error_tells_its_kind_and_no_name() -> None:
    class Broken(FakeScreener):
        def screen(self, query: Query, threshold: float, as_of: Day | None) -> list[Hit]:
            raise RuntimeError(f"cannot look up {query.name}")

    lines: list[str] = []
    running = Running(serve(Desk(Broken(()), (), SOURCES, lambda: DAY), "127.0.0.1", 0, lines.append))
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    status, body = running.ask("POST", "/match/default", query("Jane Secret"))
    running.server.shutdown()
    running.server.server_close()
    assert status == 500 and "Jane" not in json.dumps(body) + "".join(lines) and "RuntimeError" in lines[0]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/match/default", b"not json", 400),
        ("/match/default", {"queries": {}}, 400),
        ("/match/default", {"queries": {"q": {"schema": "Person", "properties": {}}}}, 400),
        ("/match/default", {"queries": {"q": {"schema": ["Person"], "properties": {"name": "x"}}}}, 400),
        ("/match/default", {"queries": {"q": {"schema": "Document", "properties": {"name": "x"}}}}, 400),
        (
            "/match/default",
            {"queries": {str(n): {"schema": "Person", "properties": {"name": "x"}} for n in range(101)}},
            400,
        ),
        ("/match/default", [1, 2], 400),
        ("/match/default?limit=many", query("x"), 422),
        ("/match/default?limit=-1", query("x"), 422),
        ("/match/default?threshold=nan", query("x"), 422),
        ("/match/nowhere", query("x"), 404),
        ("/healthz", {}, 405),
        ("/../../etc/passwd", {}, 404),
    ],
)
def test_a_bad_request_is_refused_with_a_reason(desk: Running, path: str, body: object, status: int) -> None:
    answered, read = desk.ask("POST", path, body)
    assert answered == status and read["detail"]


def test_a_body_too_large_is_refused_before_it_is_read(desk: Running) -> None:
    assert desk.ask("POST", "/match/default", b"{}", {"Content-Length": "999999999999"})[0] == 413


def test_a_page_of_another_site_cannot_read_this_machines_server(desk: Running) -> None:
    assert desk.ask("GET", "/healthz", headers={"Host": "evil.example"})[0] == 403
    assert desk.ask("GET", "/healthz", headers={"Host": "localhost:8000"})[0] == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("192.168.1.5", False), ("", False)],
)
def test_what_is_this_machine(host: str, own: bool) -> None:
    assert loopback(host) is own


@pytest.mark.parametrize("chance", [0.0, 0.01, ALERT, 0.3, 0.6, 1.0])
def test_the_bar_of_yentes_clients_is_ours(chance: float) -> None:
    assert of_yente(to_yente(chance)) == pytest.approx(chance)
    assert (to_yente(chance) >= BAR) is (chance >= ALERT)


def test_a_hit_that_somebody_has_to_look_at_is_a_match_by_default() -> None:
    desk = Desk(FakeScreener((KIM,), {KIM.id: ALERT}), (KIM,), SOURCES, lambda: DAY)
    responses = desk.answer("POST", "/match/default", {}, query("KIM, Yong Chol")).body["responses"]
    assert isinstance(responses, dict)
    [hit] = responses["q"]["results"]
    assert (hit["score"], hit["match"]) == (0.7, True)


def test_two_lists_with_one_id_have_two_entities() -> None:
    twin = listed("20196", "Another Party", "eu")
    desk = Desk(FakeScreener((KIM, twin)), (KIM, twin), (*SOURCES, Source("eu", "EU", "", DAY, 1)), lambda: DAY)
    found = desk.answer("GET", "/search/default", {"q": ["Another Party"]}, None).body["results"]
    assert isinstance(found, list) and found[0]["id"] == "eu:20196"
    assert desk.answer("GET", "/entities/eu:20196", {}, None).body["caption"] == "Another Party"
    assert desk.answer("GET", "/entities/us-sdn:20196", {}, None).body["caption"] == "KIM, Yong Chol"
