"""What changed between two answers, and why: the gravest report is the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.journeys import NAME, at, closed, delivery, departure, heard, journey_of, observation
from tests.unit.guiding.test_answerer import BEGUN, LEFT, PACK, THERE, answer
from waystation.guiding.changing import change_of, same_step
from waystation.world.report import Report


def code(before: list[Report], fresh: list[Report], minutes: float = 60) -> str:
    return change_of(answer(before, minutes), answer([*before, *fresh], minutes), fresh).code


@pytest.mark.parametrize(
    ("before", "fresh", "expected"),
    [
        (BEGUN, [LEFT[1]], "left"),
        (LEFT, [delivery("road", at(60))], "arrived"),
        (LEFT, [delivery("road", at(60), "late")], "late"),
        (LEFT, [delivery("road", at(60), "back")], "back"),
        (LEFT, [delivery("road", at(60), "caught")], "lost"),
        (THERE, [observation("high", at(60))], "level"),
        (THERE, [observation("high", at(30)), observation("low", at(60))], "level"),
        (THERE, [heard("silence", at(60), broker="d")], "silent"),
        ([*THERE, heard("silence", at(60), broker="d")], [heard("word", at(60), broker="g", source="d")], "heard"),
        (THERE, [heard("price", at(60), leg="round", fee=150)], "price"),
        (THERE, [heard("burn", at(60), what="broker", name="d")], "burnt"),
        (THERE, [heard("illness", at(60), journey=NAME, person="boy")], "ill"),
        (THERE, [heard("illness", at(60), journey=NAME, person="boy", over=True)], "well"),
        (THERE, [heard("checkin", at(60), journey=NAME, word="good")], "good"),
        (THERE, [heard("checkin", at(60), journey=NAME, word="pressed")], "pressed"),
        (LEFT, [heard("checkin", at(60), journey=NAME, word="good", at="farm")], "arrived"),
        (LEFT, [heard("checkin", at(60), journey=NAME, word="good", at="a")], "back"),
        (LEFT, [heard("checkin", at(60), journey=NAME, word="pressed", at="farm")], "pressed"),
        (BEGUN, [LEFT[1], heard("checkin", at(60), journey=NAME, word="good", at="farm")], "arrived"),
        (THERE, [heard("sighting", at(60), near="place:bank", what="police")], "nothing"),
        (THERE, [heard("correction", at(60), answers=THERE[2].id)], "corrected"),
        (THERE, [heard("correction", at(60), answers="nothing")], "nothing"),
        (THERE, [], "time"),
    ],
)
def test_the_reason_is_what_was_heard(before, fresh, expected):
    """Each kind has its word."""
    assert code(before, fresh) == expected


def test_of_several_the_gravest_is_the_reason():
    """Whatever came with it."""
    fresh = [heard("checkin", at(60), journey=NAME, word="good"), heard("burn", at(60), what="broker", name="d")]
    assert code(THERE, fresh) == "burnt"


def test_an_attempt_of_others_is_no_reason():
    """It only changes what is believed, if anything."""
    assert code(THERE, [delivery("round", at(60), name=None)]) == "nothing"


def test_what_was_seen_earlier_than_the_last_is_no_reason():
    """The last that was seen stands."""
    late = [*THERE, observation("high", at(60))]
    assert code(late, [observation("low", at(40))]) == "nothing"


def test_waiting_on_is_the_same_step():
    """As long as the wait ends at the same hour."""
    now, later = answer(BEGUN, 0), answer(BEGUN, 0)
    assert same_step(now.next, later.next)
    assert not same_step(now.next, answer(THERE, 60).next)


def test_a_wait_for_a_level_is_the_same_whenever_it_would_be_given_up():
    """Waiting for another level is not."""
    now = replace(answer(BEGUN, 0).next, what="wait", leg=None, until=at(60), releases=(("river", "low"),))
    assert same_step(now, replace(now, until=at(600)))
    assert not same_step(now, replace(now, releases=(("river", "high"),)))
    assert not same_step(now, replace(now, releases=()))


def test_whoever_is_heard_of_again_is_named_beside_the_reason():
    """They told what is the reason."""
    before = [*THERE, heard("silence", at(60), broker="d")]
    fresh = [observation("high", at(60), source="d")]
    found = change_of(answer(before, 60), answer([*before, *fresh], 60), fresh)
    assert (found.code, found.fields["again"]) == ("level", ["d"])


def test_a_closed_journey_says_so():
    """Its end is the reason."""
    end = closed(at(60), "home")
    before = answer(THERE, 60)
    after = replace(before, journey=journey_of(PACK, [*THERE, end]))
    assert change_of(before, after, [end]).code == "closed"


def test_the_first_answer_has_none_before_it():
    """The journey begins with it."""
    change = change_of(None, answer(BEGUN, 0), BEGUN)
    assert (change.code, change.fields["same"]) == ("began", False)


def test_a_departure_of_another_journey_is_no_reason():
    """Though it is in the same mission."""
    assert code(THERE, [departure("road", at(60), "other")]) == "nothing"
