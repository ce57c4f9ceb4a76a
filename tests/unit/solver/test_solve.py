"""What the solver promises beside its figures: what it leaves alone, what it says where nothing can be done."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem, random_start
from waystation.solver.flat import flatten
from waystation.solver.problem import NO_ACTION, Hidden
from waystation.solver.solve import Start, evaluate, occupancy, side_by_side, simulate, solve

SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS)
def test_worst_nominal_and_best_are_in_order(seed: int) -> None:
    """0 ≤ low ≤ mid ≤ high ≤ 1 in every state, if all hidden levels count; safe and lost are at most all."""
    problem = random_problem(seed)
    hiddens = tuple(Hidden(hidden.weight, np.ones_like(hidden.counts)) for hidden in problem.hiddens)
    policy = solve(replace(problem, hiddens=hiddens))
    order = [np.zeros_like(policy.low), policy.low, policy.mid, policy.high, np.ones_like(policy.low)]
    assert all(np.all(a <= b + 1e-12) for a, b in pairwise(order))
    assert np.all(policy.mid + policy.lost <= 1 + 1e-12)


@given(seed=SEEDS)
def test_following_the_policy_that_was_chosen_gives_its_values(seed: int) -> None:
    """At any step from which it is followed."""
    problem = random_problem(seed)
    policy = solve(problem)
    again = evaluate(policy)
    for name in ("low", "mid", "high", "lost", "lag"):
        assert getattr(again, name) == pytest.approx(getattr(policy, name), abs=1e-14)
    later = problem.steps // 2
    assert evaluate(policy, later).low == pytest.approx(solve(problem, later).low, abs=1e-14)


def test_a_layout_may_be_solved_more_than_once() -> None:
    """Solving changes neither the problem nor its layout."""
    flat = flatten(random_problem(3))
    first, second = solve(flat), solve(flat)
    assert np.array_equal(first.choice, second.choice)
    assert np.array_equal(first.mid, second.mid)


def test_an_end_is_safe_and_a_dead_end_is_nothing() -> None:
    """Neither has an action."""
    problem = next(p for p in map(random_problem, range(200)) if np.any(~p.ends & (np.diff(p.first_action) == 0)))
    policy = solve(problem)
    stuck = ~problem.ends & (np.diff(problem.first_action) == 0)
    assert np.all(policy.low[problem.ends] == 1)
    assert np.all(policy.mid[stuck] == 0)
    assert np.all(policy.lost[stuck] == 0)
    assert np.all(policy.choice[:, stuck | problem.ends] == NO_ACTION)
    assert policy.action(0, int(np.flatnonzero(stuck)[0]), 0) == -1


def test_a_start_at_an_end_has_arrived() -> None:
    """At its own step, whatever the step."""
    problem = random_problem(0)
    node = int(np.flatnonzero(problem.ends)[0])
    start = Start(node, 2, np.eye(problem.joint)[0])
    found = occupancy(solve(problem), start)
    assert found.arrived.tolist() == [float(t == 2) for t in range(problem.steps + 1)]
    assert not found.met.any()
    assert simulate(solve(problem), start, 10, 1) == (10, 0, 0)


def test_a_start_at_the_horizon_is_under_way() -> None:
    """Where it is no end."""
    problem = random_problem(0)
    node = int(np.flatnonzero(~problem.ends)[0])
    start = Start(node, problem.steps, np.eye(problem.joint)[0])
    policy = solve(problem, problem.steps)
    assert policy.mid[node].tolist() == [0.0] * problem.joint
    assert simulate(policy, start, 10, 1) == (0, 0, 10)


@given(seed=SEEDS)
def test_the_way_forward_leaves_its_start_alone(seed: int) -> None:
    """Neither the start's chances nor the policy's choices are written to."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    policy = solve(problem, start.step)
    chances, choice = start.joint.copy(), policy.choice.copy()
    occupancy(policy, start, 0.01)
    simulate(policy, start, 50, seed)
    assert np.array_equal(start.joint, chances)
    assert np.array_equal(policy.choice, choice)


def test_work_done_side_by_side_is_the_work_done_one_by_one() -> None:
    """Answers come in the order of the items, and an error is raised as it is."""
    problems = [random_problem(seed) for seed in range(12)]
    for policy, problem in zip(side_by_side(solve, problems), problems, strict=True):
        assert np.array_equal(policy.choice, solve(problem).choice)
    assert side_by_side(solve, []) == []
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda x: 1 // x, [1, 0])
