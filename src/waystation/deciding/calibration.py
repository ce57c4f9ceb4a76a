"""Whether what was foreseen came true: the Brier score and its parts, a reliability table, and what overruling led to.

Decides how cases are sorted and which questions are asked of them; how a case comes about is `records`' business, and
how it is said is `wording`'s. **Sorting**: by the chance that was foreseen, into as many bins of about as many cases
each as the square root of their number, at most `MOST_BINS`; cases with equal chances are never parted.

The score of Brier (1950) over one yes/no question; its parts after Murphy (1973), with the two terms that bins of
unequal chances need for the sum to be exact (Stephenson, Coelho and Jolliffe 2008), taken together as `within`:
brier = reliability − resolution + uncertainty + within.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from waystation.deciding.exact_tests import (
    LEVEL,
    chance_of_as_odd,
    chance_of_difference,
    noticed,
    proportion_interval,
    shifted,
)

__all__ = [
    "MOST_BINS",
    "Bin",
    "Calibration",
    "Case",
    "Overruling",
    "Parts",
    "Tally",
    "calibrate",
    "overruling_of",
    "tally_of",
]

MOST_BINS = 10
OFTEN = 0.8
"""How often a shortfall must be noticed for it to count as one that would be."""
_FARTHEST_SHORTFALL = 20.0
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Case:
    """A journey that was foreseen and has ended.

    Args:
        chance: The chance that all arrive, as it was foreseen before they left, 0 … 1.
        safe: Whether all arrived.
        urgency: PC1 … PC4; empty if none was given.
        overruled: Whether they went against the verdict.
    """

    chance: float
    safe: bool
    urgency: str = ""
    overruled: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.chance <= 1.0:
            raise ValueError("a chance lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Parts:
    """What a Brier score is made of.

    Args:
        brier: The mean squared difference between the chance and what happened (1 or 0); 0 is perfect.
        reliability: How far the bins' shares lie from what was foreseen there; 0 is perfect.
        resolution: How far the bins' shares lie from the share of all: the more, the better they are told apart.
        uncertainty: What the score would be if the share of all had been foreseen each time.
        within: What unequal chances within a bin add.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose chances lie near each other.

    Args:
        least: The least of their chances.
        most: The greatest.
        foreseen: Their mean.
        cases: How many.
        arrived: How many of them all arrived.
        low: The lower end of the exact 95 % interval for their share.
        high: The upper end.
    """

    least: float
    most: float
    foreseen: float
    cases: int
    arrived: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Some cases together: how many were expected to arrive, and how many did.

    Args:
        cases: How many.
        expected: How many were expected to arrive: the sum of their chances.
        arrived: How many did.
        brier: Their Brier score; None without cases.
        low: The lower end of the exact 95 % interval for their share.
        high: The upper end.
        as_odd: How likely a number as odd as `arrived`, or odder, would be if every chance had been right.
    """

    cases: int
    expected: float
    arrived: int
    brier: float | None
    low: float
    high: float
    as_odd: float

    @property
    def differs(self) -> int:
        """-1 where fewer arrived than foreseen, and more than by chance; 1 where more did; else 0."""
        return 0 if self.as_odd > LEVEL else -1 if self.arrived < self.expected else 1


@dataclass(frozen=True, slots=True)
class Overruling:
    """Those who went against the verdict beside those who went with it.

    Args:
        overruled: Those who went against it.
        followed: The others.
        worse: How many of 1 fewer arrived than foreseen when it was overruled, less the same when it was followed;
            above 0 where overruling went worse. None where either has no case.
        as_odd: How likely a difference as odd, or odder, would be if the figures were as right in both; None where
            it cannot be asked.
    """

    overruled: Tally
    followed: Tally
    worse: float | None
    as_odd: float | None

    @property
    def differs(self) -> int:
        """-1 where overruling went worse than following, and more than by chance; 1 where it went better; else 0."""
        if self.worse is None or self.as_odd is None or self.as_odd > LEVEL:
            return 0
        return -1 if self.worse > 0.0 else 1


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the cases show.

    Args:
        all: All of them.
        parts: The Brier score's parts; None without cases.
        expected_brier: What the score would be on average if every chance had been right; None without cases.
        bins: In rising order of chance.
        urgencies: By urgency, each with its word, in order; empty word where none was given.
        overruling: What overruling led to.
        noticeable: The mean true chance at or below which it would be noticed, four times in five, that fewer arrive
            than foreseen; None where so few cases could not show it at all.
    """

    all: Tally
    parts: Parts | None
    expected_brier: float | None
    bins: tuple[Bin, ...]
    urgencies: tuple[tuple[str, Tally], ...]
    overruling: Overruling
    noticeable: float | None


def calibrate(cases: Iterable[Case]) -> Calibration:
    """Hold what was foreseen against what happened.

    Args:
        cases: The cases, in any order; none gives a calibration that says so.
    """
    every = sorted(cases, key=lambda case: (case.chance, case.safe, case.urgency, case.overruled))
    binned = sorted_into_bins(every)
    names = sorted({case.urgency for case in every}, key=lambda name: (not name, name))
    return Calibration(
        tally_of(every),
        _parts(every, binned) if every else None,
        _mean(every, lambda case: case.chance * (1.0 - case.chance)) if every else None,
        tuple(_bin(one) for one in binned),
        tuple((name, tally_of([case for case in every if case.urgency == name])) for name in names),
        overruling_of(every),
        _noticeable([case.chance for case in every]),
    )


def sorted_into_bins(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases in bins of about as many each; equal chances stay together.

    Args:
        cases: In rising order of chance.
    """
    wanted = min(MOST_BINS, max(1, math.isqrt(len(cases))))
    bins: list[list[Case]] = []
    begun = 0
    for place, case in enumerate(cases):
        number = place * wanted // len(cases)
        if not bins or (number > begun and bins[-1][-1].chance < case.chance):
            bins.append([])
            begun = number
        bins[-1].append(case)
    return bins


def _mean(cases: Sequence[Case], of: Callable[[Case], float]) -> float:
    return math.fsum(of(case) for case in cases) / len(cases)


def _brier(cases: Sequence[Case]) -> float:
    return _mean(cases, lambda case: (case.chance - case.safe) ** 2)


def _parts(cases: Sequence[Case], binned: Sequence[Sequence[Case]]) -> Parts:
    number, share = len(cases), _mean(cases, lambda case: float(case.safe))
    reliability, resolution, within = [], [], []
    for one in binned:
        foreseen, arrived = _mean(one, lambda case: case.chance), _mean(one, lambda case: float(case.safe))
        reliability.append(len(one) * (foreseen - arrived) ** 2)
        resolution.append(len(one) * (arrived - share) ** 2)
        for case in one:
            apart = case.chance - foreseen
            within.append(apart * apart - 2.0 * apart * (case.safe - arrived))
    return Parts(
        _brier(cases),
        math.fsum(reliability) / number,
        math.fsum(resolution) / number,
        share * (1.0 - share),
        math.fsum(within) / number,
    )


def _bin(cases: Sequence[Case]) -> Bin:
    arrived = sum(case.safe for case in cases)
    low, high = proportion_interval(arrived, len(cases))
    foreseen = _mean(cases, lambda case: case.chance)
    return Bin(cases[0].chance, cases[-1].chance, foreseen, len(cases), arrived, low, high)


def tally_of(cases: Sequence[Case]) -> Tally:
    """Some cases together.

    Args:
        cases: The cases; none gives a tally of nothing.
    """
    if not cases:
        return Tally(0, 0.0, 0, None, 0.0, 1.0, 1.0)
    chances, arrived = [case.chance for case in cases], sum(case.safe for case in cases)
    low, high = proportion_interval(arrived, len(cases))
    odd = chance_of_as_odd(chances, arrived)
    return Tally(len(cases), math.fsum(chances), arrived, _brier(cases), low, high, odd)


def overruling_of(cases: Sequence[Case]) -> Overruling:
    """Those who went against the verdict beside those who went with it.

    Args:
        cases: All cases.
    """
    against = [case for case in cases if case.overruled]
    along = [case for case in cases if not case.overruled]
    overruled, followed = tally_of(against), tally_of(along)
    if not against or not along:
        return Overruling(overruled, followed, None, None)
    worse = _mean(against, _shortfall) - _mean(along, _shortfall)
    odd = chance_of_difference(
        [case.chance for case in against], overruled.arrived, [case.chance for case in along], followed.arrived
    )
    return Overruling(overruled, followed, worse, odd)


def _shortfall(case: Case) -> float:
    return case.chance - case.safe


def _noticeable(chances: Sequence[float]) -> float | None:
    """The mean of the chances under the least shortfall that is noticed often enough."""
    if not chances or noticed(chances, -_FARTHEST_SHORTFALL) < OFTEN:
        return None
    near, far = 0.0, -_FARTHEST_SHORTFALL
    for _ in range(_HALVINGS):
        middle = (near + far) / 2.0
        near, far = (middle, far) if noticed(chances, middle) < OFTEN else (near, middle)
    return float(shifted(chances, far).mean())
