"""A made-up national graph, and how fast this service and others answer on it."""

from __future__ import annotations

from oogo.bench.commands import add_commands

__all__ = ["add_commands"]
