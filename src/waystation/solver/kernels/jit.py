"""The one place that holds the defaults of compilation.

Kernels take flat arrays and whole numbers only, allocate nothing and raise nothing, so that their machine code
can be kept in a file and called without numba (see `machine_code`). With `NUMBA_DISABLE_JIT=1` they are plain
Python over numpy arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["inlined", "inner"]


def inner(function: Callable[..., Any]) -> Any:
    """A function that kernels call: compiled into its caller."""
    return numba.njit(error_model="numpy", nogil=True, fastmath={"contract"})(function)


def inlined(function: Callable[..., Any]) -> Any:
    """The same where a call costs as much as the work, and is therefore never made; compiling takes longer."""
    return numba.njit(error_model="numpy", nogil=True, fastmath={"contract"}, forceinline=True)(function)
