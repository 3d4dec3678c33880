"""How many rounds a campaign has: a few every day, all of them under ``make soak``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SEED = os.environ.get("OOGO_SOAK_SEED", "1")
DONE = ROOT / ".make" / f"soak-{SEED}.txt"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: a campaign; long under `make soak`")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Rounds that passed in an earlier run with the same seed are not run again."""
    if "turn" not in metafunc.fixturenames:
        return
    if os.environ.get("OOGO_SOAK"):
        done = set(DONE.read_text().split()) if DONE.exists() else set()
        name = metafunc.function.__name__
        turns = [turn for turn in range(105) if f"{name}-{turn}" not in done]
    else:
        turns = list(range(3))
    metafunc.parametrize("turn", turns)


@pytest.fixture(autouse=True)
def remembered(request: pytest.FixtureRequest, turn: int) -> Iterator[None]:
    """Notes a round as done when it passed, under ``make soak``."""
    failed = request.session.testsfailed
    yield
    if os.environ.get("OOGO_SOAK") and request.session.testsfailed == failed:
        DONE.parent.mkdir(exist_ok=True)
        with Path(DONE).open("a", encoding="utf-8") as file:
            file.write(f"{request.function.__name__}-{turn}\n")
