"""A copy holds all that cannot be made again, and a damaged one is never taken for whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple

from oogo import changes, dumps
from oogo.backup import backup, restore
from oogo.errors import ConflictError, NotFoundError, SubmissionError
from oogo.indexing import make_index
from oogo.publication import Publisher, verify
from oogo.store import edition

GRAPH = "https://w3id.org/oogo/graph/aanlevering/"
P = NamedNode("https://w3id.org/oogo/def/heeftVersie")


def said(number: int) -> Triple:
    return Triple(NamedNode(f"urn:s{number}"), P, NamedNode(f"urn:o{number}"))


def quads(data_dir: Path) -> bytes:
    with edition.reading(data_dir) as (_, store):
        return store.dump(format=RdfFormat.N_QUADS) or b""


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    with Publisher(folder) as publisher:
        for number in range(3):
            publisher.publish({f"{GRAPH}{number}": [said(number)]}, agent="urn:a", activity="x")
        publisher.publish({}, agent="urn:a", activity="x", withdraws=[f"{GRAPH}1"])
    (folder / "originals").mkdir()
    (folder / "originals" / "één.xlsx").write_bytes(b"a workbook")
    return folder


@pytest.mark.parametrize("name", ["copy.tar.zst", "copy"])
def test_what_is_restored_is_what_was_there(data_dir: Path, tmp_path: Path, name: str) -> None:
    assert backup(data_dir, tmp_path / name) == 4
    assert restore(tmp_path / name, tmp_path / "new") == 4
    assert quads(tmp_path / "new") == quads(data_dir)
    assert (tmp_path / "new" / "originals" / "één.xlsx").read_bytes() == b"a workbook"
    assert verify(tmp_path / "new") == []
    with Publisher(tmp_path / "new") as publisher:
        made = publisher.publish({GRAPH + "9": [said(9)]}, agent="urn:a", activity="x")
    assert made.number == 5


def test_what_can_be_made_again_is_not_copied(data_dir: Path, tmp_path: Path) -> None:
    make_index(data_dir, 4)
    changes.make_all(data_dir, 4)
    dumps.make(data_dir, 4)
    there = {path.name for path in data_dir.iterdir()}
    assert {"search", "changes", "dumps", "checkpoints"} <= there
    backup(data_dir, tmp_path / "copy")
    kept = {path.name for path in (tmp_path / "copy").iterdir()}
    assert kept == {"log", "originals", "SHA256SUMS"}


def test_publishing_goes_on_during_a_copy(data_dir: Path, tmp_path: Path) -> None:
    with Publisher(data_dir) as publisher:
        publisher.publish({GRAPH + "5": [said(5)]}, agent="urn:a", activity="x")
        assert backup(data_dir, tmp_path / "copy") == 5
        publisher.publish({GRAPH + "6": [said(6)]}, agent="urn:a", activity="x")
    assert restore(tmp_path / "copy", tmp_path / "new") == 5


def test_a_flipped_byte_anywhere_in_a_copy_changes_nothing_unseen(
    data_dir: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "copy.tar.zst"
    backup(data_dir, archive)
    whole = archive.read_bytes()
    restore(archive, tmp_path / "good")
    refused = 0
    for place in range(0, len(whole), len(whole) // 40):
        damaged = bytearray(whole)
        damaged[place] ^= 1
        archive.write_bytes(damaged)
        new = tmp_path / f"new-{place}"
        try:
            restore(archive, new)
        except SubmissionError:
            refused += 1
            assert not new.exists()
        else:  # a few bits of a zstd frame carry nothing: its window, the end of a block
            assert _files(new) == _files(tmp_path / "good")
    assert refused >= 35
    archive.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SubmissionError):
        restore(archive, tmp_path / "new")


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_file_that_is_missing_or_too_many_is_found(data_dir: Path, tmp_path: Path) -> None:
    backup(data_dir, tmp_path / "copy")
    extra = tmp_path / "copy" / "log" / "000005.nq.zst"
    extra.write_bytes(b"")
    with pytest.raises(SubmissionError, match="000005"):
        restore(tmp_path / "copy", tmp_path / "new")
    extra.unlink()
    (tmp_path / "copy" / "log" / "000004.nq.zst").unlink()
    with pytest.raises(SubmissionError, match="000004"):
        restore(tmp_path / "copy", tmp_path / "new")


def test_nothing_is_overwritten(data_dir: Path, tmp_path: Path) -> None:
    backup(data_dir, tmp_path / "copy")
    with pytest.raises(ConflictError):
        backup(data_dir, tmp_path / "copy")
    with pytest.raises(ConflictError):
        restore(tmp_path / "copy", data_dir)
    with pytest.raises(NotFoundError):
        backup(tmp_path / "empty", tmp_path / "other")


def test_sha256sum_reads_the_list(data_dir: Path, tmp_path: Path) -> None:
    backup(data_dir, tmp_path / "copy")
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "copy",
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0


def test_the_commands_say_what_they_did(data_dir: Path, tmp_path: Path) -> None:
    def oogo(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "oogo", *map(str, arguments)],
            check=False,
            capture_output=True,
            text=True,
        )

    copy, new = tmp_path / "copy.tar.zst", tmp_path / "new"
    assert oogo("backup", copy, "--data-dir", data_dir).returncode == 0
    done = oogo("restore", copy, "--data-dir", new)
    assert (done.returncode, done.stdout) == (0, f"4 publicaties teruggezet in {new}\n")
    assert oogo("verify", "--data-dir", new).stdout == "0 bevindingen\n"
    again = oogo("restore", copy, "--data-dir", new)
    assert again.returncode == 2
    assert "niet leeg" in again.stderr
