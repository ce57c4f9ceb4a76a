"""What a policy is worth, at worst and nominally, in every state that it can lead to, from the last step back."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.carry import pull
from waystation.solver.kernels.jit import inner

__all__ = ["trail_values", "worst_level"]

LOW, MID = 0, 1
# columns of a row of risks: survival, back and late, each (low, mid, high)
S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9


@inner
def worst_level(row: int, size: int, levels: int, counted: int, hidden_counts: Any, risks: Any, ends: Any) -> Any:
    """The hidden level at which an attempt is worth least, and that value; the first of several.

    Args:
        row: The row of risks for hidden level 0.
        size: Rows from one hidden level to the next.
        levels: How many hidden levels there are.
        counted: Where in `hidden_counts` they begin at this step.
        hidden_counts: uint8; whether a level counts.
        risks: float64 (rows, 9).
        ends: Worst value on arriving, on arriving late, on being turned back.
    """
    arrived, late, back = ends
    least, found = 2.0, 0
    for u in range(levels):
        if levels > 1 and hidden_counts[counted + u] == 0:
            continue
        at = (row + u * size) * COLUMNS
        p = risks[at + L_HIGH] if late < arrived else risks[at + L_LOW]
        value = (1.0 - p) * arrived + p * late
        p = risks[at + B_HIGH] if back < value else risks[at + B_LOW]
        value = risks[at + S_LOW] * ((1.0 - p) * value + p * back)
        if value < least:
            least, found = value, u
    return found, least


@inner
def _nominal(row: int, size: int, levels: int, weighed: int, hidden_weight: Any, risks: Any, ends: Any) -> float:
    """The nominal value of an attempt, mixed over hidden levels."""
    arrived, late, back = ends
    total = 0.0
    for u in range(levels):
        at = (row + u * size) * COLUMNS
        weight = hidden_weight[weighed + u] if levels > 1 else 1.0
        value = (1.0 - risks[at + L_MID]) * arrived + risks[at + L_MID] * late
        total += weight * risks[at + S_MID] * ((1.0 - risks[at + B_MID]) * value + risks[at + B_MID] * back)
    return total


def trail_values(
    sizes: Any, levels: Any, matrices: Any, ends: Any, cell: Any, first_cell: Any, cell_node: Any, taken: Any,
    ways: Any, way_node: Any, way_steps: Any, way_matrices: Any, first_row: Any, view_at: Any, view_size: Any,
    view_local: Any, hidden_at: Any, hidden_size: Any, hidden_weight: Any, hidden_counts: Any, risks: Any,
    values: Any, moved: Any, stamp: Any, columns: Any, scratch: Any,
) -> None:  # fmt: skip
    """Fill the values of all cells; a cell is a node at a step, with all joint levels.

    Args:
        sizes: int64: steps T, nodes, joint levels, conditions, hidden levels in all, first step, ways.
        levels: int64 (conditions,).
        matrices: float64; for each duration, the conditions' matrices one after another.
        ends: uint8 (nodes,).
        cell: int32 (T + 1, nodes); the cell of a node at a step, −1 where the policy does not lead.
        first_cell: int64 (T + 2,); the cells of step t are first_cell[t] … first_cell[t + 1] − 1.
        cell_node: int32 (cells,).
        taken: int32 (cells, joint); the action taken, −1 where there is none.
        ways: int32 (actions, 3); outcomes for arrived, late and back; −1 where it cannot happen.
        way_node: int32 (ways,); node of an outcome.
        way_steps: int32 (ways,); steps until an outcome.
        way_matrices: int64 (ways,); where the matrices of that duration begin.
        first_row: int32 (actions,).
        view_at: int64 (actions,); where the action's view begins in `view_local`.
        view_size: int64 (actions,).
        view_local: int32; the views one after another, (joint,) each.
        hidden_at: int64 (actions,); first column of the action's hidden levels.
        hidden_size: int64 (actions,).
        hidden_weight: float64 (T, hidden levels in all).
        hidden_counts: uint8, the same shape.
        risks: float64 (rows, 9): survival, back, late, each low, mid, high; survival low is the least.
        values: float64 (cells, joint, 2); filled: the worst and the nominal chance of safety.
        moved: float64 (ways, joint, 2); room.
        stamp: int64 (ways,), filled with −1.
        columns: int64 (ways,); room.
        scratch: float64; room for twice `carry.ROOM` figures, or twice those of one outcome where that is more.
    """
    steps, nodes, joint, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]
    ahead = (cell, way_node, way_steps, way_matrices, (levels, conditions, matrices))
    for t in range(steps, sizes[5] - 1, -1):
        for x in range(first_cell[t] * joint, first_cell[t + 1] * joint):
            for o in range(3):
                if taken[x] >= 0 and ways[3 * taken[x] + o] >= 0:
                    stamp[ways[3 * taken[x] + o]] = t
        pull(t, (steps, nodes, joint, sizes[6]), ahead, values, moved, stamp, (columns, scratch))
        for i in range(first_cell[t], first_cell[t + 1]):
            end = ends[cell_node[i]] != 0
            for c in range(joint):
                at, a = (i * joint + c) * 2, taken[i * joint + c]
                if end or a < 0:
                    values[at + LOW] = 1.0 if end else 0.0
                    values[at + MID] = values[at + LOW]
                    continue
                row = first_row[a] + view_local[view_at[a] + c]
                arrived = (ways[3 * a] * joint + c) * 2
                late = (ways[3 * a + 1] * joint + c) * 2 if ways[3 * a + 1] >= 0 else arrived
                back = (ways[3 * a + 2] * joint + c) * 2 if ways[3 * a + 2] >= 0 else arrived
                column = t * hidden_total + hidden_at[a]
                values[at + MID] = _nominal(
                    row, view_size[a], hidden_size[a], column, hidden_weight, risks,
                    (moved[arrived + MID], moved[late + MID], moved[back + MID]),
                )  # fmt: skip
                _, values[at + LOW] = worst_level(
                    row, view_size[a], hidden_size[a], column, hidden_counts, risks,
                    (moved[arrived], moved[late], moved[back]),
                )  # fmt: skip
