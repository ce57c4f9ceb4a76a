"""Beds are booked hour by hour: no house is overfull, whatever happens, and nobody is kept out without need."""

from __future__ import annotations

import numpy as np
import pytest

from tests.builders import condition, leg, place, small_pack
from tests.parties import walk_from
from waystation.planning.beds import Sleeper, free_beds, presence

HORIZON = 8
BOAT = [
    place("a"),
    place("house", beds=3),
    leg("there", to="house"),
    leg("boat", "house", "b", departures=["14:00"]),
]


def sleeper(people: int, *features: object, offset: int = 0, **tables: object) -> Sleeper:
    """A party of so many on the way to the boat at two, by the house."""
    travellers = [{"id": f"t{number}"} for number in range(people)]
    pack = small_pack(*(features or BOAT), travellers=travellers, **{"hours": HORIZON / 2, **tables})
    walk = walk_from(pack, offset)
    return Sleeper(walk.charted, walk, people, offset)


def test_presence_is_the_chance_of_spending_a_step_there() -> None:
    """The first listed of two equal things is done: wait at home, as long as the boat can still be reached."""
    there = presence(sleeper(1).walk)
    assert there["a"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert "house" not in there


def test_presence_follows_the_conditions() -> None:
    """Turned back with chance 1/2, closed at a level that comes with chance 1/4."""
    river = condition(per_step=[[0.75, 0.25], [0.0, 1.0]])
    crossing = leg("l", risk={"back": 0.5}, when={"river=high": "closed"})
    there = presence(sleeper(1, crossing, condition=[river]).walk)
    assert there["a"][:2].tolist() == pytest.approx([0.0, 0.5 * 0.25])


EARLY = [
    place("a", found=0.5),
    place("house", beds=3),
    leg("there", to="house"),
    leg("boat", "house", "b", departures=["14:00"]),
]
"""Home is watched, so all go to the house at once and wait there for the boat."""


def test_where_all_fit_nobody_is_kept_out() -> None:
    """Two and one are three."""
    assert free_beds([sleeper(2, *EARLY), sleeper(1, *EARLY)]) == [{}, {}]


def test_a_house_alone_to_a_party_is_never_full() -> None:
    """`beds` is a capacity only where several share."""
    assert free_beds([sleeper(5, *EARLY)]) == [{}]


def test_equals_are_served_in_their_order() -> None:
    """The second of two parties of two has no bed, at any hour that the first may use."""
    first, second = free_beds([sleeper(2, *EARLY), sleeper(2, *EARLY)])
    assert first == {}
    assert not second["house"].any()


def test_the_likelier_guest_has_the_bed() -> None:
    """An hour goes to whoever is likelier to be there, though ranked last."""
    seldom = leg("there", to="house", risk={"back": 0.5})
    late = [EARLY[0], EARLY[1], seldom, EARLY[3]]
    first, second = free_beds([sleeper(2, *late), sleeper(2, *EARLY)])
    assert not first["house"][1:3].any()
    assert second["house"][1:3].all()


def test_parties_that_come_on_different_days_do_not_meet() -> None:
    """Each has the house at its own hours; before and after, whoever might still be there first."""
    first, second = free_beds([sleeper(2, *EARLY), sleeper(2, *EARLY, offset=HORIZON)])
    assert first == {}
    assert second == {}


def test_home_holds_all_who_are_there_already() -> None:
    """A party that parts does not lose the roof that it has."""
    home = [place("a", beds=1), EARLY[3], leg("there", to="house", departures=["13:00"]), place("house")]
    parties = [sleeper(1, *home), sleeper(1, *home)]
    assert free_beds(parties, ["a"]) == [{}, {}]
    assert not free_beds(parties)[1]["a"][:2].any()


def test_no_house_is_ever_overfull() -> None:
    """Summed over the parties that may be there at an hour; a party larger than the house has it to itself."""
    sizes = [4, 2, 1, 1, 3]
    parties = [sleeper(size, *EARLY, offset=2 * at) for at, size in enumerate(sizes)]
    free = free_beds(parties)
    for hour in range(2 * len(sizes) + HORIZON):
        inside = [
            party.people
            for party, beds in zip(parties, free, strict=True)
            if 0 <= hour - party.offset < HORIZON
            and beds.get("house", np.ones(HORIZON, dtype=np.bool_))[hour - party.offset]
        ]
        assert sum(inside) <= 3 or len(inside) == 1
