"""Law: whoever has more to lose is never less faithful. More held, or more paid, never lowers the chance at worst."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from waystation.deciding.offers import levers, plan_offers
from waystation.deciding.terms import find_frontier
from waystation.world.pack import Pack

CHANCES = st.floats(0.0, 0.4)
COUNTS = st.integers(0, 20)


@st.composite
def hired(draw: st.DrawFn) -> Pack:
    """A pack whose every way has a broker: two in a row, or a third alone."""
    brokers = [
        {
            "id": name,
            "role": draw(st.sampled_from(["guide", "official"])),
            "record": {"kept": draw(COUNTS), "broken": draw(COUNTS), "temptation": draw(st.floats(0.1, 10.0))},
            "terms": {"held": draw(st.floats(0.0, 1.0)), **draw(st.sampled_from([{}, {"owed": 200.0}]))},
        }
        for name in "ghk"
    ]
    fees = st.sampled_from([0, 10, 250, [100, 400]])
    return small_pack(
        place("m"),
        leg("one", to="m", broker="g", fee=draw(fees), risk={"caught": draw(CHANCES)}, both_ways=draw(st.booleans())),
        leg("two", "m", "b", broker="h", fee=draw(fees), risk={"back": draw(CHANCES)}),
        leg("over", broker="k", fee=draw(fees), risk={"late": draw(CHANCES)}),
        broker=brokers,
        reward={"per_head": draw(st.sampled_from([0, 100, 5000]))},
        mission={"budget": draw(st.sampled_from([100.0, 600.0, 1e6]))},
        evidence={"elasticity": draw(st.sampled_from([0.0, 0.5, 2.0]))},
    )


@given(hired())
def test_better_terms_never_harm(pack: Pack) -> None:
    """Each broker's asks in rising order, by themselves: the chance at worst never falls."""
    for lever in levers(pack):
        offers = plan_offers(pack, [(ask,) for ask in lever.asks])
        worth = {(ask.held, ask.raised): offer.safe.low for ask, offer in zip(lever.asks, offers, strict=True)}
        for (held, raised), low in worth.items():
            better = [other for (h, r), other in worth.items() if h >= held and r >= raised]
            assert min(better) >= low - 1e-12


@given(hired())
def test_every_offer_can_be_kept_and_none_beats_another(pack: Pack) -> None:
    """Shares within what people wait for, promises within the budget, nothing agreed taken away."""
    found = find_frontier(pack)
    for offer in found.offers:
        assert offer.promised <= (pack.mission.budget or 0.0) + 1e-9
        for ask in offer.asks:
            terms = pack.broker[ask.broker].terms
            assert terms.held <= ask.held <= max(terms.held, terms.held_max)
            assert ask.raised >= 0.0
    for a in found.offers:
        for b in found.offers:
            as_good = b.safe.low >= a.safe.low and b.cost <= a.cost and b.more_held <= a.more_held
            better = b.safe.low > a.safe.low + 1e-9 or b.cost < a.cost - 1e-9 or b.more_held < a.more_held - 1e-9
            assert a is b or not (as_good and better)
