"""Short lines about a journey that runs: who left, who is ill, who does not answer, who asks for more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from waystation.desk.chart.loading import load_pack
from waystation.storage.folders import PackFolder
from waystation.wording.short_lines import Going, Reading, read_lines
from waystation.world.report import Report, read_report

PACK = load_pack(PackFolder(Path(__file__).resolve().parents[4] / "packs" / "two-days-to-the-river")).stated
NOW = datetime.fromisoformat("2031-10-02T12:00:00+07:00")
AT_HUT = Going("heron", "hut", "", ("path",))
ON_PATH = Going("heron", "hut", "path", ("path",))
AT_MILL = Going("heron", "mill", "", ("lane", "truck", "path"))


def read(line: str, going: Going | None) -> Reading:
    (found,) = read_lines(line, PACK, NOW, PACK.clock.zone, going=going)
    return found


@pytest.mark.parametrize(
    ("line", "going", "fields"),
    [
        ("they left at 18:00, father", AT_HUT, {"kind": "departure", "leg": "path"}),
        ("they left on the path at 18:00, father", AT_HUT, {"kind": "departure", "leg": "path"}),
        ("left for the market at 5am, father", AT_MILL, {"kind": "departure", "leg": "lane"}),
        ("18시에 출발, 아버지", AT_HUT, {"kind": "departure", "leg": "path"}),
        ("they arrived at 01:00, father, B2", ON_PATH, {"kind": "delivery", "leg": "path", "outcome": "arrived"}),
        ("they were turned back at 3am, father, B2", ON_PATH, {"kind": "delivery", "leg": "path", "outcome": "back"}),
        ("lane arrived at 01:00, father, B2", AT_MILL, {"kind": "delivery", "leg": "lane"}),
        ("mr hwang does not answer, pastor", AT_MILL, {"kind": "silence", "broker": "hwang"}),
        ("somlit is unreachable, pastor", AT_MILL, {"kind": "silence", "broker": "somlit"}),
        ("somlit 연락 두절, 목사", AT_MILL, {"kind": "silence", "broker": "somlit"}),
        ("hwang wants 900 for the ford, pastor", AT_MILL, {"kind": "price", "leg": "ford", "fee": 900.0}),
        ("grandmother is sick, father", AT_MILL, {"kind": "illness", "person": "grandmother"}),
        ("할머니가 아프다, 아버지", AT_MILL, {"kind": "illness", "person": "grandmother"}),
        ("grandmother has recovered, father", AT_MILL, {"kind": "illness", "person": "grandmother", "over": True}),
    ],
)
def test_a_line_of_a_running_journey_is_understood(line, going, fields):
    """It becomes a sound report of that journey, with nothing left to ask."""
    reading = read(line, going)
    assert reading.ready, reading.questions
    draft: dict[str, Any] = dict(reading.draft or {})
    assert {key: draft.get(key) for key in fields} == fields
    assert draft["journey"] == "heron"
    assert isinstance(read_report({**draft, "heard": NOW.isoformat()}), Report)
    assert "…" not in reading.said_back


@pytest.mark.parametrize(
    "line", ["they left at 18:00, father", "grandmother is sick, father", "mr hwang does not answer, pastor"]
)
def test_without_a_journey_nothing_is_guessed(line):
    """The same words are asked about, as before."""
    assert not read(line, None).ready


def test_who_left_may_be_the_police():
    """Then it is no departure of ours."""
    draft = read("police left the bank at 9am, somlit, B2", AT_MILL).draft
    assert draft is None or draft["kind"] != "departure"


def test_an_attempt_that_does_not_fit_is_of_others():
    """Another leg than the one they are on, or another broker than runs it."""
    other = read("somlit got three people across the river by boat yesterday, malee, A2", ON_PATH)
    assert other.draft is not None
    assert "journey" not in other.draft


def test_several_legs_are_asked_about():
    """Where it is not said which leg they took, it is not guessed."""
    reading = read("they left at 5am, father", AT_MILL)
    assert [question.code for question in reading.questions] == ["leg"]
    assert [choice.value for choice in reading.questions[0].choices] == ["lane", "truck", "path"]


def test_the_clock_by_which_a_time_is_read_is_said_where_places_have_several():
    """Whoever calls from a place an hour behind means another hour: the coordinator sees which was taken."""
    far = replace(PACK, places=tuple(one.model_copy(update={"tz": "Asia/Seoul"}) for one in PACK.places))
    (found,) = read_lines("they left at 9:00, father", far, NOW, PACK.clock.zone, going=AT_HUT)
    assert "2031-10-02 09:00 +07 (" in found.said_back
    (alike,) = read_lines("they left at 9:00, father", PACK, NOW, PACK.clock.zone, going=AT_HUT)
    assert "2031-10-02 09:00 (" in alike.said_back
