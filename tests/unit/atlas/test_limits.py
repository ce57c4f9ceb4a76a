"""Limits: every one has a unit and is named in the error that passing it makes."""

from dataclasses import fields

import pytest

from waystation.atlas.limits import GAUGE, INCIDENTS, TIMETABLE, GaugeLimits
from waystation.atlas.spots import Faults, Spot, clipped
from waystation.errors import BadInput


@pytest.mark.parametrize("limits", [GAUGE, INCIDENTS, TIMETABLE])
def test_every_limit_has_a_unit(limits):
    """So that a sentence can say how much was allowed."""
    for limit in fields(limits):
        named = limits.named(limit.name)
        assert named["unit"]
        assert named["allowed"] == getattr(limits, limit.name)
        assert named["limit"] == f"{limits.kind}.{limit.name}"


def test_a_file_that_is_too_large_is_refused_by_the_limit_s_name():
    """The error says which limit, how much is allowed, and where."""
    spot = Spot("gauges/x.csv", GaugeLimits(bytes=3))
    spot.check_size(b"123")
    with pytest.raises(BadInput) as error:
        spot.check_size(b"1234")
    (mistake,) = error.value.mistakes()
    assert (mistake.code, mistake.file) == ("over_limit", "gauges/x.csv")
    assert mistake.fields == {"limit": "gauge.bytes", "allowed": 3, "unit": "bytes"}


def test_mistakes_gather_until_the_limit():
    """A file full of mistakes is not read to its end."""
    faults = Faults(GaugeLimits(mistakes=3))
    spot = Spot("x", GAUGE, "part")
    faults.add(spot.mistake("a", 1))
    faults.add(spot.mistake("b", 2, value="v"))
    with pytest.raises(BadInput) as error:
        faults.add(spot.mistake("c", 3))
    assert [(m.code, m.at, m.line) for m in error.value.mistakes()] == [
        ("a", "part", 1),
        ("b", "part", 2),
        ("c", "part", 3),
    ]


def test_no_mistakes_are_no_error():
    """Ending without mistakes does nothing."""
    Faults(GAUGE).end()


def test_what_a_file_says_is_clipped_before_it_is_quoted():
    """Sixty characters are enough to find it again."""
    assert clipped("x" * 60) == "x" * 60
    assert clipped("x" * 61) == "x" * 57 + "..."
