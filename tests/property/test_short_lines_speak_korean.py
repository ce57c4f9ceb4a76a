"""Whoever reads Korean is asked in Korean whatever was typed; what was understood is the same."""

from __future__ import annotations

import re

import pytest

from tests.vectors.test_short_lines import VECTORS, read
from waystation.errors import BadInput
from waystation.wording.language import speaking
from waystation.wording.short_lines import Reading, answer
from waystation.wording.short_lines.said import QUESTIONS

LINES = [vector["line"] for vector in VECTORS]
HANGUL = re.compile("[가-힣]")
OPENINGS = [opening for english, _ in QUESTIONS.values() if (opening := english.split("{")[0].strip(" ?"))]


def understood(reading: Reading) -> tuple[object, ...]:
    """What a line came to, without the words in which that is said."""
    return (
        reading.draft,
        reading.otherwise,
        reading.matches,
        reading.numbers,
        [
            (asked.code, asked.free, asked.suggestion, [(one.value, one.fields, one.drop) for one in asked.choices])
            for asked in reading.questions
        ],
    )


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_asked_about_in_korean(line: str) -> None:
    """Its questions and what is said back; nothing that was understood depends on who reads."""
    plain = read(line)
    with speaking("ko"):
        reading = read(line)
    assert reading.language == "ko"
    assert understood(reading) == understood(plain)
    for text in (reading.said_back, *(asked.text for asked in reading.questions)):
        assert HANGUL.search(text), text
        assert not [opening for opening in OPENINGS if opening in text], text
        assert not re.search(r"\((?:으|이|은|는|가|을|를|과|와)\)|[{}]", text), text


def test_what_is_picked_has_its_korean_name() -> None:
    """With the pack's own word behind it, so that nobody mistakes one level for another."""
    with speaking("ko"):
        reading = read("the river is not high, says Hwang B2")
    labels = {choice.value: choice.label for asked in reading.questions for choice in asked.choices}
    assert labels["low"] == "낮음 (low)"
    assert labels["leave_out"] == "빼기"


def test_an_answer_that_is_none_is_told_what_would_be_one() -> None:
    """In words where no choice is offered."""
    with speaking("ko"):
        reading = read("paid Hwang 300 baht")
        (asked,) = [question for question in reading.questions if not question.choices]
        with pytest.raises(BadInput) as caught:
            answer(reading, asked, "아무 데도")
    assert [mistake.fields["known"] for mistake in caught.value.mistakes()] == ["다른 말로 쓰기"]
