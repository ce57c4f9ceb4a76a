"""Decides how a large explicit model is cut into slices of time, so that each can be asked about on its own.

Step-bounded questions cost the size of a model times the length of its longest path; both shrink with the slice. In
a slice, a decision that lies beyond it leads to `safe` with the chance that it is worth, and else to `lost`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from waystation.planning.explicit import FIRST, LOST, MOVE, SAFE, START, UNDERWAY, Rows, Unrolled

__all__ = ["cut", "slices"]


def slices(model: Unrolled, work_at_once: float) -> list[tuple[int, int]]:
    """Where to cut a model: between steps, into parts of about the same number of states.

    Args:
        model: The model.
        work_at_once: Branches times length of the longest path that a part may have, about.

    Returns:
        Ranges of states, first and one after the last, from the last range to the first; together they are all
        states from `FIRST` on.
    """
    parts = int(np.ceil(np.sqrt(model.depth() * model.branches / work_at_once)))
    if parts <= 1 or model.states <= FIRST:
        return [(FIRST, model.states)]
    begins = FIRST + np.flatnonzero(np.diff(model.step[FIRST:], prepend=-2))
    even = np.linspace(FIRST, model.states, parts + 1)[1:-1]
    cuts = np.unique(np.concatenate([[FIRST, model.states], begins[np.searchsorted(begins, even, side="right") - 1]]))
    return list(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))[::-1]


def cut(model: Unrolled, first: int, last: int, worth: NDArray[np.float64]) -> tuple[Unrolled, int]:
    """One slice of a model, as a model; its states from `FIRST` on are the slice's, then come those beyond.

    Args:
        model: The model.
        first: The first state of the slice.
        last: One after its last state.
        worth: (states,) float64; what each state beyond the slice is worth.

    Returns:
        The slice, and a number of branches that none of its paths exceeds. Its state 0 is the start, if the slice
        is the first, and else nothing.
    """
    start = 1 if first == FIRST else 0
    choices = slice(int(model.first_choice[first]), int(model.first_choice[last]))
    head, body = _branches(model, 0, start), _branches(model, first, last)
    loops = np.arange(start, FIRST)
    target = np.concatenate([model.target[head], loops, model.target[body]])
    beyond = np.unique(target[target >= last])
    leads = _leads(worth[beyond])
    inside = np.where(target < FIRST, target, target - first + FIRST)
    outside = FIRST + last - first + np.searchsorted(beyond, target)
    sure, ones = np.ones(loops.size), np.ones(beyond.size, dtype=np.int64)
    sizes = np.diff(model.first_branch)
    part = replace(
        model,
        first_choice=_starts([np.ones(FIRST, dtype=np.int64), np.diff(model.first_choice[first : last + 1]), ones]),
        first_branch=_starts([sizes[:start], np.ones_like(loops), sizes[choices], leads.branches]),
        target=np.concatenate([np.where(target >= last, outside, inside), leads.target]),
        low=np.concatenate([model.low[head], sure, model.low[body], leads.low]),
        high=np.concatenate([model.high[head], sure, model.high[body], leads.high]),
        action=np.concatenate([np.full(FIRST, -1), model.action[choices], -ones]).astype(np.int32),
        kind=np.concatenate([[START, SAFE, LOST, UNDERWAY], model.kind[first:last], MOVE * ones]).astype(np.uint8),
        step=_padded(model.step[first:last], beyond.size),
        place=_padded(model.place[first:last], beyond.size),
        level=_padded(model.level[first:last], beyond.size),
    )
    if first == last:
        return part, 1
    return part, 1 + model.depth(-1 if start else int(model.step[first]), int(model.step[last - 1]))


def _branches(model: Unrolled, first: int, last: int) -> slice:
    """The branches of a range of states."""
    return slice(*(int(model.first_branch[model.first_choice[state]]) for state in (first, last)))


def _leads(worth: NDArray[np.float64]) -> Rows:
    """One choice each, to `safe` with the chance that it is worth and else to `lost`; no branch has chance 0."""
    value = np.clip(worth, 0.0, 1.0)
    chance = np.stack([value, 1.0 - value], axis=1)
    possible = chance > 0
    target = np.broadcast_to(np.array([SAFE, LOST], dtype=np.int64), chance.shape)[possible]
    return Rows(possible.sum(axis=1), target, chance[possible], chance[possible])


def _starts(sizes: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *sizes]))


def _padded(values: NDArray[np.int32], beyond: int) -> NDArray[np.int32]:
    return np.concatenate([np.full(FIRST, -1), values, np.full(beyond, -1)]).astype(np.int32)
