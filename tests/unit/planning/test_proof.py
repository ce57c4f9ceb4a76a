"""Storm, which shares no line with this project, finds the same values."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.random_problems import random_problem, random_start
from waystation.errors import Missing, Usage
from waystation.planning.proof import QUESTIONS, prove
from waystation.planning.slices import slices
from waystation.planning.unroll import unroll
from waystation.solver.solve import Start, solve
from waystation.solver.twin import solve_plainly


@pytest.fixture(scope="module")
def storm():
    """The model checker, where it is installed."""
    return pytest.importorskip("stormpy", reason="stormpy (the extra `proof`) is not installed")


def planned(seed):
    """A random problem, a start, and by a plain reading its policy and values there."""
    problem = random_problem(seed)
    start, truth = Start(*random_start(problem, seed)), solve_plainly(problem)
    names = ("low", "mid", "high", "lost")
    ours = {name: float(getattr(truth, name)[start.step, start.node] @ start.joint) for name in names}
    return problem, start, truth.policy, ours | {"underway": 1.0 - ours["mid"] - ours["lost"]}


@settings(max_examples=200)
@given(seed=st.integers(0, 2**32 - 1))
def test_storm_agrees_with_a_plain_reading_of_random_problems(storm, seed):
    """Low, mid, high, lost and under way, each to 1e-9; and the sum of three of them is 1."""
    proof = prove(*planned(seed))
    assert proof.agree, proof
    assert proof.theirs["mid"] + proof.theirs["lost"] + proof.theirs["underway"] == pytest.approx(1.0, abs=1e-12)


@settings(max_examples=100)
@given(seed=st.integers(0, 2**32 - 1))
def test_storm_agrees_with_the_solver(storm, seed):
    """On the policy that the kernels choose and the values that they give it."""
    problem = random_problem(seed)
    start = Start(*random_start(problem, seed))
    plan = solve(problem, start.step)
    values = {"low": plan.low, "mid": plan.mid, "high": plan.high, "lost": plan.lost}
    ours = {name: float(at[start.node] @ start.joint) for name, at in values.items()}
    proof = prove(problem, start, plan.choice, ours)
    assert proof.agree, proof


@settings(max_examples=50)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_model_cut_into_slices_of_time_has_the_same_values(storm, seed):
    """However finely it is cut."""
    problem, start, policy, ours = planned(seed)
    for work in (1.0, 300.0):
        assert prove(problem, start, policy, ours, work_at_once=work).agree


def test_slices_are_all_states_once_and_end_where_steps_end():
    """The last comes first; no step is in two."""
    problem, start, *_ = planned(7)
    model = unroll(problem, start)
    ranges = slices(model, 50.0)[::-1]
    assert len(ranges) > 3
    assert [ranges[0][0], ranges[-1][1]] == [4, model.states]
    assert all(one[1] == other[0] for one, other in pairwise(ranges))
    assert all(model.step[first] > model.step[first - 1] for first, _ in ranges[1:])


def test_values_that_are_not_those_of_the_plan_are_refused(storm):
    """One that is wrong by more than 1e-9 is enough, and the difference is told."""
    problem, start, policy, ours = planned(7)
    proof = prove(problem, start, policy, ours | {"mid": ours["mid"] + 2e-9})
    assert not proof.agree
    assert proof.differences["mid"] == pytest.approx(-2e-9, abs=1e-12)
    assert abs(proof.differences["low"]) < 1e-12


def test_a_policy_that_is_not_the_plans_is_found_out(storm):
    """The chain is that of the policy given, not of ours."""
    problem, start, policy, ours = planned(7)
    assert not prove(problem, start, np.full_like(policy, 255), {"mid": ours["mid"]}).agree


def test_only_what_is_asked_is_checked_and_told(storm):
    """With the checker's name and version, the model's size and the time it took."""
    problem, start, policy, ours = planned(7)
    proof = prove(problem, start, policy, {"lost": ours["lost"], "low": ours["low"]})
    model = unroll(problem, start)
    assert list(proof.theirs) == list(proof.differences) == list(proof.ours) == ["lost", "low"]
    assert proof.checker.startswith("storm 2.")
    assert (proof.states, proof.branches) == (model.states, model.branches)
    assert sorted(proof.seconds) == ["build", "check", "export"]
    assert all(seconds > 0 for seconds in proof.seconds.values())


def test_without_storm_it_says_what_is_missing(monkeypatch):
    """Not a traceback of imports."""
    monkeypatch.setitem(sys.modules, "stormpy", None)
    with pytest.raises(Missing, match="stormpy_missing"):
        prove(*planned(7))


def test_an_unknown_question_is_refused():
    """Before anything is drawn out."""
    problem, start, policy, _ = planned(7)
    with pytest.raises(Usage) as caught:
        prove(problem, start, policy, {"likely": 0.5})
    assert caught.value.fields == {"given": ["likely"], "known": QUESTIONS}
