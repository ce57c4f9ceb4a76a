"""Places: points where people can be, and legs: movements between them."""

from __future__ import annotations

from datetime import tzinfo
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from waystation.world.chances import Chance, Interval
from waystation.world.clock import zone_named, zone_names
from waystation.world.effects import LegWhen, PlaceWhen
from waystation.world.fees import FREE, Fee
from waystation.world.files import TimetableFile
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Language, Shape, Text, mistaken
from waystation.world.windows import LocalTime, Window

__all__ = ["CERTAIN_NOT", "Leg", "LegRisks", "Mode", "Place", "PlaceKind", "Point"]

PlaceKind = Literal["home", "safe_house", "hub", "crossing", "camp", "sanctuary"]
Mode = Literal["foot", "ford", "boat", "car", "bus", "train", "air"]
Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""

CERTAIN_NOT = Interval(low=0.0, high=0.0)
Minutes = Annotated[float, Field(gt=0.0, le=60 * 24 * 60)]


class Place(Shape):
    """A point where people can be."""

    id: Identifier
    """The place's name in commands."""
    kind: PlaceKind
    """What sort of place it is; the ends of a mission are those in `mission.to`, whatever their kind."""
    name: Text | None = None
    """Its name for people."""
    country: Text | None = None
    """The country it lies in."""
    tz: Text | None = None
    """IANA time zone; without it the offset of `clock.start`."""
    beds: Annotated[int, Field(ge=0)] | None = None
    """How many can sleep here, where several groups share the place."""
    found: Chance = CERTAIN_NOT
    """Chance of being found per 24 hours of waiting."""
    when: PlaceWhen = {}
    """Odds multipliers of `found` by condition level."""
    no_waiting: bool = False
    """True where nobody can wait."""
    language: Language | None = None
    """The language of its host's cards."""
    at: Point = (0.0, 0.0)
    """Filled from the feature's geometry."""

    @field_validator("tz")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None and zone_named(name) is None:
            raise mistaken("unknown_zone", word=name, known=zone_names(), value=shown(name))
        return name

    def zone(self, otherwise: tzinfo) -> tzinfo:
        """The zone in which local times are read here."""
        return (zone_named(self.tz) if self.tz else None) or otherwise

    @property
    def title(self) -> str:
        """The name for people, or the id where there is none."""
        return self.name or self.id


class LegRisks(Shape):
    """The yes/no risks of one attempt, each given that none before it happened."""

    caught: Chance = CERTAIN_NOT
    """Seized by police or border guards."""
    harm: Chance = CERTAIN_NOT
    """A traveller is badly hurt."""
    back: Chance = CERTAIN_NOT
    """Turned back, or the broker gives up without selling."""
    late: Chance = CERTAIN_NOT
    """Held up, arriving `late_minutes` later."""


class Leg(Shape):
    """One movement from a place to a place, by one mode, perhaps run by a broker."""

    id: Identifier
    """The leg's name in commands."""
    origin: Identifier = Field(alias="from")
    """Where it leaves."""
    destination: Identifier = Field(alias="to")
    """Where it arrives."""
    mode: Mode
    """How one moves."""
    minutes: Minutes
    """How long it takes; on foot and when fording, a fit adult."""
    late_minutes: Minutes | None = None
    """How much longer when late; default one step."""
    broker: Identifier | None = None
    """Who runs it."""
    fee: Fee = FREE
    """Fee per traveller; `[agreed, at most]` where the price may be raised on the way."""
    window: Window = "any"
    """When it may leave."""
    departures: Annotated[tuple[LocalTime, ...], Field(min_length=1, max_length=1440, strict=False)] | None = None
    """Local times at which it leaves."""
    timetable: TimetableFile | None = None
    """Departures from a public timetable."""
    strain: Annotated[float, Field(ge=0.0, le=5.0)] = 0.0
    """How strenuous it is, against the travellers' stamina."""
    both_ways: bool = False
    """True if the return is a leg too."""
    risk: LegRisks = LegRisks()
    """Chances of what can go wrong."""
    when: LegWhen = {}
    """What condition levels do to it."""
    line: tuple[Point, ...] | None = None
    """Filled from the feature's geometry."""
    back: bool = False
    """Filled for the return of a leg that goes both ways."""

    @model_validator(mode="after")
    def _one_source_of_departures(self) -> Leg:
        if self.departures is not None and self.timetable is not None:
            raise mistaken("two_departures", ("departures",))
        return self

    @property
    def walked(self) -> bool:
        """Whether the travellers' pace counts."""
        return self.mode in ("foot", "ford")

    def returning(self) -> Leg:
        """The same leg with its ends exchanged (`both_ways`)."""
        changes: dict[str, object] = {"origin": self.destination, "destination": self.origin, "back": not self.back}
        if self.timetable is not None:
            changes["timetable"] = self.timetable.returning()
        if self.line is not None:
            changes["line"] = self.line[::-1]
        return self.model_copy(update=changes)
