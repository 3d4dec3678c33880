"""Workbooks: xlsx, ods and csv files that follow a template, as triples with their cells."""

from __future__ import annotations

import zlib

from oogo.errors import SubmissionError, UnsupportedError
from oogo.workbook import csvzip, forms, ods, vocabulary, xlsx
from oogo.workbook.archive import Archive
from oogo.workbook.book import Book
from oogo.workbook.places import CellFinding, Place
from oogo.workbook.rows import Delivery, deliver

__all__ = ["CellFinding", "Delivery", "Place", "is_workbook", "open_book", "read"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_TEXT = (".csv", ".tsv")


def is_workbook(data: bytes, name: str) -> bool:
    """Whether these bytes are for this reader rather than for that of RDF."""
    return data.startswith((_OLE, *_ZIP)) or name.lower().endswith(
        (*_TEXT, ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".zip")
    )


def read(data: bytes, name: str, organisation: str | None = None) -> Delivery:
    """What a workbook says, with places and findings; SubmissionError where it is none.

    ``organisation`` is the sender when its key is known (PO2604, 0632 or an address); without
    it the sheet with the sender decides.
    """
    book = open_book(data, name)
    return deliver(book, forms.load(), vocabulary.load(), organisation)


def open_book(data: bytes, name: str) -> Book:
    """The sheets of the file, whatever its format and whatever its name says."""
    if data.startswith(_OLE):
        raise _ole(data, name)
    if not data.strip():
        raise _empty(name)
    if not data.startswith(_ZIP):
        if name.lower().endswith(_TEXT):
            return csvzip.read_one(data, name)
        raise _unknown(name)
    archive = Archive(data, name)
    if archive.locked():
        raise _password(name)
    try:
        return _open(archive, name)
    except (RecursionError, zlib.error, MemoryError) as error:
        raise SubmissionError(
            "het bestand is onleesbaar",
            "the file cannot be read",
            place=name,
            remedy_nl="Sla het opnieuw op als xlsx of ods.",
            remedy_en="Save it again as xlsx or ods.",
        ) from error


def _open(archive: Archive, name: str) -> Book:
    if "mimetype" in archive:
        if archive.read("mimetype").strip().startswith(_ODS) and "content.xml" in archive:
            return ods.read(archive, name)
        raise _unknown(name)
    if "xl/workbook.bin" in archive:
        raise _unknown(name)
    if "[Content_Types].xml" in archive:
        if any(part.lower().startswith("xl/") for part in archive.parts):
            return xlsx.read(archive, name)
        raise _unknown(name)
    if any(part.lower().endswith((*_TEXT, ".txt")) for part in archive.parts):
        return csvzip.read(archive, name)
    raise _unknown(name)


def _ole(data: bytes, name: str) -> UnsupportedError:
    return _password(name) if _ENCRYPTED in data else _unknown(name)


def _password(name: str) -> UnsupportedError:
    return UnsupportedError(
        "het bestand is met een wachtwoord beveiligd",
        "the file is protected with a password",
        place=name,
        remedy_nl="Sla het op zonder wachtwoord en lever het opnieuw aan.",
        remedy_en="Save it without a password and deliver it again.",
    )


def _empty(name: str) -> UnsupportedError:
    return UnsupportedError(
        "het bestand is leeg",
        "the file is empty",
        place=name,
        remedy_nl="Sla het bestand opnieuw op en lever het nog eens aan.",
        remedy_en="Save the file again and deliver it once more.",
    )


def _unknown(name: str) -> UnsupportedError:
    return UnsupportedError(
        "dit soort bestand wordt hier niet gelezen",
        "this kind of file is not read here",
        place=name,
        remedy_nl="Sla het op als xlsx of ods, of lever een zip met csv-bestanden.",
        remedy_en="Save it as xlsx or ods, or deliver a zip with csv files.",
    )
