"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with sources, facts and standards, read in place."""
    folder = Path(os.environ.get("OOGO_SHARED", ROOT.parent / "shared"))
    if not (folder / "facts").is_dir():
        pytest.skip("the folder with the sources (OOGO_SHARED) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def edition_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which this release is published."""
    from oogo.publication import ensure

    folder = tmp_path_factory.mktemp("oogo-data")
    ensure(folder)
    return folder
