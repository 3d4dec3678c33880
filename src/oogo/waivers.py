"""Rules that an organisation need not meet for a while: on which ground, until when, by whom."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from ulid import ULID

from oogo import privacy
from oogo.errors import NotFoundError, ParameterError
from oogo.keeping import write_whole
from oogo.report import Finding

__all__ = ["Waiver", "Waivers", "waive"]

# Nobody can waive what keeps personal data out.
_NEVER = "PG-"


@dataclass(frozen=True)
class Waiver:
    """One rule that one organisation need not meet before the day ``until``."""

    id: str
    rule: str
    organisation: str
    ground: str
    document: str
    until: str
    granted_by: str
    granted_at: str

    def holds(self, organisation: str, on: date) -> bool:
        """Whether it counts for this organisation on this day; the end is exclusive."""
        return self.organisation == organisation and on < date.fromisoformat(self.until)


class Waivers:
    """The waivers of a data folder; a waiver that ended stays on record."""

    def __init__(self, data_dir: Path) -> None:
        """Kept in one file in this folder."""
        self._file = data_dir / "waivers.json"
        self._turn = threading.Lock()

    def all(self) -> tuple[Waiver, ...]:
        """All waivers, oldest first."""
        if not self._file.is_file():
            return ()
        found = json.loads(self._file.read_text(encoding="utf-8"))
        return tuple(Waiver(**values) for values in found)

    def digest(self) -> str:
        """What names the waivers as they are now."""
        text = self._file.read_bytes() if self._file.is_file() else b""
        return hashlib.sha256(text).hexdigest()[:12]

    def grant(
        self,
        rule: str,
        organisation: str,
        *,
        ground: str,
        document: str,
        until: str,
        granted_by: str,
    ) -> Waiver:
        """Put a waiver on record."""
        if rule.startswith(_NEVER):
            raise ParameterError(
                "regels over persoonsgegevens kennen geen ontheffing",
                "rules about personal data cannot be waived",
                place="rule",
                remedy_nl="Haal de persoonsgegevens uit het bestand.",
                remedy_en="Take the personal data out of the file.",
            )
        for name, text in (("ground", ground), ("document", document), ("rule", rule)):
            if not text.strip():
                raise _missing(name)
            if privacy.scan(text.encode(), name):
                raise ParameterError(
                    f"‘{name}’ lijkt persoonsgegevens te bevatten",
                    f"‘{name}’ seems to hold personal data",
                    place=name,
                    remedy_nl="Noem geen personen: een ontheffing is voor iedereen te lezen.",
                    remedy_en="Name no persons: a waiver can be read by everybody.",
                )
        now = datetime.now(UTC)
        if _day(until) <= now.date():
            raise ParameterError(
                f"{until} is al voorbij",
                f"{until} has passed already",
                place="until",
                remedy_nl="Geef een dag in de toekomst; tot die dag geldt de ontheffing.",
                remedy_en="Give a day in the future; the waiver holds until that day.",
            )
        granted_at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        waiver = Waiver(
            str(ULID()), rule, organisation, ground, document, until, granted_by, granted_at
        )
        with self._turn:
            self._write([*self.all(), waiver])
        return waiver

    def end(self, id_: str) -> Waiver:
        """Let a waiver end today."""
        today = datetime.now(UTC).date().isoformat()
        with self._turn:
            waivers = self.all()
            for waiver in waivers:
                if waiver.id == id_:
                    ended = replace(waiver, until=min(waiver.until, today))
                    self._write([ended if each == waiver else each for each in waivers])
                    return ended
        raise NotFoundError(
            f"er is geen ontheffing {id_}",
            f"there is no waiver {id_}",
            remedy_nl="De lijst staat op /api/v1/waivers.",
            remedy_en="The list is at /api/v1/waivers.",
        )

    def _write(self, waivers: Iterable[Waiver]) -> None:
        values = [asdict(waiver) for waiver in waivers]
        write_whole(self._file, json.dumps(values, ensure_ascii=False, indent=1).encode())


def waive(
    findings: Iterable[Finding], waivers: Iterable[Waiver], organisation: str, on: date
) -> tuple[Finding, ...]:
    """The findings, with those of a waived rule set apart; what breaks no law stays as it is."""
    in_force: Mapping[str, Waiver] = {w.rule: w for w in waivers if w.holds(organisation, on)}
    return tuple(_waived(finding, in_force) for finding in findings)


def _waived(finding: Finding, in_force: Mapping[str, Waiver]) -> Finding:
    waiver = in_force.get(finding.rule)
    if waiver is None or finding.rule.startswith(_NEVER):
        return finding
    return replace(
        finding,
        severity="waived",
        waiver={
            "id": waiver.id,
            "ground": waiver.ground,
            "document": waiver.document,
            "until": waiver.until,
            "granted_by": waiver.granted_by,
            "granted_at": waiver.granted_at,
            "was": finding.severity,
        },
    )


def _missing(name: str) -> ParameterError:
    return ParameterError(
        f"‘{name}’ ontbreekt",
        f"‘{name}’ is missing",
        place=name,
        remedy_nl="Een ontheffing noemt regel, organisatie, grond, document en einddatum.",
        remedy_en="A waiver names rule, organisation, ground, document and end date.",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ParameterError(
            f"‘{text}’ is geen datum",
            f"‘{text}’ is not a date",
            place="until",
            remedy_nl="Schrijf JJJJ-MM-DD, bijvoorbeeld 2027-05-01.",
            remedy_en="Write YYYY-MM-DD, such as 2027-05-01.",
        ) from error
