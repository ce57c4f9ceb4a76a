"""The mission itself and the settings of a pack: what is asked for, and how its evidence is to be read."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from waystation.world.chances import AsOf, Chance
from waystation.world.files import InsidePath
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Money, Probability, Shape, Text, mistaken

__all__ = ["MOST_ENDS", "EvidenceRules", "Incidents", "Mission", "PriorRecord"]

MOST_ENDS = 100


class Mission(Shape):
    """A request for help: where the party is, where it must arrive, on what budget."""

    origin: Identifier = Field(alias="from")
    """Where the party is."""
    to: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MOST_ENDS, strict=False)]
    """The ends, any of which will do."""
    budget: Money | None = None
    """What may be spent, in `currency`."""
    budget_hard: bool = False
    """True if not one unit more can be spent."""
    budget_unit: Annotated[float, Field(gt=0.0, le=1e12)] = 1.0
    """Under a hard budget, each payment is rounded up to whole units."""
    currency: Annotated[Text, Field(min_length=1, max_length=12)] = "USD"
    """Currency of all money in the pack."""
    urgency: Literal["PC1", "PC2", "PC3", "PC4"] | None = None
    """UN programme criticality, PC1 (lifesaving) to PC4."""
    stay_days: Annotated[float, Field(gt=0.0, le=36500.0)] = 365.0
    """For how long it is looked at what becomes of those who stay."""
    peril: Chance | None = None
    """Chance of being lost within `stay_days` for those who stay; default from `found` where the party is."""

    @field_validator("to")
    @classmethod
    def _distinct(cls, ends: tuple[str, ...]) -> tuple[str, ...]:
        for position, end in enumerate(ends):
            if end in ends[:position]:
                raise mistaken("duplicate_id", (position,), value=shown(end))
        return ends

    @model_validator(mode="after")
    def _hard_budget_is_whole(self) -> Mission:
        if self.budget_hard and self.budget is None:
            raise mistaken("hard_budget", ("budget_hard",))
        return self


class Incidents(Shape):
    """A file of events that becomes counts of harm for the legs it lies near."""

    file: InsidePath
    """Path of a CSV inside the pack, in either layout of IOM's Missing Migrants Project."""
    near_km: Annotated[float, Field(gt=0.0, le=1000.0)]
    """How near an event must lie to a leg to count."""
    trials_per_year: Annotated[float, Field(gt=0.0, le=1e9)]
    """How many journeys a year the counts are out of."""


class PriorRecord(Shape):
    """Faith kept and broken that every broker's record starts with."""

    kept: Annotated[float, Field(ge=0.0, le=1e6)] = 0.0
    """Engagements in which faith was kept."""
    broken: Annotated[float, Field(ge=0.0, le=1e6)] = 0.0
    """Engagements in which the group was sold."""


def _graded(grade: str) -> str:
    if re.fullmatch("[A-F][1-6]", grade) is None:
        raise mistaken("grade_form", value=shown(grade))
    return grade


class EvidenceRules(Shape):
    """How evidence is read."""

    half_life_days: Annotated[float, Field(gt=0.0, le=36500.0)] = 180.0
    """The age at which a report of how something ended counts half."""
    sighting_half_life_days: Annotated[float, Field(gt=0.0, le=36500.0)] = 3.0
    """The age at which a sighting counts half: patrols move on long before records lose their meaning."""
    sighting_odds: Annotated[float, Field(ge=1.0, le=1e6)] = 3.0
    """Odds multiplier, of caught or found, of a sighting that is believed and still there."""
    as_of: AsOf | None = None
    """Up to when the numbers of this pack contain what was reported: later reports add to all that give no own date."""
    elasticity: Annotated[float, Field(ge=0.0, le=10.0)] = 0.5
    """How strongly temptation moves the odds of betrayal."""
    prior: PriorRecord = PriorRecord()
    """What every broker's record starts with."""
    unobserved_floor: Probability = 0.01
    """The least chance at which an unobserved level counts for `low` and `high`."""
    weights: dict[Annotated[str, AfterValidator(_graded)], Probability] = {}
    """Weight of an Admiralty grade, such as B2, where it differs from the default."""
