"""Legs there and back."""

from __future__ import annotations

from datetime import UTC
from zoneinfo import ZoneInfo

from waystation.world.places import Leg, Place

TIMETABLE = {"file": "t.zip", "route": "5", "from_stop": "north", "to_stop": "south"}
LEG = {"id": "l", "from": "a", "to": "b", "mode": "bus", "minutes": 40, "fee": 3, "both_ways": True}


def test_a_return_is_the_same_leg_with_its_ends_exchanged() -> None:
    """Its stops too, and the line it is drawn by; nothing else."""
    leg = Leg.model_validate({**LEG, "timetable": TIMETABLE}).model_copy(update={"line": ((0.0, 1.0), (2.0, 3.0))})
    back = leg.returning()
    assert (back.origin, back.destination, back.line) == ("b", "a", ((2.0, 3.0), (0.0, 1.0)))
    assert back.timetable is not None
    assert (back.timetable.from_stop, back.timetable.to_stop) == ("south", "north")
    assert (back.id, back.fee.high, back.minutes, back.mode) == ("l", 3.0, 40.0, "bus")
    assert back.returning() == leg


def test_only_walking_and_fording_go_at_the_party_s_pace() -> None:
    """A boat or a bus does not wait for anybody."""
    modes = ("foot", "ford", "boat", "car", "bus", "train", "air")
    assert [m for m in modes if Leg.model_validate({**LEG, "mode": m}).walked] == ["foot", "ford"]


def test_a_place_reads_local_time_in_its_own_zone_or_the_clock_s() -> None:
    """Where it names none."""
    assert Place(id="p", kind="hub", tz="Asia/Bangkok").zone(UTC) == ZoneInfo("Asia/Bangkok")
    assert Place(id="p", kind="hub").zone(UTC) is UTC
