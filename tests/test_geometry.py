"""Boundaries as GeoSPARQL writes them, by hand-made shapes."""

from __future__ import annotations

import math

import pytest

from oogo.geometry import Box, boundary_of

SQUARE = "POLYGON ((4 52, 5 52, 5 53, 4 53, 4 52))"
WITH_HOLE = "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1))"
TWO = "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((5 5, 9 5, 9 9, 5 9, 5 5)))"
ARCH = "POLYGON ((0 0, 2 0, 2 8, 8 8, 8 0, 10 0, 10 10, 0 10, 0 0))"
FLAT = math.cos(math.radians(52.1))


def test_both_orders_of_degrees_give_the_same_area() -> None:
    east_first = boundary_of(SQUARE)
    named = boundary_of(f"<http://www.opengis.net/def/crs/OGC/1.3/CRS84> {SQUARE}")
    north_first = boundary_of(
        "<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON ((52 4, 52 5, 53 5, 53 4, 52 4))"
    )
    assert east_first is not None
    assert east_first == named == north_first
    # A degree to the east is shorter than one to the north.
    assert east_first.box == Box(4 * FLAT, 52, 5 * FLAT, 53)


def test_all_parts_and_holes_are_read() -> None:
    two, holed = boundary_of(TWO), boundary_of(WITH_HOLE)
    assert two is not None and holed is not None
    assert [len(rings) for rings in two.polygons] == [1, 1]
    assert [len(rings) for rings in holed.polygons] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "POINT (5 52)",
        "POLYGON EMPTY",
        "POLYGON ((4 52, 5 52, 5 53, 4 53))",
        "POLYGON ((4 52, 5 52, 4 52))",
        "POLYGON ((4 52, 5 x, 5 53, 4 52))",
        "POLYGON ((4 52 1, 5 52 1, 5 53 1, 4 52 1))",
        "POLYGON ((4 52, 5 nan, 5 53, 4 52))",
        "POLYGON ((400 52, 5 52, 5 53, 400 52))",
        "POLYGON ((4 52, 5 52, 5 53, 4 52)",
        "POLYGON (((4 52, 5 52, 5 53, 4 52)))",
        "<http://www.opengis.net/def/crs/EPSG/0/28992> " + SQUARE,
        SQUARE + " ; DROP",
        "POLYGON ((" + "1 1, " * 300_000 + "1 1))",
        "(" * 900_000,
    ],
)
def test_what_is_no_area_in_degrees_is_no_boundary(text: str) -> None:
    assert boundary_of(text) is None


def test_words_stand_inside_also_where_the_area_is_bent() -> None:
    arch = boundary_of(ARCH)
    assert arch is not None
    x, y = arch.middle
    assert y > 0
    assert (0 < x < 2 * FLAT or 8 * FLAT < x < 10 * FLAT) if y < 8 else 0 < x < 10 * FLAT


def test_of_several_parts_the_widest_has_the_words() -> None:
    two = boundary_of(TWO)
    assert two is not None
    assert two.middle == pytest.approx((7 * FLAT, 7))


def test_hatching_stays_inside_and_out_of_holes() -> None:
    holed = boundary_of(WITH_HOLE)
    assert holed is not None
    lines = holed.hatched(0.5)
    assert len(lines) > 10
    for (x1, y1), (x2, y2) in lines:
        assert x2 > x1 and y2 > y1
        assert x2 - x1 == pytest.approx(y2 - y1)
        for share in (0.01, 0.5, 0.99):
            x, y = (x1 + share * (x2 - x1)) / FLAT, y1 + share * (y2 - y1)
            assert 0 <= x <= 9 and 0 <= y <= 9
            assert not (1.01 < x < 7.99 and 1.01 < y < 7.99)
