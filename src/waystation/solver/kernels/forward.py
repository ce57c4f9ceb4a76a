"""Forward occupancies: where a policy leads, nominally, and how often each row of risks is met."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.keeping import NO_ACTION, read, row_of
from waystation.solver.kernels.moves import spread

__all__ = ["forward"]

S_MID, B_MID, L_MID, COLUMNS = 1, 4, 7, 9


@inner
def _push(
    a: int, c: int, t: int, mass: float, joint: int, hidden_total: int, actions: Any, met: Any, into: Any
) -> None:
    """Split the mass of one state over the outcomes of its action."""
    pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size, hidden_weight, risks = actions
    row = first_row[a] + view_local[view_at[a] + c]
    for u in range(hidden_size[a]):
        part = mass
        if hidden_size[a] > 1:
            part = mass * hidden_weight[t * hidden_total + hidden_at[a] + u]
        at = row + u * view_size[a]
        met[at] += part
        stays = part * risks[at * COLUMNS + S_MID]
        back = risks[at * COLUMNS + B_MID]
        late = risks[at * COLUMNS + L_MID]
        _add(pairs[3 * a], c, t, stays * (1.0 - back) * (1.0 - late), joint, into)
        _add(pairs[3 * a + 1], c, t, stays * (1.0 - back) * late, joint, into)
        _add(pairs[3 * a + 2], c, t, stays * back, joint, into)


@inner
def _add(pair: int, c: int, t: int, share: float, joint: int, into: Any) -> None:
    """Add mass to an outcome; the first of a step clears what the last step left."""
    pushed, touched = into
    if share > 0.0 and pair >= 0:
        if touched[pair] != t:
            touched[pair] = t
            for x in range(joint):
                pushed[pair * joint + x] = 0.0
        pushed[pair * joint + c] += share


def forward(
    sizes: Any, levels: Any, matrices: Any, ends: Any, first_action: Any, pairs: Any, pair_node: Any, pair_steps: Any,
    pair_matrices: Any, first_row: Any, view_at: Any, view_size: Any, view_local: Any, hidden_at: Any,
    hidden_size: Any, hidden_weight: Any, risks: Any, policy: Any, row_at: Any, bits: Any, node_class: Any, local: Any,
    occupancy: Any, met: Any, arrived: Any, pushed: Any,
    touched: Any, scratch: Any, likely: Any, reached: Any, reached_mass: Any,
) -> None:  # fmt: skip
    """Carry the mass at the start through the policy to the last step.

    The arrays that describe the problem are as in `backward`.

    Args:
        sizes: int64: steps T, nodes, joint levels, ring length, conditions, hidden levels in all, first step, pairs,
            room in `reached`; written: [9] states noted in `reached`.
        pair_steps: int32 (pairs,); steps until an outcome.
        pair_matrices: int64 (pairs,); where the matrices of that duration begin.
        policy: uint8; see `keeping`, as for the next two.
        row_at: int64 (nodes + 1,).
        bits: uint8 (nodes,).
        node_class: int32 (nodes,).
        local: int32 (classes, joint); the local level of each joint level, see `narrow`.
        occupancy: float64 (ring, nodes, joint); the mass at the first step, and room.
        met: float64 (rows,), zeroed; filled with how often each row of risks is met.
        arrived: float64 (T + 1,), zeroed; filled with the mass that reaches an end at each step.
        pushed: float64 (pairs, joint); room.
        touched: int64 (pairs,), filled with −1.
        scratch: float64 (2·joint,); room.
        likely: float64 (1,); the least mass of a state worth noting.
        reached: int32 (room, 3); filled with step, node and joint level of such states.
        reached_mass: float64 (room,); filled with their mass.
    """
    steps, nodes, joint, ring, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]
    actions = (pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size, hidden_weight, risks)
    chains, into, kept = (levels, conditions, matrices), (pushed, touched), (policy, row_at, bits)
    noted = 0
    for t in range(sizes[6], steps):
        slot = (t % ring) * nodes
        for n in range(nodes):
            row, told = row_of(n, t, nodes, kept), node_class[n] * joint
            for c in range(joint):
                at = (slot + n) * joint + c
                mass = occupancy[at]
                if mass == 0.0 or ends[n]:
                    continue
                occupancy[at] = 0.0
                if mass >= likely[0] and noted < sizes[8]:
                    reached[3 * noted] = t
                    reached[3 * noted + 1] = n
                    reached[3 * noted + 2] = c
                    reached_mass[noted] = mass
                    noted += 1
                choice = read(row, n, local[told + c], kept)
                if choice != NO_ACTION:
                    _push(first_action[n] + choice, c, t, mass, joint, hidden_total, actions, met, into)
        for pair in range(sizes[7]):
            then = t + pair_steps[pair]
            if touched[pair] != t or then > steps:
                continue
            if ends[pair_node[pair]]:
                for c in range(joint):
                    arrived[then] += pushed[pair * joint + c]
            else:
                to = ((then % ring) * nodes + pair_node[pair]) * joint
                spread(pushed, pair * joint, occupancy, to, scratch, joint, chains, pair_matrices[pair])
    sizes[9] = noted
