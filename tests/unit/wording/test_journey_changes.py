"""What a report changed on a journey is said in one sentence: why, what to do now, and how many arrive."""

from __future__ import annotations

from dataclasses import replace

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
            "The river high since 13:00 (Boun): hold at Last house until the river low, instead of going at Wed 1",
        ),
        ([heard("silence", at(60), broker="d")], "Mr. Kang does not answer: as before, go at Wed 1 Oct 13:00 fording"),
        (
            [heard("illness", at(60), journey=NAME, person="boy")],
            "boy is ill: as before, go at Wed 1 Oct 13:00 fording",
        ),
        ([heard("checkin", at(60), journey=NAME, word="good")], "They are well: as before, "),
        (
            [heard("checkin", at(60), journey=NAME, word="pressed")],
            "RED FLAG: their sign of life was given under pressure; trust",
        ),
        ([heard("price", at(60), leg="round", fee=200)], "RED FLAG, nobody agrees to it alone: more is asked for "),
        (
            [heard("checkin", at(60), journey=NAME, word="bad")],
            "RED FLAG: their sign of life says that something is wrong; find out what: ",
        ),
        ([heard("burn", at(60), what="broker", name="d")], "RED FLAG, warn them now: Mr. Kang is burnt: "),
        ([heard("burn", at(60), what="member", name="peter")], "The member peter is burnt: as before, "),
        ([heard("burn", at(60), what="broker", name="g")], "RED FLAG, warn them now: Boun is burnt: "),
        (
            [heard("correction", at(60), answers=THERE[2].id)],
            "What was told is taken back, and they are on the way to Last house: ",
        ),
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


def test_a_hold_that_goes_on_names_no_hour_that_was_never_said():
    """The hour at which it would be given up moves with all that is believed."""
    line = said([heard("silence", at(60), broker="d")], [*THERE, observation("high", at(60), source="g")])
    assert ": as before, hold at Last house until the river low;" in line, line
    assert ", not at" not in line
    assert "instead" not in line


def test_a_way_is_never_said_to_be_taken_instead_of_itself():
    """What is believed of it has moved, and its hour with that; it is the same way."""
    now = answerer_of(PACK).answer(situation(PACK, THERE, at(60)))
    assert now.next.leg is not None
    other = now.next.leg.model_copy(update={"minutes": 31.0})
    later = replace(now, next=replace(now.next, leg=other, at=at(90)), safe=(0.1, 0.2, 0.3))
    fresh = [heard("sighting", at(60), near="place:house", what="police")]
    line = change_line(PACK, change_of(now, later, fresh))
    assert ", not at Wed 1 Oct 13:00;" in line, line
    assert "instead" not in line


def test_hours_are_those_of_the_place_where_they_are():
    """With their offset where there are several, and with their day where it is another there."""
    far = small_pack(
        place("a", tz="Asia/Ho_Chi_Minh"),
        place("house", name="Last house", tz="Asia/Ho_Chi_Minh"),
        place("b", tz="Asia/Seoul"),
        leg("road", "a", "house", minutes=60),
        leg("ford", "house", minutes=30),
        hours=48,
        condition=[condition(per_step=[[0.95, 0.05], [0.4, 0.6]], name="the river")],
    )
    before = [accepted(at(0)), departure("road", at(0)), delivery("road", at(60))]
    for minutes, expected in ((60, "high since 11:00 +07 (anna)"), (14 * 60, "high since Wed 1 Oct 11:00 +07 (anna)")):
        fresh, answerer = [observation("high", at(60))], answerer_of(far)
        was, now = (answerer.answer(situation(far, told, at(minutes))) for told in (before, [*before, *fresh]))
        assert expected in change_line(far, change_of(was, now, fresh))


def test_whoever_is_heard_of_again_is_said():
    """Beside the reason, which they told."""
    silent = [*THERE, heard("silence", at(60), broker="d")]
    line = said([observation("low", at(60), source="d")], silent)
    assert line.startswith("The river low since 13:00 (Mr. Kang), and Mr. Kang is heard of again: "), line


def test_that_they_left_says_how_with_whom_and_for_where():
    """Several ways may lead there."""
    line = said([departure("round", at(60))])
    assert line.startswith("They left by car with Mr. Kang for Far side: "), line


def test_the_answer_comes_first_and_closed_ways_last():
    """Red flags before anything else."""
    pressed = [*THERE, heard("checkin", at(60), journey=NAME, word="pressed"), heard("silence", at(60), broker="d")]
    lines = answer_lines(PACK, answerer_of(PACK).answer(situation(PACK, pressed, at(60))))
    assert lines[0].startswith("RED FLAG: the last sign of life was given under pressure.")
    assert lines[1].startswith("They are at Last house since Wed 1 Oct 13:00")
    assert lines[2].startswith("Go at Wed 1 Oct 13:00 fording to Far side")
    assert lines[-1] == "Closed to them: Last house → Far side by car (Mr. Kang does not answer)."


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
