"""The base beliefs behind the risks of a leg or a place: what stands in the pack, before anything acts on it.

Many risks may rest on one base: a leg and its return share theirs, and all legs of a broker rest on one record. What
stands between a base and a risk are odds (temptation, crowding, conditions) and, for waiting, the length of a step.
"""

from __future__ import annotations

from typing import NamedTuple

from waystation.evidence.intervals import raised
from waystation.evidence.trust import faith, temptation_odds
from waystation.world.chances import Counts, Interval
from waystation.world.pack import Pack
from waystation.world.places import Leg, Place

__all__ = ["LEG_RISKS", "WAITING_RISKS", "Base", "leg_bases", "leg_chances", "waiting_bases"]

LEG_RISKS = ("betrayed", "caught", "harm", "back", "late")
WAITING_RISKS = ("found",)


class Base(NamedTuple):
    """One base belief, and what acts on it whatever the conditions.

    Args:
        what: `leg:ID/RISK`, `broker:ID/betrayed` (before temptation) or `place:ID/found` (per 24 hours).
        chance: What is known of it.
        odds: Odds multiplier that the leg and the party put on it; may be infinite.
    """

    what: str
    chance: Interval | Counts
    odds: float = 1.0


def leg_bases(pack: Pack, leg: Leg, new_engagement: bool) -> dict[str, Base]:
    """The base of each risk of one attempt of a leg by the pack's party.

    Args:
        pack: The mission and its world.
        leg: The movement.
        new_engagement: Whether its broker has not just brought the party here.

    Returns:
        By risk, in the order in which they are met; without `betrayed` where nobody can betray.
    """
    return {
        risk: Base(f"{f'broker:{leg.broker}' if risk == 'betrayed' else f'leg:{leg.id}'}/{risk}", chance, odds)
        for risk, (chance, odds) in leg_chances(pack, leg, new_engagement).items()
    }


def leg_chances(pack: Pack, leg: Leg, new_engagement: bool) -> dict[str, tuple[Interval | Counts, float]]:
    """The same without names: what is known of each risk, and the odds that the leg and the party put on it."""
    found: dict[str, tuple[Interval | Counts, float]] = {}
    if leg.broker and new_engagement:
        broker, rules = pack.broker[leg.broker], pack.evidence
        odds = temptation_odds(broker, leg.fee.low, pack.party_size, pack.reward, rules)
        found["betrayed"] = faith(broker, rules), odds
    risk = leg.risk
    found["caught"] = risk.caught, raised(pack.party.crowding, pack.party_size - 1)
    found["harm"], found["back"], found["late"] = (risk.harm, 1.0), (risk.back, 1.0), (risk.late, 1.0)
    return found


def waiting_bases(place: Place) -> dict[str, Base]:
    """The base of the risk of being found while waiting at a place."""
    return {risk: Base(f"place:{place.id}/{risk}", getattr(place, risk)) for risk in WAITING_RISKS}
