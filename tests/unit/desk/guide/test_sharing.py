"""Journeys beside each other share what is seen, and leave each other their beds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import condition, leg, place, write_pack
from tests.journeys import accepted, at, delivery, departure, heard, observation
from waystation.desk.guide.following import Following
from waystation.desk.guide.running import Opened, answer_of, running_of, the_present
from waystation.desk.guide.sharing import answers_of
from waystation.desk.hear.taking import take_reports
from waystation.guiding.journey import journeys_of
from waystation.storage.folders import PackFolder
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, report_json

CHAIN = [[0.9, 0.1], [0.3, 0.7]]


def mission(folder: Path, name: str, reports: list[Report], **others: Any) -> Opened:
    """A mission in a folder: over a river from a house with two beds, which is safer to wait in than the bank."""
    beds = others.pop("beds", 2)
    path = write_pack(
        folder / name,
        place("a", found=0.9),
        place("house", kind="safe_house", beds=beds),
        place("barn", kind="safe_house", found=0.5),
        leg("to-house", "a", "house", broker="g"),
        leg("to-barn", "a", "barn", broker="g"),
        leg("ford", "house", risk={"harm": 0.01}, when={"river=high": "closed"}),
        leg("ferry", "barn", risk={"harm": 0.01}, when={"river=high": "closed"}),
        **{
            "condition": [condition(per_step=CHAIN, now="high")],
            "broker": [{"id": "g", "role": "guide", "betrays": [0.0, 0.01]}],
            "travellers": [{"id": "boy"}, {"id": "girl"}],
            "hours": 24,
            **others,
        },
    )
    store = ReportFile(path)
    store.add(reports)
    return Opened(str(path), name, PackFolder(path), store)


def test_whoever_comes_second_finds_another_house(tmp_path):
    """Two beds, two parties of two: one of them has the house, and the other goes to the barn."""
    first = mission(tmp_path, "one", [accepted(at(0), "one"), delivery("to-house", at(30), name="one")])
    second = mission(tmp_path, "two", [accepted(at(5), "two", 518)])
    running = running_of([first, second], at(60))
    one, two = answers_of(running, at(60))
    assert one.position.place == "house"
    assert two.next.leg is not None
    assert two.next.leg.id == "to-barn"
    assert answer_of(running[1], at(60)).next.leg != two.next.leg


def test_a_house_that_is_large_enough_is_shared(tmp_path):
    """Nobody is kept out where there are beds for all."""
    first = mission(tmp_path, "one", [accepted(at(0), "one"), delivery("to-house", at(30), name="one")], beds=4)
    second = mission(tmp_path, "two", [accepted(at(5), "two", 518)], beds=4)
    running = running_of([first, second], at(60))
    assert answers_of(running, at(60)) == [answer_of(one, at(60)) for one in running]


def test_what_one_sees_the_other_knows(tmp_path):
    """A river, a silent broker; each only once, and nothing of what moves the other party."""
    told = [
        accepted(at(0), "one"),
        departure("to-house", at(10), "one"),
        observation("low", at(20)),
        heard("silence", at(20), broker="g", journey="one"),
    ]
    first, second = mission(tmp_path, "one", told), mission(tmp_path, "two", [accepted(at(5), "two", 518)])
    _, two = running_of([first, second, first], at(60))[:2]
    assert {one.kind for one in two.news} == {"observation", "silence"}
    assert two.journey.silent == {"g": at(20)}
    assert two.journey.standing.leg is None
    found = answer_of(two, at(20))
    assert found.seen["river"].level == "low"
    assert set(found.closed) == {"to-house", "to-barn"}


def test_what_lies_ahead_is_not_looked_at(tmp_path):
    """Asked as of an earlier instant, only what had happened by then counts."""
    opened = mission(tmp_path, "one", [accepted(at(0), "one"), departure("to-house", at(40), "one")])
    (early,) = running_of([opened], at(20))
    assert early.journey.standing.leg is None
    assert not running_of([opened], at(-5))


def test_the_present_is_that_of_the_missions_that_run(tmp_path):
    """One that is only planned for later does not move the clock."""
    running = mission(tmp_path, "one", [accepted(at(0), "one"), departure("to-house", at(40), "one")])
    planned = mission(tmp_path, "two", [], start="2031-12-01T12:00:00+09:00")
    assert the_present([running, planned], at(-9999)) == at(40)
    assert the_present([planned], at(-9999)) == planned.loaded.pack.clock.start
    assert the_present([running, planned], at(99)) == at(99)


def test_a_journey_that_is_followed_answers_as_one_that_is_read_anew(tmp_path):
    """Report by report, looked up or planned, beliefs and all."""
    opened = mission(tmp_path, "one", [accepted(at(0), "one")])
    (running,) = running_of([opened], at(0))
    following = Following(running, at(0))
    told = [
        departure("to-house", at(0), "one"),
        delivery("to-house", at(30), "late", "one", broker="g", grade="A1"),
        observation("low", at(40), grade="B2"),
        heard("word", at(45), broker="g", broken=1, grade="A1"),
        heard("illness", at(50), journey="one", person="boy"),
    ]
    for report in told:
        change = following.hear([report], report.happened)
        values = [{**report_json(report), "heard": report.happened.isoformat()}]
        again = mission_again(opened)
        take_reports(again.store, again.loaded.stated, values, report.happened)
        (anew,) = running_of([mission_again(opened)], report.happened)
        fresh = answer_of(anew, report.happened)
        assert following.answer.safe == pytest.approx(fresh.safe, abs=1e-12)
        assert (following.answer.next, following.answer.closed) == (fresh.next, fresh.closed)
        assert change.fields["after"] is following.answer
        assert following.running.journey.standing == journeys_of(anew.loaded.stated, anew.reports)[0].standing


def mission_again(opened: Opened) -> Opened:
    """The same mission, read anew."""
    return Opened(opened.name, opened.mission, PackFolder(Path(opened.name)), ReportFile(Path(opened.name)))
