"""A problem with other numbers: the best policy there beside the one that stands."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.random_problems import random_problem, random_start
from waystation.solver.flat import flatten
from waystation.solver.problem import HIGH, LOW, Hidden, Problem
from waystation.solver.revisions import Revision, Standing, best_revised, compare, lines_of, narrowed, worth_revised
from waystation.solver.solve import Policy, Start, evaluate, solve
from waystation.solver.trail import follow

SEEDS = st.integers(0, 2**32 - 1)


def standing(seed: int) -> tuple[Standing, Policy]:
    """A random problem's best policy, looked at from a random start."""
    problem = random_problem(seed)
    node, step, joint = random_start(problem, seed)
    start = Start(node, step, joint)
    policy = solve(problem, step)
    return Standing(follow(policy, start), np.zeros(problem.joint, np.int32)), policy


def revised(problem: Problem, seed: int) -> Revision:
    """Some rows drawn narrower within their intervals, their middles with them."""
    rng = np.random.default_rng((seed, 7))
    rows = np.flatnonzero(rng.random(len(problem.risks)) < 0.4)
    risks = problem.risks[rows].copy()
    low, high = risks[..., LOW].copy(), risks[..., HIGH].copy()
    shares = np.sort(rng.random((*low.shape, 2)), axis=-1)
    risks[..., LOW], risks[..., HIGH] = low + shares[..., 0] * (high - low), low + shares[..., 1] * (high - low)
    risks[..., 1] = (risks[..., LOW] + risks[..., HIGH]) / 2.0
    return Revision(rows, np.clip(risks, 0.0, 1.0))


@settings(max_examples=60)
@given(seed=SEEDS)
def test_the_best_is_never_worse_than_what_stands_and_both_are_true(seed: int) -> None:
    """What a comparison says is what solving and following the revised problem says."""
    stands, policy = standing(seed)
    start, revision = stands.trail.start, revised(policy.flat.problem, seed)
    found = compare(stands, revision)
    problem = revision.of(policy.flat.problem)
    best = solve(problem, start.step)
    assert found.low >= found.kept
    assert found.low == pytest.approx(float(best.low[start.node] @ start.joint), abs=1e-12)
    assert found.kept == pytest.approx(worth_revised(stands, revision), abs=1e-15)
    assert best_revised(stands, revision) == pytest.approx(found.low, abs=1e-12)
    assert found.lines == lines_of(best, start, stands.likeliest)


@settings(max_examples=60)
@given(seed=SEEDS)
def test_what_stands_is_followed_whatever_it_is_worth(seed: int) -> None:
    """Its worth under a revision is that of its choices, evaluated over all states."""
    stands, policy = standing(seed)
    start, revision = stands.trail.start, revised(policy.flat.problem, seed)
    plain = evaluate(replace(policy, flat=flatten(revision.of(policy.flat.problem))), start.step)
    assert worth_revised(stands, revision) == pytest.approx(float(plain.low[start.node] @ start.joint), abs=1e-12)


@settings(max_examples=60)
@given(seed=SEEDS)
def test_all_that_is_left_possible_together_is_no_worse_than_each_alone(seed: int) -> None:
    """Which makes one solve a bound over several revisions."""
    stands, policy = standing(seed)
    problem = policy.flat.problem
    each = [revised(problem, seed + number) for number in range(3)]
    both = narrowed(problem, each[:1] + [Revision(r.rows, problem.risks[r.rows]) for r in each[1:]])
    assert np.array_equal(np.unique(both.rows), both.rows)
    alone = best_revised(stands, each[0])
    assert best_revised(stands, both) == pytest.approx(alone, abs=1e-12)


def test_other_chances_of_hidden_levels_are_taken_in() -> None:
    """And only where they are given."""
    _, policy = standing(5)
    problem = policy.flat.problem
    none = np.zeros(0, np.int64)
    certain = tuple(Hidden(np.eye(h.weight.shape[1])[np.zeros(problem.steps, int)], h.counts) for h in problem.hiddens)
    assert Revision(none, problem.risks[none], certain).of(problem).hiddens is certain
    assert Revision(none, problem.risks[none]).of(problem).hiddens is problem.hiddens


def test_all_of_it_can_be_sent_elsewhere() -> None:
    """Pickled and back, it gives the same answer."""
    stands, policy = standing(11)
    revision = revised(policy.flat.problem, 11)
    there, sent = pickle.loads(pickle.dumps((stands, revision)))
    assert compare(there, sent) == compare(stands, revision)
