"""How several threads share the pieces of one step: whoever is free takes the next ones.

Each phase of the work has two counters: pieces taken, pieces done. A phase is over when all its pieces are done, not
when all threads have come: a thread that the system has put aside holds nobody up unless it holds a piece, and one
that comes late finds nothing to take. Pieces do not depend on who does them, so that answers do not either.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from waystation.solver.kernels.jit import inner

__all__ = ["give", "take", "wait"]

PATIENCE = 2000
"""Looks at a counter before the processor is offered to others."""

_offer = types.ExternalFunction("SwitchToThread" if sys.platform == "win32" else "sched_yield", types.int32())


_pointer: Any = types.CPointer
_counted = _pointer(types.int64)


def _adding(_typing: Any, _counters: Any, _at: Any, _count: Any) -> tuple[Any, Callable[..., Any]]:
    """Add to a counter, whoever else does; what it was is returned."""

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.atomic_rmw("add", builder.gep(values[0], [values[1]]), values[2], "seq_cst")

    return types.int64(_counted, types.int64, types.int64), generate


def _looking(_typing: Any, _counters: Any, _at: Any) -> tuple[Any, Callable[..., Any]]:
    """What a counter is now; all that was written before it became so can then be read."""

    def generate(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.load_atomic(builder.gep(values[0], [values[1]]), "acquire", 8, typ=ir.IntType(64))

    return types.int64(_counted, types.int64), generate


_add: Any = intrinsic(_adding)
_look: Any = intrinsic(_looking)


@inner
def take(counters: Any, phase: int, pieces: int, workers: int) -> int:
    """Take the next pieces of a phase.

    Args:
        counters: int64 (2·phases,), zeroed before the first phase.
        phase: The phase.
        pieces: How many.
        workers: How many threads share the work; with one, plain sums will do.

    Returns:
        The first of them; if the phase has no such piece, there are none left.
    """
    if workers > 1:
        return _add(counters, 2 * phase, pieces)
    first = counters[2 * phase]
    counters[2 * phase] = first + pieces
    return first


@inner
def give(counters: Any, phase: int, pieces: int, workers: int) -> None:
    """Say that pieces are done."""
    if workers > 1:
        _add(counters, 2 * phase + 1, pieces)


@inner
def wait(counters: Any, phase: int, total: int, workers: int) -> None:
    """Wait until all pieces of a phase are done."""
    looked = 0
    if workers > 1:
        while _look(counters, 2 * phase + 1) < total:
            looked += 1
            if looked >= PATIENCE:
                _offer()
                looked = 0
