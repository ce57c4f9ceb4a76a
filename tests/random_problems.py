"""Small random decision problems that reach into every corner of the specification of `Problem`.

A seed names a problem for ever: nothing else is drawn from. The corners: no visible condition at all, levels that
never occur, rows of risks shared by two actions, intervals that are points, zeros or ones, shut levels, nodes
without actions, exact copies of an action (ties), lateness past the horizon, hidden levels that count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from waystation.solver.problem import Hidden, Problem, View

__all__ = ["levelled", "random_problem", "random_start"]

GRID = np.array([0.0, 0.0, 0.05, 0.1, 0.25, 0.5, 0.9, 1.0])


@dataclass
class _Draft:
    """The columns of a problem while it is being drawn."""

    columns: dict[str, list[int]] = field(default_factory=dict)
    calendars: list[NDArray[np.uint8]] = field(default_factory=list)
    risks: list[NDArray[np.float64]] = field(default_factory=list)
    shut: list[bool] = field(default_factory=list)

    def add(self, **values: int) -> None:
        for name, value in values.items():
            self.columns.setdefault(name, []).append(value)

    def column(self, name: str) -> NDArray[np.int32]:
        return np.array(self.columns.get(name, []), dtype=np.int32)


def random_problem(seed: int) -> Problem:
    """Draw a problem of 2–6 nodes, 3–12 steps, 0–2 visible conditions and 1–3 hidden levels.

    Args:
        seed: Any whole number >= 0; the same seed gives the same problem.
    """
    rng = np.random.default_rng(seed)
    steps, nodes, fatal = int(rng.integers(3, 13)), int(rng.integers(2, 7)), int(rng.integers(1, 4))
    chains = tuple(_chain(rng, int(rng.integers(2, 4))) for _ in range(rng.integers(0, 3)))
    views, hiddens = _views(rng, [len(chain) for chain in chains]), _hiddens(rng, steps)
    ends = rng.random(nodes) < 0.3
    ends[-1] = ends[-1] or rng.random() < 0.9
    draft, first_action = _Draft(), [0]
    for node in range(nodes):
        if not ends[node]:
            for number in range(rng.integers(0, 5) if rng.random() < 0.3 else rng.integers(2, 5)):
                _draw_action(rng, draft, node, number, (nodes, steps, fatal), views=views, hiddens=hiddens)
        first_action.append(len(draft.columns.get("destination", [])))
    names = ("destination", "duration", "late_duration", "return_node", "calendar", "view", "hidden", "first_row")
    return Problem(
        steps=steps,
        chains=chains,
        ends=ends,
        first_action=np.array(first_action, dtype=np.int32),
        open_steps=np.array(draft.calendars, dtype=np.uint8).reshape(-1, steps),
        views=views,
        hiddens=hiddens,
        risks=np.array(draft.risks, dtype=np.float64).reshape(-1, fatal + 2, 3),
        shut=np.array(draft.shut, dtype=np.bool_),
        **{name: draft.column(name) for name in names},
    )


def levelled(problem: Problem) -> Problem:
    """The same problem with every risk rounded to a half or a whole, and moves as even: most choices are ties.

    Args:
        problem: Any problem.
    """
    risks = np.round(problem.risks * 2.0) / 2.0
    risks[:, : problem.fatal] = np.where(problem.risks[:, : problem.fatal] > 0.15, 0.5, 0.0)
    chains = tuple(np.full_like(chain, 1.0 / len(chain)) for chain in problem.chains)
    return replace(problem, risks=np.sort(risks, axis=2), chains=chains)


def random_start(problem: Problem, seed: int) -> tuple[int, int, NDArray[np.float64]]:
    """Draw where and when a journey through a problem begins.

    Args:
        problem: The problem.
        seed: Any whole number >= 0.

    Returns:
        Node, step, and (joint,) float64 chances of the joint visible levels, some of them 0.
    """
    rng = np.random.default_rng((seed, 1))
    step = 0 if rng.random() < 0.8 else int(rng.integers(0, problem.steps + 1))
    chances = rng.random(problem.joint) * (rng.random(problem.joint) < 0.5)
    chances[rng.integers(problem.joint)] += 0.5
    acting = np.flatnonzero(np.diff(problem.first_action))
    anywhere = acting.size == 0 or rng.random() < 0.1
    node = int(rng.integers(problem.nodes)) if anywhere else int(acting[np.argmax(rng.random(acting.size))])
    return node, step, chances / chances.sum()


def _chain(rng: np.random.Generator, levels: int) -> NDArray[np.float64]:
    rows = rng.random((levels, levels)) + 0.02
    if rng.random() < 0.5:
        rows *= rng.random((levels, levels)) < 0.6
        rows += np.eye(levels) * 0.3
    if rng.random() < 0.1:
        rows = np.eye(levels)
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), dtype=np.float64)


def _views(rng: np.random.Generator, levels: list[int]) -> tuple[View, ...]:
    joint = int(np.prod(levels, dtype=np.int64)) if levels else 1
    views = [View(np.zeros(joint, dtype=np.int32), 1), View(np.arange(joint, dtype=np.int32), joint)]
    digits = np.stack(np.unravel_index(np.arange(joint), levels), axis=1) if levels else np.zeros((1, 0), dtype=int)
    views += [View(digits[:, k].astype(np.int32), size) for k, size in enumerate(levels)]
    lumps = int(rng.integers(1, joint + 1))
    views.append(View(rng.integers(0, lumps, joint).astype(np.int32), lumps))
    return tuple(views)


def _hiddens(rng: np.random.Generator, steps: int) -> tuple[Hidden, ...]:
    hiddens = [Hidden(np.ones((steps, 1)), np.ones((steps, 1), dtype=np.bool_))]
    for _ in range(rng.integers(0, 3)):
        levels = int(rng.integers(1, 4))
        weight = rng.random((steps, levels)) * (rng.random((steps, levels)) < 0.7) + np.eye(levels)[0] * 0.1
        weight /= weight.sum(axis=1, keepdims=True)
        counts = (weight >= 0.3) | (weight == weight.max(axis=1, keepdims=True))
        hiddens.append(Hidden(weight, counts))
    return tuple(hiddens)


def _draw_action(
    rng: np.random.Generator,
    draft: _Draft,
    node: int,
    number: int,
    size: tuple[int, int, int],
    *,
    views: tuple[View, ...],
    hiddens: tuple[Hidden, ...],
) -> None:
    nodes, steps, fatal = size
    if number > 0 and rng.random() < 0.1:
        draft.add(**{name: column[-1] for name, column in draft.columns.items()})
        return
    waits = number == 0 and rng.random() < 0.7
    duration = 1 if waits else int(rng.integers(1, min(4, steps) + 1))
    view, hidden = int(rng.integers(len(views))), int(rng.integers(len(hiddens)))
    calendar = (np.arange(steps) + duration <= steps) & (waits or rng.random(steps) < rng.choice([0.3, 0.7, 1.0]))
    draft.calendars.append(calendar.astype(np.uint8))
    draft.add(
        destination=node if waits else int(rng.integers(nodes)),
        duration=duration,
        late_duration=duration + int(rng.integers(1, 4)),
        return_node=node if rng.random() < 0.8 else int(rng.integers(nodes)),
        calendar=len(draft.calendars) - 1,
        view=view,
        hidden=hidden,
        first_row=len(draft.risks),
    )
    shut = rng.random(views[view].size) < rng.choice([0.0, 0.0, 0.3])
    for _ in range(hiddens[hidden].weight.shape[1]):
        for local in range(views[view].size):
            draft.risks.append(_risks(rng, fatal, waits))
            draft.shut.append(bool(shut[local]))


def _risks(rng: np.random.Generator, fatal: int, waits: bool) -> NDArray[np.float64]:
    if waits:
        rows = np.zeros((fatal + 2, 3))
        rows[0] = np.sort(rng.random(3)) * rng.choice([0.0, 0.02])
        return rows
    rows = np.sort(rng.random((fatal + 2, 3)), axis=1)
    rows[:fatal] *= 0.3
    kind = rng.random(fatal + 2)
    rows[kind < 0.2] = rng.choice(GRID, int((kind < 0.2).sum()))[:, None]
    rows[(kind >= 0.2) & (kind < 0.3)] *= np.array([0.0, 0.5, 1.0])
    rows[(kind >= 0.3) & (kind < 0.35), 2] = 1.0
    return rows
