"""Pages of a long list: which one is asked for, and the links to the others."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

from oogo.errors import ParameterError

__all__ = ["PER_PAGE", "Paging", "asked_page"]

PER_PAGE = 50
_MOST = 500
_LONGEST = 6


@dataclass(frozen=True)
class Paging:
    """The page asked for, its size, and the address without it."""

    number: int
    size: int
    path: str
    query: tuple[tuple[str, str], ...]

    @property
    def offset(self) -> int:
        """How many stand on the pages before."""
        return (self.number - 1) * self.size

    def last(self, total: int) -> int:
        """The number of the last page; there is always one."""
        return max(1, -(-total // self.size))

    def address(self, number: int) -> str:
        """The address of another page of the same list."""
        pairs = [*self.query, *([("page", str(number))] if number > 1 else [])]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def links(self, total: int) -> dict[str, str]:
        """The addresses of the first, previous, next and last page, as far as they are there."""
        last = self.last(total)
        found = {"first": self.address(1), "last": self.address(last)}
        if self.number > 1:
            found["prev"] = self.address(min(self.number - 1, last))
        if self.number < last:
            found["next"] = self.address(self.number + 1)
        return found

    def header(self, total: int) -> str:
        """The same as a ``Link`` header (RFC 8288)."""
        return ", ".join(f'<{to}>; rel="{rel}"' for rel, to in self.links(total).items())


def asked_page(request: Request) -> Paging:
    """The page that the address asks for."""
    return Paging(
        _number(request, "page", 1, 10**_LONGEST),
        _number(request, "perPage", PER_PAGE, _MOST),
        request.url.path,
        tuple(
            (name, value)
            for name, value in request.query_params.multi_items()
            if name != "page" and value
        ),
    )


def _number(request: Request, name: str, default: int, most: int) -> int:
    text = request.query_params.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST + 1):
        raise _refusal(name, text, most)
    number = int(text)
    if not 1 <= number <= most:
        raise _refusal(name, text, most)
    return number


def _refusal(name: str, text: str, most: int) -> ParameterError:
    return ParameterError(
        f"‘{text}’ is hier geen getal dat kan",
        f"‘{text}’ is not a number that works here",
        place=name,
        remedy_nl=f"Geef een geheel getal van 1 tot en met {most}.",
        remedy_en=f"Give a whole number from 1 to {most}.",
    )
