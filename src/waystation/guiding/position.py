"""Where a party is likely to be now: a belief, from the last time it was handed over and from the plan's own chances.

On a leg, nothing is known until somebody calls. By the plan they arrive on time, arrive late or are turned back, and
each of these has its hour. Word comes at the latest a step after that, so what has not been heard of by then has not
happened, or something worse has: silence moves chance from the early ends to the later, and to those that are lost.
What is then to be done about it is decided in `expecting`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from waystation.guiding.on_a_leg import Chances
from waystation.world.clock import Clock
from waystation.world.places import Leg

__all__ = ["Position", "at_place", "on_leg"]


@dataclass(frozen=True)
class Position:
    """Where a party is likely to be.

    Args:
        place: Id of the place where it is, or from which it left on a leg.
        leg: The movement that it is on; None at a place.
        since: When it came to the place, or left on the leg.
        progress: How far along the leg it is expected to be, 0 … 1; 0 at a place.
        arrives: When it may arrive, and how likely each is, given that nothing fatal happened; what is missing to 1 is
            the chance of being turned back.
        back: When it may be turned back to where it left, and how likely that is; None where it cannot.
        lost: Nominal chance that the leg has ended, or will end, in something fatal, given the silence so far.
        overdue: Whether it should have been heard of, however the leg ended.
    """

    place: str
    leg: Leg | None
    since: datetime
    progress: float = 0.0
    arrives: tuple[tuple[datetime, float], ...] = ()
    back: tuple[datetime, float] | None = None
    lost: float = 0.0
    overdue: bool = False


def at_place(place: str, since: datetime) -> Position:
    """The position of a party that is at a place."""
    return Position(place, None, since)


def on_leg(clock: Clock, leg: Leg, since: datetime, chances: Chances, now: datetime) -> Position:
    """The position of a party that is on a leg.

    Args:
        clock: The mission's clock.
        leg: The movement.
        since: When it left.
        chances: How the attempt ends by the plan, and after how many steps.
        now: The present instant.
    """
    step = timedelta(minutes=clock.step_minutes)
    times = {"time": since + chances.steps * step, "late": since + (chances.steps + chances.late_steps) * step}
    unheard = dict.fromkeys(("time", "late", "back"), 0.0)
    arriving = 1.0 - chances.back
    for end, when, chance in (
        ("time", times["time"], arriving * (1.0 - chances.late)),
        ("late", times["late"], arriving * chances.late),
        ("back", times["time"], chances.back),
    ):
        if now < when + step:
            unheard[end] = chance
    left = sum(unheard.values())
    overdue = left <= 0.0
    if overdue:  # nothing in the plan explains it: they come as late as can be, if they come
        unheard["late" if chances.late > 0.0 else "time"] = left = 1.0
    alive = 0.0 if overdue else left * (1.0 - chances.fatal)
    arrives = tuple((times[end], unheard[end] / left) for end in ("time", "late") if unheard[end] > 0.0)
    middle = sum(((when - since) / step) * chance for when, chance in arrives) / (sum(c for _, c in arrives) or 1.0)
    gone = (now - since) / step
    return Position(
        place=leg.origin,
        leg=leg,
        since=since,
        progress=min(1.0, max(0.0, gone / middle)) if middle else 0.0,
        arrives=arrives,
        back=(times["time"], unheard["back"] / left) if unheard["back"] > 0.0 else None,
        lost=chances.fatal / (chances.fatal + alive) if chances.fatal + alive > 0.0 else 0.0,
        overdue=overdue,
    )
