"""When in the day a leg may leave: any time, by night, by day, or within local spans; and listed departures."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, TypeAdapter, WithJsonSchema

from waystation.world.quoting import shown
from waystation.world.shape import Shape, mistaken

__all__ = ["MOST_SPANS", "LocalTime", "Span", "Spans", "Window", "spans_of"]

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


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


MOST_SPANS = 100


def _time(text: object) -> time:
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise mistaken("time_form", value=shown(text))
    return time(int(found[1]), int(found[2]))


def _span(text: object) -> Span:
    if isinstance(text, Span):
        return text
    first, dash, last = text.partition("-") if isinstance(text, str) else ("", "", "")
    if not dash:
        raise mistaken("span_form", value=shown(text))
    begin, end = _time(first.strip()), _time(last.strip())
    return Span(first=begin.hour * 60 + begin.minute, last=end.hour * 60 + end.minute)


_SPANS = TypeAdapter(tuple[Annotated[Span, BeforeValidator(_span)], ...])


def _window(value: Any) -> Any:
    if isinstance(value, str) and value in {"any", "night", "day"}:
        return value
    if not value:
        raise mistaken("window_form", value=shown(value))
    return spans_of(value)


def spans_of(value: Any) -> Spans:
    """Local spans from a list of texts such as "21:00-04:30"."""
    if not isinstance(value, list | tuple):
        raise mistaken("window_form", value=shown(value))
    if len(value) > MOST_SPANS:
        raise mistaken("too_many", value=len(value), limit=MOST_SPANS)
    return _SPANS.validate_python(value)


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
                    "maxItems": MOST_SPANS,
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
