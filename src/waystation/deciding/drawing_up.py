"""Drawing up the ways of a request: from a plan of a mission to what it would take of everything that is shared."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import numpy as np

from waystation.deciding.requests import Way
from waystation.planning.beds import presence
from waystation.planning.compiling import Charted
from waystation.planning.course import course_from, likeliest_joint
from waystation.planning.other_ways import Candidate, find_candidates
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.planning.plan import Plan
from waystation.planning.walks import walk_of
from waystation.solver.solve import Policy, side_by_side

__all__ = ["NEEDED", "ways_of"]

NEEDED = 0.1
"""A bed is kept for every night on which they are there with at least this chance."""

LEAST_SHARE = 0.5
"""A way that arrives less than half as often as the safest is no alternative."""


def ways_of(plan: Plan, first_day: datetime, beds: Collection[str], tells: float, most: int) -> tuple[Way, ...]:
    """The safest way of a plan, and others that take less of what is shared.

    Args:
        plan: The plan, from the mission's own start.
        first_day: The beginning of the first day of the period, in the zone in which its nights are counted.
        beds: Ids of the places where beds are counted.
        tells: How often a house becomes known if those who used it are taken.
        most: How many ways, >= 1.

    Returns:
        The safest first, then the cheapest, the one that tells the fewest brokers and the one that needs the fewest
        beds; none where nobody arrives.
    """
    candidates = [Candidate(plan.policy), *(find_candidates(plan) if most > 1 else ())]
    charted = plan.charted
    outcomes = side_by_side(lambda candidate: outcome_of(charted, candidate.policy), candidates)
    safest = outcomes[0]
    if safest.safe.mid <= 0.0:
        return ()
    found = [
        (candidate.policy, outcome)
        for candidate, outcome in zip(candidates, outcomes, strict=True)
        if outcome.safe.mid >= LEAST_SHARE * safest.safe.mid and outcome.arrival is not None
    ]
    kept: list[tuple[str, Policy, Outcome]] = [("safest", *found[0])] if found else []
    for label, best in (
        ("cheapest", min(found, key=lambda one: (one[1].cost, -one[1].safe.low), default=None)),
        ("fewest told", min(found, key=lambda one: (len(one[1].told), -one[1].safe.low), default=None)),
        ("soonest", min(found, key=lambda one: (_expected(one[1]), -one[1].safe.low), default=None)),
    ):
        if best is not None and len(kept) < most and all(best[1] is not other for _, _, other in kept):
            kept.append((label, *best))
    return tuple(
        _way(charted, label, policy, outcome, first_day=first_day, beds=beds, tells=tells)
        for label, policy, outcome in kept
    )


def _expected(outcome: Outcome) -> float:
    return outcome.arrival.expected if outcome.arrival is not None else float("inf")


def _way(
    charted: Charted,
    label: str,
    policy: Policy,
    outcome: Outcome,
    *,
    first_day: datetime,
    beds: Collection[str],
    tells: float,
) -> Way:
    pack, start = charted.pack, charted.start
    clock = pack.clock
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    promised = sum(hop.paid_now + hop.paid_then for hop in course)
    assert outcome.arrival is not None
    day = _days(first_day, clock.at(start.step))
    until = max(day, _days(first_day, clock.at(outcome.arrival.p90)))
    there = {
        place: chances
        for place, chances in presence(walk_of(charted, policy)).items()
        if place in beds and place != pack.mission.origin
    }
    nights = {
        (place, _night(first_day, clock.at(int(step))))
        for place, chances in there.items()
        for step in np.flatnonzero(chances >= NEEDED)
        if _sleeping(first_day, clock.at(int(step)))
    }
    engaged = {
        (hop.leg.broker, on)
        for hop in course
        if hop.leg.broker is not None
        for on in range(_days(first_day, clock.at(hop.step)), _days(first_day, clock.at(hop.arrives)) + 1)
    }
    burns = tuple(
        (place, tells * outcome.lost * min(1.0, float(chances.max())))
        for place, chances in sorted(there.items())
        if outcome.lost > 0.0
    )
    cost = max(outcome.cost, promised)
    low, mid = outcome.safe.low, max(outcome.safe.mid, outcome.safe.low)
    mid = min(1.0, mid)
    return Way(label, day, until, low, mid, cost, _sorted(nights), _sorted(engaged), outcome.told, burns)


def _sorted(pairs: Collection[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0])))


def _days(first_day: datetime, instant: datetime) -> int:
    """How many days after the first an instant lies."""
    return (instant - first_day) // timedelta(days=1)


def _night(first_day: datetime, instant: datetime) -> int:
    """The night that an instant belongs to: the one that follows its day, until noon."""
    return max(0, _days(first_day, instant - timedelta(hours=12)))


def _sleeping(first_day: datetime, instant: datetime) -> bool:
    """Whether a bed is needed at an instant: between eight in the evening and six in the morning."""
    hour = instant.astimezone(first_day.tzinfo).hour
    return hour >= 20 or hour < 6
