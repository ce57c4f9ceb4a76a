"""Conditions are told apart exactly where they can still matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem
from waystation.solver.narrow import narrowed
from waystation.solver.problem import Problem

SEEDS = st.integers(0, 2**32 - 1)


def reached(problem: Problem, node: int) -> set[int]:
    """The nodes to which any action may lead from one, itself included."""
    found, waiting = {node}, [node]
    while waiting:
        here = waiting.pop()
        for action in range(problem.first_action[here], problem.first_action[here + 1]):
            there = {int(problem.destination[action]), int(problem.return_node[action])} - found
            found |= there
            waiting.extend(there)
    return found


def tells_apart(problem: Problem, action: int, one: int, other: int) -> bool:
    """Whether an action that can ever be taken distinguishes two joint levels."""
    local = problem.views[problem.view[action]].local
    return bool(problem.open_steps[problem.calendar[action]].any()) and bool(local[one] != local[other])


@given(seed=SEEDS)
def test_levels_are_one_where_nothing_that_follows_tells_them_apart(seed: int) -> None:
    """And two where the levels of one condition alone differ and something that follows tells them apart."""
    problem = random_problem(seed)
    narrow = narrowed(problem)
    digits = np.stack(np.unravel_index(np.arange(problem.joint), problem.levels or (1,)), axis=1)
    for node in range(problem.nodes):
        following = reached(problem, node)
        acting = [a for n in following for a in range(problem.first_action[n], problem.first_action[n + 1])]
        local = narrow.local[narrow.node_class[node]]
        for k in range(len(problem.levels)):
            others = np.delete(digits, k, axis=1)
            alike = [
                (one, other)
                for one in range(problem.joint)
                for other in range(one)
                if np.array_equal(others[one], others[other])
            ]
            matters = any(tells_apart(problem, a, *pair) for a in acting for pair in alike)
            assert all((local[one] != local[other]) == matters for one, other in alike)


@given(seed=SEEDS)
def test_each_local_level_has_a_joint_level_and_each_joint_level_a_local_one(seed: int) -> None:
    """And back again."""
    problem = random_problem(seed)
    narrow = narrowed(problem)
    for number, wide in enumerate(narrow.wide):
        assert narrow.local[number][wide].tolist() == list(range(len(wide)))
        assert set(narrow.local[number].tolist()) == set(range(len(wide)))
    assert narrow.sizes.tolist() == [len(narrow.wide[k]) for k in narrow.node_class]


def test_what_is_to_be_kept_is_kept_wherever_it_may_come_from() -> None:
    """A node asked to tell everything apart makes those before it do so too, and no others."""
    problem = next(
        p for p in map(random_problem, range(500)) if len(p.chains) == 2 and (narrowed(p).masks == 0).sum() > 1
    )
    node = int(np.flatnonzero(narrowed(problem).masks == 0)[0])
    keep = np.where(np.arange(problem.nodes) == node, 3, 0)
    for other in range(problem.nodes):
        wanted = 3 if node in reached(problem, other) else narrowed(problem).masks[other]
        assert narrowed(problem, keep).masks[other] == wanted


@pytest.mark.parametrize("ever", [False, True])
def test_an_action_that_is_never_open_tells_nothing_apart(ever: bool) -> None:
    """Whatever its view."""
    problem = next(p for p in map(random_problem, range(100)) if narrowed(p).masks.any())
    opened = problem.open_steps if ever else np.zeros_like(problem.open_steps)
    assert narrowed(replace(problem, open_steps=opened)).masks.any() == ever
