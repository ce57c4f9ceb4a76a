"""Which nodes a policy can lead to at which step, whatever happens on the way."""

from __future__ import annotations

from typing import Any

__all__ = ["reach"]

NO_ACTION = 255


def reach(
    sizes: Any, ends: Any, first_action: Any, ways: Any, way_node: Any, way_steps: Any, policy: Any, marks: Any
) -> None:
    """Mark every (step, node) that the policy can lead to, at some joint level.

    Levels are not told apart: a node that is reached is taken to be reached at each of them.

    Args:
        sizes: int64: steps T, nodes, joint levels, first step.
        ends: uint8 (nodes,).
        first_action: int32 (nodes + 1,).
        ways: int32 (actions, 3); outcomes for arrived, late and back; −1 where it cannot happen.
        way_node: int32 (ways,); node of an outcome.
        way_steps: int32 (ways,); steps until an outcome.
        policy: uint8 (T, nodes, joint); 255 where there is no action.
        marks: uint8 (T + 1, nodes); 1 at the start, and afterwards wherever the policy can lead.
    """
    steps, nodes, joint = sizes[0], sizes[1], sizes[2]
    for t in range(sizes[3], steps):
        for n in range(nodes):
            if marks[t * nodes + n] == 0 or ends[n]:
                continue
            for c in range(joint):
                choice = policy[(t * nodes + n) * joint + c]
                if choice == NO_ACTION:
                    continue
                a = first_action[n] + choice
                for o in range(3):
                    way = ways[3 * a + o]
                    if way >= 0 and t + way_steps[way] <= steps:
                        marks[(t + way_steps[way]) * nodes + way_node[way]] = 1
