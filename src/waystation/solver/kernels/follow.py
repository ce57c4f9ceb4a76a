"""Following a policy backward: all five figures, only where they are needed; choices left open are settled on the way.

The figures are low, mid, high, lost and lag. A choice left open falls to the first of the actions in question that no
later one beats: by low, then mid, then lost, then arrival given safe, each as far as it differs by more than 1e-12.
"""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.attempts import HIGH, LAG, LOST, LOW, MID, SHUT, weighed
from waystation.solver.kernels.backward import AT_ONCE, TIE, near
from waystation.solver.kernels.jit import inner
from waystation.solver.kernels.keeping import LEFT_OPEN, NO_ACTION, read, row_of, write
from waystation.solver.kernels.moves import move_back
from waystation.solver.kernels.sharing import give, take, wait

__all__ = ["follow"]

FIGURES = 5


@inner
def _want(t: int, extent: Any, actions_taken: Any, pairs: Any, stamp: Any, wanted: Any) -> int:
    """List the outcomes that the actions taken at a step can have, in order; returns how many there are."""
    actions, outcomes = extent
    for a in range(actions):
        if actions_taken[t * actions + a]:
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
def _beats(best: int, rival: int, figures: Any) -> bool:
    """Whether a later action is better than the best so far, by the first figure on which they differ."""
    low_best, low_rival = figures[best + LOW], figures[rival + LOW]
    if abs(low_rival - low_best) > TIE:
        return low_rival > low_best
    mid_best, mid_rival = figures[best + MID], figures[rival + MID]
    if abs(mid_rival - mid_best) > TIE:
        return mid_rival > mid_best
    if abs(figures[rival + LOST] - figures[best + LOST]) > TIE:
        return figures[rival + LOST] < figures[best + LOST]
    if mid_rival == 0.0:
        return False
    if mid_best == 0.0:
        return True
    return figures[best + LAG] / mid_best - figures[rival + LAG] / mid_rival > TIE


@inner
def _settle(n: int, c: int, t: int, counts: Any, first_action: Any, taken: Any, actions: Any, shut: Any, moved: Any,
            figures: Any) -> int:  # fmt: skip
    """Choose among the actions in question, in order; returns the position chosen."""
    nodes, width, hidden_total = counts
    _, _, first_row, near_at, near_local, _, _, _, _ = actions
    first, last, most = first_action[n], first_action[n + 1], SHUT
    for a in range(first, last):
        at = (a - first) * FIGURES
        figures[at] = SHUT
        if taken[t * first_action[nodes] + a] and shut[first_row[a] + near_local[near_at[a] + c]] == 0:
            weighed(a, c, t, (width, hidden_total), actions, moved, figures, at, 1)
            most = max(most, figures[at])
    best, close = -1, near(n, first_action)
    for a in range(last - first):
        if figures[a * FIGURES] < most - close:
            continue
        if best < 0 or _beats(best * FIGURES, a * FIGURES, figures):
            best = a
    return best


@inner
def _work_out(n: int, t: int, at: int, size: int, counts: Any, first_action: Any, taken: Any, actions: Any, shut: Any,
              moved: Any, kept: Any, values: Any, figures: Any, gap: int) -> None:  # fmt: skip
    """The five figures of a node at each local level."""
    nodes, width, hidden_total = counts
    row = row_of(n, t, nodes, kept)
    for c in range(size):
        choice = read(row, n, c, kept)
        if choice == LEFT_OPEN:
            choice = _settle(n, c, t, counts, first_action, taken, actions, shut, moved, figures)
            write(row, n, c, choice, kept)
        if choice == NO_ACTION:
            for q in range(FIGURES):
                values[at + c + q * gap] = 0.0
        else:
            weighed(first_action[n] + choice, c, t, (width, hidden_total), actions, moved, values, at + c, gap)


@inner
def _stand(at: int, size: int, worth: float, values: Any, gap: int) -> None:
    """The figures of a node where nothing is done any more."""
    for c in range(at, at + size):
        values[c + LOW * gap] = worth
        values[c + MID * gap] = worth
        values[c + HIGH * gap] = worth
        values[c + LOST * gap] = 0.0
        values[c + LAG * gap] = 0.0


@inner
def _move_all(pair: int, t: int, extent: Any, outcomes: Any, chains: Any, values: Any, moved: Any, width: int,
              unasked: int, scratch: Any) -> None:  # fmt: skip
    """Move the figures of an outcome back; lag, a sum of steps times chances, grows by the duration times mid."""
    _, ring, states = extent
    _, pair_steps, _, pair_at, _, _ = outcomes
    for q in range(FIGURES):
        if q != unasked:
            move_back(pair, t, extent, outcomes, chains, values, q * ring * states, moved, q * width, scratch)
    for at in range(pair_at[pair], pair_at[pair + 1]):
        moved[LAG * width + at] += pair_steps[pair] * moved[MID * width + at]


def follow(
    sizes: Any, node_class: Any, node_at: Any, class_first: Any, class_levels: Any, class_matrix: Any, matrices: Any,
    pair_node: Any, pair_steps: Any, pair_matrices: Any, pair_at: Any, pair_lift: Any, lift: Any, ends: Any,
    first_action: Any, pairs: Any, first_row: Any, near_at: Any, near_local: Any, view_size: Any, hidden_at: Any,
    hidden_size: Any, hidden_counts: Any, risks: Any, shut: Any, hidden_weight: Any, end_value: Any,
    charges: Any, policy: Any, row_at: Any, bits: Any, marks: Any, taken: Any, values: Any, moved: Any, counters: Any,
    stamp: Any, wanted: Any, scratch: Any, figures: Any,
) -> None:  # fmt: skip
    """Work out the figures where they are needed, from step T down to the first step wanted.

    The arrays are as in `backward`, which see; threads may share the work in the same way.

    Args:
        sizes: int64: as there, and instead of the last the figure that nobody asks for, −1 if there is none.
        hidden_weight: float64 (T, hidden levels in all).
        policy: uint8; followed, and filled where it was left open.
        marks: uint8 (T + 1, nodes); 1 for the nodes that are needed, closed under what the policy can lead to.
        taken: uint8 (T, actions); 1 for the actions taken there, and those among which a choice is left open.
        values: float64 (5, ring, states); filled with low, mid, high, lost and lag where they are needed.
        moved: float64, zeroed; room for five figures at each place in the row of each outcome.
        figures: float64; room for the five figures of all actions of a node.
    """
    steps, nodes, states, ring, hidden_total = sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]
    workers, width, gap = sizes[7], pair_at[sizes[6]], ring * states
    outcomes = (pair_node, pair_steps, pair_matrices, pair_at, pair_lift, lift)
    chains = (node_class, node_at, class_first, class_levels, class_matrix, matrices)
    hidden = (hidden_at, hidden_size, hidden_weight, hidden_counts)
    actions = (pairs, pair_at, first_row, near_at, near_local, view_size, hidden, risks, charges)
    kept, counts = (policy, row_at, bits), (nodes, width, hidden_total)
    at_once = max(1, AT_ONCE // max(1, states // max(1, nodes)) // FIGURES)
    for t in range(steps, sizes[5] - 1, -1):
        phase = 2 * (steps - t)
        if t < steps:
            total = _want(t, (first_action[nodes], sizes[6]), taken, pairs, stamp, wanted)
            begin = take(counters, phase, at_once, workers)
            while begin < total:
                end = min(total, begin + at_once)
                for x in range(begin, end):
                    _move_all(wanted[x], t, (steps, ring, states), outcomes, chains, values, moved, width,
                              sizes[8], scratch)  # fmt: skip
                give(counters, phase, end - begin, workers)
                begin = take(counters, phase, at_once, workers)
            wait(counters, phase, total, workers)
        begin = take(counters, phase + 1, at_once, workers)
        while begin < nodes:
            end = min(nodes, begin + at_once)
            for n in range(begin, end):
                if marks[t * nodes + n] == 0:
                    continue
                at, size = (t % ring) * states + node_at[n], node_at[n + 1] - node_at[n]
                if t == steps or first_action[n] == first_action[n + 1]:
                    _stand(at, size, end_value[t] if ends[n] else 0.0, values, gap)
                else:
                    _work_out(n, t, at, size, counts, first_action, taken, actions, shut, moved, kept, values,
                              figures, gap)  # fmt: skip
            give(counters, phase + 1, end - begin, workers)
            begin = take(counters, phase + 1, at_once, workers)
        wait(counters, phase + 1, nodes, workers)
