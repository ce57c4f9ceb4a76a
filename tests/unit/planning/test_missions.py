"""Several missions on one network: one world, or a line for each difference; then all of them at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders import condition, leg, place, small_pack
from waystation.desk.chart.loading import load_pack
from waystation.errors import BadInput
from waystation.planning.missions import Mission, Missions, in_one_world, missions_together
from waystation.planning.plan import make_plan
from waystation.storage.folders import PackFolder
from waystation.world.pack import Pack

RIVER = condition("river", per_step=[[0.8, 0.2], [0.4, 0.6]])
GUIDE = {"id": "g", "role": "guide", "betrays": [0.0, 0.1]}
ROAD = leg("road", "a", "m", risk={"caught": [0.0, 0.2]})
BRANCH = leg("branch", "c", "m", risk={"caught": [0.1, 0.3]})
FORD = leg(
    "ford",
    "m",
    "b",
    mode="ford",
    broker="g",
    fee=10,
    when={"river=high": {"back": 2.0, "harm": 3.0}},
    risk={"harm": 0.1},
)


def pack_from(origin: str, start: str = "2031-10-01T12:00:00+09:00", people: int = 1, **tables: object) -> Pack:
    """A mission from a or from c over m to b, on the same river."""
    features = tables.pop("features", (place("m", beds=3, found=0.1), place("c"), ROAD, BRANCH, FORD))
    words = {"condition": [RIVER], "broker": [GUIDE], "hours": 3, **tables}
    travellers = [{"id": f"t{number}"} for number in range(people)]
    return small_pack(*features, start=start, travellers=travellers, mission={"from": origin}, **words)


def joined(*packs: Pack) -> Missions:
    """All of them at once."""
    return missions_together([Mission(pack) for pack in packs])


def said(*packs: Pack) -> list[str]:
    """The codes of what is wrong."""
    with pytest.raises(BadInput) as raised:
        in_one_world(packs)
    return [mistake.code for mistake in raised.value.found]


def test_missions_are_worth_their_plans_and_more_than_their_product() -> None:
    """They share the river: what is good for one is good for the other."""
    packs = pack_from("a"), pack_from("c", people=2)
    missions = joined(*packs)
    safes = [make_plan(pack).outcome.safe for pack in packs]
    assert [one.outcome.safe for one in missions.each] == safes
    assert [one.alone for one in missions.each] == safes
    together = missions.together
    assert together.stderr == 0.0
    assert together.all_safe.mid > safes[0].mid * safes[1].mid + 1e-9
    assert together.expected_safe.mid == pytest.approx(safes[0].mid + 2 * safes[1].mid, abs=1e-12)
    assert missions.told == missions.in_common == ("g",)


def test_the_order_of_the_missions_changes_nothing_where_beds_are_enough() -> None:
    """First and second are names."""
    a, c = pack_from("a"), pack_from("c")
    one, other = joined(a, c).together, joined(c, a).together
    assert one.all_safe.mid == pytest.approx(other.all_safe.mid, abs=1e-12)
    assert one.expected_safe.low == pytest.approx(other.expected_safe.low, abs=1e-12)


def test_a_mission_that_starts_later_meets_the_conditions_carried_on() -> None:
    """An hour later the river has moved twice; its own pack says otherwise, and that is said."""
    first, later = pack_from("a"), pack_from("c", start="2031-10-01T13:00:00+09:00")
    (_, carried), warnings = in_one_world([first, later])
    assert carried.condition["river"].now == pytest.approx(
        {"low": 0.8 * 0.8 + 0.2 * 0.4, "high": 0.8 * 0.2 + 0.2 * 0.6}
    )
    assert [warning.code for warning in warnings] == ["stands_otherwise"]
    missions = joined(first, later)
    (second,) = (one for one in missions.each if one.charted.pack.clock.start == later.clock.start)
    assert second.outcome.safe == make_plan(carried).outcome.safe


def test_it_does_not_matter_which_of_two_that_start_apart_is_named_first() -> None:
    """The pack that starts first says how things stand."""
    first, later = pack_from("a"), pack_from("c", start="2031-10-01T13:00:00+09:00")
    one, other = joined(first, later).together, joined(later, first).together
    assert one.all_safe.mid == pytest.approx(other.all_safe.mid, abs=1e-12)


def test_the_same_start_in_another_zone_is_the_same_start() -> None:
    """Instants are compared, not what clocks show."""
    _, warnings = in_one_world([pack_from("a"), pack_from("c", start="2031-10-01T10:00:00+07:00")])
    assert warnings == []


def test_a_full_house_belongs_to_the_mission_named_first() -> None:
    """Three beds, four people, one ferry an hour: the second mission cannot wait there."""
    ferry = leg("ford", "m", "b", departures=["14:00"])
    features = (place("m", beds=3), place("a", found=0.5), place("c", found=0.5), ROAD, BRANCH, ferry)
    tables = {"features": features, "condition": [], "broker": []}
    missions = joined(pack_from("a", people=2, **tables), pack_from("c", people=2, **tables))
    assert missions.each[0].kept_out == ()
    assert missions.each[1].kept_out == ("m",)
    assert missions.each[1].outcome.safe.low < missions.each[1].alone.low


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"start": "2031-10-01T12:10:00+09:00"}, "starts_between_steps"),
        ({"step": 60}, "steps_differ"),
        ({"broker": [{**GUIDE, "betrays": 0.3}]}, "not_the_same"),
        ({"condition": [{**RIVER, "per_step": [[0.5, 0.5], [0.5, 0.5]]}]}, "not_the_same"),
    ],
)
def test_packs_of_different_worlds_are_refused_in_a_line(other: dict[str, object], code: str) -> None:
    """With what differs, and where."""
    assert code in said(pack_from("a"), pack_from("c", **other))


def test_every_difference_is_told_with_what_differs() -> None:
    """A place, a leg: their names, and their fields."""
    features = (
        place("m", beds=4, found=0.1),
        place("c"),
        {**ROAD, "properties": {**ROAD["properties"], "minutes": 60}},
        BRANCH,
        FORD,
    )
    with pytest.raises(BadInput) as raised:
        in_one_world([pack_from("a"), pack_from("c", features=features)])
    fields = [(m.fields["kind"], m.fields["id"], m.fields["what"]) for m in raised.value.found]
    assert fields == [("place", "m", "beds"), ("leg", "road", "minutes")]


def test_packs_without_a_common_place_are_not_one_network() -> None:
    """Nothing to share."""
    far = replace(pack_from("a"), places=(), legs=(), brokers=(), conditions=())
    assert said(pack_from("a"), far) == ["no_common_place"]


def test_the_shipped_missions_stand_on_one_network(root: Path) -> None:
    """The family's and the son's packs agree in all that stands in both, and share most of their places."""
    packs = [load_pack(PackFolder(root / "packs" / name)).pack for name in ("beyond-utopia", "a-son")]
    in_one_world(packs)
    assert len(set(packs[0].place) & set(packs[1].place)) > 15
    assert {"lieutenant", "seng"} <= set(packs[0].broker) & set(packs[1].broker)
    assert all(
        packs[0].place[name].beds == packs[1].place[name].beds for name in set(packs[0].place) & set(packs[1].place)
    )
