"""One browser for all visits, and a service of its own for each file of tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.serving import serving

FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian chromium, without what it would ask of other machines.

    Playwright keeps an event loop in its thread, so it stops before other tests start theirs.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("OOGO_CI") == "1":
            pytest.fail("Debian chromium is not on this machine")
        pytest.skip("Debian chromium is not on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(edition_dir: Path, browser: Browser) -> Iterator[str]:
    """Where the service answers; it starts only where there is a browser."""
    with serving(edition_dir) as address:
        yield address
