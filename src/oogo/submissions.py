"""What organisations delivered: kept whole, published on request, never lost.

    concept ──▶ ingediend ──▶ gepubliceerd ──▶ vervangen
    (violations)                      └──────▶ ingetrokken

A folder holds what does not change: the file, the graph in it and who delivered it. Whether it is
published is read from the newest edition, so a crash between two steps leaves no doubt.
"""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from ulid import ULID

from oogo.addresses import BASE
from oogo.differences import things
from oogo.errors import ConflictError, ForbiddenError, NotFoundError
from oogo.keeping import write_folder, write_whole
from oogo.keys import Key
from oogo.origins import origin
from oogo.publication import Publisher, now
from oogo.report import Report
from oogo.store import edition
from oogo.store.edition import Edition
from oogo.store.embedded import CURRENT, PROVENANCE, STANDING, SUPERSEDED, WITHDRAWN

__all__ = ["GRAPH", "Delivered", "Record", "State", "Submissions"]

GRAPH = BASE + "graph/aanlevering/"

_NAME = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
# Organisations and areas are in everybody's deliveries: sharing one of them makes no succession.
_COMMON = re.compile(
    r"https://identifier\.overheid\.nl/.*|"
    + re.escape(BASE)
    + r"id/(?:samenwerkingsverband|schoolbestuur|onderwijsinstelling|vestiging|organisatie|"
    r"gebied|gebiedstoedeling|ondersteuningsplanraad|overlegtafel)/.*"
)


class State(StrEnum):
    """How far a submission is."""

    DRAFT = "concept"
    SUBMITTED = "ingediend"
    PUBLISHED = "gepubliceerd"
    SUPERSEDED = "vervangen"
    WITHDRAWN = "ingetrokken"


_STANDINGS = {
    CURRENT: State.PUBLISHED,
    SUPERSEDED: State.SUPERSEDED,
    WITHDRAWN: State.WITHDRAWN,
}


@dataclass(frozen=True)
class Delivered:
    """What is to be kept: the file without names of persons, its graph, and what was found."""

    name: str
    media_type: str
    data: bytes
    graph: bytes
    report: Report
    digest: str
    licence: str


@dataclass(frozen=True)
class Record:
    """One submission as it was received; without ``licence`` it cannot be published.

    ``supersedes`` names what it takes the place of; with None that is what the same organisation
    published before about the same things, in the same template.
    """

    id: str
    name: str
    media_type: str
    digest: str
    organisation: str
    role: str
    key: str
    received_at: str
    licence: str
    template: str
    things: tuple[str, ...]
    supersedes: tuple[str, ...] | None = None

    @property
    def graph(self) -> str:
        """The named graph in which it is, or would be, published."""
        return GRAPH + self.id


class Submissions:
    """The submissions of a data folder."""

    def __init__(self, data_dir: Path) -> None:
        """Kept in this folder; what was left half written by a crash goes."""
        self._data_dir = data_dir
        self._folder = data_dir / "submissions"
        self._turn = threading.Lock()
        if self._folder.is_dir():
            for left in self._folder.glob("*.part"):
                shutil.rmtree(left, ignore_errors=True)

    def keep(
        self, delivered: Delivered, key: Key, supersedes: tuple[str, ...] | None = None
    ) -> Record:
        """Put a submission on disk, safely, before anybody is told that it is there."""
        for id_ in supersedes or ():
            self._check_own(self.find(id_), key)
        record = Record(
            id=str(ULID()),
            name=delivered.name,
            media_type=delivered.media_type,
            digest=delivered.digest,
            organisation=key.organisation,
            role=key.role,
            key=key.id,
            received_at=now(),
            licence=delivered.licence,
            template=delivered.report.template,
            things=tuple(sorted(things(_triples(delivered.graph)))),
            supersedes=supersedes,
        )
        files = {
            "original": delivered.data,
            "graph.nt": delivered.graph,
            "report.json": _json(delivered.report.as_json()),
            "record.json": _json(asdict(record)),
        }
        write_folder(self._folder / record.id, files)
        return record

    def find(self, id_: str) -> Record:
        """The submission with this number."""
        path = self._folder / id_ / "record.json"
        if not _NAME.fullmatch(id_) or not path.is_file():
            raise NotFoundError(
                f"er is geen aanlevering {id_}",
                f"there is no submission {id_}",
                remedy_nl="Kijk of het nummer klopt; het staat in het antwoord op de aanlevering.",
                remedy_en="Check the number; it is in the answer to the delivery.",
            )
        values = json.loads(path.read_text(encoding="utf-8"))
        named = values["supersedes"]
        return Record(
            **{
                **values,
                "things": tuple(values["things"]),
                "supersedes": None if named is None else tuple(named),
            }
        )

    def of(self, organisation: str) -> tuple[Record, ...]:
        """The submissions of this organisation, newest first."""
        found = (self.find(id_) for id_ in self._names())
        return tuple(record for record in found if record.organisation == organisation)

    def delivered_today(self, key: Key) -> int:
        """How many submissions came with this key today."""
        today = datetime.now(UTC).date().isoformat()
        count = 0
        for id_ in self._names():
            record = self.find(id_)
            if not record.received_at.startswith(today):
                break
            count += record.key == key.id
        return count

    def _names(self) -> Iterator[str]:
        """The numbers of all submissions, newest first: they rise with time."""
        if self._folder.is_dir():
            found = (path.name for path in self._folder.iterdir())
            yield from sorted((name for name in found if _NAME.fullmatch(name)), reverse=True)

    def original(self, record: Record) -> bytes:
        """The file as it was kept."""
        return (self._folder / record.id / "original").read_bytes()

    def triples(self, record: Record) -> list[Triple]:
        """The graph of a submission."""
        return _triples((self._folder / record.id / "graph.nt").read_bytes())

    def report(self, record: Record) -> Report:
        """What was found in it when it was last checked."""
        text = (self._folder / record.id / "report.json").read_text(encoding="utf-8")
        return Report.from_json(json.loads(text))

    def state(self, record: Record) -> State:
        """How far it is, by the newest edition and its report."""
        with edition.reading(self._data_dir) as (_, store):
            standing = store.quads_for_pattern(NamedNode(record.graph), STANDING, None, PROVENANCE)
            for quad in standing:
                if isinstance(quad.object, NamedNode):
                    return _STANDINGS[quad.object]
        return State.SUBMITTED if self.report(record).accepted else State.DRAFT

    def earlier(self, record: Record) -> tuple[Record, ...]:
        """The published submissions that this one takes the place of when it is published."""
        if record.supersedes is not None:
            return tuple(self.find(id_) for id_ in record.supersedes)
        return tuple(other for other in self._before(record) if _one_form(record, other))

    def beside(self, record: Record) -> tuple[Record, ...]:
        """The published submissions of other templates that tell of the same, and stay."""
        replaced = {each.id for each in self.earlier(record)}
        return tuple(other for other in self._before(record) if other.id not in replaced)

    def _before(self, record: Record) -> Iterator[Record]:
        """What the same organisation published before about the same things."""
        own = _telling(record.things)
        for other in self.of(record.organisation):
            if (
                other.id < record.id
                and own & _telling(other.things)
                and self.state(other) is State.PUBLISHED
            ):
                yield other

    def successor(self, record: Record) -> Record | None:
        """The published submission of the same organisation that tells of the same things."""
        own = _telling(record.things)
        for other in self.of(record.organisation):
            again = own & _telling(other.things) and _one_form(record, other)
            about_it = record.id in (other.supersedes or ()) or again
            if other.id > record.id and about_it and self.state(other) is State.PUBLISHED:
                return other
        return None

    def latest(self, organisation: str, template: str) -> Record | None:
        """The newest published submission of this organisation in this template."""
        for record in self.of(organisation):
            if record.template == template and self.state(record) is State.PUBLISHED:
                return record
        return None

    def publish(self, record: Record, report: Report, key: Key) -> Edition:
        """Make the graph public, in the place of what it supersedes; ``report`` is of this moment.

        Of several who try at once one succeeds, and the others learn that it has happened.
        """
        self._check_own(record, key)
        with self._turn:
            self._check_state(record)
            self.check_licence(record)
            _check_accepted(report)
            write_whole(self._folder / record.id / "report.json", _json(report.as_json()))
            before = self.earlier(record)
            for other in before:
                self._check_own(other, key)
            with Publisher(self._data_dir) as publisher:
                return publisher.publish(
                    {record.graph: self.triples(record)},
                    agent=record.organisation,
                    activity=f"aanlevering {record.id}",
                    supersedes=[other.graph for other in before],
                    expects={record.graph: 0},
                    notes=origin(record, report, key, before),
                )

    def withdraw(self, record: Record, key: Key) -> Edition:
        """Take a published submission back; it stays on record, and counts no more."""
        self._check_own(record, key)
        with self._turn:
            state = self.state(record)
            if state is not State.PUBLISHED:
                raise _wrong_state(state, "intrekken", "withdrawn")
            with Publisher(self._data_dir) as publisher:
                return publisher.publish(
                    {},
                    agent=record.organisation,
                    activity=f"intrekking {record.id}",
                    withdraws=[record.graph],
                )

    def check_publishable(self, record: Record, key: Key) -> None:
        """ConflictError where it cannot be published whatever a new check would find."""
        self._check_own(record, key)
        self._check_state(record)
        self.check_licence(record)

    def _check_state(self, record: Record) -> None:
        state = self.state(record)
        if state not in {State.DRAFT, State.SUBMITTED}:
            raise _wrong_state(state, "publiceren", "published")

    @staticmethod
    def check_licence(record: Record) -> None:
        """ConflictError where the sender gave no licence."""
        if not record.licence:
            raise ConflictError(
                "bij deze aanlevering hoort geen licentie",
                "this submission has no licence",
                place="licence",
                remedy_nl="Lever opnieuw aan met een licentie, bijvoorbeeld CC0.",
                remedy_en="Deliver it again with a licence, such as CC0.",
            )

    @staticmethod
    def _check_own(record: Record, key: Key) -> None:
        if record.organisation != key.organisation:
            raise ForbiddenError(
                "deze aanlevering is van een andere organisatie",
                "this submission is of another organisation",
                remedy_nl="Gebruik de sleutel van de organisatie die aanleverde.",
                remedy_en="Use the key of the organisation that delivered it.",
            )


def _check_accepted(report: Report) -> None:
    if report.accepted:
        return
    number = report.counts["violation"]
    dutch = "er is nog 1 overtreding" if number == 1 else f"er zijn nog {number} overtredingen"
    english = "there is still 1 violation" if number == 1 else f"there are {number} violations"
    raise ConflictError(
        dutch if number else "er is niets getoetst",
        english if number else "nothing was checked",
        place="report",
        remedy_nl="Herstel wat het rapport noemt en lever opnieuw aan.",
        remedy_en="Mend what the report names and deliver it again.",
    )


def _wrong_state(state: State, act_nl: str, act_en: str) -> ConflictError:
    return ConflictError(
        f"een aanlevering die {state} is kunt u niet {act_nl}",
        f"a submission that is ‘{state}’ cannot be {act_en}",
        place="state",
        remedy_nl="Lever opnieuw aan als er iets veranderd is.",
        remedy_en="Deliver again if something has changed.",
    )


def _telling(addresses: Iterable[str]) -> frozenset[str]:
    """The things a delivery is about: not organisations and areas, unless it has nothing else."""
    every = frozenset(addresses)
    return frozenset(iri for iri in every if not _COMMON.fullmatch(iri)) or every


def _one_form(one: Record, other: Record) -> bool:
    """Whether one may be the other again: a plan is not replaced by a file with its meetings."""
    return one.template == other.template or not (one.template and other.template)


def _triples(data: bytes) -> list[Triple]:
    return [quad.triple for quad in parse(data, RdfFormat.N_TRIPLES)]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
