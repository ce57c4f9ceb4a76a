"""Journeys played out by chance: as often safe as the plan says, and nothing happens that could not."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.independent.random_packs import write_random_pack
from waystation.bootstrap import pack_source
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.errors import WaystationError
from waystation.guiding.playing import Ended, Left, Moved, Over, Player, following
from waystation.planning.plan import Plan, make_plan

RUNS = 4000


def planned(name: Path) -> tuple[Loaded, Plan]:
    """A pack, and its plan."""
    loaded = load_pack(pack_source(str(name)))
    return loaded, make_plan(loaded.pack, loaded.departures, None, loaded.calendars)


def close(found: float, expected: float, runs: int) -> bool:
    """Whether a share agrees with a chance, to five standard errors."""
    return abs(found - expected) <= 5.0 * math.sqrt(max(expected * (1.0 - expected), 1.0 / runs) / runs)


@pytest.mark.parametrize("name", ["two-days-to-the-river", "christmas-1854", "a-son"])
def test_a_plan_played_out_ends_as_often_safe_as_it_says(root: Path, name: str) -> None:
    """And as often lost, and on the way: the plan's nominal figures, to five standard errors."""
    _, plan = planned(root / "packs" / name)
    player, chance = Player(plan.charted), Random(7)
    ends: Counter[str] = Counter()
    for _ in range(RUNS):
        *_, last = player.play(following(plan.policy), chance)
        assert isinstance(last, Over)
        ends[last.end] += 1
    outcome = plan.outcome
    for end, chance_of in (("safe", outcome.safe.mid), ("lost", outcome.lost), ("underway", outcome.underway)):
        assert close(ends[end] / RUNS, chance_of, RUNS), (end, ends[end] / RUNS, chance_of)


@pytest.mark.parametrize("seed", range(40))
def test_a_random_mission_is_played_as_it_is_planned(tmp_path: Path, seed: int) -> None:
    """Whatever a pack has: returns, hidden levels, lateness past the horizon, nothing to be done."""
    write_random_pack(tmp_path, seed)
    try:
        _, plan = planned(tmp_path)
    except WaystationError:
        pytest.skip("a pack that is refused")
    player, chance = Player(plan.charted), Random(seed)
    safe = 0
    for _ in range(400):
        *_, last = player.play(following(plan.policy), chance)
        assert isinstance(last, Over)
        safe += last.end == "safe"
    assert close(safe / 400, plan.outcome.safe.mid, 400)


def test_what_happens_is_a_journey(root: Path) -> None:
    """Steps do not go back; each leg leaves from where they are and ends before the next; the end is told once."""
    loaded, plan = planned(root / "packs" / "two-days-to-the-river")
    player, chance = Player(plan.charted), Random(3)
    outcomes = set()
    for _ in range(500):
        place, under_way, last_step, over = loaded.pack.mission.origin, None, 0, 0
        for happening in player.play(following(plan.policy), chance):
            assert happening.step >= last_step
            last_step = happening.step
            assert not over
            if isinstance(happening, Left):
                assert under_way is None
                assert happening.leg.origin == place
                under_way = happening.leg
            elif isinstance(happening, Ended):
                assert happening.leg is under_way
                outcomes.add(happening.outcome)
                place = happening.leg.origin if happening.outcome == "back" else happening.leg.destination
                under_way = None
            elif isinstance(happening, Over):
                over += 1
                assert happening.end != "safe" or happening.place in loaded.pack.mission.to
        assert over == 1
    assert {"arrived", "late", "back"} <= outcomes


def test_a_seed_is_a_journey(root: Path) -> None:
    """The same seed gives the same journey, another seed another one."""
    _, plan = planned(root / "packs" / "two-days-to-the-river")
    player = Player(plan.charted)
    journeys = [list(player.play(following(plan.policy), Random(seed))) for seed in (5, 5, 6)]
    assert journeys[0] == journeys[1] != journeys[2]


def test_whoever_does_nothing_is_still_on_the_way(root: Path) -> None:
    """Until the horizon; the conditions move on beside them, as often as their chains say."""
    loaded, plan = planned(root / "packs" / "two-days-to-the-river")
    *rest, last = Player(plan.charted).play(lambda *_: -1, Random(1))
    assert last == Over(loaded.pack.clock.steps, "underway", loaded.pack.mission.origin)
    assert all(isinstance(happening, Moved) for happening in rest)
