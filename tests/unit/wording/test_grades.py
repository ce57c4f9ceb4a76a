"""The Admiralty pair in words, in both languages."""

from __future__ import annotations

import pytest

from waystation.evidence.grades import CREDIBILITY, RELIABILITY, grade_weights
from waystation.wording.grades import GRADES, grade_choices, say_age, say_grade
from waystation.wording.language import speaking


def test_every_grade_that_has_a_weight_has_words() -> None:
    """And no other."""
    assert set(GRADES) == set(grade_weights())
    assert len(GRADES) == len(RELIABILITY) * len(CREDIBILITY)
    assert len({say_grade(one) for one in GRADES}) == len(GRADES)


def test_a_grade_is_said_whole() -> None:
    """The pair, the source, what it says."""
    assert say_grade("B2") == "B2: a usually reliable source; probably true"
    assert say_grade(None) == "not graded, so it counts for nothing until somebody grades it"
    with speaking("ko"):
        assert say_grade("B2") == "B2: 대체로 믿을 수 있는 출처, 사실일 가능성이 큼"


def test_a_form_offers_no_grade_first() -> None:
    """Nobody is made to judge."""
    assert grade_choices()[0] == ("", "not graded")
    assert [value for value, _ in grade_choices()[1:]] == list(GRADES)


@pytest.mark.parametrize(("days", "words"), [(0.0, "less than a day old"), (1.2, "1 day old"), (11.0, "11 days old")])
def test_an_age_is_said_in_days(days: float, words: str) -> None:
    """Whole ones."""
    assert say_age(days) == words
