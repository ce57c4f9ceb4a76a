"""Every loss is put down to something, whichever way one asks."""

from __future__ import annotations

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.planning.explanation import Explanation, explain

GUIDE = {"id": "g", "role": "guide", "betrays": 0.1}


def explained(*features: object, **tables: object) -> Explanation:
    """Why the plan of a small pack is worth what it is."""
    return explain(small_pack(*features, **tables), draws=4)  # type: ignore[arg-type]


def test_waiting_and_nobody_have_rows_of_their_own() -> None:
    """By leg there is waiting, by broker nobody; by place a leg's loss counts at its origin."""
    found = explained(
        place("a", found=0.5),
        place("m"),
        leg("bus", "a", "m", departures=["13:00"], risk={"caught": 0.2}),
        leg("l", "m", "b", broker="g", risk={"harm": 0.25}),
        broker=[GUIDE],
    )
    waits = 1 - 0.5 ** (2 / 48)
    bus = (1 - waits) * 0.2
    sold = (1 - waits) * 0.8 * 0.1
    hurt = (1 - waits) * 0.8 * 0.9 * 0.25
    assert dict(found.by_leg) == pytest.approx({"waiting": waits, "leg:bus": bus, "leg:l": sold + hurt})
    assert dict(found.by_broker) == pytest.approx({"nobody": waits + bus, "broker:g": sold + hurt})
    assert dict(found.by_risk) == pytest.approx({"found": waits, "caught": bus, "betrayed": sold, "harm": hurt})
    assert dict(found.by_place) == pytest.approx({"place:a": waits + bus, "place:m": sold + hurt})
    assert dict(found.by_condition) == pytest.approx({"none": found.lost})


def test_a_return_counts_with_its_leg_but_at_its_own_origin() -> None:
    """There and back are one leg; the way back begins elsewhere."""
    found = explained(
        place("m"),
        leg("x", "m", "a", both_ways=True, risk={"caught": 0.1}),
        leg("y", "m", "b", departures=["12:30"], risk={"harm": 0.25}),
    )
    assert dict(found.by_leg) == pytest.approx({"leg:x": 0.1, "leg:y": 0.9 * 0.25})
    assert dict(found.by_place) == pytest.approx({"place:a": 0.1, "place:m": 0.9 * 0.25})


def test_levels_are_those_at_departure() -> None:
    """Not those at the time of the loss; what acts nowhere is named too, at the chance of its levels."""
    river = condition("river", per_step=[[0.0, 1.0], [0.0, 1.0]], now={"low": 0.75, "high": 0.25})
    moon = condition("moon", ["new", "full"], per_step=[[1.0, 0.0], [0.0, 1.0]], now={"new": 0.4, "full": 0.6})
    found = explained(
        leg("l", departures=["12:00"], minutes=60, risk={"caught": 0.1}, when={"river=high": {"caught": 9.0}}),
        condition=[moon, river],
    )
    assert dict(found.by_condition) == pytest.approx(
        {
            "moon=new,river=low": 0.4 * 0.75 * 0.1,
            "moon=full,river=low": 0.6 * 0.75 * 0.1,
            "moon=new,river=high": 0.4 * 0.25 * 0.5,
            "moon=full,river=high": 0.6 * 0.25 * 0.5,
        }
    )


def test_what_moves_without_acting_is_carried_on() -> None:
    """A condition that nothing depends on stands where its own chain has brought it by the hour of the loss."""
    moon = condition("moon", ["new", "full"], per_step=[[0.5, 0.5], [0.0, 1.0]], now="new")
    found = explained(leg("l", departures=["13:00"], risk={"caught": 0.2}), condition=[moon])
    assert dict(found.by_condition) == pytest.approx({"moon=new": 0.2 * 0.25, "moon=full": 0.2 * 0.75})


def test_too_many_levels_are_left_to_the_conditions_that_act() -> None:
    """Sixteen idle conditions of three levels would be forty million rows."""
    idle = [
        condition(f"c{i}", ["x", "y", "z"], per_step=[[0.5, 0.5, 0.0], [0.0, 0.5, 0.5], [0.5, 0.0, 0.5]])
        for i in range(16)
    ]
    found = explained(leg("l", departures=["12:00"], risk={"caught": 0.2}), condition=idle)
    assert dict(found.by_condition) == pytest.approx({"none": 0.2})
