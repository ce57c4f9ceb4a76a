"""Whether a broker keeps faith: the record, and the temptation under which it was earned and stands now."""

from __future__ import annotations

from waystation.evidence.intervals import NEVER, Belief, belief, raised, times_odds
from waystation.world.chances import Counts, Interval
from waystation.world.mission import EvidenceRules
from waystation.world.people import Broker, Reward

__all__ = ["LEAST_FACTOR", "MOST_FACTOR", "betrayal", "faith", "temptation", "temptation_odds"]

LEAST_FACTOR, MOST_FACTOR = 1.0 / 8.0, 8.0
"""Temptation moves the odds of betrayal at most so far either way."""


def temptation(broker: Broker, fee: float, size: int, reward: float) -> float:
    """What the adversary offers, divided by what the broker stands to lose (`model.md`, Brokers).

    Args:
        broker: Who is tempted.
        fee: Fee of the leg, per traveller, as it was agreed.
        size: How many travel.
        reward: What the adversary pays for this party, > 0.

    Returns:
        τ = reward ÷ max(owed, reward/1000), in (0, 1000].
    """
    terms = broker.terms
    owed = terms.owed * size if terms.owed is not None else terms.held * fee * size
    return reward / max(owed, reward / 1000.0)


def betrayal(broker: Broker | None, fee: float, size: int, reward: Reward | None, rules: EvidenceRules) -> Belief:
    """The chance that a broker sells the party in a new engagement, before any condition acts on it.

    Args:
        broker: Who runs the leg, or None.
        fee: Fee of the leg, per traveller, as it was agreed.
        size: How many travel.
        reward: What the adversary pays, or None.
        rules: Prior record and elasticity.

    Returns:
        The belief: what the pack states, or the record moved by temptation; never without a broker.
    """
    if broker is None:
        return NEVER
    return times_odds(belief(faith(broker, rules)), temptation_odds(broker, fee, size, reward, rules))


def faith(broker: Broker, rules: EvidenceRules) -> Interval | Counts:
    """What is known of a broker's betrayals before temptation: what the pack states, or the counts of the record.

    Args:
        broker: Whose.
        rules: The prior record.
    """
    if broker.betrays is not None:
        return broker.betrays
    record, prior = broker.record, rules.prior
    kept = (record.kept if record else 0.0) + prior.kept
    broken = (record.broken if record else 0.0) + prior.broken
    return Counts.model_construct({"events", "trials"}, events=broken, trials=kept + broken)


def temptation_odds(broker: Broker, fee: float, size: int, reward: Reward | None, rules: EvidenceRules) -> float:
    """By how much temptation multiplies a broker's odds of betrayal; 1 where it does not act.

    Args:
        broker: Who is tempted.
        fee: Fee of the leg, per traveller, as it was agreed.
        size: How many travel.
        reward: What the adversary pays, or None.
        rules: The elasticity.
    """
    paid = reward.for_party(size) if reward is not None else 0.0
    if broker.betrays is not None or fee <= 0.0 or paid <= 0.0:
        return 1.0
    earned_under = broker.record.temptation if broker.record else 1.0
    factor = raised(temptation(broker, fee, size, paid) / earned_under, rules.elasticity)
    return min(MOST_FACTOR, max(LEAST_FACTOR, factor))
