"""The states of a journey: places, last brokers where they can matter, money where the budget is hard."""

from __future__ import annotations

import pytest

from tests.builders import leg, place, small_pack
from waystation.errors import Usage
from waystation.planning import journey_states as module
from waystation.planning.journey_states import WAIT, Node, due, explore, whole_units
from waystation.world.pack import Pack

GUIDE = {"id": "guide", "role": "guide", "betrays": 0.1}
OTHER = {"id": "other", "role": "driver", "betrays": 0.2}
HONEST = {"id": "honest", "role": "host", "betrays": 0.0}


def nodes(pack: Pack, start: Node | None = None) -> set[Node]:
    """The states that can be reached."""
    return set(explore(pack, start or Node("a")).nodes)


def test_the_last_broker_is_kept_only_where_his_next_leg_begins() -> None:
    """At b guide may lead on; at c nobody does, and at the end nothing matters."""
    pack = small_pack(
        place("m"),
        place("c"),
        leg("one", "a", "m", broker="guide"),
        leg("two", "m", "c", broker="guide"),
        leg("three", "c", "b", broker="other"),
        broker=[GUIDE, OTHER],
    )
    kept = {Node("a", "guide"), Node("m", "guide"), Node("c", "other")}
    assert nodes(pack) == kept | {Node("a"), Node("c"), Node("b")}


def test_one_who_never_betrays_is_forgotten() -> None:
    """His next engagement costs nothing."""
    pack = small_pack(leg("l", broker="honest"), broker=[HONEST])
    assert nodes(pack) == {Node("a"), Node("b")}


def test_options_come_in_the_order_in_which_ties_are_settled() -> None:
    """Waiting first, then legs as listed, a return directly after its leg."""
    pack = small_pack(place("m"), leg("x", "m", "a", both_ways=True), leg("y", "a", "b"), leg("z", "a", "m"))
    space = explore(pack, Node("a"))
    assert [(move.id, move.origin) for move in pack.moves] == [("x", "m"), ("x", "a"), ("y", "a"), ("z", "a")]
    assert [option.move for option in space.options[0]] == [WAIT, 1, 2, 3]
    assert space.nodes[0] == Node("a")


def test_nobody_waits_where_nobody_can_and_an_end_has_no_options() -> None:
    """`no_waiting`, and an end of any kind."""
    space = explore(small_pack(place("a", no_waiting=True), leg("l", both_ways=True)), Node("a"))
    assert [[option.move for option in listed] for listed in space.options] == [[0], []]


def test_a_leg_beyond_the_weakest_is_not_there() -> None:
    """Strain above the least stamina; equal is still possible."""
    travellers = [{"id": "x", "stamina": 2}, {"id": "y"}]
    for strain, there in ((2, True), (2.5, False)):
        space = explore(small_pack(leg("l", strain=strain), travellers=travellers), Node("a"))
        assert (len(space.nodes) == 2) is there


def test_a_new_engagement_is_one_by_another_than_the_last() -> None:
    """Going on with the same broker is none, also after being turned back."""
    pack = small_pack(leg("l", broker="guide", risk={"back": 0.5}), broker=[GUIDE])
    space = explore(pack, Node("a"))
    new = {space.nodes[n]: [o.new for o in space.options[n] if o.move != WAIT] for n in range(len(space.nodes))}
    assert new[Node("a")] == [True]
    assert new[Node("a", "guide")] == [False]
    first = space.options[0][1]
    assert (space.nodes[first.arrived], space.nodes[first.back]) == (Node("b"), Node("a", "guide"))


def test_a_start_in_an_engagement_that_cannot_matter_is_a_plain_start() -> None:
    """`--at` may name anybody."""
    pack = small_pack(leg("l"), broker=[GUIDE])
    assert explore(pack, Node("a", "guide")).nodes[0] == Node("a")


def test_what_is_due_is_cut_by_what_is_held() -> None:
    """(1 − held)·fee·n now and held·fee·n on arrival; a leg without a broker holds nothing."""
    brokers = [{"id": "g", "role": "guide", "terms": {"held": 0.25}}]
    travellers = [{"id": "x"}, {"id": "y"}]
    pack = small_pack(leg("l", broker="g", fee=80), leg("m", fee=30), broker=brokers, travellers=travellers)
    assert due(pack, pack.legs[0]) == (120.0, 40.0)
    assert due(pack, pack.legs[1]) == (60.0, 0.0)


def hard(budget: float, unit: float, *features: object, **tables: object) -> Pack:
    """A pack with a hard budget."""
    mission = {"budget": budget, "budget_hard": True, "budget_unit": unit}
    return small_pack(*features, mission=mission, **tables)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "unit", "units"),
    [(0, 100, 0), (1, 100, 1), (100, 100, 1), (100.5, 100, 2), (0.3, 0.1, 3), (1.1, 0.1, 11)],
)
def test_each_payment_is_rounded_up_to_whole_units(amount: float, unit: float, units: int) -> None:
    """But not for the sake of the last bit of a decimal."""
    assert whole_units(hard(1000, unit, leg("l")), amount) == units


def test_spending_is_not_kept_without_a_hard_budget() -> None:
    """A soft budget never enters the state."""
    pack = small_pack(leg("l", fee=10), mission={"budget": 5})
    assert whole_units(pack, 10.0) == 0
    assert nodes(pack) == {Node("a"), Node("b")}


def test_a_leg_is_open_only_if_its_full_fee_still_fits() -> None:
    """Two payments each rounded up: 50 + 50 in units of 100 are two units, and fit 200 but not 199."""
    brokers = [{"id": "g", "role": "guide", "betrays": 0.0}]
    for budget, there in ((200, True), (199, False)):
        pack = hard(budget, 100, leg("l", broker="g", fee=100), broker=brokers)
        assert (Node("b") in nodes(pack)) is there


def test_being_turned_back_costs_what_was_paid_at_departure() -> None:
    """And is paid again with the next attempt, until it no longer fits."""
    brokers = [{"id": "g", "role": "guide", "betrays": 0.0}]
    pack = hard(300, 100, leg("l", broker="g", fee=200), broker=brokers)
    assert nodes(pack) == {Node("a", None, 0), Node("a", None, 1), Node("a", None, 2), Node("b")}


def test_very_many_states_are_refused_while_they_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cent at a time out of a fortune: an error in seconds, not a machine without memory."""
    monkeypatch.setattr(module, "MOST_NODES", 1000)
    pack = hard(1e9, 0.01, place("m"), leg("l", to="m", fee=1, both_ways=True), leg("n", "m", "b"))
    with pytest.raises(Usage) as refused:
        explore(pack, Node("a"))
    assert refused.value.code == "too_many_states"


def test_a_unit_too_small_to_count_is_still_a_budget() -> None:
    """A budget of more units than any number holds closes nothing that fits, and stops nothing."""
    assert len(nodes(hard(1e12, 1e-300, leg("l")))) == 2
