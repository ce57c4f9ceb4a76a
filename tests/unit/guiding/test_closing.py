"""What follows the end of a journey: money by what was done, thanks, care; ticked off by reports."""

from __future__ import annotations

from tests.builders import leg, place, small_pack
from tests.journeys import NAME, accepted, at, closed, delivery, departure, heard, journey_of
from waystation.guiding.closing import OUTCOMES, Task, open_tasks, tasks_of
from waystation.world.report import MISSION_ENDS, Report

PACK = small_pack(
    place("m"),
    leg("up", "a", "m", broker="g", fee=100),
    leg("on", "m", "b", broker="h", fee=40),
    hours=24,
    broker=[{"id": "g", "role": "guide"}, {"id": "h", "role": "driver", "terms": {"held": 0.25}}],
)
TO_M = [accepted(at(0)), departure("up", at(10)), delivery("up", at(40))]
ARRIVED = [*TO_M, departure("on", at(50)), delivery("on", at(80), "late"), closed(at(90))]


def tasks(reports: list[Report]) -> dict[str, Task]:
    return {task.code: task for task in tasks_of(PACK, journey_of(PACK, reports), reports)}


def test_nothing_follows_what_still_runs():
    """Until it is closed."""
    assert not tasks(ARRIVED[:-1])


def test_the_held_share_is_due_to_whoever_brought_them():
    """In time or late; both are thanked."""
    found = tasks(ARRIVED)
    assert {code: task.amount for code, task in found.items() if task.amount} == {
        "release:broker:g": 50.0,
        "release:broker:h": 10.0,
    }
    assert {"thanks:broker:g", "thanks:broker:h", "trace", "family", "aftercare"} <= set(found)


def test_what_was_not_done_is_kept():
    """Turned back, the broker's held share is not due."""
    found = tasks([*TO_M, departure("on", at(50)), delivery("on", at(80), "back"), closed(at(90), "home")])
    assert found["keep:broker:h"].amount == 10.0
    assert "thanks:broker:h" not in found
    assert found["release:broker:g"].amount == 50.0


def test_who_sold_them_is_burnt_and_not_thanked():
    """And the embassy is told of those who are held."""
    found = tasks([*TO_M, departure("on", at(50)), delivery("on", at(80), "betrayed"), closed(at(90), "lost")])
    assert "burn:broker:h" in found
    assert "thanks:broker:h" not in found
    assert "embassy" in found


def test_money_that_was_released_is_not_released_again():
    """Part of it leaves the rest open."""
    part = heard("payment", at(95), to="g", amount=20, state="released", journey=NAME)
    assert tasks([*ARRIVED, part])["release:broker:g"].amount == 30.0
    rest = heard("payment", at(96), to="g", amount=30, state="released", journey=NAME)
    assert tasks([*ARRIVED, part, rest])["release:broker:g"].done


def test_a_task_is_done_when_a_report_says_so():
    """Unless that is corrected."""
    done = heard("done", at(95), journey=NAME, task="trace")
    assert tasks([*ARRIVED, done])["trace"].done
    wrong = heard("correction", at(96), answers=done.id)
    assert not tasks([*ARRIVED, done, wrong])["trace"].done
    everything = [heard("done", at(95), journey=NAME, task=code) for code in tasks(ARRIVED)]
    assert not open_tasks(tuple(tasks([*ARRIVED, *everything]).values()))


def test_every_end_closes_what_was_foreseen():
    """By an outcome that the record knows."""
    assert set(OUTCOMES.values()) <= set(MISSION_ENDS)
