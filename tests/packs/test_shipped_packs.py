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
NAMES = ("a-son", "beyond-utopia", "christmas-1854", "two-days-to-the-river")


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
    """Lao Du costs half of Driver Kang, and the reward is far more than he would lose."""
    told = plan(UTOPIA).outcome.told
    assert "kang" in told
    assert "lao-du" not in told


def test_beyond_utopia_does_something_else_at_some_other_level() -> None:
    """Fallbacks differ by level: each of the three visible conditions changes what is done somewhere on the way."""
    levels = {level for fallback in plan(UTOPIA).fallbacks for level in fallback.levels}
    assert {("police", "alert"), ("rain", "rain"), ("river", "high"), ("river", "flood")} <= levels


SON = "a-son"


def test_a_son_has_a_course_that_is_honestly_bad() -> None:
    """One man alone, little known of anybody who helps him: one chance in three, and far less at worst."""
    found = plan(SON)
    assert pack(SON).party_size == 1
    assert 0.05 <= found.outcome.safe.low <= 0.15
    assert 0.3 <= found.outcome.safe.mid <= 0.4
    assert found.outcome.lost > found.outcome.safe.mid


def test_a_son_has_a_thinner_network() -> None:
    """Fewer places, ways and helpers than the family has, in the same region."""
    assert len(pack(SON).places) < len(pack(UTOPIA).places)
    assert len(pack(SON).legs) < len(pack(UTOPIA).legs) / 2
    assert len(pack(SON).brokers) < len(pack(UTOPIA).brokers) / 2


def test_a_son_waits_for_the_river_too() -> None:
    """An inner tube is no boat: he stays in the last house while the river is high."""
    evening = "2031-11-04T21:00+07:00"
    assert later(SON, "reed-village", evening, police="normal", rain="dry", river="low").first.leg == "reed-landing"
    for level in ("high", "flood"):
        assert later(SON, "reed-village", evening, police="normal", rain="dry", river=level).first.leg is None


@pytest.mark.parametrize("kind", ["place", "broker"])
def test_what_stands_in_both_packs_of_the_region_is_the_same(kind: str) -> None:
    """A place or broker of both packs is one place or broker, down to its record."""
    ours: dict[str, object] = dict(getattr(pack(UTOPIA), kind))
    theirs: dict[str, object] = dict(getattr(pack(SON), kind))
    shared = ours.keys() & theirs.keys()
    assert len(shared) >= 5
    for name in shared:
        assert ours[name] == theirs[name]


def test_legs_that_stand_in_both_packs_of_the_region_are_the_same() -> None:
    """So is a way between two places, down to its risks."""
    ours = {leg.id: leg for leg in pack(UTOPIA).legs}
    theirs = {leg.id: leg for leg in pack(SON).legs}
    shared = ours.keys() & theirs.keys()
    assert len(shared) >= 10
    for name in shared:
        assert ours[name] == theirs[name]


def test_conditions_of_the_two_packs_of_the_region_differ_in_what_stands_now_only() -> None:
    """The same river, rain, police and guards; a month later."""
    for one, other in zip(pack(UTOPIA).conditions, pack(SON).conditions, strict=True):
        assert one.model_copy(update={"now": None}) == other.model_copy(update={"now": None})


CHRISTMAS = "christmas-1854"


def test_christmas_1854_keeps_the_dates_that_are_known() -> None:
    """They leave at nightfall on the 25th, and Wilmington sends them on before Garrett's letter of the 29th."""
    found = plan(CHRISTMAS)
    first = found.course[0]
    assert first.leg.origin == "poplar-neck"
    assert first.departs_at(found.charted).isoformat() == "1854-12-25T17:00:00-05:00"
    (sent_on,) = (hop for hop in found.course if hop.leg.origin == "wilmington")
    assert sent_on.leg.destination == "agnew"
    assert sent_on.departs_at(found.charted) < datetime.fromisoformat("1854-12-29T00:00-05:00")


def test_christmas_1854_walks_by_night_and_lies_still_by_day() -> None:
    """In the slave states every hop is a night's."""
    found = plan(CHRISTMAS)
    for hop in found.course:
        if hop.leg.origin in ("poplar-neck", "red-bridges", "camden", "odessa", "canal", "wilmington"):
            assert hop.leg.window == "night"


def test_christmas_1854_ends_in_canada_west() -> None:
    """The whole way is walked or ridden: by Philadelphia and Syracuse over the Suspension Bridge."""
    passed = [hop.leg.destination for hop in plan(CHRISTMAS).course]
    assert passed[-1] == "st-catharines"
    assert {"wilmington", "agnew", "philadelphia", "new-york", "syracuse", "suspension-bridge"} <= set(passed)


def test_christmas_1854_pays_no_guide() -> None:
    """Nobody who helps is paid for it; two legs ask for the hire of a carriage, the others only for tickets."""
    paid = {leg.id for leg in pack(CHRISTMAS).legs if leg.broker and leg.fee.high > 0}
    assert paid == {"kennett-road", "concord-road"}


def test_christmas_1854_pays_the_fare_that_gay_wrote_down() -> None:
    """8.50 dollars took four from New York to Syracuse."""
    fares = {leg.id: leg.fee.high for leg in pack(CHRISTMAS).legs}
    assert 4 * (fares["hudson-cars"] + fares["central-cars"]) == 8.5


def test_christmas_1854_is_hopeful_and_small() -> None:
    """Most likely all arrive; a model checker proves it in seconds."""
    found = plan(CHRISTMAS)
    assert 0.6 <= found.outcome.safe.low <= 0.85
    assert 0.8 <= found.outcome.safe.mid <= 0.95
    assert not found.over_budget
    assert found.charted.problem.pairs < 120_000


def test_christmas_1854_holds_during_a_hunt() -> None:
    """While the roads are hunted they stay in the meeting house at Odessa."""
    night = "1854-12-28T17:00-05:00"
    assert later(CHRISTMAS, "odessa", night, watch="hunt", weather="clear").first.leg is None
    assert later(CHRISTMAS, "odessa", night, watch="holiday", weather="clear").first.leg == "canal-road"
