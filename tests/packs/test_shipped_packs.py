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
NAMES = ("two-days-to-the-river",)


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
    assert "Invented" in (PACKS / name / "README.md").read_text("utf-8")
    assert "prior" in (PACKS / name / "pack.toml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_leg_drawn_ends_at_its_places(name: str) -> None:
    """A line that is drawn begins at the leg's origin and ends at its destination."""
    for leg in pack(name).legs:
        if leg.line is not None:
            assert (leg.line[0], leg.line[-1]) == (pack(name).place[leg.origin].at, pack(name).place[leg.destination].at)


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
