"""What an ``Accept`` header says about the formats on offer (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["acceptable"]

# A real header names a dozen formats; one with thousands only costs time.
_READ = 100
_REMEMBERED = 300


@dataclass(frozen=True)
class _Range:
    """One media range: how exactly it names a type, and how much that type is liked."""

    name: str
    quality: float

    @property
    def exactness(self) -> int:
        """0 for ``*/*``, 1 for ``text/*``, 2 for ``text/csv``."""
        return 0 if self.name == "*/*" else 1 if self.name.endswith("/*") else 2

    def covers(self, media_type: str) -> bool:
        """Whether this range speaks of this type."""
        return self.name in {"*/*", media_type} or (
            self.name.endswith("/*") and media_type.startswith(self.name[:-1])
        )


def acceptable(header: str | None, offered: Iterable[str]) -> tuple[str, ...]:
    """The offered types that will do, best first: by quality, by exactness, by our own order."""
    header = header or ""
    # Few headers come again and again; one that is long is nobody's habit.
    choose = _choose if len(header) <= _REMEMBERED else _choose.__wrapped__
    return choose(header, tuple(offered))


@lru_cache(maxsize=1000)
def _choose(header: str, offered: tuple[str, ...]) -> tuple[str, ...]:
    ranges = _ranges(header)
    if not ranges:
        return offered
    liked = []
    for order, media_type in enumerate(offered):
        covering = [each for each in ranges if each.covers(media_type)]
        if covering:
            said = max(covering, key=lambda each: (each.exactness, each.quality))
            if said.quality > 0:
                liked.append((-said.quality, -said.exactness, order))
    return tuple(offered[order] for _, _, order in sorted(liked))


def _ranges(header: str) -> list[_Range]:
    return [
        media_range
        for part in header.split(",", _READ)[:_READ]
        if (media_range := _range(part)) is not None
    ]


def _range(part: str) -> _Range | None:
    """The range in this part of a header; None where the part is not one."""
    name, *parameters = (piece.strip() for piece in part.lower().split(";"))
    if name.count("/") != 1 or name.startswith("/") or name.endswith("/"):
        return None
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return None
            return _Range(name, quality) if 0 <= quality <= 1 else None
    return _Range(name, 1.0)
