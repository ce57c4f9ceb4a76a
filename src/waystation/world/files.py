"""References from a pack to files of real data inside its folder. `atlas` opens them; here they are only named."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from waystation.world.quoting import shown
from waystation.world.shape import Shape, Text, mistaken

__all__ = ["GaugeFile", "InsidePath", "TimetableFile"]


def _inside(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    if path.startswith(("/", "\\", "~")) or ".." in parts or ":" in parts[0] or "\0" in path:
        raise mistaken("outside", path=shown(path))
    return path


InsidePath = Annotated[Text, Field(min_length=1, max_length=300), AfterValidator(_inside)]
"""A path inside the pack's folder, with forward slashes."""


class GaugeFile(Shape):
    """A river gauge's record: a CSV with `date` and `level`, USGS RDB, or WaterML 2."""

    file: InsidePath
    """Path of the record inside the pack."""
    thresholds: Annotated[tuple[float, ...], Field(min_length=1, max_length=20, strict=False)]
    """Rising values between the levels: one fewer than the condition has levels."""
    forecast: bool = False
    """True if, where `now` is not stated, the level at the start is forecast from the end of the record."""

    @field_validator("thresholds")
    @classmethod
    def _rising(cls, values: tuple[float, ...]) -> tuple[float, ...]:
        if any(b <= a for a, b in pairwise(values)):
            raise mistaken("not_rising", value=", ".join(f"{v:g}" for v in values))
        return values


class TimetableFile(Shape):
    """A public timetable's departures, from a GTFS zip."""

    file: InsidePath
    """Path of the zip inside the pack."""
    route: Annotated[Text, Field(min_length=1)]
    """`route_id` or `route_short_name`."""
    from_stop: Annotated[Text, Field(min_length=1)]
    """`stop_id`, its parent station's, or `stop_name`, where the party boards."""
    to_stop: Annotated[Text, Field(min_length=1)]
    """The same, where it alights."""

    def returning(self) -> TimetableFile:
        """The same line the other way."""
        return self.model_copy(update={"from_stop": self.to_stop, "to_stop": self.from_stop})
