"""What a figure shows is checked when it is made."""

from __future__ import annotations

import math

import pytest

from waystation.charts.panels import Bar, Flag, Spread


@pytest.mark.parametrize("wrong", [-0.1, math.inf, math.nan])
def test_a_bar_has_a_length(wrong: float) -> None:
    """Neither below nothing nor without end, on either side."""
    with pytest.raises(ValueError, match="length"):
        Bar("x", wrong, "")
    with pytest.raises(ValueError, match="length"):
        Bar("x", 1.0, "", beside=wrong)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
def test_a_spread_is_of_chances(wrong: float) -> None:
    """Values and flags alike."""
    with pytest.raises(ValueError, match="chances"):
        Spread("x", (wrong,), (), ())
    with pytest.raises(ValueError, match="chances"):
        Spread("x", (0.5,), (Flag(wrong, "1", "one"),), ())
