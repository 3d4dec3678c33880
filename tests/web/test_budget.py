"""One visitor's share, and what it leaves to others."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from oogo.web import budget
from oogo.web.budget import Budgets, SpentError


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budget, "time", clock)
    return clock


def work(budgets: Budgets, clock: Clock, address: str, seconds: float) -> None:
    with budgets.spend(address):
        clock.now += seconds


def test_too_many_at_once_is_refused_for_this_visitor_only(clock: Clock) -> None:
    budgets = Budgets(at_once=2)
    with ExitStack() as running:
        for _ in range(2):
            running.enter_context(budgets.spend("192.0.2.1"))
        with pytest.raises(SpentError) as caught:
            work(budgets, clock, "192.0.2.1", 1)
        assert (caught.value.status, caught.value.retry_after) == (429, 5)
        work(budgets, clock, "192.0.2.2", 1)
    work(budgets, clock, "192.0.2.1", 1)


def test_work_is_paid_for_and_comes_back(clock: Clock) -> None:
    budgets = Budgets(seconds=10, refill=0.5)
    work(budgets, clock, "192.0.2.1", 20)
    with pytest.raises(SpentError) as caught:
        work(budgets, clock, "192.0.2.1", 1)
    # 20 spent of 10, while half of 20 came back: nothing left, one second to go.
    assert caught.value.retry_after >= 1
    clock.now += caught.value.retry_after
    work(budgets, clock, "192.0.2.1", 1)


def test_a_network_of_ipv6_is_one_visitor_and_this_machine_pays_nothing(clock: Clock) -> None:
    budgets = Budgets(seconds=10, refill=0.1)
    work(budgets, clock, "2001:db8::1", 100)
    with pytest.raises(SpentError):
        work(budgets, clock, "2001:db8::ffff", 1)
    work(budgets, clock, "2001:db8:0:1::1", 1)
    for _ in range(3):
        work(budgets, clock, "127.0.0.1", 1000)


def test_visitors_are_forgotten_when_their_share_is_whole(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget, "_VISITORS", 10)
    budgets = Budgets()
    for number in range(50):
        work(budgets, clock, f"192.0.2.{number}", 0.5)
        clock.now += 10
    assert len(budgets._purses) <= 11
