"""What one attempt of an action is worth at one joint level, from the moved values of its outcomes."""

from __future__ import annotations

from typing import Any

from waystation.solver.kernels.jit import inlined, inner

__all__ = ["COLUMNS", "HIGH", "LAG", "LOST", "LOW", "MID", "SHUT", "best_of", "weighed", "worst_of"]

LOW, MID, HIGH, LOST, LAG = 0, 1, 2, 3, 4
SHUT = -1e300
# columns of a row of risks: survival, back and late, each (low, mid, high)
S_LOW, S_MID, S_HIGH, B_LOW, B_MID, B_HIGH, L_LOW, L_MID, L_HIGH, COLUMNS = 0, 1, 2, 3, 4, 5, 6, 7, 8, 9


@inlined
def worst_of(row: int, risks: Any, arrived: float, late: float, back: float) -> float:
    """The least value of one attempt: fatal risks at their high ends, back and late at whichever end is worse.

    Args:
        row: Where the row of risks begins.
        risks: float64 (rows, 9).
        arrived: What arriving is worth.
        late: What arriving late is worth.
        back: What being turned back is worth.
    """
    p = risks[row + (L_HIGH if late < arrived else L_LOW)]
    value = (1.0 - p) * arrived + p * late
    p = risks[row + (B_HIGH if back < value else B_LOW)]
    return risks[row + S_LOW] * ((1.0 - p) * value + p * back)


@inner
def best_of(row: int, risks: Any, arrived: float, late: float, back: float) -> float:
    """The greatest value of one attempt."""
    p = risks[row + (L_HIGH if late > arrived else L_LOW)]
    value = (1.0 - p) * arrived + p * late
    p = risks[row + (B_HIGH if back > value else B_LOW)]
    return risks[row + S_HIGH] * ((1.0 - p) * value + p * back)


@inner
def weighed(a: int, c: int, t: int, counts: Any, actions: Any, moved: Any, out: Any, to: int, gap: int) -> None:
    """The five figures of an action in one state, which is not shut.

    Args:
        a: The action.
        c: The local level.
        t: The step.
        counts: Figures in a set of outcomes' rows, hidden levels in all.
        actions: `pairs`, `pair_at`, `first_row`, `near_at`, `near_local`, `view_size`, `hidden_at`, `hidden_size`,
            `hidden_weight`, `hidden_counts`, `risks`, `charges`; see `backward`.
        moved: float64; low, mid, high, lost and lag of all outcomes before the conditions moved.
        out: float64; written at `to`, `to` + `gap`, …: low, mid, high, lost, lag.
        to: Where low is written.
        gap: How far apart the figures are.
    """
    width, hidden_total = counts
    pairs, pair_at, first_row, near_at, near_local, view_size, hidden, risks, charges = actions
    hidden_at, hidden_size, hidden_weight, hidden_counts = hidden
    row = first_row[a] + near_local[near_at[a] + c]
    arrived = pair_at[pairs[3 * a]] + c
    late = pair_at[pairs[3 * a + 1]] + c if pairs[3 * a + 1] >= 0 else arrived
    back = pair_at[pairs[3 * a + 2]] + c if pairs[3 * a + 2] >= 0 else arrived
    paid = charges[2 * a + 1]
    not_back = 0.0 if pairs[3 * a + 2] >= 0 else paid
    p_arrived, p_late, p_back, p_lost, least, most = 0.0, 0.0, 0.0, 0.0, -SHUT, SHUT
    for u in range(hidden_size[a]):
        at = (row + u * view_size[a]) * COLUMNS
        weight, counted = 1.0, True
        if hidden_size[a] > 1:
            weight = hidden_weight[t * hidden_total + hidden_at[a] + u]
            counted = hidden_counts[t * hidden_total + hidden_at[a] + u] != 0
        stays = weight * risks[at + S_MID]
        p_lost += weight * (1.0 - risks[at + S_MID])
        p_back += stays * risks[at + B_MID]
        p_late += stays * (1.0 - risks[at + B_MID]) * risks[at + L_MID]
        p_arrived += stays * (1.0 - risks[at + B_MID]) * (1.0 - risks[at + L_MID])
        if counted:
            least = min(least, worst_of(at, risks, moved[arrived] - paid, moved[late] - paid, moved[back] - not_back))
            high = HIGH * width
            most = max(most, best_of(at, risks, moved[high + arrived], moved[high + late], moved[high + back]))
    out[to] = least - charges[2 * a]
    for q in range(MID, LAG + 1):
        first = q * width
        onward = p_arrived * moved[first + arrived] + p_late * moved[first + late]
        out[to + q * gap] = onward + p_back * moved[first + back]
    out[to + HIGH * gap] = most
    out[to + LOST * gap] += p_lost
    out[to + MID * gap] -= charges[2 * a] + paid * (p_arrived + p_late)
