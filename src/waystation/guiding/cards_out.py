"""Cards that are out: which of them still hold by the way ahead, and who must be told anew.

A plan changes with every report; a card in somebody's hand does not. Only the last card of each meeting counts, for it
answers those before it. A meeting that did not take place, and will not, is said until a day after its hour: somebody
may be waiting. Whoever is burnt is told nothing any more, whatever they wait for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from waystation.guiding.ahead import Stretch
from waystation.guiding.cards import Card
from waystation.guiding.dealing import Told, deal
from waystation.guiding.warning import burns_in
from waystation.world.pack import Pack
from waystation.world.report import Delivery, Report
from waystation.world.report_journeys import CardGiven, Departure

__all__ = ["OUT_STATES", "CardOut", "OutState", "cards_out", "last_given"]

TO_TELL = ("moved", "off")
FORGOTTEN = timedelta(hours=24)
"""So long after its hour nobody waits any more for what did not take place."""
OutState = Literal["moved", "off", "burnt", "holds", "past"]
OUT_STATES: tuple[OutState, ...] = get_args(OutState)
"""How a card stands: its hour has changed; it is not on the way any more; whoever has it is burnt; it holds; its time
is over."""
HOLDERS = {"broker": "broker", "place": "place", "liaison": "member"}
"""What is burnt, by how cards name those to whom they were given."""


@dataclass(frozen=True)
class CardOut:
    """A card that somebody has.

    Args:
        given: The report that it was given.
        state: How it stands.
        now: What would be told now; None where that is nothing.
    """

    given: CardGiven
    state: OutState
    now: Card | None


def last_given(given: Iterable[CardGiven], journey: str) -> list[CardGiven]:
    """The last card of each person and meeting of a journey, in the order in which they were given.

    Args:
        given: Cards that count, the first given first.
        journey: The journey's name.
    """
    found: dict[tuple[str, str], CardGiven] = {}
    for one in given:
        if one.journey == journey and meeting_of(one) is not None:
            found.pop((one.to, str(meeting_of(one))), None)
            found[one.to, str(meeting_of(one))] = one
    return list(found.values())


def meeting_of(given: CardGiven) -> str | None:
    """Of which meeting or stay a card tells; None where its report does not say."""
    return given.at or (f"leg:{given.legs[0]}" if given.legs else None)


def cards_out(
    pack: Pack, ahead: Sequence[Stretch], told: Told, reports: Iterable[Report], *, journey: str, now: datetime
) -> list[CardOut]:
    """How the cards of a journey stand that are out, those first whose holders must be told.

    Args:
        pack: The mission.
        ahead: The legs and stays ahead.
        told: What else is known of the journey.
        reports: The mission's reports that count, in the order in which they happened.
        journey: The journey's name.
        now: The present instant.
    """
    dealt: dict[str, dict[str, Card]] = {}
    every = list(reports)
    took_place = list(_took_place(pack, every, journey))
    burnt = {f"{kind}:{burn.name}" for burn in burns_in(every) for kind, what in HOLDERS.items() if what == burn.what}
    found = []
    for one in last_given((card for card in every if isinstance(card, CardGiven)), journey):
        if one.to not in dealt:
            dealt[one.to] = {card.at: card for card in reversed(deal(pack, ahead, one.to, told))}
        at = str(meeting_of(one))
        card = dealt[one.to].get(at)
        over = any(what == at and when >= one.happened for what, when in took_place)
        state = _state(one, card, now, over=over)
        found.append(CardOut(one, "burnt" if one.to in burnt and state in TO_TELL else state, card))
    return sorted(found, key=lambda out: OUT_STATES.index(out.state))


def _state(given: CardGiven, card: Card | None, now: datetime, *, over: bool) -> OutState:
    if card is None:
        return "past" if over or (given.opens is not None and given.opens + FORGOTTEN <= now) else "off"
    if card.begun:
        return "past"
    staying = card.stay and not card.met and given.opens is not None and given.opens <= now
    return "holds" if given.opens is None or card.opens == given.opens or staying else "moved"


def _took_place(pack: Pack, reports: Iterable[Report], journey: str) -> Iterator[tuple[str, datetime]]:
    """The meetings of a journey that took place, and when: legs that were left on, houses that were come to."""
    for one in reports:
        if isinstance(one, Departure | Delivery) and one.journey == journey:
            yield f"leg:{one.leg}", one.happened
            if isinstance(one, Delivery) and one.outcome in ("arrived", "late"):
                ends = [end for leg in pack.legs if leg.id == one.leg for end in (leg.origin, leg.destination)]
                yield from ((f"place:{end}", one.happened) for end in ends)
