"""Why a plan is worth what it is: how sure we are of it, where the danger lies, what it hangs on.

`explain` charts and solves a pack once; all else is one pass back and one forward over the states that the policy can
reach, and one pass for a block of draws. The policy is held fixed throughout: what would be done differently if a
number were another is for those who ask "what if".
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass

from waystation.evidence.bases import Base
from waystation.evidence.intervals import Belief, from_counts
from waystation.planning.bases import Bases, bases_of
from waystation.planning.compiling import Charted, Departures, Moment, chart
from waystation.planning.likely import DRAWS, SEED, Likely, likely_of
from waystation.planning.losses import WAITING, Loss, Parts, by_broker, by_level, losses, parted
from waystation.planning.outcomes import Safe, standing
from waystation.planning.sensitivity import Weight, weights_of
from waystation.solver.sensitivity import slopes, worth
from waystation.solver.solve import side_by_side, solve
from waystation.solver.spreading import Watch
from waystation.solver.trail import Trail, follow
from waystation.world.calendars import Calendars
from waystation.world.chances import Counts
from waystation.world.pack import Pack

__all__ = ["Decider", "Explanation", "Worth", "explain"]

DECIDERS = 3
LEAST_REACH = 1e-9


@dataclass(frozen=True)
class Worth:
    """What a policy is worth: at worst, and nominally."""

    low: float
    mid: float


@dataclass(frozen=True)
class Decider:
    """One of the few beliefs that most decide what a plan is worth, the policy held fixed.

    Args:
        base: What is known of it.
        weight: How much hangs on it.
        best: What the plan is worth if it stands at the better end of what is believed.
        worse: What it is worth if it happened once more, in one trial more; None where nothing was counted.
    """

    base: Base
    weight: Weight
    best: Worth
    worse: Worth | None


@dataclass(frozen=True)
class Explanation:
    """Why a plan is worth what it is.

    Args:
        charted: The pack as a decision problem.
        safe: The chance of arriving.
        lost: The chance of being lost, nominally.
        underway: The chance of being under way at the horizon, nominally.
        likely: What it may be worth, every belief drawn by itself.
        by_leg: What is lost on each leg (`leg:ID`, `waiting`); like the others a complete partition of `lost`.
        by_broker: … with each broker (`broker:ID`, `nobody`).
        by_risk: … to each risk (`betrayed`, `caught`, `harm`, `found`).
        by_place: … at each place (`place:ID`), a leg's at its origin.
        by_condition: … under each joint observed level at the departure of the attempt or the step of waiting.
        weights: How much hangs on each belief, the heaviest at worst first.
        deciders: The beliefs that most decide the answer, at most three, the most decisive first.
        seconds: How long each stage took.
    """

    charted: Charted
    safe: Safe
    lost: float
    underway: float
    likely: Likely
    by_leg: Parts
    by_broker: Parts
    by_risk: Parts
    by_place: Parts
    by_condition: Parts
    weights: tuple[Weight, ...]
    deciders: tuple[Decider, ...]
    seconds: dict[str, float]

    @property
    def pack(self) -> Pack:
        """The mission and its world."""
        return self.charted.pack

    @property
    def parts(self) -> dict[str, Parts]:
        """The partitions by the names that they have for machines."""
        return {
            "by_leg": self.by_leg,
            "by_broker": self.by_broker,
            "by_risk": self.by_risk,
            "by_place": self.by_place,
            "by_condition": self.by_condition,
        }


def explain(
    pack: Pack,
    departures: Departures | None = None,
    moment: Moment | None = None,
    calendars: Calendars | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    watch: Watch | None = None,
) -> Explanation:
    """Plan a mission and say why the plan is worth what it is.

    Args:
        pack: The mission and its world, gauges already estimated.
        departures: Instants of the legs that have a timetable.
        moment: From where and when; default the mission's own start.
        calendars: When legs may leave, on the pack's longer clock, where that has been worked out before.
        draws: How often to draw the beliefs, >= 1.
        seed: The same seed gives the same draws.
        watch: Told of each block of draws that is done.
    """
    clock = [time.perf_counter()]
    charted = chart(pack, departures, moment, calendars)
    clock.append(time.perf_counter())
    policy = solve(charted.problem, charted.start.step)
    clock.append(time.perf_counter())
    trail, bases = follow(policy, charted.start), bases_of(charted)
    slope = slopes(trail)
    weights = weights_of(charted, bases, slope)
    deciders = _deciders(trail, bases, weights)
    safe, lost, underway = standing(charted, policy)
    found = list(losses(charted, slope.met))
    by_condition = by_level(charted, slope.lost)
    clock.append(time.perf_counter())
    likely = likely_of(trail, bases, slope.met, draws, seed, watch=watch)
    clock.append(time.perf_counter())
    spent = (later - earlier for earlier, later in itertools.pairwise(clock))
    return Explanation(
        charted=charted,
        safe=safe,
        lost=lost,
        underway=underway,
        likely=likely,
        by_leg=parted(found, _leg),
        by_broker=parted(found, by_broker),
        by_risk=parted(found, _risk),
        by_place=parted(found, _place),
        by_condition=by_condition,
        weights=weights,
        deciders=deciders,
        seconds=dict(zip(("compile", "solve", "explain", "likely"), spent, strict=True)),
    )


def _leg(loss: Loss) -> str:
    return f"leg:{loss.move.id}" if loss.move is not None else WAITING


def _risk(loss: Loss) -> str:
    return loss.risk


def _place(loss: Loss) -> str:
    return f"place:{loss.place}"


def _deciders(trail: Trail, bases: Bases, weights: Sequence[Weight]) -> tuple[Decider, ...]:
    """The beliefs that reach furthest, each tried at the better end of its interval and with one event more."""
    numbers = {base.what: number for number, base in enumerate(bases.bases)}
    reaching = [weight for weight in weights if weight.what in numbers and max(weight.reaches) > LEAST_REACH]
    heaviest = sorted(reaching, key=lambda w: (-w.reaches[0], -w.reaches[1], w.what))[:DECIDERS]
    asked = [_other_beliefs(bases.bases[numbers[weight.what]], weight.belief) for weight in heaviest]
    tries = [(numbers[w.what], belief) for w, beliefs in zip(heaviest, asked, strict=True) for belief in beliefs]
    tried = iter(side_by_side(lambda one: _tried(trail, bases, *one), tries))
    found = []
    for weight, beliefs in zip(heaviest, asked, strict=True):
        base, worths = bases.bases[numbers[weight.what]], [next(tried) for _ in beliefs]
        worse = worths.pop() if isinstance(base.chance, Counts) else None
        found.append(Decider(base, weight, max(worths, key=lambda w: (w.low, w.mid)), worse))
    return tuple(sorted(found, key=lambda d: (-d.best.low, -d.best.mid, d.base.what)))


def _other_beliefs(base: Base, belief: Belief) -> list[Belief]:
    """Where else a belief may stand: at the better end, or at either if both may be; and for counts one event more."""
    ends = (belief.low, belief.high) if base.what.endswith(("/back", "/late")) else (belief.low,)
    exact, chance = [Belief(p, p, p) for p in ends], base.chance
    return [*exact, from_counts(chance.events + 1.0, chance.trials + 1.0)] if isinstance(chance, Counts) else exact


def _tried(trail: Trail, bases: Bases, number: int, belief: Belief) -> Worth:
    """What the policy is worth if one base belief were another."""
    values = bases.beliefs()
    values[number] = belief
    return Worth(*worth(trail, bases.risks_under(values)))
