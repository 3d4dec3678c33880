"""The content codings of an answer, packed while it streams; the same bytes each time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

import zstandard

__all__ = ["PACKINGS", "Packing"]

_GZIP_LEVEL = 5
_GZIP_FRAME = 31
_ZSTD_LEVEL = 3


class Packing(Protocol):
    """One coding of one stream."""

    def more(self, data: bytes | bytearray) -> bytes:
        """These bytes packed, so that the reader can unpack them at once."""

    def last(self, data: bytes | bytearray) -> bytes:
        """These bytes packed, and the end of the stream."""


class _Gzip:
    def __init__(self) -> None:
        self._stream = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_FRAME)

    def more(self, data: bytes | bytearray) -> bytes:
        """These bytes, up to a border that can be unpacked."""
        return self._stream.compress(data) + self._stream.flush(zlib.Z_SYNC_FLUSH)

    def last(self, data: bytes | bytearray) -> bytes:
        """These bytes and the end."""
        return self._stream.compress(data) + self._stream.flush(zlib.Z_FINISH)


class _Zstandard:
    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()

    def more(self, data: bytes | bytearray) -> bytes:
        """These bytes, up to a border that can be unpacked."""
        packed = self._stream.compress(bytes(data))
        return packed + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)

    def last(self, data: bytes | bytearray) -> bytes:
        """These bytes and the end."""
        packed = self._stream.compress(bytes(data))
        return packed + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_FINISH)


# Best first.
PACKINGS: Mapping[str, Callable[[], Packing]] = {"zstd": _Zstandard, "gzip": _Gzip}
