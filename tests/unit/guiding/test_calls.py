"""Which calls are due: brokers before a leg, hosts before they come, a family when something may be told."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import leg, place, small_pack
from tests.kept import NOW, told
from waystation.guiding.ahead import Stretch
from waystation.guiding.calls import DueCall, calls_due
from waystation.guiding.journey import journeys_of, standing_reports
from waystation.world.pack import Pack
from waystation.world.report import Report

HOUR = timedelta(hours=1)


def a_pack() -> Pack:
    """Over a barn to b, each time with a broker."""
    return small_pack(
        place("barn", kind="safe_house"),
        leg("first", to="barn", broker="hwang"),
        leg("second", origin="barn", broker="boun"),
        broker=[{"id": name, "role": "guide"} for name in ("hwang", "boun")],
    )


def way(start: datetime = NOW + 5 * HOUR, underway: bool = False) -> list[Stretch]:
    """The way ahead: an hour to the barn, eight hours there, an hour on."""
    legs = {one.id: one for one in a_pack().legs}
    come = start + HOUR
    return [
        Stretch(legs["first"], "a", start, come, underway=underway),
        Stretch(None, "barn", come, come + 8 * HOUR),
        Stretch(legs["second"], "barn", come + 8 * HOUR, come + 9 * HOUR),
    ]


def due(*reports: Report, ahead: list[Stretch] | None = None, now: datetime = NOW, hours: float = 24) -> list[DueCall]:
    """The calls that are due."""
    pack = a_pack()
    begun = told("begun", kind="journey", journey="j", state="accepted", number=417)
    standing = standing_reports([begun, *reports])
    (journey,) = journeys_of(pack, standing)
    found = way() if ahead is None else ahead
    return calls_due(pack, journey, found, standing, now=now, until=now + hours * HOUR)


def call(who: str, hour: float, outcome: str = "reached") -> Report:
    """A call that was made."""
    when = (NOW + hour * HOUR).isoformat()
    return told(f"call-{hour}", kind="call", who=who, outcome=outcome, happened=when, heard=when)


def test_brokers_and_hosts_by_the_hour():
    """The host six hours before they come, each broker four hours before the leg, the first first."""
    assert [(one.who, one.about, one.by - NOW) for one in due()] == [
        ("place:barn", "stay", 0 * HOUR),
        ("broker:hwang", "leg", 1 * HOUR),
        ("broker:boun", "leg", 10 * HOUR),
    ]


def test_only_so_far_ahead():
    """What is due later is not yet on the sheet."""
    assert [one.who for one in due(hours=2)] == ["place:barn", "broker:hwang"]


def test_a_call_that_was_answered_is_made():
    """By the id, or by the whole word; one long ago counts for nothing."""
    assert [one.who for one in due(call("hwang", 0.5))] == ["place:barn", "broker:boun"]
    assert [one.who for one in due(call("broker:hwang", -12))] == ["place:barn", "broker:hwang", "broker:boun"]


def test_a_call_that_was_not_answered_stays_due():
    """It is said when somebody tried."""
    found = due(call("broker:hwang", 0.5, "no_answer"))
    assert [(one.who, one.tried) for one in found if one.tried] == [("broker:hwang", NOW + 0.5 * HOUR)]


def test_nobody_is_called_about_a_leg_that_they_are_on():
    """Its broker is on the way with them; the host is."""
    assert [one.who for one in due(ahead=way(NOW - HOUR / 2, underway=True))] == ["place:barn", "broker:boun"]


def test_a_family_is_called_when_something_may_be_told():
    """Once for all that may be told, and not again until there is more."""
    sign = told("sign", kind="checkin", journey="j", word="good")
    later = NOW + 5 * 24 * HOUR
    found = due(sign, ahead=[], now=later)
    assert [(one.who, one.about, one.what) for one in found] == [("family:j", "news", "well")]
    assert due(sign, call("family:j", 24 * 4.5), ahead=[], now=later) == []
    assert due(sign, ahead=[]) == []
