"""What if: the same mission with something otherwise, planned beside the plan as it is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from waystation.planning.compiling import Departures, Moment
from waystation.planning.course import Hop
from waystation.planning.plan import Plan, make_plan
from waystation.solver.spreading import spread
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["Beside", "Mission", "plan_beside"]


@dataclass(frozen=True)
class Mission:
    """What a plan is made from.

    Args:
        pack: The mission and its world, gauges already estimated.
        departures: Instants of the legs that have a timetable.
        moment: From where and when; None for the mission's own start.
        calendars: When legs may leave, on the pack's longer clock.
    """

    pack: Pack
    departures: Departures
    moment: Moment | None
    calendars: Calendars


@dataclass(frozen=True)
class Beside:
    """Two plans of one mission.

    Args:
        before: As it is.
        after: With something otherwise.
    """

    before: Plan
    after: Plan

    @property
    def other_first(self) -> bool:
        """Whether the first step is another: another leg, or at another time."""
        old, new = (plan.course[0] if plan.course else None for plan in (self.before, self.after))
        if old is None or new is None:
            return old is not new
        return (old.leg.id, old.leg.origin, _when(self.before, old)) != (
            new.leg.id,
            new.leg.origin,
            _when(self.after, new),
        )

    @property
    def other_legs(self) -> bool:
        """Whether the course goes by other legs."""
        pairs = zip_longest(self.before.course, self.after.course)
        return any(a is None or b is None or (a.leg.id, a.leg.back) != (b.leg.id, b.leg.back) for a, b in pairs)


def _when(plan: Plan, hop: Hop) -> object:
    return plan.pack.clock.at(hop.step)


def plan_beside(before: Mission, after: Mission) -> Beside:
    """Plan a mission as it is, and with something otherwise, at once.

    Args:
        before: As it is.
        after: With something otherwise.
    """
    plans = spread(lambda m: make_plan(m.pack, m.departures, m.moment, m.calendars), (before, after))
    return Beside(*plans)
