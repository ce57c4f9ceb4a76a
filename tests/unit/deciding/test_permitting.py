"""What the charter says of each way of leaving: by the mission's verdict, and by the way's own figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.builders import leg, small_pack
from tests.unit.deciding.test_judging import asking, crowded, risky, waits
from waystation.deciding.drawing_up import Period
from waystation.deciding.judging import Asking, judge
from waystation.deciding.permitting import permitted_ways
from waystation.deciding.requests import Request, Way, allowed_ways
from waystation.planning.plan import make_plan
from waystation.world.pack import Pack

FIRST = datetime.fromisoformat("2031-09-30T00:00:00+09:00")


def ways(asked: Asking, most: int = 3) -> tuple[Way, ...]:
    return permitted_ways(asked, make_plan(asked.mission.pack), Period(FIRST, (), 0.5, most))


def two_legs() -> Pack:
    """A dear one on which one in ten is caught, and a free one on which one in four is."""
    guide = {"id": "g", "role": "guide", "betrays": 0.0}
    return small_pack(
        leg("dear", broker="g", fee=100, risk={"caught": 0.1}), leg("free", risk={"caught": 0.25}), broker=[guide]
    )


@pytest.mark.parametrize(
    "asked",
    [
        asking(risky()),
        asking(risky(), low=0.9),
        asking(risky(), signed=False),
        asking(risky(), heard=False),
        asking(waits()),
    ],
)
def test_the_safest_way_has_the_verdict_that_decide_gives(asked: Asking) -> None:
    """Word, gates, and until when."""
    wanted = judge(asked).verdict
    permit = ways(asked)[0].permit
    assert (permit.word, permit.missed) == (wanted.word, wanted.missed)
    assert permit.because == (wanted.hold.because if wanted.hold else "")
    assert permit.until == (wanted.hold.until if wanted.hold else None)


def test_another_way_is_held_to_the_charter_by_its_own_figures() -> None:
    """Nine in ten pass where three in four do not; where both pass, both may be chosen."""
    verdicts = {way.label: way.permit.word for way in ways(asking(two_legs(), likely_p10=0.8))}
    assert verdicts == {"safest": "go", "cheapest": "decline"}
    (missed,) = ways(asking(two_legs(), likely_p10=0.8))[1].permit.missed
    assert (missed.name, missed.limit) == ("likely.p10", 0.8)
    assert missed.value == pytest.approx(0.75)
    both = ways(asking(two_legs(), likely_p10=0.7))
    assert [(way.label, way.permit.word, way.cost) for way in both] == [
        ("safest", "go", 100.0),
        ("cheapest", "go", 0.0),
    ]
    assert len(ways(asking(two_legs(), low=0.8))) == 1, "a way below the least chance at worst is not drawn up"


def test_where_the_mission_may_not_go_no_other_way_goes() -> None:
    """A mission that tells too many is declined, though another way tells nobody: decide would decline it as well."""
    (only,) = ways(asking(two_legs(), told=0))
    assert (only.label, only.permit.word) == ("safest", "decline")


def test_a_hold_is_the_whole_departures_and_ends_on_a_day() -> None:
    """While the safest plan waits for the river no other way leaves; that very day they may."""
    (held,) = ways(asking(waits()))
    assert (held.permit.word, held.permit.because) == ("hold", "condition:river=high")
    assert held.permit.until_day == held.day == 1
    assert allowed_ways(Request("x", 1, 0.0, 0.0, (held,))) == (held,)


def test_a_charter_that_nobody_signed_lets_nobody_go() -> None:
    """Nor one that is not there."""
    for asked in (asking(risky(), signed=False), without_charter(asking(risky(0.0)))):
        (way,) = ways(asked)
        assert (way.permit.word, way.permit.because, way.permit.until_day) == ("hold", "charter", None)
        assert allowed_ways(Request("x", 1, 0.0, 0.0, (way,))) == ()


def without_charter(asked: Asking) -> Asking:
    return replace(asked, state=replace(asked.state, charter=None, digest="", signatures=()))


def test_a_party_that_may_only_go_in_groups_goes_in_groups() -> None:
    """The chances, the money and the people are those of the groups."""
    (way,) = ways(asking(crowded(), low=0.7))
    assert (way.permit.word, way.permit.words) == ("split", ("go", "go"))
    assert sorted(way.permit.groups) == [("anna",), ("ben",)]
    assert [people for people, _ in way.parts] == [1, 1]
    assert (way.low, way.mid) == (pytest.approx(0.9), pytest.approx(0.9))
    whole = judge(asking(crowded(), low=0.7)).verdict.split
    assert whole is not None
    assert 2 * way.low == pytest.approx(whole.expected_safe)


def test_nobody_who_cannot_arrive_has_a_way() -> None:
    """Whatever the charter asks for."""
    unreachable: Any = small_pack(leg("l", "b", "a"))
    assert ways(asking(unreachable)) == ()
