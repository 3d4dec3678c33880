"""One browser for all visits, and a service of its own for each file of tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

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


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor who comes for the first time; a fault in the browser is a fault of ours.

    So is a word of the console, a window that opens, or a request to another machine.
    """
    context = browser.new_context(
        base_url=address, locale="nl-NL", permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # What is refused or not there has a status, which the console shows too.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("console", hear)
    page.on("request", lambda r: None if r.url.startswith(address) else faults.append(r.url))
    yield page
    context.close()
    assert faults == []
