"""The parts of a pack while it is being read: what could be read so far, and what the files state."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from waystation.world.lines import Path
from waystation.world.places import Leg, Place

__all__ = ["Parts"]


def _nothing_yet() -> dict[str, list[tuple[Path, Any]]]:
    return {"traveller": [], "broker": [], "condition": [], "advice": []}


@dataclass
class Parts:
    """The parts read so far, each with where it stands; items that could not be read are only known by id."""

    one: dict[str, Any] = field(default_factory=dict)
    many: dict[str, list[tuple[Path, Any]]] = field(default_factory=_nothing_yet)
    places: list[tuple[Path, Place]] = field(default_factory=list)
    legs: list[tuple[Path, Leg]] = field(default_factory=list)
    ids: dict[str, set[str]] = field(default_factory=dict)
    """The ids of each kind of part. A kind that is not here could not be read: then absence proves nothing."""
    stated: dict[str, list[tuple[Path, dict[str, Any]]]] = field(default_factory=dict)
    """Every place, leg, condition and mission as it stands in the file, read or not."""

    def forget(self, *kinds: str) -> None:
        """Forget the ids of kinds of which not all were read."""
        for kind in kinds:
            self.ids.pop(kind, None)
