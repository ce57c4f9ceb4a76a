"""How reports fade: age at the journey's start, half-lives, and up to when a pack's own numbers contain them.

Instants are whole microseconds before (negative) or after the start of the journey's clock, so that all sums over
reports are exact, whatever their order.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from waystation.world.clock import Clock

__all__ = ["ALWAYS", "DAY", "NEVER_AFTER", "contained_until", "fading", "instant"]

DAY = 86_400_000_000
"""Microseconds in 24 hours."""
ALWAYS = -(10**30)
"""Before every instant: nothing is contained."""
NEVER_AFTER = 10**30
"""After every instant: everything is contained."""


def instant(clock: Clock, happened: datetime) -> int:
    """When something happened: microseconds after the start of the clock, negative before it."""
    since = happened - clock.start
    return since.days * DAY + since.seconds * 1_000_000 + since.microseconds


def fading(when: int, half_life_days: float) -> float:
    """The factor 2^(−age/half-life); what happened after the start, as in a rehearsal, has age 0.

    Args:
        when: When it happened, in microseconds after the start.
        half_life_days: Days after which it counts half, > 0.

    Returns:
        The factor, 0 … 1.
    """
    if when >= 0:
        return 1.0
    return float(2.0 ** (when / DAY / half_life_days))


def contained_until(clock: Clock, as_of: date | None) -> int:
    """The last instant whose reports a number of the pack already contains.

    Args:
        clock: The journey's clock.
        as_of: A date, all of which counts, in the offset of the clock's start; an instant; or None if nobody said.

    Returns:
        Microseconds after the start; `NEVER_AFTER` where nobody said: then every report may be in the number already.
    """
    if as_of is None:
        return NEVER_AFTER
    if isinstance(as_of, datetime):
        return instant(clock, as_of)
    if as_of >= date.max - timedelta(days=2):
        return NEVER_AFTER
    midnight = datetime(as_of.year, as_of.month, as_of.day, tzinfo=clock.zone) + timedelta(days=1)
    return instant(clock, midnight) - 1
