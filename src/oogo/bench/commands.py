"""The commands ``oogo bench generate``, ``oogo bench load`` and ``oogo bench run``."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from oogo.bench.generate import DEFAULT_FAULTS, DEFAULT_SEED, faults_file, generate, write

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["add_commands"]

_logger = logging.getLogger(__name__)


def add_commands(commands: Commands) -> None:
    """Add ``bench`` with its own commands to the commands of ``oogo``."""
    help_ = "Maak een nagemaakt landelijk bestand en meet daarop."
    bench = commands.add_parser("bench", help=help_, description=help_)
    inner = bench.add_subparsers(required=True, metavar="OPDRACHT")

    making = inner.add_parser("generate", help="Schrijf een nagemaakt landelijk bestand.")
    making.set_defaults(run=_generate)
    making.add_argument("--scale", type=float, default=1.0, help="1 is ongeveer 1 miljoen quads")
    making.add_argument("--seed", type=int, default=DEFAULT_SEED)
    making.add_argument(
        "--faults", type=float, default=DEFAULT_FAULTS, help="deel van de plannen met een fout"
    )
    making.add_argument("-o", "--output", type=Path, required=True, metavar="BESTAND.nq.zst")

    loading = inner.add_parser("load", help="Zet zo'n bestand in een nieuwe gegevensmap.")
    loading.set_defaults(run=_load)
    loading.add_argument("folder", type=Path, metavar="MAP")
    loading.add_argument("file", type=Path, metavar="BESTAND.nq.zst")

    measuring = inner.add_parser("run", help="Meet alles en schrijf het verslag.")
    measuring.set_defaults(run=_run)
    measuring.add_argument("--quick", action="store_true", help="klein en zonder andere servers")
    measuring.add_argument("--scale", type=float, default=1.0)
    measuring.add_argument("--seed", type=int, default=DEFAULT_SEED)
    measuring.add_argument("--rounds", type=int, default=10)
    measuring.add_argument(
        "--also",
        type=float,
        action="append",
        default=[],
        metavar="SCHAAL",
        help="meet laden, vragen en opzoeken ook op deze schaal (0.1: naast rdflib-endpoint)",
    )
    measuring.add_argument("--alone", action="store_true", help="zonder andere servers")
    measuring.add_argument(
        "-o", "--output", type=Path, default=Path("docs/measurements.md"), metavar="BESTAND.md"
    )


def _generate(options: argparse.Namespace) -> int:
    made = write(generate(options.scale, options.seed, options.faults), options.output)
    _logger.info(
        "%s: %d quads in %d grafen; %d fouten, zie %s",
        options.output,
        made.quads,
        made.graphs,
        made.faults,
        faults_file(options.output),
    )
    return 0


def _run(options: argparse.Namespace) -> int:
    # Validation and servers are heavy to import, and the other commands do not need them.
    from oogo.bench.report import report  # noqa: PLC0415
    from oogo.bench.results import Settings  # noqa: PLC0415
    from oogo.bench.run import run  # noqa: PLC0415

    settings = Settings(
        scale=options.scale,
        seed=options.seed,
        rounds=options.rounds,
        others=not options.alone,
        also=tuple(options.also),
    )
    found = run(Settings.quick() if options.quick else settings, sys.argv[1:])
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(report(found), encoding="utf-8")
    _logger.info("zie %s", options.output)
    return 0


def _load(options: argparse.Namespace) -> int:
    from oogo.bench.load import load  # noqa: PLC0415 - see above

    loaded = load(options.folder, options.file)
    _logger.info(
        "%d quads in editie %d: logboek %.1f s, opslag %.1f s, afleiding %.1f s",
        loaded.quads,
        loaded.edition.number,
        loaded.log_seconds,
        loaded.store_seconds,
        loaded.derive_seconds,
    )
    return 0
