"""How choices are kept: a row of bits for each step and node, as few for each as its actions need.

A row holds the choices at all local levels of its node, 2, 4 or 8 bits each, and none where there are no actions. Of
the values that fit, the greatest says that there is no action, the one below that the choice is still open.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inlined, inner

__all__ = ["LEFT_OPEN", "NO_ACTION", "read", "row_of", "write"]

NO_ACTION = 255
LEFT_OPEN = 254


@inner
def row_of(n: int, t: int, nodes: int, kept: Any) -> int:
    """Where the row of a node at a step begins.

    Args:
        n: The node.
        t: The step.
        nodes: How many nodes there are.
        kept: `policy`: uint8, the rows of all nodes at step 0, at step 1, …; `row_at`: int64 (nodes + 1,), where each
            node's begins within a step, and the length of all; `bits`: uint8 (nodes,).
    """
    _, row_at, _ = kept
    return t * row_at[nodes] + row_at[n]


@inner
def read(row: int, n: int, c: int, kept: Any) -> int:
    """The choice at a local level: the action's position at its node, or `NO_ACTION`, or `LEFT_OPEN`."""
    policy, _, bits = kept
    width = int(bits[n])
    if width == 0:
        return NO_ACTION
    most = (1 << width) - 1
    place = c * width
    choice = (int(policy[row + (place >> 3)]) >> (place & 7)) & most
    return choice if choice < most - 1 else choice + NO_ACTION - most


@inlined
def write(row: int, n: int, c: int, choice: int, kept: Any) -> None:
    """Keep the choice at a local level."""
    policy, _, bits = kept
    width = int(bits[n])
    most = (1 << width) - 1
    place = c * width
    shift = place & 7
    at = row + (place >> 3)
    policy[at] = (int(policy[at]) & (255 ^ (most << shift))) | ((choice & most) << shift)
