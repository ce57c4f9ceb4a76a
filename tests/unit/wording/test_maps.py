"""A plan as a map to draw and as a course for other map programs."""

from __future__ import annotations

from tests.builders import leg, place, small_pack
from waystation.planning.alternatives import find_alternatives
from waystation.planning.plan import Plan, make_plan
from waystation.wording.maps import IN_CLEAR, course_file_of, picture_of

LINE = {"type": "LineString", "coordinates": [[127.0, 37.5], [127.5, 37.75], [128.0, 38.0]]}


def plan() -> Plan:
    """From a over m to b; a quicker way straight; a leg that nobody takes."""
    return make_plan(
        small_pack(
            place("a", (127.0, 37.5)),
            place("b", (129.0, 38.0), name="the camp", kind="sanctuary"),
            place("m", (128.0, 38.0)),
            place("off", (126.0, 37.0)),
            leg("one", to="m", line=LINE, departures=["12:00"], risk={"caught": 0.01}),
            leg("two", "m", "b", minutes=90, risk={"caught": 0.01}),
            leg("quick", departures=["12:00"], risk={"caught": 0.0205}),
            leg("aside", "m", "off"),
            hours=8,
        )
    )


def test_the_course_s_places_are_numbered_in_the_order_of_the_course() -> None:
    """The start has 1; places off the course have no number."""
    picture = picture_of(plan(), ())
    assert {spot.fallback: spot.number for spot in picture.spots} == {"a": 1, "m": 2, "b": 3, "off": 0}
    assert {spot.fallback for spot in picture.spots if spot.on_course} == {"a", "m", "b"}
    assert next(spot for spot in picture.spots if spot.fallback == "b").label == "the camp"


def test_the_line_runs_over_each_leg_s_own_geometry() -> None:
    """A straight line where it has none."""
    course = picture_of(plan(), ()).course
    assert [(segment.id, segment.start, segment.end) for segment in course] == [("one", 1, 2), ("two", 2, 3)]
    assert [len(segment.points) for segment in course] == [3, 2]
    assert course[1].points == ((128.0, 38.0), (129.0, 38.0))


def test_other_ways_are_thin_and_the_rest_is_faint() -> None:
    """A leg is on the course, on another way, or neither."""
    made = plan()
    alternatives = find_alternatives(made)
    picture = picture_of(made, alternatives)
    assert [trace.id for branch in picture.branches for trace in branch.traces] == ["quick"]
    assert [trace.id for trace in picture.others] == ["aside"]
    assert "98 of 100 arrive" in picture.branches[0].words
    assert {trace.id for trace in picture_of(made, ()).others} == {"quick", "aside"}


def test_a_map_says_its_answer_and_that_it_is_in_the_clear() -> None:
    """Whoever finds it can read it."""
    picture = picture_of(plan(), ())
    assert picture.title == "small"
    assert any("98 arrive" in line for line in picture.subtitle)
    assert picture.in_clear == IN_CLEAR


def test_a_course_file_has_hours_at_both_ends() -> None:
    """Arrival where one arrives, departure where one leaves."""
    course = course_file_of(plan())
    by_id = {each.id: each for each in course.places}
    assert by_id["a"].arrive is None
    assert by_id["a"].depart is not None
    assert by_id["m"].arrive is not None
    assert by_id["m"].depart is not None
    assert by_id["b"].depart is None
    assert [(each.id, each.origin, each.destination) for each in course.legs] == [("one", "a", "m"), ("two", "m", "b")]
    assert by_id["m"].arrive == course.legs[0].arrive


def test_a_plan_without_a_course_is_a_map_of_places() -> None:
    """The start is still number one."""
    picture = picture_of(make_plan(small_pack(leg("l", "b", "a"))), ())
    assert picture.course == ()
    assert [spot.number for spot in picture.spots] == [1, 0]
