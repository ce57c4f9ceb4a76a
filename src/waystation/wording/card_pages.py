"""What pages say around cards: of what a card tells, how it stands, in which form it is."""

from __future__ import annotations

from waystation.wording.language import say
from waystation.world.pack import Pack
from waystation.world.report_journeys import CardGiven

__all__ = ["at_words", "told_of"]


def told_of(pack: Pack, given: CardGiven) -> str:
    """Of which leg or stay a card told: "the way Near bank → Far bank", "the stay at the mill"."""
    at = given.at or (f"leg:{given.legs[0]}" if given.legs else "")
    return at_words(pack, at) if at else say("it is not said of what")


def at_words(pack: Pack, at: str) -> str:
    """A meeting or stay as people say it.

    Args:
        pack: The mission.
        at: `leg:ID` or `place:ID`.
    """
    kind, _, name = at.partition(":")
    if kind == "place":
        return say("the stay at {place}", place=pack.place[name].title if name in pack.place else name)
    leg = next((one for one in pack.legs if one.id == name), None)
    if leg is None:
        return say("the way {way}", way=name)
    return say("the way {way}", way=f"{pack.place[leg.origin].title} → {pack.place[leg.destination].title}")
