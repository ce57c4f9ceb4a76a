"""The clock of a mission: steps of fixed length from a starting instant, and local times read in a place's zone."""

from __future__ import annotations

import math
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AwareDatetime, Field, field_validator, model_validator

from waystation.world.shape import Shape, mistaken

__all__ = ["MOST_STEPS", "Clock", "steps_for", "zone_named", "zone_names"]

MOST_STEPS = 50_000
"""Steps from the start to the horizon that are calculated at all."""


class Clock(Shape):
    """When the mission starts, how fine time is cut, and how far ahead is calculated."""

    start: AwareDatetime
    """The first instant: a date and time with an offset, on a whole minute."""
    step_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    """Minutes in one step."""
    horizon_hours: Annotated[float, Field(gt=0.0, le=24.0 * 366)]
    """How many hours ahead are calculated; what has not ended by then is under way."""

    @field_validator("start")
    @classmethod
    def _sound_start(cls, start: datetime) -> datetime:
        if start.second or start.microsecond:
            raise mistaken("whole_minute", value=start.isoformat())
        if not 1800 <= start.year <= 2200:
            raise mistaken("year_range", value=start.isoformat())
        return start

    @model_validator(mode="after")
    def _few_enough_steps(self) -> Clock:
        if self.steps > MOST_STEPS:
            raise mistaken("too_many_steps", ("horizon_hours",), steps=self.steps, limit=MOST_STEPS)
        return self

    @property
    def steps(self) -> int:
        """T, the number of whole steps within the horizon."""
        return math.floor(self.horizon_hours * 60 / self.step_minutes + 1e-9)

    @property
    def zone(self) -> tzinfo:
        """The offset of `start`, for places that name no zone of their own."""
        return timezone(self.start.utcoffset() or timedelta(0))

    def at(self, step: int, zone: tzinfo | None = None) -> datetime:
        """The instant of a step, in a zone (default: the clock's own offset)."""
        return (self.start + timedelta(minutes=step * self.step_minutes)).astimezone(zone or self.zone)

    def step_at_or_after(self, instant: datetime) -> int:
        """The first step at or after an instant; negative for instants before the start."""
        late = instant - self.start
        return -(-late // timedelta(minutes=self.step_minutes))

    @property
    def longer(self) -> Clock:
        """The same clock with its horizon a quarter longer, to see whether it is long enough (`model.md`, Value)."""
        return self.model_copy(update={"horizon_hours": self.horizon_hours * 1.25})


def steps_for(minutes: float, step_minutes: int) -> int:
    """How many steps a duration takes: at least one, rounded up (`model.md`, Clock)."""
    return max(1, math.ceil(minutes / step_minutes - 1e-9))


@lru_cache(maxsize=512)
def zone_named(name: str) -> tzinfo | None:
    """The IANA zone of that name, or None if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The names of all IANA zones that this machine knows."""
    return tuple(sorted(available_timezones()))
