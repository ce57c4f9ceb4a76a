"""Where a policy leads under many draws of the risks at once: the draws lie side by side in every inner loop."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.carry import carry
from waystation.solver.kernels.jit import inner

__all__ = ["draws"]


@inner
def _clear(way: int, t: int, total: int, into: Any) -> None:
    """The first mass that an outcome gets at a step clears what the last step left."""
    pushed, touched = into
    if touched[way] != t:
        touched[way] = t
        for x in range(way * total, (way + 1) * total):
            pushed[x] = 0.0


@inner
def _split(at: int, row: int, weight: float, width: int, to: Any, mass: Any, drawn: Any, pushed: Any) -> None:
    """Split the masses of one state under one hidden level over arrived, late and back."""
    arrived, late, back = to
    if back < 0 and late < 0:
        for x in range(width):
            pushed[arrived + x] += weight * mass[at + x] * drawn[row * 3 * width + x]
        return
    stays, turned, held = row * 3 * width, (row * 3 + 1) * width, (row * 3 + 2) * width
    if back >= 0:
        for x in range(width):
            pushed[back + x] += weight * mass[at + x] * drawn[stays + x] * drawn[turned + x]
    if late >= 0:
        for x in range(width):
            onward = weight * mass[at + x] * drawn[stays + x] * (1.0 - drawn[turned + x])
            pushed[late + x] += onward * drawn[held + x]
    for x in range(width):
        onward = weight * mass[at + x] * drawn[stays + x] * (1.0 - drawn[turned + x])
        pushed[arrived + x] += onward * (1.0 - drawn[held + x])


def draws(
    sizes: Any, levels: Any, turned: Any, ends: Any, cell: Any, first_cell: Any, cell_node: Any, taken: Any,
    ways: Any, way_node: Any, way_steps: Any, way_matrices: Any, first_row: Any, view_at: Any, view_size: Any,
    view_local: Any, hidden_at: Any, hidden_size: Any, hidden_weight: Any, row_at: Any, drawn: Any, least: Any,
    mass: Any, pushed: Any, touched: Any, scratch: Any, safe: Any,
) -> None:  # fmt: skip
    """Carry the masses of all draws from the start to the last step, by the risks drawn, and add up what arrives.

    The arrays that are not described here are as in `trail_values` and `slopes`.

    Args:
        sizes: int64: steps T, nodes, joint levels, conditions, hidden levels in all, first step, ways, cells
            at hand at once, draws.
        row_at: int32 (rows,); where a row of risks stands in `drawn`.
        drawn: float64 (rows used, 3, draws): survival of all fatal risks, back and late.
        least: float64 (1,); a state whose mass is less than this in every draw is not followed.
        mass: float64 (window, joint, draws); the masses at the first step, and room.
        pushed: float64 (ways, joint, draws); room.
        touched: int64 (ways,), filled with −1.
        scratch: float64 (2, joint, draws); room.
        safe: float64 (draws,), zeroed; filled with the chance of reaching an end.
    """
    steps, nodes, joint, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]
    window, width = sizes[7], sizes[8]
    total, into = joint * width, (pushed, touched)
    for t in range(sizes[5], steps):
        for i in range(first_cell[t], first_cell[t + 1]):
            if ends[cell_node[i]]:
                continue
            for c in range(joint):
                at, a = ((i % window) * joint + c) * width, taken[i * joint + c]
                most = 0.0
                for x in range(width):
                    most = max(most, mass[at + x])
                if a >= 0 and most >= least[0]:
                    arrived, late, back = ways[3 * a], ways[3 * a + 1], ways[3 * a + 2]
                    for o in range(3):
                        if ways[3 * a + o] >= 0:
                            _clear(ways[3 * a + o], t, total, into)
                    to = (
                        arrived * total + c * width,
                        late * total + c * width if late >= 0 else -1,
                        back * total + c * width if back >= 0 else -1,
                    )
                    row = first_row[a] + view_local[view_at[a] + c]
                    for u in range(hidden_size[a]):
                        weight = hidden_weight[t * hidden_total + hidden_at[a] + u] if hidden_size[a] > 1 else 1.0
                        if weight > 0.0:
                            _split(at, row_at[row + u * view_size[a]], weight, width, to, mass, drawn, pushed)
                if most > 0.0:
                    for x in range(width):
                        mass[at + x] = 0.0
        for way in range(sizes[6]):
            if touched[way] != t or t + way_steps[way] > steps:
                continue
            if ends[way_node[way]]:
                for c in range(joint):
                    for x in range(width):
                        safe[x] += pushed[way * total + c * width + x]
                continue
            for x in range(total):
                scratch[x] = pushed[way * total + x]
            found = carry(scratch, joint, width, (levels, conditions, turned), way_matrices[way])
            to_state = (cell[(t + way_steps[way]) * nodes + way_node[way]] % window) * total
            for x in range(total):
                mass[to_state + x] += scratch[found + x]
