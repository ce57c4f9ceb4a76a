"""The chance of arriving by the day of departure, under each level of each condition now: when waiting stops helping.

The value of a day is that of the best policy that leaves within those 24 hours, or not at all: what is found while
waiting counts, the hour is chosen by what is seen until then, and after departure the policy is free. All days are
solved for at once, a node for each beside the journey's own; the horizon is moved out by as many days as are looked
at, so that no day has less time ahead than the mission has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from waystation.planning.compiling import Charted, chart
from waystation.planning.journey_states import WAIT
from waystation.planning.what_if import Mission
from waystation.solver.problem import Problem
from waystation.solver.solve import solve
from waystation.world.clock import MOST_STEPS

__all__ = ["MOST_DAYS", "DepartureDays", "departure_days"]

MOST_DAYS = 10
"""Days of departure that are looked at."""
DAY = timedelta(days=1)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class DepartureDays:
    """The chance of arriving at worst, by the day of departure.

    Args:
        days: When each of these periods of 24 hours begins.
        now: The chance for each day, as the conditions stand.
        by_level: The same if one condition stood at a level now, by `condition=level`.
        at_once: The chance if they set out at the first chance that the hours allow, whatever is seen, or not at all.
    """

    days: tuple[datetime, ...]
    now: tuple[float, ...]
    by_level: Mapping[str, tuple[float, ...]]
    at_once: float

    @property
    def best(self) -> int:
        """The last day on which leaving is worth as much as on any."""
        return _last_best(self.now)

    @property
    def stops_helping(self) -> datetime | None:
        """From then on waiting longer only lowers the chance; None where it may help on the last day looked at."""
        return None if self.best >= len(self.days) - 1 else self.days[self.best] + DAY

    def best_at(self, level: str) -> int:
        """The same day if a condition stood at a level now, as `condition=level`."""
        return _last_best(self.by_level[level])


def _last_best(chances: tuple[float, ...]) -> int:
    most = max(chances) - 1e-9
    return max(day for day, chance in enumerate(chances) if chance >= most)


def departure_days(mission: Mission, days: int = MOST_DAYS) -> DepartureDays:
    """The chance of arriving by the day of departure.

    Args:
        mission: The mission, from where and when it is looked at.
        days: The most days to look at, >= 1.
    """
    charted, count = _with_time_ahead(mission, days)
    clock, start = charted.pack.clock, charted.start
    begins = [start.step + round(day * 1440 / clock.step_minutes) for day in range(count + 1)]
    nodes = charted.problem.nodes
    windows = [*pairwise(begins), (start.step, _first_chance(charted) + 1)]
    policy = solve(_with_windows(charted, windows), start.step)
    worth = policy.low[nodes : nodes + count]
    zone = charted.pack.place[charted.moment.place].zone(clock.zone)
    by_level = {}
    run = len(charted.levels.joint)
    for condition in charted.levels.visible:
        run //= len(condition.levels)
        held = (np.arange(len(charted.levels.joint)) // run) % len(condition.levels)
        for number, level in enumerate(condition.levels):
            by_level[f"{condition.id}={level}"] = _means(worth, _known(charted, condition.id, held == number))
    (at_once,) = _means(policy.low[nodes + count :], start.joint)
    return DepartureDays(
        tuple(clock.at(step, zone) for step in begins[:-1]), _means(worth, start.joint), by_level, at_once
    )


def _with_time_ahead(mission: Mission, days: int) -> tuple[Charted, int]:
    """The mission with its horizon moved out, and how many days may be looked at."""
    pack = mission.pack
    clock = pack.clock
    more = clock.model_copy(update={"horizon_hours": clock.horizon_hours + 24.0 * days})
    if mission.departures or more.longer.steps > MOST_STEPS:  # a timetable is read no further than the longer clock
        charted = chart(pack, mission.departures, mission.moment, mission.calendars)
        quarter = (charted.longer.steps - charted.problem.steps) * clock.step_minutes / 1440.0
        return replace(charted, problem=charted.longer), max(1, min(days, int(quarter)))
    return chart(replace(pack, clock=more), mission.departures, mission.moment), days


def _own(charted: Charted) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The actions where the journey starts, and which of them are waiting."""
    first, last = (int(number) for number in charted.problem.first_action[charted.start.node : charted.start.node + 2])
    own = np.arange(first, last)
    return own, np.array([charted.options[action].move == WAIT for action in own], dtype=np.bool_)


def _first_chance(charted: Charted) -> int:
    """The first step at which the hours allow some leg where the journey starts; the present one if they never do."""
    own, waits = _own(charted)
    problem, now = charted.problem, charted.start.step
    leaving = (problem.open_steps[problem.calendar[own[~waits]]] != 0).any(axis=0)
    later = np.flatnonzero(leaving[now:])
    return now + int(later[0]) if len(later) else now


def _with_windows(charted: Charted, windows: Sequence[tuple[int, int]]) -> Problem:
    """The problem with a node for each window: where the journey starts, leaving in it (end excluded) or not at all."""
    problem = charted.problem
    own, waits = _own(charted)
    count, steps = len(windows), np.arange(problem.steps)
    opened, calendar = [problem.open_steps], []
    for number, (begins, ends) in enumerate(windows):
        allowed = np.where(waits[:, None], steps < ends, (steps >= begins) & (steps < ends))
        opened.append((problem.open_steps[problem.calendar[own]] != 0) & allowed)
        calendar.append(problem.open_steps.shape[0] + number * len(own) + np.arange(len(own)))
    here = np.repeat(problem.nodes + np.arange(count), len(own))
    stays = np.tile(waits, count)

    def repeated(values: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.concatenate([values, np.tile(values[own], count)]).astype(np.int32)

    def led(values: NDArray[np.int32]) -> NDArray[np.int32]:
        return np.concatenate([values, np.where(stays, here, np.tile(values[own], count))]).astype(np.int32)

    return replace(
        problem,
        ends=np.concatenate([problem.ends, np.zeros(count, np.bool_)]),
        first_action=np.concatenate(
            [problem.first_action, problem.first_action[-1] + len(own) * np.arange(1, count + 1)]
        ).astype(np.int32),
        destination=led(problem.destination),
        duration=repeated(problem.duration),
        late_duration=repeated(problem.late_duration),
        return_node=led(problem.return_node),
        calendar=np.concatenate([problem.calendar, *calendar]).astype(np.int32),
        open_steps=np.concatenate(opened).astype(np.uint8),
        view=repeated(problem.view),
        hidden=repeated(problem.hidden),
        first_row=repeated(problem.first_row),
    )


def _known(charted: Charted, name: str, at_level: NDArray[np.bool_]) -> Floats:
    """The distribution at the start if one condition stood at a level: the others as they are."""
    chances = np.ones(1)
    for condition in charted.levels.visible:
        given = np.asarray(charted.levels.start[condition.id])
        chances = np.outer(chances, np.ones(len(given)) if condition.id == name else given).ravel()
    known: Floats = np.where(at_level, chances, 0.0)
    return known


def _means(worth: Floats, chances: Floats) -> tuple[float, ...]:
    return tuple(float(np.clip(value, 0.0, 1.0)) for value in worth @ chances)
