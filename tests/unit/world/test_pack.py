"""What a pack says of its legs for its own party."""

from __future__ import annotations

import pytest

from tests.builders import leg, small_pack


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ({"mode": "foot", "minutes": 60, "late_minutes": 45}, (4, 2)),
        ({"mode": "ford", "minutes": 60}, (4, 1)),
        ({"mode": "boat", "minutes": 60, "late_minutes": 61}, (2, 3)),
        ({"mode": "car", "minutes": 1}, (1, 1)),
        ({"mode": "foot", "minutes": 15}, (1, 1)),
        ({"mode": "foot", "minutes": 15.1}, (2, 1)),
    ],
)
def test_walking_takes_as_long_as_for_the_slowest_and_lateness_never(
    words: dict[str, object], steps: tuple[int, int]
) -> None:
    """Lateness is one step unless it is said."""
    pack = small_pack(leg("l", **words), travellers=[{"id": "x", "pace": 0.5}, {"id": "y", "pace": 2}])
    assert pack.steps_of(pack.legs[0]) == steps


@pytest.mark.parametrize("pace", [1e-9, 1e-300, 5e-324])
def test_somebody_who_hardly_moves_never_arrives(pace: float) -> None:
    """But the pack is still read and counted."""
    pack = small_pack(leg("l", mode="foot"), travellers=[{"id": "x", "pace": pace}], step=1)
    assert pack.steps_of(pack.legs[0])[0] == 10**9


def test_returns_follow_their_legs() -> None:
    """In the order in which ties are settled."""
    pack = small_pack(leg("l", both_ways=True), leg("m"), leg("n", both_ways=True))
    assert [(move.id, move.origin) for move in pack.moves] == [
        ("l", "a"),
        ("l", "b"),
        ("m", "a"),
        ("n", "a"),
        ("n", "b"),
    ]


def test_a_leg_is_possible_up_to_the_stamina_of_the_weakest() -> None:
    """Equal is enough."""
    pack = small_pack(leg("l", strain=2), leg("m", strain=2.1), travellers=[{"id": "x"}, {"id": "y", "stamina": 2}])
    assert [pack.can_do(move) for move in pack.legs] == [True, False]
