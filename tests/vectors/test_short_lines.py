"""The lines kept in `short_lines.jsonl`, written as people write: each with the reading it must get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.wording.short_lines.mission import ALIASES, CHECKINS, MISSION, NOW, REPORTS, ZONE
from waystation.wording.short_lines import Reading, read_lines

VECTORS = [json.loads(line) for line in (Path(__file__).with_name("short_lines.jsonl")).read_text("utf-8").splitlines()]
REPORTED = [vector for vector in VECTORS if not vector["never"]]
NEVER = [vector for vector in VECTORS if vector["never"]]


def read(line: str) -> Reading:
    """The one reading of a line."""
    (reading,) = read_lines(line, MISSION, NOW, ZONE, aliases=ALIASES, checkin_words=CHECKINS, report_ids=REPORTS)
    return reading


@pytest.mark.parametrize("vector", REPORTED, ids=lambda vector: vector["line"])
def test_a_line_is_understood_or_asked_about_and_never_misread(vector: dict[str, Any]):
    """Kind and fields are those that were meant, and exactly what is missing or ambiguous is asked."""
    reading = read(vector["line"])
    draft = {key: value for key, value in (reading.draft or {}).items() if key not in ("text", "heard")}
    assert draft == (vector["draft"] or {})
    assert sorted(question.code for question in reading.questions) == vector["ask"]
    assert reading.language == vector["language"]


@pytest.mark.parametrize("vector", NEVER, ids=lambda vector: vector["line"])
def test_what_is_no_report_never_becomes_one_unasked(vector: dict[str, Any]):
    """Greetings, questions, negations, conditions, what lies ahead, jokes: there is no draft, and a question why."""
    reading = read(vector["line"])
    assert reading.draft is None
    assert reading.questions[0].code == vector["ask"][0]
    assert any(choice.drop for choice in reading.questions[0].choices)


def test_there_are_enough_lines_in_both_languages():
    """Two hundred lines, of which many are Korean, and sixty that are no reports."""
    english = [vector for vector in REPORTED if vector["language"] == "en"]
    assert len(REPORTED) >= 200
    assert len(english) >= 110
    assert len(REPORTED) - len(english) >= 80
    assert len(NEVER) >= 60
