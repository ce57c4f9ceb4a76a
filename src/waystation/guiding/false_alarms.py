"""How often the watch would ring although all are well, by the plan's own delays, and how long it waits in exchange.

A sign of life comes when the leg or stay ends, plus the time that people take to call. The leg ends on time, held up or
turned back, with the plan's own chances given that nothing fatal happens; calls take a log-normal time, stated by two
of its quantiles. So the chance that it comes after the grace is a sum of three terms, worked out and not estimated, and
falls as the grace grows: the grace for a wanted rate is found by halving. What is not counted: habits of one caller
that make one late call likelier after another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from random import Random
from statistics import NormalDist

from waystation.world.charter_watch import CallHabits

__all__ = [
    "RATES",
    "Choice",
    "Spread",
    "call_delay",
    "choices",
    "false_alarm_rate",
    "grace_for",
    "outcome_of",
    "unanswered",
]

RATES = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Rates that a choice is offered of."""
MINUTE = 60
LONGEST = 60 * 24 * 60 * 60
"""No grace is longer than this, in seconds."""
NORMAL = NormalDist()
NINE_IN_TEN = NORMAL.inv_cdf(0.9)

Spread = tuple[tuple[float, float], ...]
"""When what is expected happens, in seconds after it is due, and with which chance; the chances sum to 1."""


@dataclass(frozen=True)
class Choice:
    """What a rate of false alarms means for the check-ins ahead.

    Args:
        rate: The rate that was asked for; None for a grace that is the same for all.
        shortest: The shortest grace among them, in seconds.
        mean: The mean grace, in seconds: by so much longer nobody knows of what did happen.
        longest: The longest, in seconds.
        false_alarms: How many of them would ring although all are well, in the mean.
        any: The chance that at least one of them would.
        checks: How many there are.
    """

    rate: float | None
    shortest: float
    mean: float
    longest: float
    false_alarms: float
    any: float
    checks: int


def unanswered(calls: CallHabits, seconds: float) -> float:
    """The chance that a call has not come so long after it could: 1 until then.

    Args:
        calls: By when half, and nine in ten, of them come.
        seconds: How long; negative before it could.
    """
    if seconds <= 0.0:
        return 1.0
    middle, spread = _log_normal(calls.half, calls.most)
    return 0.5 * math.erfc((math.log(seconds / MINUTE) - middle) / (spread * math.sqrt(2.0)))


@lru_cache(maxsize=64)
def _log_normal(half: float, most: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of minutes, by the median and the ninth decile."""
    return math.log(half), (math.log(most) - math.log(half)) / NINE_IN_TEN


def call_delay(calls: CallHabits, chance: Random) -> timedelta:
    """How long somebody who is well takes to call, drawn by chance.

    Args:
        calls: By when half, and nine in ten, of them come.
        chance: Where chance comes from.
    """
    return timedelta(minutes=chance.lognormvariate(*_log_normal(calls.half, calls.most)))


def false_alarm_rate(spread: Spread, calls: CallHabits, grace: float) -> float:
    """The chance that a sign of life comes after the grace although all are well.

    Args:
        spread: When what it tells of happens.
        calls: How long people take to call.
        grace: Seconds after it is due.
    """
    return math.fsum(chance * unanswered(calls, grace - later) for later, chance in spread)


@lru_cache(maxsize=4096)
def grace_for(spread: Spread, calls: CallHabits, rate: float) -> float:
    """The shortest grace, in whole minutes, under which no more than a share of such check-ins rings falsely.

    Args:
        spread: When what is told of happens.
        calls: How long people take to call.
        rate: The share, greater than 0.

    Returns:
        Seconds.
    """
    low, high = 0, LONGEST // MINUTE
    if false_alarm_rate(spread, calls, 0.0) <= rate:
        return 0.0
    while high - low > 1:
        middle = (low + high) // 2
        if false_alarm_rate(spread, calls, middle * MINUTE) <= rate:
            high = middle
        else:
            low = middle
    return float(high * MINUTE)


def graced(
    spreads: Sequence[Spread], calls: CallHabits, *, rate: float | None, grace: float | None
) -> list[tuple[float, float]]:
    """The grace of each of some check-ins, in seconds, and the chance that it rings although all are well.

    Args:
        spreads: One for each check-in.
        calls: How long people take to call.
        rate: The rate that is asked for, where the grace is found from it.
        grace: The same grace for all, in seconds, instead.
    """
    graces = [grace if grace is not None else grace_for(one, calls, rate or RATES[-1]) for one in spreads]
    return [(each, false_alarm_rate(one, calls, each)) for one, each in zip(spreads, graces, strict=True)]


def choice_of(rate: float | None, found: Sequence[tuple[float, float]]) -> Choice:
    """What a choice comes to.

    Args:
        rate: The rate that was asked for; None for a grace that is the same for all.
        found: The grace of each check-in, and its chance of ringing falsely, as `graced` gives them.
    """
    graces, rates = [grace for grace, _ in found], [chance for _, chance in found]
    none = math.exp(math.fsum(math.log1p(-min(each, 1.0 - 1e-15)) for each in rates))
    mean = math.fsum(graces) / len(graces) if graces else 0.0
    shortest, longest = min(graces, default=0.0), max(graces, default=0.0)
    return Choice(rate, shortest, mean, longest, math.fsum(rates), 1.0 - none, len(graces))


def outcome_of(spreads: Sequence[Spread], calls: CallHabits, *, rate: float | None, grace: float | None) -> Choice:
    """What a rate, or one grace for all, means for some check-ins; see `graced`."""
    return choice_of(None if grace is not None else rate, graced(spreads, calls, rate=rate, grace=grace))


def choices(spreads: Sequence[Spread], calls: CallHabits, rates: Sequence[float] = RATES) -> list[Choice]:
    """What each of several rates would mean, the rarest alarms first: fewer false alarms, longer in the dark."""
    return [outcome_of(spreads, calls, rate=rate, grace=None) for rate in sorted(rates)]
