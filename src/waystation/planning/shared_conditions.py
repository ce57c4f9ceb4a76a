"""The conditions that several parties live under: one chain each, on the clock that all parties share."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.planning.walks import Walk

__all__ = ["Outside", "components", "outside_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Outside:
    """Conditions outside anyone's control.

    Args:
        names: Their ids.
        chains: For each the chances of moving from level to level in one step.
        start: For each the chance of each level when it first matters.
        since: For each the step at which it first matters; before that it stands still, for nobody looks.
    """

    names: tuple[str, ...]
    chains: tuple[Floats, ...]
    start: tuple[Floats, ...]
    since: tuple[int, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many levels each has."""
        return tuple(len(chain) for chain in self.chains)

    @property
    def joint(self) -> int:
        """How many joint levels there are, the last condition fastest."""
        return int(np.prod(self.sizes, dtype=np.int64))

    def start_joint(self) -> Floats:
        """The chance of each joint level at the first step."""
        result = np.ones(1)
        for chances in self.start:
            result = np.outer(result, chances).ravel()
        return result

    def moved(self, values: Floats, step: int, then: int) -> Floats:
        """Expected values at a step, before the conditions move on to a later one.

        Args:
            values: (n, joint, figures) float64; at the later step.
            step: The step.
            then: The later step.
        """
        shape = values.shape
        result = values.reshape(shape[0], *self.sizes, shape[2])
        for axis, (chain, since) in enumerate(zip(self.chains, self.since, strict=True), 1):
            moves = then - max(step, since)
            if moves > 0:
                power = np.linalg.matrix_power(chain, moves)
                result = np.moveaxis(np.tensordot(power, result, axes=(1, axis)), 0, axis)
        return np.ascontiguousarray(result.reshape(shape))

    def carried(self, mass: Floats, step: int, then: int) -> Floats:
        """A mass over joint levels, carried on from a step to a later one.

        Args:
            mass: (joint,) float64.
            step: The step.
            then: The later step.
        """
        result = mass.reshape(self.sizes)
        for axis, (chain, since) in enumerate(zip(self.chains, self.since, strict=True)):
            moves = then - max(step, since)
            if moves > 0:
                power = np.linalg.matrix_power(chain, moves)
                result = np.moveaxis(np.tensordot(power.T, result, axes=(1, axis)), 0, axis)
        return result.reshape(-1)

    def positions(self, walk: Walk) -> Ints:
        """For each joint level of all these conditions, the joint level of those that matter to a party."""
        digits = np.indices(self.sizes, dtype=np.int64).reshape(len(self.sizes), self.joint)
        local = np.zeros(self.joint, dtype=np.int64)
        for name, size in zip(walk.conditions, walk.sizes, strict=True):
            local = local * size + digits[self.names.index(name)]
        return local

    def drawn(self, first: int, steps: int, runs: int, seed: int) -> Ints:
        """Levels by chance: the same seed gives each condition the same course, whoever else is looked at.

        Args:
            first: The first step.
            steps: How many steps, the first included.
            runs: How many courses.
            seed: Any whole number.

        Returns:
            (steps, runs) joint levels.
        """
        joint = np.zeros((steps, runs), dtype=np.int64)
        for name, chain, start, since in zip(self.names, self.chains, self.start, self.since, strict=True):
            chance = np.random.default_rng([seed % 2**63, zlib.crc32(name.encode())])
            rising = np.minimum(np.cumsum(chain, axis=1), 1.0)
            rising[:, -1] = 1.0
            level = np.searchsorted(np.cumsum(start)[:-1], chance.random(runs), side="right")
            for step in range(steps):
                if first + step > since:
                    level = (chance.random(runs)[:, None] >= rising[level]).sum(axis=1)
                joint[step] = joint[step] * len(chain) + level
        return joint


def outside_of(walks: Sequence[Walk]) -> Outside:
    """The conditions that matter to some parties; each as the party that begins first has it.

    Args:
        walks: The parties, at least one.
    """
    order = sorted(walks, key=lambda walk: walk.since)
    names = sorted({name for walk in walks for name in walk.conditions})
    chains, start, since = [], [], []
    for name in names:
        first = next(walk for walk in order if name in walk.conditions)
        chains.append(np.array(first.charted.levels.chains[name]))
        start.append(np.array(first.charted.levels.start[name]))
        since.append(first.since)
    return Outside(tuple(names), tuple(chains), tuple(start), tuple(since))


def components(walks: Sequence[Walk]) -> list[list[int]]:
    """Parties that share conditions, directly or through others; different components are independent."""
    found: list[tuple[set[str], list[int]]] = []
    for position, walk in enumerate(walks):
        names, members = set(walk.conditions), [position]
        apart = [(other, those) for other, those in found if not other & names]
        for other, those in found:
            if other & names:
                names, members = names | other, [*those, *members]
        found = [*apart, (names, members)]
    return sorted(sorted(members) for _, members in found)
