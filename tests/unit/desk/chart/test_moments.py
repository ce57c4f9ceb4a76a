"""A moment of a mission from one line, as people type it."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, small_pack
from waystation.desk.chart.moments import read_moment
from waystation.errors import Usage
from waystation.planning.compiling import Moment

PACK = small_pack(
    leg("l", broker="hwang"),
    broker=[{"id": "hwang", "role": "guide"}],
    condition=[condition("river", ["low", "high"]), condition("spent", ["yes", "no"])],
)
ODD = small_pack(leg("l"), condition=[condition("broker", ["here", "gone"])])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("a,2031-10-01T12:00:00+09:00", Moment("a", 0)),
        ("b,2031-10-01T14:00:00+09:00", Moment("b", 4)),
        ("a,2031-10-01T12:01:00+09:00", Moment("a", 1)),
        ("a,2031-10-01T03:30:00Z", Moment("a", 1)),
        ("a,2031-10-01T11:45:00+09:00", Moment("a", 0)),
        (" a , 2031-10-01T12:30+09:00 , broker = hwang ", Moment("a", 1, "hwang")),
        ("a,2031-10-01T12:00:00+09:00,river=high,broker=hwang", Moment("a", 0, "hwang", {"river": "high"})),
        ("a,2031-10-01T12:00:00+09:00,spent=no", Moment("a", 0, levels={"spent": "no"})),
    ],
)
def test_place_time_and_what_else_is_known(text: str, moment: Moment) -> None:
    """The time is rounded up to a step; blanks do not matter."""
    assert read_moment(PACK, text) == moment


def test_a_condition_goes_before_the_words_of_the_form() -> None:
    """One that is called broker is that condition."""
    assert read_moment(ODD, "a,2031-10-01T12:00:00+09:00,broker=gone").levels == {"broker": "gone"}


def test_money_spent_is_an_amount() -> None:
    """Where no condition is called so."""
    assert read_moment(ODD, "a,2031-10-01T12:00:00+09:00,spent=120.5").spent == 120.5
    for wrong in ("-1", "nan", "inf", "1e13", "much", ""):
        with pytest.raises(Usage, match="at_form"):
            read_moment(ODD, f"a,2031-10-01T12:00:00+09:00,spent={wrong}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "at_form"),
        ("a", "at_form"),
        ("a,2031-10-01T12:00:00+09:00,river", "at_form"),
        ("a,", "at_time"),
        ("a,noon", "at_time"),
        ("a,2031-10-01T12:00:00", "at_time"),
        ("a,2031-10-01T11:30:00+09:00", "at_time"),
        ("a,2031-10-01T14:00:01+09:00", "at_time"),
        ("a,0001-01-01T00:00:00+14:00", "at_time"),
        ("a,9999-12-31T23:59:59-14:00", "at_time"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, code: str) -> None:
    """With the form, or the bounds of time, in the error."""
    with pytest.raises(Usage) as refused:
        read_moment(PACK, text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "kind", "nearest"),
    [
        ("aa,2031-10-01T12:00:00+09:00", "place", "a"),
        ("a,2031-10-01T12:00:00+09:00,broker=hwan", "broker", "hwang"),
        ("a,2031-10-01T12:00:00+09:00,rivr=low", "condition", "river"),
        ("a,2031-10-01T12:00:00+09:00,river=hihg", "level", "high"),
    ],
)
def test_a_name_that_is_not_there_brings_the_nearest(text: str, kind: str, nearest: str) -> None:
    """Place, broker, condition, level."""
    with pytest.raises(Usage) as refused:
        read_moment(PACK, text)
    assert refused.value.code == "at_unknown"
    assert {"kind": kind, "nearest": nearest}.items() <= refused.value.fields.items()
