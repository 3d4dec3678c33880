"""Where ontology, shapes, queries, data, examples and docs are, in a checkout and in a wheel.

Of the tests the examples of the rules come along: pages show them.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]

_PACKAGE = Path(__file__).parent
_WHEEL = _PACKAGE / "content"
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The folder with this name: ontology, shapes, queries, data, examples, docs or tests."""
    root = _WHEEL if _WHEEL.is_dir() else _CHECKOUT
    return root / name
