"""Advice: sourced notes for the travellers, each with the legs, stays and people that it is for.

Shapes of the `[[advice]]` tables of a pack. Which notes are chosen for a leg or a stay is decided in `guiding.advice`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from waystation.world.places import Mode, PlaceKind
from waystation.world.quoting import shown
from waystation.world.shape import Identifier, Language, Shape, Text, mistaken

__all__ = ["SPARE", "Advice", "AdviceWhen"]

SPARE = "en"
"""The language that every note has, for those whose own it lacks."""
Month = Annotated[int, Field(ge=1, le=12)]
Years = Annotated[int, Field(ge=0, le=130)]


class AdviceWhen(Shape):
    """For what a note is meant: all that is stated must hold; of a list one entry is enough."""

    legs: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=1000, strict=False)] | None = None
    """Ids of legs; then it is for no stay."""
    places: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=1000, strict=False)] | None = None
    """Ids of places, of a stay or where a leg leaves."""
    modes: Annotated[tuple[Mode, ...], Field(min_length=1, max_length=7, strict=False)] | None = None
    """How one moves; then it is for no stay."""
    kinds: Annotated[tuple[PlaceKind, ...], Field(min_length=1, max_length=6, strict=False)] | None = None
    """What sort of place a stay is at; then it is for no leg."""
    countries: Annotated[tuple[Text, ...], Field(min_length=1, max_length=300, strict=False)] | None = None
    """The country of a stay, or in which a leg leaves, as places name it."""
    months: Annotated[tuple[Month, ...], Field(min_length=1, max_length=12, strict=False)] | None = None
    """Months of the year in which it begins, 1 to 12, by local time."""
    strain_from: Annotated[float, Field(ge=0.0, le=5.0)] | None = None
    """Legs at least so strenuous; then it is for no stay."""
    hours_from: Annotated[float, Field(ge=0.0, le=24.0 * 366)] | None = None
    """Legs and stays at least so long."""
    night: bool | None = None
    """Whether the sun is down when it begins or, of a leg, when it ends."""
    age_from: Years | None = None
    """Somebody of the party is at least so old."""
    age_to: Years | None = None
    """Somebody of the party is at most so old; with `age_from`, the same person."""
    ill: bool | None = None
    """Whether somebody of the party is ill or hurt."""

    @property
    def legs_only(self) -> bool:
        """Whether it can be for no stay."""
        return any(each is not None for each in (self.legs, self.modes, self.strain_from))

    @model_validator(mode="after")
    def _for_something(self) -> AdviceWhen:
        if self.kinds is not None and self.legs_only:
            raise mistaken("advice_never", ("kinds",))
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise mistaken("advice_ages", ("age_from",), age_from=self.age_from, age_to=self.age_to)
        return self


class Advice(Shape):
    """A note for the travellers of some legs and stays: one or two plain sentences, and what they rest on."""

    id: Identifier
    """The note's name."""
    when: AdviceWhen = AdviceWhen()
    """For what it is meant; without it, for everything."""
    weight: Annotated[int, Field(ge=0, le=9)] = 5
    """What matters most comes first, 9 to 0: a card has room for few."""
    text: dict[Language, Annotated[Text, Field(min_length=1)]]
    """The note by language (ISO 639-1); English at least."""
    source: Annotated[Text, Field(min_length=1)]
    """The document that it rests on, by its title."""
    topic: Literal["cold", "heat", "water", "illness", "children", "old_age", "rights", "help", "care"] = "care"
    """What it is about: cold, heat, water, illness, children, old age, rights when detained, whom to turn to, care."""

    @field_validator("text")
    @classmethod
    def _english_too(cls, text: dict[str, str]) -> dict[str, str]:
        if SPARE not in text:
            raise mistaken("advice_english", value=shown(sorted(text)))
        return text
