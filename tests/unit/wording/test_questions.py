"""The next question in words: what to ask, what it is worth, what each answer would change."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.plan import Plan, make_plan
from waystation.planning.questions import Asked, ask_about
from waystation.wording.questions import heading_lines, question_lines, question_rows, questions_json
from waystation.world.calendars import Calendars

GUIDE = {"id": "g", "role": "guide", "name": "Mr. Hwang", "record": {"kept": 1, "broken": 0}}
HIDDEN = condition("patrol", ("gone", "there"), observed=False, now={"gone": 0.5, "there": 0.5})
ROAD = leg("road", risk={"caught": 0.3})
FORD = leg("ford", mode="ford", risk={"caught": 0.1}, when={"patrol=there": {"caught": 81.0}})


def asked_of(*features: Any, **tables: Any) -> tuple[Plan, list[Asked]]:
    """A small pack's plan, and every question about it."""
    pack = small_pack(*features, **tables)
    calendars = Calendars(pack.clock.longer)
    plan = make_plan(pack, None, None, calendars)
    return plan, ask_about(plan, {}, calendars, most=None)


def said_of(*features: Any, **tables: Any) -> list[tuple[str, str]]:
    """What is said of each question that is worth something, in one text each."""
    plan, asked = asked_of(*features, **tables)
    return [(question, " ".join(sentences)) for question, sentences in question_lines(plan, asked)]


def test_a_hidden_condition_is_asked_by_its_levels() -> None:
    """With what the good answer would change, and that the other changes nothing."""
    ((question, about),) = said_of(ROAD, FORD, condition=[HIDDEN])
    assert question == "Ask how patrol stands now: gone or there?"
    assert about == (
        "Of 100 such people, 10 more would arrive at worst, on average. "
        "The first step changes with a chance of 50 %. "
        "If patrol gone (50 %): go at Wed 1 Oct 12:00 fording from a to b, not by car from a to b at Wed 1 Oct 12:00; "
        "20 more. Otherwise today's plan stands."
    )


@pytest.mark.parametrize(
    ("feature", "question"),
    [
        ({"risk": {"harm": [0.0, 0.5]}}, "Ask how many are badly hurt by boat from a to b: more or less than 25 %?"),
        (
            {"risk": {"caught": {"events": 0, "trials": 2}}},
            "Ask how the latest group fared by boat from a to b: are there any who are caught?",
        ),
    ],
)
def test_a_risk_is_asked_as_it_is_held(feature: dict[str, Any], question: str) -> None:
    """An interval by its middle, counts by the latest attempt."""
    ((said, about),) = said_of(ROAD, leg("boat", mode="boat", **feature))
    assert said == question
    assert about.startswith("Of 100 such people, ")


def test_a_broker_is_asked_by_the_latest_engagement_or_by_what_is_stated() -> None:
    """By name."""
    guided = leg("guided", broker="g")
    ((said, _),) = said_of(leg("road", risk={"caught": 0.4}), guided, broker=[GUIDE])
    assert said == "Ask how the latest engagement of Mr. Hwang ended: was faith kept?"
    stated = {"id": "g", "role": "guide", "betrays": [0.0, 0.8]}
    ((said, _),) = said_of(leg("road", risk={"caught": 0.5}), guided, broker=[stated])
    assert said == "Ask how far g can be trusted: sold more or less than 40 % of groups?"


@pytest.mark.parametrize(
    ("found", "question"),
    [
        ([0.0, 0.96], "Ask how often who waits at c is found: more or less than 48 % a day?"),
        ({"events": 0, "trials": 0}, "Ask how the latest day of hiding at c ended: was anybody found?"),
    ],
)
def test_a_place_is_asked_about_who_waits_there(found: Any, question: str) -> None:
    """For an interval by its middle, for counts by the latest day."""
    ways = [
        leg("in", "a", "c", departures=["12:00"]),
        leg("on", "c", "b", departures=["09:00"]),
        leg("road", departures=["21:00"]),
    ]
    ways[2]["properties"]["risk"] = {"caught": 0.6}
    said = said_of(place("a"), place("b"), place("c", found=found), *ways, hours=24)
    assert question in [asked for asked, _ in said]


def test_where_nothing_hangs_on_asking_that_is_said() -> None:
    """In one line."""
    plan, asked = asked_of(ROAD)
    assert heading_lines(plan, asked) == [
        "Nothing that can be asked before leaving would make the plan safer to speak of."
    ]
    assert question_lines(plan, asked) == []


def test_until_when_an_answer_counts() -> None:
    """The first step, in local time."""
    plan, asked = asked_of(ROAD, FORD, condition=[HIDDEN])
    assert heading_lines(plan, asked)[-1] == (
        "The first step is at Wed 1 Oct 12:00: an answer counts if it comes before."
    )


def test_a_row_for_everything() -> None:
    """Also for what is worth nothing."""
    plan, asked = asked_of(ROAD, FORD, condition=[HIDDEN, condition("river")], broker=[GUIDE])
    assert question_rows(plan, asked) == [
        ("10", "50 %", "patrol now"),
        ("nothing", "never", "Mr. Hwang sells the group"),
        ("nothing", "never", "river now"),
    ]


def test_json_has_each_answer() -> None:
    """With its chance, and what both plans are worth."""
    _, asked = asked_of(ROAD, FORD, condition=[HIDDEN])
    (one,) = json.loads(json.dumps(questions_json(asked)))
    assert (one["ask"], one["solves"], one["changes_first"]) == ("condition:patrol", 2, 0.5)
    assert one["gain_low"] == pytest.approx(0.1, abs=1e-12)
    assert [(a["answer"], a["chance"]) for a in one["answers"]] == [("gone", 0.5), ("there", 0.5)]
    assert sum(a["chance"] * (a["low"] - a["low_today"]) for a in one["answers"]) == pytest.approx(one["gain_low"])


def test_what_was_seen_is_asked_for_whether_it_is_still_there() -> None:
    """In the words of who saw it, not by the name of what stands for it."""
    seen = condition("sightings-leg-ford", ("gone", "there"), observed=False, now={"gone": 0.5, "there": 0.5})
    ford = leg("ford", mode="ford", risk={"caught": 0.1}, when={"sightings-leg-ford=there": {"caught": 81.0}})
    plan, asked = asked_of(ROAD, ford, condition=[seen])
    ((question, about),) = question_lines(plan, asked)
    assert question == "Ask whether what was seen near a → b is still there."
    assert any(line.startswith("If it is gone (50 %): go ") for line in about)
    assert question_rows(plan, asked)[0][2] == "what was seen near a → b"
