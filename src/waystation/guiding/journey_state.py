"""What is known of a journey: where its party is, who is ill, what stands against its plan. Shapes only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report_journeys import JourneyEnd

__all__ = ["LOST", "Ill", "Journey", "Standing", "Tried"]

LOST = ("caught", "harm", "betrayed")
"""Outcomes of an attempt after which a party is lost."""


@dataclass(frozen=True)
class Standing:
    """Where a party was when last heard of.

    Args:
        place: Id of the place where it is, or from which it left on a leg.
        leg: The movement that it is on, in its direction; None at a place.
        since: When it came to the place, or left on the leg.
        broker: Id of the last broker, None if there is none.
        spent: What it has spent so far, in the pack's currency, by the fees of the legs that it took.
        alive: When it last gave a good sign of life, or somebody handed it over.
        lost: How it was lost: `caught`, `harm` or `betrayed`; empty while it is not.
        came: The movement by which it came to the place, or was turned back to it; None where it began, or on a leg.
    """

    place: str
    leg: Leg | None
    since: datetime
    broker: str | None = None
    spent: float = 0.0
    alive: datetime | None = None
    lost: str = ""
    came: Leg | None = None


@dataclass(frozen=True)
class Ill:
    """Somebody of the party who is ill or hurt.

    Args:
        person: The traveller's id.
        since: Since when.
        pace: How fast they walk now, as a share of a fit adult; None as before.
        stamina: The most strenuous leg that they can do now; None as before.
    """

    person: str
    since: datetime
    pace: float | None
    stamina: float | None


@dataclass(frozen=True)
class Tried:
    """An attempt of a leg that has ended.

    Args:
        leg: The movement.
        outcome: How it ended; `left` if they are somewhere else.
        ended: When.
        paid: What was due of the whole party at departure.
        held: What was due on arrival; 0 where they did not arrive.
    """

    leg: Leg
    outcome: str
    ended: datetime
    paid: float
    held: float


@dataclass(frozen=True)
class Journey:
    """A journey as its reports tell it.

    Args:
        name: What reports call it.
        number: What alarms and notices call it.
        accepted: When its mission was accepted.
        standing: Where its party is.
        departed: When it first left; None while it waits to leave.
        ill: Who is ill or hurt, by id.
        silent: Brokers who do not answer, by id, and since when.
        prices: Fees asked for that are not those of the pack, by leg: the least and the most for each traveller.
        burnt: What was burnt: (what, name), and when.
        false_alarms: The share of check-ins on time that may still raise an alarm; None for the charter's.
        end: How it closed; None while it runs.
        ended: When it closed.
        signs: The last sign of life, and what it meant: (when, `good`, `bad` or `pressed`).
        reports: Ids of the reports that moved it, in the order in which they happened.
        tried: The attempts that have ended, in that order.
    """

    name: str
    number: int
    accepted: datetime
    standing: Standing
    departed: datetime | None = None
    ill: Mapping[str, Ill] = field(default_factory=dict)
    silent: Mapping[str, datetime] = field(default_factory=dict)
    prices: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    burnt: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    false_alarms: float | None = None
    end: JourneyEnd | None = None
    ended: datetime | None = None
    signs: tuple[datetime, str] | None = None
    reports: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether it is neither closed nor over."""
        return self.end is None

    def over_at(self, pack: Pack) -> JourneyEnd | None:
        """How it will close, by where its party is; None while it is on the way."""
        if self.standing.lost:
            return "lost"
        return "arrived" if self.standing.leg is None and self.standing.place in pack.mission.to else None
