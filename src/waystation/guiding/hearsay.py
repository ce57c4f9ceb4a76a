"""What the network hears of a journey that is played, and when: calls come late, and of those who are lost none.

Decides how long people take to call (as the charter's watch has it), that nothing of a party is heard before what
happened to it earlier, and that who is caught is heard of from others, a day or so later. Departures and arrivals are
told by whoever runs the leg, words from a house by the party itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from waystation.guiding.false_alarms import call_delay
from waystation.guiding.playing import FATAL, Ended, Happening, Left, Moved
from waystation.world.charter_watch import CallHabits
from waystation.world.places import Leg

__all__ = ["Heard", "Hearsay", "call_delay"]

LOST_HOURS = (12.0, 60.0)
"""Hours until somebody tells of those who are lost: from, to."""
NETWORK, PARTY = "network", "the party"


@dataclass(frozen=True, order=True)
class Heard:
    """A report, as it will be heard.

    Args:
        at: When.
        number: In which order, of those heard at once.
        report: Its plain values.
    """

    at: datetime
    number: int
    report: dict[str, Any] = field(compare=False)


class Hearsay:
    """Turns what happens into reports.

    Args:
        journey: The journey's name.
        time_of: The instant of a step.
        habits: How long people take to call.
        chance: Where chance comes from; another than that of what happens.
    """

    def __init__(
        self,
        journey: str,
        time_of: Callable[[int], datetime],
        habits: CallHabits,
        chance: Random,
    ) -> None:
        self.journey = journey
        self.time_of = time_of
        self.habits = habits
        self.chance = chance
        self.told_by = datetime.min.replace(tzinfo=UTC)
        """By when all has been heard of the party that there is to hear so far."""
        self._told = 0
        self._known_lost = False

    def of(self, happening: Happening) -> list[Heard]:
        """What is heard of something that happened, and when."""
        at = self.time_of(happening.step)
        if isinstance(happening, Moved):
            seen = [{"kind": "observation", "condition": name, "level": level} for name, level in happening.levels]
            return [self._heard(at, at, {**one, "source": NETWORK, "grade": "A1"}) for one in seen]
        if isinstance(happening, Left):
            fields = {"kind": "departure", "leg": happening.leg.id, "to": happening.leg.destination}
            return [self._of_party(at, at, {**fields, **self._of_leg(happening.leg, broker=False)})]
        if isinstance(happening, Ended):
            return [self._of_end(at, happening)]
        if happening.end == "lost" and not self._known_lost:
            told = {"kind": "checkin", "word": "bad", "at": happening.place, "text": "They were found."}
            return [self._after_days(at, {**told, "journey": self.journey, "source": "a neighbour"})]
        return []

    def word_from(self, place: str, at: datetime) -> Heard:
        """A good word from a party that stays at a place.

        Args:
            place: The place's id.
            at: When it was to call.
        """
        told = {"kind": "checkin", "word": "good", "at": place, "journey": self.journey, "source": PARTY}
        called = max(self._call(at), self.told_by)
        return self._of_party(called, called, told)

    def now(self, at: datetime, report: dict[str, Any]) -> Heard:
        """Something that is heard as it happens."""
        return self._heard(at, at, report)

    def _of_end(self, at: datetime, ended: Ended) -> Heard:
        fields = {"kind": "delivery", "leg": ended.leg.id, "outcome": ended.outcome}
        if ended.outcome in FATAL:
            self._known_lost = True
            return self._after_days(at, {**fields, **self._of_leg(ended.leg, source="a relative")})
        return self._of_party(at, self._call(at), {**fields, **self._of_leg(ended.leg)})

    def _of_leg(self, leg: Leg, *, broker: bool = True, source: str = "") -> dict[str, Any]:
        told = {"journey": self.journey, "source": source or leg.broker or PARTY}
        return {**told, "broker": leg.broker} if broker and leg.broker else told

    def _call(self, at: datetime) -> datetime:
        """When somebody calls about what happened at an instant, to the second."""
        return at + timedelta(seconds=round(call_delay(self.habits, self.chance).total_seconds()))

    def _of_party(self, happened: datetime, heard: datetime, report: dict[str, Any]) -> Heard:
        self.told_by = max(self.told_by, heard)
        return self._heard(happened, self.told_by, report)

    def _after_days(self, at: datetime, report: dict[str, Any]) -> Heard:
        later = timedelta(minutes=round(60.0 * self.chance.uniform(*LOST_HOURS)))
        return self._heard(at, max(self.told_by, at + later), report)

    def _heard(self, happened: datetime, heard: datetime, report: dict[str, Any]) -> Heard:
        self._told += 1
        times = {"happened": happened.isoformat(), "heard": heard.isoformat()}
        return Heard(heard, self._told, {**report, **times})
