"""What stands first in a file does not matter: keys in any order, conditions in any order."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.property.random_worlds import World, changed, loaded, planned, world


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same value with the keys of every table in another order; lists stay as they are."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(each, chance) for each in value] if isinstance(value, list) else value


def shuffle_keys(after: World, chance: random.Random) -> None:
    after.table, after.features = shuffled(after.table, chance), shuffled(after.features, chance)


def shuffle_conditions(after: World, chance: random.Random) -> bool:
    conditions = after.table.get("condition", [])
    conditions.reverse()
    return len(conditions) > 1


@settings(max_examples=60)
@given(seed=st.integers(0, 3000))
def test_reading_does_not_depend_on_the_order_of_keys(seed: int) -> None:
    """The same pack and the same warnings."""
    before = world(seed)
    after = changed(before, shuffle_keys, seed)
    assert after is not None
    was, now = loaded(before), loaded(after)
    assert was.pack == now.pack
    assert [warning.code for warning in was.warnings] == [warning.code for warning in now.warnings]


@settings(max_examples=15)
@given(seed=st.integers(0, 3000))
def test_a_plan_does_not_depend_on_the_order_of_keys(seed: int) -> None:
    """Values to the last digits that arithmetic leaves."""
    before = world(seed)
    after = changed(before, shuffle_keys, seed)
    assert after is not None
    was, now = planned(before), planned(after)
    assert (now.safe.low, now.safe.mid, now.lost) == pytest.approx((was.safe.low, was.safe.mid, was.lost), abs=1e-12)


@settings(max_examples=20)
@given(seed=st.integers(0, 3000))
def test_a_plan_does_not_depend_on_the_order_of_conditions(seed: int) -> None:
    """They move independently, so none of them is first."""
    before = world(seed)
    after = changed(before, shuffle_conditions, seed)
    assume(after is not None)
    assert after is not None
    was, now = planned(before), planned(after)
    assert (now.safe.low, now.safe.mid, now.lost) == pytest.approx((was.safe.low, was.safe.mid, was.lost), abs=1e-12)
