"""How many threads a solve takes, and running them.

A solve that is one of several done at once keeps to its own thread; only one that the main thread waits for, and that
is large, takes all processors.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

__all__ = ["processors", "together", "workers_for"]

MANY = 500_000
"""(State, step) pairs from which more than one thread pays."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    return processors() if alone and pairs >= MANY else 1


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
