"""A journey played out by chance, as it truly happens: what the conditions do, who leaves when, how each attempt ends.

For rehearsal and for tests: nominal chances, the exact chains of the conditions, hidden levels drawn anew for each
attempt, as `model.md` has it. Who does what is not decided here: at every decision the caller says which action is
taken. What the network would hear of it is decided in `hearsay`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Literal

from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT
from waystation.solver.policy import Policy
from waystation.solver.problem import MID
from waystation.world.places import Leg
from waystation.world.report import Outcome

__all__ = ["Chooser", "Ended", "Happening", "Left", "Moved", "Over", "Player", "following"]

Chooser = Callable[[int, int, int], int]
"""What is done at a step, a node and a joint level of the conditions: an index over all actions, −1 for nothing."""

FATAL: tuple[Outcome, ...] = ("betrayed", "caught", "harm")
"""The fatal risks of an attempt, in the model's order."""
RISKS: tuple[Outcome, ...] = (*FATAL, "back", "late")
"""All risks of an attempt, in the model's order."""


@dataclass(frozen=True)
class Moved:
    """Conditions that are at other levels than a step before, or at the start.

    Args:
        step: At which step.
        levels: (condition, level) of those that moved.
    """

    step: int
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Left:
    """The party set out.

    Args:
        step: At which step.
        leg: The movement, in its direction.
        joint: The joint level of the conditions.
    """

    step: int
    leg: Leg
    joint: int


@dataclass(frozen=True)
class Ended:
    """An attempt of a leg ended.

    Args:
        step: When; for one that is lost, when it would have arrived: nobody tells.
        leg: The movement.
        outcome: How.
    """

    step: int
    leg: Leg
    outcome: Outcome


@dataclass(frozen=True)
class Over:
    """The journey is over.

    Args:
        step: At which step.
        end: `safe`; `lost`; or `underway`, at the horizon or where nothing can be done any more.
        place: Id of the place where they are, or were when they were found.
    """

    step: int
    end: Literal["safe", "lost", "underway"]
    place: str


Happening = Moved | Left | Ended | Over


@dataclass(frozen=True)
class _Chain:
    """A condition: its levels, and for each the running sums of where it moves in a step."""

    name: str
    levels: tuple[str, ...]
    sums: tuple[tuple[float, ...], ...]


def following(policy: Policy) -> Chooser:
    """Whoever does what a policy says."""
    return policy.action


class Player:
    """Plays journeys of one mission out.

    Args:
        charted: The mission as a decision problem.
    """

    def __init__(self, charted: Charted) -> None:
        self.charted = charted
        self.chains = tuple(
            _Chain(
                condition.id,
                condition.levels,
                tuple(tuple(accumulate(row)) for row in charted.levels.chains[condition.id]),
            )
            for condition in charted.levels.visible
        )

    @cached_property
    def _risks(self) -> list[list[float]]:
        """For each row, the nominal chance of each risk, in order."""
        found: list[list[float]] = self.charted.problem.risks[:, :, MID].tolist()
        return found

    @cached_property
    def _start(self) -> tuple[float, ...]:
        return tuple(accumulate(self.charted.start.joint.tolist()))

    def play(self, choose: Chooser, chance: Random) -> Iterator[Happening]:
        """One journey.

        Args:
            choose: What is done in every state; asked at each decision, in order.
            chance: Where chance comes from.

        Yields:
            What happens, in the order of its steps; at last that it is over.
        """
        charted, problem = self.charted, self.charted.problem
        step, node = charted.start.step, charted.start.node
        joint = _drawn(self._start, chance)
        at = list(self._levels_of(joint))
        if self.chains:
            yield Moved(step, tuple((c.name, c.levels[level]) for c, level in zip(self.chains, at, strict=True)))
        while step < problem.steps and not problem.ends[node]:
            action = choose(step, node, joint)
            if action < 0:
                yield from self._carry(at, step, problem.steps, chance)
                yield Over(problem.steps, "underway", charted.space.nodes[node].place)
                return
            option = charted.options[action]
            leg = None if option.move == WAIT else charted.pack.moves[option.move]
            if leg is not None:
                yield Left(step, leg, joint)
            outcome = self._attempt(action, step, joint, chance)
            late = outcome == "late" and leg is not None
            then = step + int((problem.late_duration if late else problem.duration)[action])
            yield from self._carry(at, step, min(then, problem.steps), chance)
            lost = outcome in FATAL
            if leg is not None and (lost or then <= problem.steps):
                yield Ended(min(then, problem.steps), leg, outcome)
            if lost:
                yield Over(min(then, problem.steps), "lost", charted.space.nodes[node].place)
                return
            node = option.back if outcome == "back" else option.arrived
            if then > problem.steps:
                break
            step, joint = then, self._joint_of(at)
        if problem.ends[node] and step <= problem.steps:
            yield Over(step, "safe", charted.space.nodes[node].place)
        else:
            yield Over(problem.steps, "underway", charted.space.nodes[node].place)

    def _attempt(self, action: int, step: int, joint: int, chance: Random) -> Outcome:
        """How one attempt, or one step of waiting, ends."""
        problem = self.charted.problem
        view = problem.views[problem.view[action]]
        weights = problem.hiddens[problem.hidden[action]].weight[step]
        hidden = _drawn(tuple(accumulate(weights.tolist())), chance) if len(weights) > 1 else 0
        row = int(problem.first_row[action]) + hidden * view.size + int(view.local[joint])
        risks = self._risks[row]
        for name, risk in zip(RISKS, risks, strict=True):
            if risk > 0.0 and chance.random() < risk:
                return name
        return "arrived"

    def _carry(self, at: list[int], step: int, then: int, chance: Random) -> Iterator[Moved]:
        """Let the conditions move from a step to another; says when one is at another level."""
        for now in range(step + 1, then + 1):
            moved = []
            for number, chain in enumerate(self.chains):
                level = _drawn(chain.sums[at[number]], chance)
                if level != at[number]:
                    at[number] = level
                    moved.append((chain.name, chain.levels[level]))
            if moved:
                yield Moved(now, tuple(moved))

    def _levels_of(self, joint: int) -> Iterator[int]:
        named = self.charted.levels.joint[joint]
        return (chain.levels.index(level) for chain, level in zip(self.chains, named, strict=True))

    def _joint_of(self, at: list[int]) -> int:
        joint = 0
        for chain, level in zip(self.chains, at, strict=True):
            joint = joint * len(chain.levels) + level
        return joint


def _drawn(sums: tuple[float, ...], chance: Random) -> int:
    """Which of some possibilities, by the running sums of their chances."""
    return min(bisect_right(sums, chance.random() * sums[-1]), len(sums) - 1)
