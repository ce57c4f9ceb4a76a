"""Cards: what one person is told of one leg or one stay, as codes and values; and what a card gives away.

Who is told what is decided in `dealing`; in which words, in `wording`. What a card shows whoever takes it is
`known_from`, which never says less than stands on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from waystation.guiding.signs import Pair, Words
from waystation.world.advice import Advice
from waystation.world.pack import Pack
from waystation.world.report_journeys import CardGiven

__all__ = ["Card", "Known", "Role", "known_from", "names_on"]

Role = Literal["broker", "official", "host", "traveller", "liaison"]


@dataclass(frozen=True)
class Card:
    """What one person is told of one leg or stay.

    Args:
        role: Who they are in it.
        to: Who has it, as `card` reports say it: `broker:ID`, `place:ID` for its host, `traveller`, `liaison:NAME`.
        place: Id of the place where it begins.
        opens: When, in that place's local time.
        closes: Until when one waits there; as `opens` where nobody waits, such as at a bus.
        leg: Id of the leg; None for a stay.
        mode: How one moves; None for a stay.
        met: Whether somebody is met: not where one goes alone, stays, or goes on at once with the same broker.
        onward: Whether it goes on at once with the broker of the leg before.
        goal: Id of the place where it leads, if they must know.
        arrives: When they are there by the plan, in the goal's local time; for a liaison in the place's.
        late: When they are there if they are held up, likewise.
        leaves: When people leave a stay, in its local time; None where they do not.
        people: How many come; None where it need not be said.
        pair: How both sides know each other; None where nobody is met, or nothing has been drawn.
        shows: Whether this reader shows the sign; else they show the counter-sign.
        housed: Whether a stay is in a house; else it is where others can see them.
        received: Whether somebody receives them where the leg ends.
        arriving: How they are known there; None where nobody receives them, or nothing has been drawn.
        words: What to say in a call, never in writing; None for those who need not know.
        number: The journey's number; None for those who need not know.
        begun: Whether they are on this leg already.
        failing: What can go wrong, as codes, in the order in which it is said.
        notes: Advice for the travellers.
    """

    role: Role
    to: str
    place: str
    opens: datetime
    closes: datetime
    leg: str | None = None
    mode: str | None = None
    met: bool = False
    onward: bool = False
    goal: str | None = None
    arrives: datetime | None = None
    late: datetime | None = None
    leaves: datetime | None = None
    people: int | None = None
    pair: Pair | None = None
    shows: bool = False
    housed: bool = False
    received: bool = False
    arriving: Pair | None = None
    words: Words | None = None
    number: int | None = None
    begun: bool = False
    failing: tuple[str, ...] = ()
    notes: tuple[Advice, ...] = ()

    @property
    def at(self) -> str:
        """Of which meeting or stay it tells: `leg:ID`, or `place:ID`."""
        return f"place:{self.place}" if self.leg is None else f"leg:{self.leg}"

    @property
    def stay(self) -> bool:
        """Whether it is of a stay."""
        return self.leg is None


@dataclass(frozen=True)
class Known:
    """What a card shows of a journey to whoever takes it.

    Args:
        places: Ids of places.
        legs: Ids of legs.
        words: Whether check-in words were told with it.
    """

    places: tuple[str, ...]
    legs: tuple[str, ...]
    words: bool


def names_on(card: Card) -> tuple[str, ...]:
    """The ids of the places that a card names."""
    return (card.place,) if card.goal is None else (card.place, card.goal)


def known_from(pack: Pack, given: CardGiven) -> Known:
    """What a card that was given shows of its journey; both ends of a leg, for who went there has seen them.

    Args:
        pack: The mission.
        given: The report that it was given.
    """
    kind, _, name = given.to.partition(":")
    legs = [leg for leg in pack.legs if leg.id in given.legs]
    ends = [end for leg in legs for end in (leg.origin, leg.destination)]
    own = [name] if kind == "place" and name in pack.place else []
    return Known(tuple(dict.fromkeys([*own, *ends])), tuple(leg.id for leg in legs), kind in ("traveller", "liaison"))
