"""The errors a user can meet; each says whose turn it is.

* OogoError
  x SubmissionError    the sender can mend the file          400
  x ParameterError     the asker can mend the parameter      400
  x QueryError         the asker can mend the query          400
  x UnauthorizedError  a key is needed, or this is none      401
  x ForbiddenError     SERVICE, update, role of the key      403
  x NotFoundError      nothing has this name                 404
  x NotAcceptableError no such format here                   406
  x ConflictError      wrong state, or twice                 409
  x GoneError          withdrawn                             410
  x TooLargeError      more than we read                     413
  x UnsupportedError   a kind of file we do not read         415
  x LimitError         this key has had its share for today  429
  x BusyError          limit of time or memory; try later    503
  x DiskFullError      nothing can be stored                 507
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

__all__ = [
    "BusyError",
    "ConflictError",
    "DiskFullError",
    "ForbiddenError",
    "GoneError",
    "LimitError",
    "NotAcceptableError",
    "NotFoundError",
    "OogoError",
    "ParameterError",
    "QueryError",
    "SubmissionError",
    "TooLargeError",
    "UnauthorizedError",
    "UnsupportedError",
]


@dataclass(eq=False)
class OogoError(Exception):
    """What went wrong, where, and how to mend it, in Dutch and English."""

    nl: str
    en: str
    place: str = ""
    remedy_nl: str = ""
    remedy_en: str = ""

    status: ClassVar[int] = 500

    def __str__(self) -> str:
        """One line in Dutch: place, fault, remedy."""
        place = f"{self.place}: " if self.place else ""
        remedy = f". {self.remedy_nl}" if self.remedy_nl else ""
        return f"{place}{self.nl}{remedy}"


class SubmissionError(OogoError):
    """Bytes that cannot be read as data."""

    status = 400


class ParameterError(OogoError):
    """A parameter that does not mean anything here."""

    status = 400


@dataclass(eq=False)
class QueryError(OogoError):
    """A query that is not SPARQL; line and column count from 1, 0 is unknown."""

    line: int = 0
    column: int = 0

    status: ClassVar[int] = 400


class UnauthorizedError(OogoError):
    """A request that needs a key and has none that counts."""

    status = 401


@dataclass(eq=False)
class ForbiddenError(OogoError):
    """A request this door never carries out."""

    line: int = 0
    column: int = 0

    status: ClassVar[int] = 403


class NotFoundError(OogoError):
    """A name that nothing has."""

    status = 404


class NotAcceptableError(OogoError):
    """A format that cannot carry this answer."""

    status = 406


class ConflictError(OogoError):
    """A step that this state does not allow."""

    status = 409


class GoneError(OogoError):
    """A thing that was withdrawn."""

    status = 410


class TooLargeError(OogoError):
    """More bytes than are read here."""

    status = 413


class UnsupportedError(OogoError):
    """A kind of file that is not read here."""

    status = 415


@dataclass(eq=False)
class LimitError(OogoError):
    """A key has had its share; retry_after is in seconds."""

    retry_after: int = 3600

    status: ClassVar[int] = 429


@dataclass(eq=False)
class BusyError(OogoError):
    """A limit of time, memory or workers was reached; retry_after is in seconds."""

    retry_after: int = 5

    status: ClassVar[int] = 503


class DiskFullError(OogoError):
    """No room to store."""

    status = 507
