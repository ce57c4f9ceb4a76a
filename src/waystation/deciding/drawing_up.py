"""Drawing up the ways of a request: from a plan of a mission to what it would take of everything that is shared.

How a way stands before the charter is `permitting`'s business.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from waystation.deciding.permits import Permit
from waystation.deciding.requests import Way
from waystation.planning.beds import presence
from waystation.planning.compiling import Charted
from waystation.planning.course import course_from, likeliest_joint
from waystation.planning.other_ways import Candidate, find_candidates
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.planning.plan import Plan
from waystation.planning.walks import walk_of
from waystation.solver.solve import Policy, side_by_side

__all__ = ["NEEDED", "Drawn", "Period", "drawn_ways", "way_of"]

NEEDED = 0.1
"""A bed is kept for every night on which they are there with at least this chance."""

LEAST_SHARE = 0.5
"""A way that arrives less than half as often as the safest is no alternative."""


@dataclass(frozen=True)
class Period:
    """What ways are drawn up for.

    Args:
        first_day: The beginning of the first day of the period, in the zone in which its nights are counted.
        beds: Ids of the places where beds are counted.
        tells: How often a house becomes known if those who used it are taken.
        ways: How many ways of one departure, at most, >= 1.
    """

    first_day: datetime
    beds: Collection[str]
    tells: float
    ways: int

    def day(self, instant: datetime) -> int:
        """How many days after the first an instant lies."""
        return (instant - self.first_day) // timedelta(days=1)

    def night(self, instant: datetime) -> int:
        """The night that an instant belongs to: the one that follows its day, until noon."""
        return max(0, self.day(instant - timedelta(hours=12)))


@dataclass(frozen=True)
class Drawn:
    """One way of leaving.

    Args:
        label: What it is called.
        policy: What to do in every state.
        outcome: What it leads to.
    """

    label: str
    policy: Policy
    outcome: Outcome


def drawn_ways(plan: Plan, most: int, least: float = 0.0) -> list[Drawn]:
    """The safest way of a plan, and others that take less of what is shared.

    Args:
        plan: The plan, from the mission's own start.
        most: How many ways, >= 1.
        least: The least chance of arriving at worst that another way than the safest must have.

    Returns:
        The safest first, then the cheapest, the one that tells the fewest brokers and the soonest; none where nobody
        arrives.
    """
    candidates = [Candidate(plan.policy), *(find_candidates(plan) if most > 1 else ())]
    charted = plan.charted
    outcomes = side_by_side(lambda candidate: outcome_of(charted, candidate.policy), candidates)
    safest = outcomes[0]
    if safest.safe.mid <= 0.0 or safest.arrival is None:
        return []
    others = [
        (candidate.policy, outcome)
        for candidate, outcome in zip(candidates, outcomes, strict=True)
        if outcome.safe.mid >= LEAST_SHARE * safest.safe.mid and outcome.arrival is not None
    ]
    found = [other for other in others if other[1].safe.low >= least]
    kept = [Drawn("safest", plan.policy, safest)]
    for label, best in (
        ("cheapest", min(found, key=lambda one: (one[1].cost, -one[1].safe.low), default=None)),
        ("fewest told", min(found, key=lambda one: (len(one[1].told), -one[1].safe.low), default=None)),
        ("soonest", min(found, key=lambda one: (_expected(one[1]), -one[1].safe.low), default=None)),
    ):
        if best is not None and len(kept) < most and all(best[0] is not other.policy for other in kept):
            kept.append(Drawn(label, *best))
    return kept


def _expected(outcome: Outcome) -> float:
    return outcome.arrival.expected if outcome.arrival is not None else float("inf")


def way_of(charted: Charted, drawn: Drawn, permit: Permit, period: Period) -> Way:
    """What a way takes of everything that is shared.

    Args:
        charted: The mission as a decision problem.
        drawn: The way; somebody arrives by it.
        permit: How it stands before the charter.
        period: What it is drawn up for.
    """
    pack, start, policy, outcome = charted.pack, charted.start, drawn.policy, drawn.outcome
    clock = pack.clock
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    promised = sum(hop.paid_now + hop.paid_then for hop in course)
    assert outcome.arrival is not None
    day = period.day(clock.at(start.step))
    until = max(day, period.day(clock.at(outcome.arrival.p90)))
    there = {
        place: chances
        for place, chances in presence(walk_of(charted, policy)).items()
        if place in period.beds and place != pack.mission.origin
    }
    nights = {
        (place, period.night(clock.at(int(step))))
        for place, chances in there.items()
        for step in np.flatnonzero(chances >= NEEDED)
        if _sleeping(period, clock.at(int(step)))
    }
    engaged = {
        (hop.leg.broker, on)
        for hop in course
        if hop.leg.broker is not None
        for on in range(period.day(clock.at(hop.step)), period.day(clock.at(hop.arrives)) + 1)
    }
    burns = tuple(
        (place, period.tells * outcome.lost * min(1.0, float(chances.max())))
        for place, chances in sorted(there.items())
        if outcome.lost > 0.0
    )
    low, mid = outcome.safe.low, min(1.0, max(outcome.safe.mid, outcome.safe.low))
    return Way(
        drawn.label,
        day,
        until,
        low,
        mid,
        permit,
        max(outcome.cost, promised),
        _sorted(nights),
        _sorted(engaged),
        outcome.told,
        burns,
    )


def _sorted(pairs: Collection[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair[1], pair[0])))


def _sleeping(period: Period, instant: datetime) -> bool:
    """Whether a bed is needed at an instant: between eight in the evening and six in the morning."""
    hour = instant.astimezone(period.first_day.tzinfo).hour
    return hour >= 20 or hour < 6
