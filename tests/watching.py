"""Schedules for tests: a leg, a stay and what is expected of them, at plain instants of one night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from waystation.guiding.ahead import Stretch
from waystation.guiding.schedule import Expected, Ringing, Schedule, Watched
from waystation.world.places import Leg

__all__ = ["NIGHT", "at", "check", "leg_ahead", "schedule", "stay_ahead"]

NIGHT = datetime(2031, 10, 1, 18, 0, tzinfo=UTC)
"""When the night begins."""


def at(minutes: float) -> datetime:
    """So many minutes into the night."""
    return NIGHT + timedelta(minutes=minutes)


def check(due: float, grace: float = 30.0, since: float | None = None, opens: float | None = None) -> Expected:
    """A sign of life due so many minutes into the night."""
    begun = at(due - 60.0 if since is None else since)
    return Expected(at(due), at(due + grace), at(due if opens is None else opens), begun, 0.05)


def schedule(*checks: Expected, number: int = 417, ringing: Ringing | None = None, **life: datetime | None) -> Schedule:
    """A schedule of one journey."""
    return Schedule().having(Watched(number, tuple(sorted(checks)), ringing=ringing or Ringing(), **life))


def leg_ahead(begins: float, minutes: float, late: float = 0.0, back: float = 0.0, **other: object) -> Stretch:
    """A leg that begins so many minutes into the night; held up it takes an hour longer, turned back as long again."""
    leg = Leg.model_validate({"id": "l", "from": "a", "to": "b", "mode": "foot", "minutes": minutes})
    ends = at(begins + minutes)
    times = {"late_ends": ends + timedelta(hours=1) if late else None, "back_ends": ends if back else None, **other}
    return Stretch(leg, "a", at(begins), ends, late=late, back=back, **times)


def stay_ahead(begins: float, minutes: float) -> Stretch:
    """A stay that begins so many minutes into the night."""
    return Stretch(None, "a", at(begins), at(begins + minutes))
