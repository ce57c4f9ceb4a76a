"""The chance that a party arrives along each of many drawn courses of the conditions.

Along one course parties are independent of each other, so the chance that all arrive is a product; only the courses
are left to chance, and they are the same for every party and every split. The worst case along a course lets the
adversary know the whole course beforehand: it is never better than the worst case proper.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from waystation.planning.shared_conditions import Outside
from waystation.planning.walks import ARRIVED, BACK, LATE, NEVER, Walk

__all__ = ["along_courses"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
AT_ONCE = 4_000_000
"""Figures held at a time, about; courses are followed in batches of as many as fit."""


def along_courses(walk: Walk, outside: Outside, courses: Ints, first: int) -> tuple[Floats, Floats]:
    """The chance that a party arrives, along each drawn course of the conditions.

    Args:
        walk: The party.
        outside: The conditions that matter to it, and perhaps others.
        courses: (steps, runs) int64; joint levels of these conditions, from the step `first` on.
        first: The first step of the courses, not after the party's own.

    Returns:
        (runs,) at worst, and (runs,) nominally.
    """
    runs = courses.shape[1]
    if walk.already:
        return np.ones(runs), np.ones(runs)
    own = outside.positions(walk)[courses]
    flat = _Flat(walk)
    batch = max(1, AT_ONCE // max(1, flat.rows))
    found = [flat.chances(own[:, begin : begin + batch], first) for begin in range(0, runs, batch)]
    return np.concatenate([low for low, _ in found]), np.concatenate([mid for _, mid in found])


class _Flat:
    """The walk's cells in a ring of steps; two more rows stand for an end, and for never.

    Cells from which nobody turns back or is late, whatever the level, are most of all and are reckoned apart.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.first = np.searchsorted(walk.time, np.arange(walk.since, int(walk.time[-1]) + 2))
        then = np.append(walk.time, 0)[np.where(walk.target == NEVER, walk.safe, walk.target)]
        ring = 1 + int((then - walk.time[:, None, None]).max(initial=0))
        widest = int(np.diff(self.first).max(initial=1))
        row = walk.time % ring * widest + np.arange(walk.safe) - self.first[walk.time - walk.since]
        self.rows = ring * widest + 2
        self.row = row
        rows = np.where(walk.target == NEVER, self.rows - 1, np.append(row, self.rows - 2)[walk.target])
        self.ways = [np.ascontiguousarray(rows[:, :, way]) for way in (ARRIVED, LATE, BACK)]
        odds = walk.odds
        self.middle = [np.ascontiguousarray(odds.middle[:, :, way]) for way in (ARRIVED, LATE, BACK)]
        hidden = range(odds.stays.shape[2])
        self.stays = [np.ascontiguousarray(odds.stays[:, :, u]) for u in hidden]
        self.late = [[np.ascontiguousarray(odds.late[:, :, u, end]) for end in (0, 1)] for u in hidden]
        self.back = [[np.ascontiguousarray(odds.back[:, :, u, end]) for end in (0, 1)] for u in hidden]
        self.turns: NDArray[np.bool_] = np.asarray(
            (odds.late[..., 1] > 0.0).any(axis=(1, 2)) | (odds.back[..., 1] > 0.0).any(axis=(1, 2))
        )
        same = [(odds.stays[:, :, u] == odds.stays[:, :, 0]).all(axis=1) for u in hidden]
        for u in hidden:
            for table in (odds.late, odds.back):
                same[u] = same[u] & (table[:, :, u] == table[:, :, 0]).all(axis=(1, 2))
        self.differs = [~each for each in same]

    def chances(self, courses: Ints, first_step: int) -> tuple[Floats, Floats]:
        """At worst and nominally, along some courses (steps, runs)."""
        walk, runs = self.walk, courses.shape[1]
        low, mid = np.zeros((self.rows, runs)), np.zeros((self.rows, runs))
        low[-2] = mid[-2] = 1.0
        for step in range(int(walk.time[-1]), walk.since - 1, -1):
            cells = np.arange(self.first[step - walk.since], self.first[step - walk.since + 1])
            turning = self.turns[cells]
            for some, ways in ((cells[~turning], (ARRIVED,)), (cells[turning], (ARRIVED, LATE, BACK))):
                if some.size:
                    found = self._step(some, courses[step - first_step], ways, low.ravel(), mid.ravel())
                    low[self.row[some]], mid[self.row[some]] = found
        start = self.row[0]
        return low[start].copy(), mid[start].copy()

    def _step(self, cells: Ints, level: Ints, ways: tuple[int, ...], low: Floats, mid: Floats) -> tuple[Floats, Floats]:
        """(cells, runs) at worst and nominally, for cells of one step that can end in some ways.

        Args:
            cells: The cells.
            level: (runs,) int64; the joint level of each run.
            ways: `ARRIVED`, or all three.
            low: (rows · runs,) float64; what is known of later steps, at worst.
            mid: The same nominally.
        """
        run = np.arange(len(level))
        at = [self.ways[way][cells].take(level, axis=1) * len(level) + run for way in ways]
        nominal = np.zeros(at[ARRIVED].shape)
        for way in ways:
            nominal += self.middle[way][cells].take(level, axis=1) * mid.take(at[way])
        ahead = [low.take(where) for where in at]
        worst = np.full(nominal.shape, np.inf)
        for u, stays in enumerate(self.stays):
            if u and not self.differs[u][cells].any():
                continue
            onward = ahead[ARRIVED]
            if len(ways) > 1:
                onward = _least([end[cells].take(level, axis=1) for end in self.late[u]], ahead[LATE], onward)
                onward = _least([end[cells].take(level, axis=1) for end in self.back[u]], ahead[BACK], onward)
            worst = np.minimum(worst, stays[cells].take(level, axis=1) * onward)
        return worst, nominal


def _least(chance: list[Floats], happens: Floats, not_so: Floats) -> Floats:
    """The least worth of a risk between two ends."""
    gain = happens - not_so
    return not_so + np.minimum(chance[0] * gain, chance[1] * gain)
