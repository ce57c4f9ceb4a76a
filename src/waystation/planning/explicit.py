"""Decides how an explicit model is held: states, choices and branches as flat arrays, and how they are gathered.

The values that `unroll` fills, `export` writes and `proof` asks about. States are gathered in order of their numbers;
a branch to a state that has no number yet (a decision at a later step) waits, and is numbered when all are known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DECISION",
    "FIRST",
    "HIDDEN",
    "LOST",
    "MOVE",
    "RISK",
    "SAFE",
    "START",
    "UNDERWAY",
    "Growth",
    "Rows",
    "Unrolled",
]

START, SAFE, LOST, UNDERWAY, DECISION, HIDDEN, RISK, MOVE = range(8)
FIRST = 4

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Unrolled:
    """An explicit model; state 0 is the start, 1 … 3 are safe, lost, under way, and the rest follow in order of time.

    Args:
        chain: Whether every state has exactly one choice and every branch an exact probability.
        nominal: Whether every branch has an exact probability.
        arcs: (arcs, 3) int64; the steps of some departure, -1 for the start, and arrival, and how many branches lie
            between them at most; in order of departure.
        first_choice: (states + 1,) int64; the choices of state s are first_choice[s] … first_choice[s + 1] − 1.
        first_branch: (choices + 1,) int64; the same for the branches of a choice.
        target: (branches,) int64 state, increasing within a choice.
        low: (branches,) float64; the least probability.
        high: (branches,) float64; the greatest probability, > 0.
        action: (choices,) int32; the action of the problem that a choice takes, -1 where there is nothing to choose.
        kind: (states,) uint8; START, SAFE, LOST, UNDERWAY, DECISION, HIDDEN, RISK or MOVE.
        step: (states,) int32; the step of a decision, or that of an attempt's departure; -1 for states 0 … 3.
        place: (states,) int32; a decision's node, a hidden or risk state's action, a move's node of arrival, else -1.
        level: (states,) int32; the joint visible level, -1 for states 0 … 3.
    """

    chain: bool
    nominal: bool
    arcs: Ints
    first_choice: Ints
    first_branch: Ints
    target: Ints
    low: Floats
    high: Floats
    action: NDArray[np.int32]
    kind: NDArray[np.uint8]
    step: NDArray[np.int32]
    place: NDArray[np.int32]
    level: NDArray[np.int32]

    @property
    def states(self) -> int:
        """How many states there are."""
        return int(self.kind.shape[0])

    @property
    def choices(self) -> int:
        """How many choices there are, over all states."""
        return int(self.action.shape[0])

    @property
    def branches(self) -> int:
        """How many branches there are, over all choices."""
        return int(self.target.shape[0])

    def depth(self, first: int = -1, last: int | None = None) -> int:
        """How many branches a path takes, at most, before it is absorbed or comes to a decision at a later step.

        Args:
            first: Where the path begins: at decisions of this step, or with the start.
            last: The last step whose decisions still belong to it; all, unless told.
        """
        reach: dict[int, int] = {}
        for departure, arrival, branches in self.arcs.tolist():
            if departure >= first and (last is None or departure <= last):
                reach[arrival] = max(reach.get(arrival, 0), reach.get(departure, 0) + branches)
        return max(reach.values(), default=0)

    @property
    def labels(self) -> dict[str, NDArray[np.bool_]]:
        """Which states are lost, safe, under way for good: (states,) bool each."""
        kinds = {"lost": LOST, "safe": SAFE, "underway": UNDERWAY}
        return {name: self.kind == kind for name, kind in kinds.items()}


class Rows(NamedTuple):
    """The branches of some choices.

    Args:
        branches: (choices,) int64; how many branches each choice has.
        target: (branches,) int64; a state's number, or what `Growth.later` answered.
        low: (branches,) float64; the least probability.
        high: (branches,) float64; the greatest probability.
    """

    branches: Ints
    target: Ints
    low: Floats
    high: Floats


@dataclass
class Growth:
    """A model while it is being drawn, step after step.

    Args:
        width: How many (node, joint level) pairs the problem has at one step.
        states: How many states have been added.
    """

    width: int
    states: int = 0
    _arcs: list[tuple[int, int, int]] = field(default_factory=list)
    _fronts: dict[int, NDArray[np.bool_]] = field(default_factory=dict)
    _decisions: list[tuple[Ints, Ints]] = field(default_factory=list)
    _columns: dict[str, list[NDArray[Any]]] = field(default_factory=dict)

    def add(
        self,
        kind: int | NDArray[np.uint8],
        step: int,
        place: Ints,
        level: Ints,
        rows: Rows,
        *,
        choices: Ints | None = None,
        action: Ints | None = None,
    ) -> None:
        """Add states, with one choice each unless told.

        Args:
            kind: Of all of them, or (states,) uint8.
            step: Of all of them.
            place: (states,) int64.
            level: (states,) int64.
            rows: The branches of their choices.
            choices: (states,) int64; how many choices each state has.
            action: (choices,) int64; the action of each choice, -1 for none.
        """
        count = place.size
        columns: dict[str, NDArray[Any]] = {
            "kind": np.full(count, kind, dtype=np.uint8) if isinstance(kind, int) else kind,
            "step": np.full(count, step, dtype=np.int32),
            "place": place.astype(np.int32),
            "level": level.astype(np.int32),
            "choices": np.ones(count, dtype=np.int64) if choices is None else choices,
            "action": np.full(rows.branches.size, -1, dtype=np.int32) if action is None else action.astype(np.int32),
            **rows._asdict(),
        }
        for name, values in columns.items():
            self._columns.setdefault(name, []).append(values)
        self.states += count

    def later(self, steps: Ints, pairs: Ints) -> Ints:
        """Stand-ins (below 0) for decisions at later steps, which are now known to be reached.

        Args:
            steps: (n,) int64; when.
            pairs: (n,) int64; node times joint levels plus level.
        """
        for step in np.unique(steps).tolist():
            front = self._fronts.setdefault(step, np.zeros(self.width, dtype=np.bool_))
            front[pairs[steps == step]] = True
        return np.asarray(-1 - (steps * self.width + pairs), dtype=np.int64)

    def reached(self, step: int) -> Ints:
        """The (node, level) pairs reached at a step, ascending; the next states added must be these decisions."""
        front = self._fronts.pop(step, None)
        pairs = np.flatnonzero(front) if front is not None else np.empty(0, dtype=np.int64)
        self._decisions.append((step * self.width + pairs, self.states + np.arange(pairs.size)))
        return pairs

    def lengthen(self, departure: int, arrivals: Ints, branches: Ints) -> None:
        """Note how many branches lie between decisions.

        Args:
            departure: The step of departure; -1 for the start.
            arrivals: (n,) int64; the steps of arrival.
            branches: (n,) int64; the branches in between.
        """
        for arrival in np.unique(arrivals).tolist():
            self._arcs.append((departure, arrival, int(branches[arrivals == arrival].max())))

    def finish(self, *, chain: bool, nominal: bool) -> Unrolled:
        """The model that has been drawn.

        Args:
            chain: Whether every state has one choice and every branch an exact probability.
            nominal: Whether every branch has an exact probability.
        """
        joined = {name: np.concatenate(self._columns.pop(name)) for name in list(self._columns)}
        target = joined["target"]
        waiting = target < 0
        if waiting.any():
            keys, numbers = (np.concatenate(parts) for parts in zip(*self._decisions, strict=True))
            target[waiting] = numbers[np.searchsorted(keys, -1 - target[waiting])]
        first_branch = _starts(joined.pop("branches"))
        _sort_rows(first_branch, target, joined["low"], joined["high"])
        first_choice = _starts(joined.pop("choices"))
        return Unrolled(
            chain=chain,
            nominal=nominal,
            arcs=np.array(self._arcs, dtype=np.int64).reshape(-1, 3),
            first_choice=first_choice,
            first_branch=first_branch,
            **joined,
        )


def _starts(sizes: NDArray[Any]) -> Ints:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes, dtype=np.int64)])


def _sort_rows(first: Ints, target: Ints, low: Floats, high: Floats) -> None:
    """Put the branches of each choice in the order of their targets, in place; most are already."""
    rows = np.repeat(np.arange(first.size - 1), np.diff(first))
    wrong = np.unique(rows[1:][(rows[1:] == rows[:-1]) & (target[1:] < target[:-1])])
    touched = np.zeros(first.size - 1, dtype=np.bool_)
    touched[wrong] = True
    at = np.flatnonzero(touched[rows])
    order = at[np.lexsort((target[at], rows[at]))]
    for values in (target, low, high):
        values[at] = values[order]
