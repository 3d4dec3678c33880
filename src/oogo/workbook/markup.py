"""XML of office files as a stream of events; without document types or entities."""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from oogo.errors import SubmissionError

__all__ = ["Event", "attribute", "events"]

# "start" with attributes, "text" with characters, "end"
Event = tuple[str, str, dict[str, str]]
_CHUNK = 2**18
_DEPTH = 200
_NONE: dict[str, str] = {}


class _RefusedError(Exception):
    """Raised inside the parser where markup is not that of an office file."""


class _LocalNames(dict[str, str]):
    """Names without their namespace, each cut off once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition("|")[2]
        return local


def events(data: bytes, place: str) -> Iterator[Event]:
    """Start, text and end events with local names; refuses what office files never hold."""
    collected: list[Event] = []
    local = _LocalNames()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise _RefusedError
        found = {local[key]: value for key, value in attributes.items()} if attributes else {}
        collected.append(("start", local[name], found))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        collected.append(("end", local[name], _NONE))

    def refuse(*_: object) -> None:
        raise _RefusedError

    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: collected.append(("text", text, _NONE))
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    for offset in range(0, len(data) or 1, _CHUNK):
        try:
            parser.Parse(data[offset : offset + _CHUNK], offset + _CHUNK >= len(data))
        except (expat.ExpatError, _RefusedError, ValueError, LookupError) as error:
            raise SubmissionError(
                "een onderdeel van het bestand is onleesbaar",
                "a part of the file cannot be read",
                place=place,
                remedy_nl="Open het bestand, sla het opnieuw op en lever het opnieuw aan.",
                remedy_en="Open the file, save it again and deliver it again.",
            ) from error
        yield from collected
        collected.clear()


def attribute(attributes: dict[str, str], name: str, default: int) -> int:
    """A whole, positive attribute, or the default where it is absent or odd."""
    value = attributes.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default
