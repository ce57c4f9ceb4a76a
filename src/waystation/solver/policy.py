"""What a policy is: what to do in every state, and what that is worth, worked out when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waystation.solver.choices import Choices
from waystation.solver.flat import Flat, flatten
from waystation.solver.following import FIGURES, Aim, figures_from
from waystation.solver.problem import NO_ACTION, Problem

__all__ = ["Policy", "Start", "Worth"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Start:
    """Where a journey starts: a node, a step, and a distribution over the joint visible levels."""

    node: int
    step: int
    joint: Floats


@dataclass(frozen=True)
class Worth:
    """What a policy is worth at one node, each (joint,) float64.

    Args:
        low, mid, high: The chance of reaching an end: at worst, nominally, at best.
        lost: The nominal chance of a fatal risk.
        lag: Expected steps until an end times the chance of reaching it, nominal.
    """

    low: Floats
    mid: Floats
    high: Floats
    lost: Floats
    lag: Floats


@dataclass(frozen=True)
class Policy:
    """What to do in every state, and what that is worth at the first step solved for.

    What is asked about one node is worked out on the states that follow it, by `at`; `low`, `mid`, `high`, `lost` and
    `lag` are those of all nodes, (nodes, joint) float64, with the meaning that they have in `Worth`.

    Args:
        flat: The problem in the kernels' layout.
        choices: What is chosen in every state.
        first_step: The step at which the values hold.
        aim: What the values are in terms of, where that is not plain safety.
        worst: (nodes, joint) float64; the values of `low`, where they are known.
    """

    flat: Flat
    choices: Choices
    first_step: int
    aim: Aim | None = None
    worst: Floats | None = None

    @classmethod
    def of(cls, problem: Problem, choice: NDArray[np.uint8], first_step: int = 0) -> Policy:
        """A policy from elsewhere.

        Args:
            problem: The problem.
            choice: (T, nodes, joint) uint8; the position of the action among the node's, 255 where there is none.
            first_step: The step at which its values are asked for.
        """
        telling = sum(size > 1 for size in problem.levels)
        flat = flatten(problem, np.full(problem.nodes, (1 << telling) - 1, np.int64))
        return cls(flat, Choices.of(flat, choice), first_step)

    @cached_property
    def choice(self) -> NDArray[np.uint8]:
        """(T, nodes, joint) uint8: every choice spelled out; the position of the action, 255 where there is none.

        A byte for each state: for looking at single states, or at one node's, `action` and `choices.rows` need none.
        """
        return self.choices.all()

    def action(self, step: int, node: int, joint: int) -> int:
        """The action taken in a state, as an index over all actions, or −1 where there is none."""
        choice = self.choices.at(step, node, joint)
        return -1 if choice == NO_ACTION else int(self.flat.problem.first_action[node]) + choice

    def actions(self, states: NDArray[np.int32]) -> NDArray[np.int64]:
        """(k,) int64; as `action`, for the step, node and joint level of each of many states: (k, 3)."""
        choices = self.choices.several(states)
        first = self.flat.problem.first_action[states[:, 1]].astype(np.int64)
        return np.where(choices == NO_ACTION, -1, first + choices)

    def at(self, node: int) -> Worth:
        """What the policy is worth at a node, at the first step: worked out on the states that follow it."""
        if "_everywhere" in self.__dict__:
            return Worth(*self._everywhere[:, node])
        return Worth(*self._figures_from(np.arange(self.flat.problem.nodes) == node)[:, node])

    @cached_property
    def _everywhere(self) -> Floats:
        """(5, nodes, joint) float64, in the order of `FIGURES`."""
        return self._figures_from(np.ones(self.flat.problem.nodes, np.bool_))

    def _figures_from(self, nodes: NDArray[np.bool_]) -> Floats:
        found = figures_from(
            self.flat, self.choices, nodes, aim=self.aim, first_step=self.first_step, low=self.worst is None
        )
        if self.worst is not None:
            found[0] = self.worst
        return found

    @property
    def low(self) -> Floats:
        """The chance of reaching an end at worst."""
        return self._figure("low") if self.worst is None else self.worst

    @property
    def mid(self) -> Floats:
        """The nominal chance of reaching an end."""
        return self._figure("mid")

    @property
    def high(self) -> Floats:
        """The chance of reaching an end at best."""
        return self._figure("high")

    @property
    def lost(self) -> Floats:
        """The nominal chance of a fatal risk."""
        return self._figure("lost")

    @property
    def lag(self) -> Floats:
        """Expected steps until an end times the chance of reaching it, nominal."""
        return self._figure("lag")

    def _figure(self, name: str) -> Floats:
        found: Floats = self._everywhere[FIGURES.index(name)]
        return found
