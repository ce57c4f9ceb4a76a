"""How a journey is watched: what is agreed in calm about silence, in the `[charter.watch]` table.

Shapes and defaults, and what contradicts itself in them. When a sign of life is expected, and what becomes of one that
does not come, is decided in `guiding`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator

from waystation.world.clock import zone_named, zone_names
from waystation.world.quoting import shown
from waystation.world.shape import Shape, Text, mistaken
from waystation.world.windows import MOST_SPANS, Spans, spans_of

__all__ = ["CallHabits", "QuietStage", "RepeatMinutes", "WatchRules", "watch_contradictions"]

QuietStage = Literal["reminder", "overdue", "first_call", "escalate"]
"""A stage that quiet hours may hold back; `critical` is none of them."""
Minutes = Annotated[float, Field(ge=0.0, le=14.0 * 24 * 60)]
Between = Annotated[int, Field(ge=0, le=24 * 60)]
DAY_MINUTES = 24 * 60

SpanList = Annotated[
    Spans,
    BeforeValidator(spans_of),
    WithJsonSchema(
        {
            "type": "array",
            "maxItems": MOST_SPANS,
            "items": {
                "type": "string",
                "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9] *- *([01][0-9]|2[0-3]):[0-5][0-9]$",
            },
        }
    ),
]
"""A list of local spans such as "23:00-06:00"; it may be empty."""


class CallHabits(Shape):
    """How long after something happened people who are well call: a log-normal distribution by two of its quantiles."""

    half: Annotated[float, Field(gt=0.0, le=7.0 * 24 * 60)] = 10.0
    """Minutes within which half of the calls come."""
    most: Annotated[float, Field(gt=0.0, le=7.0 * 24 * 60)] = 45.0
    """Minutes within which nine in ten of them come."""


class RepeatMinutes(Shape):
    """Minutes after which an alarm that nobody has taken note of rings again; with 0 it rings once."""

    overdue: Between = 0
    """Nothing was heard within the grace."""
    first_call: Between = 0
    """They are to be called."""
    escalate: Between = 30
    """A second person is to be woken."""
    critical: Between = 10
    """All that was agreed for the worst is to begin."""


class WatchRules(Shape):
    """What is agreed about silence."""

    false_alarms: Annotated[float, Field(ge=0.001, le=0.5)] = 0.05
    """The share of signs of life of people who are well, with the plan's own delays, that may still raise an alarm:
    the grace of each is found from it. A journey may choose another."""
    grace_minutes: Minutes | None = None
    """The same grace for every sign of life, instead of one found from `false_alarms`."""
    calls: CallHabits = CallHabits()
    """How long people take to call."""
    every_hours: Annotated[float, Field(ge=0.25, le=24.0 * 14)] = 12.0
    """During a stay, and after the last that was heard, a sign of life is expected this often."""
    first_call_minutes: Minutes = 15.0
    """How long after it is overdue they are to be called."""
    escalate_minutes: Minutes = 60.0
    """How long after it is overdue a second person is to be woken."""
    critical_minutes: Minutes = 180.0
    """How long after it is overdue it is critical."""
    repeat: RepeatMinutes = RepeatMinutes()
    """How often an alarm rings again until somebody takes note of it."""
    quiet: SpanList = ()
    """Hours of the night in which some stages are held back, such as ["23:00-06:00"]."""
    quiet_for: Annotated[tuple[QuietStage, ...], Field(max_length=4, strict=False)] = ("reminder",)
    """Which stages quiet hours hold back until they end; never `critical`."""
    zone: Text | None = None
    """IANA time zone of the quiet hours: where those on call sleep; without it the offset of `clock.start`."""

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and zone_named(name) is None:
            raise mistaken("unknown_zone", word=name, known=zone_names(), value=shown(name))
        return name


def watch_contradictions(rules: WatchRules) -> Iterator[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """Everything about the watch that cannot hold together.

    Args:
        rules: Rules whose parts are sound by themselves.

    Yields:
        The code of each, where inside the table, and the values that its sentence needs.
    """
    if rules.calls.most <= rules.calls.half:
        yield "watch_calls", ("calls", "most"), {"half": rules.calls.half, "most": rules.calls.most}
    order = ("first_call_minutes", "escalate_minutes", "critical_minutes")
    for earlier, later in pairwise(order):
        before, after = getattr(rules, earlier), getattr(rules, later)
        if after < before:
            yield "watch_order", (later,), {"earlier": earlier, "before": before, "after": after}
    if rules.quiet and all(any(span.holds(minute) for span in rules.quiet) for minute in range(DAY_MINUTES)):
        yield "watch_always_quiet", ("quiet",), {}
