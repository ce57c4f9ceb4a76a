"""A plan in words: what is said in each case, first of all the answer."""

from __future__ import annotations

import re

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.alternatives import find_alternatives, find_ways
from waystation.planning.compiling import Moment
from waystation.planning.plan import Plan, make_plan
from waystation.wording.plans import (
    alternative_rows,
    answer,
    course_details,
    course_lines,
    course_note,
    fallback_lines,
    held_line,
    risk_rows,
    told_lines,
)

GUIDE = {"id": "g", "role": "guide", "name": "Mr. Hwang", "betrays": [0.0, 0.1], "terms": {"held": 0.25}}
FAMILY = [{"id": "x"}, {"id": "y"}]


def planned(*features: object, moment: Moment | None = None, **tables: object) -> Plan:
    """The plan of a small pack."""
    return make_plan(small_pack(*features, **tables), moment=moment)  # type: ignore[arg-type]


def said(plan: Plan) -> str:
    """The whole answer."""
    return " ".join(answer(plan, find_ways(plan).affordable))


def test_there_already() -> None:
    """Nothing else is said."""
    assert answer(planned(leg("l"), moment=Moment("b"))) == ["They are there: this place is an end of the mission."]


def test_no_way() -> None:
    """It names the ends, by name where they have one."""
    plan = planned(place("b", name="the camp"), place("c"), leg("l", "b", "a"), mission={"to": ["b", "c"]})
    (only,) = answer(plan)
    assert only.startswith("There is no way from here to the camp or c")


def test_go() -> None:
    """When, how, from where to where, how many arrive, how long, how much, who is told."""
    plan = planned(leg("l", broker="g", mode="boat", fee=100, departures=["12:00"]), broker=[GUIDE], travellers=FAMILY)
    text = said(plan)
    assert text.startswith("Go: Wed 1 Oct 12:00, by boat with Mr. Hwang from a to b.")
    assert (
        "Of 100 such families, 95 arrive (if all that is unknown went against them, 90; if in their favour, 100)"
        in text
    )
    assert "USD 198 expected" in text
    assert "1 broker told" in text


def test_wait_until() -> None:
    """The hour of the first leg along the course, in local time there."""
    assert said(planned(leg("l", departures=["13:00"]))).startswith(
        "Wait until Wed 1 Oct 13:00, then go by car from a to b."
    )


def test_hold_until_a_level() -> None:
    """Where the wait is long and a change of level would end it."""
    river = condition("river", per_step=[[1, 0], [0.004, 0.996]], now="high")
    plan = planned(leg("ford", mode="ford", when={"river=high": "closed"}), condition=[river], hours=600)
    assert answer(plan)[0] == "Hold until river low."


def test_wait_without_end() -> None:
    """Where two levels must change before anything opens, and neither alone is worth waiting for."""
    rows = [[1, 0], [0.1, 0.9]]
    closed = {"river=high": "closed", "police=alert": "closed"}
    levels = [
        condition("river", per_step=rows, now="high"),
        condition("police", ["calm", "alert"], per_step=rows, now="alert"),
    ]
    assert said(planned(leg("ford", when=closed), condition=levels)).startswith(
        "Wait: along the likeliest line nothing better comes."
    )


def test_certainty_is_said_only_where_there_is_certainty() -> None:
    """No brackets where the worst is as good as the best; no 100 where there is a doubt."""
    assert "100 arrive." in said(planned(leg("l")))
    nearly = said(planned(leg("l", departures=["12:00"], risk={"caught": 1e-9})))
    assert "more than 99 arrive" in nearly
    assert " 100 arrive" not in nearly
    hardly = said(planned(leg("l", departures=["12:00"], risk={"caught": 1 - 1e-9})))
    assert "fewer than 1 arrive" in hardly


def test_under_way_is_said_where_it_matters() -> None:
    """From one in two hundred on."""
    for back, there in ((0.5, True), (0.004, False)):
        text = said(planned(leg("l", departures=["12:00"], risk={"back": back})))
        assert ("still under way at the horizon" in text) is there


@pytest.mark.parametrize(
    ("budget", "words"),
    [(500, None), (150, "no way was found that is not"), (30, "within it, 70 of 100 arrive for USD 20")],
)
def test_a_budget_is_spoken_of_where_it_is_passed(budget: float, words: str | None) -> None:
    """With the way that keeps it, if one was found."""
    dear = leg("dear", fee=200, departures=["12:00"], risk={"caught": 0.1})
    cheap = leg("cheap", fee=20, departures=["12:00"], risk={"caught": 0.3})
    features = (dear, cheap) if budget == 30 else (dear,)
    text = said(planned(*features, mission={"budget": budget}))
    assert ("over the budget" in text) is (words is not None)
    assert words is None or words in text


@pytest.mark.parametrize(
    ("told", "words"),
    [(0, "no broker told"), (1, "1 broker told"), (2, "1 broker told, 1 more only if something goes wrong")],
)
def test_how_many_are_told(told: int, words: str) -> None:
    """Those of the course, and those who are told only if something goes wrong."""
    first = {"broker": "g"} if told else {}
    second = {"broker": "h"} if told == 2 else {}
    plan = (
        planned(
            leg("one", departures=["12:00"], risk={"back": 0.5}, **first),
            leg("two", departures=["12:30"], **second),
            broker=[{"id": "g", "role": "guide", "betrays": 0.0}, {"id": "h", "role": "driver", "betrays": 0.1}],
        )
        if told
        else planned(leg("one"))
    )
    assert words in said(plan)
    lines = told_lines(plan)
    assert lines == ["g (guide)", "Only if something goes wrong: h (driver)"][:told]


def test_the_course_says_when_how_and_what_is_paid_when() -> None:
    """Two lines a hop; another day, another zone are said."""
    plan = planned(
        place("a", tz="Asia/Seoul"),
        place("b", tz="Asia/Bangkok"),
        leg("l", broker="g", fee=100, minutes=60 * 14, departures=["12:00"]),
        broker=[GUIDE],
        hours=20,
    )
    ((line, details),) = course_lines(plan)
    assert line == "Wed 1 Oct 12:00 +09  a → b"
    assert details == "by car with Mr. Hwang; arrives Thu 2 Oct 00:00 +07; pay USD 75, and 25 on proof of life"
    assert course_details(plan, plan.course[0]) == details
    assert course_note(plan, plan.course[0]) == "by car with Mr. Hwang, USD 100"
    assert held_line(plan) == "Along the course USD 75 are paid at departure and USD 25 held until proof of life."


def test_nothing_paid_is_not_spoken_of() -> None:
    """Neither a price nor a share."""
    plan = planned(leg("l"))
    assert course_lines(plan)[0][1] == "by car; arrives 12:30"
    assert held_line(plan) == "Nothing is paid along the course."
    assert course_lines(planned(leg("l", fee=7)))[0][1].endswith("pay USD 7")


def test_risks_are_listed_by_what_they_cost() -> None:
    """The largest first, in words; beyond eight the rest together; and together they are all of it."""
    names = [f"p{n}" for n in range(10)]
    stops = ["a", *names, "b"]
    legs = [leg(f"l{n}", stops[n], stops[n + 1], risk={"caught": 0.01 * (n + 1)}) for n in range(11)]
    rows = risk_rows(planned(*(place(name) for name in names), *legs, hours=12))
    assert len(rows) == 9
    assert rows[-1][1] == "3 smaller risks together"
    assert all(re.fullmatch(r"caught: \w+ – \w+ by car", what) for _, what in rows[:-1])
    plan = planned(
        place("a", found=0.9), leg("l", broker="g", departures=["13:00"], risk={"harm": 0.2}), broker=[GUIDE]
    )
    assert [what for _, what in risk_rows(plan)] == [
        "badly hurt: a – b by car",
        "found while waiting at a",
        "sold by Mr. Hwang: a – b by car",
    ]
    assert risk_rows(planned(leg("l"))) == []


def test_what_to_do_when_it_goes_wrong_is_said_hop_by_hop() -> None:
    """At once, at a later hour, when a level comes, or not at all."""
    river = condition("river", ["low", "high-water"], per_step=[[0.99, 0.01], [0.001, 0.999]], now="low")
    plan = planned(
        place("m", name="the mill"),
        leg("one", to="m", departures=["12:00", "14:00"], risk={"back": 0.1, "late": 0.1}, late_minutes=60),
        leg(
            "two",
            "m",
            "b",
            departures=["13:00", "13:30", "15:00"],
            risk={"back": 0.1},
            when={"river=high-water": "closed"},
        ),
        condition=[river],
        hours=4,
    )
    said_of = dict(fallback_lines(plan))
    assert list(said_of) == ["1  a, Wed 1 Oct 12:00", "2  the mill, Wed 1 Oct 13:00"]
    first, second = said_of.values()
    assert "turned back: wait, and at Wed 1 Oct 14:00 go by car to the mill" in first
    assert any(line.startswith("late: go on at once by car to b") or "13:30" in line for line in first)
    assert any(line.startswith("if river high water (closed): wait here until river low") for line in second)
    assert any(line.startswith("turned back: go on at once by car to b") for line in second)


def test_other_ways_stand_beside_the_safest() -> None:
    """Five texts each; days, money, and how many are told."""
    plan = planned(
        leg("dear", fee=100, broker="g", departures=["13:30"], risk={"caught": 0.1}),
        leg("cheap", departures=["12:00"], risk={"caught": 0.2}),
        broker=[{"id": "g", "role": "guide", "betrays": 0.0}],
    )
    rows = alternative_rows(plan, find_alternatives(plan))
    assert rows[0] == ("safest", "90 (at worst 90)", "2 hours", "USD 95", "1")
    assert rows[1][1:] == ("80 (at worst 80)", "under an hour", "USD 0", "0")
