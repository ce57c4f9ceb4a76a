"""What all values read from a pack have in common: frozen, strict, and deaf to keys that nobody declared.

The shapes of `pack.toml` and `network.geojson` are these classes; the JSON Schema and the reference page are
generated from them, so a field is described in one place only.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Identifier", "Money", "Probability", "Shape"]


class Shape(BaseModel):
    """A frozen record of a pack: unknown keys, wrong types, NaN and infinity are refused."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, populate_by_name=False, use_attribute_docstrings=True
    )


Identifier = Annotated[str, Field(pattern=r"^[^\s,=:/\[\]]+$", max_length=80)]
"""A name that commands can carry: no blank, comma, colon, slash, equals sign or square bracket."""

Probability = Annotated[float, Field(ge=0.0, le=1.0)]

Money = Annotated[float, Field(ge=0.0, le=1e12)]
"""An amount in the pack's currency."""
