"""Fees as a pack states them: an amount, or an interval where a price that was agreed may be raised on the way."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from waystation.world.quoting import shown
from waystation.world.shape import Money, Shape, mistaken

__all__ = ["FREE", "MOST_MONEY", "Fee", "FeeRange"]

MOST_MONEY = 1e12


class FeeRange(Shape):
    """What a leg costs each traveller, between what was agreed and what may be asked; a plain amount has both equal."""

    low: Money
    """What was agreed. It decides what the broker stands to lose, for nobody can count on the rest."""
    high: Money
    """What may be asked in the end. It is what is budgeted and counted as spent."""

    @property
    def is_plain(self) -> bool:
        """Whether the price stands."""
        return self.low == self.high


FREE = FeeRange(low=0.0, high=0.0)


def _read(value: Any) -> FeeRange:
    """Turn what stands in a pack into a range, or say which of the two forms would be right."""
    if isinstance(value, FeeRange):
        return value
    if _is_number(value):
        return _range(value, value)
    if isinstance(value, list) and len(value) == 2 and all(_is_number(v) for v in value):
        low, high = value
        if low > high:
            raise mistaken("upside_down", low=shown(low), high=shown(high))
        return _range(low, high)
    raise mistaken("fee_form", value=shown(value))


def _range(low: float, high: float) -> FeeRange:
    if low == 0.0 < high:
        raise mistaken("fee_from_nothing", high=shown(high))
    for value in (low, high):
        if not 0.0 <= value <= MOST_MONEY:
            raise mistaken("out_of_range", range=f"between 0 and {MOST_MONEY:g}", value=shown(value))
    return FeeRange(low=float(low), high=float(high))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_AMOUNT: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": MOST_MONEY}

Fee = Annotated[
    FeeRange,
    BeforeValidator(_read),
    WithJsonSchema({"anyOf": [_AMOUNT, {"type": "array", "items": _AMOUNT, "minItems": 2, "maxItems": 2}]}),
]
"""An amount for each traveller, or `[agreed, at most]` where the price may be raised on the way."""
