"""Work done at once: answers in order, errors and interruptions that leave nothing running."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from waystation.solver.spreading import HERE, Cores, spread


class Backwards:
    """Workers who finish the last piece first."""

    count = 1

    def answers(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        for position in reversed(range(len(items))):
            yield position, work(items[position])


@pytest.mark.parametrize("workers", [HERE, Cores(1), Cores(3), Backwards()])
def test_answers_come_in_the_order_of_the_items(workers: Any) -> None:
    """Whoever does the work, and in whatever order it is finished."""
    assert spread(lambda item: item * item, range(20), workers) == [n * n for n in range(20)]


def test_nothing_to_do_is_done_at_once() -> None:
    """No items, no answers."""
    assert spread(lambda item: item, []) == []


def test_pieces_run_at_the_same_time() -> None:
    """Each of two pieces waits until the other has begun."""
    meeting = threading.Barrier(2)
    assert sorted(spread(lambda _: meeting.wait(60), range(2), Cores(2))) == [0, 1]


def test_whoever_watches_is_told_of_every_piece() -> None:
    """How many are done, and out of how many."""
    told: list[tuple[int, int]] = []
    spread(lambda item: item, range(4), Cores(2), lambda done, of: told.append((done, of)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.fixture
def given_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set once the threads were told to give up what has not begun: until then a piece may wait for it."""
    told = threading.Event()

    class Pool(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait=False, cancel_futures=cancel_futures)
            told.set()
            super().shutdown(wait=wait)

    monkeypatch.setattr("waystation.solver.spreading.ThreadPoolExecutor", Pool)
    return told


@pytest.mark.parametrize("stop", [ZeroDivisionError, KeyboardInterrupt])
def test_an_error_gives_up_what_has_not_begun(stop: type[BaseException], given_up: threading.Event) -> None:
    """It is raised as it is, and no thread of ours goes on."""
    begun: list[int] = []

    def work(item: int) -> None:
        begun.append(item)
        if item == 0:
            raise stop
        given_up.wait(60)

    with pytest.raises(stop):
        spread(work, range(1000), Cores(2))
    assert len(begun) <= 3
    assert threading.active_count() == 1 or not [t for t in threading.enumerate() if "ThreadPool" in t.name]


def test_an_interrupted_wait_gives_up_what_has_not_begun(given_up: threading.Event) -> None:
    """As with Ctrl-C, which reaches whoever waits."""
    begun: list[int] = []

    def work(item: int) -> None:
        begun.append(item)
        if item > 0:
            given_up.wait(60)

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread(work, range(10_000), Cores(2), stop)
    assert len(begun) <= 3


def test_there_is_at_least_one_processor() -> None:
    """And as many as were asked for."""
    assert HERE.count >= 1
    assert Cores(5).count == 5
