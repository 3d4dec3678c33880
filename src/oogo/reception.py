"""The one door for deliveries: bytes in any format → the graph, and the place of each statement.

Personal data are looked for first, in memory; where there are any, nothing else is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from oogo import intake, privacy, workbook
from oogo.errors import TooLargeError
from oogo.intake import LIMIT, Submission
from oogo.workbook.places import CellFinding, Key, Place
from oogo.workbook.unread import Unread

__all__ = ["CC0", "Received", "receive", "too_large"]

CC0 = "https://creativecommons.org/publicdomain/zero/1.0/"
_FILE_NAME = "bestandsnaam"
_NO_MARKS = "application/octet-stream"


@dataclass(frozen=True)
class Received:
    """What was delivered; ``data`` are the bytes that may be kept, without names of persons.

    ``refused`` holds the personal data that were found, masked; then the graph is empty. ``unread``
    is what is perhaps said in cells that could not be read.
    """

    submission: Submission
    data: bytes
    refused: tuple[CellFinding, ...] = ()
    findings: tuple[CellFinding, ...] = ()
    places: Mapping[Key, Place] | None = None
    unread: tuple[Unread, ...] = ()
    template: str = ""
    organisation: str = ""
    licence: str = ""
    removed: tuple[str, ...] = ()


def receive(
    data: bytes, name: str, media_type: str | None = None, organisation: str = ""
) -> Received:
    """What these bytes say; ``organisation`` is the sender, where its key is known.

    A workbook and a zip are known by their first bytes, whatever their name says.
    """
    if len(data) > LIMIT:
        raise too_large(name)
    words = re.sub(r"[-_]", " ", PurePath(name).stem)
    if found := privacy.scan(words.encode(), _FILE_NAME):
        return Received(_nothing(data, _FILE_NAME), b"", refused=found)
    if workbook.is_workbook(data, name):
        return _from_workbook(data, name, organisation)
    return _from_graph(data, name, media_type, organisation)


def _from_workbook(data: bytes, name: str, organisation: str) -> Received:
    found = privacy.scan(data, name)
    if found:
        return Received(_nothing(data, name), b"", refused=found)
    delivery = workbook.read(data, name, organisation or None)
    cleaned = privacy.without_authors(data, name)
    return Received(
        Submission(name, hashlib.sha256(data).hexdigest(), delivery.triples),
        cleaned.data,
        findings=delivery.findings,
        places=delivery.places,
        unread=delivery.unread,
        template=delivery.template,
        organisation=delivery.organisation.value if delivery.organisation else organisation,
        licence=delivery.licence.value if delivery.licence else "",
        removed=cleaned.removed,
    )


def _from_graph(data: bytes, name: str, media_type: str | None, organisation: str) -> Received:
    found = privacy.scan(data, name)
    if found:
        return Received(_nothing(data, name), b"", refused=found)
    known = None if media_type == _NO_MARKS else media_type
    submission = intake.parse(data, name=name, media_type=known)
    found = privacy.scan_graph(submission.graph, name)
    if found:
        return Received(_nothing(data, name), b"", refused=found)
    return Received(submission, data, organisation=organisation)


def _nothing(data: bytes, name: str) -> Submission:
    return Submission(name, hashlib.sha256(data).hexdigest(), ())


def too_large(name: str) -> TooLargeError:
    """More bytes than are read."""
    size = LIMIT // (1024 * 1024)
    return TooLargeError(
        f"dit is meer dan {size} MB",
        f"this is more than {size} MB",
        place=name,
        remedy_nl="Lever het in delen, bijvoorbeeld één plan per bestand.",
        remedy_en="Deliver it in parts, for example one plan a file.",
    )
