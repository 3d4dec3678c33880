"""Shapes made ready once: what most constraints ask of triples, without walking the shapes again.

Constraints are looked up in indexes, and a query is asked once for all things that it is about.
A shape that says more than is known here is ``UnfitError``: pySHACL checks it (``oogo.shacl``).
"""

from __future__ import annotations

from oogo.compiled.checking import Result, check
from oogo.compiled.facts import Facts, Term, UnfitError, stored
from oogo.compiled.shapes import CLASSES, TARGETS, Shape, compiled

__all__ = [
    "CLASSES",
    "TARGETS",
    "Facts",
    "Result",
    "Shape",
    "Term",
    "UnfitError",
    "check",
    "compiled",
    "stored",
]
