"""When a broker who kept faith begins to fail: noticed early, with false alarms counted.

A one-sided cumulative sum over what happened, in order (Page 1954, "Continuous inspection schemes"), adjusted to what
could be expected of each attempt (Steiner et al. 2000, "Monitoring surgical performance using risk-adjusted
cumulative sum charts"): S ← max(0, S + w·step), w the grade weight of the report, and

    step = ln R − ln(1 − p + R·p)  where it went wrong,     step = −ln(1 − p + R·p)  where it arrived,

p the chance that the attempt goes wrong although nothing has changed (caught, back or late by the pack's own middles,
at least `STEADY`), R the odds ratio that takes `STEADY` to `FAILING`. Late, back and caught are failures, since a
broker who was turned does all three; betrayed, or faith said to be broken, counts as three. Harm says nothing of the
broker.

An alarm begins when S reaches the threshold and stands until S is 0 again; it dates from when S last left 0. The
threshold is chosen by `measured`: few false alarms on steady brokers, and a short delay on those who begin to fail.
What no record can show is named by `ledger` and not here: somebody who was turned and goes on delivering.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["BROKEN", "FAILING", "STEADY", "THRESHOLD", "Measured", "Rise", "measured", "rise_of", "step_of"]

STEADY, FAILING = 0.03, 0.30
"""The chance of failure of a broker who is steady, and of one who fails, that are to be told apart."""
THRESHOLD = 3.0
"""An alarm begins here: the second failure within some five attempts, of reports that count in full."""
_ODDS_RATIO = FAILING / (1.0 - FAILING) * (1.0 - STEADY) / STEADY
_MOST_EXPECTED = 0.9
BROKEN = 3.0
"""As how many failures a betrayal counts."""


class Rise(NamedTuple):
    """A sum that has passed the threshold and not come back.

    Args:
        since: The number of the first step of the rise.
        value: The sum now.
        passed: The number of the step at which it passed the threshold.
    """

    since: int
    value: float
    passed: int


def step_of(failed: bool, expected: float = STEADY, times: float = 1.0) -> float:
    """What one attempt adds to the sum.

    Args:
        failed: Whether it went wrong.
        expected: The chance that it goes wrong although nothing has changed, 0 … 1.
        times: As how many failures it counts.

    Returns:
        Its step, for a report that counts in full; positive if it failed.
    """
    p = min(_MOST_EXPECTED, max(STEADY, expected))
    usual = math.log(1.0 - p + _ODDS_RATIO * p)
    return times * (math.log(_ODDS_RATIO) - usual) if failed else -usual


def rise_of(steps: Iterable[float], threshold: float = THRESHOLD) -> Rise | None:
    """The alarm that stands after all steps, if there is one.

    Args:
        steps: Each attempt's step times the weight of its report, in order.
        threshold: Where an alarm begins, > 0.
    """
    value, since, passed = 0.0, 0, -1
    for number, step in enumerate(steps):
        if value == 0.0:
            since, passed = number, -1
        value += step
        if value <= 0.0:
            value, passed = 0.0, -1
        elif passed < 0 and value >= threshold:
            passed = number
    return Rise(since, value, passed) if passed >= 0 else None


class Measured(NamedTuple):
    """How a threshold does on simulated histories.

    Args:
        threshold: The threshold.
        false_per_100: Alarms that begin, per 100 engagements of steady brokers.
        delay: Mean number of engagements from the change until the alarm begins.
        delay_p90: The same for nine brokers out of ten.
        noticed_in_20: The share of brokers noticed within 20 engagements of the change.
    """

    threshold: float
    false_per_100: float
    delay: float
    delay_p90: int
    noticed_in_20: float


def measured(threshold: float = THRESHOLD, weight: float = 1.0, brokers: int = 2000, seed: int = 1) -> Measured:
    """Try a threshold on brokers who stay steady, and on brokers who begin to fail after 30 engagements.

    Args:
        threshold: Where an alarm begins, > 0.
        weight: The grade weight of every report, 0 … 1.
        brokers: How many of each; the steady ones have 200 engagements.
        seed: Of the chance.
    """
    chance = random.Random(seed)
    good, bad = weight * step_of(False), weight * step_of(True)

    def history(failing: float) -> Iterator[float]:
        while True:
            yield bad if chance.random() < failing else good

    false = sum(_begins(history(STEADY), 0.0, threshold, 200)[1] for _ in range(brokers))
    delays = []
    for _ in range(brokers):
        before = _begins(history(STEADY), 0.0, math.inf, 30)[0]
        delays.append(_until(history(FAILING), before, threshold))
    delays.sort()
    return Measured(
        threshold=threshold,
        false_per_100=false / (brokers * 2.0),
        delay=sum(delays) / brokers,
        delay_p90=delays[math.ceil(0.9 * brokers) - 1],
        noticed_in_20=sum(delay <= 20 for delay in delays) / brokers,
    )


def _begins(steps: Iterator[float], value: float, threshold: float, most: int) -> tuple[float, int]:
    """The sum after so many steps, and how many alarms have begun."""
    begun, alarmed = 0, False
    for _ in range(most):
        value = max(0.0, value + next(steps))
        if value >= threshold and not alarmed:
            begun, alarmed = begun + 1, True
        alarmed = alarmed and value > 0.0
    return value, begun


def _until(steps: Iterator[float], value: float, threshold: float) -> int:
    """How many steps it takes until an alarm stands; at least one."""
    for number, step in enumerate(steps, start=1):
        value = max(0.0, value + step)
        if value >= threshold:
            return number
    raise AssertionError("histories are endless")
