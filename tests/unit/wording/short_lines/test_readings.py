"""Laws that hold for any text whatever."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.wording.short_lines.mission import ALIASES, CHECKINS, MISSION, NOW, REPORTS, ZONE
from waystation.wording.short_lines import Reading, answer, kept, read_lines
from waystation.wording.short_lines.lexicon import senses
from waystation.world.report import Report

LINES = [
    json.loads(line)["line"]
    for line in (Path(__file__).parents[3] / "vectors" / "short_lines.jsonl").read_text("utf-8").splitlines()
]
WORDS = sorted({" ".join(phrase) for phrase in senses()} | set(ALIASES) | {"hwang", "Big Bend", "boun", "the ford"})
PARTS = [
    "B2",
    "3h",
    "12",
    "두 명",
    "08:30",
    "yesterday",
    "어제",
    "12.10.",
    "last night",
    ",",
    ".",
    "?",
    "(",
    ")",
    "-",
    "!",
]
PARTS += ["in", "from", "heard from", "3시간 전", "1,200", "0", "9999999999", "31.02.", "0000-01-01", "9999-12-31", "x"]
WORDY = st.lists(st.sampled_from(WORDS) | st.sampled_from(PARTS), max_size=12).map(" ".join)
CUT = st.tuples(st.sampled_from(LINES), st.integers(0, 40), st.sampled_from(WORDS)).map(
    lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] :]
)
ANY = st.text(max_size=80) | WORDY | CUT


def read(text: str) -> list[Reading]:
    """What a text comes to."""
    return read_lines(text, MISSION, NOW, ZONE, aliases=ALIASES, checkin_words=CHECKINS, report_ids=REPORTS)


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_any_text_is_read_without_an_error_and_nothing_is_dropped(text):
    """Every line with a letter or a digit in it has a reading, and every reading says something or asks."""
    for reading in read(text):
        assert reading.said_back
        assert reading.ready or reading.questions


@settings(max_examples=400, deadline=None)
@given(WORDY | CUT)
def test_a_draft_with_nothing_left_to_ask_is_a_report(text):
    """What may be kept can be kept, is never about the future, and holds the line itself."""
    for reading in read(text):
        if reading.ready:
            report = kept(reading)
            assert isinstance(report, Report)
            assert report.happened <= NOW
            assert report.text == reading.line.strip()


@settings(max_examples=400, deadline=None)
@given(WORDY | CUT)
def test_every_name_and_number_is_said_back(text):
    """Whoever confirms a reading has seen all that was taken from the line."""
    for reading in read(text):
        for match in reading.matches:
            assert match.name in reading.said_back
            assert match.how != "spelling" or match.said in reading.said_back
        for number in reading.numbers:
            assert number in reading.said_back


@settings(max_examples=200, deadline=None)
@given(WORDY | CUT, st.data())
def test_answers_lead_to_a_report_or_to_nothing(text, data):
    """Whatever choice is taken, in the end a report can be kept or the line is left out."""
    for first in read(text):
        reading = first
        for _ in range(25):
            offered = [question for question in reading.questions if question.choices]
            if not offered:
                break
            question = offered[0]
            reading = answer(reading, question, data.draw(st.sampled_from(question.choices)))
        if reading.draft is not None and not reading.questions:
            assert isinstance(kept(reading), Report)


def test_a_number_that_is_too_large_is_not_offered():
    """Even where it stands apart: it is asked for anew, and no answer leads to what cannot be kept."""
    (reading,) = read("police zzz 9999999999 at hut A1")
    (count,) = [question for question in reading.questions if question.code == "count"]
    assert count.choices == ()
    (reading,) = read("police zzz 3 at hut A1")
    (count,) = [question for question in reading.questions if question.code == "count"]
    assert [choice.value for choice in count.choices] == ["3"]
