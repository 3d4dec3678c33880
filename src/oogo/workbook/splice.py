"""Text put into XML at exact places, so that every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from oogo.errors import SubmissionError

__all__ = ["Element", "elements", "escape", "insert", "quoteattr"]

_TAG = re.compile(rb"<[^\s>]+(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DEPTH = 200
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9_-]+)")


@dataclass
class Element:
    """One element with the bytes it covers: its tag, what is inside, and its end tag."""

    name: str
    space: str
    depth: int
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether it is a tag without content, as in ``<a/>``."""
        return self.inside == self.end


def elements(data: bytes, place: str, *names: str, depth: int = _DEPTH) -> Iterator[Element]:
    """The root and the elements with these local names, in the order of their start.

    What lies deeper than ``depth`` is passed over, so that a large sheet takes little memory.
    """
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise _unreadable(place)
    found: list[Element] = []
    pending: list[Element] = []
    below = 0
    parser = expat.ParserCreate(namespace_separator="|")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal below
        if len(pending) > depth:
            below += 1
            return
        space, _, local = name.rpartition("|")
        begin = parser.CurrentByteIndex
        tag = _TAG.match(data, begin)
        inside = tag.end() if tag else begin
        local_attributes = {key.rpartition("|")[2]: value for key, value in attributes.items()}
        element = Element(local, space, len(pending), local_attributes, begin, inside)
        if pending:
            pending[-1].children.append(element)
        pending.append(element)
        if local in names or element.depth == 0:
            found.append(element)

    def end(_: str) -> None:
        nonlocal below
        if below:
            below -= 1
            return
        element = pending.pop()
        if data[element.inside - 2 : element.inside] == b"/>":
            element.close = element.end = element.inside
        else:
            element.close = parser.CurrentByteIndex
            tag = _TAG.match(data, element.close)
            element.end = tag.end() if tag else element.close

    def refuse(*_: object) -> None:
        raise _unreadable(place)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)  # expat takes no keywords
    except expat.ExpatError as error:
        raise _unreadable(place) from error
    yield from found


def insert(data: bytes, pieces: Mapping[int, str]) -> bytes:
    """The data with each piece of text put in at its offset."""
    result = []
    last = 0
    for offset in sorted(pieces):
        result += [data[last:offset], pieces[offset].encode()]
        last = offset
    return b"".join([*result, data[last:]])


def _unreadable(place: str) -> SubmissionError:
    return SubmissionError(
        "een onderdeel van het bestand is onleesbaar",
        "a part of the file cannot be read",
        place=place,
        remedy_nl="Open het bestand, sla het opnieuw op en lever het opnieuw aan.",
        remedy_en="Open the file, save it again and deliver it again.",
    )
