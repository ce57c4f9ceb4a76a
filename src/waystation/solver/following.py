"""Calling the kernels that go backward: what a policy is worth where that is needed, and settling what is left open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.solver.choices import Choices
from waystation.solver.flat import Flat, flatten
from waystation.solver.kernels.machine_code import kernel
from waystation.solver.threads import together, workers_for

__all__ = ["FIGURES", "Aim", "chosen", "figures_from"]

FIGURES = ("low", "mid", "high", "lost", "lag")
"""The figures of a state, in the kernels' order."""

TOLD = 8
"""Levels that nodes must have for it to pay to see first which actions are worth trying."""

Floats = NDArray[np.float64]
Marks = NDArray[np.uint8]


@dataclass(frozen=True)
class Aim:
    """What is to be made large, where it is not plain safety.

    Args:
        end_value: (T + 1,) float64; what reaching an end at each step is worth.
        charges: (actions, 2) float64; taken off at departure, and on arriving or arriving late.
    """

    end_value: Floats
    charges: Floats


@dataclass(frozen=True)
class _Work:
    """What is to be worked out: a problem, what is chosen in it, what is aimed at, and the step to stop at."""

    flat: Flat
    choices: Choices
    aim: Aim | None
    first_step: int

    def sizes(self, workers: int, last: int) -> NDArray[np.int64]:
        """The kernels' sizes, in their order."""
        flat, problem = self.flat, self.flat.problem
        sizes = [problem.steps, problem.nodes, flat.states, flat.ring, flat.hidden_total, self.first_step]
        return np.array([*sizes, len(flat.pair_node), workers, last], np.int64)

    @property
    def aimed(self) -> tuple[Floats, Floats]:
        """What ends are worth, and what is charged."""
        problem = self.flat.problem
        aim = self.aim or Aim(np.ones(problem.steps + 1), np.zeros((problem.actions, 2)))
        return aim.end_value, aim.charges

    @property
    def counters(self) -> NDArray[np.int64]:
        """Nothing taken and nothing done, three phases a step."""
        return np.zeros(6 * (self.flat.problem.steps + 1), np.int64)

    @property
    def wanted(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which outcomes are wanted at a step: none yet."""
        outcomes = len(self.flat.pair_node)
        return np.full(outcomes, -1, np.int64), np.empty(outcomes, np.int64)

    def unmarked(self) -> tuple[Marks, Marks]:
        """No state marked, no action taken."""
        problem = self.flat.problem
        marks = np.zeros((problem.steps + 1, problem.nodes), np.uint8)
        return marks, np.zeros((problem.steps, problem.actions), np.uint8)

    def choose(self, workers: int) -> tuple[Floats, tuple[Marks, Marks]]:
        """Fill the choices; returns (states,) worth at worst, and what is left open."""
        flat, problem, run = self.flat, self.flat.problem, kernel("backward")
        sizes, counters, noted = self.sizes(workers, TOLD), self.counters, self.unmarked()
        low, moved = np.zeros((flat.ring, flat.states)), np.empty(int(flat.pair_at[-1]))
        spans, totals = np.zeros((flat.ring, problem.nodes, 2)), np.zeros(problem.steps, np.int64)
        tried, ceiling = np.full(problem.actions, -1, np.int64), np.empty(problem.actions)
        wanted = self.wanted

        def work() -> None:
            widest = int(flat.narrow.sizes.max(initial=1))
            worth, best, second = np.empty(widest), np.empty(widest), np.empty(widest)
            run(
                sizes, *flat.solved, problem.calendar, problem.open_steps, flat.survival, *self.aimed,
                *self.choices.arrays, *noted, low, spans, moved, counters, totals, tried, ceiling, *wanted,
                np.empty(2 * widest), worth, best, second, np.empty(widest, np.int64),
            )  # fmt: skip

        together(work, workers)
        return low[self.first_step % flat.ring], noted

    def follow(self, noted: tuple[Marks, Marks], workers: int, unasked: int = -1) -> Floats:
        """Follow the choices wherever the marked states lead, and settle those left open; (5, states) float64."""
        flat, problem, run = self.flat, self.flat.problem, kernel("follow")
        kernel("needed")(
            np.array([problem.steps, problem.nodes, self.first_step], np.int64), flat.node_at, problem.first_action,
            flat.pairs, flat.pair_node, flat.pair_steps, *self.choices.arrays, *noted,
        )  # fmt: skip
        sizes, counters = self.sizes(workers, unasked), self.counters
        values = np.zeros((len(FIGURES), flat.ring, flat.states))
        moved = np.zeros(len(FIGURES) * int(flat.pair_at[-1]))
        most, widest = int(np.diff(problem.first_action).max(initial=1)), int(flat.narrow.sizes.max(initial=1))

        def work() -> None:
            run(
                sizes, *flat.solved, flat.hidden_weight, *self.aimed, *self.choices.arrays, *noted, values, moved,
                counters, *self.wanted, np.empty(2 * widest), np.empty(len(FIGURES) * most),
            )  # fmt: skip

        together(work, workers)
        return values[:, self.first_step % flat.ring]


def chosen(flat: Flat, first_step: int, aim: Aim | None, cores: int | None) -> tuple[Choices, Floats]:
    """The best choices against the worst case, and what they are worth at worst.

    Args:
        flat: The problem's layout.
        first_step: The step to stop at.
        aim: What to make large instead of plain safety.
        cores: How many threads share the work; None for what suits.

    Returns:
        The choices, and (states,) float64: their worth at the first step.
    """
    work = _Work(flat, Choices.none(flat), aim, first_step)
    workers = workers_for(flat.states * (flat.problem.steps - first_step), cores)
    low, noted = work.choose(workers)
    if noted[0].any():
        work.follow(noted, workers, FIGURES.index("high"))
    return work.choices, low


def figures_from(
    flat: Flat, choices: Choices, nodes: NDArray[np.bool_], *, aim: Aim | None, first_step: int, low: bool
) -> Floats:
    """What choices are worth at a step at some nodes.

    Args:
        flat: The problem's layout.
        choices: What is chosen, for this problem or one of the same structure.
        nodes: (nodes,) bool; where it is asked for.
        aim: What is aimed at instead of plain safety.
        first_step: The step.
        low: Whether low is asked for too.

    Returns:
        (5, nodes, joint) float64, in the order of `FIGURES`; without meaning where it is not asked for.
    """
    flat, choices = _of_one_layout(flat, choices)
    work = _Work(flat, choices, aim, first_step)
    noted = work.unmarked()
    noted[0][first_step] = nodes
    workers = workers_for(int(nodes.sum()) * flat.problem.joint * (flat.problem.steps - first_step))
    values = work.follow(noted, workers, -1 if low else FIGURES.index("low"))
    found = np.zeros((len(FIGURES), flat.problem.nodes, flat.problem.joint))
    for node in np.flatnonzero(nodes):
        local = flat.narrow.local[flat.narrow.node_class[node]]
        found[:, node] = values[:, flat.node_at[node] + local]
    return found


def _of_one_layout(flat: Flat, choices: Choices) -> tuple[Flat, Choices]:
    """The same problem and choices, so that each node tells apart whatever either of them needs."""
    if np.array_equal(flat.narrow.masks, choices.narrow.masks):
        return flat, choices
    flat = flatten(flat.problem, choices.narrow.masks)
    if np.array_equal(flat.narrow.masks, choices.narrow.masks):
        return flat, choices
    return flat, Choices.of(flat, choices.all())
