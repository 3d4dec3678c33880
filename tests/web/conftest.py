"""The service over a real edition, as a visitor meets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from oogo.web import create_app


@pytest.fixture(scope="session")
def site(edition_dir: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(edition_dir, workers=2, seconds=20), follow_redirects=False
    ) as client:
        yield client
