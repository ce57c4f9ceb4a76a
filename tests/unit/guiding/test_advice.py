"""Which notes are chosen for a leg or a stay: all that a note states must hold, the weightiest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.builders import leg, place, small_pack
from waystation.guiding.advice import MOST_NOTES, advice_for, is_dark
from waystation.guiding.ahead import Stretch
from waystation.world.pack import Pack

NOON = datetime.fromisoformat("2031-10-01T12:00:00+09:00")
WALK = leg("walk", mode="foot", strain=2)


def note(name: str = "note", weight: int = 5, **when: Any) -> dict[str, Any]:
    """A note."""
    return {"id": name, "when": when, "weight": weight, "text": {"en": name}, "source": "a handbook"}


def mission(*notes: dict[str, Any]) -> Pack:
    """A grandmother of 80 and a girl of 8 at a home in Laos, and a walk from there."""
    travellers = [{"id": "grandmother", "age": 80}, {"id": "girl", "age": 8}, {"id": "uncle"}]
    home = place("a", kind="home", country="Laos")
    return small_pack(home, WALK, hours=48, advice=list(notes), travellers=travellers)


def chosen(
    pack: Pack, *, stay: bool = False, hours: float = 2, at: datetime = NOON, ill: tuple[str, ...] = ()
) -> list[str]:
    """The ids of the notes for the walk, or for a stay at the home."""
    here = Stretch(None if stay else pack.legs[0], "a", at, at + timedelta(hours=hours))
    return [one.id for one in advice_for(pack, here, ill)]


@pytest.mark.parametrize(
    ("when", "walk", "stay"),
    [
        ({}, True, True),
        ({"modes": ["foot", "ford"]}, True, False),
        ({"modes": ["boat"]}, False, False),
        ({"legs": ["walk"]}, True, False),
        ({"strain_from": 2}, True, False),
        ({"strain_from": 2.5}, False, False),
        ({"kinds": ["home"]}, False, True),
        ({"kinds": ["hub"]}, False, False),
        ({"places": ["a"]}, True, True),
        ({"places": ["b"]}, False, False),
        ({"countries": ["Laos"]}, True, True),
        ({"countries": ["Thailand"]}, False, False),
        ({"months": [10]}, True, True),
        ({"months": [9, 11]}, False, False),
        ({"hours_from": 2}, True, True),
        ({"hours_from": 2.1}, False, False),
        ({"night": False}, True, True),
        ({"night": True}, False, False),
        ({"age_from": 60}, True, True),
        ({"age_from": 81}, False, False),
        ({"age_to": 12}, True, True),
        ({"age_to": 7}, False, False),
        ({"age_from": 20, "age_to": 60}, False, False),
        ({"ill": False}, True, True),
        ({"ill": True}, False, False),
        ({"modes": ["foot"], "countries": ["Laos"], "age_from": 60, "months": [10]}, True, False),
        ({"modes": ["foot"], "countries": ["Laos"], "age_from": 60, "months": [11]}, False, False),
    ],
)
def test_a_note_is_chosen_where_all_that_it_states_holds(when: dict[str, Any], walk: bool, stay: bool) -> None:
    """For the walk, for the stay, for both or for neither."""
    pack = mission(note(**when))
    assert chosen(pack) == ["note"] * walk
    assert chosen(pack, stay=True) == ["note"] * stay


def test_at_night_it_is_dark() -> None:
    """By the sun at the place, as windows have it."""
    pack = mission(note(night=True))
    assert chosen(pack, at=NOON + timedelta(hours=12)) == ["note"]
    assert is_dark(pack.place["a"], NOON + timedelta(hours=12))
    assert not is_dark(pack.place["a"], NOON)


def test_a_leg_that_begins_at_dusk_is_walked_in_the_dark() -> None:
    """What it begins in is not all that they walk through; by day neither end is dark."""
    pack = mission(note(night=True))
    (walk,) = (one for one in pack.legs if one.id == "walk")

    def told(begins: float, hours: float) -> bool:
        start = NOON + timedelta(hours=begins)
        return bool(advice_for(pack, Stretch(walk, walk.origin, start, start + timedelta(hours=hours))))

    assert not is_dark(pack.place["a"], NOON + timedelta(hours=4))
    assert told(4, 5)
    assert told(12, 14), "out of the night into the day"
    assert not told(0, 2)


def test_illness_counts_only_of_those_who_travel() -> None:
    """Somebody of the party."""
    pack = mission(note(ill=True))
    assert chosen(pack, ill=("girl",)) == ["note"]
    assert chosen(pack, ill=("stranger",)) == []


def test_the_weightiest_come_first_and_the_rest_is_left_out() -> None:
    """By weight, and as listed where that is the same; so many as the tired still read."""
    weights = [3, 9, 5, 9, 0, 7]
    pack = mission(*(note(f"n{number}", weight) for number, weight in enumerate(weights)))
    assert chosen(pack) == ["n1", "n3", "n5", "n2"]
    assert len(chosen(pack)) == MOST_NOTES


def test_the_month_is_the_local_one() -> None:
    """At the turn of a month the place's own clock decides."""
    eve = datetime.fromisoformat("2031-10-31T23:30:00+09:00")
    assert chosen(mission(note(months=[11])), at=eve) == []
    assert chosen(mission(note(months=[11])), at=eve + timedelta(hours=1)) == ["note"]
