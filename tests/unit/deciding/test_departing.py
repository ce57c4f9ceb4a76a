"""The chance by the day of departure, held to the plain twin and to what must be so."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.deciding.departing import departure_days
from waystation.planning.compiling import chart
from waystation.planning.journey_states import WAIT
from waystation.planning.what_if import Mission
from waystation.solver.twin import solve_plainly
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

STEP = 240


def river(now: str = "high", found: float = 0.02) -> Pack:
    """One leg over a river that falls within days, from a house that is searched now and then."""
    return small_pack(
        place("a", found=found),
        leg("l", minutes=240, risk={"harm": 0.05}, when={"river=high": {"harm": 6.0}}),
        condition=[condition(per_step=[[0.98, 0.02], [0.1, 0.9]], now=now)],
        step=STEP,
        hours=72,
    )


def days(pack: Pack, count: int = 4):  # type: ignore[no-untyped-def]
    return departure_days(Mission(pack, {}, None, Calendars(pack.clock.longer)), count)


def plainly(pack: Pack, count: int, day: int) -> np.ndarray:
    """The same by the plain twin: leaving masked to one day, on a clock as much longer."""
    clock = pack.clock.model_copy(update={"horizon_hours": pack.clock.horizon_hours + 24.0 * count})
    problem = (charted := chart(replace(pack, clock=clock))).problem
    per_day = 1440 // STEP
    steps = np.arange(problem.steps)
    opened, calendar = [*problem.open_steps], problem.calendar.copy()
    for number, option in enumerate(charted.options):
        if number >= problem.first_action[1]:
            continue
        until = steps < (day + 1) * per_day
        mask = until if option.move == WAIT else until & (steps >= day * per_day)
        calendar[number] = len(opened)
        opened.append(problem.open_steps[problem.calendar[number]] * mask)
    masked = replace(problem, open_steps=np.array(opened, dtype=np.uint8), calendar=calendar.astype(np.int32))
    return solve_plainly(masked).low[0, 0]


def test_each_day_is_what_the_plain_twin_finds() -> None:
    """Leaving masked to that day; nothing here leads back to the house."""
    pack = river()
    found = days(pack)
    for day in range(4):
        low = plainly(pack, 4, day)
        assert found.by_level["river=low"][day] == pytest.approx(low[0], abs=1e-12)
        assert found.by_level["river=high"][day] == pytest.approx(low[1], abs=1e-12)
        assert found.now[day] == found.by_level["river=high"][day]


def harmed(odds: float) -> float:
    """The chance of harm of the leg with its odds multiplied."""
    return odds * 0.05 / (0.95 + odds * 0.05)


def test_at_once_is_the_leg_as_the_river_stands() -> None:
    """Nothing is waited for."""
    assert days(river()).at_once == pytest.approx(1 - harmed(6.0), abs=1e-12)
    assert days(river("low")).at_once == pytest.approx(0.95, abs=1e-12)


def test_at_once_is_the_first_chance_that_the_hours_allow() -> None:
    """Until then they may be found, and the river moves; what it has become keeps nobody."""
    pack = river()
    later = replace(pack, legs=tuple(leg.model_copy(update={"departures": (time(20),)}) for leg in pack.legs))
    steps = 8 * 60 // STEP  # noon to eight in the evening
    high, low = np.array([0.0, 1.0]) @ np.linalg.matrix_power(np.array([[0.98, 0.02], [0.1, 0.9]]), steps)[:, ::-1]
    worth = low * 0.95 + high * (1 - harmed(6.0))
    assert days(later).at_once == pytest.approx(0.98 ** (8 / 24) * worth, abs=1e-12)


def test_where_no_leg_ever_leaves_nobody_sets_out() -> None:
    """At once or later."""
    found = days(small_pack(leg("l", "b", "a")))
    assert found.at_once == 0.0
    assert set(found.now) == {0.0}


def test_waiting_helps_while_the_river_is_high_and_not_when_it_is_low() -> None:
    """With a house that is searched, there is a day after which it stops helping."""
    found = days(river(), 6)
    assert 0 < found.best < 5
    assert found.stops_helping == found.days[found.best + 1]
    assert found.best_at("river=low") == 0


def test_in_a_house_that_nobody_searches_waiting_never_hurts() -> None:
    """Then no day can be named after which it does."""
    found = days(river(found=0.0), 4)
    assert list(found.now) == sorted(found.now)
    assert found.stops_helping is None


def test_without_conditions_there_is_one_line_and_it_falls_by_the_day() -> None:
    """Each day in the house costs what it costs."""
    pack = small_pack(place("a", found=0.1), leg("l", minutes=240), step=STEP, hours=72)
    found = days(pack, 3)
    assert found.by_level == {}
    assert found.now == pytest.approx((1.0, 0.9, 0.81), rel=1e-9)
    assert found.best == 0
