"""Which base beliefs the risks of a charted pack rest on, and what they become when the beliefs are others.

The problem holds risks by row: an action under some levels of the conditions. Here every one of them is followed back
to the one base belief that it comes from, through odds (temptation, crowding, conditions) and the length of a step.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from waystation.evidence.bases import LEG_RISKS, Base, leg_bases, waiting_bases
from waystation.evidence.hazards import Hazards, leg_hazards, waiting_hazards
from waystation.evidence.intervals import Belief, belief
from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT, Option
from waystation.world.conditions import Condition

__all__ = ["CONSTANT", "Bases", "bases_of"]

Floats = NDArray[np.float64]
CONSTANT = -1


@dataclass(frozen=True)
class Bases:
    """The base beliefs of a charted pack, and how each risk of each row comes from one.

    Args:
        bases: Every base belief that some action rests on and that is neither impossible nor certain, in the order in
            which they are met.
        of: (rows, 5) int32; the base of each risk, or `CONSTANT` where the risk is what it is.
        odds: (rows, 5) float64; what multiplies the base's odds in all.
        own: (rows, 5) float64; that part of `odds` that conditions do not put there.
        share: (rows,) float64; the part of 24 hours that a step of waiting takes, 1 for legs.
        risks: (rows, 5, 3) float64; the risks as they are, low, middle and high.
    """

    bases: tuple[Base, ...]
    of: NDArray[np.int32]
    odds: Floats
    own: Floats
    share: Floats
    risks: Floats

    def beliefs(self) -> Floats:
        """Low, middle and high of each base: (bases, 3)."""
        return np.array([belief(base.chance) for base in self.bases], dtype=np.float64).reshape(-1, 3)

    def risks_under(self, values: Floats, rows: NDArray[np.int64] | None = None) -> Floats:
        """What the risks are if the bases have these values.

        Args:
            values: (bases, k) float64.
            rows: (used,) int64; only these rows, default all.

        Returns:
            (rows, 5, k) float64. Where a risk is constant it is its middle.
        """
        at = slice(None) if rows is None else rows
        of, k = self.of[at], values.shape[1]
        result = np.repeat(self.risks[at][:, :, 1:2], k, axis=2)
        row, risk = np.nonzero(of != CONSTANT)
        moved = by_odds(values[of[row, risk]], self.odds[at][row, risk][:, None])
        share = self.share[at][row]
        waits = share != 1.0
        moved[waits] = 1.0 - (1.0 - moved[waits]) ** share[waits][:, None]
        result[row, risk] = moved
        return result

    def rates(self, values: Floats) -> Floats:
        """By how much each risk changes with its base, at these values of the bases.

        Args:
            values: (bases, 3) float64: low, middle and high.

        Returns:
            (rows, 5, 3) float64, 0 where a risk is constant; infinite for being found where that is certain within 24
            hours.
        """
        result = np.zeros(self.risks.shape)
        row, risk = np.nonzero(self.of != CONSTANT)
        p, m = values[self.of[row, risk]], self.odds[row, risk][:, None]
        share = self.share[row][:, None]
        rate = _rate(p, m)
        with np.errstate(divide="ignore"):
            left = (1.0 - by_odds(p, m)) ** (share - 1.0)
        result[row, risk] = rate * np.where((share != 1.0) & (rate > 0.0), share * left, 1.0)
        return result

    def on_the_leg(self, values: Floats, row: int, risk: int) -> Belief:
        """What a risk of a leg is before conditions act.

        Args:
            values: (bases, 3) float64: low, middle and high.
            row: A row of risks.
            risk: The position of a risk that is not constant there.
        """
        return Belief(*by_odds(values[self.of[row, risk]], self.own[row, risk]).tolist())

    def rates_on_the_leg(self, values: Floats) -> Floats:
        """By how much each risk of a leg changes with what it is on that leg before conditions act.

        Args:
            values: (bases, 3) float64: low, middle and high.

        Returns:
            (rows, 5, 3) float64, 0 where a risk is constant.
        """
        result = np.zeros(self.risks.shape)
        row, risk = np.nonzero(self.of != CONSTANT)
        own = self.own[row, risk][:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            m = self.odds[row, risk][:, None] / own
        result[row, risk] = _rate(by_odds(values[self.of[row, risk]], own), m)
        return result


def _rate(p: Floats, m: Floats) -> Floats:
    """The derivative of `by_odds` by p; 0 where the multiplier leaves nothing to change."""
    acting = np.isfinite(m) & (m > 0.0)
    m = np.where(acting, m, 1.0)
    return np.asarray(np.where(acting, m / (1.0 - p + m * p) ** 2, 0.0))


def by_odds(p: Floats, m: Floats | float) -> Floats:
    """Chances with their odds multiplied: 0 stays 0 and 1 stays 1.

    Args:
        p: float64, 0 … 1.
        m: float64 >= 0, perhaps infinite; of a shape that goes with p's.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        moved = np.where(np.isinf(m), 1.0, m * p / (1.0 - p + m * p))
    return np.asarray(np.where((p == 0.0) | (p == 1.0) | (m == 1.0), p, np.minimum(1.0, moved)))


def bases_of(charted: Charted) -> Bases:
    """Follow every risk of a charted pack back to its base belief.

    Args:
        charted: The pack as a problem.
    """
    problem = charted.problem
    shape = problem.risks.shape[:2]
    of = np.full(shape, CONSTANT, np.int32)
    odds, own, share = np.ones(shape), np.ones(shape), np.ones(shape[0])
    numbers: dict[str, int] = {}
    bases: list[Base] = []
    nodes = zip(charted.space.nodes, charted.space.options, strict=True)
    options = [(node.place, option) for node, listed in nodes for option in listed]
    _, actions = np.unique(problem.first_row, return_index=True)
    for action in actions.tolist():
        place, option = options[action]
        hazards, found = _hazards(charted, place, option)
        first = int(problem.first_row[action])
        for position, (risk, base) in enumerate(found):
            if base is None or not any(0.0 < p < 1.0 for p in belief(base.chance)):
                continue
            if base.what not in numbers:
                numbers[base.what] = len(bases)
                bases.append(base)
            for row, (levels, closed) in enumerate(_levels(charted, hazards), first):
                if not closed:
                    of[row, position] = numbers[base.what]
                    own[row, position] = base.odds
                    # what is certain already stays so, whatever the conditions multiply
                    odds[row, position] = base.odds * (1.0 if base.odds == np.inf else hazards.odds(levels)[risk])
        if option.move == WAIT:
            rows = len(list(_levels(charted, hazards)))
            share[first : first + rows] = charted.pack.clock.step_minutes / 1440.0
    return Bases(tuple(bases), of, odds, own, share, problem.risks)


def _hazards(charted: Charted, place: str, option: Option) -> tuple[Hazards, list[tuple[str, Base | None]]]:
    """The hazards of an option, and the base of each of its risks in the order of a row."""
    pack = charted.pack
    if option.move == WAIT:
        return waiting_hazards(pack, pack.place[place]), list(waiting_bases(pack.place[place]).items())
    move = pack.moves[option.move]
    bases = leg_bases(pack, move, option.new)
    return leg_hazards(pack, move, option.new), [(risk, bases.get(risk)) for risk in LEG_RISKS]


def _levels(charted: Charted, hazards: Hazards) -> Iterable[tuple[tuple[tuple[str, str], ...], bool]]:
    """For each row of an action the levels that it stands for, and whether a hidden one closes the leg."""
    acting = set(hazards.conditions)
    seen = _products(charted.levels.visible, acting)
    for unseen in _products(charted.levels.hidden, acting):
        closed = hazards.closed(unseen)
        for levels in seen:
            yield (*levels, *unseen), closed


def _products(conditions: tuple[Condition, ...], acting: set[str]) -> list[tuple[tuple[str, str], ...]]:
    chosen = [[(c.id, level) for level in c.levels] for c in conditions if c.id in acting]
    return list(itertools.product(*chosen))
