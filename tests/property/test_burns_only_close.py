"""A burn closes, and never opens: whatever else is burnt, whatever cards were given, closed stays closed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.burning import closed_by
from waystation.world.pack import Pack
from waystation.world.report_journeys import Burn, CardGiven

PLACES = ("a", "b", "barn", "mill", "ford", "cave")
BROKERS = ("hwang", "boun", "lin")
KINDS = {"barn": "safe_house", "mill": "safe_house", "ford": "crossing", "cave": "home"}


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A few legs between six places, run by three brokers or by nobody."""
    number = draw(st.integers(1, 8))
    legs = []
    for each in range(number):
        origin, to = draw(st.permutations(PLACES))[:2]
        run = {"broker": broker} if (broker := draw(st.sampled_from((*BROKERS, None)))) else {}
        legs.append(leg(f"l{each}", origin=origin, to=to, both_ways=draw(st.booleans()), **run))
    houses = [place(name, kind=kind) for name, kind in KINDS.items()]
    return small_pack(*houses, *legs, broker=[{"id": name, "role": "guide"} for name in BROKERS])


BURNS = st.lists(
    st.one_of(
        st.tuples(st.just("broker"), st.sampled_from(BROKERS)),
        st.tuples(st.just("place"), st.sampled_from(PLACES)),
        st.tuples(st.just("member"), st.just("esther")),
    ),
    max_size=4,
)
CARDS = st.lists(
    st.tuples(
        st.sampled_from(("broker:hwang", "broker:boun", "place:barn", "liaison:esther")),
        st.lists(st.sampled_from([f"l{each}" for each in range(8)]), max_size=3),
    ),
    max_size=4,
)


def burns_of(found: list[tuple[str, str]]) -> list[Burn]:
    """Burns as reports."""
    reports = [told(f"burn{at}", kind="burn", what=what, name=name) for at, (what, name) in enumerate(found)]
    return [one for one in reports if isinstance(one, Burn)]


def cards_of(found: list[tuple[str, list[str]]]) -> list[CardGiven]:
    """Cards as reports."""
    reports = [told(f"card{at}", kind="card", journey="j", to=to, legs=legs) for at, (to, legs) in enumerate(found)]
    return [one for one in reports if isinstance(one, CardGiven)]


@given(packs(), BURNS, CARDS, BURNS, CARDS)
def test_more_burns_and_cards_close_more(pack, burns, cards, more, others):
    """What is closed by some burns is closed by these and others; order does not matter."""
    few = closed_by(pack, burns_of(burns), cards_of(cards))
    many = closed_by(pack, burns_of(burns + more), cards_of(cards + others))
    assert few.legs.keys() <= many.legs.keys()
    assert few.places.keys() <= many.places.keys()
    assert few.touched <= many.touched
    assert closed_by(pack, burns_of(burns)[::-1], cards_of(cards)[::-1]) == few


@given(packs(), BURNS, CARDS)
def test_no_open_way_touches_what_is_burnt(pack, burns, cards):
    """No movement that is open is run by a burnt broker, or enters a burnt place or a house that one of them knew."""
    found = burns_of(burns)
    closed = closed_by(pack, found, cards_of(cards))
    burnt = {(burn.what, burn.name) for burn in found}
    knew = {end for one in pack.legs if ("broker", one.broker) in burnt for end in (one.origin, one.destination)}
    for move in pack.moves:
        if closed.why(move) is None:
            assert ("broker", move.broker) not in burnt
            assert ("place", move.destination) not in burnt
            house = pack.place[move.destination].kind in ("home", "safe_house")
            assert not (house and move.destination in knew and move.destination not in pack.mission.to)


@given(packs(), CARDS)
def test_without_a_burn_everything_is_open(pack, cards):
    """Cards close nothing by themselves."""
    closed = closed_by(pack, [], cards_of(cards))
    assert all(closed.why(move) is None for move in pack.moves)
