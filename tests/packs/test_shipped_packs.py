"""The packs that ship are sound, plan within their horizon, and tell the stories that they are there to tell."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from waystation.planning.compiling import Moment
from waystation.planning.plan import Plan, make_plan
from waystation.world.pack import Pack
from waystation.world.reading import read_pack

PACKS = Path(__file__).resolve().parents[2] / "packs"
NAMES = ("beyond-utopia", "two-days-to-the-river")


@cache
def pack(name: str) -> Pack:
    """A shipped pack; fails on any mistake, warnings too."""
    folder = PACKS / name
    reading = read_pack((folder / "pack.toml").read_bytes(), (folder / "network.geojson").read_bytes())
    assert not reading.mistakes
    assert reading.pack is not None
    return reading.pack


@cache
def plan(name: str) -> Plan:
    """The plan of a shipped pack from its own start."""
    return make_plan(pack(name))


def later(name: str, place: str, when: str, **levels: str) -> Plan:
    """The plan from a later moment, at given levels."""
    clock = pack(name).clock
    step = clock.step_at_or_after(datetime.fromisoformat(when))
    return make_plan(pack(name), moment=Moment(place, step, levels=levels))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_reads_without_mistake_or_warning(name: str) -> None:
    """Nobody's first contact with the tool is a warning."""
    assert pack(name).name


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_has_horizon_enough(name: str) -> None:
    """A horizon a quarter longer changes nothing that is likely to be met."""
    assert plan(name).short_horizon is None


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_pack_says_what_it_is(name: str) -> None:
    """A README stands beside the pack, and the pack says in a comment that its numbers are priors."""
    assert "nvented" in (PACKS / name / "README.md").read_text("utf-8")
    assert "prior" in (PACKS / name / "pack.toml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_leg_drawn_ends_at_its_places(name: str) -> None:
    """A line that is drawn begins at the leg's origin and ends at its destination."""
    for leg in pack(name).legs:
        if leg.line is not None:
            assert (leg.line[0], leg.line[-1]) == (
                pack(name).place[leg.origin].at,
                pack(name).place[leg.destination].at,
            )


RIVER = "two-days-to-the-river"


def test_two_days_to_the_river_takes_two_days() -> None:
    """On the likeliest course the family arrives on the second morning, within the budget, and mostly safe."""
    found = plan(RIVER)
    assert 0.6 <= found.outcome.safe.low <= 0.8
    assert 0.8 <= found.outcome.safe.mid <= 0.92
    assert not found.over_budget
    assert found.days is not None
    assert 1.5 <= found.days <= 3.0
    assert [hop.leg.id for hop in found.course][-4:] == ["reeds", "ford", "rubber-rows", "to-camp"]


def test_two_days_to_the_river_waits_while_the_river_is_high() -> None:
    """From the orchard they go when the river is low; when it is high or in flood they stay under the roof."""
    evening = "2031-10-02T18:00+07:00"
    low = later(RIVER, "orchard", evening, river="low", police="normal")
    assert low.first.leg == "reeds"
    for level in ("high", "flood"):
        assert later(RIVER, "orchard", evening, river=level, police="normal").first.leg is None


def test_two_days_to_the_river_avoids_the_cheap_driver() -> None:
    """One good trip is no record against that reward: Phet is never told."""
    assert "phet" not in plan(RIVER).outcome.told


def test_two_days_to_the_river_pays_the_sergeant_only_on_alert() -> None:
    """Past the road check they drive as they are, and pay the sergeant while police are on alert."""
    evening = "2031-10-02T18:00+07:00"
    normal = later(RIVER, "junction", evening, river="low", police="normal")
    alert = later(RIVER, "junction", evening, river="low", police="alert")
    assert (normal.course[0].leg.id, alert.course[0].leg.id) == ("checkpoint", "checkpoint-paid")


def test_two_days_to_the_river_is_small() -> None:
    """A model checker proves it in seconds."""
    assert len(pack(RIVER).places) == 10
    assert plan(RIVER).charted.problem.pairs < 120_000


UTOPIA = "beyond-utopia"


def test_beyond_utopia_is_as_large_as_the_film() -> None:
    """Four countries, some forty places, many ways between them, and brokers in every role."""
    found = pack(UTOPIA)
    assert len(found.places) >= 30
    assert {place.country for place in found.places} == {"China", "Vietnam", "Laos", "Thailand"}
    assert len(found.legs) >= 60
    assert len(found.brokers) >= 10
    assert {broker.role for broker in found.brokers} == {"guide", "driver", "boatman", "host", "official"}
    assert found.clock.horizon_hours == 21 * 24


def test_beyond_utopia_has_four_conditions() -> None:
    """River and police have three levels each, and one condition is in nobody's sight."""
    found = pack(UTOPIA)
    assert len(found.conditions) == 4
    assert len(found.condition["river"].levels) >= 3
    assert len(found.condition["police"].levels) >= 3
    assert [condition.id for condition in found.conditions if not condition.observed] == ["guards"]


def test_beyond_utopia_is_large_and_still_quick() -> None:
    """At least a million (state, step) pairs, and not so many that planning takes long."""
    assert 1_000_000 <= plan(UTOPIA).charted.problem.pairs <= 2_200_000


def test_beyond_utopia_offers_the_reward_of_the_article() -> None:
    """15,000 yuan for a family, and a fifth of it a head."""
    reward = pack(UTOPIA).reward
    assert reward is not None
    assert (reward.group, reward.group_from, reward.per_head) == (2055, 2, 411)


def test_beyond_utopia_is_worth_going_and_never_certain() -> None:
    """At worst better than even, most likely four in five, in about two weeks and within the budget."""
    found = plan(UTOPIA)
    assert 0.35 <= found.outcome.safe.low <= 0.65
    assert 0.78 <= found.outcome.safe.mid <= 0.9
    assert found.days is not None
    assert 8 <= found.days <= 15
    assert 6_000 <= found.outcome.cost <= 15_000
    assert not found.over_budget
    assert 12 <= len(found.course) <= 18


def test_beyond_utopia_waits_while_the_river_is_high() -> None:
    """In the last house before the river they leave when it is low, and stay under the roof when it is not."""
    evening = "2031-10-17T19:30+07:00"
    low = later(UTOPIA, "reed-village", evening, police="normal", rain="dry", river="low")
    assert low.first.leg == "reed-bank"
    for level in ("high", "flood"):
        assert later(UTOPIA, "reed-village", evening, police="normal", rain="dry", river=level).first.leg is None


def test_beyond_utopia_turns_back_from_a_risen_river() -> None:
    """On the bank itself nobody waits for the water to fall: they walk back to the house."""
    night = "2031-10-17T23:30+07:00"
    for level in ("high", "flood"):
        found = later(UTOPIA, "bank", night, police="normal", rain="dry", river=level)
        assert found.first.leg == "reed-bank"


def test_beyond_utopia_bribes_where_police_are_on_alert() -> None:
    """The lieutenant is paid at the strip on alert only; without it they cross with Mr. Hwang alone."""
    evening = "2031-10-11T19:00+08:00"
    normal = later(UTOPIA, "cinnamon-grove", evening, police="normal", rain="dry", river="low")
    alert = later(UTOPIA, "cinnamon-grove", evening, police="alert", rain="dry", river="low")
    assert normal.course[0].leg.id == "strip"
    assert [hop.leg.id for hop in alert.course[:2]] == ["grove-strip", "strip-paid"]


def test_beyond_utopia_never_tells_the_cheap_driver() -> None:
    """Lao Du costs a third of Driver Kang, and the reward is far more than he would lose."""
    told = plan(UTOPIA).outcome.told
    assert "kang" in told
    assert "lao-du" not in told


def test_beyond_utopia_does_something_else_at_some_other_level() -> None:
    """Fallbacks differ by level: each of the three visible conditions changes what is done somewhere on the way."""
    levels = {level for fallback in plan(UTOPIA).fallbacks for level in fallback.levels}
    assert {("police", "alert"), ("rain", "rain"), ("river", "high"), ("river", "flood")} <= levels
