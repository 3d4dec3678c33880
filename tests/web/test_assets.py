"""The bundles of the pages: made from the sources that are here, small, and with their licences."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from oogo.web.frame import HERE
from tests.conftest import ROOT
from tests.web.pages import HTML, Page

STATIC = HERE / "static"
ASSETS = ROOT / "assets"
BUNDLES = ("LICENSES.txt", "charts.js", "drawings.js", "network.js", "workbench.js")
KB = 1000


def digests(folder: Path, names: list[str]) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def test_the_bundles_are_made_from_these_sources() -> None:
    built = json.loads((STATIC / "built.json").read_text())
    sources = sorted(
        path.relative_to(ASSETS).as_posix()
        for path in (*ASSETS.glob("*.js*"), *ASSETS.glob("*.mjs"), *ASSETS.glob("src/*"))
    )
    remedy = "run `make assets` and commit what it writes"
    assert built["sources"] == digests(ASSETS, sources), remedy
    assert built["bundles"] == digests(STATIC, list(BUNDLES)), remedy


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not (ASSETS / "node_modules" / "esbuild").is_dir():
        pytest.skip("needs Node and `make assets`")
    subprocess.run([node, ASSETS / "build.mjs", tmp_path], check=True, capture_output=True)
    for name in BUNDLES:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), name


def test_every_package_of_the_lock_is_pinned_by_its_contents() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text())
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert len(packages) > 10
    for name, each in packages.items():
        assert each["integrity"].startswith("sha512-"), name
        assert "resolved" not in each, name


def test_the_licence_of_each_bundled_package_is_given() -> None:
    notice = (STATIC / "LICENSES.txt").read_text()
    for name in ("@codemirror/view", "@lezer/common", "codemirror-lang-sparql", "cytoscape"):
        assert f"{name} " in notice
    assert notice.count("MIT License") + notice.count("The MIT License") > 5
    assert "Permission is hereby granted" in notice


def weight(site: TestClient, path: str, *, opened: bool = False) -> int:
    """What the scripts of a page weigh on the wire; once opened, with the network they load."""
    page = Page(site.get(path, headers=HTML).text)
    addresses = page.attributes("script", "src")
    if opened:
        (network,) = {
            attrs["data-network"] for _, attrs in page.elements if "data-network" in attrs
        }
        addresses.append(network)
    return sum(len(gzip.compress(site.get(address).content)) for address in addresses)


@pytest.mark.parametrize(
    "path",
    [
        "/questions/afspraken-per-sector",
        "/questions/aanbieders-per-gemeente",
        "/questions/ondersteuning-per-gemeente",
        "/doc/samenwerkingsverband/PO2604",
    ],
)
def test_scripts_of_questions_and_things_are_light(site: TestClient, path: str) -> None:
    assert weight(site, path) <= 300 * KB


@pytest.mark.parametrize(
    "path",
    ["/sparql", "/questions/aanbieders-per-gemeente", "/doc/samenwerkingsverband/PO2604"],
)
def test_with_a_network_open_scripts_are_within_their_budget(site: TestClient, path: str) -> None:
    assert 100 * KB < weight(site, path, opened=True) <= 900 * KB


def test_a_page_without_a_picture_loads_no_script(site: TestClient) -> None:
    assert weight(site, "/questions/wettelijke-grondslag") == 0
    assert weight(site, "/duties/PO-09") == 0


def test_pointing_at_a_chart_costs_little(site: TestClient) -> None:
    assert 0 < weight(site, "/questions/afspraken-per-sector") <= 3 * KB


def test_the_workbench_has_its_scripts(site: TestClient) -> None:
    assert weight(site, "/sparql") > 100 * KB


def test_bundles_travel_compressed(site: TestClient) -> None:
    address = Page(site.get("/sparql", headers=HTML).text).attributes("script", "src")[0]
    answer = site.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "javascript" in answer.headers["content-type"]
