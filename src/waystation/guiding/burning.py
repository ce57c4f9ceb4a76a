"""What a burn closes: the legs that nobody takes any more, and the houses that nobody enters.

Decides from the pack, the burns and the cards that were given, and from nothing else; what a plan makes of it is
`answering`'s, whom to warn `warning`'s business. What somebody burnt may have known counts as known:

- a leg that a burnt broker runs is closed, and so is one that a card given to somebody burnt tells of;
- a burnt place, and every house that somebody burnt knew, may be left but not entered. A house is a home or a safe
  house; an end of the mission is never closed by being known, only by being burnt itself;
- crossings, hubs, camps and ends that it knew lie open to anybody: they stay open, and are to be looked at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from waystation.world.pack import Pack
from waystation.world.places import Leg
from waystation.world.report_journeys import Burn, CardGiven

__all__ = ["HOUSES", "Closed", "Reason", "closed_by", "knows_by"]

HOUSES = ("home", "safe_house")
"""Kinds of places that are secret: known, they are closed."""
HOLDERS = {"broker": "broker", "place": "place", "member": "liaison"}
"""How cards name those to whom they were given."""

ReasonCode = Literal["broker_burnt", "place_burnt", "known_leg", "known_place"]


@dataclass(frozen=True)
class Reason:
    """Why a leg or a place is closed, or is to be looked at first.

    Args:
        code: `broker_burnt` (who runs it), `place_burnt`, `known_leg` (a card told of it), `known_place`.
        what: What was burnt: `broker`, `place`, `member` or `device`.
        name: Its id, name or label.
    """

    code: ReasonCode
    what: str
    name: str


@dataclass(frozen=True)
class Closed:
    """What burns close in one mission.

    Args:
        legs: Legs that nobody takes, in either direction, by id.
        places: Places that may be left but not entered, by id.
        known: Places that stay open though somebody burnt knew them, by id.
    """

    legs: Mapping[str, Reason] = field(default_factory=dict)
    places: Mapping[str, Reason] = field(default_factory=dict)
    known: Mapping[str, Reason] = field(default_factory=dict)

    def why(self, move: Leg) -> Reason | None:
        """Why a movement is closed: by its leg, or by where it leads; None if it is open."""
        return self.legs.get(move.id) or self.places.get(move.destination)

    @property
    def touched(self) -> frozenset[str]:
        """Every place that somebody burnt knew, closed or open."""
        return frozenset(self.places) | frozenset(self.known)


@dataclass(frozen=True)
class Known:
    """What one burnt thing knew of a mission's ways.

    Args:
        run: Ids of the legs that it runs.
        told: Ids of the legs that cards told it of.
        places: Ids of the places that it knew, itself not among them.
    """

    run: frozenset[str]
    told: frozenset[str]
    places: frozenset[str]


def knows_by(pack: Pack, what: str, name: str, cards: Iterable[CardGiven]) -> Known:
    """What a broker, a place, a member or a device knows of a mission's ways, by the pack and by its cards.

    Args:
        pack: The mission and its world.
        what: `broker`, `place`, `member` or `device`.
        name: Its id, name or label.
        cards: The cards that were given, to anybody.
    """
    legs = {leg.id: leg for leg in pack.legs}
    run = frozenset(leg.id for leg in pack.legs if what == "broker" and leg.broker == name)
    holder = f"{HOLDERS[what]}:{name}" if what in HOLDERS else None
    told = frozenset(leg for card in cards if card.to == holder for leg in card.legs if leg in legs)
    ends = {end for leg in run | told for end in (legs[leg].origin, legs[leg].destination)}
    return Known(run, told, frozenset(ends - ({name} if what == "place" else set())))


def closed_by(pack: Pack, burns: Iterable[Burn], cards: Iterable[CardGiven]) -> Closed:
    """What burns close in a mission.

    Args:
        pack: The mission and its world.
        burns: The burns that stand, in any order; one that a correction takes back closes nothing and is left out.
        cards: The cards that were given, in any order.
    """
    given = list(cards)
    legs: dict[str, Reason] = {}
    places: dict[str, Reason] = {}
    known: dict[str, Reason] = {}
    ordered = sorted(burns, key=lambda one: (one.happened, one.what, one.name, str(one.id)))
    for burn in [*(one for one in ordered if one.what == "place"), *(one for one in ordered if one.what != "place")]:
        for kind, name, reason in _closings(pack, burn, given):
            {"leg": legs, "place": places, "known": known}[kind].setdefault(name, reason)
    return Closed(legs, places, {name: reason for name, reason in known.items() if name not in places})


def _closings(pack: Pack, burn: Burn, cards: list[CardGiven]) -> Iterator[tuple[str, str, Reason]]:
    """What one burn closes, the strongest reason first."""
    found = knows_by(pack, burn.what, burn.name, cards)
    there = {leg.id for leg in pack.legs}
    if burn.what == "place" and burn.name in pack.place:
        yield "place", burn.name, Reason("place_burnt", burn.what, burn.name)
    for leg in sorted(found.run):
        yield "leg", leg, Reason("broker_burnt", burn.what, burn.name)
    for leg in sorted(found.told | (there & set(burn.legs))):
        yield "leg", leg, Reason("known_leg", burn.what, burn.name)
    for name in sorted(found.places | (pack.place.keys() & set(burn.places))):
        secret = pack.place[name].kind in HOUSES and name not in pack.mission.to
        yield "place" if secret else "known", name, Reason("known_place", burn.what, burn.name)
