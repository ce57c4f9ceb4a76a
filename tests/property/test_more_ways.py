"""One way more never lowers `low`: nobody is made to take it."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.property.random_worlds import World, changed, legs_of, planned, world


def add_leg(after: World, chance: random.Random) -> None:
    """A leg between any two places, safe or not, with any broker or none."""
    places = [feature["properties"]["id"] for feature in after.features if "from" not in feature["properties"]]
    origin, destination = chance.sample(places, 2)
    properties: dict[str, Any] = {"id": "one-more", "from": origin, "to": destination, "mode": "car", "minutes": 30}
    properties["risk"] = {"caught": round(chance.random() ** 2, 3), "back": round(chance.random() ** 2, 3)}
    brokers = [broker["id"] for broker in after.table.get("broker", [])]
    if brokers and chance.random() < 0.5:
        properties.update(broker=chance.choice(brokers), fee=chance.choice([0, 100]))
    feature = {"type": "Feature", "geometry": None, "properties": properties}
    after.features.insert(chance.randrange(len(after.features) + 1), feature)


def remove_leg(after: World, chance: random.Random) -> bool:
    legs = [feature for feature in after.features if "from" in feature["properties"]]
    if len(legs) > 1:
        after.features.remove(chance.choice(legs))
    return len(legs) > 1


def allow_waiting(after: World, chance: random.Random) -> bool:
    places = [feature["properties"] for feature in after.features if feature["properties"].get("no_waiting")]
    for place in places:
        del place["no_waiting"]
    return bool(places)


def open_windows(after: World, chance: random.Random) -> bool:
    shut = [leg for leg in legs_of(after) if leg.get("window", "any") != "any" or "departures" in leg]
    for leg in shut:
        leg.pop("window", None)
        leg.pop("departures", None)
    return bool(shut)


@settings(max_examples=25)
@given(seed=st.integers(0, 3000))
def test_a_leg_more_never_lowers_low(seed: int) -> None:
    """Wherever it leads and whoever runs it."""
    before = world(seed)
    after = changed(before, add_leg, seed)
    assert after is not None
    assert planned(after).safe.low >= planned(before).safe.low - 1e-9


@settings(max_examples=20)
@given(seed=st.integers(0, 3000), how=st.sampled_from([allow_waiting, open_windows]))
def test_more_time_to_choose_never_lowers_low(seed: int, how: Any) -> None:
    """Waiting where nobody could wait, leaving when nobody could leave."""
    before = world(seed)
    after = changed(before, how, seed)
    assume(after is not None)
    assert after is not None
    assert planned(after).safe.low >= planned(before).safe.low - 1e-9


@settings(max_examples=25)
@given(seed=st.integers(0, 3000))
def test_a_leg_fewer_never_raises_low(seed: int) -> None:
    """A way that is closed helps nobody."""
    before = world(seed)
    after = changed(before, remove_leg, seed)
    assume(after is not None)
    assert after is not None
    assert planned(after).safe.low <= planned(before).safe.low + 1e-9
