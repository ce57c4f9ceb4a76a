"""The plan: the safest course of a mission, what it is worth, and what to do when it goes wrong.

`make_plan` charts the pack as a decision problem, solves it, and once more with a longer horizon, side by side; then it
follows the policy forward: outcome, course, first steps, fallbacks.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.planning.compiling import Charted, Departures, Moment, chart
from waystation.planning.course import First, Hop, course_from, first_at, likeliest_joint
from waystation.planning.fallbacks import Fallback, fallbacks
from waystation.planning.horizon import LIKELY, ShortHorizon, compare_horizons
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.solver.solve import Policy, side_by_side, solve
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["Plan", "days_of", "make_plan", "time_of"]


@dataclass(frozen=True)
class Plan:
    """The safest course of a mission from a moment on.

    Args:
        charted: The pack as a decision problem.
        policy: What to do in every state.
        outcome: What it leads to.
        course: The policy's most likely line.
        first: What to do first at the likeliest levels.
        first_by_level: What to do first at other levels, where it differs, by "condition=level".
        fallbacks: What to do when a hop of the course goes wrong.
        short_horizon: Where a longer horizon would change the plan, or None.
        seconds: How long each stage took.
    """

    charted: Charted
    policy: Policy
    outcome: Outcome
    course: tuple[Hop, ...]
    first: First
    first_by_level: dict[str, First]
    fallbacks: tuple[Fallback, ...]
    short_horizon: ShortHorizon | None
    seconds: dict[str, float]

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.charted.pack

    @property
    def over_budget(self) -> bool:
        """Whether the expected cost exceeds the budget."""
        budget = self.pack.mission.budget
        return budget is not None and self.outcome.cost > budget + 1e-9

    @property
    def days(self) -> float | None:
        """Expected days from the moment of the plan until arrival, given safe."""
        return days_of(self.charted, self.outcome)


def days_of(charted: Charted, outcome: Outcome) -> float | None:
    """Expected days from the start of a plan until arrival, given safe; None if never."""
    if outcome.arrival is None:
        return None
    return (outcome.arrival.expected - charted.start.step) * charted.pack.clock.step_minutes / 1440.0


def time_of(charted: Charted, steps: float) -> datetime:
    """The instant of a step that need not be whole, in the clock's own offset."""
    clock = charted.pack.clock
    return (clock.start + timedelta(minutes=round(steps * clock.step_minutes))).astimezone(clock.zone)


def make_plan(
    pack: Pack,
    departures: Departures | None = None,
    moment: Moment | None = None,
    calendars: Calendars | None = None,
) -> Plan:
    """Plan a mission.

    Args:
        pack: The mission and its world, gauges already estimated.
        departures: Instants of the legs that have a timetable.
        moment: From where and when; default the mission's own start.
        calendars: When legs may leave, on the pack's longer clock, where that has been worked out before.

    Returns:
        The plan.
    """
    began = time.perf_counter()
    charted = chart(pack, departures, moment, calendars)
    compiled = time.perf_counter()
    first_step = charted.start.step
    policy, longer = side_by_side(lambda problem: solve(problem, first_step), (charted.problem, charted.longer))
    solved = time.perf_counter()
    outcome = outcome_of(charted, policy, LIKELY)
    joint = likeliest_joint(charted)
    course = course_from(charted, policy, charted.start.step, charted.start.node, joint)
    first = first_at(charted, policy, joint)
    return Plan(
        charted=charted,
        policy=policy,
        outcome=outcome,
        course=course,
        first=first,
        first_by_level=_first_by_level(charted, policy, joint, first),
        fallbacks=fallbacks(charted, policy, course),
        short_horizon=compare_horizons(charted, policy, outcome, longer),
        seconds={"compile": compiled - began, "solve": solved - compiled, "explain": time.perf_counter() - solved},
    )


def _first_by_level(charted: Charted, policy: Policy, joint: int, first: First) -> dict[str, First]:
    """What to do first with one condition at another level, for each condition where that differs from `first`."""
    found: dict[str, First] = {}
    here = charted.levels.joint[joint]
    for position, condition in enumerate(charted.levels.visible):
        by_level = {}
        for level in condition.levels:
            other = charted.levels.joint.index((*here[:position], level, *here[position + 1 :]))
            by_level[f"{condition.id}={level}"] = first_at(charted, policy, other)
        if any(answer != first for answer in by_level.values()):
            found.update(by_level)
    return found
