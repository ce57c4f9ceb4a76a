"""The risks of one attempt of a leg, and of one step of waiting, under given levels of the conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waystation.evidence.bases import LEG_RISKS, WAITING_RISKS, leg_chances, waiting_bases
from waystation.evidence.intervals import NEVER, Belief, belief, per_step, times_odds
from waystation.world.effects import Effect, split_level
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = ["FATAL_RISKS", "LEG_RISKS", "WAITING_RISKS", "Hazards", "leg_hazards", "waiting_hazards"]

FATAL_RISKS = ("betrayed", "caught", "harm")


@dataclass(frozen=True)
class Hazards:
    """The risks of something before any condition acts on them, and what each level does.

    Args:
        base: The belief of each risk, in the order in which the risks are met.
        effects: What each (condition, level) does: `closed`, or an odds multiplier by risk.
        step_minutes: For waiting: the length of a step, by which a chance per day becomes one per step.
    """

    base: Mapping[str, Belief]
    effects: Mapping[tuple[str, str], Effect]
    step_minutes: int | None = None

    @property
    def conditions(self) -> list[str]:
        """The conditions that act here, each once, in the order in which they are named."""
        return list(dict.fromkeys(condition for condition, _ in self.effects))

    def closed(self, levels: Iterable[tuple[str, str]]) -> bool:
        """Whether one of these (condition, level) pairs closes the leg."""
        return any(self.effects.get(level) == "closed" for level in levels)

    def under(self, levels: Iterable[tuple[str, str]]) -> dict[str, Belief]:
        """The risks under these levels: multipliers act on the odds, several simply multiply.

        Args:
            levels: One (condition, level) pair for each condition that acts here; `closed` is passed over.

        Returns:
            The belief of each risk, in the order of `base`.
        """
        multipliers = self.odds(levels)
        moved = {risk: times_odds(of, multipliers[risk]) for risk, of in self.base.items()}
        if self.step_minutes is None:
            return moved
        return {risk: per_step(of, self.step_minutes) for risk, of in moved.items()}

    def odds(self, levels: Iterable[tuple[str, str]]) -> dict[str, float]:
        """By how much these levels multiply the odds of each risk.

        Args:
            levels: As in `under`.
        """
        multipliers = dict.fromkeys(self.base, 1.0)
        for level in levels:
            effect = self.effects.get(level)
            if isinstance(effect, dict):
                for risk, multiplier in effect.items():
                    multipliers[risk] *= multiplier
        return multipliers


def leg_hazards(pack: Pack, leg: Leg, new_engagement: bool) -> Hazards:
    """The risks of one attempt of a leg by the pack's party.

    Args:
        pack: The mission and its world.
        leg: The movement.
        new_engagement: Whether its broker has not just brought the party here.

    Returns:
        Betrayed, caught (with crowding), harm, back and late.
    """
    base = {"betrayed": NEVER}
    for risk, (chance, odds) in leg_chances(pack, leg, new_engagement).items():
        base[risk] = times_odds(belief(chance), odds)
    return Hazards(base, _effects(leg.when, base))


def _effects(when: Mapping[str, Effect], base: Mapping[str, Belief]) -> dict[tuple[str, str], Effect]:
    """The effects that can change something: odds of what never happens, or always does, stay as they are."""
    found: dict[tuple[str, str], Effect] = {}
    if not when:
        return found
    moving = {risk for risk, (low, mid, high) in base.items() if 0.0 < low < 1.0 or 0.0 < mid < 1.0 or 0.0 < high < 1.0}
    for key, effect in when.items():
        acting = effect
        if not isinstance(effect, str):
            acting = {risk: m for risk, m in effect.items() if m != 1.0 and risk in moving}
        if acting:
            found[split_level(key)] = acting
    return found


def waiting_hazards(pack: Pack, place: Place) -> Hazards:
    """The risk of being found in one step of waiting at a place."""
    base = {risk: belief(of.chance) for risk, of in waiting_bases(place).items()}
    return Hazards(base, _effects(place.when, base), pack.clock.step_minutes)
