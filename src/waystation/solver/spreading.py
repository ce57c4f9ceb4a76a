"""Doing many independent pieces of work at once: on all processors here, or wherever else somebody lends theirs.

`spread` is the one way to ask for it. Who does the work is a `Workers`: the processors of this machine unless another
is handed in (`cluster.Cluster`). Whatever is chosen, the answers are the same and in the order of the items.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Protocol, TypeVar

__all__ = ["HERE", "Cores", "Watch", "Workers", "spread"]

Given = TypeVar("Given")
Answer = TypeVar("Answer")

Watch = Callable[[int, int], None]
"""Told how many pieces are done, and out of how many, whenever one more is."""


class Workers(Protocol):
    """Who does pieces of work."""

    @property
    def count(self) -> int:
        """How many pieces are done at a time, at least 1."""
        ...

    def answers(self, work: Callable[[Given], Answer], items: Sequence[Given]) -> Iterator[tuple[int, Answer]]:
        """Do the work on each item; its position and its answer, as they are finished.

        Closing the iterator early gives up what has not begun.
        """
        ...


class Cores:
    """The processors of this machine: threads, since kernels run outside the interpreter's lock.

    Args:
        count: How many pieces are done at a time; default one for each processor that this process may use.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = count

    @property
    def count(self) -> int:
        """How many pieces are done at a time, at least 1."""
        if self._count is not None:
            return self._count
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def answers(self, work: Callable[[Given], Answer], items: Sequence[Given]) -> Iterator[tuple[int, Answer]]:
        """Do the work on each item; its position and its answer, as they are finished."""
        if len(items) == 1 or self.count == 1:
            yield from ((position, work(item)) for position, item in enumerate(items))
            return
        threads = ThreadPoolExecutor(min(self.count, max(1, len(items))))
        try:
            asked = {threads.submit(work, item): position for position, item in enumerate(items)}
            for done in as_completed(asked):
                yield asked[done], done.result()
        finally:
            threads.shutdown(cancel_futures=True)


HERE = Cores()
"""All processors of this machine."""


def spread(
    work: Callable[[Given], Answer],
    items: Sequence[Given],
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> list[Answer]:
    """Do independent pieces of work at once.

    Args:
        work: What to do with one item; must not depend on the others. Off this machine it is pickled, with all that it
            refers to.
        items: The items.
        workers: Who does it.
        watch: Told of each piece that is done.

    Returns:
        The answers in the order of the items. The first error that a piece raises is raised here, and pieces that have
        not begun are given up; the same if the wait is interrupted.
    """
    answers: dict[int, Answer] = {}
    doing = workers.answers(work, items)
    try:
        for position, answer in doing:
            answers[position] = answer
            if watch is not None:
                watch(len(answers), len(items))
    finally:
        if hasattr(doing, "close"):
            doing.close()
    return [answers[position] for position in range(len(items))]
