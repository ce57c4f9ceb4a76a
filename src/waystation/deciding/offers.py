"""Offers: what could be agreed with brokers instead, and what the plan made anew under it is worth.

An offer asks somebody to wait for a larger share of the fee, or raises the fee, or both; never more than people said
they would wait for, and never less than was agreed. Which offers are worth telling is `terms`' business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from waystation.evidence.trust import temptation_odds
from waystation.planning.compiling import Departures, chart
from waystation.planning.course import course_from, likeliest_joint
from waystation.planning.outcomes import Safe, outcome_of
from waystation.solver.solve import solve
from waystation.solver.spreading import HERE, Watch, Workers, spread
from waystation.world.calendars import Calendars
from waystation.world.fees import FeeRange
from waystation.world.pack import Pack
from waystation.world.people import Broker

__all__ = ["RAISES", "Ask", "Lever", "Offer", "agreed_asks", "levers", "plan_offers", "with_asks"]

RAISES = (0.0, 0.25, 0.5, 1.0)
"""By which shares of itself a fee is raised in an offer."""


@dataclass(frozen=True, order=True)
class Ask:
    """What is asked of one broker, and given.

    Args:
        broker: The broker's id.
        held: Share of the fee paid only on proof of life, 0 … 1.
        raised: By which share of itself every fee of this broker is raised, >= 0; what is owed for a whole engagement
            rises with it.
    """

    broker: str
    held: float
    raised: float = 0.0


@dataclass(frozen=True)
class Lever:
    """A broker whose terms decide how much there is to lose by selling the party.

    Args:
        broker: The broker's id.
        held: What is held now.
        held_max: The largest share this person will wait for, at least `held`.
        asks: What could be asked, as it is now first.
    """

    broker: str
    held: float
    held_max: float
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Offer:
    """Terms for every broker, and the plan made under them.

    Args:
        asks: What is otherwise than agreed, in pack order; empty for the terms as they are.
        more_held: By how much more than now people wait: the sum over brokers of the shares added.
        safe: The chance of arriving.
        cost: Expected money spent, prices at their upper end.
        promised: What everybody gets if all arrive as planned: the whole course, prices at their upper end.
        told: Ids of the brokers with a chance of being told.
        course: Ids of the legs of the course.
    """

    asks: tuple[Ask, ...]
    more_held: float
    safe: Safe
    cost: float
    promised: float
    told: tuple[str, ...]
    course: tuple[str, ...]

    def within(self, budget: float | None) -> bool:
        """Whether a budget bears it: what is expected, and what is promised, for a promise must be kept."""
        return budget is None or max(self.cost, self.promised) <= budget + 1e-9


def levers(pack: Pack) -> tuple[Lever, ...]:
    """The brokers whose terms matter: on some leg that the party can do a reward tempts them.

    Args:
        pack: The mission and its world.

    Returns:
        In pack order. A broker who is paid for the whole engagement (`owed`) is never asked to wait for more, for that
        would change nothing that they stand to lose.
    """
    found = []
    for broker in pack.brokers:
        fees = [leg.fee.low for leg in pack.legs if leg.broker == broker.id and pack.can_do(leg)]
        if not any(_tempted(pack, broker, fee) for fee in fees):
            continue
        most = max(broker.terms.held, broker.terms.held_max)
        shares = [broker.terms.held]
        if broker.terms.owed is None and most > broker.terms.held:
            shares.append(most)
        asks = tuple(Ask(broker.id, share, raised) for share in shares for raised in RAISES)
        found.append(Lever(broker.id, broker.terms.held, most, asks))
    return tuple(found)


def _tempted(pack: Pack, broker: Broker, fee: float) -> bool:
    """Whether better terms could lower the odds of betrayal on a leg."""
    terms = broker.terms.model_copy(update={"held": 1.0, "owed": 1e12 if broker.terms.owed is not None else None})
    better = broker.model_copy(update={"terms": terms})
    size, reward, rules = pack.party_size, pack.reward, pack.evidence
    now = temptation_odds(broker, fee, size, reward, rules)
    return temptation_odds(better, fee * (1.0 + max(RAISES)), size, reward, rules) < now


def agreed_asks(pack: Pack, asks: Iterable[Ask]) -> tuple[Ask, ...]:
    """Those asks that differ from what is agreed already, in pack order."""
    by_broker = {ask.broker: ask for ask in asks}
    named = (by_broker.get(broker.id, Ask(broker.id, broker.terms.held)) for broker in pack.brokers)
    return tuple(ask for ask in named if ask.raised or ask.held != pack.broker[ask.broker].terms.held)


def with_asks(pack: Pack, asks: Iterable[Ask]) -> Pack:
    """The pack as it would be if all that is asked were agreed.

    Args:
        pack: The mission and its world.
        asks: At most one for each broker.
    """
    by_broker = {ask.broker: ask for ask in asks}

    def agreed(broker: Broker) -> Broker:
        ask = by_broker.get(broker.id)
        if ask is None:
            return broker
        owed = broker.terms.owed
        update = {"held": ask.held, "owed": None if owed is None else owed * (1.0 + ask.raised)}
        return broker.model_copy(update={"terms": broker.terms.model_copy(update=update)})

    def priced(fee: FeeRange, raised: float) -> FeeRange:
        return FeeRange(low=fee.low * (1.0 + raised), high=fee.high * (1.0 + raised)) if raised else fee

    legs = tuple(
        leg.model_copy(update={"fee": priced(leg.fee, by_broker[leg.broker].raised)})
        if leg.broker in by_broker
        else leg
        for leg in pack.legs
    )
    return replace(pack, brokers=tuple(map(agreed, pack.brokers)), legs=legs)


def plan_offers(
    pack: Pack,
    offered: Iterable[tuple[Ask, ...]],
    departures: Departures | None = None,
    calendars: Calendars | None = None,
    *,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> list[Offer]:
    """Plan a mission anew under each of several terms; every figure is the exact one of its own plan.

    Args:
        pack: The mission and its world.
        offered: For each the asks.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, where that has been worked out before.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """
    return spread(partial(_planned, pack, departures, calendars), list(offered), workers, watch)


def _planned(pack: Pack, departures: Departures | None, calendars: Calendars | None, asks: tuple[Ask, ...]) -> Offer:
    asks = agreed_asks(pack, asks)
    charted = chart(with_asks(pack, asks), departures, None, calendars)
    start = charted.start
    policy = solve(charted.problem, start.step)
    outcome = outcome_of(charted, policy)
    course = course_from(charted, policy, start.step, start.node, likeliest_joint(charted))
    more = sum(max(0.0, ask.held - pack.broker[ask.broker].terms.held) for ask in asks)
    legs = tuple(hop.leg.id for hop in course)
    promised = sum(hop.paid_now + hop.paid_then for hop in course)
    return Offer(asks, more, outcome.safe, outcome.cost, promised, outcome.told, legs)
