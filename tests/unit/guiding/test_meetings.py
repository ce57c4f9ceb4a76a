"""Meetings: who is met, from when and until when one waits, and who receives a party."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.builders import leg, place, small_pack
from waystation.guiding.ahead import Stretch
from waystation.guiding.meetings import Part, meetings_of, parts_of
from waystation.world.pack import Pack

NOON = datetime.fromisoformat("2031-10-01T12:00:00+09:00")
GUIDES = [{"id": "kim", "role": "guide"}, {"id": "lee", "role": "driver"}, {"id": "guard", "role": "official"}]


def mission(*legs: dict[str, Any], **words: Any) -> Pack:
    """A pack with guides, two houses and a hub, for a day."""
    places = [place("a", kind="home"), place("mid", kind="safe_house"), place("b", kind="camp")]
    return small_pack(*places, *legs, broker=GUIDES, hours=24, **words)


def stretch(pack: Pack, name: str, begins: float, minutes: float, late: float | None = None) -> Stretch:
    """A leg that begins some hours after noon."""
    (found,) = [one for one in pack.legs if one.id == name]
    start = NOON + timedelta(hours=begins)
    ends = start + timedelta(minutes=minutes)
    return Stretch(found, found.origin, start, ends, ends + timedelta(minutes=late) if late else None)


def stay(at: str, begins: float, ends: float) -> Stretch:
    """A stay between some hours after noon."""
    return Stretch(None, at, NOON + timedelta(hours=begins), NOON + timedelta(hours=ends))


def hours(part: Part) -> tuple[float, float]:
    """From when until when one waits, in hours after noon."""
    return tuple((when - NOON) / timedelta(hours=1) for when in (part.opens, part.closes))  # type: ignore[return-value]


def test_one_waits_half_an_hour() -> None:
    """Where nobody can be late for it, and the leg may leave later."""
    pack = mission(leg("road", to="mid", broker="kim"))
    (part,) = parts_of(pack, [stretch(pack, "road", 1, 30)])
    assert hours(part) == (1, 1.5)


def test_one_waits_for_those_who_are_held_up() -> None:
    """As long as the leg before may be late, and never more than two hours."""
    for late, closes in ((60, 2.5), (600, 3.5)):
        pack = mission(leg("road", to="mid", broker="kim"), leg("next", "mid", "b", broker="lee"))
        way = [stretch(pack, "road", 1, 30, late), stretch(pack, "next", 1.5, 30)]
        assert hours(parts_of(pack, way)[1]) == (1.5, closes)


def test_nobody_waits_longer_than_the_leg_may_leave() -> None:
    """Where it can hardly leave later, they come sooner instead."""
    pack = mission(leg("road", to="mid", broker="kim", window=["13:00-13:00"]))
    assert hours(parts_of(pack, [stretch(pack, "road", 1, 30)])[0]) == (0.5, 1)
    pack = mission(leg("road", to="mid", broker="kim", window=["13:00-13:30"]))
    assert hours(parts_of(pack, [stretch(pack, "road", 1, 30)])[0]) == (1, 1.5)


def test_nobody_waits_at_a_bus_or_alone() -> None:
    """A timetable decides, or nobody is met."""
    pack = mission(
        leg("bus", to="mid", mode="bus", departures=["13:00"], broker="kim"), leg("walk", to="mid", mode="foot")
    )
    for name in ("bus", "walk"):
        (part,) = parts_of(pack, [stretch(pack, name, 1, 30)])
        assert hours(part) == (1, 1)
        assert part.met == (name == "bus")


def test_the_same_broker_is_not_met_twice() -> None:
    """Going on at once with them needs no sign; after a stay they are met anew."""
    pack = mission(leg("road", to="mid", broker="kim"), leg("next", "mid", "b", broker="kim"))
    on = parts_of(pack, [stretch(pack, "road", 1, 30), stretch(pack, "next", 1.5, 30)])
    assert [part.met for part in on] == [True, False]
    assert [part.onward for part in on] == [False, True]
    rested = parts_of(pack, [stretch(pack, "road", 1, 30), stay("mid", 1.5, 5), stretch(pack, "next", 5, 30)])
    assert [part.met for part in rested if part.here.leg is not None] == [True, True]


def test_they_are_received_where_they_stay_or_where_it_ends() -> None:
    """In a house, not at a hub, and not where they go on at once."""
    pack = mission(leg("road", to="mid", broker="kim"), leg("next", "mid", "b", broker="lee"))
    going = parts_of(pack, [stretch(pack, "road", 1, 30), stretch(pack, "next", 1.5, 30)])
    assert [part.received for part in going] == [False, True]
    way = [stretch(pack, "road", 1, 30), stay("mid", 1.5, 5), stretch(pack, "next", 5, 30)]
    assert parts_of(pack, way)[0].received
    hub = small_pack(leg("road", to="mid"), place("mid", kind="hub"), leg("next", "mid"), hours=24)
    assert not parts_of(hub, [stretch(hub, "road", 1, 30), stay("mid", 1.5, 5)])[0].received


def test_every_meeting_that_may_be_is_listed() -> None:
    """Each leg with a broker where it leaves, a return where that leaves, and each house that takes people in."""
    pack = mission(leg("road", to="mid", broker="kim", both_ways=True), leg("walk", "mid", "b", mode="foot"))
    assert meetings_of(pack) == {"a": ["place:a", "leg:road"], "mid": ["place:mid", "leg:road"], "b": ["place:b"]}
