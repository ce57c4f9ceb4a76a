"""What every report has, and the values that the fields of reports are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

__all__ = ["VERSION", "Many", "Name", "Report", "Share", "Time"]

VERSION = 1
"""The version of the shapes of reports; written as `version` where it is not 1."""

Name = Annotated[str, Field(min_length=1, max_length=80)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Many = Annotated[float, Field(ge=0.0, le=1e6)]


def _time(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("not_a_time", "not a time", {"value": value[:40]}) from None
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_time)]


class Report(BaseModel):
    """What every report has."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, allow_inf_nan=False)

    kind: str
    """What kind of report it is."""
    source: Name
    """Who told it."""
    happened: Time
    """When it happened."""
    heard: Time | None = None
    """When it was heard; default when it was taken down."""
    grade: Annotated[str, Field(pattern="^[A-F][1-6]$")] | None = None
    """Reliability of the source, A to F, and credibility of the information, 1 to 6; F and 6 mean unknown."""
    origin: Name | None = None
    """Who the source has it from, where it is hearsay: reports that repeat one origin count once."""
    text: Annotated[str, Field(max_length=4000)] = ""
    """What was said, in its own words."""
    compartment: Name | None = None
    """Who may read it; default everybody who may read the mission."""
    id: Name | None = None
    """Its name, given when it is taken down."""
    version: int = VERSION
    """The version of these shapes that it was written for."""

    @property
    def told(self) -> str:
        """Whom it goes back to: its origin, or else its source."""
        return self.origin or self.source
