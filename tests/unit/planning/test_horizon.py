"""The warning of a short horizon fires exactly when a longer one would change what is likely to be met."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.independent.evaluator import evaluate
from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import load_pack
from waystation.planning.horizon import LIKELY
from waystation.planning.journey_states import Node
from waystation.planning.plan import Plan, make_plan
from waystation.storage.folders import PackFolder

Place = tuple[int, int, int]


def states_of(plan: Plan, reached: dict[tuple[int, Any], float]) -> dict[Place, tuple[float, list[tuple[int, Any]]]]:
    """The evaluator's states gathered into ours: who led the party where it cannot matter, what acts nowhere."""
    index = {node: number for number, node in enumerate(plan.charted.space.nodes)}
    observed = [c.id for c in plan.pack.conditions if c.observed]
    seen = [observed.index(c.id) for c in plan.charted.levels.visible]
    found: dict[Place, tuple[float, list[tuple[int, Any]]]] = {}
    for (step, state), chance in reached.items():
        spot, broker, spent, levels = state
        if spot in plan.pack.mission.to or step >= plan.charted.problem.steps:
            continue
        node = index.get(Node(spot, broker, spent), index.get(Node(spot, None, spent), -1))
        joint = plan.charted.levels.joint.index(tuple(levels[position] for position in seen))
        mass, states = found.get((step, node, joint), (0.0, []))
        found[step, node, joint] = mass + chance, [*states, (step, state)]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 60, 15))
def test_it_fires_when_the_evaluator_s_policies_differ(first: int, tmp_path: Path) -> None:
    """Both horizons solved by another program, and compared wherever the journey comes with a chance of 0.01."""
    fired = 0
    for seed in range(first, first + 15):
        folder = tmp_path / str(seed)
        write_random_pack(folder, seed)
        plan = make_plan(load_pack(PackFolder(folder)).pack)
        short, longer = evaluate(folder), evaluate(folder, Fraction(5, 4))
        states = states_of(plan, short["reached"])
        if short["doubts"] or longer["doubts"] or any(abs(mass - LIKELY) < 1e-9 for mass, _ in states.values()):
            continue
        start = plan.charted.start
        differ = [
            (step, node)
            for (step, node, joint), (mass, same) in states.items()
            if (mass >= LIKELY or (step, node, joint) == (start.step, start.node, likeliest(plan, short)))
            and any(short["policy"][state] != longer["policy"][state] for state in same)
        ]
        warned = plan.short_horizon
        assert (warned is not None) == bool(differ), (seed, warned, differ)
        if warned is not None:
            fired += 1
            clock = plan.pack.clock
            assert warned.states == len(differ), seed
            assert clock.step_at_or_after(warned.time) == min(step for step, _ in differ), seed
            assert warned.place in {plan.charted.space.nodes[node].place for step, node in differ}, seed
    assert fired


def likeliest(plan: Plan, truth: dict[str, Any]) -> int:
    """The evaluator's likeliest joint level at the start, as a number of ours."""
    named = dict(part.split("=") for part in truth["likeliest"].split(",") if part)
    return plan.charted.levels.joint.index(tuple(named[c.id] for c in plan.charted.levels.visible))


def test_a_horizon_just_long_enough_is_enough() -> None:
    """One certain leg, whose next departure is beyond even the longer horizon."""
    assert make_plan(small_pack(leg("l", departures=["12:00"]))).short_horizon is None


def test_a_safer_way_after_the_horizon_is_worth_a_warning() -> None:
    """It says where one is likely to be when it matters first: here at the start."""
    now, later = leg("now", departures=["12:00"], risk={"caught": 0.2}), leg("later", departures=["14:00"])
    found = make_plan(small_pack(now, later, hours=2)).short_horizon
    assert found is not None
    assert (found.place, found.time.isoformat(), found.states) == ("a", "2031-10-01T12:00:00+09:00", 1)
    assert make_plan(small_pack(now, later, hours=2.5)).short_horizon is None


@pytest.mark.parametrize(("chance", "warned"), [(0.0099, False), (0.0101, True)])
def test_what_is_hardly_ever_met_is_no_reason(chance: float, warned: bool) -> None:
    """A state counts from a chance of 0.01 on."""
    pack = small_pack(
        place("m"),
        place("c", no_waiting=True),
        leg("one", to="m", departures=["12:00"]),
        leg("two", "m", "b", departures=["13:00"], when={"river=flood": "closed"}),
        leg("after", "m", "b", departures=["14:00"], risk={"caught": 0.1}),
        leg("bad", "m", "b", departures=["13:00"], risk={"caught": 0.5}),
        condition=[condition("river", ["low", "flood"], now={"low": 1 - chance, "flood": chance})],
        hours=2,
    )
    assert (make_plan(pack).short_horizon is not None) is warned
