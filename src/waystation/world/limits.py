"""How much of a pack's own two files is read before they are refused: named limits, each with its unit.

A limit is far above any honest pack and far below what would exhaust a small machine. The errors name the limit
(`pack.features`). How many bytes of a file are read at all is `storage`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

__all__ = ["PACK_LIMITS", "PackLimits"]


def _limit(value: int, unit: str) -> Any:
    return field(default=value, metadata={"unit": unit})


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLimits:
    """What the reader of `pack.toml` and `network.geojson` limits."""

    depth: int = _limit(32, "levels")
    """Nesting of tables, lists and objects, and parts of a dotted key."""
    values: int = _limit(2_000_000, "values")
    """Values and brackets in one file."""
    keys: int = _limit(2_000, "keys")
    """Keys of one object in JSON."""
    features: int = _limit(20_000, "features")
    """Places and legs together."""
    items: int = _limit(2_000, "entries")
    """Travellers, brokers, conditions: so many of each; and of any list inside them, or inside a place or leg."""
    positions: int = _limit(100_000, "positions")
    """Positions of one line."""
    mistakes: int = _limit(200, "mistakes")
    """Mistakes of one file that are said in one run."""
    comparisons: int = _limit(200_000, "comparisons")
    """Words compared while looking for the nearest known ones; after that none is offered."""
    looks: int = _limit(2_000_000, "looks")
    """Steps and departures looked at for the warning that a leg never leaves."""

    def named(self, name: str) -> dict[str, object]:
        """What an error says of a limit: its name, the most that is allowed, and the unit."""
        (found,) = (item for item in fields(self) if item.name == name)
        return {"limit": f"pack.{name}", "allowed": getattr(self, name), "unit": found.metadata["unit"]}


PACK_LIMITS = PackLimits()
