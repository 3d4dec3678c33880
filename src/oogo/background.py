"""What is made of an edition beside the service, in a process of its own, once.

``Background`` is the side of the service, ``run`` and ``alone`` that of the program it starts.
"""

from __future__ import annotations

import argparse
import asyncio
import fcntl
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Background", "alone", "run"]

_LOG = logging.getLogger(__name__)
_POLITENESS = 10


def run(make: Callable[[Path, int], None]) -> None:
    """Make what the command line asks for, politely: of one edition in one data folder."""
    arguments = argparse.ArgumentParser(description=make.__doc__)
    arguments.add_argument("--data-dir", required=True, type=Path)
    arguments.add_argument("--number", required=True, type=int)
    options = arguments.parse_args()
    os.nice(_POLITENESS)
    make(options.data_dir, options.number)


@contextmanager
def alone(lock: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold this lock; where another process has it, wait for it or raise BlockingIOError."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)


class Background:
    """One program that makes something of an edition; it runs for one edition at a time."""

    def __init__(self, module: str, data_dir: Path) -> None:
        """This program, on this folder."""
        self._module = module
        self._data_dir = data_dir
        self._making: asyncio.Task[None] | None = None
        self._number = 0

    async def make(self, number: int, wait: float) -> None:
        """Begin, and wait so many seconds for it; while another is being made, that goes first."""
        end = asyncio.get_running_loop().time() + wait
        while True:
            if self._making is None or self._making.done():
                self._making, self._number = asyncio.create_task(self._make(number)), number
            wanted, left = self._number == number, end - asyncio.get_running_loop().time()
            if left > 0:
                await asyncio.wait([self._making], timeout=left)
            if wanted or left <= 0:
                return

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
