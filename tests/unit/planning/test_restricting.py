"""A house that is not free at every hour, and a party that is told to leave later."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import leg, place, small_pack
from waystation.planning.compiling import Charted, chart
from waystation.planning.restricting import leaving_later, with_beds
from waystation.solver.solve import solve


def charted() -> Charted:
    """A house on the way, where one waits half an hour for the boat at one o'clock; home is watched."""
    return chart(
        small_pack(
            place("a", found=0.3),
            place("house", found=0.1),
            leg("there", to="house"),
            leg("boat", "house", "b", departures=["13:00"]),
            leg("road", risk={"caught": 0.5}),
        )
    )


def low(given: Charted) -> float:
    """The chance at worst."""
    return float(solve(given.problem).low[given.start.node, 0])


def step_at(chance: float) -> float:
    """The chance of not being found in one step of half an hour."""
    return (1.0 - chance) ** (0.5 / 24)


def test_a_house_without_a_bed_at_that_hour_is_no_place_to_wait() -> None:
    """One can leave home later, and pass through."""
    free = np.ones(4, dtype=np.bool_)
    assert low(with_beds(charted(), {"house": free})) == pytest.approx(step_at(0.1), abs=1e-12)
    free[1] = False
    assert low(with_beds(charted(), {"house": free})) == pytest.approx(step_at(0.3), abs=1e-12)


def test_other_places_are_as_they_were() -> None:
    """A house that nobody uses changes nothing."""
    never = np.zeros(4, dtype=np.bool_)
    assert low(with_beds(charted(), {"elsewhere": never})) == low(charted())


def test_whoever_leaves_later_waits_and_what_may_happen_there_happens() -> None:
    """One step at home; two are too many for the boat, and the road is left; at the horizon nothing is."""
    lows = [low(leaving_later(charted(), step)) for step in (0, 1, 2, 4)]
    home = step_at(0.3)
    assert lows == pytest.approx([step_at(0.1), home, home**2 * 0.5, 0.0], abs=1e-12)


def test_the_mission_that_was_given_is_not_changed() -> None:
    """Values in, values out."""
    given = charted()
    before = given.problem.open_steps.copy()
    leaving_later(given, 2)
    with_beds(given, {"house": np.zeros(4, dtype=np.bool_)})
    assert np.array_equal(given.problem.open_steps, before)
    assert leaving_later(given, 0) is given
