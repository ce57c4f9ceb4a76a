"""What a plan comes to, in the figures that a charter asks for: one solve, one pass of draws."""

from __future__ import annotations

from dataclasses import dataclass, replace

from waystation.deciding.verdict import Going
from waystation.planning.bases import Bases, bases_of
from waystation.planning.compiling import Charted, Moment, chart
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.likely import DRAWS, SEED, likely_of
from waystation.planning.outcomes import outcome_of
from waystation.planning.plan import Plan, days_of
from waystation.planning.sensitivity import Weight, weights_of
from waystation.planning.what_if import Mission
from waystation.solver.sensitivity import slopes
from waystation.solver.solve import Policy, solve
from waystation.solver.trail import follow
from waystation.world.pack import Pack

__all__ = ["Assessed", "assess", "assess_plan", "with_levels", "with_pack"]


@dataclass(frozen=True)
class Assessed:
    """A plan in figures, and how sure it is.

    Args:
        mission: What it was made from.
        charted: The mission as a decision problem.
        policy: What to do in every state.
        course: The policy's most likely line.
        going: Its figures.
        bases: What its risks rest on.
        weights: How much hangs on each belief, the heaviest at worst first.
    """

    mission: Mission
    charted: Charted
    policy: Policy
    course: tuple[Hop, ...]
    going: Going
    bases: Bases
    weights: tuple[Weight, ...]

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.mission.pack


def assess(mission: Mission, draws: int = DRAWS, seed: int = SEED) -> Assessed:
    """Plan a mission and say how sure the plan is.

    Args:
        mission: What it is made from.
        draws: How often the beliefs are drawn, >= 1.
        seed: The same seed gives the same draws.
    """
    charted = chart(mission.pack, mission.departures, mission.moment, mission.calendars)
    return _assessed(mission, charted, solve(charted.problem, charted.start.step), draws, seed)


def assess_plan(mission: Mission, plan: Plan, draws: int = DRAWS, seed: int = SEED) -> Assessed:
    """Say how sure a plan is that has been made already.

    Args:
        mission: What it was made from.
        plan: The plan.
        draws: How often the beliefs are drawn, >= 1.
        seed: The same seed gives the same draws.
    """
    return _assessed(mission, plan.charted, plan.policy, draws, seed)


def _assessed(mission: Mission, charted: Charted, policy: Policy, draws: int, seed: int) -> Assessed:
    trail, bases = follow(policy, charted.start), bases_of(charted)
    slope = slopes(trail)
    likely = likely_of(trail, bases, slope.met, draws, seed)
    outcome = outcome_of(charted, policy)
    course = course_from(charted, policy, charted.start.step, charted.start.node, likeliest_joint(charted))
    hop = course[0] if course else None
    going = Going(
        people=mission.pack.party_size,
        low=outcome.safe.low,
        mid=outcome.safe.mid,
        high=outcome.safe.high,
        p10=likely.p10,
        p50=likely.p50,
        p90=likely.p90,
        lost=outcome.lost,
        cost=outcome.cost,
        told=outcome.told,
        days=days_of(charted, outcome),
        first=hop.leg.id if hop is not None else None,
        departs=hop.departs_at(charted) if hop is not None else None,
    )
    return Assessed(mission, charted, policy, course, going, bases, weights_of(charted, bases, slope))


def with_pack(mission: Mission, pack: Pack) -> Mission:
    """The same mission with another pack of the same clock and legs' times."""
    return replace(mission, pack=pack)


def with_levels(mission: Mission, levels: dict[str, str], step: int | None = None) -> Mission:
    """The same mission with some conditions known to stand at a level, perhaps at a later step.

    Args:
        mission: The mission.
        levels: Levels by condition id.
        step: The step; default the mission's own moment.
    """
    moment = mission.moment or Moment(mission.pack.mission.origin)
    known = dict(moment.levels) if step in (None, moment.step) else {}
    return replace(
        mission,
        moment=replace(moment, levels={**known, **levels}, step=moment.step if step is None else step),
    )
