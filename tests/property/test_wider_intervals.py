"""A wider interval never raises `low`: knowing less is never a reason to promise more."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.property.random_worlds import World, changed, legs_of, planned, world


def intervals(given_world: World) -> list[tuple[dict[str, Any], str]]:
    """Where chances stand as numbers or intervals."""
    holders = [leg["risk"] for leg in legs_of(given_world) if "risk" in leg]
    holders += [feature["properties"] for feature in given_world.features]
    holders += given_world.table.get("broker", [])
    keys = ("caught", "harm", "back", "late", "found", "betrays")
    return [(holder, key) for holder in holders for key in keys if isinstance(holder.get(key), int | float | list)]


def widen(after: World, chance: random.Random) -> bool:
    found = intervals(after)
    for holder, key in chance.sample(found, min(3, len(found))):
        low, high = holder[key] if isinstance(holder[key], list) else (holder[key], holder[key])
        holder[key] = [low * chance.random(), high + (1.0 - high) * chance.random() * 0.5]
    return bool(found)


@settings(max_examples=30)
@given(seed=st.integers(0, 3000))
def test_a_wider_interval_never_raises_low(seed: int) -> None:
    """Whichever chances are widened, on whichever side."""
    before = world(seed)
    after = changed(before, widen, seed)
    assume(after is not None)
    assert after is not None
    assert planned(after).safe.low <= planned(before).safe.low + 1e-9
