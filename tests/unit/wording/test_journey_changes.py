"""What a report changed on a journey is said in one sentence: why, what to do now, and how many arrive."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.journeys import NAME, accepted, answerer_of, at, closed, delivery, departure, heard, observation, situation
from waystation.guiding.changing import change_of
from waystation.wording.journey_changes import change_line
from waystation.wording.journeys import answer_lines, wrong_rows
from waystation.world.report import Report

PACK = small_pack(
    place("house", name="Last house", kind="safe_house", found=0.01),
    place("b", name="Far side"),
    leg("road", "a", "house", minutes=60, broker="g", fee=10, risk={"back": [0.05, 0.2], "late": 0.1}),
    leg("ford", "house", minutes=30, mode="ford", risk={"harm": 0.02}, when={"river=high": "closed"}),
    leg("round", "house", minutes=120, broker="d", fee=100, risk={"caught": [0.3, 0.5]}),
    hours=24,
    broker=[
        {"id": "g", "role": "guide", "name": "Boun", "betrays": 0.01},
        {"id": "d", "role": "driver", "name": "Mr. Kang", "betrays": 0.01},
    ],
    condition=[condition(per_step=[[0.95, 0.05], [0.4, 0.6]], name="the river")],
)
THERE = [accepted(at(0)), departure("road", at(0)), delivery("road", at(60))]


def said(fresh: list[Report], before: list[Report] = THERE, minutes: float = 60) -> str:
    answerer = answerer_of(PACK)
    old = answerer.answer(situation(PACK, before, at(minutes)))
    new = answerer.answer(situation(PACK, [*before, *fresh], at(minutes)))
    return change_line(PACK, change_of(old, new, fresh))


@pytest.mark.parametrize(
    ("fresh", "expected"),
    [
        (
            [observation("high", at(60), source="g")],
            "The river high since 13:00 (Boun): hold at Last house until the river low, instead of going fording",
        ),
        ([heard("silence", at(60), broker="d")], "Mr. Kang does not answer: as before, go at Wed 1 Oct 13:00 fording"),
        (
            [heard("illness", at(60), journey=NAME, person="boy")],
            "boy is ill: as before, go at Wed 1 Oct 13:00 fording",
        ),
        ([heard("checkin", at(60), journey=NAME, word="good")], "They are well: as before, "),
        (
            [heard("checkin", at(60), journey=NAME, word="pressed")],
            "Their sign of life was given under pressure; trust",
        ),
        ([heard("price", at(60), leg="round", fee=200)], "RED FLAG, nobody agrees to it alone: more is asked for "),
        ([heard("burn", at(60), what="broker", name="d")], "Mr. Kang is burnt: "),
        (
            [departure("ford", at(60)), delivery("ford", at(60), "harm")],
            "On the way Last house → Far side somebody was",
        ),
        ([departure("ford", at(60)), delivery("ford", at(60))], "They are at Far side: they have arrived; close the"),
    ],
)
def test_the_sentence_begins_with_the_reason(fresh, expected):
    """And ends with a full stop."""
    line = said(fresh)
    assert line.startswith(expected), line
    assert line.endswith(".")
    assert "None" not in line
    assert "{" not in line


def test_what_is_done_instead_is_said_with_how_many_arrive():
    """Now, and before."""
    line = said([observation("high", at(60), source="g")])
    assert ", instead of going" in line or ", not at Wed 1 Oct 13:00" in line
    assert " of 100 arrive, " in line
    assert line.endswith((" before.", ", as before."))


def test_the_answer_comes_first_and_closed_ways_last():
    """Red flags before anything else."""
    pressed = [*THERE, heard("checkin", at(60), journey=NAME, word="pressed"), heard("silence", at(60), broker="d")]
    lines = answer_lines(PACK, answerer_of(PACK).answer(situation(PACK, pressed, at(60))))
    assert lines[0].startswith("RED FLAG: the last sign of life was under pressure.")
    assert lines[1].startswith("They are at Last house since Wed 1 Oct 13:00")
    assert lines[2].startswith("Go at Wed 1 Oct 13:00 fording to Far side")
    assert lines[-1] == "Closed to them: Last house → Far side (Mr. Kang does not answer)."


def test_what_goes_wrong_stands_under_its_leg():
    """On the way: the leg they are on, then the next."""
    rows = wrong_rows(PACK, answerer_of(PACK).answer(situation(PACK, THERE[:2], at(20))))
    assert [heading for heading, _ in rows] == ["a → Last house", "Last house → Far side"]
    assert rows[0][1][0].startswith("turned back: try again at once by car with Boun to Last house")
    assert any(line.startswith("if the river high (closed)") for line in rows[1][1])


def test_a_lost_journey_says_what_is_left_to_do():
    """And nothing about what to do next."""
    lost = [*THERE, departure("ford", at(60)), delivery("ford", at(90), "caught")]
    lines = answer_lines(PACK, answerer_of(PACK).answer(situation(PACK, lost, at(100))))
    assert lines == ["Lost, Wed 1 Oct 13:30: they were caught."]
    assert closed(at(120), "lost").kind == "journey"
