"""Meetings: who waits for whom at the beginning of a leg, until when, and who receives a party where it ends.

What each person is told of them is `dealing`'s; which legs lie ahead is `answering`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from waystation.guiding.ahead import Stretch
from waystation.guiding.signs import Meetings
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["HOSTED", "LEAST_WAIT", "MOST_WAIT", "Part", "later", "meetings_of", "parts_of"]

HOSTED = ("home", "safe_house", "camp", "sanctuary")
"""Kinds of places where somebody receives people."""
LEAST_WAIT, MOST_WAIT = timedelta(minutes=30), timedelta(hours=2)
"""How long one waits for another at a meeting: shorter loses those who are held up, longer draws eyes."""


@dataclass(frozen=True)
class Part:
    """A leg or a stay ahead, with what stands directly before and after it.

    Args:
        pack: The mission.
        here: The leg or the stay.
        before: What comes before it; None where nothing is known of that.
        after: What comes after it; None at the end.
        calendars: When legs may leave.
        then: The part after it; None at the end.
    """

    pack: Pack
    here: Stretch
    before: Stretch | None
    after: Stretch | None
    calendars: Calendars
    then: Part | None = None

    @property
    def leg(self) -> Leg:
        """The leg, of a part that is one."""
        assert self.here.leg is not None
        return self.here.leg

    @property
    def onward(self) -> bool:
        """Whether it goes on at once with the broker of the leg before."""
        earlier = self.before.leg if self.before is not None else None
        return earlier is not None and self.leg.broker is not None and earlier.broker == self.leg.broker

    @property
    def met(self) -> bool:
        """Whether somebody is met at its beginning."""
        return self.leg.broker is not None and not self.onward

    @property
    def official(self) -> bool:
        """Whether an official looks away on it."""
        return self.leg.broker is not None and self.pack.broker[self.leg.broker].role == "official"

    @property
    def received(self) -> bool:
        """Whether somebody receives them where it ends: they stay there, or it is the journey's end."""
        goal = self.leg.destination
        stays = self.after is not None and self.after.leg is None
        return self.pack.place[goal].kind in HOSTED and (stays or goal in self.pack.mission.to)

    @property
    def leaves(self) -> datetime | None:
        """When a stay ends: from when whoever they meet next may be there; None where it does not end."""
        return max(self.then.opens, self.here.begins) if self.then is not None else None

    @property
    def waits(self) -> bool:
        """Whether one waits for another at its beginning: not where nobody is met, or a timetable decides."""
        return self.met and self.leg.departures is None and self.leg.timetable is None

    @property
    def opens(self) -> datetime:
        """From when one waits there: by the plan, and sooner where the leg may hardly leave any later."""
        begins = self.here.begins
        return later(begins, -max(timedelta(0), LEAST_WAIT - self._open_for)) if self.waits else begins

    @property
    def closes(self) -> datetime:
        """Until when one waits there: as long as those who come may be held up, within `LEAST_WAIT` and `MOST_WAIT`.

        Never longer than the leg may leave without a break.
        """
        begins = self.here.begins
        if not self.waits:
            return begins
        held_up = timedelta(0)
        if self.before is not None and self.before.late_ends is not None:
            held_up = self.before.late_ends.astimezone(UTC) - begins.astimezone(UTC)
        return later(begins, min(max(LEAST_WAIT, held_up), MOST_WAIT, self._open_for))

    @property
    def _open_for(self) -> timedelta:
        clock = self.calendars.clock
        first = clock.step_at_or_after(self.here.begins)
        duration, _ = self.pack.steps_of(self.leg)
        steps = self.calendars.open_steps(self.leg, self.pack.place[self.here.place], duration)
        last = first
        while 0 <= last + 1 < len(steps) and steps[last + 1]:
            last += 1
        return timedelta(minutes=(last - first) * clock.step_minutes)


def later(when: datetime, by: timedelta) -> datetime:
    """An instant some time later, in the same zone, whatever its clocks do meanwhile."""
    return (when.astimezone(UTC) + by).astimezone(when.tzinfo)


def parts_of(pack: Pack, ahead: Sequence[Stretch]) -> list[Part]:
    """The legs and stays ahead, each with its neighbours, in order."""
    calendars = Calendars(pack.clock)
    around = [None, *ahead, None]
    found: list[Part] = []
    for place in reversed(range(len(ahead))):
        then = found[-1] if found else None
        found.append(Part(pack, ahead[place], around[place], around[place + 2], calendars, then))
    return found[::-1]


def meetings_of(pack: Pack) -> Meetings:
    """The meetings that a journey can have at each place: with the broker of a leg, with who receives people there."""
    found: dict[str, list[str]] = {place.id: [] for place in pack.places}
    for place in pack.places:
        if place.kind in HOSTED:
            found[place.id].append(f"place:{place.id}")
    for move in pack.moves:
        if move.broker is not None:
            found[move.origin].append(f"leg:{move.id}")
    return found
