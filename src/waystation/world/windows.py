"""When in the day a leg may leave: any time, by night, by day, or within local spans; and listed departures."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from waystation.world.shape import Shape

__all__ = ["LocalTime", "Span", "Spans", "Window"]

_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


class Span(Shape):
    """A stretch of the local day, both ends included, in minutes after midnight; an earlier end wraps midnight."""

    first: int
    last: int

    def holds(self, minute: float) -> bool:
        """Whether a local time, in minutes after midnight, lies within the span."""
        if self.first <= self.last:
            return self.first <= minute <= self.last
        return minute >= self.first or minute <= self.last


Spans = tuple[Span, ...]


def _time(text: object) -> time:
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise PydanticCustomError("time_form", "not a local time", {"value": str(text)[:40]})
    return time(int(found[1]), int(found[2]))


def _span(text: object) -> Span:
    first, dash, last = str(text).partition("-")
    if not isinstance(text, str) or not dash:
        raise PydanticCustomError("span_form", "not a span", {"value": str(text)[:40]})
    begin, end = _time(first.strip()), _time(last.strip())
    return Span(first=begin.hour * 60 + begin.minute, last=end.hour * 60 + end.minute)


def _window(value: Any) -> Any:
    if isinstance(value, str) and value in {"any", "night", "day"}:
        return value
    if isinstance(value, list) and value:
        return tuple(_span(v) for v in value)
    if isinstance(value, tuple) and all(isinstance(v, Span) for v in value):
        return value
    raise PydanticCustomError("window_form", "not a window", {"value": str(value)[:40]})


def _local_time(value: Any) -> time:
    return value if isinstance(value, time) else _time(value)


LocalTime = Annotated[
    time,
    BeforeValidator(_local_time),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
"""A local time of day, written "HH:MM"."""

Window = Annotated[
    Literal["any", "night", "day"] | Spans,
    BeforeValidator(_window),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": ["any", "night", "day"]},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "string",
                        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9] *- *([01][0-9]|2[0-3]):[0-5][0-9]$",
                    },
                },
            ]
        }
    ),
]
"""`any`, `night`, `day`, or a list of local spans such as "21:00-04:30"."""
