"""Parts of a zip file, read within bounds."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from oogo.errors import SubmissionError, TooLargeError

__all__ = ["Archive"]

_PARTS = 5_000
_PART = 64 * 2**20
_WHOLE = 160 * 2**20
_CHUNK = 2**20
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


class Archive:
    """A zip file whose parts are unpacked up to a bound, whatever its directory promises."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the directory; the parts follow on demand."""
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise self._broken() from error
        infos = self._zip.infolist()
        if len(infos) > _PARTS:
            raise self._too_large()
        self._infos = {info.filename.lstrip("/").lower(): info for info in infos}
        if len(self._infos) < len(infos):
            raise self._broken()  # which of two parts with one name counts differs per program
        self.parts = tuple(i.filename for i in infos if i.filename and i.filename[-1] != "/")

    def __contains__(self, part: str) -> bool:
        """Whether the archive has this part, whatever the case of its name."""
        return part.lstrip("/").lower() in self._infos

    def locked(self) -> bool:
        """Whether some part needs a password."""
        return any(info.flag_bits & 1 for info in self._infos.values())

    def read(self, part: str) -> bytes:
        """The bytes of a part; SubmissionError where it is damaged or not there."""
        info = self._infos.get(part.lstrip("/").lower())
        if info is None or info.compress_type not in _READABLE or info.flag_bits & 1:
            raise self._broken(part)
        chunks = []
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    if size > _PART or self._unpacked > _WHOLE:
                        raise self._too_large()
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
        ) as error:
            raise self._broken(part) from error
        return b"".join(chunks)

    def _broken(self, part: str = "") -> SubmissionError:
        return SubmissionError(
            "het bestand is beschadigd of is geen werkboek",
            "the file is damaged or is no workbook",
            place=f"{self.name}, onderdeel {part}" if part else self.name,
            remedy_nl="Open het bestand, sla het op als xlsx of ods en lever het opnieuw aan.",
            remedy_en="Open the file, save it as xlsx or ods and deliver it again.",
        )

    def _too_large(self) -> TooLargeError:
        return TooLargeError(
            f"uitgepakt is het bestand groter dan {_WHOLE // 2**20} MB",
            f"unpacked the file is larger than {_WHOLE // 2**20} MB",
            place=self.name,
            remedy_nl="Verwijder lege opmaak en afbeeldingen, of verdeel de gegevens.",
            remedy_en="Remove empty formatting and images, or divide the data.",
        )
