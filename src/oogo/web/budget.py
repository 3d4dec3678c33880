"""What one visitor may ask for at the same time, and how much work in the course of time."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from oogo.errors import BusyError

__all__ = ["Budgets", "SpentError"]

_VISITORS = 10_000


@dataclass(eq=False)
class SpentError(BusyError):
    """This visitor has had its share for now."""

    status = 429


@dataclass
class _Purse:
    """One visitor: queries under way, seconds of work left, and when that was counted."""

    running: int
    left: float
    counted: float


class Budgets:
    """Shares per visitor: queries at once, and seconds of work that come back with time.

    The machine itself pays no seconds: a proxy in front passes on the address of its visitor.
    """

    def __init__(self, at_once: int = 96, seconds: float = 240.0, refill: float = 1.0) -> None:
        """So many queries at once, so much work in store, so much of it back each second."""
        self._at_once = at_once
        self._seconds = seconds
        self._refill = refill
        self._purses: dict[str, _Purse] = {}

    @contextmanager
    def spend(self, address: str) -> Iterator[None]:
        """One query of this visitor, or SpentError that says when to come back."""
        name, free = _name(address)
        purse = self._purse(name)
        if purse.running >= self._at_once:
            raise _too_many(self._at_once)
        if purse.left <= 0 and not free:
            raise _spent(1 + int(-purse.left / self._refill))
        purse.running += 1
        began = time.monotonic()
        try:
            yield
        finally:
            purse.running -= 1
            purse.left -= time.monotonic() - began

    def _purse(self, name: str) -> _Purse:
        now = time.monotonic()
        purse = self._purses.setdefault(name, _Purse(0, self._seconds, now))
        purse.left = min(self._seconds, purse.left + (now - purse.counted) * self._refill)
        purse.counted = now
        if len(self._purses) > _VISITORS:
            self._forget(now)
        return purse

    def _forget(self, now: float) -> None:
        """Forget visitors whose share is whole again."""
        whole = [
            name
            for name, purse in self._purses.items()
            if not purse.running
            and purse.left + (now - purse.counted) * self._refill >= self._seconds
        ]
        for name in whole:
            del self._purses[name]


@lru_cache(maxsize=10_000)
def _name(address: str) -> tuple[str, bool]:
    """Whom an address stands for (IPv6: its network), and whether that is this machine."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address, False
    if parsed.version == 6 and not parsed.is_loopback:
        return str(ipaddress.ip_network((address, 64), strict=False)), False
    return address, parsed.is_loopback


def _too_many(at_once: int) -> SpentError:
    return SpentError(
        f"vanaf dit adres lopen al {at_once} vragen tegelijk",
        f"{at_once} queries from this address are running already",
        remedy_nl="Wacht op een antwoord voor u verder vraagt.",
        remedy_en="Wait for an answer before you ask more.",
        retry_after=5,
    )


def _spent(retry_after: int) -> SpentError:
    return SpentError(
        "de rekentijd voor dit adres is op",
        "the computing time for this address is spent",
        remedy_nl="Kom later terug, of vraag minder tegelijk.",
        remedy_en="Come back later, or ask less at a time.",
        retry_after=retry_after,
    )
