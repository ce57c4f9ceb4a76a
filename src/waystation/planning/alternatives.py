"""Other ways: which of the candidates are worth telling, each truly evaluated, and what each is called.

A way is weighed by four figures: the chance at worst, days, cost, brokers told. Told are those that no other way
beats in all four, that differ from each other in their course, and by more than people would call the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waystation.planning.compiling import Charted
from waystation.planning.course import Hop, course_from, likeliest_joint
from waystation.planning.other_ways import Candidate, find_candidates, only_told, riskiest
from waystation.planning.outcomes import Outcome, outcome_of
from waystation.planning.plan import Plan, days_of
from waystation.solver.solve import side_by_side

__all__ = ["MOST_WAYS", "Alternative", "Ways", "beats", "find_alternatives", "find_ways", "same_way", "within_budget"]

MOST_WAYS = 7
"""More than these nobody compares on the telephone."""

LEAST_SHARE = 0.5
"""A way that arrives less than half as often as the safest is no alternative."""

SAME_CHANCE = 0.002
"""Chances at worst that are called the same: a fifth of a point."""

SAME_SHARE = 0.01
"""Days, and costs, that are called the same: they differ by at most this share of the greater."""

FEWER = 2
"""How often, on the way to the fewest told, one broker more is left out."""

TRIED_AT_ONCE = 3
"""How many brokers are tried each time, those first who carry least of the risk."""

EXTREMES = (("soonest", 1), ("cheapest", 2), ("fewest told", 3))
BETWEEN = {1: "sooner", 2: "cheaper", 3: "fewer told"}


@dataclass(frozen=True)
class Alternative:
    """Another way.

    Args:
        label: What it is: `safest`, `soonest`, `cheapest`, `fewest told`, `without` something, or between these and
            the safest, `sooner`, `cheaper`, `fewer told`; `other` before that is decided.
        outcome: What it leads to.
        days: Expected days until arrival, given safe; None if never.
        course: Its most likely line.
        without: `broker:ID` or `leg:ID` for a way that does without it, or None.
    """

    label: str
    outcome: Outcome
    days: float | None
    course: tuple[Hop, ...]
    without: str | None = None

    @property
    def figures(self) -> tuple[float, float, float, int]:
        """What is weighed, each better if smaller: unsafety at worst, days, cost, brokers told."""
        days = self.days if self.days is not None else float("inf")
        return (1.0 - self.outcome.safe.low, days, self.outcome.cost, len(self.outcome.told))

    @property
    def line(self) -> tuple[tuple[str, str], ...]:
        """The legs of the course and where each leaves: the red line, whatever the hours."""
        return tuple((hop.leg.id, hop.leg.origin) for hop in self.course)


@dataclass(frozen=True)
class Ways:
    """What was found.

    Args:
        told: The ways to tell, the safest first.
        affordable: Where the plan is over budget, the safest way found that is not, told or along a line already told.
    """

    told: tuple[Alternative, ...]
    affordable: Alternative | None


def find_alternatives(plan: Plan) -> tuple[Alternative, ...]:
    """The safest way, and those that are better at something else.

    Args:
        plan: The safest plan.

    Returns:
        The safest first, then at most six others, no two along the same line. None is beaten by another in all four
        figures; only the safest may be, by one that is as safe, for the plan settles ties by the middle first.
    """
    return find_ways(plan).told


def find_ways(plan: Plan) -> Ways:
    """The same with the safest way within the budget, where the plan is over it.

    Args:
        plan: The safest plan.
    """
    safest = Alternative("safest", plan.outcome, plan.days, plan.course)
    found = _evaluated(plan, find_candidates(plan))
    found += _with_fewer_told(plan, [safest, *found])
    undominated = [a for a in found if not any(beats(other, a) for other in [safest, *found])]
    affordable = within_budget(plan, [safest, *undominated]) if plan.over_budget else None
    told = _named(plan, safest, [a for a in undominated if a.line != safest.line], affordable)
    named = next((a for a in told if affordable is not None and a.outcome is affordable.outcome), affordable)
    return Ways(tuple(told), named)


def within_budget(plan: Plan, alternatives: Sequence[Alternative]) -> Alternative | None:
    """The safest alternative whose expected cost is within the budget, or None."""
    budget = plan.pack.mission.budget
    kept = [a for a in alternatives if budget is not None and a.outcome.cost <= budget + 1e-9]
    return max(kept, key=lambda a: a.outcome.safe.low, default=None)


def beats(a: Alternative, b: Alternative) -> bool:
    """Whether `a` is at least as good as `b` in all four figures, and better in one."""
    pairs = list(zip(a.figures, b.figures, strict=True))
    return all(x <= y + 1e-12 for x, y in pairs) and any(x < y - 1e-9 for x, y in pairs)


def same_way(a: Alternative, b: Alternative) -> bool:
    """Whether people would call the four figures of two ways the same."""
    x, y = a.figures, b.figures
    near = all(abs(x[at] - y[at]) <= SAME_SHARE * max(x[at], y[at]) for at in (1, 2))
    return abs(x[0] - y[0]) <= SAME_CHANCE and near and x[3] == y[3]


def _evaluated(plan: Plan, candidates: Sequence[Candidate]) -> list[Alternative]:
    """The candidates that arrive at all, and not much less often than the safest."""
    ways = side_by_side(lambda candidate: _alternative(plan.charted, candidate), candidates)
    least = LEAST_SHARE * plan.outcome.safe.mid
    return [way for way in ways if way.outcome.safe.mid >= least and way.days is not None]


def _alternative(charted: Charted, candidate: Candidate) -> Alternative:
    policy, start = candidate.policy, charted.start
    outcome = outcome_of(charted, policy)
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    return Alternative("other", outcome, days_of(charted, outcome), course, candidate.without)


def _with_fewer_told(plan: Plan, ways: Sequence[Alternative]) -> list[Alternative]:
    """From the way that engages the fewest along its course: nobody told but those, then one fewer, then another."""
    few = min((_engaged(way) for way in ways), key=lambda brokers: (len(brokers), sorted(brokers)))
    found = _evaluated(plan, only_told(plan, [few])) if few else []
    for _ in range(FEWER):
        spared = _least_risky_first(plan, few)[:TRIED_AT_ONCE]
        ways = _evaluated(plan, only_told(plan, [few - {broker} for broker in spared]))
        if not ways:
            break
        found += ways
        few = _engaged(max(ways, key=lambda way: way.outcome.safe.low))
    return found


def _engaged(way: Alternative) -> frozenset[str]:
    """The brokers along the course."""
    return frozenset(hop.leg.broker for hop in way.course if hop.leg.broker is not None)


def _least_risky_first(plan: Plan, brokers: frozenset[str]) -> list[str]:
    """Some brokers, those first whose legs carry least of the plan's risk."""
    carried = dict.fromkeys(brokers, 0.0)
    runs = {leg.id: leg.broker for leg in plan.pack.legs}
    for what, lost in plan.outcome.attribution:
        broker = runs.get(what.partition("/")[0].partition(":")[2]) if what.startswith("leg:") else None
        if broker in carried:
            carried[broker] += lost
    return sorted(carried, key=lambda broker: (carried[broker], broker))


def _named(plan: Plan, safest: Alternative, ways: list[Alternative], first: Alternative | None) -> list[Alternative]:
    """The ways to tell, in the order in which people ask for them, each under its own name and along its own line.

    Args:
        plan: The plan.
        safest: It as a way.
        ways: Those that no other beats, none along the safest line.
        first: One that is told before all others, if it is among them.
    """
    told = [safest]

    def tell(way: Alternative | None, label: str) -> bool:
        fits = way is not None and len(told) < MOST_WAYS
        if way is None or not fits or any(way.line == other.line or same_way(way, other) for other in told):
            return False
        told.append(replace(way, label=label))
        return True

    extremes = [(label, _best(safest, ways, position)) for label, position in EXTREMES]
    if first is not None and first.line != safest.line:
        tell(first, next((label for label, way in extremes if way is first), "cheaper"))
    for label, best in extremes:
        tell(best, label)
    for subjects, kind in zip(riskiest(plan), ("broker", "leg"), strict=True):
        without = {way.without: way for way in ways}
        any(tell(without.get(f"{kind}:{subject}"), "without") for subject in subjects)
    for way in sorted(ways, key=lambda way: way.figures[0]):
        tell(way, _between(safest, way))
    return told


def _best(safest: Alternative, ways: list[Alternative], position: int) -> Alternative | None:
    """The way that is best in one figure, if it is better in it than the safest; of equals the safer."""
    best = min(ways, key=lambda way: (way.figures[position], way.figures[0]), default=None)
    return best if best is not None and best.figures[position] < safest.figures[position] - 1e-9 else None


def _between(safest: Alternative, way: Alternative) -> str:
    """What a way is called that is the best at nothing: by the figure in which it gains most, as a share."""
    pairs = list(zip(safest.figures, way.figures, strict=True))
    gains = {
        position: (pairs[position][0] - pairs[position][1]) / max(pairs[position][0], 1e-9) for position in BETWEEN
    }
    return BETWEEN[max(gains, key=lambda position: gains[position])]
