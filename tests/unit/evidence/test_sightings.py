"""What was seen near places and legs raises the risk there."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.evidence.facts import UNIT, Claim
from waystation.evidence.sightings import LEAST, MOST, join_sightings, watched
from waystation.world.pack import Pack


def claims(*weights: float) -> list[Claim]:
    """Sightings of these weights."""
    return [(-int(weight * UNIT), 0, f"r{number}") for number, weight in enumerate(weights)]


def seen(near: str = "leg:l", *weights: float, odds: float = 3.0, **counts: float) -> Any:
    """What is believed to be there."""
    return watched(near, claims(*weights), counts, odds)


def pack(**words: Any) -> Pack:
    """One leg from a to b on which one may be caught; one may be found at a."""
    return small_pack(leg("l", risk={"caught": 0.1}), place("a", found=0.2), leg("m", risk={"harm": 0.1}), **words)


def test_it_is_there_unless_every_sighting_is_gone() -> None:
    """1 − ∏(1 − w)."""
    assert seen("leg:l", 0.5, 0.4).chance == pytest.approx(0.7)
    assert seen("leg:l", 1.0, 0.4).chance == 1.0
    assert seen("leg:l") is None


def test_more_are_worse_up_to_the_square() -> None:
    """One, ten, a hundred, ten thousand; nobody seen is no sighting."""
    for count, exponent in ((1, 1.0), (10, 1.5), (100, 2.0), (10_000, 2.0)):
        assert seen("leg:l", 0.5, r0=count).odds == pytest.approx(3.0**exponent)
    assert seen("leg:l", 0.5).odds == 3.0
    assert seen("leg:l", 0.5, r0=0.0) is None
    assert seen("leg:l", 0.6, 0.2, r1=100.0).odds == pytest.approx(3.0**1.25)


def test_near_a_leg_the_odds_of_being_caught_on_it_are_multiplied() -> None:
    """By a condition that nobody sees and that goes with its half-life."""
    given = pack(evidence={"sighting_half_life_days": 1.0})
    joined, (one,) = join_sightings(given, [seen("leg:l", 0.4)])
    (found,) = joined.conditions
    assert found.id == one.condition == "sightings-leg-l"
    assert found.now == {"gone": pytest.approx(0.6), "there": pytest.approx(0.4)}
    assert found.per_step is not None
    assert found.per_step[1][1] ** 48 == pytest.approx(0.5)
    assert not found.observed
    assert [item.when for item in joined.legs] == [{"sightings-leg-l=there": {"caught": 3.0}}, {}]
    assert joined.evidence.unobserved_floor == pytest.approx(0.01 * 0.6)


def test_near_a_place_also_those_of_being_found_there() -> None:
    """And caught on each leg that leaves or arrives; one condition for all."""
    joined, _ = join_sightings(pack(), [seen("place:a", 0.4)])
    key = "sightings-place-a=there"
    assert [item.when for item in joined.legs] == [{key: {"caught": 3.0}}] * 2
    assert {item.id: item.when for item in joined.places} == {"a": {key: {"found": 3.0}}, "b": {}}


@pytest.mark.parametrize("one", [seen("leg:l", LEAST / 2), seen("leg:m", 0.9), seen("leg:l", 0.5, odds=1.0)])
def test_what_changes_nothing_is_left_out(one: Any) -> None:
    """Too unlikely, no risk to raise, no odds to raise it by: the pack stays as it is, and it is still listed."""
    joined, found = join_sightings(pack(), [one])
    assert joined == pack()
    assert [other.condition for other in found] == [""]


def test_of_many_the_rest_share_the_last_condition() -> None:
    """Which is as likely as the likeliest of them; each keeps its odds."""
    legs = [leg(f"l{n}", risk={"caught": 0.1}) for n in range(9)]
    near = [seen(f"leg:l{n}", 0.9 - n / 20) for n in range(9)]
    joined, found = join_sightings(small_pack(*legs), near)
    assert [one.condition for one in found] == [f"sightings-leg-l{n}" for n in range(5)] + ["sightings-elsewhere"] * 4
    assert len(joined.conditions) == MOST
    assert joined.conditions[-1].now == {"gone": pytest.approx(0.35), "there": pytest.approx(0.65)}
    assert joined.legs[8].when == {"sightings-elsewhere=there": {"caught": 3.0}}


def test_there_is_only_so_much_room_for_what_nobody_sees() -> None:
    """Where a pack has many hidden levels of its own, fewer join; of too many, none."""
    hidden = [condition(f"c{n}", tuple("abcdefghij"), observed=False) for n in range(4)]
    for many, room in ((2, 5), (3, 2), (4, 0)):
        legs = [leg(f"l{n}", risk={"caught": 0.1}) for n in range(7)]
        given = small_pack(*legs, condition=hidden[:many])
        joined, found = join_sightings(given, [seen(f"leg:l{n}", 0.5) for n in range(7)])
        assert len(joined.conditions) == many + room
        assert len(found) == 7


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    """Nor one that is too long."""
    name = "l" * 80
    given = small_pack(leg(name, risk={"caught": 0.1}), condition=[condition(f"sightings-leg-{name}"[:80])])
    joined, _ = join_sightings(given, [seen(f"leg:{name}", 0.5)])
    assert joined.conditions[1].id == f"sightings-leg-{name}"[:76] + "-2"


def test_what_counted_before_still_counts() -> None:
    """No joint level is pushed below the floor by what joins: the floor falls by as much."""
    given = pack()
    joined, _ = join_sightings(given, [seen("leg:l", 0.3), seen("place:a", 0.8)])
    least = math.prod((1 - 0.3, 0.5))
    assert joined.evidence.unobserved_floor == pytest.approx(0.01 * least)
