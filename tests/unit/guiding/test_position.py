"""Where a party is likely to be: by the plan's own chances, given the silence so far."""

from __future__ import annotations

import pytest

from tests.builders import leg, small_pack
from tests.journeys import at
from waystation.guiding.on_a_leg import Chances
from waystation.guiding.position import Position, at_place, on_leg

PACK = small_pack(leg("l"), hours=24)
LEG = PACK.moves[0]
CHANCES = Chances(steps=4, late_steps=2, fatal=0.2, back=0.25, late=0.5)


def after(minutes: float, chances: Chances = CHANCES) -> Position:
    return on_leg(PACK.clock, LEG, at(0), chances, at(minutes))


def test_before_anything_can_end_it_ends_by_the_plan():
    """Arriving in time, late, and turned back have their chances and hours; what is fatal stands beside them."""
    found = after(60)
    assert found.arrives == ((at(120), 0.375), (at(180), 0.375))
    assert found.back == (at(120), 0.25)
    assert found.lost == pytest.approx(0.2)
    assert not found.overdue


def test_silence_moves_chance_to_the_late_end_and_to_the_fatal_one():
    """A step after they should have called, they are late or lost: 0.8 · 0.375 against 0.2."""
    found = after(150)
    assert found.arrives == ((at(180), 1.0),)
    assert found.back is None
    assert found.lost == pytest.approx(0.2 / (0.2 + 0.8 * 0.375))


def test_after_the_latest_end_nothing_in_the_plan_explains_it():
    """They are overdue, and still looked for where they were going."""
    found = after(240)
    assert found.overdue
    assert found.arrives == ((at(180), 1.0),)
    assert found.lost == 1.0


def test_progress_grows_to_the_end_and_no_further():
    """Against the middle of the hours at which they may arrive."""
    assert [round(after(minutes).progress, 3) for minutes in (0, 60, 75, 600)] == [0.0, 0.4, 0.5, 1.0]


def test_whoever_is_surely_turned_back_does_not_arrive():
    """Then only the way back has an hour."""
    found = after(0, Chances(4, 2, 0.0, 1.0, 0.0))
    assert found.arrives == ()
    assert found.back == (at(120), 1.0)


def test_at_a_place_nothing_is_to_be_waited_for():
    """They are there."""
    assert at_place("a", at(5)) == Position("a", None, at(5))
