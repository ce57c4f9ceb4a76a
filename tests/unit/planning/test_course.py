"""The course: every leg arrives, every condition moves to its likeliest next level; ties go to what is listed first."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.compiling import Moment, chart
from waystation.planning.course import First, course_from, first_at, likeliest_joint, next_hop
from waystation.planning.plan import Plan, make_plan

FALLS = [[0.9, 0.1, 0.0], [0.6, 0.4, 0.0], [0.0, 0.7, 0.3]]


def planned(*features: object, moment: Moment | None = None, **tables: object) -> Plan:
    """The plan of a small pack."""
    return make_plan(small_pack(*features, **tables), moment=moment)  # type: ignore[arg-type]


def hops(plan: Plan) -> list[tuple[str, int, int]]:
    """Leg, step of departure, step of arrival."""
    return [(hop.leg.id, hop.step, hop.arrives) for hop in plan.course]


def test_legs_follow_each_other_with_the_waits_between_left_out() -> None:
    """Arrival is departure and duration; the next leaves when it is offered."""
    first = leg("one", to="m", minutes=60, departures=["12:00"])
    plan = planned(place("m"), first, leg("two", "m", "b", departures=["14:00", "15:00"]), hours=4)
    assert hops(plan) == [("one", 0, 2), ("two", 4, 5)]
    assert plan.course[1].departs_at(plan.charted).isoformat() == "2031-10-01T14:00:00+09:00"


def test_conditions_move_step_by_step_to_their_likeliest_next_level() -> None:
    """From flood over high to low takes two steps, and only then is the ford open."""
    ford = leg("ford", when={"river=high": "closed", "river=flood": "closed"})
    river = condition("river", ["low", "high", "flood"], per_step=FALLS, now="flood")
    plan = planned(ford, condition=[river], hours=6)
    assert hops(plan) == [("ford", 2, 3)]
    assert plan.first == First(None, 2)
    assert plan.first_by_level["river=low"] == First("ford", 0)


def test_of_levels_that_are_equally_likely_the_first_listed_is_taken() -> None:
    """Also where rounding has put the other a hair above, as in three even levels some steps on."""
    even = condition("police", ["calm", "alert"], per_step=[[0.1, 0.9], [0.3, 0.7]], now={"calm": 0.3, "alert": 0.7})
    pack = small_pack(
        leg("l", risk={"caught": 0.1}, when={"police=alert": {"caught": 2.0}, "coin=tails": {"caught": 2.0}}),
        condition=[even, condition("coin", ["heads", "tails"], now={"heads": 0.5 - 1e-14, "tails": 0.5 + 1e-14})],
    )
    charted = chart(pack)
    assert charted.levels.joint[likeliest_joint(charted)] == ("alert", "heads")


def test_a_course_ends_at_an_end_at_the_horizon_or_where_nothing_is_open() -> None:
    """And may be cut after so many hops."""
    plan = planned(place("m"), place("c"), leg("one", to="m"), leg("two", "m", "b"), hours=2)
    charted, policy = plan.charted, plan.policy
    assert hops(plan) == [("one", 0, 1), ("two", 1, 2)]
    assert len(course_from(charted, policy, 0, 0, 0, hops=1)) == 1
    assert next_hop(charted, policy, 4, 0, 0) is None
    assert hops(planned(place("a", no_waiting=True), leg("l", departures=["13:00"]))) == []


def test_a_plan_from_an_end_has_nothing_to_do() -> None:
    """Nor one at the horizon."""
    there = planned(leg("l"), moment=Moment("b", 1))
    assert (there.course, there.first, there.outcome.safe.low) == ((), First(None, None), 1.0)
    late = planned(leg("l"), moment=Moment("a", 4))
    assert (late.course, late.first, late.outcome.underway) == ((), First(None, None), 1.0)


def test_first_is_a_leg_or_waiting_until_the_next_one() -> None:
    """`until` is the step of the leg itself where one goes at once."""
    plan = planned(leg("l", departures=["13:00"]))
    assert plan.first == First(None, 2)
    assert first_at(plan.charted, plan.policy, 0) == plan.first
    assert planned(leg("l")).first == First("l", 0)


def test_times_are_local_at_each_place() -> None:
    """Departure at the origin, arrival at the destination, over a border between zones and a change of clocks."""
    plan = planned(
        place("a", (13.4, 52.5), tz="Europe/Berlin"),
        place("b", (-0.1, 51.5), tz="Europe/London"),
        leg("l", minutes=90),
        start="2031-10-26T01:30:00+02:00",
        hours=4,
    )
    hop = plan.course[0]
    assert hop.departs_at(plan.charted).isoformat() == "2031-10-26T01:30:00+02:00"
    assert hop.arrives_at(plan.charted).isoformat() == "2031-10-26T01:00:00+00:00"


@pytest.mark.parametrize(("last", "new"), [(None, True), ("g", False)])
def test_a_hop_says_what_is_paid_and_whether_its_broker_is_new(last: str | None, new: bool) -> None:
    """Going on with the last broker is no new engagement, and is paid all the same."""
    broker = {"id": "g", "role": "guide", "betrays": 0.1, "terms": {"held": 0.25}}
    plan = planned(leg("l", broker="g", fee=100), broker=[broker], moment=Moment("a", 0, last))
    hop = plan.course[0]
    assert (hop.new, hop.paid_now, hop.paid_then) == (new, 75.0, 25.0)
