"""Backward induction on the worst case: what to do in every state, and what that is worth at worst.

Each step has three phases, the last two of which threads may share. First it is seen which actions are worth trying:
one whose value lies, whatever the levels, below what another is sure to bring is left alone. Then the values of the
outcomes that these can have are moved back over their durations. Then, node by node, the actions are worked out at all
levels side by side, and the best is kept. Where another comes near it the choice is left open: `follow` settles it, by
figures that are needed for little else and are therefore not worked out here.

Near is what a chain of ties of 1e-12 each can bridge, one for each action of the node: an action further below the best
can neither win nor change who wins. The worth of a state is the best action's, whoever is chosen in the end.
Arrays that always go together are handed on as tuples, which cost nothing once compiled.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.attempts import COLUMNS, SHUT, worst_of
from waystation.solver.kernels.jit import inlined, inner
from waystation.solver.kernels.keeping import LEFT_OPEN, NO_ACTION, row_of, write
from waystation.solver.kernels.moves import move_back
from waystation.solver.kernels.sharing import give, take, wait

__all__ = ["AT_ONCE", "TIE", "backward", "near"]

TIE = 1e-12
NEAR = 1e-11
SURE = 1e-6
"""How far an action must lie below another to be left alone: more than sums of chances are out of 1."""
AT_ONCE = 2048
"""Figures that are worth a thread's while to take at a time."""


@inner
def _bounds(a: int, t: int, extent: Any, ahead: Any, actions: Any) -> tuple[float, float]:
    """Between which values that of an action lies, at whatever level it is not shut."""
    steps, ring, nodes = extent
    pair_node, pair_steps, spans, survival = ahead
    pairs, _, _, _, _, _, _, _, _, charges = actions
    least, most = -SHUT, SHUT
    for o in range(3):
        pair = pairs[3 * a + o]
        if pair >= 0:
            then, paid = t + pair_steps[pair], charges[2 * a + 1] if o < 2 else 0.0
            at = 2 * ((then % ring) * nodes + pair_node[pair])
            least = min(least, (spans[at] if then <= steps else 0.0) - paid)
            most = max(most, (spans[at + 1] if then <= steps else 0.0) - paid)
    least *= survival[3 * a] if least > 0.0 else survival[3 * a + 1]
    most *= survival[3 * a + 1] if most > 0.0 else survival[3 * a]
    return least - charges[2 * a], most - charges[2 * a]


@inlined
def _try_at(n: int, t: int, bounded: bool, extent: Any, first_action: Any, opening: Any, ahead: Any, actions: Any,
            trying: Any) -> None:  # fmt: skip
    """Note which open actions of a node are worth trying at a step, and the outcomes that they can have."""
    steps, _, _ = extent
    calendar, open_steps = opening
    tried, stamp, ceiling = trying
    pairs, _, _, _, _, _, _, _, _, _ = actions
    _, _, _, survival = ahead
    sure = SHUT
    for a in range(first_action[n], first_action[n + 1]):
        if open_steps[calendar[a] * steps + t]:
            tried[a] = t
            if bounded:
                least, ceiling[a] = _bounds(a, t, extent, ahead, actions)
                if survival[3 * a + 2] != 0.0:
                    sure = max(sure, least)
    for a in range(first_action[n], first_action[n + 1]):
        if tried[a] == t:
            if bounded and ceiling[a] < sure - SURE:
                tried[a] = -1
                continue
            for o in range(3):
                if pairs[3 * a + o] >= 0:
                    stamp[pairs[3 * a + o]] = t


@inlined
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


@inlined
def _rank(choice: int, size: int, worth: Any, best: Any, second: Any, chosen: Any) -> None:
    """Let an action take part: the best value at each level, the next one, and whose the best is."""
    for c in range(size):
        value, most, next_best = worth[c], best[c], second[c]
        better = value > most
        second[c] = most if better else max(value, next_best)
        best[c] = value if better else most
        chosen[c] = choice if better else chosen[c]


@inner
def near(n: int, first_action: Any) -> float:
    """How far below the best of a node an action may lie and still matter."""
    return max(NEAR, TIE * (first_action[n + 1] - first_action[n] + 2))


@inlined
def _decide(n: int, t: int, extent: Any, first_action: Any, tried: Any, actions: Any, size: int, moved: Any,
            kept: Any, room: Any) -> bool:  # fmt: skip
    """Compare the actions of a node; returns whether a choice is left open at some level."""
    nodes, hidden_total = extent
    worth, best, second, chosen = room
    for c in range(size):
        best[c] = SHUT
        second[c] = SHUT
        chosen[c] = NO_ACTION
    first, last = first_action[n], first_action[n + 1]
    for a in range(first, last):
        if tried[a] == t:
            _work_out(a, size, t, hidden_total, actions, moved, worth)
            _rank(a - first, size, worth, best, second, chosen)
    row, tied, close = row_of(n, t, nodes, kept), False, near(n, first_action)
    for c in range(size):
        if second[c] > SHUT and second[c] >= best[c] - close:
            chosen[c] = LEFT_OPEN
            tied = True
        elif best[c] == SHUT:
            best[c] = 0.0
        write(row, n, c, chosen[c], kept)
    return tied


@inlined
def _keep(n: int, t: int, size: int, at: int, extent: Any, worth: Any, low: Any, spans: Any) -> None:
    """Keep the values of a node, and between which they lie."""
    ring, nodes = extent
    least, most = worth[0], worth[0]
    for c in range(size):
        value = worth[c]
        low[at + c] = value
        least = min(least, value)
        most = max(most, value)
    span = 2 * ((t % ring) * nodes + n)
    spans[span], spans[span + 1] = least, most


@inner
def _note_near(n: int, t: int, extent: Any, first_action: Any, tried: Any, actions: Any, size: int, moved: Any,
               marks: Any, room: Any) -> None:  # fmt: skip
    """Note a node where a choice is left open, and the actions among which it is."""
    nodes, hidden_total = extent
    worth, best, _, chosen = room
    needed, taken = marks
    close = near(n, first_action)
    needed[t * nodes + n] = 1
    for a in range(first_action[n], first_action[n + 1]):
        if tried[a] == t:
            _work_out(a, size, t, hidden_total, actions, moved, worth)
            for c in range(size):
                if chosen[c] == LEFT_OPEN and worth[c] >= best[c] - close:
                    taken[t * first_action[nodes] + a] = 1


def backward(
    sizes: Any, node_class: Any, node_at: Any, class_first: Any, class_levels: Any, class_matrix: Any, matrices: Any,
    pair_node: Any, pair_steps: Any, pair_matrices: Any, pair_at: Any, pair_lift: Any, lift: Any, ends: Any,
    first_action: Any, pairs: Any, first_row: Any, near_at: Any, near_local: Any, view_size: Any, hidden_at: Any,
    hidden_size: Any, hidden_counts: Any, risks: Any, shut: Any, calendar: Any, open_steps: Any, survival: Any,
    end_value: Any, charges: Any, policy: Any, row_at: Any, bits: Any, needed: Any, taken: Any, low: Any, spans: Any,
    moved: Any, counters: Any, totals: Any, tried: Any, ceiling: Any, stamp: Any, wanted: Any, scratch: Any,
    worth: Any, best: Any, second: Any, chosen: Any,
) -> None:  # fmt: skip
    """Fill the policy from step T − 1 down to the first step wanted.

    The *local levels* of a node are the joint levels of the conditions that it tells apart; nodes that tell the same
    apart are of one class. Several threads may call at once with the same arrays, except for `scratch` and those after
    it.

    Args:
        sizes: int64: steps T, nodes, states, ring length, hidden levels in all, first step wanted, outcomes, threads,
            levels that a node must have for it to pay to see first what is worth trying.
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
        survival: float64 (actions, 3); the least and the greatest chance of surviving at worst, whatever the levels,
            and 1 if the action is shut at none.
        end_value: float64 (T + 1,); what reaching an end at a step is worth.
        charges: float64 (actions, 2): taken off the value at departure, and on arrival; zeros for plain safety.
        policy: uint8; see `keeping`; filled.
        row_at: int64 (nodes + 1,).
        bits: uint8 (nodes,).
        needed: uint8 (T + 1, nodes), zeroed; set where a choice is left open.
        taken: uint8 (T, actions), zeroed; set for the actions among which it is.
        low: float64 (ring, states); filled.
        spans: float64 (ring, nodes, 2); room.
        moved: float64; room for a row for each outcome.
        counters: int64 (6·(T + 1),), zeroed.
        totals: int64 (T,); room.
        tried: int64 (actions,), filled with −1.
        ceiling: float64 (actions,); room.
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
    ahead, trying = (pair_node, pair_steps, spans, survival), (tried, stamp, ceiling)
    at_once = max(1, AT_ONCE // levels)
    for t in range(steps, sizes[5] - 1, -1):
        phase = 3 * (steps - t)
        if t < steps:
            if take(counters, phase, 1, workers) == 0:
                for n in range(nodes):
                    _try_at(
                        n, t, levels >= sizes[8], (steps, ring, nodes), first_action, opening, ahead, actions, trying
                    )
                count = 0
                for pair in range(sizes[6]):
                    if stamp[pair] == t:
                        wanted[count] = pair
                        count += 1
                totals[t] = count
                give(counters, phase, 1, workers)
            wait(counters, phase, 1, workers)
            total = totals[t]
            begin = take(counters, phase + 1, at_once, workers)
            while begin < total:
                end = min(total, begin + at_once)
                for x in range(begin, end):
                    move_back(wanted[x], t, (steps, ring, states), outcomes, chains, low, 0, moved, 0, scratch)
                give(counters, phase + 1, end - begin, workers)
                begin = take(counters, phase + 1, at_once, workers)
            wait(counters, phase + 1, total, workers)
        begin = take(counters, phase + 2, at_once, workers)
        while begin < nodes:
            end = min(nodes, begin + at_once)
            for n in range(begin, end):
                at, size = (t % ring) * states + node_at[n], node_at[n + 1] - node_at[n]
                if t == steps or first_action[n] == first_action[n + 1]:
                    for c in range(size):
                        best[c] = end_value[t] if ends[n] else 0.0
                elif _decide(n, t, (nodes, hidden_total), first_action, tried, actions, size, moved, kept, room):
                    _note_near(n, t, (nodes, hidden_total), first_action, tried, actions, size, moved, (needed, taken),
                               room)  # fmt: skip
                _keep(n, t, size, at, (ring, nodes), best, low, spans)
            give(counters, phase + 2, end - begin, workers)
            begin = take(counters, phase + 2, at_once, workers)
        wait(counters, phase + 2, nodes, workers)
