"""From accepted data to a new edition: first the log, then everything that follows from it."""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from pyoxigraph import Literal, NamedNode, Quad, Triple

from oogo import __version__
from oogo.addresses import BASE
from oogo.derivation import derive, rules
from oogo.errors import BusyError, ConflictError, NotFoundError
from oogo.rdf import GRAPH, normalise, release_graphs
from oogo.store import edition
from oogo.store.contract import CurrentGraph
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
from oogo.store.log import Entry, Log, LogDamagedError, disk_full
from oogo.store.working import Working, tells_no_room

__all__ = ["Publisher", "ensure", "now", "verify"]

_PROV = "http://www.w3.org/ns/prov#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_AGENT = NamedNode(_PROV + "wasAssociatedWith")
_ENDED = NamedNode(_PROV + "endedAtTime")
_GENERATED = NamedNode(_PROV + "wasGeneratedBy")
_INVALIDATED = NamedNode(_PROV + "wasInvalidatedBy")
_PUBLICATION = BASE + "id/publicatie/"
_RELEASE_AGENT = BASE + "id/programma/oogo"
# A publication of 2,000 triples writes 2 MB in all, much of it for a moment only (measured).
_ROOM_ALWAYS = 8 * 1024 * 1024
_ROOM_PER_QUAD = 1000

_logger = logging.getLogger(__name__)


def now() -> str:
    """This moment in UTC, as xsd:dateTime in whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Publisher:
    """The one writer of a data folder; its threads take turns."""

    def __init__(self, data_dir: Path) -> None:
        """Take the lock of this folder and bring the store up to the newest log entry."""
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data_dir = data_dir
        self._turn = threading.Lock()
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
        self.log.clean()
        self._working = Working(data_dir, self.log)
        self._by: Mapping[str, str] = {}
        try:
            self._working.open()
            self._by = self.log.rules(self.log.newest)
        except BaseException:
            os.close(self._lock)
            raise

    def __enter__(self) -> Publisher:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store and give the lock back."""
        self._working.close()
        os.close(self._lock)

    @property
    def embedded(self) -> Embedded:
        """The store, opened again where a full disk had closed it."""
        return self._working.open()

    @property
    def current(self) -> CurrentGraph:
        """Where the current graph stands."""
        return self.embedded

    def release(self, progress: Callable[[str], None] = _logger.info) -> Edition:
        """Publish what this version of the program brings, where it differs from what is there."""
        graphs = release_graphs()
        ours = (GRAPH + "def", GRAPH + "begrip", GRAPH + "wet", GRAPH + "vorm", GRAPH + "bron/")
        gone = {name: set[Triple]() for name in self.current.graphs() if name.startswith(ours)}
        changed = {
            name: triples
            for name, triples in {**gone, **graphs}.items()
            if triples != self.current.graph(name)
        }
        if not changed and self._by == rules() and self.log.newest:
            return edition.checkpoint(self.data_dir, self.log.newest)
        progress(f"nieuwe editie maken: {len(changed)} grafen …")
        with self._turn:
            return self._publish(changed, _RELEASE_AGENT, f"release {__version__}", {})

    def publish(
        self,
        graphs: Mapping[str, Iterable[Triple]],
        *,
        agent: str,
        activity: str,
        supersedes: Iterable[str] = (),
        withdraws: Iterable[str] = (),
        expects: Mapping[str, int] | None = None,
        notes: Iterable[Triple] = (),
    ) -> Edition:
        """Make these graphs hold exactly these triples and retire others, as one new edition.

        ``expects`` says for a graph in which publication it last changed, as far as the sender
        knows (0: it is not there yet); when another was first, nothing happens. ``notes`` is
        what is said besides about who and why, in the graph of origins.
        """
        retire = dict.fromkeys(supersedes, SUPERSEDED) | dict.fromkeys(withdraws, WITHDRAWN)
        notes = tuple(notes)
        wanted = {name: normalise(triples) for name, triples in graphs.items()}
        with self._turn:
            self._check_expected(expects or {})
            self._check_retirable(retire)
            return self._publish(wanted, agent, activity, retire, notes)

    def changed_in(self, graph: str) -> int:
        """The number of the publication that last changed this graph; 0 when there was none."""
        name = NamedNode(graph)
        said = (
            triple.object
            for predicate in (_GENERATED, _INVALIDATED)
            for triple in self.current.stated(name, predicate, None, PROVENANCE.value)
        )
        return max(
            (int(p.value.removeprefix(_PUBLICATION)) for p in said if isinstance(p, NamedNode)),
            default=0,
        )

    def _publish(
        self,
        graphs: Mapping[str, set[Triple]],
        agent: str,
        activity: str,
        retire: Mapping[str, NamedNode],
        notes: Iterable[Triple] = (),
    ) -> Edition:
        for _ in range(2):
            # The second time the store is new: what filled the disk may be gone by now.
            with suppress(_StoreFullError):
                return self._attempt(graphs, agent, activity, retire, notes)
        raise disk_full()

    def _attempt(
        self,
        graphs: Mapping[str, set[Triple]],
        agent: str,
        activity: str,
        retire: Mapping[str, NamedNode],
        notes: Iterable[Triple] = (),
    ) -> Edition:
        number, time = self.log.newest + 1, now()
        added: list[Quad] = []
        removed: list[Quad] = []
        for name, new in graphs.items():
            old = self.current.graph(name)
            added += _quads(new - old, name)
            removed += _quads(old - new, name)
        said = _publication(number, time, agent, activity) | _standing(number, graphs, retire)
        said |= set(notes)
        replaced = {
            triple
            for subject, predicate in {(t.subject, t.predicate) for t in said}
            if predicate in (STANDING, EDITION, _GENERATED) and isinstance(subject, NamedNode)
            for triple in self.current.stated(subject, predicate, None, PROVENANCE.value)
        }
        added += _quads(said - replaced, PROVENANCE.value)
        removed += _quads(replaced - said, PROVENANCE.value)
        by = rules()
        in_force = by == self._by
        entry = Entry(
            number=number,
            time=time,
            agent=agent,
            activity=activity,
            standing={name: status.value for name, status in retire.items()},
            added=tuple(added),
            removed=tuple(removed),
            rules={} if in_force else by,
        )
        self._check_room(len(added) + len(removed))
        self.log.append(entry)
        return self._carry_out(entry, by, None if in_force else self._by)

    def _carry_out(
        self, entry: Entry, by: Mapping[str, str], other: Mapping[str, str] | None
    ) -> Edition:
        """Let readers see an entry that is in the log; ``other`` are the rules before these."""
        try:
            touched = self.embedded.apply(entry)
            derive(self.embedded, by, touched if other is None else None)
            self.embedded.mark(entry.number)
            made = edition.publish(self.data_dir, self.embedded.store, entry.number)
        except (OSError, RuntimeError) as error:
            if not tells_no_room(error):
                raise
            _logger.warning("publication %d is taken back: %s", entry.number, error)
        else:
            self._by = by
            edition.prune(self.data_dir)
            return made
        self._take_back(entry.number)
        raise _StoreFullError

    def _take_back(self, number: int) -> None:
        """Undo the newest publication, of which nobody was told yet."""
        # A store that met a full disk refuses every write until it is opened anew.
        self._working.forget()
        shutil.rmtree(edition.checkpoint(self.data_dir, number).path, ignore_errors=True)
        self.log.take_back(number)

    def _check_room(self, quads: int) -> None:
        """Refuse before anything is written where the disk has less room than this may take."""
        room = shutil.disk_usage(self.data_dir).free
        if room < _ROOM_ALWAYS + _ROOM_PER_QUAD * quads:
            raise disk_full()

    def _check_expected(self, expects: Mapping[str, int]) -> None:
        for name, number in expects.items():
            found = self.changed_in(name)
            if found != number:
                raise ConflictError(
                    f"{name} is intussen veranderd door publicatie {found}",
                    f"{name} was changed meanwhile by publication {found}",
                    remedy_nl="Haal de nieuwe stand op en beoordeel of uw wijziging nog klopt.",
                    remedy_en="Fetch the new state and see whether your change still holds.",
                )

    def _check_retirable(self, retire: Mapping[str, NamedNode]) -> None:
        retired = {graph.value for graph in self.current.retired()} if retire else set()
        for name in retire:
            if not self.current.holds_graph(name):
                raise NotFoundError(f"{name} bestaat niet", f"{name} does not exist")
            if name in retired:
                raise ConflictError(
                    f"{name} is al vervangen of ingetrokken",
                    f"{name} is already superseded or withdrawn",
                )


class _StoreFullError(Exception):
    """The store met a full disk after the log had room; the entry was taken back."""


def _publication(number: int, time: str, agent: str, activity: str) -> set[Triple]:
    this = NamedNode(f"{_PUBLICATION}{number}")
    return {
        Triple(this, _TYPE, NamedNode(BASE + "def/Publicatie")),
        Triple(this, _LABEL, Literal(f"Publicatie {number}: {activity}", language="nl")),
        Triple(this, _LABEL, Literal(f"Publication {number}: {activity}", language="en")),
        Triple(this, _ENDED, Literal(time, datatype=NamedNode(_XSD + "dateTime"))),
        Triple(this, _AGENT, NamedNode(agent)),
        Triple(DATASET, EDITION, Literal(number)),
    }


def _standing(number: int, graphs: Iterable[str], retire: Mapping[str, NamedNode]) -> set[Triple]:
    this = NamedNode(f"{_PUBLICATION}{number}")
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
            return publisher.release(progress)
    except BusyError:
        return edition.current(data_dir)


def verify(data_dir: Path) -> list[str]:
    """What is wrong with the log and the store, one line each; nothing when all is well."""
    if not (data_dir / "log").is_dir():
        raise NotFoundError(
            f"in {data_dir} is geen logboek",
            f"there is no log in {data_dir}",
            remedy_nl="Noem de map van de dienst met --data-dir.",
            remedy_en="Name the folder of the service with --data-dir.",
        )
    try:
        for _ in Log(data_dir / "log").entries():
            continue
        with Publisher(data_dir) as publisher:
            missing, extra = publisher.embedded.differences()
    except LogDamagedError as error:
        return [str(error)]
    return [
        *(f"ontbreekt in de standaardgraaf: {triple}" for triple in sorted(map(str, missing))),
        *(f"te veel in de standaardgraaf: {triple}" for triple in sorted(map(str, extra))),
    ]


def _quads(triples: Iterable[Triple], graph: str) -> list[Quad]:
    name = NamedNode(graph)
    return [Quad(t.subject, t.predicate, t.object, name) for t in sorted(triples, key=str)]
