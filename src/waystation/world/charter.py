"""The charter: the rules for saying yes, agreed in calm and signed before anybody is in danger.

Shapes of the `[charter]` table, and what contradicts itself in one. Who has signed it, and what it says of a plan, is
decided in `deciding`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field, WithJsonSchema, field_validator, model_validator

from waystation.world.charter_family import FamilyRules
from waystation.world.charter_watch import WatchRules, watch_contradictions
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Money, Probability, Shape, Text, mistaken

__all__ = [
    "IMPACTS",
    "LIKELIHOODS",
    "RISKS",
    "URGENCIES",
    "Band",
    "Charter",
    "Contradiction",
    "Level",
    "Limits",
    "RiskMatrix",
    "Urgency",
    "contradictions",
]

Urgency = Literal["PC1", "PC2", "PC3", "PC4"]
URGENCIES: tuple[Urgency, ...] = ("PC1", "PC2", "PC3", "PC4")
"""UN programme criticality, from lifesaving to what can wait."""

Level = Literal["low", "medium", "high", "very high", "unacceptable"]
RISKS: tuple[Level, ...] = ("low", "medium", "high", "very high", "unacceptable")
"""Levels of risk, in the words of the UN's security risk management, rising."""

Impact = Literal["negligible", "minor", "moderate", "severe", "critical"]
IMPACTS: tuple[Impact, ...] = ("negligible", "minor", "moderate", "severe", "critical")
"""How grave it is if it happens, rising."""

LIKELIHOODS = ("very unlikely", "unlikely", "moderately likely", "likely", "very likely")
"""How likely it is, rising."""

Row = Annotated[tuple[Level, Level, Level, Level, Level], Field(strict=False)]


def _day(value: Any) -> date:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise mistaken("not_a_day", value=shown(value)) from None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise mistaken("not_a_day", value=shown(value))
    return date(value.year, value.month, value.day)


Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]


class Band(Shape):
    """Below either of these a second person must approve."""

    low: Probability = 0.8
    """The chance of arriving at worst."""
    likely_p10: Probability = 0.9
    """The 10th percentile of the chance of arriving, every belief drawn by itself."""


class Limits(Shape):
    """What is asked of a mission of one urgency."""

    low: Probability
    """The least acceptable chance of arriving at worst, if all that is unknown went against them."""
    likely_p10: Probability
    """The least acceptable 10th percentile of that chance, every belief drawn by itself."""
    second: Band = Band()
    """The band that needs a second person."""
    risk: Level = "very high"
    """The highest level of risk, by the matrix, that is acceptable."""
    cost_per_head: Money | None = None
    """The most that may be expected to be spent for each traveller, in the mission's currency."""
    told: Annotated[int, Field(ge=0, le=1000)] = 24
    """The most brokers who may come to know of the party."""
    alone_hours: Annotated[float, Field(ge=0.0, le=1000.0)] = 0.0
    """The longest that children, or a woman without another adult, may be in one broker's hands without a second
    person's approval."""


class RiskMatrix(Shape):
    """The level of a risk by its likelihood and its impact; configuration, for editions differ."""

    likelihood: Annotated[tuple[Probability, ...], Field(strict=False)] = (0.05, 0.2, 0.5, 0.8)
    """Four chances of being lost, rising, that part the five likelihoods."""
    impact: Impact = "critical"
    """How grave it is to be lost."""
    very_likely: Row = ("low", "medium", "high", "very high", "unacceptable")
    """The level for each impact, from negligible to critical, if it is very likely."""
    likely: Row = ("low", "medium", "high", "high", "very high")
    """The same if it is likely."""
    moderately_likely: Row = ("low", "low", "medium", "high", "very high")
    """The same if it is moderately likely."""
    unlikely: Row = ("low", "low", "low", "medium", "high")
    """The same if it is unlikely."""
    very_unlikely: Row = ("low", "low", "low", "low", "medium")
    """The same if it is very unlikely."""

    @field_validator("likelihood")
    @classmethod
    def _four_rising(cls, chances: tuple[float, ...]) -> tuple[float, ...]:
        if len(chances) != 4 or any(later <= chance for chance, later in pairwise(chances)):
            raise mistaken("charter_likelihood", value=shown(list(chances)))
        return chances

    @property
    def rows(self) -> tuple[tuple[Level, ...], ...]:
        """The rows, from very unlikely to very likely."""
        return (self.very_unlikely, self.unlikely, self.moderately_likely, self.likely, self.very_likely)

    def level(self, lost: float) -> Level:
        """The level of the risk of being lost with this chance."""
        row = self.rows[sum(lost >= chance - 1e-12 for chance in self.likelihood)]
        return row[IMPACTS.index(self.impact)]

    @model_validator(mode="after")
    def _never_falls(self) -> RiskMatrix:
        """A graver impact, or a greater likelihood, is never a lower risk."""
        ranks = [[RISKS.index(level) for level in row] for row in self.rows]
        for number, row in enumerate(ranks):
            below = ranks[number - 1] if number else row
            for column, rank in enumerate(row):
                if (column and rank < row[column - 1]) or rank < below[column]:
                    name = LIKELIHOODS[number].replace(" ", "_")
                    raise mistaken("charter_matrix", (name, column), value=shown(RISKS[rank]))
        return self


class Charter(Shape):
    """The rules for saying yes, agreed in calm."""

    members: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=100, strict=False)]
    """Who may sign it: the sources of their reports."""
    threshold: Annotated[int, Field(ge=1, le=100)] = 2
    """How many of them must have signed it."""
    review: Day
    """Until when it holds, that day included; then it is to be looked at again, in calm."""
    no_go: Annotated[tuple[Text, ...], Field(max_length=200, strict=False)] = ()
    """Levels of conditions, as `condition=level`, under which nobody sets out towards a leg that they act on."""
    no_go_hours: Annotated[float, Field(ge=0.0, le=24.0 * 366)] = 72.0
    """How near such a leg must be along the course, in hours, for its no-go levels to count."""
    PC1: Limits = Limits(low=0.25, likely_p10=0.45)
    """What is asked where it saves lives."""
    PC2: Limits = Limits(low=0.4, likely_p10=0.6, risk="high")
    """What is asked of the next in urgency."""
    PC3: Limits = Limits(low=0.6, likely_p10=0.8, second=Band(low=0.85, likely_p10=0.95), risk="high")
    """What is asked of the third."""
    PC4: Limits = Limits(low=0.75, likely_p10=0.9, second=Band(low=0.9, likely_p10=0.97), risk="medium")
    """What is asked of what can wait."""
    matrix: RiskMatrix = RiskMatrix()
    """The level of a risk by likelihood and impact."""
    watch: WatchRules | None = None
    """What is agreed about silence on the way; without it the defaults hold."""
    family: FamilyRules | None = None
    """What is agreed about telling families; without it the defaults hold."""

    def limits(self, urgency: Urgency | None) -> Limits:
        """What is asked of a mission; of one without an urgency, what is asked of the least urgent."""
        found = getattr(self, urgency or URGENCIES[-1])
        assert isinstance(found, Limits)
        return found

    @field_validator("members")
    @classmethod
    def _distinct(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        for position, member in enumerate(members):
            if member in members[:position]:
                raise mistaken("duplicate_id", (position,), value=shown(member))
        return members

    @field_validator("no_go")
    @classmethod
    def _levels(cls, levels: tuple[str, ...]) -> tuple[str, ...]:
        for position, level in enumerate(levels):
            if not all(level.partition("=")):
                raise mistaken("when_key", (position,), value=shown(level))
        return levels


class Contradiction(NamedTuple):
    """One thing in a charter that contradicts another.

    Args:
        code: Which kind of mistake.
        within: Where inside the charter.
        fields: The values that its sentence needs.
    """

    code: str
    within: tuple[str | int, ...]
    fields: dict[str, object]


def contradictions(charter: Charter) -> Iterator[Contradiction]:
    """Everything in a charter that cannot hold together, each once.

    Args:
        charter: A charter whose parts are sound by themselves.
    """
    if charter.threshold > len(charter.members):
        fields: dict[str, object] = {"threshold": charter.threshold, "members": len(charter.members)}
        yield Contradiction("charter_threshold", ("threshold",), fields)
    for urgency in URGENCIES:
        limits = charter.limits(urgency)
        for key in ("low", "likely_p10"):
            least, band = getattr(limits, key), getattr(limits.second, key)
            if band < least:
                at = (urgency, "second", key)
                yield Contradiction("charter_band", at, {"key": key, "least": least, "band": band})
    for urgent, other in pairwise(URGENCIES):
        for key, more, less in _compared(charter.limits(urgent), charter.limits(other)):
            if less < more:
                said = {"urgent": urgent, "other": other, "key": key, "more": more, "less": less}
                yield Contradiction("charter_urgency", (other, *key.split(".")), said)
    if charter.watch is not None:
        for code, within, values in watch_contradictions(charter.watch):
            yield Contradiction(code, ("watch", *within), values)


def _compared(urgent: Limits, other: Limits) -> Iterator[tuple[str, float, float]]:
    yield "low", urgent.low, other.low
    yield "likely_p10", urgent.likely_p10, other.likely_p10
    yield "second.low", urgent.second.low, other.second.low
    yield "second.likely_p10", urgent.second.likely_p10, other.second.likely_p10
