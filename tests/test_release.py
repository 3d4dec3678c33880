"""``oogo export`` gives an edition away as files that a stranger can check."""

from __future__ import annotations

import csv
import gzip
import hashlib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from oogo.cli import main
from oogo.release import RECORD
from oogo.store import edition

SUM = NamedNode("http://spdx.org/rdf/terms#checksumValue")
CHECKSUM = NamedNode("http://spdx.org/rdf/terms#checksum")
GEMEENTE = "https://identifier.overheid.nl/tooi/id/gemeente/gm0632"


@pytest.fixture(scope="module")
def release(edition_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the command has written."""
    folder = tmp_path_factory.mktemp("release") / "oogo"
    assert main(["export", str(folder), "--data-dir", str(edition_dir)]) == 0
    return folder


def test_every_file_is_what_its_checksum_says(release: Path) -> None:
    lines = (release / "SHA256SUMS").read_text("utf-8").splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {str(path.relative_to(release)) for path in release.rglob("*") if path.is_file()}
    assert there - set(told) == {"SHA256SUMS", "manifest.json", RECORD}
    for name, digest in told.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest, name


def test_the_quads_are_those_of_the_edition(release: Path, edition_dir: Path) -> None:
    with edition.reading(edition_dir) as (_, store):
        named = {q for q in store if isinstance(q.graph_name, NamedNode)}
    given = Store()
    for name in ("oogo.nq.gz", "afgeleid.nq.gz"):
        given.load(gzip.decompress((release / name).read_bytes()), format=RdfFormat.N_QUADS)
    assert set(given) == named


def test_each_kind_of_thing_is_a_table(release: Path) -> None:
    with (release / "csv" / "gemeente.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert GEMEENTE in {row["iri"] for row in rows}


def test_the_record_names_the_same_checksums(release: Path) -> None:
    record = Store()
    record.load(path=release / RECORD, format=RdfFormat.TURTLE)
    for name in ("oogo.nq.gz", "oogo.trig.zst"):
        digest = hashlib.sha256((release / name).read_bytes()).hexdigest()
        (told,) = (
            quad.object.value
            for checksum in record.quads_for_pattern(None, CHECKSUM, None, None)
            if checksum.subject.value.endswith(name)
            for quad in record.quads_for_pattern(checksum.object, SUM, None, None)
        )
        assert told == digest


def test_a_folder_that_is_there_is_left_alone(
    release: Path, edition_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(release.rglob("*"))
    assert main(["export", str(release), "--data-dir", str(edition_dir)]) == 2
    assert "bestaat al" in capsys.readouterr().err
    assert sorted(release.rglob("*")) == before
