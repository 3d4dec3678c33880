"""The addresses of the bundles; a bundle that changes gets another address."""

from __future__ import annotations

import hashlib
from functools import cache

from oogo.web.frame import HERE

__all__ = ["asset"]


@cache
def asset(name: str) -> str:
    """The address of this file of ``static/``, with what tells its contents apart."""
    digest = hashlib.sha256((HERE / "static" / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"
