"""Decides what an attempt is made of: the choices of a state, nature's pick of a hidden level, risks, moves.

All at one step, for all states at once, over plain arrays. Within a step an outcome is a code: SAFE, LOST and
UNDERWAY are themselves; FIRST_CODE and above are risk states not yet numbered; below zero are moves of the visible
conditions, as −1 − key with key = (node · durations + duration's index) · joint levels + level.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from waystation.errors import BadProblem
from waystation.planning.explicit import LOST, SAFE, UNDERWAY, Growth, Rows
from waystation.solver.problem import HIGH, LOW, MID, NO_ACTION, Problem

__all__ = ["FIRST_CODE", "Choices", "Fates", "Layer", "Picks", "Tables"]

FIRST_CODE = 4

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Choices(NamedTuple):
    """The choices of the states reached at a step, in order.

    Args:
        owner: (choices,) int64; which of the states, ascending.
        action: (choices,) int64.
        level: (choices,) int64; the joint visible level.
        row: (choices,) int64; the row of risks for hidden level 0.
    """

    owner: Ints
    action: Ints
    level: Ints
    row: Ints


class Fates(NamedTuple):
    """What can become of each trial: a choice with one hidden level.

    Args:
        owner: (trials,) int64; which of the choices, ascending.
        weight: (trials,) float64; the nominal chance of the hidden level.
        live: (trials, risks) bool; whether that risk needs a state.
        happens: (trials, risks) int64 code; where it leads if it happens.
        passes: (trials, risks) int64 code; where it leads if not.
        low: (trials, risks) float64; its least probability.
        high: (trials, risks) float64; its greatest probability.
        entry: (trials,) int64 code; where the trial begins.
    """

    owner: Ints
    weight: Floats
    live: Bools
    happens: Ints
    passes: Ints
    low: Floats
    high: Floats
    entry: Ints


class Picks(NamedTuple):
    """Where each choice leads, and nature's pick of the hidden level where more than one outcome is possible.

    Args:
        mixed: (choices,) bool; whether nature picks.
        single: (choices,) int64 code; where a choice leads without a pick.
        sizes: (mixed choices,) int64; among how many nature picks.
        code: (picks,) int64 code; where each pick leads.
        low: (picks,) float64; its least probability.
        high: (picks,) float64; its greatest probability.
    """

    mixed: Bools
    single: Ints
    sizes: Ints
    code: Ints
    low: Floats
    high: Floats


class Layer(NamedTuple):
    """The states from which one visible condition moves.

    Args:
        node: (states,) int64; where the party arrives.
        level: (states,) int64; the joint level, the conditions before it already moved.
        rows: Their branches.
    """

    node: Ints
    level: Ints
    rows: Rows


class Tables:
    """What of a problem is looked up at every step.

    Args:
        problem: The problem.
        nominal: Whether risks have their middles and hidden levels their weights, instead of intervals.
    """

    def __init__(self, problem: Problem, nominal: bool) -> None:
        self.problem = problem
        self.nominal = nominal
        self.joint = problem.joint
        self.risks = problem.fatal + 2
        self.local = np.array([view.local for view in problem.views], dtype=np.int32).reshape(-1, self.joint)
        self.view_size = np.array([view.size for view in problem.views], dtype=np.int64)
        self.spans = np.unique(np.concatenate([[1], problem.duration, problem.late_duration])).astype(np.int64)
        self.moving = [k for k, size in enumerate(problem.levels) if size > 1]
        self.stride = [int(np.prod(problem.levels[k + 1 :], dtype=np.int64)) for k in range(len(problem.levels))]
        self.powers = [
            np.array([np.linalg.matrix_power(problem.chains[k], int(span)) for span in self.spans]) for k in self.moving
        ]

    def choices(self, step: int, pairs: Ints, policy: NDArray[np.uint8] | None) -> Choices:
        """The choices of the states reached at a step.

        Args:
            step: The step.
            pairs: (states,) int64; node times joint levels plus level.
            policy: (nodes, joint) uint8 of that step, or nothing: every action that is open.

        Raises:
            BadProblem: If the policy takes an action that is not open.
        """
        problem, node = self.problem, pairs // self.joint
        first = problem.first_action[node].astype(np.int64)
        if policy is None:
            count = problem.first_action[node + 1] - first
            owner = np.repeat(np.arange(pairs.size), count)
            action = first[owner] + np.arange(owner.size) - np.repeat(np.cumsum(count) - count, count)
        else:
            index = policy.reshape(-1)[pairs]
            owner = np.flatnonzero(index != NO_ACTION)
            action = first[owner] + index[owner]
            _check_policy(problem, step, node[owner], action)
        level = (pairs % self.joint)[owner]
        row = problem.first_row[action] + self.local[problem.view[action], level].astype(np.int64)
        is_open = (problem.open_steps[problem.calendar[action], step] != 0) & ~problem.shut[row]
        if policy is not None and not is_open.all():
            wrong = int(np.argmin(is_open))
            raise BadProblem("policy_not_open", step=step, action=int(action[wrong]), level=int(level[wrong]))
        return Choices(owner[is_open], action[is_open], level[is_open], row[is_open])

    def fates(self, step: int, choices: Choices) -> Fates:
        """What can become of each choice under each hidden level that matters.

        Args:
            step: The step.
            choices: The choices.
        """
        owner, row, weight = self._trials(step, choices)
        action, level = choices.action[owner], choices.level[owner]
        low, high = (self.problem.risks[row, :, MID if self.nominal else end] for end in (LOW, HIGH))
        arrive, late, back = self._ends(step, action, level)
        happens = np.full(low.shape, LOST, dtype=np.int64)
        happens[:, -2], happens[:, -1] = back, late
        passes, live = np.empty_like(happens), np.zeros(low.shape, dtype=np.bool_)
        entry = arrive
        for risk in range(self.risks - 1, -1, -1):
            goal, certain = happens[:, risk], low[:, risk] >= 1
            passes[:, risk] = entry
            live[:, risk] = (high[:, risk] > 0) & ~certain & (goal != entry)
            live[certain, risk + 1 :] = False
            code = FIRST_CODE + np.arange(owner.size) * self.risks + risk
            entry = np.where(certain, goal, np.where(live[:, risk], code, entry))
        return Fates(owner, weight, live, happens, passes, low, high, entry)

    def picks(self, fates: Fates, choices: int) -> Picks:
        """Where choices lead: straight into a trial, or to nature's pick among several.

        Args:
            fates: What can become of each trial.
            choices: How many choices there are.
        """
        if fates.owner.size == choices:
            none, nothing = np.empty(0, dtype=np.int64), np.empty(0)
            return Picks(np.zeros(choices, dtype=np.bool_), fates.entry, none, none, nothing, nothing)
        order = np.lexsort((fates.entry, fates.owner))
        owner, code = fates.owner[order], fates.entry[order]
        fresh = np.flatnonzero(np.diff(owner, prepend=-1) | (np.diff(code, prepend=code[0]) != 0))
        weight = np.add.reduceat(fates.weight[order], fresh)
        owner, code = owner[fresh], code[fresh]
        sizes = np.bincount(owner, minlength=choices)
        mixed = sizes > 1
        kept = mixed[owner]
        single = code[np.cumsum(sizes) - sizes]
        low, high = (weight, weight) if self.nominal else (np.zeros(owner.size), np.ones(owner.size))
        return Picks(mixed, single, sizes[mixed], code[kept], low[kept], high[kept])

    def layers(self, growth: Growth, step: int, keys: Ints, first: int) -> tuple[Ints, list[Layer]]:
        """The states from which the visible conditions move, one condition after another.

        Args:
            growth: Where the decisions that are reached are noted.
            step: The step of departure.
            keys: (n,) int64, ascending; the moves, as in codes.
            first: The number of the first such state.

        Returns:
            (n,) int64, where each move begins (a number or a stand-in), and the layers of states.
        """
        if not self.moving:
            return self._decisions(growth, step, keys), []
        layers, layer_keys, entries = [], keys, first + np.arange(keys.size)
        for turn, condition in enumerate(self.moving):
            size, stride = self.problem.levels[condition], self.stride[condition]
            digit = layer_keys % self.joint // stride % size
            span = layer_keys // self.joint % self.spans.size
            chance = self.powers[turn][span, digit]
            possible = chance > 0
            moved = (layer_keys[:, None] + (np.arange(size) - digit[:, None]) * stride)[possible]
            first += layer_keys.size
            onward, index = np.unique(moved, return_inverse=True)
            last = turn == len(self.moving) - 1
            target = self._decisions(growth, step, moved) if last else first + index
            rows = Rows(possible.sum(axis=1), target, chance[possible], chance[possible])
            layers.append(Layer(layer_keys // self.joint // self.spans.size, layer_keys % self.joint, rows))
            layer_keys = onward
        return entries, layers

    def _decisions(self, growth: Growth, step: int, keys: Ints) -> Ints:
        node, span = keys // self.joint // self.spans.size, keys // self.joint % self.spans.size
        return growth.later(step + self.spans[span], node * self.joint + keys % self.joint)

    def _trials(self, step: int, choices: Choices) -> tuple[Ints, Ints, Floats]:
        """Each choice, as often as there are hidden levels to think of: its index, row of risks, weight."""
        hiddens = self.problem.hiddens
        active = [np.flatnonzero(h.weight[step] > 0 if self.nominal else h.counts[step]) for h in hiddens]
        count = np.array([levels.size for levels in active], dtype=np.int64)
        levels = np.concatenate(active)
        weights = np.concatenate([h.weight[step][some] for h, some in zip(hiddens, active, strict=True)])
        which = self.problem.hidden[choices.action]
        each = count[which]
        owner = np.repeat(np.arange(which.size), each)
        within = np.arange(owner.size) - np.repeat(np.cumsum(each) - each, each)
        at = (np.cumsum(count) - count)[which][owner] + within
        view_size = self.view_size[self.problem.view[choices.action]][owner]
        return owner, choices.row[owner] + levels[at] * view_size, weights[at]

    def _ends(self, step: int, action: Ints, level: Ints) -> tuple[Ints, Ints, Ints]:
        """The codes of arriving, arriving late and coming back."""
        problem = self.problem
        ways = (
            (problem.destination, problem.duration),
            (problem.destination, problem.late_duration),
            (problem.return_node, problem.duration),
        )
        codes = []
        for node_of, span_of in ways:
            node, span = node_of[action].astype(np.int64), span_of[action].astype(np.int64)
            key = (node * self.spans.size + np.searchsorted(self.spans, span)) * self.joint + level
            absorbed = np.where(problem.ends[node] & (step + span <= problem.steps), SAFE, UNDERWAY)
            codes.append(np.where(problem.ends[node] | (step + span >= problem.steps), absorbed, -1 - key))
        return codes[0], codes[1], codes[2]


def _check_policy(problem: Problem, step: int, node: Ints, action: Ints) -> None:
    outside = action >= problem.first_action[node + 1]
    if outside.any():
        wrong = int(np.argmax(outside))
        raise BadProblem("policy_no_such_action", step=step, node=int(node[wrong]), action=int(action[wrong]))
