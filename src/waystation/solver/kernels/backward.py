"""Backward induction on the worst case: what to do in every state, and what that is worth at worst.

Each step has two phases, whose pieces threads may share: the values of the outcomes that open actions can have are
moved back over their durations; then, node by node, every open action is worked out at all levels side by side, and
the best is kept. Where another comes within `NEAR` of the best the choice is left open: `follow` settles it, by
figures that are needed for little else and are therefore not worked out here.

An action further than `NEAR` below the best can neither win nor, by a chain of ties of 1e-12 each, change who wins.
Arrays that always go together are handed on as tuples, which cost nothing once compiled.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.attempts import COLUMNS, SHUT, worst_of
from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.keeping import LEFT_OPEN, NO_ACTION, row_of, write
from waystation.solver.kernels.moves import move_back
from waystation.solver.kernels.sharing import give, take, wait

__all__ = ["backward"]

NEAR = 1e-9
AT_ONCE = 2048
"""Figures that are worth a thread's while to take at a time."""


@inner
def _want(t: int, extent: Any, first_action: Any, opening: Any, pairs: Any, stamp: Any, wanted: Any) -> int:
    """List the outcomes that open actions can have at a step, in order; returns how many there are."""
    steps, nodes, outcomes = extent
    calendar, open_steps = opening
    for a in range(first_action[nodes]):
        if open_steps[calendar[a] * steps + t]:
            for o in range(3):
                if pairs[3 * a + o] >= 0:
                    stamp[pairs[3 * a + o]] = t
    count = 0
    for pair in range(outcomes):
        if stamp[pair] == t:
            wanted[count] = pair
            count += 1
    return count


@inner
def _work_out(a: int, size: int, t: int, hidden_total: int, actions: Any, moved: Any, worth: Any) -> None:
    """The robust value of an open action at each local level; `SHUT` where it is shut."""
    pairs, pair_at, first_row, near_at, near_local, view_size, hidden, risks, shut, charges = actions
    hidden_at, hidden_size, hidden_counts = hidden
    arrived = pair_at[pairs[3 * a]]
    late = pair_at[pairs[3 * a + 1]] if pairs[3 * a + 1] >= 0 else arrived
    back = pair_at[pairs[3 * a + 2]] if pairs[3 * a + 2] >= 0 else arrived
    now, then = charges[2 * a], charges[2 * a + 1]
    turned = 0.0 if pairs[3 * a + 2] >= 0 else then
    local, first = near_at[a], True
    for u in range(hidden_size[a]):
        if hidden_size[a] > 1 and hidden_counts[t * hidden_total + hidden_at[a] + u] == 0:
            continue
        row = first_row[a] + u * view_size[a]
        for c in range(size):
            here = row + near_local[local + c]
            at = here * COLUMNS
            value = worst_of(at, risks, moved[arrived + c] - then, moved[late + c] - then, moved[back + c] - turned)
            value = SHUT if shut[here] else value - now
            worth[c] = value if first else min(worth[c], value)
        first = False


@inner
def _rank(choice: int, size: int, worth: Any, best: Any, second: Any, chosen: Any) -> None:
    """Let an action take part: the best value at each level, the next one, and whose the best is."""
    for c in range(size):
        value, most, next_best = worth[c], best[c], second[c]
        better = value > most
        second[c] = most if better else max(value, next_best)
        best[c] = value if better else most
        chosen[c] = choice if better else chosen[c]


@inner
def _decide(n: int, t: int, extent: Any, first_action: Any, opening: Any, actions: Any, size: int, moved: Any,
            kept: Any, room: Any) -> bool:  # fmt: skip
    """Compare the open actions of a node; returns whether a choice is left open at some level."""
    steps, nodes, hidden_total = extent
    calendar, open_steps = opening
    worth, best, second, chosen = room
    for c in range(size):
        best[c] = SHUT
        second[c] = SHUT
        chosen[c] = NO_ACTION
    first, last = first_action[n], first_action[n + 1]
    for a in range(first, last):
        if open_steps[calendar[a] * steps + t]:
            _work_out(a, size, t, hidden_total, actions, moved, worth)
            _rank(a - first, size, worth, best, second, chosen)
    row, tied = row_of(n, t, nodes, kept), False
    for c in range(size):
        if second[c] > SHUT and second[c] >= best[c] - NEAR:
            chosen[c] = LEFT_OPEN
            tied = True
        elif best[c] == SHUT:
            best[c] = 0.0
        write(row, n, c, chosen[c], kept)
    return tied


@inner
def _note_near(n: int, t: int, extent: Any, first_action: Any, opening: Any, actions: Any, size: int, moved: Any,
               marks: Any, room: Any) -> None:  # fmt: skip
    """Note a node where a choice is left open, and the actions among which it is."""
    steps, nodes, hidden_total = extent
    calendar, open_steps = opening
    worth, best, _, chosen = room
    needed, taken = marks
    needed[t * nodes + n] = 1
    for a in range(first_action[n], first_action[n + 1]):
        if open_steps[calendar[a] * steps + t]:
            _work_out(a, size, t, hidden_total, actions, moved, worth)
            for c in range(size):
                if chosen[c] == LEFT_OPEN and worth[c] >= best[c] - NEAR:
                    taken[t * first_action[nodes] + a] = 1


def backward(
    sizes: Any, node_class: Any, node_at: Any, class_first: Any, class_levels: Any, class_matrix: Any, matrices: Any,
    pair_node: Any, pair_steps: Any, pair_matrices: Any, pair_at: Any, pair_lift: Any, lift: Any, ends: Any,
    first_action: Any, pairs: Any, first_row: Any, near_at: Any, near_local: Any, view_size: Any, hidden_at: Any,
    hidden_size: Any, hidden_counts: Any, risks: Any, shut: Any, calendar: Any, open_steps: Any, end_value: Any,
    charges: Any, policy: Any, row_at: Any, bits: Any, needed: Any, taken: Any, low: Any, moved: Any, counters: Any,
    stamp: Any, wanted: Any, scratch: Any, worth: Any, best: Any, second: Any, chosen: Any,
) -> None:  # fmt: skip
    """Fill the policy from step T − 1 down to the first step wanted.

    The *local levels* of a node are the joint levels of the conditions that it tells apart; nodes that tell the same
    apart are of one class. Several threads may call at once with the same arrays, except for `stamp` and all after it.

    Args:
        sizes: int64: steps T, nodes, states, ring length, hidden levels in all, first step wanted, outcomes, threads.
        node_class: int32 (nodes,).
        node_at: int64 (nodes + 1,); the states of node n are node_at[n] … node_at[n + 1] − 1, one for each local level.
        class_first: int64 (classes + 1,); the conditions of a class are listed from there on.
        class_levels: int64; how many levels each of them has.
        class_matrix: int64; where its matrix lies among those of a duration.
        matrices: float64; for each duration, the conditions' matrices one after another.
        pair_node: int32 (outcomes,); where an outcome is.
        pair_steps: int32 (outcomes,); steps until then.
        pair_matrices: int64 (outcomes,); where the matrices of that duration begin.
        pair_at: int64 (outcomes + 1,); the row of an outcome in `moved`, one figure for each local level of the nodes
            whose actions can have it.
        pair_lift: int64 (outcomes,); where in `lift` the local levels at the outcome's node stand for those of the
            nodes that choose it; −1 where they are the same.
        lift: int32.
        ends: uint8 (nodes,).
        first_action: int32 (nodes + 1,).
        pairs: int32 (actions, 3); outcomes for arrived, late and back; −1 where it cannot happen.
        first_row: int32 (actions,).
        near_at: int64 (actions,); where in `near_local` the action's distinctions begin.
        near_local: int32; the distinction that an action makes, for each local level of its node.
        view_size: int64 (actions,).
        hidden_at: int64 (actions,); first column of the action's hidden levels.
        hidden_size: int64 (actions,).
        hidden_counts: uint8 (T, hidden levels in all); whether a level counts.
        risks: float64 (rows, 9): survival, back, late, each low, mid, high; survival low is the least.
        shut: uint8 (rows,).
        calendar: int32 (actions,).
        open_steps: uint8 (calendars, T).
        end_value: float64 (T + 1,); what reaching an end at a step is worth.
        charges: float64 (actions, 2): taken off the value at departure, and on arrival; zeros for plain safety.
        policy: uint8; see `keeping`; filled.
        row_at: int64 (nodes + 1,).
        bits: uint8 (nodes,).
        needed: uint8 (T + 1, nodes), zeroed; set where a choice is left open.
        taken: uint8 (T, actions), zeroed; set for the actions among which it is.
        low: float64 (ring, states); filled.
        moved: float64; room for a row for each outcome.
        counters: int64 (4·(T + 1),), zeroed.
        stamp: int64 (outcomes,), filled with −1.
        wanted: int64 (outcomes,); room.
        scratch: float64; room for twice the local levels of a node.
        worth: float64; room for the local levels of a node.
        best: float64; the same.
        second: float64; the same.
        chosen: int64; the same.
    """
    steps, nodes, states, ring, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]
    workers, levels = sizes[7], max(1, states // max(1, nodes))
    outcomes = (pair_node, pair_steps, pair_matrices, pair_at, pair_lift, lift)
    chains = (node_class, node_at, class_first, class_levels, class_matrix, matrices)
    hidden = (hidden_at, hidden_size, hidden_counts)
    actions = (pairs, pair_at, first_row, near_at, near_local, view_size, hidden, risks, shut, charges)
    opening, kept, room = (calendar, open_steps), (policy, row_at, bits), (worth, best, second, chosen)
    at_once = max(1, AT_ONCE // levels)
    for t in range(steps, sizes[5] - 1, -1):
        phase = 2 * (steps - t)
        if t < steps:
            total = _want(t, (steps, nodes, sizes[6]), first_action, opening, pairs, stamp, wanted)
            begin = take(counters, phase, at_once, workers)
            while begin < total:
                end = min(total, begin + at_once)
                for x in range(begin, end):
                    move_back(wanted[x], t, (steps, ring, states), outcomes, chains, low, 0, moved, 0, scratch)
                give(counters, phase, end - begin, workers)
                begin = take(counters, phase, at_once, workers)
            wait(counters, phase, total, workers)
        begin = take(counters, phase + 1, at_once, workers)
        while begin < nodes:
            end = min(nodes, begin + at_once)
            for n in range(begin, end):
                at, size = (t % ring) * states + node_at[n], node_at[n + 1] - node_at[n]
                if t == steps or first_action[n] == first_action[n + 1]:
                    for c in range(size):
                        low[at + c] = end_value[t] if ends[n] else 0.0
                    continue
                extent = (steps, nodes, hidden_total)
                if _decide(n, t, extent, first_action, opening, actions, size, moved, kept, room):
                    _note_near(n, t, extent, first_action, opening, actions, size, moved, (needed, taken), room)
                for c in range(size):
                    low[at + c] = best[c]
            give(counters, phase + 1, end - begin, workers)
            begin = take(counters, phase + 1, at_once, workers)
        wait(counters, phase + 1, nodes, workers)
