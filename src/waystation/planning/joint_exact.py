"""The chance that several parties all arrive, exactly, where there are few enough states of all of them together.

Each party takes its turn in the order of time, at the same step in the order in which they are given. A state is where
every party is next (a cell of its walk) and the levels of the conditions at the step of the one whose turn it is. The
worst case lets one adversary see every party, and choose each risk in its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.planning.shared_conditions import Outside
from waystation.planning.walks import ARRIVED, BACK, LATE, NEVER, Walk

__all__ = ["AllArrive", "all_arrive"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FOR_EVER = np.iinfo(np.int64).max // 4
MOST_KEYS = 2**62
FIGURES = 2
"""At worst, nominally."""


@dataclass(frozen=True)
class AllArrive:
    """The chance that all parties arrive, at worst and nominally, and how many states it took, levels counted."""

    low: float
    mid: float
    states: int


def all_arrive(walks: Sequence[Walk], outside: Outside, most: int) -> AllArrive | None:
    """The chance that all parties arrive.

    Args:
        walks: The parties.
        outside: The conditions that matter to any of them.
        most: Give up beyond so many states, levels counted.

    Returns:
        The chances, or None where there are more states than `most`.
    """
    game = _Game(walks, outside)
    if game.radix_product > MOST_KEYS:
        return None
    rounds = game.reachable(most // max(1, outside.joint))
    if rounds is None:
        return None
    low, mid = game.value(rounds)
    return AllArrive(low, mid, sum(map(len, rounds.values())) * outside.joint)


class _Game:
    """The parties' cells as one number: digits, the first party's the lowest; each has one digit for `arrived`."""

    def __init__(self, walks: Sequence[Walk], outside: Outside) -> None:
        self.walks = walks
        self.outside = outside
        self.bases = [walk.safe + 1 for walk in walks]
        self.radix_product = 1
        self.radix: list[int] = []
        for base in self.bases:
            self.radix.append(self.radix_product)
            self.radix_product *= base
        self.times = [np.append(walk.time, FOR_EVER) for walk in walks]
        self.local = [outside.positions(walk) for walk in walks]
        self.onward = [walk.onward for walk in walks]
        self.done = sum(radix * (base - 1) for radix, base in zip(self.radix, self.bases, strict=True))
        starts = [walk.safe if walk.already else 0 for walk in walks]
        self.start = sum(radix * cell for radix, cell in zip(self.radix, starts, strict=True))

    def reachable(self, most: int) -> dict[int, Ints] | None:
        """The states that can come up, by turn; None if there are more than `most`."""
        found: dict[int, Ints] = {}
        coming: dict[int, list[Ints]] = {}
        first = np.array([self.start])
        for turn, keys in self._by_turn(first[first != self.done]):
            coming.setdefault(turn, []).append(keys)
        count = 0
        while coming:
            turn = min(coming)
            keys = np.unique(np.concatenate(coming.pop(turn)))
            count += len(keys)
            if count > most:
                return None
            found[turn] = keys
            party = turn % len(self.walks)
            first_onward, onward = self.onward[party]
            cell = self._cells(keys, party)
            each = first_onward[cell + 1] - first_onward[cell]
            within = np.arange(int(each.sum())) - np.repeat(np.cumsum(each) - each, each)
            then = onward[np.repeat(first_onward[cell], each) + within]
            after = np.unique(np.repeat(keys - cell * self.radix[party], each) + then * self.radix[party])
            for later, some in self._by_turn(after[after != self.done]):
                coming.setdefault(later, []).append(some)
        return found

    def value(self, rounds: dict[int, Ints]) -> tuple[float, float]:
        """Backward over all turns."""
        if not rounds:
            return 1.0, 1.0
        worth: dict[int, Floats] = {}
        for turn in sorted(rounds, reverse=True):
            worth[turn] = self._worth(turn, rounds, worth)
        (first,) = worth[min(rounds)]
        low, mid = first.T @ self.outside.start_joint()
        return float(low), float(mid)

    def _worth(self, turn: int, rounds: dict[int, Ints], worth: dict[int, Floats]) -> Floats:
        """(states, joint, 2); what the states of one turn are worth."""
        party, keys = turn % len(self.walks), rounds[turn]
        walk, local = self.walks[party], self.local[party]
        cell = self._cells(keys, party)
        target = walk.target[cell][:, local]
        never = target == NEVER
        others = (keys - cell * self.radix[party])[:, None, None]
        ahead = self._ahead(turn, others + np.where(never, walk.safe, target) * self.radix[party], rounds, worth)
        ahead[never] = 0.0
        middle = (walk.odds.middle[cell][:, local] * ahead[..., 1]).sum(axis=2)
        worst = ahead[:, :, None, :, 0]
        late = walk.odds.late[cell][:, local]
        back = walk.odds.back[cell][:, local]
        onward = _least(late, worst[..., LATE], worst[..., ARRIVED])
        low = (walk.odds.stays[cell][:, local] * _least(back, worst[..., BACK], onward)).min(axis=2)
        return np.stack([low, middle], axis=2)

    def _ahead(self, turn: int, after: Ints, rounds: dict[int, Ints], worth: dict[int, Floats]) -> Floats:
        """(states, joint, 3, 2); what each outcome is worth before the conditions move."""
        step = turn // len(self.walks)
        distinct, position = np.unique(after, return_inverse=True)
        values = np.zeros((len(distinct), self.outside.joint, FIGURES))
        turns = self._turns(distinct)
        for later in np.unique(turns):
            some = np.flatnonzero(turns == later)
            if later >= FOR_EVER:
                values[some[distinct[some] == self.done]] = 1.0
                continue
            known = rounds.get(int(later))
            if known is None:
                continue
            at = np.minimum(np.searchsorted(known, distinct[some]), len(known) - 1)
            there = known[at] == distinct[some]
            moved = self.outside.moved(worth[int(later)][at[there]], step, int(later) // len(self.walks))
            values[some[there]] = moved
        joint = np.arange(self.outside.joint)[None, :, None]
        found: Floats = values[position.reshape(after.shape), joint]
        return found

    def _cells(self, keys: Ints, party: int) -> Ints:
        return keys // self.radix[party] % self.bases[party]

    def _turns(self, keys: Ints) -> Ints:
        """When, and whose turn it is: step times parties plus party; beyond `FOR_EVER` where all have arrived."""
        times = np.stack([self.times[party][self._cells(keys, party)] for party in range(len(self.walks))])
        whose = np.argmin(times, axis=0)
        when = np.min(times, axis=0)
        return np.where(when >= FOR_EVER, FOR_EVER, np.minimum(when, FOR_EVER // 8) * len(self.walks) + whose)

    def _by_turn(self, keys: Ints) -> list[tuple[int, Ints]]:
        turns = self._turns(keys)
        return [(int(turn), keys[turns == turn]) for turn in np.unique(turns)]


def _least(chance: Floats, happens: Floats, not_so: Floats) -> Floats:
    """The least worth of a risk between two ends."""
    return np.minimum(*(chance[..., end] * happens + (1.0 - chance[..., end]) * not_so for end in (0, 1)))
