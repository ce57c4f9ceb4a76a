"""What is said for when it goes wrong is what the policy does there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import condition, leg, place, small_pack
from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import load_pack
from waystation.planning.fallbacks import Fallback
from waystation.planning.journey_states import WAIT
from waystation.planning.plan import Plan, make_plan
from waystation.solver.problem import HIGH
from waystation.storage.folders import PackFolder


def joint_after(plan: Plan, joint: int, steps: int) -> int:
    """The joint level if every condition moves to its likeliest next level, so many times."""
    levels = plan.charted.levels
    for _ in range(steps):
        after = []
        for condition_, level in levels.named(joint):
            names = plan.pack.condition[condition_].levels
            row = levels.chains[condition_][names.index(level)]
            after.append(next(name for name, p in zip(names, row, strict=True) if p >= max(row) - 1e-12))
        joint = levels.joint.index(tuple(after))
    return joint


def followed(plan: Plan, step: int, node: int, joint: int) -> tuple[str, int] | None:
    """The next leg that the policy takes from a state, and when."""
    problem = plan.charted.problem
    while step < problem.steps and not problem.ends[node]:
        action = plan.policy.action(step, node, joint)
        if action < 0:
            return None
        option = plan.charted.options[action]
        if option.move != WAIT:
            return plan.pack.moves[option.move].id, step
        step, joint = step + 1, joint_after(plan, joint, 1)
    return None


def check(plan: Plan, fallback: Fallback) -> None:
    """Hold one fallback against the policy."""
    hop, problem = fallback.hop, plan.charted.problem
    action = plan.policy.action(hop.step, hop.node, hop.joint)
    option = plan.charted.options[action]
    then = (fallback.then.leg.id, fallback.then.step) if fallback.then else None
    if fallback.what == "back":
        assert fallback.step == hop.arrives
        assert fallback.place == hop.leg.origin
        later = joint_after(plan, hop.joint, hop.arrives - hop.step)
        assert then == followed(plan, hop.arrives, option.back, later)
    elif fallback.what == "late":
        assert fallback.step == hop.step + problem.late_duration[action]
        assert fallback.place == hop.leg.destination
        later = joint_after(plan, hop.joint, fallback.step - hop.step)
        assert then == followed(plan, fallback.step, option.arrived, later)
    else:
        assert fallback.what == "level"
        assert (fallback.step, fallback.place) == (hop.step, hop.leg.origin)
        here = dict(plan.charted.levels.named(hop.joint))
        for number, (name, level) in enumerate(fallback.levels):
            levels = tuple({**here, name: level}.values())
            joint = plan.charted.levels.joint.index(levels)
            found = followed(plan, hop.step, hop.node, joint)
            assert number or found == then
            assert found != (hop.leg.id, hop.step)
            assert fallback.closed == bool(problem.shut[problem.rows(action)[0, joint]])


def test_each_points_to_what_the_policy_does(tmp_path: Path) -> None:
    """On random packs; and each hop has one for each way in which it can go wrong."""
    seen = set()
    for seed in range(40):
        write_random_pack(tmp_path / str(seed), seed)
        plan = make_plan(load_pack(PackFolder(tmp_path / str(seed))).pack)
        problem = plan.charted.problem
        for fallback in plan.fallbacks:
            check(plan, fallback)
            seen.add(fallback.what)
        for hop in plan.course:
            action = plan.policy.action(hop.step, hop.node, hop.joint)
            risks = problem.risks[problem.rows(action)[:, hop.joint], :, HIGH]
            said = [fallback.what for fallback in plan.fallbacks if fallback.hop is hop]
            assert said.count("back") == bool((risks[:, -2] > 0).any())
            ends = problem.ends[plan.charted.options[action].arrived]
            assert said.count("late") == (bool((risks[:, -1] > 0).any()) and not ends)
            told = {pair for f in plan.fallbacks if f.hop is hop for pair in f.levels}
            here = dict(plan.charted.levels.named(hop.joint))
            for name, level in here.items():
                for other in plan.pack.condition[name].levels:
                    joint = plan.charted.levels.joint.index(tuple({**here, name: other}.values()))
                    same = followed(plan, hop.step, hop.node, joint) == (hop.leg.id, hop.step)
                    assert ((name, other) in told) == (other != level and not same)
    assert seen == {"back", "late", "level"}


RIVER = condition("river", ["low", "high", "flood"], per_step=[[1, 0, 0], [0.3, 0.7, 0], [0, 0.3, 0.7]], now="low")


def plan_of(*features: object, **tables: object) -> Plan:
    """The plan of a small pack."""
    return make_plan(small_pack(*features, **tables))  # type: ignore[arg-type]


def test_levels_that_lead_to_the_same_are_told_together() -> None:
    """Closed ones apart from those at which one only does not want to; with the levels that one waits for."""
    ford = leg("ford", risk={"harm": 0.01}, when={"river=high": {"harm": 50.0}, "river=flood": "closed"})
    plan = plan_of(ford, condition=[RIVER], hours=48)
    level = [f for f in plan.fallbacks if f.what == "level"]
    assert [(f.levels, f.closed) for f in level] == [
        ((("river", "high"),), False),
        ((("river", "flood"),), True),
    ]
    assert all(("river", "low") in f.releases for f in level)


def test_turned_back_they_try_again() -> None:
    """At the first hour at which it is offered; after the last one there is no way on."""
    again = leg("l", departures=["12:00", "13:00"], risk={"back": 0.5})
    (fallback,) = plan_of(again).fallbacks
    assert (fallback.what, fallback.step, fallback.place) == ("back", 1, "a")
    assert fallback.then is not None
    assert fallback.then.step == 2
    (fallback,) = plan_of(leg("l", departures=["12:00"], risk={"back": 0.5})).fallbacks
    assert fallback.then is None
    assert not fallback.soon(48)


@pytest.mark.parametrize(("departs", "soon"), [("13:30", True), ("14:00", True)])
def test_late_they_go_on_from_where_they_arrive(departs: str, soon: bool) -> None:
    """Being late at an end is no trouble and is not told."""
    plan = plan_of(
        place("m"),
        leg("one", to="m", departures=["12:00"], late_minutes=60, risk={"late": 0.5}),
        leg("two", "m", "b", departures=[departs], risk={"late": 0.5}),
        hours=4,
    )
    (fallback,) = plan.fallbacks
    assert (fallback.what, fallback.step, fallback.place) == ("late", 3, "m")
    assert fallback.then is not None
    assert fallback.soon(48) is soon
