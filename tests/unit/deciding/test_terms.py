"""Terms for brokers: offers that can be kept, planned anew, none beaten by another."""

from __future__ import annotations

from itertools import product

import pytest

from tests.builders import leg, place, small_pack
from waystation.deciding import terms
from waystation.deciding.offers import RAISES, Ask, Offer, agreed_asks, levers, plan_offers, with_asks
from waystation.deciding.prices import find_bribes, raised_prices, rewards
from waystation.deciding.terms import beats, find_frontier, safest_of, undominated, worth_telling
from waystation.planning.outcomes import Safe
from waystation.planning.plan import make_plan
from waystation.world.pack import Pack

RECORD = {"kept": 6, "broken": 1}
REWARD = {"group": 2000, "group_from": 1}


def guide(name: str, **terms_: float) -> dict[str, object]:
    return {"id": name, "role": "guide", "record": RECORD, "terms": terms_}


def two_guides(budget: float | None = None, **tables: object) -> Pack:
    mission = {} if budget is None else {"budget": budget}
    return small_pack(
        place("m"),
        leg("first", to="m", broker="g", fee=100),
        leg("then", "m", "b", broker="h", fee=300, risk={"late": 0.1}),
        broker=tables.pop("broker", [guide("g", held=0.2), guide("h", held=0.4, held_max=0.5)]),
        reward=REWARD,
        **{"mission": mission, **tables},
    )


def by_hand(pack: Pack, held: dict[str, float], raised: dict[str, float]) -> tuple[float, float]:
    """Low and cost of the plan of a pack into which the terms are written anew."""
    brokers = [guide(name, held=share) for name, share in held.items()]
    fees = {"first": 100 * (1 + raised["g"]), "then": 300 * (1 + raised["h"])}
    plan = make_plan(
        small_pack(
            place("m"),
            leg("first", to="m", broker="g", fee=fees["first"]),
            leg("then", "m", "b", broker="h", fee=fees["then"], risk={"late": 0.1}),
            broker=[{**broker, "terms": {**broker["terms"], "held_max": 1.0}} for broker in brokers],
            reward=REWARD,
        )
    )
    return plan.outcome.safe.low, plan.outcome.cost


def test_the_frontier_is_what_trying_everything_finds() -> None:
    """Every combination planned by itself, from packs written anew; those that no other beats are the frontier."""
    pack = two_guides()
    found = find_frontier(pack)
    assert found.complete
    assert found.tried == 64
    ways = []
    for g, h, x, y in product((0.2, 0.7), (0.4, 0.5), RAISES, RAISES):
        low, cost = by_hand(pack, {"g": g, "h": h}, {"g": x, "h": y})
        ways.append((low, cost, (g - 0.2) + (h - 0.4)))
    best = {
        (round(a, 9), round(b, 6), round(c, 9))
        for a, b, c in ways
        if not any(
            x >= a - 1e-9 and y <= b + 1e-9 and z <= c + 1e-9 and (x > a + 1e-9 or y < b - 1e-9 or z < c - 1e-9)
            for x, y, z in ways
        )
    }
    assert {(round(o.safe.low, 9), round(o.cost, 6), round(o.more_held, 9)) for o in found.offers} == best


def test_nobody_is_asked_to_wait_for_more_than_they_can() -> None:
    """Neither beyond a stated limit, nor beyond 0.7 where none is, nor at all where more is held already."""
    shares = {lever.broker: {ask.held for ask in lever.asks} for lever in levers(two_guides())}
    assert shares == {"g": {0.2, 0.7}, "h": {0.4, 0.5}}
    pack = two_guides(broker=[guide("g", held=0.9), guide("h", held=0.7)])
    assert {ask.held for lever in levers(pack) for ask in lever.asks} == {0.9, 0.7}


def test_a_budget_bears_what_is_promised_and_not_only_what_is_expected() -> None:
    """An offer that could not be paid if all arrived is not told, however cheap it is on average."""
    found = find_frontier(two_guides(budget=500))
    assert found.offers
    assert all(offer.promised <= 500 and offer.cost <= 500 for offer in found.offers)
    free = find_frontier(two_guides())
    assert any(offer.promised > 500 for offer in free.offers)
    assert found.safest.safe.low < free.safest.safe.low


def test_where_the_budget_bears_nothing_nothing_is_offered() -> None:
    """The terms as they are are still said, and that they are not within it."""
    found = find_frontier(two_guides(budget=10))
    assert found.offers == ()
    assert found.safest is found.now
    assert not found.now.within(10)


def test_who_is_paid_for_the_whole_engagement_is_never_asked_to_wait() -> None:
    """What they stand to lose is stated; only a raise changes it, and it rises with the fee."""
    pack = two_guides(broker=[guide("g", held=0.2, owed=500), guide("h", held=0.5)])
    lever = levers(pack)[0]
    assert {ask.held for ask in lever.asks} == {0.2}
    after = with_asks(pack, [Ask("g", 0.2, 0.5)])
    assert after.broker["g"].terms.owed == 750
    assert [one.fee.high for one in after.legs] == [150, 300]


def test_brokers_who_cannot_be_tempted_have_no_terms_to_better() -> None:
    """Stated chances, legs without a fee, and missions without a reward."""
    stated = {"id": "g", "role": "guide", "betrays": 0.1}
    assert [lever.broker for lever in levers(two_guides(broker=[stated, guide("h", held=0.1)]))] == ["h"]
    free = small_pack(leg("l", broker="g"), broker=[guide("g", held=0.1)], reward=REWARD)
    assert levers(free) == ()
    found = find_frontier(free)
    assert (found.tried, found.offers, found.safest) == (1, (found.now,), found.now)
    assert levers(small_pack(leg("l", broker="g", fee=5), broker=[guide("g", held=0.1)])) == ()


def test_searching_tells_only_what_its_own_plans_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not everything is tried, each offer is still worth exactly what is said, and no other tried beats it."""
    pack = two_guides(budget=700)
    everything = find_frontier(pack)
    monkeypatch.setattr(terms, "ALL", 1)
    found = find_frontier(pack)
    assert not found.complete
    assert 1 < found.tried < 64
    again = plan_offers(pack, [offer.asks for offer in found.offers])
    assert [o.safe for o in again] == [o.safe for o in found.offers]
    assert [o.cost for o in again] == [o.cost for o in found.offers]
    assert found.safest.safe.low == pytest.approx(everything.safest.safe.low, abs=terms.SAME_CHANCE)


def test_what_is_agreed_already_is_not_asked() -> None:
    """Asks that change nothing are left out, the others stand in pack order."""
    pack = two_guides()
    asks = (Ask("h", 0.5), Ask("g", 0.2))
    assert agreed_asks(pack, asks) == (Ask("h", 0.5),)
    assert with_asks(pack, [Ask("g", 0.2)]).brokers == pack.brokers


def offer(low: float, cost: float, held: float = 0.0, *asks: str) -> Offer:
    return Offer(tuple(Ask(a, 0.5) for a in asks), held, Safe(low, low, low), cost, cost, (), ())


def test_what_beats_what() -> None:
    """At least as good in all three and better in one; equals are told once, the simpler one."""
    good, dear, bad = offer(0.9, 10), offer(0.9, 20), offer(0.8, 10)
    assert beats(good, dear)
    assert beats(good, bad)
    assert not beats(good, good)
    assert not beats(offer(0.9, 10, 0.2), bad)
    twice = offer(0.9, 10, 0.0, "g")
    assert undominated([twice, bad, good, dear]) == [good]


def test_the_safest_is_the_simplest_of_those_about_as_safe() -> None:
    """A thousandth at worst is not worth another broker's patience."""
    now, one, two = offer(0.5, 10), offer(0.6, 20, 0.2, "g"), offer(0.601, 19, 0.4, "g", "h")
    assert safest_of(now, [now, one, two]) is one
    assert safest_of(now, [now, offer(0.5015, 5, 0.1, "g")]) is now
    assert safest_of(now, []) is now


def test_the_telephone_hears_few_and_always_what_is_agreed() -> None:
    """What simpler terms nearly match is left out; the last is what is agreed."""
    found = find_frontier(two_guides())
    told = worth_telling(found)
    assert told[-1] is found.now
    assert found.safest in told
    assert len(told) <= terms.MOST_TOLD
    assert [o.safe.low for o in told[:-1]] == sorted((o.safe.low for o in told[:-1]), reverse=True)


def bribed() -> Pack:
    official = {"id": "o", "role": "official", "betrays": 0.0}
    return small_pack(
        place("m"),
        leg("open", to="m", risk={"caught": 0.3}),
        leg("paid", to="m", broker="o", fee=40, risk={"caught": 0.1}),
        leg("on", "m", "b", risk={"caught": 0.1}),
        leg("on-paid", "m", "b", broker="o", fee=500, risk={"caught": 0.1}),
        broker=[official, guide("g", held=0.5)],
    )


def test_a_bribe_buys_what_the_plan_loses_without_it() -> None:
    """Both legs of the official, and each by itself; the plans are made anew."""
    all_of_it, paid, idle = find_bribes(bribed())
    assert all_of_it.legs == ("paid", "on-paid")
    assert all_of_it.told
    assert all_of_it.safe.low == pytest.approx(0.9 * 0.9)
    assert all_of_it.safe_without.low == pytest.approx(0.7 * 0.9)
    assert (all_of_it.cost, all_of_it.cost_without) == (pytest.approx(40 * 0.5 + 40 * 0.5 * 0.9), 0.0)
    assert paid.legs == ("paid",)
    assert paid.gain_low == all_of_it.gain_low
    assert (idle.legs, idle.gain_low) == (("on-paid",), 0.0)
    assert find_bribes(two_guides()) == []


def test_raised_prices_are_told_at_both_ends() -> None:
    """What is expected if every price stands, and if each is raised as far as it may be."""
    pack = small_pack(leg("l", broker="g", fee=[100, 150]), broker=[guide("g", held=0.0)])
    found = raised_prices(pack)
    assert found is not None
    assert (found.legs, found.cost, found.cost_agreed) == (("l",), 150.0, 100.0)
    assert raised_prices(two_guides()) is None


def test_the_reward_for_one_party_beside_two() -> None:
    """A group's reward falls away where neither party is a group; a reward by the head only parts."""
    five = [{"id": name} for name in "abcde"]
    pack = small_pack(leg("l"), travellers=five, reward={"group": 900, "group_from": 4, "per_head": 100})
    whole, even, one_off = rewards(pack)
    assert (whole.sizes, whole.rewards) == ((5,), (900.0,))
    assert (even.sizes, even.rewards, even.most, even.total) == ((3, 2), (300.0, 200.0), 300.0, 500.0)
    assert (one_off.sizes, one_off.rewards) == ((4, 1), (900.0, 100.0))
    assert [way.sizes for way in rewards(small_pack(leg("l"), reward={"per_head": 5}))] == [(1,)]
    assert rewards(small_pack(leg("l")))[0].total == 0.0
