"""The lines ``#+ …`` at the head of a query, which together are YAML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from oogo.language import Text

__all__ = ["Header", "read_header"]


class Header:
    """The front matter of one query file; asks for what must be there and names what is not."""

    def __init__(self, place: str, values: Mapping[str, object]) -> None:
        """A header, or a part of one, found at this place."""
        self.place = place
        self._values = values

    def text(self, key: str) -> Text:
        """The text under this key, in both languages."""
        part = self.part(key)
        return Text(part.word("nl"), part.word("en"))

    def word(self, key: str, default: str | None = None) -> str:
        """The word under this key; the default where the key is not there."""
        value = self._values.get(key, default)
        if value is None:
            raise ValueError(f"{self.place}: ‘{key}’ is missing")
        return str(value)

    def words(self, key: str) -> tuple[str, ...]:
        """The words listed under this key; none where the key is not there."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise ValueError(f"{self.place}: ‘{key}’ is not a list")
        return tuple(str(word) for word in value)

    def part(self, key: str) -> Header:
        """The mapping under this key; an empty one where the key is not there."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise ValueError(f"{self.place}: ‘{key}’ is not a mapping")
        return Header(f"{self.place}: {key}", value)

    def names(self) -> tuple[str, ...]:
        """The keys, in the order of the file."""
        return tuple(self._values)

    def only(self, *known: str) -> Header:
        """This header, in which no other key than these may stand."""
        unknown = set(self._values) - set(known)
        if unknown:
            raise ValueError(f"{self.place}: unknown key {', '.join(sorted(unknown))}")
        return self


def read_header(path: Path) -> tuple[Header, str]:
    """The front matter of a query file, and the whole text, which is valid SPARQL."""
    text = path.read_text(encoding="utf-8")
    lines = [line[3:] for line in text.splitlines() if line.startswith("#+ ")]
    try:
        values = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: the front matter is not YAML: {error}") from error
    if not isinstance(values, dict):
        raise ValueError(f"{path.name}: the front matter is not a mapping")
    return Header(path.name, values), text
