"""The sentences of the map's page."""

from __future__ import annotations

from tests.builders import condition, leg, place, small_pack
from tests.journeys import at
from tests.korean import amiss_in_korean
from waystation.guiding.scenes import Scene, scene_of_plan
from waystation.planning.alternatives import find_alternatives
from waystation.planning.plan import make_plan
from waystation.wording.language import speaking
from waystation.wording.map_pages import fan_rows, step_instants, stop_words, way_rows, where_line


def scene() -> Scene:
    """From a over m to b; straight it is quicker and more dangerous."""
    plan = make_plan(
        small_pack(
            place("a", name="Hut"),
            place("m", (128.0, 38.0), name="Mill"),
            place("b", (129.0, 38.0), name="Camp"),
            leg("one", to="m", minutes=60, departures=["12:00"], risk={"late": 0.1}),
            leg("two", "m", "b", minutes=60, departures=["15:00"]),
            leg("quick", departures=["12:00"], risk={"caught": 0.02}),
            hours=12,
            condition=[condition()],
        )
    )
    return scene_of_plan(plan, find_alternatives(plan))


def test_each_step_says_when_and_what():
    """Departures and arrivals, in local time."""
    made = scene()
    assert [stop_words(made, one) for one in step_instants(made)] == [
        "Wed 1 Oct 12:00: leave Hut",
        "Wed 1 Oct 13:00: arrive at Mill",
        "Wed 1 Oct 15:00: leave Mill",
        "Wed 1 Oct 16:00: arrive at Camp",
    ]


def test_an_instant_between_says_where_they_are():
    """On the way, or waiting."""
    made = scene()
    assert stop_words(made, at(30)) == "Wed 1 Oct 12:30: on the way to Mill"
    assert stop_words(made, at(90)) == "Wed 1 Oct 13:30: at Mill"


def test_where_they_are_is_one_sentence():
    """At a place, or so far along a leg."""
    made = scene()
    assert where_line(made, at(90), made.where(at(90))) == "Wed 1 Oct 13:30: they are at Mill."
    assert where_line(made, at(30), made.where(at(30))) == (
        "Wed 1 Oct 12:30: on the way from Hut to Mill by car, 50 % of it behind them."
    )


def test_other_ways_say_what_they_are_and_what_they_are_worth():
    """The safest is the course itself."""
    ((label, words, way),) = way_rows(scene())
    assert label == "soonest"
    assert words.startswith("98 of 100 arrive; ")
    assert [hop.leg.id for hop in way.course] == ["quick"]


def test_the_ways_out_are_those_of_the_leg_that_comes_next():
    """Before the first leg, what to do if it is held up; after the last, nothing."""
    made = scene()
    ((heading, sentences),) = fan_rows(made, made.where(at(0)))
    assert "Hut" in heading
    assert any("late" in one for one in sentences)
    assert fan_rows(made, made.where(at(240))) == []


def test_in_korean_no_english_is_left():
    """Names stay as they are."""
    made = scene()
    with speaking("ko"):
        said = [stop_words(made, one) for one in (*step_instants(made), at(30), at(90))]
        said += [where_line(made, at(minutes), made.where(at(minutes))) for minutes in (30, 90)]
        said += [f"{label} {words}" for label, words, _ in way_rows(made)]
    assert amiss_in_korean(said, ("Hut", "Mill", "Camp")) == []
