"""Other ways: the soonest, the cheapest, the one that fewest brokers know of, each truly evaluated.

Candidates come from solves that weigh time or money against safety, and from solves without a broker. Each
candidate's policy is then evaluated in plain safety; what another candidate beats in everything is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from waystation.planning.compiling import Charted, payments
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.journey_states import WAIT
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.planning.plan import Plan, days_of
from waystation.solver.problem import Problem
from waystation.solver.solve import Aim, Policy, evaluate, side_by_side, solve

__all__ = ["Alternative", "find_alternatives", "within_budget"]

LEAST_SHARE = 0.5
"""A way that arrives less than half as often as the safest is no alternative."""

DAY_WORTH = (0.002, 0.02)
"""Chances of arriving that a day earlier is taken to be worth, in the solves for the soonest."""

MONEY_WORTH = (0.02, 0.2)
"""Chances of arriving that the safest plan's whole cost is taken to be worth, in the solves for the cheapest."""

MONEY_SHORT = (0.5, 1.0)
"""The same, besides, where the plan is over budget."""

MOST_WITHOUT = 3
"""How many brokers are left out, one after another, in the solves for the fewest told."""

TRIED_AT_ONCE = 4
"""How many brokers are tried for each of them, those first who are engaged least."""


@dataclass(frozen=True)
class Alternative:
    """Another way.

    Args:
        label: What it is best at: `safest`, `soonest`, `cheapest`, `fewest_told`, or `other`.
        outcome: What it leads to.
        days: Expected days until arrival, given safe; None if never.
        course: Its most likely line.
    """

    label: str
    outcome: Outcome
    days: float | None
    course: tuple[Hop, ...]

    @property
    def figures(self) -> tuple[float, float, float, int]:
        """What is weighed, each better if smaller: unsafety, days, cost, brokers told."""
        days = self.days if self.days is not None else float("inf")
        return (1.0 - self.outcome.safe.low, days, self.outcome.cost, len(self.outcome.told))


def find_alternatives(plan: Plan) -> tuple[Alternative, ...]:
    """The safest way, and those that are better at something else.

    Args:
        plan: The safest plan.

    Returns:
        The safest first; none is beaten by another in everything, no two have the same course and figures. Where the
        plan is over budget, the safest way found that is not is among them.
    """
    charted = plan.charted
    safest = Alternative("safest", plan.outcome, plan.days, plan.course)
    least = LEAST_SHARE * plan.outcome.safe.mid
    found = [safest]
    policies = [*_weighed(charted, plan), *_without_brokers(charted, plan)]
    candidates = side_by_side(lambda policy: _alternative(charted, policy), policies)
    found.extend(c for c in candidates if c.outcome.safe.mid >= least and c.days is not None)
    kept = _undominated(found)
    named = _labelled(safest, kept)
    affordable = within_budget(plan, kept) if plan.over_budget else None
    if affordable is None or any(a.outcome is affordable.outcome for a in named):
        return named
    return (*named, affordable)


def within_budget(plan: Plan, alternatives: Sequence[Alternative]) -> Alternative | None:
    """The safest alternative whose expected cost is within the budget, or None."""
    budget = plan.pack.mission.budget
    kept = [a for a in alternatives if budget is not None and a.outcome.cost <= budget + 1e-9]
    return max(kept, key=lambda a: a.outcome.safe.low, default=None)


def _alternative(charted: Charted, policy: Policy) -> Alternative:
    plain = evaluate(policy, charted.start.step)
    outcome = outcome_of(charted, plain)
    course = course_from(charted, plain, charted.start.step, charted.start.node, likeliest_joint(charted))
    return Alternative("other", outcome, days_of(charted, outcome), course)


def _weighed(charted: Charted, plan: Plan) -> list[Policy]:
    """The best policies where a day, or money, is worth some safety."""
    problem, start = charted.problem, charted.start
    days = (np.arange(problem.steps + 1) - start.step) * charted.pack.clock.step_minutes / 1440.0
    aims = [Aim(1.0 - worth * days, np.zeros((problem.actions, 2))) for worth in DAY_WORTH]
    if plan.outcome.cost > 0.0:
        due = payments(charted)
        worths = MONEY_WORTH + (MONEY_SHORT if plan.over_budget else ())
        aims += [Aim(np.ones(problem.steps + 1), due * (worth / plan.outcome.cost)) for worth in worths]
    return side_by_side(lambda aim: solve(plan.policy.flat, start.step, aim), aims)


def _without_brokers(charted: Charted, plan: Plan) -> list[Policy]:
    """Leave out, one after another, the broker whom the plan can spare with the least loss."""
    found: list[Policy] = []
    left_out: set[str] = set()
    outcome = plan.outcome
    for _ in range(MOST_WITHOUT):
        spared = _least_engaged(charted, outcome)[:TRIED_AT_ONCE]
        policies = side_by_side(lambda broker: solve(_closed(charted, left_out | {broker}), charted.start.step), spared)
        lows = [float(policy.low[charted.start.node] @ charted.start.joint) for policy in policies]
        if not lows or max(lows) <= 0.0:
            break
        best = int(np.argmax(lows))
        left_out.add(spared[best])
        found.append(policies[best])
        outcome = outcome_of(charted, policies[best])
    return found


def _least_engaged(charted: Charted, outcome: Outcome) -> list[str]:
    """The brokers told, those first whose legs are tried least often."""
    tried: dict[str, float] = dict.fromkeys(outcome.told, 0.0)
    for row in np.flatnonzero(outcome.occupancy.met):
        number = int(charted.moves_of_rows[row])
        broker = charted.pack.moves[number].broker if number >= 0 else None
        if broker is not None:
            tried[broker] += float(outcome.occupancy.met[row])
    return sorted(tried, key=lambda broker: tried[broker])


def _closed(charted: Charted, brokers: set[str]) -> Problem:
    """The problem without the legs of some brokers."""
    problem, moves = charted.problem, charted.pack.moves
    shut = np.array([o.move != WAIT and moves[o.move].broker in brokers for o in charted.options], dtype=np.bool_)
    never = np.zeros((1, problem.steps), np.uint8)
    calendar = np.where(shut, len(problem.open_steps), problem.calendar).astype(np.int32)
    return replace(problem, open_steps=np.concatenate([problem.open_steps, never]), calendar=calendar)


def _undominated(found: list[Alternative]) -> list[Alternative]:
    kept: list[Alternative] = []
    for candidate in found:
        if any(_same(candidate, other) for other in kept):
            continue
        if not any(_beats(other, candidate) for other in found if other is not candidate):
            kept.append(candidate)
    return kept


def _same(a: Alternative, b: Alternative) -> bool:
    legs_a, legs_b = ([(h.leg.id, h.leg.origin) for h in x.course] for x in (a, b))
    return legs_a == legs_b and all(
        abs(x - y) <= 0.002 * max(1.0, abs(x)) for x, y in zip(a.figures, b.figures, strict=True)
    )


def _beats(a: Alternative, b: Alternative) -> bool:
    pairs = list(zip(a.figures, b.figures, strict=True))
    return all(x <= y + 1e-12 for x, y in pairs) and any(x < y - 1e-9 for x, y in pairs)


def _labelled(safest: Alternative, found: list[Alternative]) -> tuple[Alternative, ...]:
    rest = [alternative for alternative in found if alternative is not safest]
    labels: dict[int, str] = {}
    for label, position in (("soonest", 1), ("cheapest", 2), ("fewest_told", 3)):
        best = min([safest, *rest], key=lambda a: a.figures[position])
        if best is not safest and best.figures[position] < safest.figures[position] and id(best) not in labels:
            labels[id(best)] = label
    named = [replace(a, label=labels[id(a)]) for a in rest if id(a) in labels]
    return (safest, *named)
