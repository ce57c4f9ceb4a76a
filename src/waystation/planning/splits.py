"""Splitting a party: every split that the `together` words allow, each group planned as a party of its own.

A group has its own pace, strength, crowding and reward. Groups that are alike (as many, as slow, as weak) have the
same plan, which is made once. Groups leave at once; where a house is too small for all who may come, also one after
another, a day or two apart, and whoever is ranked first has the beds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from waystation.errors import Usage
from waystation.planning.beds import Sleeper, free_beds
from waystation.planning.compiling import Charted, Departures, chart
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.planning.parting import MOST_GROUPS, partings
from waystation.planning.plan import days_of
from waystation.planning.restricting import leaving_later, with_beds
from waystation.planning.together import Company, Party, Together
from waystation.planning.walks import Walk, walk_of
from waystation.solver.solve import solve
from waystation.solver.spreading import HERE, Watch, Workers, spread
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["APART_HOURS", "Group", "Split", "split_party"]

APART_HOURS = (0.0, 24.0, 48.0)
"""How many hours apart groups leave, where nothing is said."""


@dataclass(frozen=True)
class Group:
    """One group of a split.

    Args:
        travellers: Their ids.
        leaves: The first step at which it may leave.
        charted: Its mission as a decision problem, with the beds that it may use.
        outcome: What its plan leads to.
        days: Expected days until arrival, given safe; None if never.
        course: Its most likely line.
        kept_out: Places where it may not always sleep, for others have the beds.
    """

    travellers: tuple[str, ...]
    leaves: int
    charted: Charted
    outcome: Outcome
    days: float | None
    course: tuple[Hop, ...]
    kept_out: tuple[str, ...]


@dataclass(frozen=True)
class Split:
    """One way to part the party, with the departures that are best for it.

    Args:
        groups: The groups.
        together: The chance that all arrive, and how many are expected to.
    """

    groups: tuple[Group, ...]
    together: Together

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the brokers told by anybody, in pack order."""
        told = {broker for group in self.groups for broker in group.outcome.told}
        return tuple(broker.id for broker in self.groups[0].charted.pack.brokers if broker.id in told)

    @property
    def cost(self) -> float:
        """Expected money spent by all."""
        return sum(group.outcome.cost for group in self.groups)


class _Kind(NamedTuple):
    """All of a group that its plan depends on."""

    people: int
    pace: float
    stamina: float

    def rank(self) -> tuple[int, float, float]:
        """The largest group is ranked first, of equals the slowest and the weakest: they find a bed least easily."""
        return -self.people, self.pace, self.stamina


class _Way(NamedTuple):
    """A plan to be made: for whom, from when, with which beds (by place, hours as bytes)."""

    kind: _Kind
    leaves: int
    beds: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class _Made:
    """A plan that was made."""

    charted: Charted
    walk: Walk
    outcome: Outcome
    course: tuple[Hop, ...]


def split_party(
    pack: Pack,
    departures: Departures | None = None,
    calendars: Calendars | None = None,
    *,
    runs: int = 2000,
    seed: int = 1,
    most_groups: int = MOST_GROUPS,
    apart_hours: float | None = None,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> list[Split]:
    """Compare every split of a party, the undivided party among them.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, where that has been worked out before.
        runs: How many courses of the conditions are drawn where a chance is not worked out exactly.
        seed: The same seed gives the same courses.
        most_groups: The most groups, 1 … 4.
        apart_hours: How many hours after one another groups leave; default at once, and where beds are short the best
            of `APART_HOURS`.
        workers: Who makes the plans.
        watch: Told of each plan that is made.

    Returns:
        The splits, the best first: by the chance at worst that all arrive, then nominally, then by the expected number.

    Raises:
        Usage: If there are too many splits, or a later departure asked for where nobody can wait.
    """
    ways = partings(pack.travellers, most_groups)
    planner = _Planner(pack, departures, calendars, apart_hours, partial(spread, workers=workers, watch=watch))
    kinds = {way: [planner.kind(group) for group in way] for way in ways}
    planner.make({_Way(kind, 0) for each in kinds.values() for kind in each})
    schedules = {tuple(sorted(each)): planner.schedules(sorted(each, key=_Kind.rank)) for each in kinds.values()}
    made = list(planner.made)
    index = {way: position for position, way in enumerate(made)}
    company = Company([Party(planner.made[way].walk, way.kind.people) for way in made], runs, seed)
    best = {
        key: max(found, key=lambda s: _order(company.together(index[w] for w in s))) for key, found in schedules.items()
    }
    splits = []
    for way in ways:
        chosen = best[tuple(sorted(kinds[way]))]
        groups = planner.groups(way, chosen)
        splits.append(Split(groups, company.together(index[plan] for plan in chosen)))
    return sorted(splits, key=lambda split: (_order(split.together), -len(split.groups)), reverse=True)


def _order(together: Together) -> tuple[float, float, float]:
    """Rounded, so that rounding does not order what is equal."""
    every, expected = together.all_safe, together.expected_safe
    return round(every.low, 12), round(every.mid, 12), round(expected.low, 12)


_Task = tuple[Pack, _Way]
"""A plan to be made, with the mission of the group."""


def _plan(task: _Task, departures: Departures | None, calendars: Calendars) -> _Made:
    """Make one plan."""
    pack, way = task
    charted = leaving_later(chart(pack, departures, None, calendars), way.leaves)
    charted = with_beds(charted, {place: np.frombuffer(data, np.bool_) for place, data in way.beds})
    start = charted.start
    policy = solve(charted.problem, start.step)
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    return _Made(charted, walk_of(charted, policy), outcome_of(charted, policy), course)


class _Planner:
    """Makes each plan once."""

    def __init__(
        self,
        pack: Pack,
        departures: Departures | None,
        calendars: Calendars | None,
        apart_hours: float | None,
        spreading: Callable[[Callable[[_Task], _Made], Sequence[_Task]], list[_Made]],
    ) -> None:
        self.pack = pack
        self.departures = departures
        self.calendars = calendars or Calendars(pack.clock.longer)
        self.spread = spreading
        self.by_id = {traveller.id: traveller for traveller in pack.travellers}
        self.made: dict[_Way, _Made] = {}
        self.sleepers: dict[_Way, Sleeper] = {}
        stays = not pack.place[pack.mission.origin].no_waiting
        self.asked = apart_hours is not None
        if apart_hours and not stays:
            raise Usage("cannot_wait", place=pack.mission.origin)
        wanted = (apart_hours,) if apart_hours is not None else APART_HOURS if stays else (0.0,)
        self.apart = [round(hours * 60 / pack.clock.step_minutes) for hours in wanted]

    def kind(self, group: Sequence[str]) -> _Kind:
        """All that a group's plan depends on."""
        people = [self.by_id[name] for name in group]
        return _Kind(len(people), min(p.pace for p in people), min(p.stamina for p in people))

    def make(self, ways: set[_Way]) -> None:
        """Make the plans that have not been made yet, side by side."""
        wanted = sorted(ways - self.made.keys())
        work = partial(_plan, departures=self.departures, calendars=self.calendars)
        for way, made in zip(wanted, self.spread(work, [(self._party(way.kind), way) for way in wanted]), strict=True):
            self.made[way] = made

    def _party(self, kind: _Kind) -> Pack:
        """The mission for a group of its own; of a hard budget it has the share of its heads."""
        members = [t for t in self.pack.travellers if t.pace >= kind.pace and t.stamina >= kind.stamina]
        someone = members[0].model_copy(update={"pace": kind.pace, "stamina": kind.stamina})
        mission = self.pack.mission
        if mission.budget_hard and mission.budget is not None:
            share = mission.budget * kind.people / self.pack.party_size
            mission = mission.model_copy(update={"budget": share})
        return replace(self.pack, travellers=(someone,) * kind.people, mission=mission)

    def schedules(self, kinds: Sequence[_Kind]) -> list[list[_Way]]:
        """The departures to compare for groups of these kinds, with a plan made for each group.

        Args:
            kinds: The groups, in the order in which they leave and choose their beds.
        """
        at_once = [_Way(kind, 0) for kind in kinds]
        short = any(free_beds(self._sleepers(at_once), [self.pack.mission.origin]))
        spacings = self.apart if short or self.asked else [0]
        return [
            self._bedded([_Way(kind, position * apart) for position, kind in enumerate(kinds)]) for apart in spacings
        ]

    def _bedded(self, ways: list[_Way]) -> list[_Way]:
        """The same departures, each group with the beds that it may use."""
        self.make(set(ways))
        free = free_beds(self._sleepers(ways), [self.pack.mission.origin])
        with_hours = [
            way._replace(beds=tuple(sorted((place, hours.tobytes()) for place, hours in beds.items())))
            for way, beds in zip(ways, free, strict=True)
        ]
        self.make(set(with_hours))
        return with_hours

    def _sleepers(self, ways: Sequence[_Way]) -> list[Sleeper]:
        for way in ways:
            made = self.made[way]
            self.sleepers.setdefault(way, Sleeper(made.charted, made.walk, way.kind.people))
        return [self.sleepers[way] for way in ways]

    def groups(self, parting: Sequence[tuple[str, ...]], ways: Sequence[_Way]) -> tuple[Group, ...]:
        """The groups of a split with the plans that were chosen for it, in the order in which they leave."""
        left = list(parting)
        found = []
        for way in ways:
            travellers = next(group for group in left if self.kind(group) == way.kind)
            left.remove(travellers)
            made = self.made[way]
            places = tuple(place for place, _ in way.beds)
            days = days_of(made.charted, made.outcome)
            found.append(Group(travellers, way.leaves, made.charted, made.outcome, days, made.course, places))
        return tuple(found)
