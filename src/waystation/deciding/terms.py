"""Terms: which offers to brokers are worth telling, as a frontier between safety, money and what people wait for.

Every offer is a promise that can be kept: within the share that each broker will wait for, and within the budget when
all arrive. Nothing here ever proposes to pay less, or later, than was promised. Where there are few levers every
combination of their asks is planned; else they are tried one by one, and then together in the order of what they gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from waystation.deciding.offers import Ask, Lever, Offer, levers, plan_offers
from waystation.planning.compiling import Departures
from waystation.solver.spreading import HERE, Watch, Workers
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["ALL", "SAME_CHANCE", "Frontier", "beats", "find_frontier", "safest_of", "undominated", "worth_telling"]

ALL = 64
"""Up to so many combinations every one is planned."""

SAME_CHANCE = 0.002
"""Chances at worst that people would call the same, as among other ways."""

SAME_SHARE = 0.01
"""Costs that are called the same differ by at most this share."""

MOST_TOLD = 8
"""More than these nobody compares on the telephone."""

TIE = 1e-9

_Plan = Callable[[Iterable[tuple[Ask, ...]]], list[Offer]]


@dataclass(frozen=True)
class Frontier:
    """The offers worth telling.

    Args:
        now: The terms as they are agreed.
        offers: Those that no other beats within the budget, the safest at worst first; the terms as they are among them
            if nothing beats these and the budget bears them.
        safest: The safest of them, as simply as it can be had; `now` where nothing is safer by more than people would
            call the same.
        tried: How many offers were planned.
        complete: Whether these were all combinations of the asks that could be made.
        levers: The brokers whose terms matter.
    """

    now: Offer
    offers: tuple[Offer, ...]
    safest: Offer
    tried: int
    complete: bool
    levers: tuple[Lever, ...]


def find_frontier(
    pack: Pack,
    departures: Departures | None = None,
    calendars: Calendars | None = None,
    *,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> Frontier:
    """Find the terms worth telling.

    Args:
        pack: The mission and its world.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, where that has been worked out before.
        workers: Who makes the plans.
        watch: Told of each plan that is made.
    """

    def plan(offered: Iterable[tuple[Ask, ...]]) -> list[Offer]:
        return plan_offers(pack, offered, departures, calendars, workers=workers, watch=watch)

    found = levers(pack)
    count = 1
    for lever in found:
        count *= len(lever.asks)
    complete = count <= ALL
    offers = plan(product(*(lever.asks for lever in found))) if complete else _one_by_one(pack, found, plan)
    now = next(offer for offer in offers if not offer.asks)
    budget = pack.mission.budget
    borne = undominated([offer for offer in offers if offer.within(budget)])
    return Frontier(now, tuple(borne), safest_of(now, borne), len(offers), complete, found)


def _one_by_one(pack: Pack, found: Sequence[Lever], plan: _Plan) -> list[Offer]:
    """Each ask by itself, then those that gain anything together: first waiting alone, then the raises one by one."""
    now = plan([()])[0]
    strongest = {lever.asks[-1]: lever for lever in found}
    alone = dict(zip(strongest, plan((ask,) for ask in strongest), strict=True))
    # Better terms never make betrayal likelier: who gains nothing by the best gains nothing by less. Under a hard
    # budget a smaller raise may still be borne where a larger one is not.
    useful = [lever for ask, lever in strongest.items() if pack.mission.budget_hard or _gain(alone[ask], now) > TIE]
    others = [ask for lever in useful for ask in lever.asks[1:] if ask not in alone]
    alone |= dict(zip(others, plan((ask,) for ask in others), strict=True))
    fresh = dict.fromkeys(path for path in _paths(now, alone) if len(path) > 1)
    return [now, *alone.values(), *plan(fresh)]


def _paths(now: Offer, alone: dict[Ask, Offer]) -> list[tuple[Ask, ...]]:
    """Which asks to try together: more and more of those that gain, the best first."""
    gaining = {ask: _gain(offer, now) for ask, offer in alone.items() if _gain(offer, now) > TIE}
    waiting = sorted((ask for ask in gaining if not ask.raised), key=lambda ask: (-gaining[ask], ask))
    paths = [tuple(sorted(waiting[:count])) for count in range(2, len(waiting) + 1)]
    worth = {ask: gaining[ask] / max(alone[ask].cost - now.cost, 1.0) for ask in gaining if ask.raised}
    raising = sorted(worth, key=lambda ask: (-worth[ask], ask))
    for base in ((), waiting):
        chosen = {ask.broker: ask for ask in base}
        for ask in raising:
            before = chosen.get(ask.broker)
            # A raise goes with the share that is asked already; of one broker the raises come in rising order.
            if before is None or (ask.held == before.held and ask.raised > before.raised):
                chosen[ask.broker] = ask
                paths.append(tuple(sorted(chosen.values())))
    return paths


def _gain(offer: Offer, now: Offer) -> float:
    return offer.safe.low - now.safe.low


def beats(a: Offer, b: Offer) -> bool:
    """Whether `a` is at least as good as `b` in chance at worst, money and what people wait for, and better in one."""
    pairs = list(zip(_figures(a), _figures(b), strict=True))
    return all(x <= y + TIE for x, y in pairs) and any(x < y - TIE for x, y in pairs)


def _figures(offer: Offer) -> tuple[float, float, float]:
    """What is weighed, each better if smaller."""
    return (1.0 - offer.safe.low, offer.cost, offer.more_held)


def undominated(offers: Sequence[Offer]) -> list[Offer]:
    """The offers that no other beats, the safest at worst first; of equals the one that asks least.

    Args:
        offers: Any offers.
    """
    kept: list[Offer] = []
    for offer in sorted(offers, key=lambda o: (*_figures(o), len(o.asks), o.asks)):
        same = any(all(abs(x - y) <= TIE for x, y in zip(_figures(offer), _figures(o), strict=True)) for o in kept)
        if not same and not any(beats(other, offer) for other in offers):
            kept.append(offer)
    return kept


def safest_of(now: Offer, offers: Sequence[Offer]) -> Offer:
    """The safest offer; of those about as safe the one that asks the fewest, then costs least.

    Args:
        now: The terms as they are.
        offers: Offers that the budget bears.

    Returns:
        `now` where no offer is safer by more than people would call the same, or there is none.
    """
    most = max((offer.safe.low for offer in offers), default=0.0)
    if most <= now.safe.low + SAME_CHANCE:
        return now
    near = [offer for offer in offers if offer.safe.low >= most - SAME_CHANCE]
    return min(near, key=lambda offer: (len(offer.asks), offer.cost, offer.more_held, -offer.safe.low))


def worth_telling(frontier: Frontier) -> list[Offer]:
    """The offers to compare on the telephone: those that no simpler or cheaper one nearly matches, the safest first.

    Args:
        frontier: The frontier.

    Returns:
        At most `MOST_TOLD`; the terms as they are last, whatever they are worth.
    """
    now, kept = frontier.now, [frontier.safest]
    for offer in sorted(frontier.offers, key=lambda o: (len(o.asks), o.cost)):
        if offer.asks and not any(_nearly(other, offer) for other in [now, *kept]):
            kept.append(offer)
    kept = sorted((o for o in kept if o.asks), key=lambda o: (len(o.asks), -o.safe.low))
    first = [frontier.safest] if frontier.safest.asks else []
    others = [offer for offer in kept if offer is not frontier.safest][: MOST_TOLD - 1 - len(first)]
    return [*sorted([*first, *others], key=lambda offer: -offer.safe.low), now]


def _nearly(a: Offer, b: Offer) -> bool:
    """Whether `a` asks no more than `b`, costs about as little and is about as safe."""
    simpler = len(a.asks) <= len(b.asks) and a.more_held <= b.more_held + TIE
    return simpler and a.cost <= b.cost * (1.0 + SAME_SHARE) and a.safe.low >= b.safe.low - SAME_CHANCE
