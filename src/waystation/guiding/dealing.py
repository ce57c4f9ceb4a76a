"""Dealing cards: who is told what of the legs and stays ahead; the least that each must know, and nothing more.

- A **broker** learns where and when people are met, how many they are, how both sides know each other, and where to
  bring them: not who they are, where they come from or go on to, who else is paid, or what.
- An **official** learns the same without where they go.
- A **host** learns when people come and leave, how many, and the signs: not by whom, from where or where to.
- A **traveller** learns where and when, the signs, and the check-in words: where the leg leads only where nobody takes
  them there, so that who is caught cannot say where the next house is.
- A **liaison**, who takes the calls of those on one leg, learns its meeting, when a call is due, what its words mean.

Codes of what can go wrong, such as `nobody.broker`, are said by `wording`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waystation.guiding.advice import advice_for
from waystation.guiding.ahead import Stretch
from waystation.guiding.cards import Card
from waystation.guiding.meetings import HOSTED, LEAST_WAIT, Part, later, parts_of
from waystation.guiding.signs import Pair, Words, pair_of, words_of
from waystation.world.pack import Pack

__all__ = ["FAILINGS", "Told", "deal"]

FAILINGS = (
    "nobody.broker", "wrong.broker", "back.broker", "late.broker",
    "nobody.official", "wrong.official",
    "nobody.host", "wrong.host", "fetch.host", "asked.host",
    "nobody.traveller", "wrong.traveller", "back.traveller", "parted.traveller", "missed.traveller", "fetch.traveller",
    "silent.liaison", "other.liaison", "pressed.liaison",
)  # fmt: skip
"""Everything that can go wrong by a card."""


@dataclass(frozen=True)
class Told:
    """What is known of a journey beside its way.

    Args:
        secret: What its signs and words are drawn from; None while nothing has been drawn.
        number: Its number; None while it does not run.
        ill: Ids of travellers who are ill or hurt.
    """

    secret: str | None = None
    number: int | None = None
    ill: tuple[str, ...] = ()

    @property
    def words(self) -> Words | None:
        """Its check-in words."""
        return words_of(self.secret) if self.secret is not None else None

    def pair(self, at: str) -> Pair | None:
        """The signs of a meeting: `leg:ID`, or `place:ID` for those who come to stay."""
        return pair_of(self.secret, at) if self.secret is not None else None


def deal(pack: Pack, ahead: Sequence[Stretch], to: str, told: Told) -> list[Card]:
    """The cards of one person for what lies ahead, the next first.

    Args:
        pack: The mission.
        ahead: The legs and stays ahead, in order.
        to: Whose: `broker:ID`, `place:ID`, `traveller` or `liaison:NAME`.
        told: What else is known of the journey.

    Returns:
        A card for each leg or stay in which they have a part.
    """
    kind, _, name = to.partition(":")
    made = (_DEALERS[kind](part, to, name, told) for part in parts_of(pack, ahead))
    return [card for card in made if card is not None]


def _broker(part: Part, to: str, name: str, told: Told) -> Card | None:
    if part.here.leg is None or part.leg.broker != name:
        return None
    card = _of_leg(Card("official" if part.official else "broker", to, *_begins(part)), part, told)
    if part.official:
        failing: Iterable[str] = ("nobody.official", "wrong.official") if part.met else ()
        return replace(card, people=part.pack.party_size, failing=tuple(failing))
    failing = ("nobody.broker", "wrong.broker", "back.broker") if part.met else ("back.broker",)
    late = part.here.late_ends
    return replace(
        card,
        goal=part.leg.destination,
        arrives=part.here.ends,
        late=late,
        people=part.pack.party_size if part.met else None,
        shows=True,
        failing=(*failing, *(("late.broker",) if late is not None else ())),
    )


def _traveller(part: Part, to: str, _name: str, told: Told) -> Card:
    here = part.here
    notes = advice_for(part.pack, here, told.ill)
    if here.leg is None:
        leaves = part.leaves
        card = Card(
            "traveller", to, here.place, here.begins, leaves or here.ends, leaves=leaves, words=told.words, notes=notes
        )
        failing = ("fetch.traveller",) if _fetched(part) else ()
        return replace(card, housed=part.pack.place[here.place].kind in HOSTED, failing=failing)
    card = _of_leg(Card("traveller", to, *_begins(part), words=told.words, notes=notes), part, told)
    arriving = told.pair(f"place:{part.leg.destination}") if part.received else None
    card = replace(card, received=part.received, arriving=arriving, shows=part.official)
    several = ("parted.traveller",) if part.pack.party_size > 1 else ()
    if part.leg.broker is None:
        failing = ("missed.traveller", "back.traveller", *several)
        return replace(card, goal=part.leg.destination, arrives=here.ends, failing=failing)
    met = ("nobody.traveller", "wrong.traveller") if part.met else ()
    return replace(card, failing=(*met, "back.traveller", *several))


def _fetched(part: Part) -> bool:
    """Whether a stay ends because somebody comes for them."""
    leg = part.after.leg if part.after is not None else None
    return leg is not None and leg.broker is not None and part.pack.broker[leg.broker].role != "official"


def _host(part: Part, to: str, name: str, told: Told) -> Card | None:
    """The card of who receives people: those who come by a leg that ends there, or who are there already."""
    here, people = part.here, part.pack.party_size
    if here.leg is None:
        if here.place != name or part.before is not None:
            return None
        failing = (*(("fetch.host",) if _fetched(part) else ()), "asked.host")
        leaves = part.leaves
        return Card("host", to, name, here.begins, leaves or here.ends, leaves=leaves, people=people, failing=failing)
    if part.leg.destination != name or not part.received:
        return None
    stay = part.then if part.then is not None and part.then.here.leg is None else None
    ends = stay is not None and name not in part.pack.mission.to
    leaves = stay.leaves if stay is not None and ends else None
    closes = max(here.late_ends or here.ends, later(here.ends, LEAST_WAIT))
    fetched = stay is not None and ends and _fetched(stay)
    failing = ("nobody.host", "wrong.host", *(("fetch.host",) if fetched else ()), "asked.host")
    return Card(
        "host", to, name, here.ends, closes, met=True, leaves=leaves, people=people,
        pair=told.pair(f"place:{name}"), failing=failing,
    )  # fmt: skip


def _liaison(part: Part, to: str, _name: str, told: Told) -> Card | None:
    here = part.here
    if here.leg is None:
        return None
    zone = here.begins.tzinfo
    card = _of_leg(Card("liaison", to, *_begins(part), words=told.words, number=told.number), part, told)
    return replace(
        card,
        arrives=here.ends.astimezone(zone),
        late=(here.late_ends or later(here.ends, LEAST_WAIT)).astimezone(zone),
        people=part.pack.party_size,
        failing=("silent.liaison", "other.liaison", "pressed.liaison"),
    )


def _begins(part: Part) -> tuple[str, datetime, datetime]:
    return part.here.place, part.opens, part.closes


def _of_leg(card: Card, part: Part, told: Told) -> Card:
    """A card with what everybody on a leg is told of it."""
    pair = told.pair(f"leg:{part.leg.id}") if part.met else None
    leg, begun = part.leg, part.here.underway
    return replace(card, leg=leg.id, mode=leg.mode, met=part.met, onward=part.onward, pair=pair, begun=begun)


_DEALERS: dict[str, Callable[[Part, str, str, Told], Card | None]] = {
    "broker": _broker,
    "place": _host,
    "traveller": _traveller,
    "liaison": _liaison,
}
