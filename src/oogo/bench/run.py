"""One command from nothing to figures: generate, load, ask every engine, measure."""

from __future__ import annotations

import contextlib
import gc
import itertools
import logging
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import SubprocessError
from urllib.error import URLError

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from oogo.addresses import BASE
from oogo.bench import probes
from oogo.bench.catalogue import Value, ad_hoc, library
from oogo.bench.deliveries import submissions, whole_graph, workbooks
from oogo.bench.engines import Engine, HttpEngine, Refused, others, ours, raw, rdflib_endpoint
from oogo.bench.generate import NamedGraph, generate, write
from oogo.bench.load import load
from oogo.bench.lookups import throughput
from oogo.bench.measure import interleaved
from oogo.bench.pages import pages
from oogo.bench.processes import memory
from oogo.bench.publishing import publishing
from oogo.bench.results import Beside, Lookups, Results, Settings, this_machine
from oogo.bench.world import World, make_world
from oogo.errors import OogoError
from oogo.reading import page_query

__all__ = ["run"]

_logger = logging.getLogger(__name__)

_LOOK_UP = "SELECT ?eigenschap ?waarde WHERE { <%s> ?eigenschap ?waarde }"
_RDFLIB_LIMIT = 0.1  # rdflib-endpoint takes minutes to read more than this, and minutes per query


def run(settings: Settings, arguments: Sequence[str]) -> Results:
    """The whole run, in a folder of its own that is gone afterwards."""
    machine = this_machine(arguments)
    with _workplace() as folder:
        data_dir, source = folder / "data", folder / "bench.nq.zst"
        _logger.info("eerste editie …")
        first = probes.first_edition(data_dir)
        _logger.info("maken en laden …")
        start = time.perf_counter()
        written = write(generate(settings.scale, settings.seed), source)
        made = time.perf_counter()
        loaded = load(data_dir, source)
        results = Results(
            settings=settings,
            machine=machine,
            written=written,
            loaded=loaded,
            generate_seconds=made - start,
            load_seconds=time.perf_counter() - made,
            first_edition=first,
        )
        _ask(results, data_dir, folder)
        _alone(results, data_dir, folder)
    for scale in settings.also:
        with _attempt(results, f"scale {scale:g}"):
            results.beside.append(_beside(results, replace(settings, scale=scale)))
    return results


def _beside(results: Results, settings: Settings) -> Beside:
    """Loading, the library and look-ups at another size."""
    _logger.info("schaal %g …", settings.scale)
    with _workplace() as folder, contextlib.ExitStack() as running:
        data_dir, source = folder / "data", folder / "bench.nq.zst"
        written = write(generate(settings.scale, settings.seed), source)
        start = time.perf_counter()
        edition = load(data_dir, source).edition
        taken = time.perf_counter() - start
        world = make_world(settings.scale, settings.seed)
        service = running.enter_context(ours(data_dir, folder))
        asked = library(_chooser(raw(edition).store))[: settings.questions]
        timings = interleaved([service], asked, settings.rounds, settings.seed)
        lookups = {service.name: _lookups(service, world, settings)}
        used = memory(service.pid)
        if settings.others and settings.scale <= _RDFLIB_LIMIT:
            rivals = running.enter_context(rdflib_endpoint(edition, folder))
            for rival in rivals:
                results.engines[rival.name] = rival.version
                lookups[rival.name] = _lookups(rival, world, settings)
        return Beside(settings.scale, written.quads, taken, timings, lookups, used)


@contextlib.contextmanager
def _workplace() -> Iterator[Path]:
    """A folder for this run; a store may still be writing in it for a moment when it ends."""
    folder = Path(tempfile.mkdtemp(prefix="oogo-bench-"))
    try:
        yield folder
    finally:
        gc.collect()
        for _ in range(100):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def _ask(results: Results, data_dir: Path, folder: Path) -> None:
    """All that needs running servers."""
    settings, edition = results.settings, results.loaded.edition
    world = make_world(settings.scale, settings.seed)
    with contextlib.ExitStack() as running:
        local = raw(edition)
        service = running.enter_context(ours(data_dir, folder))
        rivals: list[HttpEngine] = []
        if settings.others:
            _logger.info("andere servers laden …")
            small = settings.scale <= _RDFLIB_LIMIT
            rivals = running.enter_context(others(edition, folder, rdflib=small))
            if not small:
                results.missing.append(
                    f"rdflib-endpoint at this scale: it takes minutes to read more than a tenth of "
                    f"it; see --also {_RDFLIB_LIMIT:g}"
                )
        engines: list[Engine] = [local, service, *rivals]
        results.engines = {engine.name: engine.version for engine in engines}
        asked = library(_chooser(local.store))[: settings.questions]
        cases = [*asked, *ad_hoc(world)]
        _logger.info("%d vragen, %d ronden, %d keer …", len(cases), settings.rounds, len(engines))
        results.timings = interleaved(engines, cases, settings.rounds, settings.seed)
        with _attempt(results, "questions through the API"):
            results.questions = probes.questions(service, asked, settings.rounds, settings.seed)
        for engine in (service, *rivals):
            _logger.info("opzoeken en uitvoer: %s …", engine.name)
            results.lookups[engine.name] = _lookups(engine, world, settings)
            results.memory[engine.name] = memory(engine.pid)
            with _attempt(results, f"export of {engine.name}"):
                results.exports[engine.name] = probes.export(engine)


def _alone(results: Results, data_dir: Path, folder: Path) -> None:
    """All that is measured with nothing else running."""
    settings = results.settings
    _logger.info("toetsen, publiceren, een vraag zonder einde …")
    with _attempt(results, "a query without end"):
        results.runaway = probes.runaway(data_dir, folder)
    plans = itertools.islice(_plans(settings), settings.times)
    with _attempt(results, "validation"):
        results.spans.append(probes.validation(data_dir, list(plans)))
    with _attempt(results, "deliveries"):
        results.spans.append(submissions(data_dir, _plans(settings), settings.times))
        world = make_world(settings.scale, settings.seed)
        results.spans += workbooks(data_dir, world, settings.rows, min(3, settings.times))
    with _attempt(results, "pages"):
        results.spans += pages(data_dir, folder, settings.seed)
    with _attempt(results, "the whole graph"):
        results.whole_graph = whole_graph(data_dir)
    with _attempt(results, "publishing"):
        results.publishing = publishing(data_dir, folder, settings.publications, settings.reading)


@contextlib.contextmanager
def _attempt(results: Results, what: str) -> Iterator[None]:
    """What fails here is named in the report, and the run goes on."""
    try:
        yield
    except (Refused, OogoError, URLError, SubprocessError, OSError) as error:
        _logger.warning("%s: %s", what, error)
        results.missing.append(f"{what}: {error}")


def _plans(settings: Settings) -> Iterator[NamedGraph]:
    for graph in generate(settings.scale, settings.seed):
        if graph.kind == "ondersteuningsplan" and "/id/samenwerkingsverband/PO" in graph.lines:
            yield graph


def _lookups(engine: HttpEngine, world: World, settings: Settings) -> Lookups:
    things = [f"{BASE}id/vestiging/{vestiging.code}" for vestiging in world.vestigingen]
    things += [f"{BASE}id/organisatie/{aanbieder.key}" for aanbieder in world.aanbieders]
    # A comment makes each text new, also to a store that remembers texts, when things run out.
    fresh = [
        engine.request(f"{_LOOK_UP % thing}\n# {turn}") for turn in range(4) for thing in things
    ]
    again = [engine.request(_LOOK_UP % thing) for thing in things[:100]]
    return Lookups(
        throughput(engine.port, fresh, seconds=settings.seconds),
        throughput(engine.port, again, seconds=settings.seconds),
    )


def _chooser(store: Store) -> Callable[[str], list[Value]]:
    def choose(name: str) -> list[Value]:
        found = store.query(page_query(name))
        if not isinstance(found, QuerySolutions):
            raise Refused(f"{name} is not a SELECT")
        return [row[0] for row in found if isinstance(row[0], NamedNode | Literal)]

    return choose
