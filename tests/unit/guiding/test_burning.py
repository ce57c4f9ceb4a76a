"""What a burn closes: legs by who runs them and by cards, houses by who knew them, and nothing that lies open."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from tests.kept import told
from waystation.guiding.burning import Closed, Reason, closed_by, knows_by
from waystation.world.pack import Pack
from waystation.world.report_journeys import Burn, CardGiven


def a_pack() -> Pack:
    """Two brokers, two houses, a crossing and an end that is a house."""
    return small_pack(
        place("barn", kind="safe_house"),
        place("mill", kind="safe_house"),
        place("ford", kind="crossing"),
        place("b", kind="safe_house"),
        leg("to-barn", to="barn", broker="hwang"),
        leg("to-mill", to="mill", broker="boun"),
        leg("barn-ford", origin="barn", to="ford", broker="hwang", both_ways=True),
        leg("mill-ford", origin="mill", to="ford"),
        leg("over", origin="ford", to="b", broker="boun"),
        broker=[{"id": "hwang", "role": "guide"}, {"id": "boun", "role": "boatman"}],
    )


def burn(what: str, name: str, /, **words: object) -> Burn:
    """A burn."""
    found = told(f"burn-{name}", kind="burn", what=what, name=name, **words)
    assert isinstance(found, Burn)
    return found


def card(to: str, *legs: str) -> CardGiven:
    """A card that was given."""
    found = told(f"card-{to}", kind="card", journey="j", to=to, legs=list(legs))
    assert isinstance(found, CardGiven)
    return found


def test_nothing_burnt_closes_nothing():
    """Cards alone close nothing."""
    assert closed_by(a_pack(), [], [card("broker:hwang", "to-barn")]) == Closed()


def test_legs_of_a_burnt_broker_are_closed():
    """All that they run, in both directions, and nothing that another runs from an open place to an open place."""
    closed = closed_by(a_pack(), [burn("broker", "hwang")], [])
    assert closed.legs == {name: Reason("broker_burnt", "broker", "hwang") for name in ("to-barn", "barn-ford")}
    open_now = [move.id for move in a_pack().moves if closed.why(move) is None]
    assert open_now == ["to-mill", "mill-ford", "over"]


def test_houses_that_it_knew_are_not_entered():
    """A house at the end of a leg that it ran is closed; the crossing and the hub stay open, to be looked at first."""
    closed = closed_by(a_pack(), [burn("broker", "hwang")], [])
    assert closed.places == {"barn": Reason("known_place", "broker", "hwang")}
    assert set(closed.known) == {"a", "ford"}
    assert closed.touched == {"a", "barn", "ford"}


def test_an_end_is_not_closed_by_being_known():
    """Whoever is nearly there is let in, though the boatman knew the house; a burnt end is closed."""
    known = closed_by(a_pack(), [burn("broker", "boun")], [])
    assert "b" in known.known
    assert "b" not in known.places
    assert closed_by(a_pack(), [burn("place", "b")], []).places["b"].code == "place_burnt"


def test_a_burnt_place_may_be_left():
    """Legs into it are closed, legs out of it are not."""
    pack = a_pack()
    closed = closed_by(pack, [burn("place", "barn")], [])
    ways = {(move.id, move.destination): closed.why(move) for move in pack.moves}
    assert ways["to-barn", "barn"] == ways["barn-ford", "barn"] == Reason("place_burnt", "place", "barn")
    assert ways["barn-ford", "ford"] is None


@pytest.mark.parametrize(
    ("what", "name", "holder"),
    [("broker", "hwang", "broker:hwang"), ("place", "barn", "place:barn"), ("member", "esther", "liaison:esther")],
)
def test_a_leg_on_a_card_that_it_was_given_is_closed(what, name, holder):
    """Whoever runs it; and the house where that leg ends is known."""
    closed = closed_by(
        a_pack(), [burn(what, name)], [card(holder, "to-mill", "no-such-leg"), card("broker:boun", "over")]
    )
    assert closed.legs["to-mill"] == Reason("known_leg", what, name)
    assert closed.places["mill"] == Reason("known_place", what, name)
    assert "over" not in closed.legs


def test_a_card_given_to_somebody_else_closes_nothing():
    """A broker does not know what a member of the same name was told."""
    closed = closed_by(a_pack(), [burn("broker", "hwang")], [card("liaison:hwang", "to-mill")])
    assert "to-mill" not in closed.legs


def test_what_a_burn_carries_from_elsewhere_counts():
    """Legs and places that it knew from another mission are closed here too; what this pack lacks is passed over."""
    closed = closed_by(a_pack(), [burn("device", "phone", legs=["over", "x"], places=["mill", "ford", "y"])], [])
    assert set(closed.legs) == {"over"}
    assert set(closed.places) == {"mill"}
    assert set(closed.known) == {"ford"}


def test_a_place_that_is_burnt_and_known_is_said_to_be_burnt():
    """The stronger reason stands, whichever came first."""
    both = [burn("broker", "hwang"), burn("place", "barn")]
    for order in (both, both[::-1]):
        assert closed_by(a_pack(), order, []).places["barn"].code == "place_burnt"


def test_a_burnt_place_is_nothing_that_it_knew():
    """What a host knew is what his cards told him, not his own house."""
    known = knows_by(a_pack(), "place", "barn", [card("place:barn", "to-barn")])
    assert (known.run, known.told, known.places) == (frozenset(), {"to-barn"}, {"a"})


def test_burning_what_a_mission_lacks_closes_nothing_there():
    """A broker of another mission, who knew nothing here."""
    assert closed_by(a_pack(), [burn("broker", "nobody"), burn("place", "nowhere")], []) == Closed()
