"""Formats: quality, exactness, our own order, suffix, and the refusal."""

from __future__ import annotations

import pytest

from oogo.errors import NotAcceptableError
from oogo.web.negotiation import negotiate

OFFERED = ("text/html", "text/turtle", "application/ld+json", "text/csv")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/html"),
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("text/turtle;charset=utf-8", "text/turtle"),
        ("text/turtle;q=0.5, text/csv;q=0.6", "text/csv"),
        ("text/turtle ; q=0.7 , text/csv ; q=0.6", "text/turtle"),
        ("text/csv, text/turtle", "text/turtle"),
        ("text/csv, */*", "text/csv"),
        ("text/*;q=0.9, application/ld+json", "application/ld+json"),
        ("text/*, text/html;q=0", "text/turtle"),
        ("text/html;q=0, */*", "text/turtle"),
        ("*/*;q=0.1, text/csv;q=0.1", "text/csv"),
        ('application/ld+json;profile="http://x/y"', "application/ld+json"),
        ("nonsense, text/csv;q=2, text/turtle", "text/turtle"),
        ("application/xhtml+xml,text/html;q=0.9,*/*;q=0.8", "text/html"),
    ],
)
def test_the_header_chooses(accept: str | None, chosen: str) -> None:
    assert negotiate(accept, OFFERED, None) == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "image/*, video/mp4", "*/*;q=0"])
def test_what_is_not_there_is_refused_with_what_is(accept: str) -> None:
    with pytest.raises(NotAcceptableError) as caught:
        negotiate(accept, OFFERED, None)
    assert "text/turtle" in caught.value.remedy_en


def test_a_suffix_goes_before_the_header() -> None:
    assert negotiate("text/html", OFFERED, "ttl") == "text/turtle"
    assert negotiate("text/html", OFFERED, ".csv") == "text/csv"
    assert negotiate("text/html", OFFERED, "text/csv") == "text/csv"
    assert negotiate("text/html", OFFERED, "json") == "application/ld+json"
    with pytest.raises(NotAcceptableError):
        negotiate("text/html", OFFERED, "xlsx")


def test_a_header_is_read_up_to_a_hundred_ranges() -> None:
    assert negotiate("text/x," * 99 + "text/csv", OFFERED, None) == "text/csv"
    with pytest.raises(NotAcceptableError):
        negotiate("text/x," * 50_000 + "text/csv", OFFERED, None)
