"""From accepted data to a new edition: first the log, then everything that follows from it."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pyoxigraph import Literal, NamedNode, Quad, Triple

from oogo import __version__
from oogo.addresses import BASE
from oogo.derivation import derive
from oogo.errors import BusyError, ConflictError, NotFoundError
from oogo.rdf import GRAPH, release_graphs
from oogo.store import edition
from oogo.store.edition import Edition
from oogo.store.embedded import (
    CURRENT,
    DATASET,
    EDITION,
    PROVENANCE,
    STANDING,
    SUPERSEDED,
    WITHDRAWN,
    Embedded,
)
from oogo.store.log import Entry, Log, LogDamagedError

__all__ = ["Publisher", "ensure", "now", "verify"]

_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_AGENT = NamedNode(_PROV + "wasAssociatedWith")
_ENDED = NamedNode(_PROV + "endedAtTime")
_GENERATED = NamedNode(_PROV + "wasGeneratedBy")
_INVALIDATED = NamedNode(_PROV + "wasInvalidatedBy")
_RELEASE_AGENT = BASE + "id/programma/oogo"

_logger = logging.getLogger(__name__)


def now() -> str:
    """This moment in UTC, as xsd:dateTime in whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Publisher:
    """The one writer of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        """Take the lock of this folder and bring the store up to the newest log entry."""
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data_dir = data_dir
        self._lock = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise BusyError(
                f"een ander programma schrijft in {data_dir}",
                f"another program is writing in {data_dir}",
                remedy_nl="Stop dat programma, of kies een andere map met --data-dir.",
                remedy_en="Stop that program, or choose another folder with --data-dir.",
            ) from error
        self.log = Log(data_dir / "log")
        self.embedded = self._recover()

    def __enter__(self) -> Publisher:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store (it has no other way than being forgotten) and give the lock back."""
        self.embedded.store.flush()
        del self.embedded
        os.close(self._lock)

    def release(self) -> Edition:
        """Publish what this version of the program brings, where it differs from what is there."""
        graphs = release_graphs()
        ours = (GRAPH + "def", GRAPH + "begrip", GRAPH + "wet", GRAPH + "vorm", GRAPH + "bron/")
        gone = {name: set[Triple]() for name in self.embedded.graphs() if name.startswith(ours)}
        changed = {
            name: triples
            for name, triples in {**gone, **graphs}.items()
            if triples != self.embedded.graph(name)
        }
        if not changed and self.log.newest:
            return edition.current(self.data_dir)
        return self.publish(changed, agent=_RELEASE_AGENT, activity=f"release {__version__}")

    def publish(
        self,
        graphs: Mapping[str, Iterable[Triple]],
        *,
        agent: str,
        activity: str,
        supersedes: Iterable[str] = (),
        withdraws: Iterable[str] = (),
    ) -> Edition:
        """Make these graphs hold exactly these triples and retire others, as one new edition."""
        number = self.log.newest + 1
        retire = dict.fromkeys(supersedes, SUPERSEDED) | dict.fromkeys(withdraws, WITHDRAWN)
        self._check_retirable(retire)
        added: list[Quad] = []
        removed: list[Quad] = []
        for name, triples in graphs.items():
            new, old = set(triples), self.embedded.graph(name)
            added += _quads(new - old, name)
            removed += _quads(old - new, name)
        time = now()
        said = _publication(number, time, agent, activity) | _standing(number, graphs, retire)
        known = self.embedded.graph(PROVENANCE.value)
        replaced = {
            triple
            for triple in known
            if (triple.subject, triple.predicate) in {(s.subject, s.predicate) for s in said}
            and triple.predicate in (STANDING, EDITION, _GENERATED)
        }
        added += _quads(said - known, PROVENANCE.value)
        removed += _quads(replaced - said, PROVENANCE.value)
        entry = Entry(
            number=number,
            time=time,
            agent=agent,
            activity=activity,
            standing={name: status.value for name, status in retire.items()},
            added=tuple(added),
            removed=tuple(removed),
        )
        self.log.append(entry)
        self.embedded.apply(entry)
        return self._checkpoint()

    def _check_retirable(self, retire: Mapping[str, NamedNode]) -> None:
        known, retired = self.embedded.graphs(), {g.value for g in self.embedded.retired()}
        for name in retire:
            if name not in known:
                raise NotFoundError(f"{name} bestaat niet", f"{name} does not exist")
            if name in retired:
                raise ConflictError(
                    f"{name} is al vervangen of ingetrokken",
                    f"{name} is already superseded or withdrawn",
                )

    def _recover(self) -> Embedded:
        """The store with every log entry in it; one that cannot be trusted is made anew."""
        folder = self.data_dir / "store"
        try:
            embedded = Embedded(folder)
            applied = embedded.applied
        except OSError as error:
            if "LOCK" in str(error):
                raise
            _logger.warning("store cannot be opened (%s); it is made anew from the log", error)
            applied = self.log.newest + 1
        if applied > self.log.newest:
            shutil.rmtree(folder, ignore_errors=True)
            embedded = Embedded(folder)
            applied = 0
        for entry in self.log.entries(after=applied):
            embedded.apply(entry)
        self.embedded = embedded
        if self.log.newest and not self._checkpointed():
            self._checkpoint()
        return embedded

    def _checkpointed(self) -> bool:
        try:
            newest = edition.current(self.data_dir)
        except NotFoundError:
            return False
        return newest.number == self.log.newest and newest.path.is_dir()

    def _checkpoint(self) -> Edition:
        derive(self.embedded)
        made = edition.publish(self.data_dir, self.embedded.store, self.log.newest)
        edition.prune(self.data_dir)
        return made


def _publication(number: int, time: str, agent: str, activity: str) -> set[Triple]:
    this = NamedNode(f"{BASE}id/publicatie/{number}")
    return {
        Triple(this, _TYPE, NamedNode(BASE + "def/Publicatie")),
        Triple(this, _LABEL, Literal(f"Publicatie {number}: {activity}", language="nl")),
        Triple(this, _LABEL, Literal(f"Publication {number}: {activity}", language="en")),
        Triple(this, _ENDED, Literal(time, datatype=NamedNode(_XSD + "dateTime"))),
        Triple(this, _AGENT, NamedNode(agent)),
        Triple(DATASET, EDITION, Literal(number)),
    }


def _standing(number: int, graphs: Iterable[str], retire: Mapping[str, NamedNode]) -> set[Triple]:
    this = NamedNode(f"{BASE}id/publicatie/{number}")
    said: set[Triple] = set()
    for name in map(NamedNode, graphs):
        said |= {
            Triple(name, _TYPE, NamedNode(BASE + "def/Graaf")),
            Triple(name, STANDING, CURRENT),
            Triple(name, _GENERATED, this),
        }
    for graph, status in retire.items():
        said |= {
            Triple(NamedNode(graph), STANDING, status),
            Triple(NamedNode(graph), _INVALIDATED, this),
        }
    return said


def ensure(data_dir: Path, progress: Callable[[str], None] = _logger.info) -> Edition:
    """The newest edition, made first where the folder has none or the program brings a newer one.

    While another program writes in the folder, its newest edition is good enough.
    """
    try:
        with Publisher(data_dir) as publisher:
            progress("editie voorbereiden …")
            return publisher.release()
    except BusyError:
        return edition.current(data_dir)


def verify(data_dir: Path) -> list[str]:
    """What is wrong with the log and the store, one line each; nothing when all is well."""
    try:
        for _ in Log(data_dir / "log").entries():
            continue
        with Publisher(data_dir) as publisher:
            missing, extra = publisher.embedded.differences()
    except LogDamagedError as error:
        return [str(error)]
    return [
        *(f"missing from the default graph: {triple}" for triple in sorted(map(str, missing))),
        *(f"too many in the default graph: {triple}" for triple in sorted(map(str, extra))),
    ]


def _quads(triples: Iterable[Triple], graph: str) -> list[Quad]:
    name = NamedNode(graph)
    return [Quad(t.subject, t.predicate, t.object, name) for t in sorted(triples, key=str)]
