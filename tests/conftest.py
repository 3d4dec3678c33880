"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Generator
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests one order, whatever the order in which a graph lists its shapes."""
    items.sort(key=lambda item: (item.path, item.nodeid))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """On the CI machine everything is installed, so a test that is skipped has failed."""
    report = yield
    why = str(call.excinfo.value) if call.excinfo else item.name
    if report.skipped and os.environ.get("OOGO_CI") == "1" and "OOGO_SHARED" not in why:
        report.outcome = "failed"
        report.longrepr = f"skipped on CI: {why}"
    return report
