"""Chances as a pack states them: a number, an interval, or counts of what happened; `evidence` says what they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema, model_validator

from waystation.world.quoting import shown
from waystation.world.shape import Probability, Shape, mistaken

__all__ = ["AsOf", "Chance", "Counts", "Interval"]


def _as_of(value: Any) -> date:
    """Turn what stands in a pack into a date, or a date and time with an offset of whole minutes."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) == len("2031-09-01") else datetime.fromisoformat(value)
        except ValueError:
            raise mistaken("not_a_time", value=shown(value)) from None
    if not isinstance(value, date):
        raise mistaken("not_a_time", value=shown(value))
    if isinstance(value, datetime):
        offset = value.utcoffset()
        if offset is None:
            raise mistaken("no_offset", value=shown(value))
        return value.astimezone(UTC) if offset % timedelta(minutes=1) else value
    return value


AsOf = Annotated[
    date,
    PlainValidator(_as_of),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$"}),
]
"""A date, all of it included, or a date and time with an offset: up to when a number already contains the reports."""


class Interval(Shape):
    """A probability known to lie between two bounds; a plain number has both bounds equal."""

    low: Probability
    high: Probability


class Counts(Shape):
    """How often something happened out of how many times it could have; both may be fractional."""

    events: Annotated[float, Field(ge=0.0, le=1e12)]
    """How often it happened."""
    trials: Annotated[float, Field(ge=0.0, le=1e12)]
    """Out of how many times."""
    as_of: AsOf | None = None
    """Up to when: reports of what happened later add to these counts."""

    @model_validator(mode="after")
    def _events_within_trials(self) -> Counts:
        if self.events > self.trials:
            raise mistaken("more_events_than_trials", events=self.events, trials=self.trials)
        return self


def _read(value: Any) -> Interval | Counts:
    """Turn what stands in a pack into an interval or counts, or say which of the three forms would be right."""
    if isinstance(value, Interval | Counts):
        return value
    if isinstance(value, bool):
        raise mistaken("chance_form", value=shown(value))
    if isinstance(value, int | float):
        return _interval(value, value)
    if isinstance(value, list) and len(value) == 2 and all(_is_number(v) for v in value):
        low, high = value
        if low > high:
            raise mistaken("upside_down", low=shown(low), high=shown(high))
        return _interval(low, high)
    if isinstance(value, dict):
        return Counts.model_validate(value)
    raise mistaken("chance_form", value=shown(value))


def _interval(low: float, high: float) -> Interval:
    for value in (low, high):
        if not 0.0 <= value <= 1.0:
            raise mistaken("chance_range", value=shown(value))
    return Interval(low=float(low), high=float(high))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "array", "items": {"type": "number", "minimum": 0, "maximum": 1}, "minItems": 2, "maxItems": 2},
        {
            "type": "object",
            "properties": {
                "events": {"type": "number", "minimum": 0},
                "trials": {"type": "number", "minimum": 0},
                "as_of": {"type": "string"},
            },
            "required": ["events", "trials"],
            "additionalProperties": False,
        },
    ]
}

Chance = Annotated[
    Interval | Counts,
    BeforeValidator(_read),
    WithJsonSchema(_SCHEMA),
]
"""A number, an interval `[lo, hi]`, or counts `{events, trials}`, with `as_of` if later reports add to them."""
