"""Exact chances for small numbers: how many of some cases end well, and whether two sets of cases differ.

Nothing here rests on a normal approximation, so that five cases may be asked about as well as five hundred. What the
cases are, and which questions are asked of them, is `calibration`'s business.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "LEVEL",
    "chance_of_as_odd",
    "chance_of_difference",
    "chances_of_number",
    "noticed",
    "proportion_interval",
    "shifted",
]

Chances = NDArray[np.float64]

LEVEL = 0.05
"""What is as odd as this, or odder, is called more than chance."""
_SAME = 1.0 + 1e-9
"""Two chances within this factor count as equal where the odder of them are summed."""
_FARTHEST = 60.0
"""The greatest shift of log odds that is looked at: e^60 is beyond any count."""
_SUREST = 1e-12
"""Where two sets are compared, only 0 and 1 are surer than this: beyond it no shift within reach would undo it."""
_HALVINGS = 80


def chances_of_number(chances: Sequence[float] | Chances) -> Chances:
    """How likely each number of good ends is, when each case has a chance of its own (the Poisson-binomial law).

    Args:
        chances: (cases,) the chance of each case, 0 … 1; independent of each other.

    Returns:
        (cases + 1,) float64; the chance of exactly k good ends, for k = 0 … cases.
    """
    found = np.zeros(len(chances) + 1)
    found[0] = 1.0
    for chance in chances:
        ended = found[:-1] * chance
        found *= 1.0 - chance
        found[1:] += ended
    return found


def chance_of_as_odd(chances: Sequence[float] | Chances, number: int) -> float:
    """How likely a number of good ends is that is as odd as this one, or odder, on either side.

    Odder is what is less likely (Fisher's rule for two-sided exact tests).

    Args:
        chances: (cases,) the chance of each case.
        number: How many ended well, 0 … cases.
    """
    return _as_odd(chances_of_number(chances), number)


def _as_odd(law: Chances, number: int) -> float:
    return float(min(1.0, law[law <= law[number] * _SAME].sum()))


def shifted(chances: Sequence[float] | Chances, shift: float) -> Chances:
    """Chances with the log odds of each moved by as much; 0 stays 0 and 1 stays 1.

    Args:
        chances: (cases,) 0 … 1.
        shift: What is added to ln(p / (1 − p)).
    """
    given = np.asarray(chances, dtype=np.float64)
    odds = math.exp(min(_FARTHEST, max(-_FARTHEST, shift)))
    moved: Chances = odds * given / (1.0 - given + odds * given)
    return moved


def chance_of_difference(one: Sequence[float], one_good: int, other: Sequence[float], other_good: int) -> float | None:
    """How likely two sets of cases differ as much as they do, or more, if the figures are as right in both.

    The figures may be wrong by any one shift of all log odds: given how many ended well in all, how these fall to the
    two sets no longer depends on it, so that the test is exact whatever the shift. With equal chances throughout it is
    Fisher's exact test (Fisher 1935, section 21; the conditioning as in Cox 1970, "Analysis of binary data", 4.2).

    Args:
        one: The chances of the cases in one set.
        one_good: How many of them ended well.
        other: The chances of the cases in the other set.
        other_good: How many of them ended well.

    Returns:
        The chance; None where one set has no case that could have ended either way.
    """
    one_open, one_good = _undecided(one, one_good)
    other_open, other_good = _undecided(other, other_good)
    if not len(one_open) or not len(other_open):
        return None
    every, good = np.concatenate([one_open, other_open]), one_good + other_good
    if good in (0, len(every)):
        return 1.0
    shift = _shift_for(every, good)
    law, rest = chances_of_number(shifted(one_open, shift)), chances_of_number(shifted(other_open, shift))
    least, most = max(0, good - len(other_open)), min(good, len(one_open))
    joint = np.array([law[k] * rest[good - k] for k in range(least, most + 1)])
    return _as_odd(joint / joint.sum(), one_good - least)


def _undecided(chances: Sequence[float], good: int) -> tuple[Chances, int]:
    """The cases that could end either way, and how many of them ended well; what was certain says nothing here.

    Where certain cases ended against what was certain, they are taken to be among those that did not.
    """
    given = np.asarray(chances, dtype=np.float64)
    left = np.clip(given[(given > 0.0) & (given < 1.0)], _SUREST, 1.0 - _SUREST)
    return left, min(len(left), max(0, good - int((given == 1.0).sum())))


def _shift_for(chances: Chances, good: int) -> float:
    """The shift under which this many are expected to end well."""
    low, high = -_FARTHEST, _FARTHEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if shifted(chances, middle).sum() < good else (low, middle)
    return (low + high) / 2.0


def noticed(chances: Sequence[float], shift: float, level: float = LEVEL) -> float:
    """How often it would be noticed that the true log odds differ from the stated ones by a shift (the test's power).

    Args:
        chances: (cases,) the stated chances.
        shift: By how much the true log odds differ.
        level: What counts as noticed: as odd as this or odder.
    """
    law = chances_of_number(chances)
    order = np.argsort(law)
    reached = np.cumsum(law[order])
    # cases as likely as each other are summed together, as in `chance_of_as_odd`
    last = np.searchsorted(law[order], law[order] * _SAME, side="right") - 1
    odd = order[reached[last] <= level]
    return float(chances_of_number(shifted(chances, shift))[odd].sum())


def proportion_interval(number: int, cases: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval for a chance of which this many good ends were seen (Clopper and Pearson 1934).

    It covers the true chance at least 1 − level of the time, whatever the chance and however few the cases.

    Args:
        number: How many ended well, 0 … cases.
        cases: How many there were, at least 1.
        level: How often it may miss, half on either side.
    """
    below = 0.0 if number == 0 else _where_tail(number, cases, level / 2.0)
    above = 1.0 if number == cases else 1.0 - _where_tail(cases - number, cases, level / 2.0)
    return below, above


def _where_tail(number: int, cases: int, tail: float) -> float:
    """The chance under which at least `number` of `cases` end well as often as `tail`."""
    ends = np.arange(number, cases + 1, dtype=np.float64)
    ways = math.lgamma(cases + 1) - np.array([math.lgamma(k + 1) + math.lgamma(cases - k + 1) for k in ends])
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        reached = np.exp(ways + ends * math.log(middle) + (cases - ends) * math.log1p(-middle)).sum()
        low, high = (middle, high) if reached < tail else (low, middle)
    return (low + high) / 2.0
