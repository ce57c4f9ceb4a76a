"""What a way takes of what is shared: nights, brokers' days, money, and the risk to houses."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.builders import leg, place, small_pack
from waystation.deciding.drawing_up import Period, drawn_ways, way_of
from waystation.deciding.permits import Permit
from waystation.planning.plan import make_plan

FIRST = datetime.fromisoformat("2031-09-30T00:00:00+09:00")
DRIVER = {"id": "d", "role": "driver", "betrays": 0.0, "terms": {"held": 0.5}}


def drawn(most: int = 1, **words: object):
    """Noon: by car to a house, a night there, on at nine the next morning with the driver."""
    pack = small_pack(
        place("m", kind="safe_house", beds=4),
        leg("in", to="m", minutes=120, departures=["13:00"], risk=words.pop("risk", {})),
        leg("out", "m", "b", minutes=60, departures=["09:00"], broker="d", fee=80),
        hours=24,
        broker=[DRIVER],
        travellers=[{"id": "x"}, {"id": "y"}],
    )
    plan = make_plan(pack)
    period = Period(FIRST, {"m"}, 0.5, most)
    return tuple(way_of(plan.charted, one, Permit("go"), period) for one in drawn_ways(plan, most))


def test_a_night_on_the_way_is_a_bed_and_a_day_with_a_driver_is_a_day() -> None:
    """The first day of the period is the day before they leave."""
    (way,) = drawn()
    assert (way.label, way.day, way.until) == ("safest", 1, 2)
    assert way.nights == (("m", 1),)
    assert way.engaged == (("d", 2),)
    assert way.told == ("d",)
    assert way.cost == 160.0
    assert way.burns == ()


def test_who_may_be_taken_may_give_the_house_away() -> None:
    """As often as they are lost, and were there, and tell; the money is what is promised, not what is expected."""
    (way,) = drawn(risk={"caught": 0.4})
    assert way.mid == pytest.approx(0.6)
    assert way.burns == (("m", pytest.approx(0.5 * 0.4 * 0.6)),)
    assert way.cost == 160.0


def test_nobody_who_cannot_arrive_has_a_way() -> None:
    """And no more ways than are asked for, each another."""
    assert drawn(risk={"caught": 1.0}) == ()
    assert 1 <= len(drawn(3)) <= 3
