"""The desk where deliveries come in: pages and API do the same things in the same order."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from weakref import WeakValueDictionary

from starlette.requests import Request

from oogo import __version__
from oogo.consequences import Consequences, consequences, others
from oogo.errors import (
    ForbiddenError,
    GoneError,
    LimitError,
    ParameterError,
)
from oogo.keys import Key, Keys
from oogo.reception import CC0
from oogo.refusals import note_refusal
from oogo.report import Report
from oogo.store.edition import Edition, current
from oogo.submissions import Delivered, Record, State, Submissions
from oogo.waivers import Waivers
from oogo.web.frame import pool_of
from oogo.web.uploads import Upload
from oogo.web.validating import Checked, Checks, Delivery

__all__ = ["Desk", "Kept", "desk_of", "peildatum", "readers_see"]

_logger = logging.getLogger(__name__)
_PATIENCE, _PAUSE = 5.0, 0.02
_NOT_IN_IRI = set(' <>"{}|^`\\')
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PUBLIC = {State.PUBLISHED, State.SUPERSEDED}


@dataclass(frozen=True)
class Kept:
    """A submission as it stands, with what its publication would bring about."""

    record: Record
    state: State
    report: Report
    consequences: Consequences


class Desk:
    """The keys, submissions and waivers of a data folder, and whoever checks deliveries."""

    def __init__(self, data_dir: Path, checks: Checks) -> None:
        """Over this folder."""
        self.keys = Keys(data_dir)
        self.submissions = Submissions(data_dir)
        self.waivers = Waivers(data_dir)
        self.checks = checks
        self._data_dir = data_dir
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def check(self, upload: Upload, organisation: str = "") -> Checked:
        """What is found in a file; nothing is kept."""
        on = peildatum(upload.said.get("peildatum", ""))
        return await self.checks.check(
            Delivery(upload.name, upload.media_type or None, upload.data, on, organisation)
        )

    async def deliver(self, upload: Upload, key: Key) -> Kept | Report:
        """Check a file and keep it; of a file with personal data only the report is given back."""
        today = await asyncio.to_thread(self.submissions.delivered_today, key)
        if today >= key.per_day:
            raise LimitError(
                f"met deze sleutel is vandaag al {today} keer aangeleverd",
                f"this key has delivered {today} times today",
                remedy_nl="Ga morgen verder, of vraag de beheerder om meer ruimte.",
                remedy_en="Go on tomorrow, or ask the operator for more room.",
            )
        checked = await self.check(upload, key.organisation)
        if checked.report.refused:
            note_refusal(self._data_dir, checked.report, checked.digest)
            return checked.report
        delivered = Delivered(
            name=upload.name,
            media_type=upload.media_type,
            data=checked.data,
            graph=checked.graph,
            report=checked.report,
            digest=checked.digest,
            licence=_licence(upload.said, checked.licence),
        )
        record = await asyncio.to_thread(
            self.submissions.keep, delivered, key, _supersedes(upload.said)
        )
        return await self.kept(record)

    async def kept(self, record: Record) -> Kept:
        """A submission as it stands now."""
        return await asyncio.to_thread(self._kept, record)

    def _kept(self, record: Record) -> Kept:
        state = self.submissions.state(record)
        report = self.submissions.report(record)
        if state is State.PUBLISHED:
            found = Consequences((), (), others(self.submissions, record, self._data_dir))
        elif state in {State.DRAFT, State.SUBMITTED}:
            found = consequences(self.submissions, record, self._data_dir)
        else:
            found = Consequences((), (), ())
        return Kept(record, state, report, found)

    async def publish(self, record: Record, key: Key) -> Edition:
        """Publish a submission as the rules and waivers of this moment find it."""
        turn = self._turns.setdefault(record.id, asyncio.Lock())
        async with turn:
            await asyncio.to_thread(self.submissions.check_publishable, record, key)
            report = await asyncio.to_thread(self.submissions.report, record)
            if not self._of_this_moment(report):
                report = await self._check_again(record)
            return await asyncio.to_thread(self.submissions.publish, record, report, key)

    def _of_this_moment(self, report: Report) -> bool:
        """Whether a new check would be the same: of today, on this edition, with these waivers."""
        now = {
            "oogo": __version__,
            "edition": str(current(self._data_dir).number),
            "waivers": self.waivers.digest(),
        }
        found = {name: report.versions.get(name) for name in now}
        return found == now and report.date == date.today().isoformat()

    async def _check_again(self, record: Record) -> Report:
        original = await asyncio.to_thread(self.submissions.original, record)
        delivery = Delivery(
            record.name,
            record.media_type or None,
            original,
            date.today(),
            record.organisation,
        )
        return (await self.checks.check(delivery)).report

    async def withdraw(self, record: Record, key: Key) -> Edition:
        """Take a published submission back."""
        return await asyncio.to_thread(self.submissions.withdraw, record, key)

    async def readable(self, id_: str, authorization: str) -> tuple[Record, State]:
        """A submission that this visitor may see; what was withdrawn nobody sees any more."""
        key = self.keys.known(authorization) if authorization else None
        record = await asyncio.to_thread(self.submissions.find, id_)
        state = await asyncio.to_thread(self.submissions.state, record)
        if state is State.WITHDRAWN:
            successor = await asyncio.to_thread(self.submissions.successor, record)
            raise _withdrawn(successor)
        if state not in _PUBLIC:
            self._check_reader(record, key, authorization)
        return record, state

    async def original(self, record: Record, state: State, authorization: str) -> bytes:
        """The file as it was kept: for its sender, and for everybody once it is published."""
        key = self.keys.known(authorization) if authorization else None
        if state not in _PUBLIC and (key is None or key.organisation != record.organisation):
            raise ForbiddenError(
                "het bestand zelf is alleen voor de afzender, tot het gepubliceerd is",
                "the file itself is for its sender only, until it is published",
                remedy_nl="Lees het rapport, of vraag de afzender om het bestand.",
                remedy_en="Read the report, or ask the sender for the file.",
            )
        return await asyncio.to_thread(self.submissions.original, record)

    def _check_reader(self, record: Record, key: Key | None, authorization: str) -> None:
        reader = key or self.keys.known(authorization)
        if not reader.may("read-all") and reader.organisation != record.organisation:
            raise ForbiddenError(
                "deze aanlevering is van een andere organisatie en nog niet gepubliceerd",
                "this submission is of another organisation and not published yet",
                remedy_nl="Vraag de afzender, of wacht tot zij gepubliceerd is.",
                remedy_en="Ask the sender, or wait until it is published.",
            )


async def readers_see(request: Request, made: Edition) -> None:
    """Wait, but not for long, until questions are answered from this edition."""
    pool = pool_of(request)
    try:
        async with asyncio.timeout(_PATIENCE):
            while pool.edition < made.number:
                await asyncio.sleep(_PAUSE)
    except TimeoutError:
        _logger.warning("edition %s is published, but not read yet", made.number)


def desk_of(request: Request) -> Desk:
    """The desk of this service."""
    desk: Desk = request.app.state.desk
    return desk


def peildatum(text: str) -> date:
    """The day in a parameter; today where it is empty."""
    try:
        if text and not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text) if text else date.today()
    except ValueError as error:
        raise ParameterError(
            f"‘{text}’ is geen datum",
            f"‘{text}’ is not a date",
            place="peildatum",
            remedy_nl="Schrijf JJJJ-MM-DD, bijvoorbeeld 2026-05-01.",
            remedy_en="Write YYYY-MM-DD, such as 2026-05-01.",
        ) from error


def _licence(said: Mapping[str, str], stated: str) -> str:
    """The licence in the request, else that in the file, else CC0; an empty one is none."""
    licence = said.get("licence", stated or CC0)
    address = licence.startswith(("https://", "http://")) and not set(licence) & _NOT_IN_IRI
    if licence and not address:
        raise ParameterError(
            f"‘{licence}’ is geen adres van een licentie",
            f"‘{licence}’ is not the address of a licence",
            place="licence",
            remedy_nl=f"Geef het adres, bijvoorbeeld {CC0}, of laat dit weg.",
            remedy_en=f"Give the address, such as {CC0}, or leave this out.",
        )
    return licence


def _supersedes(said: Mapping[str, str]) -> tuple[str, ...] | None:
    """What the sender says it takes the place of; ‘none’ is nothing, silence leaves it to us."""
    text = said.get("supersedes", "").strip()
    if not text:
        return None
    return () if text == "none" else tuple(part.strip() for part in text.split(","))


def _withdrawn(successor: Record | None) -> GoneError:
    address = f"/api/v1/submissions/{successor.id}" if successor else ""
    return GoneError(
        "deze aanlevering is ingetrokken",
        "this submission was withdrawn",
        place=address,
        remedy_nl=f"De opvolger staat op {address}." if successor else "Er is geen opvolger.",
        remedy_en=f"Its successor is at {address}." if successor else "There is no successor.",
    )
