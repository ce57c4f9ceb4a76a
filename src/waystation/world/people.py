"""People: travellers and the party they make up, brokers and their terms, and what the adversary pays for either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, model_validator

from waystation.world.chances import AsOf, Chance
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Language, Money, Probability, Shape, Text, mistaken

__all__ = [
    "INDICATORS",
    "Broker",
    "Indicator",
    "PartyRules",
    "Record",
    "Reward",
    "Terms",
    "Traveller",
    "slowest_pace",
    "weakest_stamina",
]

Times = Annotated[float, Field(ge=0.0, le=1e9)]

Indicator = Literal[
    "abuse_of_vulnerability",
    "deception",
    "restriction_of_movement",
    "isolation",
    "violence",
    "intimidation",
    "documents_kept",
    "wages_withheld",
    "debt_bondage",
    "living_conditions",
    "overtime",
]
INDICATORS: tuple[Indicator, ...] = get_args(Indicator)
"""The eleven indicators of forced labour of the International Labour Organization (2012), in its order."""

Indicators = Annotated[tuple[Indicator, ...], Field(max_length=len(INDICATORS), strict=False)]


class Traveller(Shape):
    """One person of the party."""

    id: Identifier
    """The traveller's name in commands; not a real name."""
    age: Annotated[int, Field(ge=0, le=130)] | None = None
    """Age in years."""
    pace: Annotated[float, Field(gt=0.0, le=10.0)] = 1.0
    """Walking speed as a share of a fit adult's."""
    stamina: Annotated[float, Field(ge=0.0, le=5.0)] = 5.0
    """The most strenuous leg this person can do."""
    together: Text | None = None
    """Travellers with the same word are never split."""
    sex: Literal["woman", "man"] | None = None
    """Where it is not stated, a lone adult is taken to be at as great a risk as a woman."""
    owes: dict[Identifier, Money] = {}
    """What this person owes to brokers, by the broker's id; a debt blocks the mission."""
    indicators: Indicators = ()
    """Indicators of forced labour (ILO) seen in this person; each blocks the mission."""


class PartyRules(Shape):
    """How the size of the party acts."""

    crowding: Annotated[float, Field(gt=0.0, le=100.0)] = 1.0
    """Odds multiplier of being caught for each traveller after the first."""
    language: Language | None = None
    """The language of the travellers' cards."""


class Record(Shape):
    """How often a broker kept faith and broke it."""

    kept: Times = 0.0
    """Engagements in which faith was kept."""
    broken: Times = 0.0
    """Engagements in which the group was sold."""
    temptation: Annotated[float, Field(gt=0.0, le=1e9)] = 1.0
    """Reward divided by what was owed, while this record was earned."""
    as_of: AsOf | None = None
    """Up to when: reports of what happened later add to this record."""


class Terms(Shape):
    """How a broker is paid."""

    held: Probability = 0.5
    """Share of the fee paid only on proof of life."""
    owed: Money | None = None
    """What is owed per traveller for the whole engagement, if it is paid so."""
    held_max: Probability = 0.7
    """The largest share that this person will wait for; terms are never proposed beyond it."""

    @model_validator(mode="after")
    def _within_what_they_wait_for(self) -> Terms:
        if "held_max" in self.model_fields_set and self.held > self.held_max:
            raise mistaken("held_above_most", ("held_max",), held=shown(self.held), most=shown(self.held_max))
        return self


class Broker(Shape):
    """Somebody paid to move people, or to look away."""

    id: Identifier
    """The broker's name in commands."""
    role: Literal["guide", "driver", "boatman", "host", "official"]
    """What the broker does."""
    name: Text | None = None
    """A name for people."""
    record: Record | None = None
    """What is known of faith kept and broken."""
    betrays: Chance | None = None
    """Chance of betrayal in a new engagement, where it is stated rather than counted."""
    terms: Terms = Terms()
    """How the broker is paid."""
    price_raised: bool = False
    """Whether the broker has raised a price when people were already on the way; it blocks while he may be engaged."""
    indicators: Indicators = ()
    """Indicators of forced labour (ILO) in how the broker treats people; each blocks while he may be engaged."""
    language: Language | None = None
    """The language of the broker's cards."""

    @property
    def title(self) -> str:
        """The name for people, or the id where there is none."""
        return self.name or self.id


class Reward(Shape):
    """What the adversary pays for turning people in; empty is refused, for a reward forgotten tempts nobody."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    per_head: Money = 0.0
    """For each traveller."""
    group: Money = 0.0
    """For a group."""
    group_from: Annotated[int, Field(ge=1, le=1000)] = 2
    """The smallest party that is a group."""

    def for_party(self, size: int) -> float:
        """The reward for a party of `size` travellers."""
        return max(self.per_head * size, self.group if size >= self.group_from else 0.0)

    @model_validator(mode="after")
    def _something(self) -> Reward:
        if not self.model_fields_set:
            raise mistaken("empty_reward")
        return self


def slowest_pace(travellers: Sequence[Traveller]) -> float:
    """The pace of the slowest traveller."""
    return min(t.pace for t in travellers)


def weakest_stamina(travellers: Sequence[Traveller]) -> float:
    """The stamina of the weakest traveller."""
    return min(t.stamina for t in travellers)
