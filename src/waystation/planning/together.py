"""Several parties on one network: the chance that all arrive, and how many are expected to.

Given the course of the conditions, parties are independent of each other. Parties that share no condition are so
outright; for the others the chance is worked out exactly where there are few enough joint states, else over drawn
courses of the conditions, the same for all that is compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from waystation.planning.joint_drawn import along_courses
from waystation.planning.joint_exact import all_arrive
from waystation.planning.shared_conditions import components, outside_of
from waystation.planning.walks import Walk
from waystation.solver.spreading import spread

__all__ = ["Chances", "Company", "Party", "Together", "put_together"]

Floats = NDArray[np.float64]

MOST_STATES = 300_000
"""Joint states, levels counted, of one company of parties beyond which courses are drawn for it instead."""

MOST_IN_ALL = 6_000_000
"""The same for all companies that are compared."""


@dataclass(frozen=True)
class Chances:
    """A chance, or an expected number of people: at worst, and nominally."""

    low: float
    mid: float


@dataclass(frozen=True)
class Together:
    """What becomes of several parties.

    Args:
        all_safe: The chance that all arrive.
        expected_safe: The expected number of people who do.
        none_safe: The nominal chance that no party arrives.
        stderr: Standard error of the nominal chance that all arrive; 0 where it is exact.
        stderr_low: The same of the chance at worst.
    """

    all_safe: Chances
    expected_safe: Chances
    none_safe: float
    stderr: float
    stderr_low: float


@dataclass(frozen=True)
class Party:
    """One party on its way.

    Args:
        walk: Where its policy leads.
        people: How many they are.
    """

    walk: Walk
    people: int


@dataclass(frozen=True)
class _Estimate:
    """A chance at worst and nominally, with standard errors."""

    low: float
    mid: float
    error_low: float = 0.0
    error_mid: float = 0.0


def put_together(parties: Sequence[Party], runs: int, seed: int) -> Together:
    """What becomes of several parties on one network, each by its own policy.

    Args:
        parties: The parties, at least one; their walks on one clock.
        runs: How many courses of the conditions are drawn where the chance is not worked out exactly.
        seed: The same seed gives the same courses.
    """
    return Company(parties, runs, seed).together(range(len(parties)))


class Company:
    """Parties of which several sets are compared: what is worked out for one set serves the others.

    Args:
        parties: The parties, their walks on one clock.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses, for every set.
        exact: Whether chances may be worked out exactly at all.
    """

    def __init__(self, parties: Sequence[Party], runs: int, seed: int, exact: bool = True) -> None:
        self.parties = parties
        self.runs = runs
        self.seed = seed
        self.outside = outside_of([party.walk for party in parties])
        self.left = MOST_IN_ALL if exact else 0
        self.too_large: float = math.inf
        self._drawn: dict[int, tuple[Floats, Floats]] = {}
        self._known: dict[tuple[int, ...], _Estimate] = {}

    def together(self, members: Iterable[int]) -> Together:
        """What becomes of some of the parties.

        Args:
            members: Their positions; a position may come more than once.
        """
        chosen = list(members)
        walks = [self.parties[member].walk for member in chosen]
        parts = self._parts(chosen)
        low, mid = (math.prod(getattr(part, name) for part in parts) for name in ("low", "mid"))
        people = [self.parties[member].people for member in chosen]
        return Together(
            all_safe=Chances(low, mid),
            expected_safe=Chances(
                math.fsum(n * walk.low for n, walk in zip(people, walks, strict=True)),
                math.fsum(n * walk.mid for n, walk in zip(people, walks, strict=True)),
            ),
            none_safe=self._none(chosen),
            stderr=_error([(part.mid, part.error_mid) for part in parts]),
            stderr_low=_error([(part.low, part.error_low) for part in parts]),
        )

    def _none(self, members: list[int]) -> float:
        """The chance that no party arrives: over all sets of them, with alternating signs, that all of the set do."""
        total = 1.0
        for size in range(1, len(members) + 1):
            for some in combinations(members, size):
                total += (-1) ** size * math.prod(part.mid for part in self._parts(list(some)))
        return min(1.0, max(0.0, total))

    def _parts(self, members: list[int]) -> list[_Estimate]:
        """Parties that depend on each other, one estimate for each set of them."""
        groups = components([self.parties[member].walk for member in members])
        return [self._part(tuple(sorted(members[at] for at in some))) for some in groups]

    def _part(self, members: tuple[int, ...]) -> _Estimate:
        """Parties that depend on each other."""
        if len(members) == 1:
            walk = self.parties[members[0]].walk
            return _Estimate(walk.low, walk.mid)
        if members not in self._known:
            self._known[members] = self._exactly(members) or self._by_courses(members)
        return self._known[members]

    def _exactly(self, members: tuple[int, ...]) -> _Estimate | None:
        walks = [self.parties[member].walk for member in members]
        size = math.prod(walk.safe * walk.joint for walk in walks)
        allowed = min(MOST_STATES, self.left)
        if allowed <= 0 or size >= self.too_large:
            return None
        found = all_arrive(walks, outside_of(walks), allowed)
        if found is None:
            self.too_large = min(self.too_large, size)
        self.left -= allowed if found is None else found.states
        return None if found is None else _Estimate(found.low, found.mid)

    def _by_courses(self, members: tuple[int, ...]) -> _Estimate:
        """Over drawn courses. How often each party arrives is known: what that explains is taken out of the error."""
        missing = sorted({member for member in members if member not in self._drawn})
        first, courses = self._courses

        def along(member: int) -> tuple[Floats, Floats]:
            return along_courses(self.parties[member].walk, self.outside, courses, first)

        self._drawn.update(zip(missing, spread(along, missing), strict=True))
        worst, nominal = (np.stack(values) for values in zip(*(self._drawn[member] for member in members), strict=True))
        known = np.array([[self.parties[member].walk.mid] for member in members])
        low, mid = (_explained(values.prod(axis=0), nominal - known) for values in (worst, nominal))
        return _Estimate(low[0], mid[0], low[1], mid[1])

    @cached_property
    def _courses(self) -> tuple[int, NDArray[np.int64]]:
        """The first step of all courses, and their joint levels."""
        first = min(party.walk.since for party in self.parties)
        last = max(int(party.walk.time[-1]) for party in self.parties)
        return first, self.outside.drawn(first, last - first + 1, self.runs, self.seed)


def _explained(values: Floats, known: Floats) -> tuple[float, float]:
    """A mean and its standard error, with control variates (Glynn and Szechtman 2002).

    A course so rare that none was drawn shows in no scatter; the error allows for one such in as many as were drawn.

    Args:
        values: (runs,) float64; what is averaged, in [0, 1].
        known: (controls, runs) float64; figures whose true mean is 0.
    """
    runs, controls = len(values), len(known)
    unseen = 1.0 / runs
    if runs < 10 * (controls + 1):
        scatter = float(values.std(ddof=1)) / math.sqrt(runs) if runs > 1 else 1.0
        return float(values.mean()), math.hypot(scatter, unseen)
    design = np.vstack([np.ones(runs), known]).T
    weights, _, _, _ = np.linalg.lstsq(design, values, rcond=None)
    left = values - design @ weights
    scatter = math.sqrt(float(left @ left) / (runs - controls - 1) / runs)
    return min(1.0, max(0.0, float(weights[0]))), math.hypot(scatter, unseen)


def _error(parts: list[tuple[float, float]]) -> float:
    """The standard error of a product of independent estimates, to first order."""
    terms = [
        error * math.prod(value for other, (value, _) in enumerate(parts) if other != at)
        for at, (_, error) in enumerate(parts)
    ]
    return math.sqrt(math.fsum(term * term for term in terms))
