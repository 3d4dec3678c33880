"""A question of the library as a query that stands alone, with its values written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

__all__ = ["standalone"]

_SELECT = re.compile(r"SELECT\b([^{]*?)WHERE\s*\{")


def standalone(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with these values in a VALUES block in every SELECT that names them.

    It gives what the same query gives with its variables bound to the terms.
    """
    parts, done = [], 0
    for select in _SELECT.finditer(text):
        named = [name for name in values if re.search(rf"\?{name}\b", select[1])]
        parts.append(text[done : select.end()])
        done = select.end()
        if named:
            variables = " ".join(f"?{name}" for name in named)
            terms = " ".join(str(values[name]) for name in named)
            parts.append(f"\n  VALUES ({variables}) {{ ({terms}) }}")
    return "".join(parts) + text[done:]
