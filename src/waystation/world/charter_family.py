"""What families may be told, as agreed in calm: how long after it happened, and whether a country is named."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waystation.world.shape import Shape

__all__ = ["FamilyRules"]


class FamilyRules(Shape):
    """What is agreed about telling families: the `[charter.family]` table."""

    delay_hours: Annotated[float, Field(ge=12.0, le=24.0 * 60)] = 48.0
    """How long after the end of the day on which it happened something may be told, good or bad."""
    countries: bool = True
    """Whether a country is named, where the mission knows several places in it."""
