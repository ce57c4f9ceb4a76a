"""A solve shares its work only where that pays, and never among those who are themselves one of many."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from waystation.solver import threads
from waystation.solver.threads import MANY, free_processors, processors, together, workers_for


def test_all_threads_call_and_all_are_waited_for() -> None:
    """This one among them."""
    seen: set[int] = set()
    meeting = threading.Barrier(3)

    def work() -> None:
        meeting.wait(timeout=60)
        seen.add(threading.get_ident())

    together(work, 3)
    assert len(seen) == 3
    assert threading.get_ident() in seen


def test_only_a_large_solve_of_the_main_thread_takes_all_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of several done at once keeps to its own."""
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "0")
    monkeypatch.setattr(threads, "free_processors", lambda: 8)
    assert workers_for(MANY) == 8
    assert workers_for(MANY - 1) == 1
    assert workers_for(1, wanted=3) == 3
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(workers_for, MANY).result() == 1
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert workers_for(MANY, wanted=3) == 1


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ("0.10 0.05 0.01 1/155 3783", 4),
        ("4.00 4.00 4.00 1/155 3783", 4),
        ("0.00 0.00 0.00 6/155 3783", 3),
        ("0.00 0.00 0.00 8/155 3783", 1),
        ("9.00 9.00 9.00 40/155 3783", 1),
        ("0.00 0.00 0.00 0/0 0", 4),
        ("nobody knows", 4),
        ("a b c d/e f", 4),
        (None, 4),
    ],
)
def test_processors_that_others_use_are_left_to_them(
    said: str | None, free: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four of a machine's eight may be used; who runs now counts, not who ran a minute ago."""
    file = tmp_path / "loadavg"
    if said is not None:
        file.write_text(said, "ascii")
    monkeypatch.setattr(threads, "RUNNING", file)
    monkeypatch.setattr(threads, "processors", lambda: 4)
    monkeypatch.setattr(threads.os, "cpu_count", lambda: 8)
    assert free_processors() == free


def test_there_is_at_least_one_processor() -> None:
    """And no more than may be used."""
    assert processors() >= 1
