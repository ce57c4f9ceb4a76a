"""What a given policy is worth, by the independent evaluator's own rules: it chooses nothing here, it only follows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.independent.evaluator import (
    SAFE,
    STUCK,
    Action,
    Policy,
    State,
    Values,
    all_levels,
    outcome_tree,
    reachable,
    read_model,
    start_value,
    starting_point,
    value_of,
)

__all__ = ["follow"]


def follow(folder: Path, choose: Callable[[int, State], Action]) -> dict[str, Any]:
    """The figures of a policy from the start of the pack in `folder`.

    Args:
        folder: The pack.
        choose: The action at a step in a state: `("wait",)`, a leg's key (`(id, "out")` or `(id, "return")`), or None.

    Returns:
        `low`, `mid`, `high`, `lost`, `cost`, `days`, `told`.
    """
    model = read_model(folder, Fraction(1))
    start = starting_point(model, None)
    spots = reachable(model, start)
    values: Values = {}
    policy: Policy = {}
    for t in range(model["T"], start["step"] - 1, -1):
        for place, broker, spent in spots[t]:
            for levels in all_levels(model):
                state = (place, broker, spent, levels)
                values[t, state], policy[t, state] = STUCK, None
                if place in model["ends"]:
                    values[t, state] = SAFE
                elif t < model["T"] and (action := choose(t, state)) is not None:
                    policy[t, state] = action
                    values[t, state] = value_of(model, start, values, t, state, action)
        model["memo"].pop("ahead", None)
    worth, forward = start_value(start, values), outcome_tree(model, policy, start)
    days = worth["togo"] / worth["mid"] * model["step"] / 1440 if worth["mid"] > 0 else None
    named = {name: worth[name] for name in ("low", "mid", "high", "lost", "cost")}
    return {**named, "days": days, "told": sorted(forward["told"])}
