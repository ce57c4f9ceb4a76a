"""Backward induction: the policy, and what it is worth, from the last step to the first.

Five figures are kept per state: low, and a block of four (mid, high, lost, lag). Each step has four passes:

1. the low values of the outcomes that open actions can have are moved back over their durations, all outcomes of
   one duration side by side, so that the inner loops run over places and not over levels;
2. the low value of every action is compared; where one action is clearly best it is chosen, where several come
   within `NEAR` of the best the choice is left open;
3. the blocks are moved back, only for the outcomes of actions that were chosen or left open;
4. open choices are settled by the specification's order, and the blocks of the chosen actions are written.

An action further than `NEAR` below the best can neither win nor, by a chain of ties of 1e-12 each, change who wins.
Arrays that always go together are handed on as tuples, which cost nothing once compiled.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.moves import move_back

__all__ = ["backward"]

BLOCK = 4
MID, HIGH, LOST, LAG = 0, 1, 2, 3
TIE = 1e-12
NEAR = 1e-9
SHUT = -1e300
NO_ACTION = 255
LEFT_OPEN = 254
# columns of a row of risks: survival, back and late, each (low, mid, high)
S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9


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
def _low_of(a: int, c: int, t: int, sizes: Any, actions: Any, low_moved: Any) -> float:
    """The robust value of an action in one state; `SHUT` where it is shut."""
    _, outcomes, hidden_total = sizes
    pairs, _, _, first_row, view, hidden, risks, shut, charges = actions
    view_at, view_size, view_local = view
    hidden_at, hidden_size, _, hidden_counts = hidden
    row = first_row[a] + view_local[view_at[a] + c]
    if shut[row]:
        return SHUT
    at = c * outcomes
    done = charges[2 * a + 1]
    arrived = low_moved[at + pairs[3 * a]] - done
    late = low_moved[at + pairs[3 * a + 1]] - done if pairs[3 * a + 1] >= 0 else arrived
    back = low_moved[at + pairs[3 * a + 2]] if pairs[3 * a + 2] >= 0 else arrived
    if hidden_size[a] == 1:
        return _worst(row * COLUMNS, risks, arrived, late, back) - charges[2 * a]
    least = 1e300
    for u in range(hidden_size[a]):
        if hidden_counts[t * hidden_total + hidden_at[a] + u]:
            least = min(least, _worst((row + u * view_size[a]) * COLUMNS, risks, arrived, late, back))
    return least - charges[2 * a]


@inner
def _rest_of(a: int, c: int, t: int, sizes: Any, actions: Any, rest_moved: Any, block: Any, to: int) -> None:
    """The nominal and optimistic figures of an action in one state, written to `block` from index `to`."""
    _, outcomes, hidden_total = sizes
    pairs, _, _, first_row, view, hidden, risks, _, charges = actions
    view_at, view_size, view_local = view
    hidden_at, hidden_size, hidden_weight, hidden_counts = hidden
    row = first_row[a] + view_local[view_at[a] + c]
    arrived = (c * outcomes + pairs[3 * a]) * BLOCK
    late = (c * outcomes + pairs[3 * a + 1]) * BLOCK if pairs[3 * a + 1] >= 0 else arrived
    back = (c * outcomes + pairs[3 * a + 2]) * BLOCK if pairs[3 * a + 2] >= 0 else arrived
    p_arrived, p_late, p_back, p_lost, most = 0.0, 0.0, 0.0, 0.0, SHUT
    for u in range(hidden_size[a]):
        at = (row + u * view_size[a]) * COLUMNS
        weight, counts = 1.0, True
        if hidden_size[a] > 1:
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
        onward = p_arrived * rest_moved[arrived + q] + p_late * rest_moved[late + q]
        block[to + q] = onward + p_back * rest_moved[back + q]
    block[to + HIGH] = most
    block[to + LOST] += p_lost
    block[to + MID] -= charges[2 * a] + charges[2 * a + 1] * (p_arrived + p_late)


@inner
def _beats(block: Any) -> bool:
    """Whether the second block is better than the first where low does not tell: mid, lost, arrival given safe."""
    mid_best, mid_rival = block[MID], block[BLOCK + MID]
    if abs(mid_rival - mid_best) > TIE:
        return mid_rival > mid_best
    if abs(block[BLOCK + LOST] - block[LOST]) > TIE:
        return block[BLOCK + LOST] < block[LOST]
    if mid_rival == 0.0:
        return False
    if mid_best == 0.0:
        return True
    return block[LAG] / mid_best - block[BLOCK + LAG] / mid_rival > TIE


@inner
def _settle(first: int, last: int, c: int, t: int, sizes: Any, actions: Any, moved: Any, room: Any) -> int:
    """Choose among the actions that come within `NEAR` of the best, in order; returns the position chosen."""
    steps, _, _ = sizes
    _, calendar, open_steps, _, _, _, _, _, _ = actions
    low_moved, rest_moved = moved
    lows, block = room
    most = SHUT
    for a in range(first, last):
        lows[a - first] = SHUT
        if open_steps[calendar[a] * steps + t]:
            lows[a - first] = _low_of(a, c, t, sizes, actions, low_moved)
            most = max(most, lows[a - first])
    best = -1
    for a in range(last - first):
        if lows[a] < most - NEAR:
            continue
        better = best < 0 or lows[a] - lows[best] > TIE
        if not better and lows[best] - lows[a] <= TIE:
            _rest_of(first + best, c, t, sizes, actions, rest_moved, block, 0)
            _rest_of(first + a, c, t, sizes, actions, rest_moved, block, BLOCK)
            better = _beats(block)
        if better:
            best = a
    return best


@inner
def _want(a: int, t: int, pairs: Any, stamp: Any) -> None:
    """Note that the outcomes of an action are wanted at this step."""
    for o in range(3):
        if pairs[3 * a + o] >= 0:
            stamp[pairs[3 * a + o]] = t


@inner
def _begin_step(last: bool, slot: int, nodes: int, joint: int, ends: Any, worth: float, values: Any) -> None:
    """Write the values of ends, and at the last step of all other states."""
    low, rest = values
    for c in range(joint):
        for n in range(nodes):
            if ends[n] or last:
                at = (slot + c) * nodes + n
                low[at] = worth if ends[n] else 0.0
                rest[at * BLOCK + MID] = low[at]
                rest[at * BLOCK + HIGH] = low[at]
                rest[at * BLOCK + LOST] = 0.0
                rest[at * BLOCK + LAG] = 0.0


@inner
def _want_step(
    t: int, nodes: int, joint: int, follow: int, first_action: Any, steps: int, actions: Any, policy: Any, stamp: Any
) -> None:
    """Note the outcomes of all actions that are open, or that the policy followed takes."""
    pairs, calendar, open_steps, _, _, _, _, _, _ = actions
    for n in range(nodes):
        if follow == 0:
            for a in range(first_action[n], first_action[n + 1]):
                if open_steps[calendar[a] * steps + t]:
                    _want(a, t, pairs, stamp)
            continue
        for c in range(joint):
            choice = policy[(t * nodes + n) * joint + c]
            if choice != NO_ACTION:
                _want(first_action[n] + choice, t, pairs, stamp)


@inner
def _compare(n: int, c: int, t: int, state: int, follow: int, first_action: Any, sizes: Any, actions: Any, policy: Any,
             low_moved: Any, stamp: Any) -> float:  # fmt: skip
    """Choose where low alone decides, note whose blocks are wanted, and return the low value."""
    steps, _, _ = sizes
    pairs, calendar, open_steps, _, _, _, _, _, _ = actions
    first, last = first_action[n], first_action[n + 1]
    if follow:
        if policy[state] == NO_ACTION:
            return 0.0
        _want(first + policy[state], t, pairs, stamp)
        return _low_of(first + policy[state], c, t, sizes, actions, low_moved)
    best, most, second = NO_ACTION, SHUT, SHUT
    for a in range(first, last):
        if open_steps[calendar[a] * steps + t]:
            value = _low_of(a, c, t, sizes, actions, low_moved)
            if value > most:
                second, most, best = most, value, a - first
            elif value > second:
                second = value
    policy[state] = best
    if best == NO_ACTION:
        return 0.0
    if second < most - NEAR:
        _want(first + best, t, pairs, stamp)
        return most
    policy[state] = LEFT_OPEN
    for a in range(first, last):
        if open_steps[calendar[a] * steps + t]:
            _want(a, t, pairs, stamp)
    return most


def backward(
    sizes: Any, levels: Any, matrices: Any, ends: Any, end_value: Any, first_action: Any, pairs: Any, pair_node: Any,
    group_first: Any, group_steps: Any, group_matrices: Any, calendar: Any, open_steps: Any, first_row: Any,
    view_at: Any, view_size: Any, view_local: Any, hidden_at: Any, hidden_size: Any, hidden_weight: Any,
    hidden_counts: Any, risks: Any, shut: Any, charges: Any, policy: Any, low: Any, rest: Any, low_moved: Any,
    rest_moved: Any, low_stamp: Any, rest_stamp: Any, columns: Any, scratch: Any, lows: Any, block: Any,
) -> None:  # fmt: skip
    """Fill the policy, or follow a given one, from step T − 1 down to the first step wanted.

    Args:
        sizes: int64: steps T, nodes, joint levels, ring length, conditions, hidden levels in all, first step wanted,
            1 to follow the policy given instead of choosing, outcome pairs, groups of pairs.
        levels: int64 (conditions,).
        matrices: float64; for each duration, the conditions' matrices one after another.
        ends: uint8 (nodes,).
        end_value: float64 (T + 1,); what reaching an end at a step is worth.
        first_action: int32 (nodes + 1,).
        pairs: int32 (actions, 3); outcome pairs for arrived, late and back; −1 where it cannot happen.
        pair_node: int32 (pairs,); node of an outcome. Pairs are grouped by the steps until then.
        group_first: int64 (groups + 1,); the pairs of group g are group_first[g] … group_first[g + 1] − 1.
        group_steps: int64 (groups,); steps until the outcomes of a group.
        group_matrices: int64 (groups,); where the matrices of that duration begin.
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
        low: float64 (ring, joint, nodes), zeroed.
        rest: float64 (ring, joint, nodes, 4), zeroed: mid, high, lost, lag.
        low_moved: float64 (joint, pairs); room.
        rest_moved: float64 (joint, pairs, 4); room.
        low_stamp: int64 (pairs,), filled with −1.
        rest_stamp: int64 (pairs,), filled with −1.
        columns: int64 (pairs,); room.
        scratch: float64; room, see `moves.move_back`.
        lows: float64; room for the actions of a node.
        block: float64 (8,); room.
    """
    steps, nodes, joint, ring, conditions, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]
    until, follow, outcomes, groups = sizes[6], sizes[7], sizes[8], sizes[9]
    counts = (steps, outcomes, hidden_total)
    view = (view_at, view_size, view_local)
    hidden = (hidden_at, hidden_size, hidden_weight, hidden_counts)
    actions = (pairs, calendar, open_steps, first_row, view, hidden, risks, shut, charges)
    extent = (steps, ring, nodes, joint, outcomes)
    grouping = (group_first, group_steps, group_matrices, pair_node)
    chains = (levels, conditions, matrices)
    for t in range(steps, until - 1, -1):
        slot = (t % ring) * joint
        _begin_step(t == steps, slot, nodes, joint, ends, end_value[t], (low, rest))
        if t == steps:
            continue
        _want_step(t, nodes, joint, follow, first_action, steps, actions, policy, low_stamp)
        for g in range(groups):
            move_back(g, t, 1, extent, grouping, chains, low, low_moved, low_stamp, columns, scratch)
        for c in range(joint):
            for n in range(nodes):
                if ends[n] == 0:
                    state = (t * nodes + n) * joint + c
                    low[(slot + c) * nodes + n] = _compare(
                        n, c, t, state, follow, first_action, counts, actions, policy, low_moved, rest_stamp
                    )
        for g in range(groups):
            move_back(g, t, BLOCK, extent, grouping, chains, rest, rest_moved, rest_stamp, columns, scratch)
        for c in range(joint):
            for n in range(nodes):
                if ends[n]:
                    continue
                first, state, at = first_action[n], (t * nodes + n) * joint + c, (slot + c) * nodes + n
                if policy[state] == LEFT_OPEN:
                    moved, room = (low_moved, rest_moved), (lows, block)
                    policy[state] = _settle(first, first_action[n + 1], c, t, counts, actions, moved, room)
                    low[at] = lows[policy[state]]
                if policy[state] == NO_ACTION:
                    for q in range(BLOCK):
                        rest[at * BLOCK + q] = 0.0
                else:
                    _rest_of(first + policy[state], c, t, counts, actions, rest_moved, rest, at * BLOCK)
