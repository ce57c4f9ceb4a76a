"""How many threads a solve takes, and running them.

A solve that is one of several done at once keeps to its own thread; only one that the main thread waits for, and that
is large, takes all processors that nobody else is using. Threads of one solve wait for each other at every step: one
that has to share its processor keeps all the others waiting, and then one alone is quicker.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

__all__ = ["free_processors", "processors", "together", "workers_for"]

MANY = 500_000
"""(State, step) pairs from which more than one thread pays."""

RUNNING = Path("/proc/loadavg")
"""Linux says here, in the fourth field, how many threads of the whole machine run or want to, out of how many."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_processors() -> int:
    """How many processors this process may use that nobody else is using now, its own thread's among them.

    At least 1. Where the system does not say who is running, all of them.
    """
    mine, all_of_them = processors(), os.cpu_count() or 1
    try:
        running = int(RUNNING.read_text("ascii").split()[3].partition("/")[0])
    except (OSError, ValueError, IndexError):
        return mine
    others = max(0, running - 1)
    return max(1, min(mine, all_of_them - others))


def workers_for(pairs: int, wanted: int | None = None) -> int:
    """How many threads share a solve.

    Args:
        pairs: How many (state, step) pairs it has.
        wanted: How many are wanted, >= 1; None for what suits.
    """
    if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0"):
        return 1
    if wanted is not None:
        return max(1, wanted)
    alone = threading.current_thread() is threading.main_thread()
    return free_processors() if alone and pairs >= MANY else 1


def together(work: Callable[[], None], workers: int) -> None:
    """Call a function from so many threads at once, this one among them, and wait for all."""
    others = [threading.Thread(target=work) for _ in range(workers - 1)]
    for thread in others:
        thread.start()
    try:
        work()
    finally:
        for thread in others:
            thread.join()
