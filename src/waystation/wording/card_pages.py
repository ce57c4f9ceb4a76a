"""What pages say around cards: whose one is, of what it tells, how it stands, in which form it is."""

from __future__ import annotations

from waystation.guiding.cards_out import CardOut
from waystation.wording.figures import date_and_time
from waystation.wording.language import mark, say
from waystation.world.pack import Pack
from waystation.world.report_journeys import CardGiven

__all__ = ["FORM_WORDS", "STATE_WORDS", "at_words", "holder_words", "now_line", "told_of"]

FORM_WORDS = {
    "print": mark("On paper"),
    "sms": mark("As a message"),
    "aloud": mark("Read aloud"),
}
STATE_WORDS = {
    "moved": mark("its hour has changed"),
    "off": mark("no longer on the way"),
    "burnt": mark("whoever has it is burnt"),
    "holds": mark("still holds"),
    "past": mark("its time is over"),
}


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
    way = f"{pack.place[leg.origin].title} → {pack.place[leg.destination].title}" if leg is not None else name
    return say("the way {way}", way=way)


def holder_words(pack: Pack, to: str) -> str:
    """Whose a card is: a broker's name, the host of a place, the travellers, a liaison.

    Args:
        pack: The mission.
        to: Whose, as `card` reports say it.
    """
    kind, _, name = to.partition(":")
    if kind == "broker":
        return pack.broker[name].title if name in pack.broker else name
    if kind == "place":
        return say("the host of {place}", place=pack.place[name].title if name in pack.place else name)
    return say("the travellers") if kind == "traveller" else say("{name}, liaison", name=name)


def now_line(out: CardOut) -> str:
    """What is to be done about a card that is out; empty where it is nothing."""
    told = date_and_time(out.given.opens, with_offset=True) if out.given.opens is not None else ""
    if out.state == "moved" and out.now is not None:
        return say("Tell them: now {now}, not {told}.", now=date_and_time(out.now.opens, with_offset=True), told=told)
    if out.state == "off":
        return say("Tell them: it is not on the way any more.")
    if out.state == "burnt":
        return say("Call nobody there, and go there no more.")
    return say("It says {when}.", when=told) if told else ""
