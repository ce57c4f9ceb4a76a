"""What is told a second time is found, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from tests.journeys import at, heard
from waystation.desk.hear.doubles import double_of, sense_of

WHEN = at(60)


def test_the_same_told_again_is_found_whenever_it_was_heard_and_whatever_its_words() -> None:
    """Another hour of hearing, another grade, other words, another zone: the same fact of the same person."""
    known = heard("observation", WHEN, condition="river", level="high", grade="B2", text="river high")
    later = at(180).isoformat()
    again = heard("observation", WHEN, condition="river", level="high", grade="C3", text="it is high", heard=later)
    assert double_of(again, [known]) is known
    assert sense_of(again) == sense_of(known)


def test_hearsay_goes_back_to_whom_it_is_from() -> None:
    """Somebody who repeats what Anna told says the same as Anna."""
    known = heard("observation", WHEN, condition="river", level="high")
    repeated = heard("observation", WHEN, condition="river", level="high").model_copy(
        update={"source": "bo", "origin": "anna", "id": None}
    )
    assert double_of(repeated, [known]) is known


@pytest.mark.parametrize(
    ("minutes", "changed"),
    [(61, {}), (60, {"level": "low"}), (60, {"condition": "police"})],
)
def test_another_instant_level_or_thing_is_another_report(minutes: int, changed: dict[str, str]) -> None:
    """None of these is a double."""
    known = heard("observation", WHEN, condition="river", level="high")
    other = heard("observation", at(minutes), **{"condition": "river", "level": "high", **changed})
    assert double_of(other, [known]) is None


def test_what_another_person_saw_is_no_double() -> None:
    """Two who saw the same are two."""
    known = heard("observation", WHEN, condition="river", level="high")
    other = known.model_copy(update={"source": "bo", "id": None})
    assert double_of(other, [known]) is None
