"""Decides how a model's states may be numbered otherwise, to show how much a checker owes to the order of a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from waystation.planning.explicit import FIRST, Unrolled

__all__ = ["latest_first"]

Ints = NDArray[np.int64]


def latest_first(model: Unrolled) -> Unrolled:
    """The same model, its states from `FIRST` on in the opposite order; not itself fit to be cut into slices."""
    old = np.concatenate([np.arange(FIRST), np.arange(model.states - 1, FIRST - 1, -1)])
    number = np.empty_like(old)
    number[old] = np.arange(old.size)
    first_choice, choices = _gathered(model.first_choice, old)
    first_branch, branches = _gathered(model.first_branch, choices)
    target = number[model.target[branches]]
    order = np.lexsort((target, np.repeat(np.arange(choices.size), np.diff(first_branch))))
    return replace(
        model,
        first_choice=first_choice,
        first_branch=first_branch,
        target=target[order],
        low=model.low[branches][order],
        high=model.high[branches][order],
        action=model.action[choices],
        kind=model.kind[old],
        step=model.step[old],
        place=model.place[old],
        level=model.level[old],
    )


def _gathered(first: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Where rows begin when they come in another order, and which of the former entries follow one another."""
    sizes = np.diff(first)[rows]
    begins = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    return begins, np.repeat(first[rows] - begins[:-1], sizes) + np.arange(begins[-1])
