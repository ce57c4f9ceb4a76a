"""The three forms of a chance, and what is none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from waystation.world.chances import Chance, Counts, Interval

CHANCE: TypeAdapter[Interval | Counts] = TypeAdapter(Chance)


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        (0, Interval(low=0.0, high=0.0)),
        (1, Interval(low=1.0, high=1.0)),
        (0.25, Interval(low=0.25, high=0.25)),
        ([0.1, 0.2], Interval(low=0.1, high=0.2)),
        ([0, 1], Interval(low=0.0, high=1.0)),
        ({"events": 2, "trials": 40}, Counts(events=2.0, trials=40.0)),
        ({"events": 0.5, "trials": 0.5}, Counts(events=0.5, trials=0.5)),
    ],
)
def test_a_number_an_interval_or_counts(stated: object, meant: Interval | Counts) -> None:
    """Whole numbers too; what has been read already stays what it is."""
    assert CHANCE.validate_python(stated) == meant
    assert CHANCE.validate_python(meant) is meant


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        (True, "chance_form"),
        ("often", "chance_form"),
        (None, "chance_form"),
        ([0.1], "chance_form"),
        ([0.1, 0.2, 0.3], "chance_form"),
        ([0.1, "x"], "chance_form"),
        ([0, True], "chance_form"),
        (-0.1, "chance_range"),
        (1.0000001, "chance_range"),
        (float("nan"), "chance_range"),
        (float("inf"), "chance_range"),
        ([0.5, 1.5], "chance_range"),
        ([0.2, 0.1], "upside_down"),
        ({"events": 3, "trials": 2}, "more_events_than_trials"),
        ({"events": 1}, "missing"),
        ({"events": -1, "trials": 2}, "greater_than_equal"),
        ({"events": 1, "trials": 2, "years": 3}, "extra_forbidden"),
        ({}, "missing"),
    ],
)
def test_anything_else_is_no_chance(stated: object, code: str) -> None:
    """Each with its own code."""
    with pytest.raises(ValidationError) as refused:
        CHANCE.validate_python(stated)
    assert refused.value.errors()[0]["type"] == code


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2031-09-01", date(2031, 9, 1)),
        (date(2031, 9, 1), date(2031, 9, 1)),
        ("2031-09-01T10:00:00Z", datetime(2031, 9, 1, 10, tzinfo=UTC)),
        ("2031-09-01T10:00:00+05:30:20", datetime(2031, 9, 1, 4, 29, 40, tzinfo=UTC)),
        (datetime(2031, 9, 1, tzinfo=UTC), datetime(2031, 9, 1, tzinfo=UTC)),
    ],
)
def test_a_date_or_an_instant_as_toml_and_json_have_them(said, meant):
    """An offset that TOML could not write becomes UTC."""
    found = Counts(events=1, trials=2, as_of=said).as_of
    assert (type(found), found) == (type(meant), meant)
    assert str(found) == str(meant)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2031-09-31", "not_a_time"),
        ("yesterday", "not_a_time"),
        (20310901, "not_a_time"),
        ("2031-09-01T10:00:00", "no_offset"),
        (datetime(2031, 9, 1), "no_offset"),  # noqa: DTZ001
    ],
)
def test_up_to_when_is_a_date_or_an_instant(said, code):
    """Nobody could tell which instant it is."""
    with pytest.raises(ValidationError) as error:
        Counts(events=1, trials=2, as_of=said)
    assert [detail["type"] for detail in error.value.errors(include_url=False)] == [code]
