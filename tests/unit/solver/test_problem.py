"""A problem is checked where it is made, and the error names the state, action or condition at fault."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.random_problems import random_problem
from waystation.errors import BadProblem
from waystation.solver import problem as module
from waystation.solver.problem import Hidden, Problem, View

STAY = np.array([[1.0, 0.0], [0.0, 1.0]])


def ints(*values: int) -> Any:
    """A column of a problem."""
    return np.array(values, dtype=np.int32)


def sound(**changes: Any) -> Problem:
    """Two places and an end; at the first one waits or goes to the second, from there to the end.

    One visible condition of two levels, and two hidden levels that matter to the last action. Actions 0 and 2 share
    their rows.
    """
    steps = 3
    late = np.arange(steps) + 2 <= steps
    parts = {
        "steps": steps,
        "chains": (STAY,),
        "ends": np.array([False, False, True]),
        "first_action": ints(0, 2, 3, 3),
        "destination": ints(0, 1, 2),
        "duration": ints(1, 2, 1),
        "late_duration": ints(2, 3, 2),
        "return_node": ints(0, 0, 1),
        "calendar": ints(0, 1, 0),
        "open_steps": np.array([[1, 1, 1], late], dtype=np.uint8),
        "view": ints(1, 0, 1),
        "views": (View(ints(0, 0), 1), View(ints(0, 1), 2)),
        "hidden": ints(1, 0, 1),
        "hiddens": (
            Hidden(np.ones((steps, 1)), np.ones((steps, 1), dtype=np.bool_)),
            Hidden(np.full((steps, 2), 0.5), np.ones((steps, 2), dtype=np.bool_)),
        ),
        "first_row": ints(1, 0, 1),
        "risks": np.tile([0.1, 0.2, 0.3], (5, 4, 1)),
        "shut": np.zeros(5, dtype=np.bool_),
    }
    return Problem(**{**parts, **changes})


def put(array: Any, at: Any, value: Any) -> Any:
    """A copy with one entry changed."""
    changed = array.copy()
    changed[at] = value
    return changed


HERE = sound()
ONE, TWO = HERE.hiddens
LOOSE = np.array([[0.5, 0.4], [0.0, 1.0]])


@pytest.mark.parametrize(
    ("changes", "code", "fields"),
    [
        ({"steps": -1}, "steps_negative", {"steps": -1}),
        ({"first_action": ints(0, 2, 3)}, "first_action_shape", {"nodes": 3, "actions": 3}),
        ({"first_action": ints(0, 2, 3, 4)}, "first_action_shape", {}),
        ({"first_action": ints(1, 2, 3, 3)}, "first_action_shape", {}),
        ({"first_action": ints(-2, 2, 3, 3)}, "first_action_shape", {}),
        ({"first_action": ints(0, 3, 2, 3)}, "actions_at_node", {"node": 1, "actions": -1}),
        ({"ends": np.array([False, True, True])}, "end_acts", {"node": 1}),
        ({"chains": (STAY[:1],)}, "chain_shape", {"condition": 0}),
        ({"chains": (put(STAY, (0, 0), np.nan),)}, "chain_shape", {"condition": 0}),
        ({"chains": (np.array([[1.5, -0.5], [0, 1]]),)}, "chain_shape", {"condition": 0}),
        ({"chains": (LOOSE,)}, "chain_row", {"condition": 0, "row": 0}),
        ({"views": (HERE.views[0], View(ints(0), 2))}, "view_range", {"view": 1}),
        ({"views": (HERE.views[0], View(ints(0, 2), 2))}, "view_range", {"view": 1, "size": 2}),
        ({"views": (View(ints(0, -1), 1), HERE.views[1])}, "view_range", {"view": 0}),
        ({"hiddens": (ONE, Hidden(TWO.weight[:2], TWO.counts[:2]))}, "hidden_shape", {"hidden": 1}),
        ({"hiddens": (ONE, Hidden(np.ones(3), np.ones(3, dtype=np.bool_)))}, "hidden_shape", {"hidden": 1}),
        ({"hiddens": (ONE, Hidden(TWO.weight, TWO.counts[:, :1]))}, "hidden_shape", {"hidden": 1}),
        ({"hiddens": (ONE, Hidden(put(TWO.weight, (2, 0), 0.6), TWO.counts))}, "hidden_row", {"hidden": 1, "step": 2}),
        ({"hiddens": (ONE, Hidden(put(TWO.weight, (1, 0), np.nan), TWO.counts))}, "hidden_row", {"step": 1}),
        ({"hiddens": (ONE, Hidden(put(TWO.weight, 1, (-0.5, 1.5)), TWO.counts))}, "hidden_row", {"step": 1}),
        ({"hiddens": (ONE, Hidden(TWO.weight, put(TWO.counts, 2, False)))}, "hidden_row", {"hidden": 1, "step": 2}),
        ({"destination": ints(0, 1)}, "first_action_shape", {"actions": 2}),
        ({"destination": ints(0, 3, 2)}, "action_value", {"array": "destination", "action": 1, "node": 0}),
        ({"return_node": ints(0, 0, -1)}, "action_value", {"array": "return_node", "action": 2, "node": 1}),
        ({"return_node": ints(0, 0)}, "action_array", {"array": "return_node", "actions": 3}),
        ({"calendar": ints(0, 2, 0)}, "action_value", {"array": "calendar", "action": 1}),
        ({"view": ints(1, 0, 2)}, "action_value", {"array": "view", "action": 2}),
        ({"hidden": ints(2, 0, 1)}, "action_value", {"array": "hidden", "action": 0}),
        ({"first_row": ints(1, 5, 1)}, "action_value", {"array": "first_row", "action": 1}),
        ({"first_row": ints(1, 0, 2)}, "action_value", {"array": "first_row", "action": 2, "node": 1}),
        ({"duration": ints(1, 0, 1)}, "action_value", {"array": "duration", "action": 1}),
        ({"late_duration": ints(2, 2, 2)}, "action_value", {"array": "late_duration", "action": 1}),
        ({"open_steps": HERE.open_steps[:, :2]}, "open_steps_shape", {"steps": 3}),
        ({"open_steps": np.ones((2, 3), np.uint8)}, "action_value", {"array": "open_too_late", "action": 1}),
        ({"risks": HERE.risks[:, :, :2]}, "risks_shape", {}),
        ({"risks": HERE.risks[:, :1]}, "risks_shape", {}),
        ({"shut": HERE.shut[:4]}, "risks_shape", {}),
        ({"risks": put(HERE.risks, (0, 3, 0), 0.25)}, "risk_range", {"action": 1, "row": 0, "risk": 3}),
        ({"risks": put(HERE.risks, (4, 1, 2), 1.25)}, "risk_range", {"action": 0, "row": 4, "risk": 1}),
        ({"risks": put(HERE.risks, (3, 0, 1), np.nan)}, "risk_range", {"action": 0, "row": 3, "risk": 0}),
        ({"risks": put(HERE.risks, (2, 2, 0), -0.1)}, "risk_range", {"row": 2, "risk": 2}),
    ],
)
def test_what_is_no_problem_is_refused_with_its_place(
    changes: dict[str, Any], code: str, fields: dict[str, object]
) -> None:
    """Nothing of it reaches compiled code, which would read beyond its arrays."""
    with pytest.raises(BadProblem) as refused:
        sound(**changes)
    assert refused.value.code == code
    assert fields.items() <= refused.value.fields.items()


def test_a_node_may_have_as_many_actions_as_a_choice_can_name() -> None:
    """254; with one more the node is named."""
    for extra, right in ((251, True), (252, False)):
        columns = {
            name: np.concatenate([np.repeat(getattr(HERE, name)[:1], 1 + extra), getattr(HERE, name)[1:]])
            for name in (
                "destination", "duration", "late_duration", "return_node", "calendar", "view", "hidden", "first_row",
            )
        }  # fmt: skip
        first = ints(0, 2 + extra, 3 + extra, 3 + extra) if right else ints(0, 255, 255, 255)
        if right:
            assert replace(HERE, **columns, first_action=first).actions == 254
            continue
        with pytest.raises(BadProblem, match="actions_at_node") as refused:
            replace(HERE, **columns, first_action=first)
        assert refused.value.fields == {"node": 0, "actions": 255, "limit": 254}


def test_a_problem_beyond_all_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in (state, step) pairs, before anything is allocated."""
    monkeypatch.setattr(module, "MAX_PAIRS", 3 * 2 * 4 - 1)
    with pytest.raises(BadProblem, match="too_large") as refused:
        sound()
    assert refused.value.fields == {"pairs": 24, "limit": 23}


def test_sizes_are_those_of_the_arrays() -> None:
    """Nodes, actions, levels, states, pairs, fatal risks."""
    assert (HERE.nodes, HERE.actions, HERE.levels, HERE.joint) == (3, 3, (2,), 2)
    assert (HERE.states, HERE.pairs, HERE.fatal) == (6, 24, 2)


def test_rows_are_found_by_hidden_level_and_what_is_seen() -> None:
    """first_row + u·size + v."""
    assert HERE.rows(0).tolist() == HERE.rows(2).tolist() == [[1, 2], [3, 4]]
    assert HERE.rows(1).tolist() == [[0, 0]]


@given(seed=st.integers(0, 2**32 - 1))
def test_random_problems_are_problems(seed: int) -> None:
    """And their rows lie within their risks."""
    problem = random_problem(seed)
    rows = [problem.rows(action) for action in range(problem.actions)]
    assert all(r.min() >= 0 and r.max() < len(problem.risks) for r in rows)
