"""Choices are kept in few bits, and come back as they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem
from waystation.solver.choices import Choices
from waystation.solver.flat import flatten
from waystation.solver.policy import Policy
from waystation.solver.problem import NO_ACTION
from waystation.solver.solve import solve

SEEDS = st.integers(0, 2**32 - 1)


@given(seed=SEEDS)
def test_choices_given_come_back(seed: int) -> None:
    """One by one, a node's together, several, or all."""
    problem = random_problem(seed)
    rng = np.random.default_rng(seed)
    choice = np.full((problem.steps, problem.nodes, problem.joint), NO_ACTION, np.uint8)
    for node, actions in enumerate(np.diff(problem.first_action)):
        if actions:
            choice[:, node] = rng.choice([*range(actions), NO_ACTION], choice[:, node].shape)
    policy = Policy.of(problem, choice)
    assert np.array_equal(policy.choice, choice)
    for step, node, joint in np.ndindex(choice.shape):
        assert policy.choices.at(step, node, joint) == choice[step, node, joint]
        assert np.array_equal(policy.choices.rows(step, node), choice[step, node])
    states = np.array(list(np.ndindex(choice.shape)), np.int32).reshape(-1, 3)
    assert np.array_equal(policy.choices.several(states), choice.ravel())
    assert policy.actions(states).tolist() == [policy.action(*state) for state in states.tolist()]
    assert policy.actions(states[:0]).tolist() == []


@pytest.mark.parametrize(("actions", "bits"), [(0, 0), (1, 2), (2, 2), (3, 4), (14, 4), (15, 8), (254, 8)])
def test_a_choice_takes_as_few_bits_as_its_node_needs(actions: int, bits: int) -> None:
    """Two values are set apart: no action, and still open."""
    problem = random_problem(0)
    flat = flatten(problem)
    steps, nodes = problem.steps, problem.nodes
    first = np.array([0, *([actions] * nodes)], np.int32)
    object.__setattr__(problem, "first_action", first)
    choices = Choices.none(flat)
    assert choices.bits.tolist() == [bits, *([0] * (nodes - 1))]
    assert choices.kept.shape == (steps, -(-int(flat.narrow.sizes[0]) * bits // 8))
    assert np.all(choices.all() == NO_ACTION)


@given(seed=SEEDS)
def test_nothing_is_chosen_before_the_first_step_solved_for(seed: int) -> None:
    """A look-up there says so."""
    problem = random_problem(seed)
    assert np.all(solve(problem, problem.steps // 2).choice[: problem.steps // 2] == NO_ACTION)
