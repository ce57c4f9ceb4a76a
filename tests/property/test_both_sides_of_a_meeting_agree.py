"""Law: whoever is to meet is told the same place, the same hours and signs that answer each other."""

from __future__ import annotations

import pytest

from tests.dealt import SECRET, every_card
from tests.property.random_worlds import loaded, world
from tests.wandering import wandering
from waystation.guiding.cards import Card
from waystation.guiding.dealing import Told

SEEDS = 60


def of_leg(cards: list[Card], role: str) -> dict[tuple[str, object], Card]:
    """The cards of a role for legs, by leg and hour: a way may take a leg twice."""
    return {(card.leg, card.opens): card for card in cards if card.role == role and card.leg is not None}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_both_sides_agree(seed: int) -> None:
    """Brokers, officials, liaisons and travellers of a leg; travellers and hosts of the house where it ends."""
    pack = loaded(world(seed)).pack
    cards = list(every_card(pack, wandering(pack, seed), Told(SECRET, 481)))
    travellers = of_leg(cards, "traveller")
    for role in ("broker", "official", "liaison"):
        for key, card in of_leg(cards, role).items():
            other = travellers[key]
            assert (card.place, card.closes, card.met, card.onward) == (
                other.place, other.closes, other.met, other.onward,
            )  # fmt: skip
            assert card.pair == other.pair
            assert (card.pair is not None) == card.met
            if card.met and role != "liaison":
                assert card.shows != other.shows, "one side shows, the other answers"
    hosts = [card for card in cards if card.role == "host" and card.met]
    received = [card for card in travellers.values() if card.received]
    assert len(hosts) == len(received)
    for card in received:
        assert any(host.pair == card.arriving for host in hosts)
    for card in cards:
        assert card.opens <= card.closes
        assert card.pair is None or card.pair.sign != card.pair.answer
