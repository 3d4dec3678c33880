"""A made-up national graph of any size: deterministic, lawful but for the mistakes put in.

It says nothing about any real gemeente, swv, board, school or provider: all codes lie outside
the official ranges and all names are those codes. Up to scale 1 the country grows to the size
of the Netherlands (about a million quads); beyond, its organisations report more often.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import zstandard

from oogo.bench.delivery import Delivery, Fault
from oogo.bench.figures import figures, tables
from oogo.bench.meetings import meetings
from oogo.bench.nquads import Graph
from oogo.bench.plans import jeugdplannen, ondersteuningsplannen
from oogo.bench.registers import registers
from oogo.bench.world import World, make_world
from oogo.errors import ParameterError
from oogo.rdf import GRAPH

__all__ = [
    "DEFAULT_FAULTS",
    "DEFAULT_SEED",
    "NamedGraph",
    "Written",
    "faults_file",
    "generate",
    "write",
]

DEFAULT_SEED = 2014
DEFAULT_FAULTS = 0.02

_PER_SCALE = 1.35  # reports grow faster than the graph: organisations and plans do not grow


@dataclass(frozen=True)
class NamedGraph:
    """A named graph as N-Quads, its kind, what is said about it elsewhere, and its mistakes."""

    name: str
    kind: str
    quads: int
    lines: str
    provenance: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Written:
    """What was written: how many quads in how many graphs, with how many mistakes."""

    quads: int
    graphs: int
    faults: int


def generate(
    scale: float, seed: int = DEFAULT_SEED, faults: float = DEFAULT_FAULTS
) -> Iterator[NamedGraph]:
    """All named graphs at this scale, registers first; every name comes once."""
    if scale <= 0 or not 0 <= faults <= 1:
        raise ParameterError(
            "schaal moet boven 0 zijn en het deel met fouten tussen 0 en 1",
            "scale must be above 0, and the share of mistakes between 0 and 1",
        )
    world = make_world(scale, seed)
    intensity = 1.0 if scale <= 1 else 1 + (scale - 1) * _PER_SCALE
    for graph in registers(world, seed):
        yield NamedGraph(graph.name, "register", len(graph), graph.lines)
    about = Graph(f"{GRAPH}register/nagemaakt-tabellen/2025-01-01")
    tables(about)
    yield NamedGraph(about.name, "register", len(about), about.lines)
    for delivery in _deliveries(world, seed, faults, intensity):
        graph, said = delivery.graph, delivery.provenance
        yield NamedGraph(
            graph.name,
            delivery.kind,
            len(graph) + len(said),
            graph.lines,
            said.lines,
            delivery.faults,
        )


def _deliveries(world: World, seed: int, faults: float, intensity: float) -> Iterator[Delivery]:
    yield from ondersteuningsplannen(world, seed, faults)
    yield from jeugdplannen(world, seed)
    yield from meetings(world, seed, intensity)
    yield from figures(world, seed, intensity)


def faults_file(target: Path) -> Path:
    """Where the list of planted mistakes stands, beside the graph."""
    return target.with_name(target.name.removesuffix(".zst").removesuffix(".nq") + ".fouten.csv")


def write(graphs: Iterator[NamedGraph], target: Path) -> Written:
    """Write the graphs as compressed N-Quads, and beside them the list of planted mistakes."""
    quads = several = mistakes = 0
    with (
        target.open("wb") as file,
        zstandard.ZstdCompressor(level=3).stream_writer(file) as compressed,
        faults_file(target).open("w", encoding="utf-8", newline="") as listed,
    ):
        rows = csv.writer(listed)
        rows.writerow(("rule", "focus", "graph"))
        for graph in graphs:
            compressed.write((graph.lines + graph.provenance).encode())
            rows.writerows((fault.rule, fault.focus, graph.name) for fault in graph.faults)
            quads += graph.quads
            several += 1
            mistakes += len(graph.faults)
    return Written(quads, several, mistakes)
