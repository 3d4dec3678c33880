"""What is counted is what was answered."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from oogo.web import create_app


def counted(site: TestClient) -> dict[tuple[str, ...], float]:
    """Place, method and status → number of answers."""
    text = site.get("/metrics").text
    return {
        (sample.labels["place"], sample.labels["method"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "oogo_requests_total"
    }


def test_each_answer_is_counted_once_and_by_its_status(edition_dir: Path) -> None:
    with TestClient(create_app(edition_dir, workers=1), follow_redirects=False) as site:
        site.get("/questions")
        site.get("/questions/bestaat-niet")
        site.get("/sparql", params={"query": "ASK {}"})
        site.get("/sparql", params={"query": "ASK {"})
        site.get("/id/gemeente/gm0632")
        for path in ("/verzonnen-1", "/verzonnen-2/x"):
            site.request("VERZONNEN", path)
        found = counted(site)
        text = site.get("/metrics").text
    assert found == {
        ("questions", "GET", "200"): 1,
        ("questions", "GET", "404"): 1,
        ("sparql", "GET", "200"): 1,
        ("sparql", "GET", "400"): 1,
        ("id", "GET", "303"): 1,
        ("other", "other", "404"): 2,
    }
    assert re.search(r"^oogo_edition 1\.0$", text, re.MULTILINE)
    assert "process_resident_memory_bytes" in text
