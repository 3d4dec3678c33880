"""What is made of an edition beside the service, in a process of its own, once."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path

__all__ = ["Background"]

_LOG = logging.getLogger(__name__)


class Background:
    """One program that makes something of an edition; it runs for one edition at a time."""

    def __init__(self, module: str, data_dir: Path) -> None:
        """This program, on this folder."""
        self._module = module
        self._data_dir = data_dir
        self._making: asyncio.Task[None] | None = None

    async def make(self, number: int, wait: float) -> None:
        """Begin, unless something is being made already, and wait so many seconds for it."""
        if self._making is None or self._making.done():
            self._making = asyncio.create_task(self._make(number))
        if wait:
            await asyncio.wait([self._making], timeout=wait)

    async def close(self) -> None:
        """Stop what is being made."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)

    async def _make(self, number: int) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", self._module),
            *("--data-dir", str(self._data_dir), "--number", str(number)),
            stdin=asyncio.subprocess.DEVNULL,
            env=dict(os.environ),
            start_new_session=True,
        )
        try:
            if await process.wait():
                _LOG.error("%s failed on edition %d", self._module, number)
        except asyncio.CancelledError:
            process.kill()
            await process.wait()
            raise
