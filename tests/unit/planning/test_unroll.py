"""The explicit model is the decision problem, no more and no less, time unrolled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem, random_start
from waystation.errors import BadProblem
from waystation.planning.explicit import DECISION, FIRST, HIDDEN, LOST, MOVE, RISK, SAFE, UNDERWAY, Unrolled
from waystation.planning.unroll import unroll
from waystation.solver.problem import Hidden, Problem, View
from waystation.solver.solve import Start
from waystation.solver.twin import solve_plainly

SEEDS = st.integers(0, 2**32 - 1)


def begin(problem, seed):
    """A random start of a problem."""
    return Start(*random_start(problem, seed))


def sources(model):
    """The state that each branch leaves."""
    rows = np.repeat(np.arange(model.choices), np.diff(model.first_branch))
    return np.repeat(np.arange(model.states), np.diff(model.first_choice))[rows]


def value(model: Unrolled, label: str, nature=np.argsort) -> float:
    """The greatest chance of a label if nature fills up the intervals in the order it likes, state by state."""
    worth = model.labels[label].astype(float)
    for state in [*range(model.states - 1, FIRST - 1, -1), 0]:
        if model.kind[state] == UNDERWAY:
            continue
        options = []
        for choice in range(model.first_choice[state], model.first_choice[state + 1]):
            branches = slice(model.first_branch[choice], model.first_branch[choice + 1])
            chance, room = model.low[branches].copy(), model.high[branches] - model.low[branches]
            onward = worth[model.target[branches]]
            for branch in nature(onward):
                chance[branch] += min(room[branch], max(0.0, 1.0 - chance.sum()))
            assert chance.sum() == pytest.approx(1.0, abs=1e-12)
            options.append(float(chance @ onward))
        worth[state] = max(options)
    return float(worth[0])


@given(seed=SEEDS)
def test_it_is_worth_what_the_problem_is_worth(seed):
    """Robust, nominal and optimistic values of the model are those of a plain reading of the problem."""
    problem = random_problem(seed)
    start, truth = begin(problem, seed), solve_plainly(problem)
    ours = {name: float(getattr(truth, name)[start.step, start.node] @ start.joint) for name in truth._fields}
    chain = unroll(problem, start, truth.policy, nominal=True)
    followed = unroll(problem, start, truth.policy)
    assert value(unroll(problem, start), "safe") == pytest.approx(ours["low"], abs=1e-12)
    assert value(followed, "safe") == pytest.approx(ours["low"], abs=1e-12)
    assert value(followed, "safe", lambda onward: np.argsort(-onward)) == pytest.approx(ours["high"], abs=1e-12)
    found = {label: value(chain, label) for label in chain.labels}
    assert found["safe"] == pytest.approx(ours["mid"], abs=1e-12)
    assert found["lost"] == pytest.approx(ours["lost"], abs=1e-12)
    assert sum(found.values()) == pytest.approx(1.0, abs=1e-12)


@given(seed=SEEDS, nominal=st.booleans(), follow=st.booleans())
def test_it_is_in_order_and_holds_only_what_is_reached(seed, nominal, follow):
    """Branches lead forward, in order, to states that all have one leading to them; no path is longer than said."""
    problem = random_problem(seed)
    policy = solve_plainly(problem).policy if follow else None
    model = unroll(problem, begin(problem, seed), policy, nominal=nominal)
    source, stays = sources(model), sources(model) == model.target
    forward = ~stays & (model.target >= FIRST)
    assert np.all(model.target[forward] > source[forward])
    assert np.all(np.bincount(model.target[~stays], minlength=model.states)[FIRST:] > 0)
    within = np.diff(np.repeat(np.arange(model.choices), np.diff(model.first_branch))) == 0
    assert np.all(np.diff(model.target)[within] > 0)
    assert np.all(np.diff(model.step[FIRST:]) >= 0)
    longest = np.zeros(model.states, dtype=int)
    for one, other in zip(source[~stays], model.target[~stays], strict=True):
        longest[other] = max(longest[other], longest[one] + 1)
    assert longest.max() <= model.depth()


@given(seed=SEEDS, nominal=st.booleans())
def test_its_intervals_hold_a_distribution(seed, nominal):
    """Low ends sum to at most 1 and high ends to at least 1; both to 1 where there is nothing to pick."""
    problem = random_problem(seed)
    model = unroll(problem, begin(problem, seed), nominal=nominal)
    low = np.add.reduceat(model.low, model.first_branch[:-1])
    high = np.add.reduceat(model.high, model.first_branch[:-1])
    assert np.all(low <= 1 + 1e-12)
    assert np.all(high >= 1 - 1e-12)
    exact = ~np.isin(model.kind[np.repeat(np.arange(model.states), np.diff(model.first_choice))], [RISK, HIDDEN])
    if nominal:
        exact[:] = True
    assert np.all(np.abs(low - 1)[exact] <= 1e-12)
    assert np.all((model.low >= 0) & (model.low <= model.high) & (model.high > 0) & (model.high <= 1))


def one_leg(risks, hidden=None, steps=4, late=3):
    """A place, an end, and one leg of two steps between them."""
    hidden = hidden or Hidden(np.ones((steps, 1)), np.ones((steps, 1), dtype=np.bool_))
    opens = np.zeros((1, steps), dtype=np.uint8)
    opens[0, 0] = 1

    def column(value):
        return np.array([value], dtype=np.int32)

    return Problem(
        steps=steps,
        chains=(np.array([[0.5, 0.5], [0.0, 1.0]]),),
        ends=np.array([False, True]),
        first_action=np.array([0, 1, 1], dtype=np.int32),
        destination=column(1),
        duration=column(2),
        late_duration=column(late),
        return_node=column(0),
        calendar=column(0),
        open_steps=opens,
        view=column(0),
        views=(View(np.zeros(2, dtype=np.int32), 1),),
        hidden=column(0),
        hiddens=(hidden,),
        first_row=column(0),
        risks=np.array(risks),
        shut=np.zeros(len(risks), dtype=np.bool_),
    )


HERE = Start(0, 0, np.array([1.0, 0.0]))


def test_each_uncertain_risk_is_one_two_way_state_in_order():
    """A fatal risk, then back, then late; each box is that risk's own interval and what is left of it."""
    model = unroll(one_leg([[[0.1, 0.2, 0.4], [0.25, 0.3, 0.5], [0.0, 0.1, 0.125]]], late=5), HERE)
    assert model.kind.tolist()[FIRST:] == [DECISION, RISK, RISK, RISK, MOVE, UNDERWAY, UNDERWAY]
    back, late, move = FIRST + 2, FIRST + 3, FIRST + 4
    boxes = np.stack([model.target, model.low, model.high], axis=1)[FIRST + 1 :][:6]
    assert boxes.tolist() == [
        [LOST, 0.1, 0.4],
        [back, 0.6, 0.9],
        [late, 0.5, 0.75],
        [move, 0.25, 0.5],
        [SAFE, 0.875, 1.0],
        [UNDERWAY, 0.0, 0.125],
    ]


def test_a_late_arrival_past_the_horizon_is_under_way():
    """Even at an end; within the horizon it makes no difference to an end, and late has no state."""
    risks = [[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.25, 0.5, 0.75]]]
    past = unroll(one_leg(risks, steps=4, late=5), HERE)
    within = unroll(one_leg(risks, steps=4, late=4), HERE)
    assert past.kind.tolist()[FIRST:] == [DECISION, RISK]
    assert (past.target[-2:].tolist(), past.low[-2:].tolist()) == ([SAFE, UNDERWAY], [0.25, 0.25])
    assert within.kind.tolist()[FIRST:] == [DECISION]


def test_nature_picks_among_the_hidden_levels_that_count():
    """A box from 0 to 1 over those that count; nominally all of them, by their weights."""
    weight = np.tile([0.6, 0.399, 0.001], (4, 1))
    hidden = Hidden(weight, weight > 0.01)
    risks = [[[p, p, p], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]] for p in (0.0, 0.5, 1.0)]
    problem = one_leg(risks, hidden)
    picks = unroll(problem, HERE)
    at = picks.first_branch[picks.first_choice[np.flatnonzero(picks.kind == HIDDEN)[0]]]
    assert picks.target[at : at + 2].tolist() == [SAFE, FIRST + 2]
    assert (picks.low[at : at + 2].tolist(), picks.high[at : at + 2].tolist()) == ([0.0, 0.0], [1.0, 1.0])
    mixes = unroll(problem, HERE, nominal=True)
    at = mixes.first_branch[mixes.first_choice[np.flatnonzero(mixes.kind == HIDDEN)[0]]]
    assert mixes.target[at : at + 3].tolist() == [SAFE, LOST, FIRST + 2]
    assert mixes.low[at : at + 3].tolist() == [0.6, 0.001, 0.399]


def test_visible_conditions_move_by_as_many_steps_as_the_attempt_takes():
    """Two steps of a chain are its square."""
    model = unroll(one_leg([[[0.0] * 3, [1.0] * 3, [0.0] * 3]]), HERE)
    move = int(np.flatnonzero(model.kind == MOVE)[0])
    at = slice(model.first_branch[model.first_choice[move]], model.first_branch[model.first_choice[move] + 1])
    assert model.low[at].tolist() == model.high[at].tolist() == [0.25, 0.75]
    assert model.level[model.target[at]].tolist() == [0, 1]


def test_a_policy_that_takes_what_is_not_open_is_refused():
    """The error names the step and the action."""
    problem = one_leg([[[0.0] * 3, [0.0] * 3, [0.0] * 3]])
    with pytest.raises(BadProblem, match="policy_no_such_action"):
        unroll(problem, HERE, np.full((4, 2, 2), 7, dtype=np.uint8))
    shut = replace(problem, shut=np.array([True]))
    with pytest.raises(BadProblem, match="policy_not_open") as caught:
        unroll(shut, HERE, np.zeros((4, 2, 2), dtype=np.uint8))
    assert caught.value.fields == {"step": 0, "action": 0, "level": 0}


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (Start(2, 0, np.array([1.0, 0.0])), "start_outside"),
        (Start(0, 5, np.array([1.0, 0.0])), "start_outside"),
        (Start(0, 0, np.array([1.0])), "start_chances"),
        (Start(0, 0, np.array([0.5, 0.4])), "start_chances"),
        (Start(0, 0, np.array([np.nan, 1.0])), "start_chances"),
    ],
)
def test_a_start_outside_the_problem_is_refused(start, code):
    """No such node or step, or chances that are none."""
    with pytest.raises(BadProblem, match=code):
        unroll(one_leg([[[0.0] * 3] * 3]), start)


@pytest.mark.parametrize(("node", "step", "end"), [(1, 0, SAFE), (1, 4, SAFE), (0, 4, UNDERWAY)])
def test_a_start_where_nothing_is_left_to_do_leads_straight_to_what_it_is(node, step, end):
    """At an end, or at the horizon."""
    model = unroll(one_leg([[[0.0] * 3] * 3]), Start(node, step, np.array([0.5, 0.5])))
    assert (model.states, model.target[0], model.depth()) == (FIRST, end, 1)
