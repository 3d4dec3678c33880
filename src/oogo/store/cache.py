"""Answers that were given before, by edition and question; the oldest go when room is short."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

__all__ = ["LARGEST", "Cache", "Kept"]

LARGEST = 1024 * 1024
_ROOM = 64 * 1024 * 1024
# What the key and the bookkeeping of one answer take beside its bytes.
_OVERHEAD = 1024


@dataclass(frozen=True)
class Kept:
    """One whole answer in one format and coding."""

    media_type: str
    coding: str
    data: bytes


class Cache:
    """Whole answers in memory, at most 64 MB of them."""

    def __init__(self, room: int = _ROOM) -> None:
        """Empty, with room for this many bytes."""
        self._room = room
        self._used = 0
        self._answers: OrderedDict[Hashable, Kept] = OrderedDict()

    def get(self, key: Hashable) -> Kept | None:
        """The answer to this, if it is here."""
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: Hashable, kept: Kept) -> None:
        """Keep this answer, and let go of those that were not asked for longest."""
        if len(kept.data) > LARGEST or key in self._answers:
            return
        self._answers[key] = kept
        self._used += len(kept.data) + _OVERHEAD
        while self._used > self._room:
            _, gone = self._answers.popitem(last=False)
            self._used -= len(gone.data) + _OVERHEAD
