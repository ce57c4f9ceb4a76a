"""Other ways are ways: each truly evaluated, better at something, and within the budget where that is asked."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.builders import leg, small_pack
from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import load_pack
from waystation.planning.alternatives import (
    MOST_WAYS,
    Alternative,
    beats,
    find_alternatives,
    same_way,
    within_budget,
)
from waystation.planning.other_ways import find_candidates
from waystation.planning.outcomes import outcome_of
from waystation.planning.plan import Plan, make_plan
from waystation.solver.solve import evaluate, simulate
from waystation.storage.folders import PackFolder

PACKS = range(40)
MORE_PACKS = range(200)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Plan]:
    """Plans of random packs that have a way."""
    folder = tmp_path_factory.mktemp("packs")
    for seed in PACKS:
        write_random_pack(folder / str(seed), seed)
    made = [make_plan(load_pack(PackFolder(folder / str(seed))).pack) for seed in PACKS]
    return [plan for plan in made if plan.outcome.safe.mid > 0]


def test_none_is_beaten_in_everything(plans: list[Plan]) -> None:
    """In the chance at worst, days, cost and brokers told; and none is safer than the safest."""
    several = 0
    for plan in plans:
        found = find_alternatives(plan)
        assert found[0].label == "safest"
        assert found[0].outcome is plan.outcome
        assert len(found) <= MOST_WAYS
        several += len(found) > 1
        for a, b in itertools.permutations(found, 2):
            assert b.label == "safest" or not beats(a, b)
            assert a.line != b.line
            assert not same_way(a, b)
        assert max(a.outcome.safe.low for a in found) <= plan.outcome.safe.low + 1e-12
    assert several > 5


def test_the_safest_is_beaten_only_by_what_is_as_safe(plans: list[Plan]) -> None:
    """The plan settles ties of the worst case by the middle before it looks at days or money."""
    for plan in plans:
        safest, *others = find_alternatives(plan)
        for other in others:
            assert not beats(other, safest) or other.outcome.safe.low >= safest.outcome.safe.low - 1e-12


def test_a_label_says_what_a_way_is_best_at(tmp_path: Path) -> None:
    """And that it is better at it than the safest."""
    for seed in MORE_PACKS:
        write_random_pack(tmp_path / str(seed), seed)
    plans = [make_plan(load_pack(PackFolder(tmp_path / str(seed))).pack) for seed in MORE_PACKS]
    names = {"soonest": 1, "cheapest": 2, "fewest told": 3}
    betweens = {"sooner": 1, "cheaper": 2, "fewer told": 3}
    seen = set()
    for plan in (plan for plan in plans if plan.outcome.safe.mid > 0):
        found = find_alternatives(plan)
        for way in found[1:]:
            seen.add(way.label)
            at = {**names, **betweens}.get(way.label)
            if at is not None:
                assert way.figures[at] < found[0].figures[at]
            if way.label in names:
                assert way.figures[names[way.label]] == min(other.figures[names[way.label]] for other in found)
            assert (way.label == "without") <= (way.without is not None)
    assert seen >= set(names) | {"without"}


def test_a_way_without_something_does_without_it(plans: list[Plan]) -> None:
    """The broker is not told; the leg is in no course, and in no attribution."""
    for plan in plans:
        for way in find_alternatives(plan):
            if way.without is None:
                continue
            kind, name = way.without.split(":")
            if kind == "broker":
                assert name not in way.outcome.told
                assert name in plan.outcome.told
            else:
                assert name not in {hop.leg.id for hop in way.course}
                assert not any(what.startswith(f"leg:{name}/") for what, _ in way.outcome.attribution)


def test_each_is_truly_evaluated(plans: list[Plan]) -> None:
    """Playing its policy out ends as often safe and lost as it says, whatever the policy was chosen for."""
    runs = 10_000
    for number, plan in enumerate(plans[:15]):
        charted = plan.charted
        for candidate in find_candidates(plan):
            said = outcome_of(charted, candidate.policy)
            counts = simulate(candidate.policy, charted.start, runs, number)
            for count, chance in zip(counts, (said.safe.mid, said.lost, said.underway), strict=True):
                error = math.sqrt(max(0.0, chance * (1 - chance)) / runs)
                assert abs(count / runs - chance) <= 4.5 * error + 1e-9
            assert said.safe.low <= plan.outcome.safe.low + 1e-12


def test_each_has_the_figures_of_its_policy(plans: list[Plan]) -> None:
    """Following a candidate's policy anew in the plan's own problem gives the values that it came with."""
    for plan in plans[:15]:
        start = plan.charted.start
        for candidate in find_candidates(plan):
            again = evaluate(replace(candidate.policy, flat=plan.policy.flat), start.step)
            for name in ("low", "mid", "high", "lost"):
                ours, theirs = getattr(candidate.policy, name)[start.node], getattr(again, name)[start.node]
                assert np.allclose(ours, theirs, rtol=0, atol=1e-12)


GUIDE = {"id": "g", "role": "guide", "betrays": 0.0, "terms": {"held": 0.0}}
DEAR = leg("dear", broker="g", fee=100, departures=["12:00"], risk={"caught": 0.1})
FAIR = leg("fair", broker="g", fee=60, departures=["12:00"], risk={"caught": 0.11})
CHEAP = leg("cheap", broker="g", fee=20, departures=["12:00"], risk={"caught": 0.3})


def budgeted(budget: float) -> tuple[Plan, tuple[Alternative, ...]]:
    """A plan over three ways, the safer the dearer."""
    plan = make_plan(small_pack(DEAR, FAIR, CHEAP, broker=[GUIDE], mission={"budget": budget}))
    return plan, find_alternatives(plan)


@pytest.mark.parametrize("budget", [10, 20, 70, 99.99, 100, 1000])
def test_a_soft_budget_never_changes_the_policy(budget: float) -> None:
    """The dear way is the safest, and stays it."""
    plan, found = budgeted(budget)
    assert [hop.leg.id for hop in plan.course] == ["dear"]
    assert plan.over_budget is (budget < 100)
    assert found[0].outcome.cost == 100


@pytest.mark.parametrize(("budget", "offered"), [(10, None), (20, "cheap"), (59, "cheap"), (60, "fair"), (99, "fair")])
def test_a_plan_over_budget_offers_the_safest_way_found_that_is_not(budget: float, offered: str | None) -> None:
    """Not merely the cheapest of all."""
    plan, found = budgeted(budget)
    way = within_budget(plan, found)
    assert (way.course[0].leg.id if way else None) == offered


def test_without_a_budget_nothing_is_within_it() -> None:
    """There is nothing to be within."""
    plan = make_plan(small_pack(DEAR, broker=[GUIDE]))
    assert within_budget(plan, find_alternatives(plan)) is None
    assert not plan.over_budget


def test_the_soonest_is_sooner_and_the_fewest_told_are_fewer() -> None:
    """A night in hiding with a host is safer than the road by day."""
    plan = make_plan(
        small_pack(
            leg("road", risk={"caught": 0.02}),
            leg("hidden", minutes=60 * 24, broker="g", risk={"caught": 0.01}),
            broker=[GUIDE],
            hours=30,
        )
    )
    assert [hop.leg.id for hop in plan.course] == ["hidden"]
    labels = {a.label: a.course[0].leg.id for a in find_alternatives(plan)}
    assert labels["safest"] == "hidden"
    assert {"soonest", "fewest told"} & set(labels)
    assert set(labels.values()) == {"hidden", "road"}


def test_a_way_that_hardly_ever_arrives_is_no_alternative() -> None:
    """Less than half as often as the safest."""
    slow = leg("slow", minutes=120, departures=["12:00"], risk={"caught": 0.1})
    quick = leg("quick", departures=["12:00"], risk={"caught": 0.56})
    found = find_alternatives(make_plan(small_pack(slow, quick)))
    assert [a.label for a in found] == ["safest"]


def test_no_way_at_all_has_no_alternatives() -> None:
    """Only itself."""
    (only,) = find_alternatives(make_plan(small_pack(leg("l", "b", "a"))))
    assert (only.label, only.days, only.outcome.safe.mid) == ("safest", None, 0.0)
