"""Safe, lost and under way at the horizon are all that can become of anybody."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.random_worlds import planned, world


@settings(max_examples=40)
@given(seed=st.integers(0, 3000))
def test_safe_lost_and_under_way_sum_to_one(seed: int) -> None:
    """Under the middles; and the losses are parted without rest."""
    outcome = planned(world(seed))
    assert math.isclose(outcome.safe.mid + outcome.lost + outcome.underway, 1.0, abs_tol=1e-9)
    assert math.isclose(sum(lost for _, lost in outcome.attribution), outcome.lost, abs_tol=1e-9)


@settings(max_examples=40)
@given(seed=st.integers(0, 3000))
def test_worst_nominal_and_best_stand_in_order(seed: int) -> None:
    """They are chances; where no condition is unobserved the nominal one lies between the others.

    An unobserved level below the floor counts for the nominal value alone, which may then lie outside.
    """
    given_world = world(seed)
    safe = planned(given_world).safe
    assert 0.0 <= safe.low <= safe.high + 1e-9 <= 1.0 + 2e-9
    if all(condition.get("observed", True) for condition in given_world.table.get("condition", [])):
        assert safe.low - 1e-9 <= safe.mid <= safe.high + 1e-9
