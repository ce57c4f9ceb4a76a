"""A pack: everything about one mission, read and found sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from waystation.world.advice import Advice
from waystation.world.charter import Charter
from waystation.world.clock import Clock, steps_for
from waystation.world.conditions import Condition
from waystation.world.mission import EvidenceRules, Incidents, Mission
from waystation.world.people import Broker, PartyRules, Reward, Traveller, slowest_pace, weakest_stamina
from waystation.world.places import Leg, Place

__all__ = ["Pack"]

FOR_EVER = 1e9
"""Minutes, longer than any horizon: what somebody who hardly moves takes."""


@dataclass(frozen=True)
class Pack:
    """A mission and its world. References between its parts have been checked.

    Args:
        name: What the pack is called.
        clock: When it starts, how time is cut.
        mission: From where to where.
        travellers: Who travels; at least one.
        places: Where people can be, in file order.
        legs: Movements, in file order; a `both_ways` leg is one leg here (see `moves`).
        brokers: Who is paid, in file order.
        conditions: What changes outside anyone's control, in file order.
        reward: What the adversary pays, or None.
        party: How the size of the party acts.
        evidence: How evidence is read.
        incidents: A file of events, or None.
        about: One line for the list.
        charter: The rules for saying yes, or None.
        advice: Notes for the travellers, in file order.
    """

    name: str
    clock: Clock
    mission: Mission
    travellers: tuple[Traveller, ...]
    places: tuple[Place, ...]
    legs: tuple[Leg, ...]
    brokers: tuple[Broker, ...] = ()
    conditions: tuple[Condition, ...] = ()
    reward: Reward | None = None
    party: PartyRules = field(default_factory=PartyRules)
    evidence: EvidenceRules = field(default_factory=EvidenceRules)
    incidents: Incidents | None = None
    about: str = ""
    charter: Charter | None = None
    advice: tuple[Advice, ...] = ()

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def broker(self) -> dict[str, Broker]:
        """Brokers by id."""
        return {broker.id: broker for broker in self.brokers}

    @cached_property
    def condition(self) -> dict[str, Condition]:
        """Conditions by id."""
        return {condition.id: condition for condition in self.conditions}

    @cached_property
    def party_size(self) -> int:
        """How many travel."""
        return len(self.travellers)

    def steps_of(self, leg: Leg) -> tuple[int, int]:
        """How many steps a leg takes this party, and how many more when it is late (`model.md`, Clock)."""
        step = self.clock.step_minutes
        minutes = leg.minutes / self._pace if leg.walked else leg.minutes
        return steps_for(min(minutes, FOR_EVER), step), steps_for(leg.late_minutes or step, step)

    def can_do(self, leg: Leg) -> bool:
        """Whether a leg is within the strength of the weakest traveller."""
        return leg.strain <= self._stamina

    @cached_property
    def _pace(self) -> float:
        return slowest_pace(self.travellers)

    @cached_property
    def _stamina(self) -> float:
        return weakest_stamina(self.travellers)

    @cached_property
    def moves(self) -> tuple[Leg, ...]:
        """The legs as actions: each in file order, a return directly after its leg."""
        return tuple(move for leg in self.legs for move in ((leg, leg.returning()) if leg.both_ways else (leg,)))
