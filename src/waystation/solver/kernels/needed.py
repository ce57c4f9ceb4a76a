"""Which states must be known, and which actions are taken in them, to say what some states are worth."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.keeping import LEFT_OPEN, NO_ACTION, read, row_of

__all__ = ["needed"]


def needed(
    sizes: Any, node_at: Any, first_action: Any, pairs: Any, pair_node: Any, pair_steps: Any, policy: Any, row_at: Any,
    bits: Any, marks: Any, taken: Any,
) -> None:  # fmt: skip
    """Mark every node at every step to which the policy can lead from those marked, and every action taken on the way.

    The levels of a node are not told apart: it is marked if it can be reached at one of them.

    Args:
        sizes: int64: steps T, nodes, first step.
        node_at: int64 (nodes + 1,); see `backward`, as for the next.
        first_action: int32 (nodes + 1,).
        pairs: int32 (actions, 3).
        pair_node: int32 (outcomes,).
        pair_steps: int32 (outcomes,).
        policy: uint8; see `keeping`, as for the next two.
        row_at: int64 (nodes + 1,).
        bits: uint8 (nodes,).
        marks: uint8 (T + 1, nodes); 1 where to begin.
        taken: uint8 (T, actions); 1 for the actions among which a choice is left open, elsewhere 0.
    """
    steps, nodes = sizes[0], sizes[1]
    actions, kept = first_action[nodes], (policy, row_at, bits)
    for t in range(sizes[2], steps):
        for n in range(nodes):
            if marks[t * nodes + n] == 0:
                continue
            row, first, seen = row_of(n, t, nodes, kept), first_action[n], NO_ACTION
            for c in range(node_at[n + 1] - node_at[n]):
                choice = read(row, n, c, kept)
                if choice != seen and choice < LEFT_OPEN:
                    taken[t * actions + first + choice] = 1
                    seen = choice
            for a in range(first, first_action[n + 1]):
                if taken[t * actions + a] == 0:
                    continue
                for o in range(3):
                    pair = pairs[3 * a + o]
                    if pair >= 0 and t + pair_steps[pair] <= steps:
                        marks[(t + pair_steps[pair]) * nodes + pair_node[pair]] = 1
