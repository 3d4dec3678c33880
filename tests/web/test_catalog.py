"""Catalogue, statistics, dumps and change feed: the same graph by every road."""

from __future__ import annotations

import asyncio
import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyshacl
import pytest
import rdflib
import zstandard
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse
from rdflib import RDF, SH
from starlette.testclient import TestClient

import oogo.web.dumps
from oogo.addresses import BASE
from oogo.background import Background
from oogo.catalogue import catalogue
from oogo.changes import make_pages, pages_path
from oogo.dumps import dump_path, export, read_dump
from oogo.errors import ConflictError
from oogo.publication import Publisher
from oogo.rdf import GRAPH
from oogo.store import edition
from oogo.store.log import Entry
from oogo.web import create_app
from tests.web.pages import HTML, Page

TREE = "https://w3id.org/tree#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
RDF_TYPES = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", RdfFormat.JSON_LD),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
}


@pytest.mark.parametrize("suffix", sorted(RDF_TYPES))
def test_catalogue_in_each_format(site: TestClient, suffix: str) -> None:
    media_type, form = RDF_TYPES[suffix]
    for answer in (
        site.get(f"/catalog.{suffix}", headers=HTML),
        site.get("/catalog", headers={"Accept": media_type}),
    ):
        assert answer.headers["content-type"].partition(";")[0] == media_type
        subjects = {quad.subject for quad in parse(answer.content, form)}
        assert NamedNode(BASE + "catalog") in subjects
    assert site.get("/catalog.xlsx").status_code == 406
    assert site.get("/catalog.exe").status_code == 404


@pytest.mark.parametrize(
    "shapes",
    [
        "dcat-ap-nl-SHACL.ttl",
        "dcat-ap-nl-SHACL-aanbevolen.ttl",
        "dcat-ap-nl-SHACL-klassebereik.ttl",
        "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
    ],
)
def test_catalogue_meets_dcat_ap_nl(
    site: TestClient, edition_dir: Path, shared: Path, shapes: str
) -> None:
    site.get("/dumps/1")
    folder = shared / "standards" / "dcat-ap-nl" / "shapes"
    dump = read_dump(dump_path(edition_dir, 1))
    for made in (dump, None):
        said = rdflib.Graph()
        for triple in catalogue(1, dump.published, made):
            said.parse(data=f"{triple} .", format="nt")
        _, report, _ = pyshacl.validate(said, shacl_graph=rdflib.Graph().parse(folder / shapes))
        found = [
            (report.value(each, SH.focusNode), report.value(each, SH.resultPath))
            for each in report.subjects(RDF.type, SH.ValidationResult)
            if report.value(each, SH.resultSeverity) == SH.Violation
        ]
        assert found == []


def test_catalogue_page_holds_the_card_as_data(site: TestClient) -> None:
    for path in ("/", "/catalog"):
        text = site.get(path, headers=HTML).text
        card = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        told = json.loads(card)
        assert told["@type"] == "Dataset"
        assert told["license"].endswith("/by/4.0/")
        assert told["version"] == "1"


def test_void_counts_what_sparql_counts(site: TestClient) -> None:
    answer = site.get("/.well-known/void", headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    counted = {
        str(graph.value(part, rdflib.VOID["class"])): int(graph.value(part, rdflib.VOID.entities))
        for part in graph.objects(None, rdflib.VOID.classPartition)
    }
    assert counted[BASE + "def/Plicht"] == 139  # law/requirements.csv has 139 rows
    assert counted[BASE + "def/Gemeente"] == 5  # document 003, line 917
    triples = graph.value(rdflib.URIRef(BASE + "dataset/oogo"), rdflib.VOID.triples)
    asked = site.get(
        "/sparql",
        params={"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "format": "json"},
        headers={"Accept": "application/sparql-results+json"},
    ).json()
    assert int(triples) == int(asked["results"]["bindings"][0]["n"]["value"])


def test_sitemap_names_pages_that_are_there(site: TestClient) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in site.get("/robots.txt").text
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    whole = ElementTree.fromstring(site.get("/sitemap.xml").text)  # noqa: S314
    parts = [each.text or "" for each in whole.iter(f"{space}loc")]
    pages: list[str] = []
    for part in parts:
        listed = site.get("/" + part.removeprefix(BASE))
        assert listed.headers["content-type"].startswith("application/xml")
        pages += [
            each.text or ""
            for each in ElementTree.fromstring(listed.text).iter(f"{space}loc")  # noqa: S314
        ]
    assert len(pages) == len(set(pages)) > 3000
    assert f"{BASE}questions/afspraken-per-sector" in pages
    assert f"{BASE}doc/plicht/PO-09" in pages
    for each in pages[::400]:
        assert site.get("/" + each.removeprefix(BASE), headers=HTML).status_code == 200, each


def _unpacked(name: str, data: bytes) -> bytes:
    if name.endswith(".gz"):
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()


def test_dump_holds_the_edition(site: TestClient, edition_dir: Path) -> None:
    told: dict[str, Any] = site.get("/dumps/1", headers={"Accept": "application/json"}).json()
    assert told["licence"].endswith("/by/4.0/")
    graphs: dict[str, set[Quad]] = {}
    for file in told["files"]:
        answer = site.get(f"/dumps/1/{file['name']}")
        assert len(answer.content) == file["bytes"]
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert "immutable" in answer.headers["cache-control"]
        if file["name"].endswith((".gz", ".zst")):
            text = _unpacked(file["name"], answer.content)
            form = RdfFormat.TRIG if ".trig" in file["name"] else RdfFormat.N_QUADS
            graphs[file["name"]] = set(parse(text, form))
            assert len(graphs[file["name"]]) == file["count"]
        else:
            rows = list(csv.reader(io.StringIO(answer.text)))
            assert len(rows) == file["count"] + 1
    store = Store.read_only(str(edition.current(edition_dir).path))
    named = {quad for quad in store if quad.graph_name != DefaultGraph()}
    for ending in ("nq.gz", "nq.zst"):
        assert graphs[f"oogo.{ending}"] | graphs[f"afgeleid.{ending}"] == named
    assert graphs["oogo.trig.gz"] == graphs["oogo.trig.zst"] == graphs["oogo.nq.gz"]
    sums = site.get("/dumps/1/SHA256SUMS").text.splitlines()
    assert len(sums) == len(told["files"])


def test_dump_by_type_has_every_thing_of_it(site: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/dumps/1/csv/plicht.csv").text)))
    assert len(rows) == 139
    by_code = {row["dcterms:identifier"]: row for row in rows}
    assert by_code["PO-09"]["iri"] == BASE + "id/plicht/PO-09"
    assert by_code["PO-09"]["rdfs:label@en"] == "OOGO on the support plan"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dumps/2", 404),
        ("/dumps/0", 404),
        ("/dumps/1/../../log/000001.nq.zst", 404),
        ("/dumps/1/%2e%2e/%2e%2e/lock", 404),
        ("/dumps/1/bestaat-niet", 404),
        ("/dumps", 303),
    ],
)
def test_dump_addresses(site: TestClient, path: str, status: int) -> None:
    assert site.get(path).status_code == status


def test_the_same_edition_gives_the_same_bytes(edition_dir: Path, tmp_path: Path) -> None:
    """A dump made later, also from the log alone, is the dump that was made before."""
    first = export(edition_dir, tmp_path / "a")
    second = export(edition_dir, tmp_path / "b", 1)
    assert first == second
    with pytest.raises(ConflictError):
        export(edition_dir, tmp_path / "a")


def _said(subject: str, value: str) -> Triple:
    name = BASE + "id/proef/"
    return Triple(NamedNode(name + subject), NamedNode(name + "zegt"), NamedNode(name + value))


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three publications: the release, a delivery, and the next that replaces it."""
    from oogo.publication import ensure

    folder = tmp_path_factory.mktemp("history")
    ensure(folder)
    graph = GRAPH + "aanlevering/01"
    with Publisher(folder) as publisher:
        publisher.publish(
            {graph: {_said("a", "b"), _said("a", "c")}}, agent=BASE + "id/x", activity="een"
        )
        publisher.publish(
            {graph: {_said("a", "c"), _said("d", "e")}}, agent=BASE + "id/x", activity="twee"
        )
    return folder


class Client:
    """A program that keeps a copy: it knows the stream, and where it was."""

    def __init__(self, site: TestClient) -> None:
        self.site = site
        self.next = ""
        self.copy: set[Quad] = set()
        self.done: list[str] = []

    def begin(self) -> None:
        stream = self._read("/changes")
        [view] = [q.object for q in stream if q.predicate.value == TREE + "view"]
        self.next = _path(view)

    def step(self) -> bool:
        """Carry out one page; it may be carried out twice."""
        quads = self._read(self.next)
        inside: dict[str, list[Quad]] = {}
        for quad in quads:
            inside.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)
        graph_of = {
            q.subject: q.object for q in inside[""] if q.predicate.value == DCTERMS + "isPartOf"
        }
        for change, apply in (
            ("invalidated", self.copy.difference_update),
            ("generated", self.copy.update),
        ):
            for said in [q for q in inside[""] if q.predicate.value == PROV + change]:
                graph = graph_of[said.subject]
                found = inside[said.object.value]
                apply({Quad(q.subject, q.predicate, q.object, graph) for q in found})
        self.done.append(self.next)
        following = [_path(q.object) for q in inside[""] if q.predicate.value == TREE + "node"]
        if following:
            self.next = following[0]
        return bool(following)

    def _read(self, path: str) -> list[Quad]:
        answer = self.site.get(path, headers={"Accept": "application/trig"})
        assert answer.status_code == 200, path
        return list(parse(answer.content, RdfFormat.TRIG))


def _path(term: object) -> str:
    assert isinstance(term, NamedNode)
    return "/" + term.value.removeprefix(BASE)


@pytest.fixture(scope="module")
def feed(history: Path) -> Iterator[TestClient]:
    with TestClient(create_app(history, workers=1), follow_redirects=False) as client:
        yield client


def dumped(feed: TestClient) -> set[Quad]:
    return set(parse(gzip.decompress(feed.get("/dumps/3/oogo.nq.gz").content), RdfFormat.N_QUADS))


def test_a_client_that_follows_the_feed_holds_the_dump(feed: TestClient) -> None:
    client = Client(feed)
    client.begin()
    while client.step():
        pass
    assert len(client.done) > 5
    assert client.copy == dumped(feed)


def test_a_client_that_was_killed_goes_on(feed: TestClient) -> None:
    killed = Client(feed)
    killed.begin()
    for _ in range(4):
        killed.step()
    again = Client(feed)
    again.copy, again.next = set(killed.copy), killed.done[-1]  # that page is read a second time
    while again.step():
        pass
    assert again.copy == dumped(feed)


def test_a_page_is_never_long(tmp_path: Path) -> None:
    """A thing with five thousand triples that came and three thousand that went, and nothing."""

    def quads(letter: str, number: int) -> tuple[Quad, ...]:
        return tuple(
            Quad(*_said("a", f"{letter}{each}"), NamedNode(GRAPH + "x")) for each in range(number)
        )

    came, went = quads("b", 5_000), quads("c", 3_000)
    for number, (added, removed) in enumerate([(came, went), ((), ())], 1):
        entry = Entry(number, "2026-01-01T00:00:00Z", BASE, "proef", {}, added, removed)
        make_pages(entry, pages_path(tmp_path, number))
    read: dict[str, list[Quad]] = {"#erbij": [], "#eraf": []}
    with closing(sqlite3.connect(pages_path(tmp_path, 1))) as base:
        for (data,) in base.execute("SELECT data FROM page"):
            members = list(parse(zstandard.ZstdDecompressor().decompress(data), RdfFormat.N_QUADS))
            inside = [quad for quad in members if quad.graph_name != DefaultGraph()]
            assert 0 < len(inside) <= 2_000
            for quad in inside:
                read["#" + str(quad.graph_name.value).rpartition("#")[2]].append(quad)
    assert {quad.triple for quad in read["#erbij"]} == {quad.triple for quad in came}
    assert {quad.triple for quad in read["#eraf"]} == {quad.triple for quad in went}
    assert sum(map(len, read.values())) == 8_000
    with closing(sqlite3.connect(pages_path(tmp_path, 2))) as base:
        assert base.execute("SELECT pages FROM entry").fetchall() == [(1,)]


def test_pages_that_are_followed_never_change(feed: TestClient) -> None:
    first = feed.get("/changes/1/1", headers={"Accept": "application/n-quads"})
    assert "immutable" in first.headers["cache-control"]
    assert '</changes/1/2>; rel="next"' in first.headers["link"]
    assert feed.get("/changes/1/1", headers={"Accept": "application/n-quads"}).text == first.text
    last = feed.get("/changes/3/1", headers={"Accept": "application/ld+json"})
    assert "immutable" not in last.headers["cache-control"]
    assert feed.get("/changes/4/1").status_code == 404
    assert feed.get("/changes/1/9999").status_code == 404


def test_changes_for_people(feed: TestClient) -> None:
    page = Page(feed.get("/changes", headers=HTML).text)
    assert "/dumps/2" in page.attributes("a", "href")
    assert "twee" in page.text


def test_an_old_edition_is_dumped_from_the_log(feed: TestClient, history: Path) -> None:
    found = set(parse(gzip.decompress(feed.get("/dumps/2/oogo.nq.gz").content), RdfFormat.N_QUADS))
    inside = [q for q in found if q.graph_name == NamedNode(GRAPH + "aanlevering/01")]
    assert len(inside) == 2
    assert dump_path(history, 2).is_dir()


def test_an_answer_can_be_asked_of_an_old_edition(feed: TestClient) -> None:
    address = "/api/v1/questions/agendapunten-per-thema"
    newest, old = feed.get(address), feed.get(address, params={"edition": 1})
    while old.status_code == 503:  # made again from the log
        assert old.headers["retry-after"]
        old = feed.get(address, params={"edition": 1})
    assert (newest.json()["edition"], old.json()["edition"]) == (3, 1)
    assert newest.json()["rows"] == old.json()["rows"]
    assert feed.get(address, params={"edition": "x"}).status_code == 400
    page = Page(feed.get("/questions/agendapunten-per-thema?edition=1", headers=HTML).text)
    assert "Antwoord uit editie 1." in page.text


def test_files_are_made_before_anybody_asks(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the files of an edition that has been the newest for a while."""
    monkeypatch.setattr(oogo.web.dumps, "_QUIET", 0.2)
    folder = dump_path(history, 3)
    shutil.rmtree(folder, ignore_errors=True)
    with TestClient(create_app(history, workers=1)):
        end = time.monotonic() + 60
        while not folder.is_dir() and time.monotonic() < end:
            time.sleep(0.1)
    assert read_dump(folder).edition == 3


def test_files_of_old_editions_make_room_and_come_back(history: Path, tmp_path: Path) -> None:
    """Kept are those of the three newest, the one just made, and what somebody is reading (3)."""
    for name in ("log", "current"):
        (tmp_path / name).symlink_to(history / name)
    for number in (2, 3, 10, 11, 12):
        dump_path(tmp_path, number).mkdir(parents=True)
    long_ago = time.time() - 2 * 3600
    os.utime(dump_path(tmp_path, 2), (long_ago, long_ago))
    command = [sys.executable, "-m", "oogo.dumps", "--data-dir", str(tmp_path), "--number", "1"]
    subprocess.run(command, check=True, timeout=120)
    left = {each.name for each in (tmp_path / "dumps").iterdir() if each.is_dir()}
    assert left == {"1", "3", "10", "11", "12"}
    assert read_dump(dump_path(tmp_path, 1)).edition == 1


def test_a_dump_that_was_killed_leaves_nothing_and_is_made_again(tmp_path: Path) -> None:
    """Killed with some files begun: no folder has the name; the next time all are whole."""
    with Publisher(tmp_path) as publisher:
        said = {_said(f"a{number}", f"b{number}") for number in range(20_000)}
        publisher.publish({GRAPH + "x": said}, agent=BASE + "id/x", activity="een")
    command = [sys.executable, "-m", "oogo.dumps", "--data-dir", str(tmp_path), "--number", "1"]
    with subprocess.Popen(command) as maker:
        while not (tmp_path / "dumps" / "1.part" / "oogo.nq.zst").exists():
            assert maker.poll() is None
            time.sleep(0.001)
        maker.kill()
    assert not dump_path(tmp_path, 1).exists()
    subprocess.run(command, check=True, timeout=120)
    dump = read_dump(dump_path(tmp_path, 1))
    assert len(dump.files) >= 6
    for file in dump.files:
        data = (dump_path(tmp_path, 1) / file.name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256)


def test_a_large_file_is_fetched_in_parts(feed: TestClient) -> None:
    """Also where the file was made again between two parts: its name is that of its bytes."""
    address = "/dumps/3/oogo.nq.zst"
    whole = feed.get(address)
    tag = whole.headers["etag"]
    assert tag == f'"{hashlib.sha256(whole.content).hexdigest()}"'
    half = len(whole.content) // 2
    parts = [
        feed.get(address, headers={"Range": f"bytes={asked}", "If-Range": tag})
        for asked in (f"0-{half - 1}", f"{half}-")
    ]
    assert [part.status_code for part in parts] == [206, 206]
    assert b"".join(part.content for part in parts) == whole.content
    assert feed.get(address, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("packed", ["zstd", "gzip"])
def test_pages_are_packed_for_who_can_unpack_them(feed: TestClient, packed: str) -> None:
    kind = {"Accept": "application/n-quads"}
    plain = feed.get("/changes/1/1", headers=kind | {"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with feed.stream("GET", "/changes/1/1", headers=kind | {"Accept-Encoding": packed}) as answer:
        data = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == packed
    assert len(data) * 8 < len(plain.content)
    assert _unpacked("x.gz" if packed == "gzip" else "x.zst", data) == plain.content
    assert answer.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in answer.headers["vary"]


def test_who_asks_for_another_edition_waits_for_the_one_before_it(tmp_path: Path) -> None:
    """One is made at a time: both come, and who asks for one twice has it made once."""
    module = tmp_path / "maker_of_proof.py"
    module.write_text(
        "import sys, time\n"
        "from pathlib import Path\n"
        "time.sleep(0.3)\n"
        "with (Path(sys.argv[2]) / 'made').open('a') as file:\n"
        "    file.write(sys.argv[4] + ' ')\n"
    )

    async def ask() -> None:
        maker = Background("maker_of_proof", tmp_path)
        await asyncio.gather(maker.make(1, 30), maker.make(2, 30), maker.make(1, 30))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path))
        asyncio.run(ask())
    assert (tmp_path / "made").read_text().split() == ["1", "2"]
