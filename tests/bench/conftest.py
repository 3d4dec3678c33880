"""One small made-up country in which every plan of a swv PO carries a fault, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from oogo.bench.generate import generate, write
from oogo.bench.load import load

SCALE = 0.02


@pytest.fixture(scope="package")
def faulty_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("bench")
    source = data_dir.with_suffix(".nq.zst")
    write(generate(SCALE, faults=1.0), source)
    load(data_dir, source)
    return data_dir
