"""The mission as it is on the way: who can still do what, which ways are open, what they cost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import leg, place, small_pack
from tests.journeys import NAME, accepted, at, heard, journey_of
from waystation.guiding.burning import closed_by
from waystation.guiding.journey import Journey
from waystation.guiding.underway import Terms, terms_of
from waystation.world.report import Report
from waystation.world.report_journeys import Burn

PACK = small_pack(
    place("m", kind="safe_house", found=0.1),
    leg("up", "a", "m", both_ways=True, broker="g", fee=100),
    leg("on", "m", "b"),
    hours=48,
    broker=[{"id": "g", "role": "guide"}],
    travellers=[{"id": "boy"}, {"id": "girl", "pace": 0.8, "stamina": 4}],
)


def terms(*told: Report, step: int = 0) -> Terms:
    reports = [accepted(at(0)), *told]
    burns = [one for one in reports if isinstance(one, Burn)]
    journey: Journey = journey_of(PACK, reports)
    return terms_of(PACK, journey, closed_by(PACK, burns, ()), step)


def test_a_journey_of_which_nothing_is_told_is_the_mission():
    """To the last field."""
    assert terms() == Terms(PACK, {})


def test_a_silent_broker_s_legs_are_left_out_both_ways():
    """And why is kept."""
    found = terms(heard("silence", at(5), broker="g"))
    assert [one.id for one in found.pack.legs] == ["on"]
    assert found.closed == {"up": "silent"}


def test_a_burnt_place_may_be_left_and_not_entered():
    """Of a leg that goes both ways the way out is left; the house may be searched at any hour."""
    found = terms(heard("burn", at(5), what="place", name="m"))
    assert [(one.id, one.origin, one.both_ways) for one in found.pack.legs] == [("up", "m", False), ("on", "m", False)]
    assert found.closed == {"up": "place_burnt"}
    assert (found.pack.place["m"].found.low, found.pack.place["m"].found.high) == (0.1, 1.0)


@pytest.mark.parametrize(
    ("words", "pace", "stamina"), [({"pace": 0.3}, 0.3, 4.0), ({"stamina": 1.0}, 0.8, 1.0), ({}, 0.4, 4.0)]
)
def test_who_is_ill_is_as_strong_as_was_told(words, pace, stamina):
    """Where nothing was told, half as fast."""
    girl = terms(heard("illness", at(5), journey=NAME, person="girl", **words)).pack.travellers[1]
    assert (girl.pace, girl.stamina) == (pace, stamina)


def test_a_fee_is_what_is_asked_now():
    """At most the one, at least the other."""
    (up, _) = terms(heard("price", at(5), leg="up", fee=[120, 200])).pack.legs
    assert (up.fee.low, up.fee.high) == (120.0, 200.0)


def test_a_horizon_that_runs_out_is_set_anew():
    """When less than a quarter of it is left; from the last whole day, so that it stays for a while."""
    steps = PACK.clock.steps
    assert terms(step=steps * 3 // 4).pack.clock == PACK.clock
    late = terms(step=steps * 3 // 4 + 1).pack.clock
    assert late.steps == 48 + steps
    assert terms(step=steps).pack.clock.steps == 96 + steps
    assert replace(terms(step=steps).pack, clock=PACK.clock) == PACK
