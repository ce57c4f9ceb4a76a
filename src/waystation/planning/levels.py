"""The conditions of a pack as chains per step: those that show in the state, and those that stay hidden.

Conditions that change nothing anywhere are left out of the state; hidden ones are kept, since how likely a joint
level is decides whether it counts.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import mul

import numpy as np
from numpy.typing import NDArray

from waystation.errors import Usage
from waystation.solver.problem import Hidden, View
from waystation.world.conditions import Condition, Matrix, moved, normalised, step_matrix
from waystation.world.pack import Pack

__all__ = ["Levels", "chain_of", "levels_of"]

TIE = 1e-12
MOST_JOINT = 65_536
MOST_HIDDEN = 20_000_000
"""The most chances of hidden levels, over all steps, that are kept."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Levels:
    """The conditions in play.

    Args:
        visible: Observed conditions that act somewhere, in pack order.
        hidden: Unobserved conditions, in pack order.
        chains: The per-step chain of each condition, by id.
        start: For each condition, by id, its distribution at `first_step`.
        first_step: The step at which the distributions hold.
        steps: How many steps hidden levels are carried on for.
        floor: The least joint chance at which a hidden level counts.
    """

    visible: tuple[Condition, ...]
    hidden: tuple[Condition, ...]
    chains: Mapping[str, Matrix]
    start: Mapping[str, tuple[float, ...]]
    first_step: int
    steps: int
    floor: float

    @cached_property
    def joint(self) -> tuple[tuple[str, ...], ...]:
        """The joint visible levels, the last condition fastest."""
        return tuple(itertools.product(*(condition.levels for condition in self.visible)))

    def named(self, joint: int) -> tuple[tuple[str, str], ...]:
        """The (condition, level) pairs of a joint visible level."""
        return tuple((c.id, level) for c, level in zip(self.visible, self.joint[joint], strict=True))

    def start_joint(self) -> Floats:
        """The distribution over joint visible levels at the first step."""
        result = np.ones(1)
        for condition in self.visible:
            result = np.outer(result, self.start[condition.id]).ravel()
        return result

    def view(self, conditions: Sequence[str]) -> tuple[View, list[tuple[tuple[str, str], ...]]]:
        """The distinctions that some visible conditions make, and their (condition, level) pairs."""
        chosen = [condition for condition in self.visible if condition.id in conditions]
        local = np.zeros(len(self.joint), dtype=np.int32)
        run = len(self.joint)
        positions = np.arange(len(self.joint))
        for condition in self.visible:
            run //= len(condition.levels)
            if condition in chosen:
                local = local * len(condition.levels) + (positions // run) % len(condition.levels)
        names = [[(condition.id, level) for level in condition.levels] for condition in chosen]
        return View(local.astype(np.int32), max(1, math.prod(len(n) for n in names))), list(itertools.product(*names))

    def hiding(self, conditions: Sequence[str]) -> tuple[Hidden, list[tuple[tuple[str, str], ...]]]:
        """The hidden levels of some conditions: their chances at each step, and their (condition, level) pairs.

        A level counts if some joint level of *all* hidden conditions that agrees with it counts.
        """
        chosen = [condition for condition in self.hidden if condition.id in conditions]
        names = [[(condition.id, level) for level in condition.levels] for condition in chosen]
        weight, counts = self._hidden_joint
        axes = tuple(1 + n for n, condition in enumerate(self.hidden) if condition not in chosen)
        sizes = max(1, math.prod(len(n) for n in names))
        summed = weight.sum(axis=axes).reshape(self.steps, sizes)
        return Hidden(summed, counts.any(axis=axes).reshape(self.steps, sizes)), list(itertools.product(*names))

    @cached_property
    def _hidden_joint(self) -> tuple[Floats, NDArray[np.bool_]]:
        """The chance of each joint hidden level at each step, and whether it counts: (T, levels, levels, …)."""
        shape = tuple(len(condition.levels) for condition in self.hidden)
        if math.prod(shape) * self.steps > MOST_HIDDEN:
            raise Usage("too_many_hidden", found=math.prod(shape), limit=max(1, MOST_HIDDEN // self.steps))
        weight = np.ones((self.steps, 1))
        for condition in self.hidden:
            carried = self._carried(condition)
            joint = weight[:, :, None] * carried[:, None, :]
            weight = joint.reshape(self.steps, weight.shape[1] * carried.shape[1])
        counts = (weight >= self.floor - TIE) | (weight >= weight.max(axis=1, keepdims=True, initial=0.0) - TIE)
        return weight.reshape(self.steps, *shape), counts.reshape(self.steps, *shape)

    def _carried(self, condition: Condition) -> Floats:
        """The distribution of a condition at each step, from the first on: (T, levels)."""
        columns = tuple(zip(*self.chains[condition.id], strict=True))
        current: tuple[float, ...] = self.start[condition.id]
        found = [current] * min(self.first_step + 1, self.steps)
        while len(found) < self.steps:
            # added up in the order of `conditions.moved`: the same figures to the last bit
            current = tuple([sum(map(mul, current, column)) for column in columns])
            found.append(current)
        return np.array(found, dtype=np.float64).reshape(self.steps, len(condition.levels))


def chain_of(condition: Condition, step_minutes: int) -> Matrix:
    """A condition's chain in one step (its gauge already estimated).

    Args:
        condition: A condition with `per_step` or `per_hour`.
        step_minutes: Minutes in a step.
    """
    if condition.per_step is not None:
        return normalised(condition.per_step)
    if condition.per_hour is None:
        raise Usage("gauge_not_read", condition=condition.id)
    return step_matrix(condition.per_hour, 60, step_minutes)


def levels_of(
    pack: Pack,
    acting: set[str],
    steps: int,
    at_step: int = 0,
    named: Mapping[str, str] | None = None,
    *,
    chances: Mapping[str, tuple[float, ...]] | None = None,
) -> Levels:
    """The conditions of a pack, carried to a step.

    Args:
        pack: The mission and its world.
        acting: Ids of the conditions that change something somewhere.
        steps: How many steps hidden levels are carried on for.
        at_step: The step to carry the distributions to.
        named: Levels that are known at that step, by condition id.
        chances: Distributions that are known at that step, by condition id: one chance for each level.
    """
    chains = {c.id: chain_of(c, pack.clock.step_minutes) for c in pack.conditions}
    start: dict[str, tuple[float, ...]] = {}
    for condition in pack.conditions:
        given = (chances or {}).get(condition.id)
        distribution = given or condition.distribution_now(normalised(condition.per_step or condition.per_hour or ()))
        for _ in range(0 if given else at_step):
            distribution = moved(distribution, chains[condition.id])
        if named and condition.id in named:
            distribution = tuple(float(level == named[condition.id]) for level in condition.levels)
        start[condition.id] = distribution
    visible = tuple(c for c in pack.conditions if c.observed and c.id in acting)
    if math.prod(len(c.levels) for c in visible) > MOST_JOINT:
        raise Usage("too_many_visible", found=math.prod(len(c.levels) for c in visible), limit=MOST_JOINT)
    return Levels(
        visible=visible,
        hidden=tuple(c for c in pack.conditions if not c.observed),
        chains=chains,
        start=start,
        first_step=at_step,
        steps=steps,
        floor=pack.evidence.unobserved_floor,
    )
