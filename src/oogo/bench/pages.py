"""What a visitor waits for: searching, and the page of a thing that thousands of others name."""

from __future__ import annotations

import http
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from string import ascii_lowercase, digits

from oogo.addresses import BASE
from oogo.bench.engines import HttpEngine, Refused, ours
from oogo.bench.probes import Span, span

__all__ = ["HUB", "SEARCH", "pages"]

SEARCH = "search, page by HTTP, each text once"
HUB = "page of a thing with"
_PATIENCE = 300.0
_NAMES = (
    "SELECT DISTINCT ?naam WHERE { ?ding <http://www.w3.org/2004/02/skos/core#prefLabel>"
    "|<http://www.w3.org/2000/01/rdf-schema#label> ?naam } ORDER BY ?naam"
)
# More than this is no thing that a page is about, but a kind or a sector.
_MOST, _HUBS = 12_000, 10
_RELATED = (
    "SELECT ?ding (COUNT(*) AS ?aantal) WHERE { ?ander ?eigenschap ?ding "
    f"FILTER(STRSTARTS(STR(?ding), '{BASE}id/') || STRSTARTS(STR(?ding), '{BASE}begrip/')) }} "
    f"GROUP BY ?ding HAVING(COUNT(*) <= {_MOST}) ORDER BY DESC(?aantal) ?ding LIMIT {_HUBS}"
)


def pages(data_dir: Path, folder: Path, seed: int) -> Iterator[Span]:
    """Milliseconds of searching, and of the pages that the most things are related to."""
    with ours(data_dir, folder) as service:
        _get(service, "/")
        _indexed(service)
        yield span(SEARCH, [_get(service, f"/search?{asked}") for asked in _texts(service, seed)])
        found = _rows(service, _RELATED)
        counts = [int(row["aantal"]) for row in found]
        taken = [_get(service, "/" + row["ding"].removeprefix(BASE)) for row in found]
        yield span(f"{HUB} {min(counts):,}–{max(counts):,} related things, each once", taken)


def _texts(service: HttpEngine, seed: int) -> Iterator[str]:
    """Single signs, and beginnings of names in the data, each as a query string."""
    random = Random(f"pages {seed}")  # noqa: S311 - a repeatable choice, no secret
    names = [row["naam"] for row in _rows(service, _NAMES)]
    chosen = random.sample(names, min(60, len(names)))
    texts = [*ascii_lowercase, *digits]
    texts += [name[:length] for name in chosen for length in (2, 3, 5, 12)]
    return (urllib.parse.urlencode({"q": text}) for text in dict.fromkeys(texts) if text.strip())


def _indexed(service: HttpEngine) -> None:
    """Wait until the names of this edition can be searched."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            _get(service, "/api/v1/search?q=gemeente")
        except Refused:
            time.sleep(0.5)
        else:
            return
    raise Refused(f"no search after {_PATIENCE:.0f} s")


def _get(service: HttpEngine, path: str) -> float:
    """Seconds until the whole page is there."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{service.port}{path}", headers={"Accept": "text/html"}
    )
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            answer.read()
            if answer.status != http.HTTPStatus.OK:
                raise Refused(f"{answer.status} {path}")
    except urllib.error.HTTPError as error:
        raise Refused(f"{error.code} {path}") from error
    return time.perf_counter() - start


def _rows(service: HttpEngine, query: str) -> Sequence[dict[str, str]]:
    bindings = json.loads(service.ask(query))["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]
