"""What a run is asked to do, what it ran on, and what it found."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from oogo.bench.generate import Written
from oogo.bench.load import Loaded
from oogo.bench.lookups import Throughput
from oogo.bench.measure import Timing
from oogo.bench.probes import Export, Span
from oogo.bench.processes import Memory
from oogo.bench.publishing import Publishing

__all__ = ["Lookups", "Machine", "Results", "Settings", "this_machine"]

_PACKAGES = ("pyoxigraph", "fastapi", "uvicorn", "pyshacl")


@dataclass(frozen=True)
class Settings:
    """What to run: size, rounds, other servers or not, seconds of look-ups, times of the rest.

    ``publications`` are published alone, and more for ``reading`` seconds while others read;
    ``questions`` is how many questions of the library are asked at most, and ``rows`` how many
    rows a workbook has. ``also`` are other sizes, of which only loading, the library and look-ups
    are measured.
    """

    scale: float = 1.0
    seed: int = 2014
    rounds: int = 10
    others: bool = True
    seconds: float = 5.0
    times: int = 25
    publications: int = 300
    reading: float = 15.0
    questions: int = 1000
    rows: int = 5000
    also: tuple[float, ...] = ()

    @classmethod
    def quick(cls) -> Settings:
        """A small run of seconds, for tests."""
        return cls(
            scale=0.02,
            rounds=1,
            others=False,
            seconds=0.3,
            times=1,
            publications=3,
            reading=1.0,
            questions=3,
            rows=100,
            also=(0.01,),
        )


@dataclass(frozen=True)
class Machine:
    """What the figures were measured on and with which command; ``busy`` is the load before."""

    command: str
    day: str
    cpu: str
    cores: int
    memory_gb: float
    busy: float
    system: str
    versions: dict[str, str]


@dataclass(frozen=True)
class Lookups:
    """Look-ups per second of things never asked before, and of a hundred things again and again."""

    new: Throughput
    repeated: Throughput


@dataclass(frozen=True)
class Beside:
    """What was found at another size: loading, the library through our service, look-ups."""

    scale: float
    quads: int
    load_seconds: float
    timings: list[Timing]
    lookups: dict[str, Lookups]
    memory: Memory


@dataclass
class Results:
    """Everything one run found; what could not be measured says why in ``missing``."""

    settings: Settings
    machine: Machine
    written: Written
    loaded: Loaded
    generate_seconds: float
    load_seconds: float
    first_edition: float
    engines: dict[str, str] = field(default_factory=dict)
    timings: list[Timing] = field(default_factory=list)
    questions: list[Span] = field(default_factory=list)
    lookups: dict[str, Lookups] = field(default_factory=dict)
    beside: list[Beside] = field(default_factory=list)
    exports: dict[str, Export] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)
    runaway: float | None = None
    whole_graph: float | None = None
    spans: list[Span] = field(default_factory=list)
    publishing: Publishing | None = None
    missing: list[str] = field(default_factory=list)


def this_machine(arguments: Sequence[str]) -> Machine:
    """This machine, and the command line that was given."""
    info = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in info if line.startswith("model name")]
    return Machine(
        command=shlex.join(["oogo", *arguments]),
        day=date.today().isoformat(),
        cpu=names[0] if names else platform.machine(),
        cores=os.cpu_count() or 1,
        memory_gb=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1024**3,
        busy=os.getloadavg()[0],
        system=f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        versions={name: importlib.metadata.version(name) for name in _PACKAGES},
    )
