"""Backward induction: the policy, and what it is worth, from the last step to the first.

Five figures are kept per state: low, and a block of four (mid, high, lost, lag). Low alone decides most
comparisons, so the block is moved only for the outcomes of actions that are chosen, or tie.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.moves import expect

__all__ = ["backward"]

BLOCK = 4
MID, HIGH, LOST, LAG = 0, 1, 2, 3
TIE = 1e-12
NO_ACTION = 255
# columns of a row of risks: survival, back and late, each (low, mid, high)
S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9


@inner
def _fetch_low(pair: int, t: int, steps: int, ring: int, nodes: int, joint: int, pair_node: Any, pair_steps: Any, pair_matrices: Any,
               low: Any, low_moved: Any, low_stamp: Any, scratch: Any, levels: Any, conditions: int, matrices: Any) -> None:
    """Move the low values of an outcome's node back over its duration, once per step."""
    if pair < 0 or low_stamp[pair] == t:
        return
    low_stamp[pair] = t
    if t + pair_steps[pair] > steps:
        for c in range(joint):
            low_moved[pair * joint + c] = 0.0
        return
    at = (((t + pair_steps[pair]) % ring) * nodes + pair_node[pair]) * joint
    expect(low, at, low_moved, pair * joint, scratch, 1, joint, levels, conditions, matrices, pair_matrices[pair])


@inner
def _fetch_rest(pair: int, t: int, steps: int, ring: int, nodes: int, joint: int, pair_node: Any, pair_steps: Any, pair_matrices: Any,
                rest: Any, rest_moved: Any, rest_stamp: Any, scratch: Any, levels: Any, conditions: int, matrices: Any) -> None:
    """Move the block of an outcome's node back over its duration, once per step, adding the time that passes."""
    if pair < 0 or rest_stamp[pair] == t:
        return
    rest_stamp[pair] = t
    to = pair * joint * BLOCK
    if t + pair_steps[pair] > steps:
        for x in range(joint * BLOCK):
            rest_moved[to + x] = 0.0
        return
    at = (((t + pair_steps[pair]) % ring) * nodes + pair_node[pair]) * joint * BLOCK
    expect(rest, at, rest_moved, to, scratch, BLOCK, joint, levels, conditions, matrices, pair_matrices[pair])
    for c in range(joint):
        rest_moved[to + c * BLOCK + LAG] += pair_steps[pair] * rest_moved[to + c * BLOCK + MID]


@inner
def _worst(row: int, risks: Any, arrived: float, late: float, back: float) -> float:
    """The least value of one attempt: fatal risks at their high ends, back and late at whichever end is worse."""
    p = risks[row + L_HIGH] if late < arrived else risks[row + L_LOW]
    value = (1.0 - p) * arrived + p * late
    p = risks[row + B_HIGH] if back < value else risks[row + B_LOW]
    return risks[row + S_LOW] * ((1.0 - p) * value + p * back)


@inner
def _best(row: int, risks: Any, arrived: float, late: float, back: float) -> float:
    """The greatest value of one attempt."""
    p = risks[row + L_HIGH] if late > arrived else risks[row + L_LOW]
    value = (1.0 - p) * arrived + p * late
    p = risks[row + B_HIGH] if back > value else risks[row + B_LOW]
    return risks[row + S_HIGH] * ((1.0 - p) * value + p * back)


@inner
def _low_of(a: int, c: int, t: int, joint: int, pairs: Any, first_row: Any, view_at: Any, view_size: Any, view_local: Any,
            hidden_at: Any, hidden_size: Any, hidden_total: int, hidden_counts: Any, risks: Any, shut: Any, low_moved: Any,
            charges: Any) -> float:
    """The robust value of an action in one state; −1e300 where it is shut."""
    row = first_row[a] + view_local[view_at[a] + c]
    if shut[row]:
        return -1e300
    done = charges[2 * a + 1]
    arrived = low_moved[pairs[3 * a] * joint + c] - done
    late = low_moved[pairs[3 * a + 1] * joint + c] - done if pairs[3 * a + 1] >= 0 else arrived
    back = low_moved[pairs[3 * a + 2] * joint + c] if pairs[3 * a + 2] >= 0 else arrived
    size = hidden_size[a]
    if size == 1:
        return _worst(row * COLUMNS, risks, arrived, late, back) - charges[2 * a]
    least = 1e300
    for u in range(size):
        if hidden_counts[t * hidden_total + hidden_at[a] + u]:
            value = _worst((row + u * view_size[a]) * COLUMNS, risks, arrived, late, back)
            if value < least:
                least = value
    return least - charges[2 * a]


@inner
def _rest_of(a: int, c: int, t: int, joint: int, pairs: Any, first_row: Any, view_at: Any, view_size: Any, view_local: Any,
             hidden_at: Any, hidden_size: Any, hidden_total: int, hidden_weight: Any, hidden_counts: Any, risks: Any,
             rest_moved: Any, charges: Any, block: Any, to: int) -> None:
    """The nominal and optimistic figures of an action in one state, written to `block` from index `to`."""
    row = first_row[a] + view_local[view_at[a] + c]
    arrived = (pairs[3 * a] * joint + c) * BLOCK
    late = (pairs[3 * a + 1] * joint + c) * BLOCK if pairs[3 * a + 1] >= 0 else arrived
    back = (pairs[3 * a + 2] * joint + c) * BLOCK if pairs[3 * a + 2] >= 0 else arrived
    p_arrived, p_late, p_back, p_lost, most = 0.0, 0.0, 0.0, 0.0, -1e300
    size = hidden_size[a]
    for u in range(size):
        at = (row + u * view_size[a]) * COLUMNS
        weight, counts = 1.0, True
        if size > 1:
            weight = hidden_weight[t * hidden_total + hidden_at[a] + u]
            counts = hidden_counts[t * hidden_total + hidden_at[a] + u] != 0
        stays = weight * risks[at + S_MID]
        p_lost += weight * (1.0 - risks[at + S_MID])
        p_back += stays * risks[at + B_MID]
        p_late += stays * (1.0 - risks[at + B_MID]) * risks[at + L_MID]
        p_arrived += stays * (1.0 - risks[at + B_MID]) * (1.0 - risks[at + L_MID])
        if counts:
            value = _best(at, risks, rest_moved[arrived + HIGH], rest_moved[late + HIGH], rest_moved[back + HIGH])
            most = max(most, value)
    for q in range(BLOCK):
        block[to + q] = p_arrived * rest_moved[arrived + q] + p_late * rest_moved[late + q] + p_back * rest_moved[back + q]
    block[to + HIGH] = most
    block[to + LOST] += p_lost
    block[to + MID] -= charges[2 * a] + charges[2 * a + 1] * (p_arrived + p_late)


@inner
def _beats(block: Any, best: int, rival: int) -> bool:
    """Whether the rival's block is better where low does not tell: mid, then lost, then arrival given safe."""
    mid_best, mid_rival = block[best + MID], block[rival + MID]
    if abs(mid_rival - mid_best) > TIE:
        return mid_rival > mid_best
    if abs(block[rival + LOST] - block[best + LOST]) > TIE:
        return block[rival + LOST] < block[best + LOST]
    if mid_rival == 0.0:
        return False
    if mid_best == 0.0:
        return True
    lag_best, lag_rival = block[best + LAG] / mid_best, block[rival + LAG] / mid_rival
    return lag_best - lag_rival > TIE


def backward(sizes: Any, levels: Any, matrices: Any, ends: Any, end_value: Any, first_action: Any, pairs: Any, pair_node: Any,
             pair_steps: Any, pair_matrices: Any, calendar: Any, open_steps: Any, first_row: Any, view_at: Any, view_size: Any,
             view_local: Any, hidden_at: Any, hidden_size: Any, hidden_weight: Any, hidden_counts: Any, risks: Any, shut: Any,
             charges: Any, policy: Any, low: Any, rest: Any, low_moved: Any, rest_moved: Any, low_stamp: Any, rest_stamp: Any,
             scratch: Any, best_low: Any, block: Any) -> None:
    """Fill the policy, or follow a given one, from step T − 1 down to the first step wanted.

    Args:
        sizes: int64: steps T, nodes, joint levels, ring length, conditions, hidden levels in all, first step wanted,
            1 to follow the policy given instead of choosing.
        levels: int64 (conditions,).
        matrices: float64; for each duration, the conditions' matrices one after another.
        ends: uint8 (nodes,).
        end_value: float64 (T + 1,); what reaching an end at a step is worth.
        first_action: int32 (nodes + 1,).
        pairs: int32 (actions, 3); outcome pairs for arrived, late and back; −1 where it cannot happen.
        pair_node: int32 (pairs,); node of an outcome.
        pair_steps: int32 (pairs,); steps until then.
        pair_matrices: int64 (pairs,); where the matrices of that duration begin.
        calendar: int32 (actions,).
        open_steps: uint8 (calendars, T).
        first_row: int32 (actions,).
        view_at: int64 (actions,); where the action's view begins in `view_local`.
        view_size: int64 (actions,).
        view_local: int32; the views one after another, (joint,) each.
        hidden_at: int64 (actions,); first column of the action's hidden levels.
        hidden_size: int64 (actions,).
        hidden_weight: float64 (T, hidden levels in all).
        hidden_counts: uint8, the same shape.
        risks: float64 (rows, 9): survival, back, late, each low, mid, high; survival low is the least.
        shut: uint8 (rows,).
        charges: float64 (actions, 2): taken off the value at departure, and on arrival; zeros for plain safety.
        policy: uint8 (T, nodes, joint); 255 where there is no action.
        low: float64 (ring, nodes, joint), zeroed.
        rest: float64 (ring, nodes, joint, 4), zeroed: mid, high, lost, lag.
        low_moved, rest_moved, low_stamp, rest_stamp, scratch, best_low, block: Room to work in.
    """
    steps, nodes, joint, ring, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]
    until, follow = sizes[6], sizes[7]
    for t in range(steps, until - 1, -1):
        slot = (t % ring) * nodes
        for n in range(nodes):
            at = (slot + n) * joint
            if ends[n] or t == steps:
                reached = end_value[t] if ends[n] else 0.0
                for c in range(joint):
                    low[at + c] = reached
                    rest[(at + c) * BLOCK + MID] = reached
                    rest[(at + c) * BLOCK + HIGH] = reached
                    rest[(at + c) * BLOCK + LOST] = 0.0
                    rest[(at + c) * BLOCK + LAG] = 0.0
                continue
            chosen = (t * nodes + n) * joint
            first = first_action[n]
            for c in range(joint):
                best_low[c] = -1e300
                if follow == 0:
                    policy[chosen + c] = NO_ACTION
            for a in range(first, first_action[n + 1]):
                if open_steps[calendar[a] * steps + t] == 0:
                    continue
                for o in range(3):
                    _fetch_low(pairs[3 * a + o], t, steps, ring, nodes, joint, pair_node, pair_steps, pair_matrices, low, low_moved,
                               low_stamp, scratch, levels, conditions, matrices)
                for c in range(joint):
                    if follow and policy[chosen + c] != a - first:
                        continue
                    value = _low_of(a, c, t, joint, pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size,
                                    hidden_total, hidden_counts, risks, shut, low_moved, charges)
                    if value == -1e300:
                        continue
                    better = follow != 0 or policy[chosen + c] == NO_ACTION or value - best_low[c] > TIE
                    if not better and best_low[c] - value <= TIE:
                        rival = first + policy[chosen + c]
                        for o in range(3):
                            _fetch_rest(pairs[3 * a + o], t, steps, ring, nodes, joint, pair_node, pair_steps, pair_matrices, rest,
                                        rest_moved, rest_stamp, scratch, levels, conditions, matrices)
                            _fetch_rest(pairs[3 * rival + o], t, steps, ring, nodes, joint, pair_node, pair_steps, pair_matrices,
                                        rest, rest_moved, rest_stamp, scratch, levels, conditions, matrices)
                        _rest_of(rival, c, t, joint, pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size,
                                 hidden_total, hidden_weight, hidden_counts, risks, rest_moved, charges, block, 0)
                        _rest_of(a, c, t, joint, pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size,
                                 hidden_total, hidden_weight, hidden_counts, risks, rest_moved, charges, block, BLOCK)
                        better = _beats(block, 0, BLOCK)
                    if better:
                        best_low[c] = value
                        policy[chosen + c] = a - first
            for c in range(joint):
                if policy[chosen + c] == NO_ACTION:
                    low[at + c] = 0.0
                    for q in range(BLOCK):
                        rest[(at + c) * BLOCK + q] = 0.0
                    continue
                a = first + policy[chosen + c]
                for o in range(3):
                    _fetch_rest(pairs[3 * a + o], t, steps, ring, nodes, joint, pair_node, pair_steps, pair_matrices, rest, rest_moved,
                                rest_stamp, scratch, levels, conditions, matrices)
                low[at + c] = best_low[c]
                _rest_of(a, c, t, joint, pairs, first_row, view_at, view_size, view_local, hidden_at, hidden_size, hidden_total,
                         hidden_weight, hidden_counts, risks, rest_moved, charges, rest, (at + c) * BLOCK)
