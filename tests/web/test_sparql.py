"""The protocol at ``/sparql``, over real HTTP and real workers."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import uvicorn
import zstandard
from fastapi import FastAPI
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from oogo.errors import GoneError
from oogo.store import edition
from oogo.store.pool import Pool
from oogo.web import problems
from oogo.web.querylog import QueryLog
from oogo.web.sparql import SparqlEndpoint

SECONDS = 1.5
P = NamedNode("https://example.org/p")
ONE = "https://example.org/g/1"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SD = "http://www.w3.org/ns/sparql-service-description#"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers["content-type"].partition(";")[0]

    def json(self) -> dict[str, object]:
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True)
class Service:
    port: int
    pools: list[Pool] = field(default_factory=list)
    logs: list[Path] = field(default_factory=list)

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Reply:
        with closing(self.connect()) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, named)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Reply(response.status, found, response.read())

    def query(self, text: str, **headers: str) -> Reply:
        return self.ask("GET", "/sparql?query=" + quote(text), **headers)


@pytest.fixture(scope="module")
def service(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Service]:
    store = Store(str(tmp_path_factory.mktemp("store")))
    store.extend(
        Quad(NamedNode(f"https://example.org/{n}"), P, Literal(n), DefaultGraph())
        for n in range(3000)
    )
    store.add(Quad(NamedNode("https://example.org/één"), P, Literal("één"), NamedNode(ONE)))
    for number in (1, 2, 3):
        name = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        document = NamedNode("http://xmlns.com/foaf/0.1/Document")
        store.add(Quad(name, NamedNode(RDF + "type"), document, name))
    data_dir = tmp_path_factory.mktemp("data")
    edition.publish(data_dir, store, 7)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = Service(listening.getsockname()[1], logs=[data_dir / "queries"])

        @asynccontextmanager
        async def alive(app: FastAPI) -> AsyncIterator[None]:
            running.pools.append(
                await Pool.start(data_dir, workers=2, seconds=SECONDS, memory_mb=256)
            )
            yield
            await running.pools[0].close()

        server = uvicorn.Server(
            uvicorn.Config(application(alive, running), log_level="critical", ws="none")
        )
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield running
        server.should_exit = True
        thread.join()


def application(alive: object, running: Service) -> FastAPI:
    app = FastAPI(lifespan=alive, redirect_slashes=False)  # type: ignore[arg-type]
    problems.install(app)

    async def workbench(request: Request) -> Response:
        return HTMLResponse("<h1>SPARQL</h1>")

    app.router.routes.append(
        Route(
            "/sparql",
            SparqlEndpoint(
                lambda: running.pools[0], workbench=workbench, log=QueryLog(running.logs[0])
            ),
        )
    )

    @app.get("/gone")
    async def gone(number: int) -> None:
        if number == 0:
            raise ZeroDivisionError
        raise GoneError("weg", "gone")

    return app


def test_results_come_in_the_format_asked_for(service: Service) -> None:
    select = "SELECT ?o { <https://example.org/2> ?p ?o }"
    for accept, media_type in {
        "*/*": "application/sparql-results+json",
        "application/sparql-results+xml": "application/sparql-results+xml",
        "text/csv": "text/csv",
        "text/tab-separated-values;q=0.9, image/png": "text/tab-separated-values",
        "application/json": "application/json",
    }.items():
        reply = service.query(select, Accept=accept)
        assert (reply.status, reply.media_type) == (200, media_type)
    construct = "CONSTRUCT WHERE { <https://example.org/2> ?p ?o }"
    for accept, media_type in {
        "*/*": "text/turtle",
        "application/n-triples": "application/n-triples",
        "application/ld+json, text/turtle;q=0.9": "application/ld+json",
        "application/rdf+xml": "application/rdf+xml",
    }.items():
        reply = service.query(construct, Accept=accept)
        assert (reply.status, reply.media_type) == (200, media_type)
    assert service.query(select, Accept="image/png").status == 406
    assert service.query(select, Accept="text/turtle").status == 406
    assert service.query("ASK {}", Accept="text/csv").status == 406
    named = service.ask("GET", "/sparql?format=csv&query=" + quote(select))
    assert named.body == b"o\r\n2\r\n"
    assert service.ask("GET", "/sparql?format=docx&query=" + quote(select)).status == 406


def test_the_answer_says_what_it_is(service: Service) -> None:
    reply = service.query(
        "SELECT ?o { GRAPH ?g { ?s ?p ?o FILTER(?o = 'één') } }", Accept="text/csv"
    )
    assert reply.body.decode() == "o\r\néén\r\n"
    assert reply.headers["x-oogo-edition"] == "7"
    assert reply.headers["vary"] == "Accept, Accept-Encoding"
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["content-length"] == str(len(reply.body))
    assert reply.headers["content-type"] == "text/csv; charset=utf-8"


def test_head_has_the_headers_only(service: Service) -> None:
    reply = service.ask("HEAD", "/sparql?query=" + quote("ASK {}"))
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-length"] == str(len('{"head":{},"boolean":true}'))
    assert service.ask("HEAD", "/sparql?query=" + quote(ENDLESS)).status == 200
    assert service.ask("HEAD", "/sparql?query=ASK").status == 400


def test_other_sites_may_ask(service: Service) -> None:
    reply = service.ask(
        "OPTIONS", "/sparql", Origin="https://elders.nl", Access_Control_Request_Method="POST"
    )
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS, POST"


def test_without_a_query_it_introduces_itself(service: Service) -> None:
    page = service.ask("GET", "/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (page.media_type, page.body) == ("text/html", b"<h1>SPARQL</h1>")
    for accept, rdf_format in {
        "*/*": RdfFormat.TURTLE,
        "application/ld+json": RdfFormat.JSON_LD,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
    }.items():
        reply = service.ask("GET", "/sparql", Accept=accept)
        assert reply.media_type == rdf_format.media_type
        described = {quad.triple for quad in parse(reply.body, rdf_format)}
        address = f"http://127.0.0.1:{service.port}/sparql"
        endpoints = [t.object for t in described if t.predicate.value == SD + "endpoint"]
        assert endpoints == [NamedNode(address)]
        names = {t.object for t in described if t.predicate.value == SD + "name"}
        assert NamedNode(ONE) in names
        (count,) = (t.object for t in described if t.predicate.value.endswith("#triples"))
        assert count.value == "3000"
    forged = service.ask("GET", "/sparql", Host='"><script>')
    assert b"<http://localhost/sparql>" in forged.body
    assert b"script>" not in forged.body


ROWS = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o LIMIT 500"


def test_an_answer_that_is_known_already_is_not_sent_again(service: Service) -> None:
    first = service.query(ROWS, Accept="text/csv")
    tag = first.headers["etag"]
    again = service.query(ROWS, Accept="text/csv", If_None_Match=f'"other", {tag}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    assert again.headers["vary"] == "Accept, Accept-Encoding"
    for accept, packed in (("application/json", ""), ("text/csv", "gzip"), ("text/csv", "zstd")):
        other = service.query(ROWS, Accept=accept, Accept_Encoding=packed, If_None_Match=tag)
        assert other.status == 200
        assert other.headers["etag"] != tag
    assert service.query(ROWS, Accept="text/csv").body == first.body
    head = service.ask("HEAD", "/sparql?query=" + quote(ROWS), Accept="text/csv")
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    ("query", "repeats"),
    [
        ("SELECT (NOW() AS ?x) {}", False),
        ("SELECT (rand() AS ?x) {}", False),
        ("SELECT (UUID() AS ?x) {}", False),
        ("SELECT (STRUUID() AS ?x) {}", False),
        ("SELECT (BNODE() AS ?x) {}", False),
        ("CONSTRUCT { ?s <urn:p> [] } WHERE { ?s ?p 2 }", False),
        ("CONSTRUCT { _:b <urn:p> ?s } WHERE { ?s ?p 2 }", False),
        ("CONSTRUCT { ?s <urn:p> ?o } WHERE { ?s ?p ?o . FILTER(?o = 2) }", True),
        ("SELECT ('now()' AS ?now) { [] ?p 2 }", True),
    ],
)
def test_only_what_is_the_same_each_time_is_remembered(
    service: Service, query: str, repeats: bool
) -> None:
    replies = [service.query(query) for _ in range(3)]
    assert [reply.status for reply in replies] == [200] * 3
    assert all(("etag" in reply.headers) is repeats for reply in replies)
    assert all(("content-location" in reply.headers) is repeats for reply in replies)
    assert (len({reply.body for reply in replies}) == 1) is repeats
    if not repeats:
        assert replies[0].headers["cache-control"] == "no-store"


def test_an_answer_tells_its_address_for_good(service: Service) -> None:
    reply = service.query(ROWS, Accept="text/csv")
    address = reply.headers["content-location"]
    assert address.endswith("&edition=7")
    assert reply.headers["cache-control"] == "no-cache"
    there = service.ask("GET", address, Accept="text/csv")
    assert there.body == reply.body
    assert "immutable" in there.headers["cache-control"]


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
@pytest.mark.parametrize("limit", [500, 3000])
def test_answers_come_packed_where_the_visitor_can_unpack(
    service: Service, packed: str, limit: int
) -> None:
    query = f"SELECT ?s ?o {{ ?s ?p ?o }} ORDER BY ?o LIMIT {limit}"
    plain = service.query(query, Accept="text/csv")
    reply = service.query(query, Accept="text/csv", Accept_Encoding=f"br, {packed};q=0.5")
    assert reply.headers["content-encoding"] == packed
    assert "content-encoding" not in plain.headers
    assert len(reply.body) < len(plain.body) / 3
    unpacked = (
        gzip.decompress(reply.body)
        if packed == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(reply.body)
    )
    assert unpacked == plain.body
    small = service.query("ASK {}", Accept_Encoding=packed)
    assert "content-encoding" not in small.headers
    refused = service.query(query, Accept_Encoding=f"{packed};q=0, identity")
    assert "content-encoding" not in refused.headers


def test_limits_are_announced(service: Service) -> None:
    reply = service.query("ASK {}")
    assert reply.headers["x-oogo-time-limit"] == "1.5"
    assert reply.headers["x-oogo-row-limit"] == "none"
    described = service.ask("GET", "/sparql", Accept="text/turtle").body.decode()
    assert "at most 1.5 seconds" in described
    assert "hoogstens 1.5 seconden" in described


def test_each_query_is_logged_without_its_text(service: Service) -> None:
    log = service.logs[0]
    service.query("SELECT ('needle' AS ?x) {}")
    service.query("SELECT ('needle' AS ?x) {}")
    service.query("SELECT nonsense")
    end = time.monotonic() + 5
    while time.monotonic() < end:
        found = "".join(file.read_text() for file in log.glob("*.jsonl"))
        lines = [json.loads(line) for line in found.splitlines()]
        if [line["status"] for line in lines[-3:]] == [200, 200, 400]:
            break
        time.sleep(0.05)
    assert [line["kept"] for line in lines[-3:]] == [False, True, False]
    assert all(line["seconds"] >= 0 for line in lines)
    assert all("text" not in line for line in lines)


def test_a_wrong_query_shows_its_line(service: Service) -> None:
    text = "SELECT * {\n  ?s ?p ?o .\n  OPTINAL { ?s ?p ?q } }"
    reply = service.query(text, Accept_Language="en")
    assert (reply.status, reply.media_type) == (400, "application/problem+json")
    body = reply.json()
    assert set(body) == {"type", "title", "status", "detail", "place", "remedy", "instance"}
    assert body["place"] == "line 3, column 3"
    assert str(body["detail"]).endswith("\n  OPTINAL { ?s ?p ?q } }\n  ^")
    dutch = service.query(text).json()
    assert dutch["place"] == "regel 3, kolom 3"
    assert dutch["title"] == "Niet te lezen"


def test_service_and_update_are_forbidden(service: Service) -> None:
    reply = service.query("SELECT * {\n SERVICE <http://x/> {} }")
    assert reply.status == 403
    assert str(reply.json()["detail"]).endswith("\n SERVICE <http://x/> {} }\n ^")
    assert reply.json()["remedy"]
    update = b"INSERT DATA { <a:b> <a:b> 1 }"
    for got in (
        service.query(update.decode()),
        service.ask("GET", "/sparql?update=" + quote(update)),
        service.ask("POST", "/sparql", update, Content_Type="application/sparql-update"),
        service.ask(
            "POST",
            "/sparql",
            urlencode({"update": update}).encode(),
            Content_Type="application/x-www-form-urlencoded",
        ),
    ):
        assert got.status == 403
    assert service.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Accept="text/csv").body == (
        b"n\r\n3000\r\n"
    )


SPARQL, FORM = "application/sparql-query", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "target", "content", "status"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", (), 400),
        ("GET", "/sparql?query=", (), 400),
        ("GET", "/sparql?default-graph-uri=http://x/", (), 400),
        ("GET", "/sparql?query=%C3%28", (), 400),
        ("GET", "/sparql?query=ASK%7B%7D&edition=x", (), 400),
        ("GET", "/sparql?query=ASK%7B%7D&edition=6", (), 404),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=zo%20maar", (), 400),
        ("GET", "/sparql?" + "x=1&" * 300 + "query=ASK%7B%7D", (), 400),
        ("GET", "/sparql?query=ASK" + quote("{" * 3000 + "}" * 3000), (), 400),
        ("POST", "/sparql", (SPARQL, b"ASK {} # \xff"), 400),
        ("POST", "/sparql", (FORM, b"query=ASK%7B%7D%20%23%FF"), 400),
        ("POST", "/sparql", (FORM, b"other=1"), 400),
        ("POST", "/sparql?query=ASK%7B%7D", (SPARQL, b"ASK {}"), 400),
        ("POST", "/sparql", ("application/json", b"ASK {}"), 415),
        ("POST", "/sparql", (SPARQL + "; charset=latin-1", b"ASK {}"), 415),
        ("POST", "/sparql", (SPARQL, b" " * 1_100_000), 413),
        ("POST", "/sparql", (SPARQL, b"ASK {}" + b" " * 300_000), 413),
        ("DELETE", "/sparql?query=ASK%7B%7D", (), 405),
    ],
)
def test_each_wrong_request_gets_its_status(
    service: Service, method: str, target: str, content: tuple[str, bytes] | tuple[()], status: int
) -> None:
    if content:
        reply = service.ask(method, target, content[1], Content_Type=content[0])
    else:
        reply = service.ask(method, target)
    assert (reply.status, reply.media_type) == (status, "application/problem+json")
    assert reply.json()["status"] == status
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers.get("allow") == ("GET, HEAD, OPTIONS, POST" if status == 405 else None)


def test_utf8_is_read_in_every_way_of_asking(service: Service) -> None:
    text = "SELECT ?s { GRAPH ?g { ?s ?p 'één' } }"
    for reply in (
        service.query(text, Accept="text/csv"),
        service.ask(
            "POST",
            "/sparql",
            text.encode(),
            Accept="text/csv",
            Content_Type="application/sparql-query; charset=UTF-8",
        ),
        service.ask(
            "POST",
            "/sparql",
            urlencode({"query": text}).encode(),
            Accept="text/csv",
            Content_Type="application/x-www-form-urlencoded",
        ),
        service.ask(
            "POST",
            "/sparql",
            b"\xef\xbb\xbf" + text.encode(),
            Accept="text/csv",
            Content_Type="application/sparql-query",
        ),
    ):
        assert reply.body.decode() == "s\r\nhttps://example.org/één\r\n"


def test_a_runaway_query_is_announced_while_others_go_on(service: Service) -> None:
    replies: list[Reply] = []
    threads = [
        threading.Thread(target=lambda: replies.append(service.query(RUNAWAY))) for _ in range(2)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    asked = time.monotonic()
    assert service.ask("GET", "/sparql").status == 200
    assert time.monotonic() - asked < 1
    for thread in threads:
        thread.join()
    assert time.monotonic() - began < SECONDS + 1
    assert [reply.status for reply in replies] == [503, 503]
    assert int(replies[0].headers["retry-after"]) > 0


def test_a_cut_off_answer_breaks_the_connection(service: Service) -> None:
    with closing(service.connect()) as connection:
        connection.request("GET", "/sparql?format=csv&query=" + quote(ENDLESS))
        response = connection.getresponse()
        assert response.status == 200
        assert response.getheader("transfer-encoding") == "chunked"
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            response.read()
    assert service.query("ASK {}").status == 200


def test_who_hangs_up_frees_the_worker(service: Service) -> None:
    for query in (RUNAWAY, RUNAWAY, ENDLESS, ENDLESS):
        with socket.create_connection(("127.0.0.1", service.port)) as visitor:
            visitor.sendall(
                f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
            time.sleep(0.1)
    began = time.monotonic()
    assert service.query("ASK {}").status == 200
    assert time.monotonic() - began < SECONDS * 0.6


def test_every_error_has_the_same_shape(service: Service) -> None:
    for target, status in {
        "/nergens": 404,
        "/gone?number=1": 410,
        "/gone?number=x": 400,
        "/gone?number=0": 500,
    }.items():
        reply = service.ask("GET", target, Accept_Language="en")
        assert (reply.status, reply.media_type) == (status, "application/problem+json")
        assert reply.json()["status"] == status
        assert b"Traceback" not in reply.body
        assert b"ZeroDivision" not in reply.body
    refused = service.ask("POST", "/gone")
    assert (refused.status, refused.headers["allow"]) == (405, "GET")


@dataclass(frozen=True)
class ProtocolTest:
    """One request of the W3C manifest, with what must come back."""

    method: str
    target: str
    body: bytes | None
    headers: Mapping[str, str]
    statuses: frozenset[str]
    boolean: bool | None
    format: str


class Manifest:
    """The W3C manifest of protocol tests, read from its Turtle."""

    def __init__(self, folder: Path) -> None:
        self.store = Store()
        self.store.load(
            path=str(folder / "manifest.ttl"), format=RdfFormat.TURTLE, base_iri="urn:manifest"
        )

    def values(self, subject: object, name: str) -> list[object]:
        found = self.store.quads_for_pattern(subject, NamedNode(name), None)  # type: ignore[arg-type]
        return [quad.object for quad in found]

    def texts(self, subject: object, name: str) -> list[str]:
        return [value.value for value in self.values(subject, name)]  # type: ignore[attr-defined]

    def members(self, subject: object) -> Iterator[object]:
        while first := self.values(subject, RDF + "first"):
            yield first[0]
            (subject,) = self.values(subject, RDF + "rest")

    def tests(self) -> Iterator[tuple[str, list[ProtocolTest]]]:
        (entries,) = (
            q.object for q in self.store.quads_for_pattern(None, NamedNode(MF + "entries"), None)
        )
        for entry in self.members(entries):
            (action,) = self.values(entry, MF + "action")
            (requests,) = self.values(action, HT + "requests")
            name = entry.value.partition("#")[2]  # type: ignore[attr-defined]
            yield name, [self.request(request) for request in self.members(requests)]

    def request(self, node: object) -> ProtocolTest:
        (response,) = self.values(node, HT + "resp")
        body = None
        for content in self.values(node, HT + "body"):
            (characters,) = self.texts(content, CNT + "chars")
            (encoding,) = self.texts(content, CNT + "characterEncoding")
            body = characters.encode(encoding)
        headers = {}
        for fields in self.values(node, HT + "headers"):
            for header in self.members(fields):
                (key,), (value,) = (
                    self.texts(header, HT + "fieldName"),
                    self.texts(header, HT + "fieldValue"),
                )
                headers[key] = value
        boolean = self.texts(response, MF + "expectedBoolean")
        return ProtocolTest(
            method=self.texts(node, HT + "methodName")[0],
            target=self.texts(node, HT + "absolutePath")[0].replace("/sparql/", "/sparql", 1),
            body=body,
            headers=headers,
            statuses=frozenset(
                status.rpartition("#StatusCode")[2][0]
                for status in self.texts(response, MF + "expectedStatus")
            ),
            boolean=boolean[0] == "true" if boolean else None,
            format="".join(self.texts(response, MF + "expectedFormat")),
        )


def test_the_query_tests_of_the_w3c_pass(service: Service, shared: Path) -> None:
    manifest = Manifest(shared / "standards/w3c-sparql-protocol/protocol")
    seen = set()
    for name, requests in manifest.tests():
        if "query" not in name and "queries" not in name:
            continue
        seen.add(name)
        for test in requests:
            reply = replay(service, test)
            assert str(reply.status)[0] in test.statuses, (name, reply)
            if test.boolean is not None:
                results = QueryResultsFormat.from_media_type(reply.media_type)
                assert results is not None
                found = parse_query_results(reply.body, results)
                assert bool(found) is test.boolean, name
            if test.format == "RDF":
                assert list(parse(reply.body, RdfFormat.TURTLE)) or "describe" in name
            if test.format == "tabular":
                assert reply.media_type == "application/sparql-results+json"
    # The manifest lists 20 tests of the query operation: 13 that must succeed, 7 that must not.
    assert len(seen) == 20


def test_the_update_tests_of_the_w3c_are_refused(service: Service, shared: Path) -> None:
    manifest = Manifest(shared / "standards/w3c-sparql-protocol/protocol")
    for name, requests in manifest.tests():
        if "update" in name:
            assert 400 <= replay(service, requests[0]).status < 500, name


def replay(service: Service, test: ProtocolTest) -> Reply:
    return service.ask(
        test.method,
        test.target,
        test.body,
        **{key.replace("-", "_"): value for key, value in test.headers.items()},
    )
