"""The way ahead: the legs and stays of a course from where a party is, each with when it should end and how it spreads.

Values for those who watch, write cards or tell the family; they are filled by `answering`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from waystation.world.places import Leg

__all__ = ["Stretch"]


@dataclass(frozen=True)
class Stretch:
    """One leg, or one stay, of the way ahead.

    Args:
        leg: The movement, in its direction; None for a stay.
        place: Id of the place of a stay, or of the leg's origin.
        begins: When it begins by the plan, in that place's local time.
        ends: When it ends by the plan: arrival in the destination's local time, or the end of the stay.
        late_ends: When a leg ends if it is held up; None for a stay, or where it cannot be.
        back_ends: When it ends at its origin if it is turned back; None for a stay, or where it cannot be.
        late: Nominal chance of being held up, given that it is attempted and nothing fatal happens.
        back: Nominal chance of being turned back, given the same.
        underway: Whether they are on it now.
    """

    leg: Leg | None
    place: str
    begins: datetime
    ends: datetime
    late_ends: datetime | None = None
    back_ends: datetime | None = None
    late: float = 0.0
    back: float = 0.0
    underway: bool = False
