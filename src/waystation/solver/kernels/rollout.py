"""Playing a policy out many times by chance, to check by counting what backward induction computes."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.keeping import NO_ACTION, read, row_of

__all__ = ["rollout"]

S_MID, B_MID, L_MID, COLUMNS = 1, 4, 7, 9
SAFE, LOST, UNDERWAY = 0, 1, 2


@inner
def _uniform(state: Any) -> float:
    """The next number in [0, 1): xorshift64* (Vigna 2016), its upper 53 bits."""
    x = state[0]
    x ^= (x >> 12) & 0x000FFFFFFFFFFFFF
    x ^= x << 25
    x ^= (x >> 27) & 0x0000001FFFFFFFFF
    state[0] = x
    mixed = x * 2685821657736338717
    return ((mixed >> 11) & 0x001FFFFFFFFFFFFF) * (1.0 / 9007199254740992.0)


@inner
def _move(c: int, joint: int, chains: Any, first: int, state: Any) -> int:
    """A joint level some steps later, by chance: each condition by its own row."""
    levels, conditions, matrices = chains
    result, run, matrix = 0, joint, first
    for k in range(conditions):
        size = levels[k]
        run //= size
        row = matrix + ((c // run) % size) * size
        x = _uniform(state)
        level = 0
        while level < size - 1 and x >= matrices[row + level]:
            x -= matrices[row + level]
            level += 1
        result += level * run
        matrix += size * size
    return result


@inner
def _outcome(a: int, c: int, t: int, hidden_total: int, actions: Any, state: Any) -> int:
    """How one attempt ends: 0 arrived, 1 late, 2 back, 3 lost."""
    first_row, view_at, view_size, view_local, hidden_at, hidden_size, hidden_weight, risks = actions
    row = first_row[a] + view_local[view_at[a] + c]
    if hidden_size[a] > 1:
        x = _uniform(state)
        u = 0
        while u < hidden_size[a] - 1 and x >= hidden_weight[t * hidden_total + hidden_at[a] + u]:
            x -= hidden_weight[t * hidden_total + hidden_at[a] + u]
            u += 1
        row += u * view_size[a]
    if _uniform(state) >= risks[row * COLUMNS + S_MID]:
        return 3
    if _uniform(state) < risks[row * COLUMNS + B_MID]:
        return 2
    return 1 if _uniform(state) < risks[row * COLUMNS + L_MID] else 0


def rollout(
    sizes: Any, levels: Any, matrices: Any, ends: Any, first_action: Any, pairs: Any, pair_node: Any, pair_steps: Any,
    pair_matrices: Any, first_row: Any, view_at: Any, view_size: Any, view_local: Any, hidden_at: Any,
    hidden_size: Any, hidden_weight: Any, risks: Any, policy: Any, row_at: Any, bits: Any, node_class: Any, local: Any,
    start: Any, state: Any, counts: Any,
) -> None:  # fmt: skip
    """Play the policy out and count how it ends.

    The arrays that describe the problem and the policy are as in `forward`.

    Args:
        sizes: int64: steps T, nodes, joint levels, unused, conditions, hidden levels in all, first step, first node,
            runs.
        start: float64 (joint,); the distribution over joint levels at the first step.
        state: int64 (1,); the generator's state, not 0.
        counts: int64 (3,), zeroed; filled with how often the end was safe, lost, under way.
    """
    steps, nodes, joint, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[4], sizes[5]
    actions = (first_row, view_at, view_size, view_local, hidden_at, hidden_size, hidden_weight, risks)
    chains, kept = (levels, conditions, matrices), (policy, row_at, bits)
    for _ in range(sizes[8]):
        x = _uniform(state)
        c = 0
        while c < joint - 1 and x >= start[c]:
            x -= start[c]
            c += 1
        t, n, result = sizes[6], sizes[7], UNDERWAY
        while True:
            if ends[n]:
                result = SAFE
                break
            if t == steps:
                break
            choice = read(row_of(n, t, nodes, kept), n, local[node_class[n] * joint + c], kept)
            if choice == NO_ACTION:
                break
            a = first_action[n] + choice
            outcome = _outcome(a, c, t, hidden_total, actions, state)
            if outcome == 3:
                result = LOST
                break
            pair = pairs[3 * a + outcome]
            t += pair_steps[pair]
            if t > steps:
                break
            n = pair_node[pair]
            c = _move(c, joint, chains, pair_matrices[pair], state)
        counts[result] += 1
