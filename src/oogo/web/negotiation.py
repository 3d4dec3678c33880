"""Which of the formats on offer a visitor gets: by suffix of the address, else by ``Accept``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from oogo.errors import NotAcceptableError, NotFoundError
from oogo.language import Text
from oogo.store.accept import acceptable
from oogo.store.packing import PACKINGS

__all__ = ["SUFFIXES", "coding", "negotiate", "there_as"]

_Way = TypeVar("_Way")

# What a suffix may mean; which of them it does mean depends on what is on offer.
SUFFIXES = {
    "csv": ("text/csv",),
    "html": ("text/html",),
    "json": ("application/json", "application/sparql-results+json", "application/ld+json"),
    "jsonld": ("application/ld+json",),
    "nq": ("application/n-quads",),
    "nt": ("application/n-triples",),
    "rdf": ("application/rdf+xml",),
    "trig": ("application/trig",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    "xml": ("application/sparql-results+xml", "application/rdf+xml", "application/xml"),
}


def negotiate(accept: str | None, offered: Sequence[str], suffix: str | None = None) -> str:
    """The offered media type that a visitor gets; a suffix (or its media type) goes before all."""
    if suffix:
        wanted = SUFFIXES.get(suffix.removeprefix("."), (suffix,))
        found = tuple(media_type for media_type in wanted if media_type in offered)
    else:
        found = acceptable(accept, offered)
    if not found:
        raise NotAcceptableError(
            "in het gevraagde formaat is dit er niet",
            "this is not available in the format asked for",
            remedy_nl=f"Vraag een van deze: {', '.join(offered)}.",
            remedy_en=f"Ask for one of these: {', '.join(offered)}.",
        )
    return found[0]


def there_as(suffix: str, ways: Mapping[str, _Way], what: Text) -> _Way:
    """The way to make what has no other formats than these; NotFoundError for another suffix."""
    if suffix in ways:
        return ways[suffix]
    raise NotFoundError(
        f"{what.nl} is er niet als ‘{suffix}’",
        f"there is no {what.en} as ‘{suffix}’",
        place=suffix,
        remedy_nl=f"Kies {' of '.join(ways)}.",
        remedy_en=f"Choose {' or '.join(ways)}.",
    )


def coding(accept_encoding: str | None) -> str:
    """The content coding that a visitor likes best of ours; none when it names none."""
    if not accept_encoding:
        return ""
    # The grammar and the preferences are those of Accept, with one part instead of two.
    ranges = ",".join(f"coding/{part.strip()}" for part in accept_encoding.split(",", 20))
    found = acceptable(ranges, [f"coding/{name}" for name in PACKINGS])
    return found[0].removeprefix("coding/") if found else ""
