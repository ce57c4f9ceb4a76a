"""Rows of a chain are divided by their sums: a rounding error within the tolerance does not matter."""

from __future__ import annotations

import random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.property.random_worlds import World, changed, planned, world


def scale(after: World, chance: random.Random) -> bool:
    for condition in after.table.get("condition", []):
        for key in {"per_hour", "per_step"} & condition.keys():
            rows = condition[key]
            condition[key] = [[p * factor for p in row] for row in rows for factor in [1 - chance.random() * 9e-10]]
    return bool(after.table.get("condition"))


@settings(max_examples=20)
@given(seed=st.integers(0, 3000))
def test_rows_that_sum_almost_to_one_are_taken_as_if_they_did(seed: int) -> None:
    """All three values stay as they were."""
    before = world(seed)
    after = changed(before, scale, seed)
    assume(after is not None)
    assert after is not None
    was, now = planned(before), planned(after)
    assert (now.safe.low, now.safe.mid, now.lost) == pytest.approx((was.safe.low, was.safe.mid, was.lost), abs=1e-12)
