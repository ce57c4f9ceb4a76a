"""How much each risk of each row weighs: where the policy leads nominally and at worst, times what hangs on it there.

The adjoint of `trail_values`: one pass forward carries two masses, one by the middles and one by the ends that are
worst in each state, and adds up for every row of risks what its derivatives are made of.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.carry import ROOM, carry, gather, pull
from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.trail_values import worst_level

__all__ = ["slopes"]

LOW, MID = 0, 1
S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
# columns of what is added up for a row: onward, back, late by the middles; onward, back at its low and high end, late
# at its low and high end at worst; how often the row is met by the middles
MEAN_ON, MEAN_BACK, MEAN_LATE, ON, BACK_LOW, BACK_HIGH, LATE_LOW, LATE_HIGH, MET, SUMS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9


@inner
def _push(way: int, c: int, t: int, which: int, share: float, joint: int, into: Any) -> None:
    """Add a mass to an outcome; the first of a step clears what the last step left."""
    pushed, touched = into
    if share <= 0.0 or way < 0:
        return
    if touched[way] != t:
        touched[way] = t
        for x in range(joint * 2):
            pushed[way * joint * 2 + x] = 0.0
    pushed[(way * joint + c) * 2 + which] += share


@inner
def _by_the_middles(
    a: int, c: int, t: int, row: int, mass: float, where: Any, actions: Any, moved: Any, sums: Any, into: Any
) -> float:
    """Split a nominal mass over the outcomes of an action; returns what of it is lost."""
    joint, column = where
    ways, view_size, hidden_size, hidden_weight, _, risks = actions
    arrived = moved[(ways[3 * a] * joint + c) * 2 + MID]
    late = moved[(ways[3 * a + 1] * joint + c) * 2 + MID] if ways[3 * a + 1] >= 0 else arrived
    back = moved[(ways[3 * a + 2] * joint + c) * 2 + MID] if ways[3 * a + 2] >= 0 else arrived
    lost = 0.0
    for u in range(hidden_size[a]):
        part = mass * hidden_weight[column + u] if hidden_size[a] > 1 else mass
        at, to = (row + u * view_size[a]) * COLUMNS, (row + u * view_size[a]) * SUMS
        b, p = risks[at + B_MID], risks[at + L_MID]
        onward = (1.0 - p) * arrived + p * late
        sums[to + MET] += part
        sums[to + MEAN_ON] += part * ((1.0 - b) * onward + b * back)
        if ways[3 * a + 2] >= 0:
            sums[to + MEAN_BACK] += part * (back - onward)
        sums[to + MEAN_LATE] += part * (1.0 - b) * (late - arrived)
        stays = part * risks[at + S_MID]
        lost += part - stays
        _push(ways[3 * a], c, t, MID, stays * (1.0 - b) * (1.0 - p), joint, into)
        _push(ways[3 * a + 1], c, t, MID, stays * (1.0 - b) * p, joint, into)
        _push(ways[3 * a + 2], c, t, MID, stays * b, joint, into)
    return lost


@inner
def _at_worst(
    a: int, c: int, t: int, row: int, mass: float, where: Any, actions: Any, moved: Any, sums: Any, into: Any
) -> None:
    """Split a worst-case mass over the outcomes of an action, every risk at the end that binds."""
    joint, column = where
    ways, view_size, hidden_size, _, hidden_counts, risks = actions
    arrived = moved[(ways[3 * a] * joint + c) * 2]
    late = moved[(ways[3 * a + 1] * joint + c) * 2] if ways[3 * a + 1] >= 0 else arrived
    back = moved[(ways[3 * a + 2] * joint + c) * 2] if ways[3 * a + 2] >= 0 else arrived
    ends = (arrived, late, back)
    u, _ = worst_level(row, view_size[a], hidden_size[a], column, hidden_counts, risks, ends)
    at, to = (row + u * view_size[a]) * COLUMNS, (row + u * view_size[a]) * SUMS
    worse = late < arrived
    p = risks[at + L_HIGH] if worse else risks[at + L_LOW]
    onward = (1.0 - p) * arrived + p * late
    b = risks[at + B_HIGH] if back < onward else risks[at + B_LOW]
    sums[to + ON] += mass * ((1.0 - b) * onward + b * back)
    if ways[3 * a + 2] >= 0:
        sums[to + (BACK_HIGH if back < onward else BACK_LOW)] += mass * (back - onward)
    sums[to + (LATE_HIGH if worse else LATE_LOW)] += mass * (1.0 - b) * (late - arrived)
    stays = mass * risks[at + S_LOW]
    _push(ways[3 * a], c, t, LOW, stays * (1.0 - b) * (1.0 - p), joint, into)
    _push(ways[3 * a + 1], c, t, LOW, stays * (1.0 - b) * p, joint, into)
    _push(ways[3 * a + 2], c, t, LOW, stays * b, joint, into)


@inner
def _arrive(t: int, sizes: Any, where: Any, pushed: Any, touched: Any, chains: Any, mass: Any, room: Any) -> None:
    """Let the conditions move while the masses pushed at a step are on their way, and put them where they arrive."""
    steps, nodes, joint, window, ways = sizes
    ends, cell, way_node, way_steps, way_matrices = where
    columns, scratch = room
    way, most = 0, max(1, ROOM // (joint * 2))
    while way < ways:
        first = way
        count, way = gather(way, t, most, ways, way_steps, touched, columns)
        then, width = t + way_steps[first], count * 2
        if count == 0 or then > steps:
            continue
        for x in range(count):
            for c in range(joint):
                at = (columns[x] * joint + c) * 2
                scratch[c * width + x * 2] = pushed[at]
                scratch[c * width + x * 2 + 1] = pushed[at + 1]
        found = carry(scratch, joint, width, chains, way_matrices[first])
        for x in range(count):
            if ends[way_node[columns[x]]]:
                continue
            to = (cell[then * nodes + way_node[columns[x]]] % window) * joint * 2
            for c in range(joint):
                mass[to + c * 2] += scratch[found + c * width + x * 2]
                mass[to + c * 2 + 1] += scratch[found + c * width + x * 2 + 1]


def slopes(
    sizes: Any, levels: Any, matrices: Any, ends: Any, cell: Any, first_cell: Any, cell_node: Any, taken: Any,
    ways: Any, way_node: Any, way_steps: Any, way_matrices: Any, first_row: Any, view_at: Any, view_size: Any,
    view_local: Any, hidden_at: Any, hidden_size: Any, hidden_weight: Any, hidden_counts: Any, risks: Any,
    values: Any, moved: Any, stamp: Any, columns: Any, scratch: Any, turned: Any, mass: Any, pushed: Any, touched: Any,
    sums: Any, lost: Any,
) -> None:  # fmt: skip
    """Carry both masses from the start to the last step.

    The arrays that are not described here are as in `trail_values`; `values` are those that it filled.

    Args:
        sizes: int64: as in `trail_values`, and then how many cells are at hand at once.
        stamp: int64 (ways,), filled with −1.
        turned: float64; the matrices of `matrices`, each transposed.
        mass: float64 (window, joint, 2); the masses at the first step, at worst and nominal, and room: a cell stands at
            its number modulo the window.
        pushed: float64 (ways, joint, 2); room.
        touched: int64 (ways,), filled with −1.
        sums: float64 (rows, 9), zeroed; filled: nominally met mass times its onward value; times what back and late
            change; the same at worst, back and late by the end that binds; how often the row is met nominally.
        lost: float64 (T + 1, joint), zeroed; filled with what is lost nominally at each step and joint level.
    """
    steps, nodes, joint, conditions, hidden_total, window = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[7]
    ahead = (cell, way_node, way_steps, way_matrices, (levels, conditions, matrices))
    actions = (ways, view_size, hidden_size, hidden_weight, hidden_counts, risks)
    into = (pushed, touched)
    for t in range(sizes[5], steps):
        for x in range(first_cell[t] * joint, first_cell[t + 1] * joint):
            for o in range(3):
                if taken[x] >= 0 and ways[3 * taken[x] + o] >= 0:
                    stamp[ways[3 * taken[x] + o]] = t
        pull(t, (steps, nodes, joint, sizes[6]), ahead, values, moved, stamp, (columns, scratch))
        for i in range(first_cell[t], first_cell[t + 1]):
            if ends[cell_node[i]]:
                continue
            for c in range(joint):
                at = ((i % window) * joint + c) * 2
                worst, nominal, a = mass[at + LOW], mass[at + MID], taken[i * joint + c]
                mass[at + LOW], mass[at + MID] = 0.0, 0.0
                if a < 0 or (worst == 0.0 and nominal == 0.0):
                    continue
                row = first_row[a] + view_local[view_at[a] + c]
                where = (joint, t * hidden_total + hidden_at[a])
                if nominal > 0.0:
                    lost[t * joint + c] += _by_the_middles(a, c, t, row, nominal, where, actions, moved, sums, into)
                if worst > 0.0:
                    _at_worst(a, c, t, row, worst, where, actions, moved, sums, into)
        where_to = (ends, cell, way_node, way_steps, way_matrices)
        moving = (levels, conditions, turned)
        _arrive(t, (steps, nodes, joint, window, sizes[6]), where_to, pushed, touched, moving, mass, (columns, scratch))
