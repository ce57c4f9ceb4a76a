"""The answer for a journey at an instant, as values: what to do next, what to do when it goes wrong, what changed.

Shapes only: how an answer is found is decided in `answerer`, what it does when things go wrong in `going_wrong`, what
is different from the one before in `changing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from waystation.guiding.ahead import Stretch
from waystation.guiding.journey import Journey
from waystation.guiding.position import Position
from waystation.guiding.seen import Seen
from waystation.planning.outcomes import Safe
from waystation.world.places import Leg

__all__ = ["Answer", "Change", "Flag", "IfWrong", "Step"]


@dataclass(frozen=True)
class Step:
    """What to do.

    Args:
        what: `leg`, to leave on one; `wait`; `end`, for they have arrived; `none`, where there is no way any more.
        leg: The movement, in its direction; None unless it is a leg.
        place: Id of the place where that is done.
        at: When, in that place's local time: departure, or since when to wait.
        arrives: When the leg arrives, in the destination's local time.
        late: When it arrives if it is held up.
        broker: Id of the broker who runs it.
        fee: What the whole party pays for it.
        held: What of that is paid only on arrival.
        until: How long to wait, along the course; None where no leg follows.
        releases: For a wait of more than a day: the (condition, level) pairs at which they would leave within one.
    """

    what: Literal["leg", "wait", "end", "none"]
    leg: Leg | None
    place: str
    at: datetime
    arrives: datetime | None = None
    late: datetime | None = None
    broker: str | None = None
    fee: float = 0.0
    held: float = 0.0
    until: datetime | None = None
    releases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class IfWrong:
    """What to do if one thing goes wrong on a leg.

    Args:
        what: `back`, `late`, `level` (a condition stands otherwise at departure); `silent`, `price`, `burnt` (its
            broker does not answer, asks for more, is compromised), `ill`, or `house` (where it leads is compromised).
        leg: The leg on which it happens.
        place: Id of the place where they are then.
        at: When they learn of it.
        then: What to do: the next leg to leave on, or `none`, or `end`.
        levels: The (condition, level) pairs found instead, for `level`; several if they lead to the same.
        closed: For `level`: whether the leg is closed there.
        about: Id of the broker, place or traveller concerned.
        safe: What that is worth; None where it was not worked out.
    """

    what: Literal["back", "late", "level", "silent", "price", "burnt", "ill", "house"]
    leg: Leg
    place: str
    at: datetime
    then: Step
    levels: tuple[tuple[str, str], ...] = ()
    closed: bool = False
    about: str | None = None
    safe: Safe | None = None


@dataclass(frozen=True)
class Flag:
    """Something that a person has to look at before anything else is done.

    Args:
        code: `price_raised` (more is asked for than was agreed, on the way), `pressed` or `bad` (what the last sign of
            life was), `overdue`, `no_way`, `hopeless` (at worst nobody arrives), `no_end` (at best nobody does),
            `compromised` (they are at a place, or on the way to one, that a burn closed), `compromised_leg` (a burn
            closed the leg that they are on).
        about: Id of the leg, broker or place concerned; empty for the party.
        fields: The figures of its sentence.
    """

    code: str
    about: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What to do now.

    Args:
        journey: The journey.
        position: Where its party is likely to be.
        at: The present instant, as it was given.
        safe: The chance of arriving from here: at worst, nominally, at best. On a leg it is that of the attempt as it
            was begun: what silence means is not decided here.
        lost: Nominal chance of being lost from here on.
        next: What to do next; on a leg, on arriving in time.
        after: The leg that follows along the course, or the end; None where there is neither.
        wrong: What to do if something goes wrong.
        ahead: The legs and stays of the course from here.
        looked_up: Whether it was read off the policy there was; False where it was planned anew.
        closed: Why a leg is closed, by its id: `silent`, or a code of `burning.Reason`.
        seen: What was last seen of each condition, by id.
        levels: Of each condition that matters from here, how it stands now: a chance for each level.
        flags: What a person has to look at.
        spent: What has been spent, by the fees.
    """

    journey: Journey
    position: Position
    at: datetime
    safe: tuple[float, float, float]
    lost: float
    next: Step
    after: Step | None
    wrong: tuple[IfWrong, ...] = ()
    ahead: tuple[Stretch, ...] = ()
    looked_up: bool = False
    closed: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    spent: float = 0.0


@dataclass(frozen=True)
class Change:
    """What one or more reports changed, and why: enough for one sentence.

    Args:
        code: Why: `level`, `left`, `arrived`, `late`, `back`, `lost`, `sign`, `ill`, `well`, `silent`, `heard`,
            `price`, `burnt`, `beliefs` (other chances are believed), `time` (only time has passed), `nothing`.
        fields: What its sentence needs: `before` and `after` (the answers), `same` (whether the next step is the same),
            and by code `report`, `condition`, `level`, `since`, `source`, `leg`, `broker`, `person`, `about`.
    """

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)
