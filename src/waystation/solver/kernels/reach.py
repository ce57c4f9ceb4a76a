"""Which nodes a policy can lead to at which step, whatever happens on the way, and what it does there."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.keeping import NO_ACTION, read, row_of

__all__ = ["reach"]


def reach(
    sizes: Any, ends: Any, first_action: Any, ways: Any, way_node: Any, way_steps: Any, policy: Any, row_at: Any,
    bits: Any, node_class: Any, local: Any, marks: Any, cell: Any, taken: Any,
) -> None:  # fmt: skip
    """Mark every (step, node) that the policy can lead to, at some joint level; or write what it does in each.

    Levels are not told apart: a node that is reached is taken to be reached at each of them.

    Args:
        sizes: int64: steps T, nodes, joint levels, first step, 1 to write what is taken instead of marking.
        ends: uint8 (nodes,).
        first_action: int32 (nodes + 1,).
        ways: int32 (actions, 3); outcomes for arrived, late and back; −1 where it cannot happen.
        way_node: int32 (ways,); node of an outcome.
        way_steps: int32 (ways,); steps until an outcome.
        policy, row_at, bits: See `keeping.row_of`.
        node_class: int32 (nodes,); what each node tells apart.
        local: int32 (classes, joint); the local level of each joint level.
        marks: uint8 (T + 1, nodes); 1 at the start, and afterwards wherever the policy can lead.
        cell: int32 (T + 1, nodes); where marked the cell's number; for writing.
        taken: int32 (cells, joint), filled with −1; for writing.
    """
    steps, nodes, joint, writes = sizes[0], sizes[1], sizes[2], sizes[4] != 0
    kept = (policy, row_at, bits)
    for t in range(sizes[3], steps):
        for n in range(nodes):
            if marks[t * nodes + n] == 0 or ends[n]:
                continue
            row, levels = row_of(n, t, nodes, kept), node_class[n] * joint
            for c in range(joint):
                choice = read(row, n, local[levels + c], kept)
                if choice == NO_ACTION:
                    continue
                a = first_action[n] + choice
                if writes:
                    taken[cell[t * nodes + n] * joint + c] = a
                    continue
                for o in range(3):
                    way = ways[3 * a + o]
                    if way >= 0 and t + way_steps[way] <= steps:
                        marks[(t + way_steps[way]) * nodes + way_node[way]] = 1
