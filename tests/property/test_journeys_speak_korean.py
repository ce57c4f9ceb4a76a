"""A journey in Korean: where they are, what to do, what goes wrong, what changed; no English, no field left open."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.journeys import NAME, accepted, answerer_of, at, closed, delivery, departure, heard, observation, situation
from tests.korean import amiss_in_korean
from waystation.guiding.answering import Answer, Flag
from waystation.guiding.changing import change_of
from waystation.guiding.closing import Task
from waystation.wording import journey_ends, journeys
from waystation.wording.journey_changes import change_line
from waystation.wording.journeys import answer_lines, flag_line, journey_rows, wrong_line, wrong_rows
from waystation.wording.language import speaking
from waystation.world.report import Report
from waystation.world.report_journeys import JourneyEnd

PACK = small_pack(
    place("a", name="강둑"),
    place("house", name="마지막 집", kind="safe_house", found=0.01),
    place("b", name="건너편"),
    leg("road", "a", "house", minutes=60, broker="g", fee=10, risk={"back": [0.05, 0.2], "late": 0.1}),
    leg("ford", "house", minutes=30, mode="ford", risk={"harm": 0.02}, when={"river=high": "closed"}),
    leg("round", "house", minutes=120, broker="d", fee=100, risk={"caught": [0.3, 0.5]}),
    hours=24,
    broker=[
        {"id": "g", "role": "guide", "name": "분 길잡이", "betrays": 0.01, "terms": {"held": 0.5}},
        {"id": "d", "role": "driver", "name": "강 기사", "betrays": 0.01},
    ],
    condition=[condition(per_step=[[0.95, 0.05], [0.4, 0.6]], name="강 수위")],
)
THERE = [accepted(at(0)), departure("road", at(0)), delivery("road", at(60))]
IDS = (NAME, "anna", "boy", "peter", "telephone", str(THERE[2].id))
FRESH = {
    "level": [observation("high", at(60), source="g")],
    "silent": [heard("silence", at(60), broker="d")],
    "ill": [heard("illness", at(60), journey=NAME, person="boy")],
    "mother": [heard("illness", at(60), journey=NAME, person="mother")],
    "good": [heard("checkin", at(60), journey=NAME, word="good")],
    "bad": [heard("checkin", at(60), journey=NAME, word="bad")],
    "pressed": [heard("checkin", at(60), journey=NAME, word="pressed")],
    "price": [heard("price", at(60), leg="round", fee=200)],
    "burnt broker": [heard("burn", at(60), what="broker", name="d")],
    "burnt place": [heard("burn", at(60), what="place", name="house")],
    "burnt member": [heard("burn", at(60), what="member", name="peter")],
    "burnt device": [heard("burn", at(60), what="device", name="telephone")],
    "corrected": [heard("correction", at(60), answers=THERE[2].id)],
    "left": [departure("ford", at(60))],
    "harm": [departure("ford", at(60)), delivery("ford", at(60), "harm")],
    "caught": [departure("ford", at(60)), delivery("ford", at(60), "caught")],
    "betrayed": [departure("ford", at(60)), delivery("ford", at(60), "betrayed")],
    "back": [departure("ford", at(60)), delivery("ford", at(60), "back")],
    "late": [departure("ford", at(60)), delivery("ford", at(60), "late")],
    "arrived": [departure("ford", at(60)), delivery("ford", at(60))],
    "closed": [departure("ford", at(60)), delivery("ford", at(60)), closed(at(60))],
    "nothing": [heard("word", at(60), broker="g", kept=1)],
}


def answered(reports: list[Report], minutes: float = 60) -> Answer:
    return answerer_of(PACK).answer(situation(PACK, reports, at(minutes)))


@pytest.mark.parametrize("fresh", FRESH.values(), ids=FRESH.keys())
def test_what_a_report_changed_is_said_in_korean(fresh: list[Report]) -> None:
    """For every kind of change, also before and on the way."""
    answerer = answerer_of(PACK)
    for before in (THERE[:1], THERE[:2], THERE):
        old = answerer.answer(situation(PACK, before, at(60)))
        new = answerer.answer(situation(PACK, [*before, *fresh], at(60)))
        with speaking("ko"):
            line = change_line(PACK, change_of(old, new, fresh))
        assert amiss_in_korean([line], IDS) == []
        assert line.endswith(".")


def test_a_change_is_three_korean_sentences() -> None:
    """Why, what to do instead, and how many arrive."""
    answerer = answerer_of(PACK)
    old = answerer.answer(situation(PACK, THERE, at(60)))
    new = answerer.answer(situation(PACK, [*THERE, *FRESH["level"]], at(60)))
    with speaking("ko"):
        line = change_line(PACK, change_of(old, new, FRESH["level"]))
    assert line.startswith(
        "13:00부터 강 수위 높음 (분 길잡이). 10월 1일 (수) 13:00에 물을 건너서 떠나는 대신, "
        "강 수위 낮음 상태가 될 때까지 마지막 집에 머무릅니다. 100번 중 "
    ), line


@pytest.mark.parametrize("reports", [THERE[:1], THERE[:2], THERE, [*THERE, *FRESH["left"]], [*THERE, *FRESH["caught"]]])
def test_where_they_are_and_what_to_do_is_said_in_korean(reports: list[Report]) -> None:
    """With whatever may go wrong."""
    for minutes in (60, 100, 400):
        answer = answered(reports, minutes)
        with speaking("ko"):
            lines = [*answer_lines(PACK, answer), *(line for _, found in wrong_rows(PACK, answer) for line in found)]
        assert lines
        assert amiss_in_korean(lines, IDS) == []


def test_a_sentence_that_follows_another_keeps_its_names() -> None:
    """Nothing is made small in Korean, for there it is a name's letter."""
    pack = small_pack(
        leg("road", "a", "house"), place("house", name="House Seven", kind="safe_house"), leg("on", "house")
    )
    reports = [accepted(at(0)), departure("road", at(0))]
    answer = answerer_of(pack).answer(situation(pack, reports, at(10)))
    with speaking("ko"):
        lines = answer_lines(pack, answer)
    assert any("House Seven" in line for line in lines)
    assert not any("house Seven" in line for line in lines)


def test_every_flag_is_said_in_korean() -> None:
    """Each with the fields that it has."""
    price = {"broker": "d", "asked": 200.0, "agreed": 100.0, "people": 3}
    flags = [
        Flag("price_raised", "round", price),
        Flag("price_raised", "round", {**price, "broker": None}),
        Flag("compromised", "house", {"there": True}),
        Flag("compromised", "house", {"there": False}),
        Flag("compromised_leg", "road", {"broker": "g"}),
        Flag("compromised_leg", "road", {"broker": None}),
        *(Flag(code, "", {}) for code in journeys.FLAGS),
    ]
    with speaking("ko"):
        lines = [flag_line(PACK, flag) for flag in flags]
    assert len(set(lines)) == len(lines)
    assert amiss_in_korean(lines) == []


def test_journeys_in_a_table_are_said_in_korean() -> None:
    """At a place, on the way, lost, and closed in each of the ways."""
    ends = [[*THERE, *FRESH["arrived"], closed(at(60), end)] for end in get_args(JourneyEnd)]
    ends += [THERE[:1], THERE[:2], [*THERE, *FRESH["caught"]]]
    with speaking("ko"):
        rows = journey_rows(("강", PACK, answered(reports).journey) for reports in ends)
    assert len({row[-1] for row in rows}) == len(ends)
    assert amiss_in_korean([row[-1] for row in rows]) == []


def test_how_a_journey_begins_and_ends_is_said_in_korean() -> None:
    """And what is to be done after its end."""
    journey = answered([*THERE, departure("ford", at(60)), delivery("ford", at(60)), closed(at(60))]).journey
    tasks = [
        Task(code=f"{code}:g", broker="g", amount=amount, done=done)
        for code in journey_ends.TASKS
        for amount, done in ((0.0, False), (120.0, True))
    ]
    with speaking("ko"):
        lines = [
            *journey_ends.begun_lines(NAME, 417, "go", []),
            *journey_ends.begun_lines(NAME, 417, "hold", ["anna", "peter"]),
            journey_ends.closed_line(PACK, journey),
            journey_ends.tasks_line(tasks),
            journey_ends.tasks_line([]),
            *(cell for row in journey_ends.task_rows(PACK, tasks) for cell in (row[0], row[2])),
        ]
    assert amiss_in_korean(lines, IDS) == []


def test_what_goes_wrong_is_said_in_korean() -> None:
    """Whatever the event."""
    with speaking("ko"):
        said = [wrong_line(PACK, one) for one in answered(THERE).wrong]
    assert "강 수위 높음 상태(길이 닫힘)이면" in {line.partition(":")[0] for line in said}
    assert amiss_in_korean(said) == []
