"""Who is warned of a burn, and in which order: whoever is in danger soonest comes first."""

from __future__ import annotations

from datetime import timedelta

from tests.builders import leg, place, small_pack
from tests.kept import NOW, told
from waystation.guiding.ahead import Stretch
from waystation.guiding.burning import closed_by
from waystation.guiding.journey import journeys_of
from waystation.guiding.warning import alerts_of, burns_in, whom_to_warn
from waystation.world.pack import Pack
from waystation.world.report import Report
from waystation.world.report_journeys import Burn

HOUR = timedelta(hours=1)


def a_pack() -> Pack:
    """A way over a barn with Hwang, on with Boun; another over a mill with Lin."""
    return small_pack(
        place("barn", kind="safe_house"),
        place("mill", kind="safe_house"),
        place("ford", kind="crossing"),
        leg("to-barn", to="barn", broker="hwang"),
        leg("to-mill", to="mill", broker="lin"),
        leg("barn-ford", origin="barn", to="ford", broker="boun"),
        leg("mill-ford", origin="mill", to="ford", broker="lin"),
        leg("over", origin="ford", to="b", broker="seng"),
        broker=[{"id": name, "role": "guide"} for name in ("hwang", "boun", "lin", "seng")],
    )


def burnt(**words: object) -> Burn:
    """Hwang is burnt."""
    found = told("burn", kind="burn", what="broker", **{"name": "hwang", **words})
    assert isinstance(found, Burn)
    return found


def began() -> Report:
    """A journey."""
    return told("begun", kind="journey", journey="j", state="accepted", number=417)


def warned(
    *reports: Report, ahead: list[Stretch] | None = None, members: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Who has to be warned when Hwang is burnt, and why."""
    pack = a_pack()
    closed = closed_by(pack, [burnt()], [])
    found = whom_to_warn(
        pack, journeys_of(pack, reports), ("broker", "hwang"), closed, ahead={"j": ahead or []}, members=members
    )
    return [(one.who, one.why) for one in found]


def test_those_on_a_leg_with_it_come_first():
    """The party, and the host to whom he brings them; then everybody else whom he knew."""
    left = told("left", kind="departure", journey="j", leg="to-barn")
    assert warned(began(), left) == [
        ("journey:j", "on_leg"),
        ("place:barn", "on_leg"),
        ("broker:boun", "broker"),
        ("broker:lin", "broker"),
        ("family:j", "family"),
    ]


def test_those_who_sleep_where_it_knows_come_next():
    """The party in the barn that Hwang knew, and its host."""
    came = told("came", kind="delivery", journey="j", leg="to-barn", broker="hwang", outcome="arrived")
    assert warned(began(), came)[:2] == [("journey:j", "at_place"), ("place:barn", "at_place")]


def test_a_party_at_a_hub_has_no_host_to_warn():
    """Nobody answers for a station."""
    assert warned(began())[0] == ("journey:j", "at_place")
    assert ("place:a", "at_place") not in warned(began())


def test_what_lies_ahead_is_in_order_of_time():
    """Whoever waits for them first is warned first, with the hour."""
    pack = a_pack()
    legs = {one.id: one for one in pack.legs}
    ahead = [
        Stretch(legs["to-barn"], "a", NOW + 5 * HOUR, NOW + 6 * HOUR),
        Stretch(None, "barn", NOW + 6 * HOUR, NOW + 9 * HOUR),
        Stretch(legs["barn-ford"], "barn", NOW + 9 * HOUR, NOW + 10 * HOUR),
        Stretch(legs["over"], "ford", NOW + 10 * HOUR, NOW + 11 * HOUR),
    ]
    at_mill = told("came", kind="delivery", journey="j", leg="to-mill", broker="lin", outcome="arrived")
    found = whom_to_warn(
        pack,
        journeys_of(pack, [began(), at_mill]),
        ("broker", "hwang"),
        closed_by(pack, [burnt()], []),
        ahead={"j": ahead},
    )
    assert [(one.who, one.why, one.by) for one in found[:3]] == [
        ("journey:j", "ahead", NOW + 5 * HOUR),
        ("place:barn", "ahead", NOW + 6 * HOUR),
        ("broker:boun", "ahead", NOW + 9 * HOUR),
    ]
    assert ("broker:seng", "broker") not in [(one.who, one.why) for one in found[:3]]


def test_the_burnt_one_is_never_warned():
    """Nor is anybody at a place that is burnt itself."""
    assert "broker:hwang" not in [who for who, _ in warned(began())]
    pack = a_pack()
    place_burnt = told("burn", kind="burn", what="place", name="barn")
    assert isinstance(place_burnt, Burn)
    found = whom_to_warn(pack, [], ("place", "barn"), closed_by(pack, [place_burnt], []), ahead={})
    assert "place:barn" not in [one.who for one in found]


def test_hosts_are_warned_though_nobody_travels():
    """What Hwang knew is in danger whether a journey runs or not; members come before nobody."""
    assert warned(members=("peter",)) == [
        ("place:barn", "host"),
        ("broker:boun", "broker"),
        ("broker:lin", "broker"),
        ("member:peter", "member"),
    ]


def test_whoever_was_warned_is_ticked_off():
    """Once for all burns of the same one; a later burn lists them as warned."""
    listed = [{"who": "place:barn", "why": "host"}, {"who": "broker:boun", "why": "broker"}]
    first = told("first", kind="burn", what="broker", name="hwang", warn=listed)
    tick = told("tick", kind="warned", burn="first", who="place:barn")
    again = told(
        "again",
        kind="burn",
        what="broker",
        name="hwang",
        happened=(NOW + HOUR).isoformat(),
        heard=(NOW + HOUR).isoformat(),
        warn=listed,
    )
    found = alerts_of([again, tick, first])
    assert [(one.who, one.burn, one.warned) for one in found] == [
        ("place:barn", "again", NOW),
        ("broker:boun", "again", None),
    ]
    assert [str(one.id) for one in burns_in([again, tick, first])] == ["first", "again"]


def test_a_tick_for_another_burn_is_none():
    """A warning of one burn says nothing of another."""
    listed = [{"who": "place:barn", "why": "host"}]
    burn = told("first", kind="burn", what="broker", name="hwang", warn=listed)
    assert [one.warned for one in alerts_of([burn, told("tick", kind="warned", burn="other", who="place:barn")])] == [
        None
    ]


def test_whoever_is_burnt_later_is_not_warned():
    """Boun was to be warned of Hwang; now he is burnt himself."""
    listed = [{"who": "place:barn", "why": "host"}, {"who": "broker:boun", "why": "broker"}]
    first = told("first", kind="burn", what="broker", name="hwang", warn=listed)
    second = told("second", kind="burn", what="broker", name="boun")
    assert [one.who for one in alerts_of([first, second])] == ["place:barn"]
