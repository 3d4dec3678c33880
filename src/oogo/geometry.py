"""Boundaries as GeoSPARQL writes them, made ready for a map: rings, hatching, a place for words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

__all__ = ["Boundary", "Box", "Point", "Ring", "boundary_of"]

Point = tuple[float, float]
Ring = tuple[Point, ...]

_LONGEST = 1_000_000
_LONGITUDE_FIRST = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_LATITUDE_FIRST = "http://www.opengis.net/def/crs/EPSG/0/4326"
_WHOLE = re.compile(r"\s*(?:<([^<>]*)>)?\s*(MULTIPOLYGON|POLYGON)\s*(\(.*\))\s*", re.I | re.S)
_PART = re.compile(r"\(([^()]*)\)")
_NESTED = {"POLYGON": 2, "MULTIPOLYGON": 3}
_FEWEST = 4
"""A ring closes: its last point is its first."""
_LONGITUDE, _LATITUDE = 180.0, 90.0
_FLAT = math.cos(math.radians(52.1))
"""How much shorter a degree of longitude is than one of latitude in the middle of the country."""
_HEIGHTS = (0.5, 0.42, 0.58, 0.34, 0.66)


@dataclass(frozen=True)
class Box:
    """The sides of the smallest rectangle around something."""

    left: float
    bottom: float
    right: float
    top: float

    def wider(self, times: float) -> Box:
        """The rectangle with this many times its longest side around it."""
        room = times * max(self.right - self.left, self.top - self.bottom)
        return Box(self.left - room, self.bottom - room, self.right + room, self.top + room)

    def meets(self, other: Box) -> bool:
        """Whether the two have a point in common."""
        return not (
            self.right < other.left
            or other.right < self.left
            or self.top < other.bottom
            or other.top < self.bottom
        )

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest rectangle around these."""
        lefts, bottoms, rights, tops = zip(
            *((box.left, box.bottom, box.right, box.top) for box in boxes), strict=True
        )
        return cls(min(lefts), min(bottoms), max(rights), max(tops))


@dataclass(frozen=True)
class Boundary:
    """The rings of an area on flat paper: east is right, north is up, and both have one measure."""

    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def box(self) -> Box:
        """The smallest rectangle around the area."""
        points = [point for rings in self.polygons for ring in rings for point in ring]
        return Box(
            min(x for x, _ in points),
            min(y for _, y in points),
            max(x for x, _ in points),
            max(y for _, y in points),
        )

    @property
    def middle(self) -> Point:
        """A point well inside the area, for words: the middle of its widest part."""
        best, found = 0.0, self.polygons[0][0][0]
        for rings in self.polygons:
            heights = [y for ring in rings for _, y in ring]
            low, high = min(heights), max(heights)
            for share in _HEIGHTS:
                y = low + share * (high - low)
                for start, end in _inside(rings, y):
                    # The first height is the middle one; another must be clearly wider.
                    if end - start > best * 1.15:
                        best, found = end - start, ((start + end) / 2, y)
        return found

    def hatched(self, step: float) -> tuple[tuple[Point, Point], ...]:
        """Lines that rise to the right within the area, this far from each other."""
        half = math.sqrt(0.5)

        def turned(points: Ring) -> Ring:
            return tuple((half * (x + y), half * (y - x)) for x, y in points)

        lines = []
        for rings in self.polygons:
            across = [turned(ring) for ring in rings]
            heights = [y for ring in across for _, y in ring]
            first = math.floor(min(heights) / step) + 1
            for number in range(first, math.ceil(max(heights) / step)):
                y = number * step
                for start, end in _inside(across, y):
                    ends = ((half * (x - y), half * (x + y)) for x in (start, end))
                    lines.append((next(ends), next(ends)))
        return tuple(lines)


@lru_cache(maxsize=2048)
def boundary_of(text: str) -> Boundary | None:
    """The boundary that this literal describes; None where it is no area in degrees.

    Without a named system, and with CRS84, longitude comes first; with EPSG:4326 latitude does.
    """
    match = _WHOLE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or match[1] not in (None, _LONGITUDE_FIRST, _LATITUDE_FIRST):
        return None
    shape, body = match[2].upper(), match[3]
    parts = [body] if shape == "POLYGON" else _split(body)
    polygons = []
    for part in parts:
        found = _rings(part, latitude_first=match[1] == _LATITUDE_FIRST)
        if found is None:
            return None
        polygons.append(found)
    return Boundary(tuple(polygons)) if polygons and _depth(body) == _NESTED[shape] else None


def _depth(body: str) -> int:
    """How deep the brackets are nested; 0 where they do not match."""
    depth = deepest = 0
    for each in body:
        depth += (each == "(") - (each == ")")
        deepest = max(deepest, depth)
        if depth < 0:
            return 0
    return 0 if depth else deepest


def _split(body: str) -> list[str]:
    """The polygons of which several together consist."""
    return re.findall(r"\(\s*\([^()]*\)(?:\s*,\s*\([^()]*\))*\s*\)", body)


def _rings(part: str, *, latitude_first: bool) -> tuple[Ring, ...] | None:
    rings = []
    for written in _PART.findall(part):
        points = []
        for pair in written.split(","):
            try:
                first, second = map(float, pair.split())
            except ValueError:
                return None
            east, north = (second, first) if latitude_first else (first, second)
            if not (abs(east) <= _LONGITUDE and abs(north) <= _LATITUDE):
                return None
            points.append((east * _FLAT, north))
        if len(points) < _FEWEST or points[0] != points[-1]:
            return None
        rings.append(tuple(points))
    return tuple(rings) or None


def _inside(rings: Sequence[Ring], y: float) -> list[tuple[float, float]]:
    """Where a level line at this height is within the rings, from left to right."""
    crossings = sorted(
        x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        for ring in rings
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= y) != (y2 <= y)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))
