"""What a decision problem is: frozen arrays, each with its specification, checked at construction.

Somebody is at a *node* and, at each step, takes one of the node's *actions*. Outside *conditions* move as
independent Markov chains, whatever is done. An action is a short chain of yes/no risks: some are *fatal* (the
attempt ends in loss), then *back* (it ends at another node), then *late* (it ends at the destination, but later);
if none happens it ends at the destination. Each risk is known only to lie in an interval, and each may depend on
the level of conditions when the action is taken. Reaching an *end* is worth 1.

Some conditions may be *hidden*: they never show in the state, and an action mixes over their levels by known
weights that depend only on the step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from waystation.errors import BadProblem

__all__ = ["HIGH", "LOW", "MAX_ACTIONS_AT_A_NODE", "MAX_PAIRS", "MID", "NO_ACTION", "Hidden", "Problem", "View"]

LOW, MID, HIGH = 0, 1, 2
NO_ACTION = 255
MAX_ACTIONS_AT_A_NODE = 254
MAX_PAIRS = 4_000_000_000


@dataclass(frozen=True)
class View:
    """Which of the visible conditions' levels some actions depend on.

    Args:
        local: (joint levels,) int32; for each joint level of all visible conditions, the index 0 … size − 1 of
            the distinction that matters. Joint levels are counted with the last condition fastest.
        size: How many distinctions there are.
    """

    local: NDArray[np.int32]
    size: int


@dataclass(frozen=True)
class Hidden:
    """The joint levels of some hidden conditions, and how likely each is at each step.

    Args:
        weight: (steps, levels) float64; at each step, the chance of each joint level; rows sum to 1.
        counts: (steps, levels) bool; whether that level counts for the least and the greatest value.
    """

    weight: NDArray[np.float64]
    counts: NDArray[np.bool_]


@dataclass(frozen=True)
class Problem:
    """A robust finite-horizon decision problem.

    Args:
        steps: T; decisions are taken at steps 0 … T − 1. At least 0.
        chains: One (levels, levels) float64 row-stochastic matrix per visible condition: its move in one step.
        ends: (nodes,) bool; nodes that absorb with value 1.
        first_action: (nodes + 1,) int32; the actions of node n are first_action[n] … first_action[n + 1] − 1, in
            the order in which ties are settled. Ends have none.
        destination: (actions,) int32 node.
        duration: (actions,) int32 steps >= 1 until the destination.
        late_duration: (actions,) int32 steps > duration until the destination when late.
        return_node: (actions,) int32 node where `back` leads, `duration` steps on.
        calendar: (actions,) int32 row of `open_steps`.
        open_steps: (calendars, T) uint8; 1 where the actions of that calendar may be taken. A step t with
            t + duration > T is never open.
        view: (actions,) int32 index into `views`.
        views: Which visible levels matter to an action.
        hidden: (actions,) int32 index into `hiddens`.
        hiddens: Hidden levels; an action to which none matters uses one of a single level.
        first_row: (actions,) int32; the row of `risks` for hidden level u and local level v of action a is
            first_row[a] + u·views[view[a]].size + v.
        risks: (rows, fatal + 2, 3) float64 in [0, 1], nondecreasing along the last axis (low, middle, high): the
            fatal risks in order, then back, then late, each given that none before it happened.
        shut: (rows,) bool; True where the action cannot be taken at that visible level (the same for all u).
    """

    steps: int
    chains: tuple[NDArray[np.float64], ...]
    ends: NDArray[np.bool_]
    first_action: NDArray[np.int32]
    destination: NDArray[np.int32]
    duration: NDArray[np.int32]
    late_duration: NDArray[np.int32]
    return_node: NDArray[np.int32]
    calendar: NDArray[np.int32]
    open_steps: NDArray[np.uint8]
    view: NDArray[np.int32]
    views: tuple[View, ...]
    hidden: NDArray[np.int32]
    hiddens: tuple[Hidden, ...]
    first_row: NDArray[np.int32]
    risks: NDArray[np.float64]
    shut: NDArray[np.bool_]

    def __post_init__(self) -> None:
        _check_sizes(self)
        _check_chains(self)
        _check_actions(self)
        _check_risks(self)

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return int(self.ends.shape[0])

    @property
    def actions(self) -> int:
        """How many actions there are, over all nodes."""
        return int(self.destination.shape[0])

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """How many levels each visible condition has."""
        return tuple(len(chain) for chain in self.chains)

    @cached_property
    def joint(self) -> int:
        """How many joint levels the visible conditions have; 1 if there is none."""
        return int(np.prod(self.levels, dtype=np.int64)) if self.levels else 1

    @property
    def states(self) -> int:
        """How many states there are at one step."""
        return self.nodes * self.joint

    @property
    def pairs(self) -> int:
        """How many (state, step) pairs there are."""
        return self.states * (self.steps + 1)

    @property
    def fatal(self) -> int:
        """How many fatal risks an action has."""
        return int(self.risks.shape[1]) - 2

    def rows(self, action: int) -> NDArray[np.int64]:
        """The rows of `risks` of an action, as (hidden levels, joint visible levels)."""
        view = self.views[self.view[action]]
        hidden = np.arange(self.hiddens[self.hidden[action]].weight.shape[1])
        return np.asarray(self.first_row[action] + hidden[:, None] * view.size + view.local[None, :], dtype=np.int64)


def _check_sizes(problem: Problem) -> None:
    if problem.steps < 0:
        raise BadProblem("steps_negative", steps=problem.steps)
    if problem.pairs > MAX_PAIRS:
        raise BadProblem("too_large", pairs=problem.pairs, limit=MAX_PAIRS)
    if problem.first_action.shape != (problem.nodes + 1,) or problem.first_action[[0, -1]].tolist() != [
        0,
        problem.actions,
    ]:
        raise BadProblem("first_action_shape", nodes=problem.nodes, actions=problem.actions)
    at_a_node = np.diff(problem.first_action)
    if np.any(at_a_node < 0) or np.any(at_a_node > MAX_ACTIONS_AT_A_NODE):
        node = int(np.argmax((at_a_node < 0) | (at_a_node > MAX_ACTIONS_AT_A_NODE)))
        raise BadProblem("actions_at_node", node=node, actions=int(at_a_node[node]), limit=MAX_ACTIONS_AT_A_NODE)
    if np.any(at_a_node[problem.ends] > 0):
        raise BadProblem("end_acts", node=int(np.flatnonzero(problem.ends & (at_a_node > 0))[0]))


def _check_chains(problem: Problem) -> None:
    for number, chain in enumerate(problem.chains):
        if chain.ndim != 2 or chain.shape[0] != chain.shape[1] or not np.all((chain >= 0) & (chain <= 1)):
            raise BadProblem("chain_shape", condition=number)
        if np.any(np.abs(chain.sum(axis=1) - 1.0) > 1e-9):
            raise BadProblem("chain_row", condition=number, row=int(np.argmax(np.abs(chain.sum(axis=1) - 1.0))))
    for number, view in enumerate(problem.views):
        if view.local.shape != (problem.joint,) or not np.all((view.local >= 0) & (view.local < view.size)):
            raise BadProblem("view_range", view=number, size=view.size)
    for number, hidden in enumerate(problem.hiddens):
        _check_hidden(problem, number, hidden)


def _check_hidden(problem: Problem, number: int, hidden: Hidden) -> None:
    weight = hidden.weight
    if weight.ndim != 2 or weight.shape != hidden.counts.shape or weight.shape[0] != problem.steps:
        raise BadProblem("hidden_shape", hidden=number)
    sound = np.all(weight >= 0, axis=1) & (np.abs(weight.sum(axis=1) - 1.0) <= 1e-9) & hidden.counts.any(axis=1)
    if not sound.all():
        raise BadProblem("hidden_row", hidden=number, step=int(np.argmin(sound)))


def _check_actions(problem: Problem) -> None:
    per_action = {
        "destination": (problem.destination, problem.nodes),
        "return_node": (problem.return_node, problem.nodes),
        "calendar": (problem.calendar, problem.open_steps.shape[0]),
        "view": (problem.view, len(problem.views)),
        "hidden": (problem.hidden, len(problem.hiddens)),
        "first_row": (problem.first_row, problem.risks.shape[0]),
    }
    for name, (values, limit) in per_action.items():
        _fail_at(problem, name, (values < 0) | (values >= limit))
    _fail_at(problem, "duration", problem.duration < 1)
    _fail_at(problem, "late_duration", problem.late_duration <= problem.duration)
    if problem.open_steps.ndim != 2 or problem.open_steps.shape[1] != problem.steps:
        raise BadProblem("open_steps_shape", steps=problem.steps)
    last = _last_open(problem.open_steps)[problem.calendar]
    _fail_at(problem, "open_too_late", (last >= 0) & (last + problem.duration > problem.steps))


def _last_open(open_steps: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The last step at which each calendar is open, −1 if it never is."""
    steps = open_steps.shape[1]
    if not steps:
        return np.full(len(open_steps), -1, dtype=np.int64)
    opened = open_steps[:, ::-1] != 0
    found = steps - 1 - opened.argmax(axis=1)
    return np.where(opened.any(axis=1), found, -1)


def _check_risks(problem: Problem) -> None:
    risks = problem.risks
    if risks.ndim != 3 or risks.shape[1] < 2 or risks.shape[2] != 3 or problem.shut.shape != risks.shape[:1]:
        raise BadProblem("risks_shape", shape=risks.shape)
    views = np.array([view.size for view in problem.views], dtype=np.int64)[problem.view]
    levels = np.array([hidden.weight.shape[1] for hidden in problem.hiddens], dtype=np.int64)[problem.hidden]
    _fail_at(problem, "first_row", problem.first_row + views * levels > risks.shape[0])
    wrong = ~((risks[..., LOW] >= 0) & (risks[..., LOW] <= risks[..., MID]) & (risks[..., MID] <= risks[..., HIGH]))
    wrong |= ~(risks[..., HIGH] <= 1)
    if wrong.any():
        row = int(np.flatnonzero(wrong.any(axis=1))[0])
        within = (problem.first_row <= row) & (row < problem.first_row + views * levels)
        action = int(np.argmax(within)) if within.any() else -1
        raise BadProblem("risk_range", action=action, row=row, risk=int(np.flatnonzero(wrong[row])[0]))


def _fail_at(problem: Problem, name: str, wrong: NDArray[np.bool_]) -> None:
    if wrong.shape != (problem.actions,):
        raise BadProblem("action_array", array=name, actions=problem.actions)
    if wrong.any():
        action = int(np.flatnonzero(wrong)[0])
        node = int(np.searchsorted(problem.first_action, action, side="right") - 1)
        raise BadProblem("action_value", array=name, action=action, node=node)
