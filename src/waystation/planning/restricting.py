"""A mission as it is when a house is not free at every hour, or when a party is told to leave only later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT

__all__ = ["leaving_later", "with_beds"]

Bools = NDArray[np.bool_]


def with_beds(charted: Charted, free: Mapping[str, Bools]) -> Charted:
    """The same mission where nobody may wait at some places at some steps.

    Args:
        charted: The mission.
        free: For each place that is not always free, (T,) bool; whether the party may spend the step there.
    """
    nodes = charted.space.nodes
    masks: dict[int, Bools] = {}
    action = 0
    for node, options in zip(nodes, charted.space.options, strict=True):
        for option in options:
            if option.move == WAIT and node.place in free:
                masks[action] = free[node.place]
            action += 1
    return _masked(charted, masks)


def leaving_later(charted: Charted, step: int) -> Charted:
    """The same mission, the party waiting where it is until a step: what may happen there happens.

    Args:
        charted: The mission, from its start.
        step: The first step at which a leg may be taken from there.
    """
    if step <= charted.start.step:
        return charted
    place = charted.space.nodes[charted.start.node].place
    late = np.arange(charted.problem.steps) >= step
    masks: dict[int, Bools] = {}
    action = 0
    for node, options in zip(charted.space.nodes, charted.space.options, strict=True):
        for option in options:
            if option.move != WAIT and node.place == place:
                masks[action] = late
            action += 1
    return _masked(charted, masks)


def _masked(charted: Charted, masks: Mapping[int, Bools]) -> Charted:
    """The mission with some actions open only at some of their steps."""
    problem = charted.problem
    calendar, opened = problem.calendar.copy(), [*problem.open_steps]
    known: dict[tuple[int, bytes], int] = {}
    for action, mask in masks.items():
        key = (int(problem.calendar[action]), mask.tobytes())
        if key not in known:
            known[key] = len(opened)
            opened.append((opened[key[0]] != 0) & mask)
        calendar[action] = known[key]
    table = np.array(opened, dtype=np.uint8).reshape(len(opened), problem.steps)
    return replace(charted, problem=replace(problem, open_steps=table, calendar=calendar))
