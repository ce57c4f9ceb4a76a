"""Ways ahead for tests of cards: the course of a pack's own plan as legs and stays, and what may stand on a card."""

from __future__ import annotations

from collections.abc import Iterator

from waystation.desk.guide.carding import stretches_of
from waystation.guiding.ahead import Stretch
from waystation.guiding.cards import Card
from waystation.guiding.dealing import Told, deal
from waystation.guiding.meetings import HOSTED
from waystation.planning.plan import make_plan
from waystation.world.pack import Pack

__all__ = ["SECRET", "course_of", "every_card", "holders"]

SECRET = "00112233445566778899aabbccddeeff"


def course_of(pack: Pack) -> list[Stretch]:
    """The legs and stays of a pack's own plan."""
    return stretches_of(make_plan(pack))


def holders(pack: Pack) -> list[str]:
    """Everybody who may be given a card."""
    hosts = [f"place:{place.id}" for place in pack.places if place.kind in HOSTED]
    return ["traveller", "liaison:Ana", *(f"broker:{broker.id}" for broker in pack.brokers), *hosts]


def every_card(pack: Pack, ahead: list[Stretch], told: Told) -> Iterator[Card]:
    """Every card that anybody is given for a way ahead."""
    for to in holders(pack):
        yield from deal(pack, ahead, to, told)
