"""Local spans and times as they are written, and what lies within them."""

from __future__ import annotations

from datetime import time

import pytest
from pydantic import TypeAdapter, ValidationError

from waystation.world.windows import LocalTime, Span, Window

WINDOW: TypeAdapter[object] = TypeAdapter(Window)
TIME: TypeAdapter[time] = TypeAdapter(LocalTime)


def span(text: str) -> Span:
    """A span as it is written."""
    (found,) = WINDOW.validate_python([text])  # type: ignore[misc]
    assert isinstance(found, Span)
    return found


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("08:00-10:30", [480, 481.5, 630], [479.99, 630.01, 0]),
        ("21:00-04:30", [1260, 1439.9, 0, 270], [270.2, 1259, 720]),
        ("12:00-12:00", [720], [719.9, 720.1, 0]),
        ("00:00-23:59", [0, 720, 1439], [1439.5]),
        ("23:30 - 00:10", [1410, 0, 10], [11, 1409]),
    ],
)
def test_both_ends_belong_to_a_span_and_an_earlier_end_wraps_midnight(
    text: str, inside: list[float], outside: list[float]
) -> None:
    """In minutes after midnight, seconds and all."""
    assert [span(text).holds(minute) for minute in inside] == [True] * len(inside)
    assert [span(text).holds(minute) for minute in outside] == [False] * len(outside)


@pytest.mark.parametrize("word", ["any", "night", "day"])
def test_a_window_may_be_a_word(word: str) -> None:
    """Any time, by night, by day."""
    assert WINDOW.validate_python(word) == word


@pytest.mark.parametrize(
    "wrong",
    ["dusk", [], "21:00-04:30", ["24:00-01:00"], ["9:00-10:00"], ["21:00"], ["21:00-"], [21], None, 5, {"a": 1}],
)
def test_anything_else_is_no_window(wrong: object) -> None:
    """Least of all a span without its list, or half of one."""
    with pytest.raises(ValidationError):
        WINDOW.validate_python(wrong)


def test_a_local_time_has_two_digits_on_each_side() -> None:
    """00:00 to 23:59."""
    assert TIME.validate_python("00:00") == time(0)
    assert TIME.validate_python("23:59") == time(23, 59)
    for wrong in ("24:00", "7:00", "07:60", "07:00:00", "", 7, None, "0７:00"):
        with pytest.raises(ValidationError):
            TIME.validate_python(wrong)
