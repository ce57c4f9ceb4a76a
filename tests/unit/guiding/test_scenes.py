"""Where a party is at an instant, by a plan or by the answer for a journey that runs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.journeys import accepted, answerer_of, at, delivery, departure, journey_of, observation, situation
from waystation.guiding.scenes import Move, Scene, scene_of_answer, scene_of_plan
from waystation.planning.alternatives import find_alternatives
from waystation.planning.plan import make_plan
from waystation.world.pack import Pack


def pack() -> Pack:
    """From a over m to b, an hour each; from m only at 15:00. A river that may rise."""
    return small_pack(
        place("a"),
        place("m", (128.0, 38.0)),
        place("b", (129.0, 38.0)),
        leg("one", to="m", minutes=60, departures=["12:00"]),
        leg("two", "m", "b", minutes=60, departures=["15:00"], when={"river=high": "closed"}),
        hours=12,
        condition=[condition(per_hour=[[0.9, 0.1], [0.2, 0.8]])],
    )


def planned() -> Scene:
    """The plan of it: it leaves at noon, waits at m, and is there at four."""
    plan = make_plan(pack())
    return scene_of_plan(plan, find_alternatives(plan))


def running(*reports, now: float) -> Scene:
    """A journey of which some reports tell, so many minutes after noon."""
    told = [accepted(at(-60)), *reports]
    journey = journey_of(pack(), told)
    answer = answerer_of(pack()).answer(situation(pack(), told, at(now)))
    return scene_of_answer(pack(), journey, answer, at(now))


def test_a_plan_opens_on_its_whole_way():
    """The red line is drawn to where it leads."""
    scene = planned()
    assert [move.leg.id for move in scene.moves] == ["one", "two"]
    assert scene.opens == scene.ends == at(240)
    assert scene.where(scene.opens).done == 2


@pytest.mark.parametrize(
    ("minutes", "place_now", "move", "done", "share"),
    [
        (-30, "a", None, 0, 0.0),
        (0, "a", 0, 0, 0.0),
        (15, "a", 0, 0, 0.25),
        (60, "m", None, 1, 0.0),
        (179, "m", None, 1, 0.0),
        (210, "m", 1, 1, 0.5),
        (240, "b", None, 2, 0.0),
        (999, "b", None, 2, 0.0),
    ],
)
def test_between_departure_and_arrival_they_are_as_far_as_time_has_passed(minutes, place_now, move, done, share):
    """Before it begins they are at its beginning, after it ends at its end."""
    where = planned().where(at(minutes))
    assert (where.place, where.move, where.done) == (place_now, move, done)
    assert where.share == pytest.approx(share)


def test_the_stops_are_all_beginnings_and_ends_in_order():
    """Each once."""
    assert planned().stops == (at(0), at(60), at(180), at(240))


def test_conditions_are_carried_on_from_what_is_known():
    """Low for certain at noon; by the chain a step later."""
    scene = planned()
    assert scene.levels(at(0))["river"] == {"low": 1.0, "high": 0.0}
    later = scene.levels(at(60))["river"]
    assert later["high"] == pytest.approx(0.05 * 0.95 + 0.05 * 0.9)
    assert sum(later.values()) == pytest.approx(1.0)


def test_after_the_horizon_conditions_stand_as_they_did_at_it():
    """Nobody says what lies beyond."""
    scene = planned()
    assert scene.levels(at(12 * 60)) == scene.levels(at(13 * 60))


def test_what_lies_behind_a_journey_is_not_ahead_of_it():
    """At m, having come by the first leg."""
    scene = running(departure("one", at(0)), delivery("one", at(60)), now=90)
    assert [leg.id for leg in scene.behind] == ["one"]
    assert [move.leg.id for move in scene.moves] == ["two"]
    assert scene.opens == at(90)
    assert scene.where(at(90)).place == "m"


def test_a_journey_on_a_leg_is_shown_on_it():
    """Half an hour after it left for an hour's way."""
    scene = running(departure("one", at(0)), now=30)
    assert scene.begins == at(0)
    where = scene.where(at(30))
    assert (where.move, where.place) == (0, "a")
    assert where.share == pytest.approx(0.5)


def test_an_attempt_that_was_turned_back_is_not_behind_them():
    """They are where they were."""
    scene = running(departure("one", at(0)), delivery("one", at(60), "back"), now=61)
    assert scene.behind == ()
    assert scene.where(at(61)).place == "a"


def test_what_was_seen_of_a_condition_counts_from_then_on():
    """High for certain when it was seen, less so later."""
    scene = running(observation("high", at(0)), now=10)
    assert scene.levels(at(0))["river"]["high"] == 1.0
    assert 0.0 < scene.levels(at(120))["river"]["high"] < 1.0


def test_a_mission_without_a_way_has_no_moves():
    """It is shown where it begins, and nothing is drawn red."""
    plan = make_plan(
        small_pack(
            place("a"), place("b", (128.0, 38.0)), leg("shut", when={"river=low": "closed"}), condition=[condition()]
        )
    )
    scene = scene_of_plan(plan, ())
    assert scene.moves == ()
    assert scene.stops == (at(0),)
    assert scene.where(at(0) + timedelta(hours=1)).place == "a"


def test_a_move_of_no_length_is_over_when_it_begins():
    """No share of nothing is asked for."""
    move = planned().moves[0]
    scene = Scene(pack(), "a", at(0), at(0), (Move(move.leg, at(0), at(0)),))
    assert scene.where(at(0)).done == 1
