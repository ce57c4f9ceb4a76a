"""What a person has to look at before anything else is done: red flags of a running journey."""

from __future__ import annotations

from collections.abc import Iterator

from waystation.guiding.answering import Flag, Step
from waystation.guiding.burning import Closed
from waystation.guiding.journey import Journey
from waystation.guiding.position import Position
from waystation.planning.outcomes import Safe
from waystation.world.pack import Pack

__all__ = ["flags_of"]


def flags_of(
    pack: Pack, journey: Journey, position: Position, closed: Closed, *, first: Step, safe: Safe
) -> Iterator[Flag]:
    """What a person has to look at.

    Args:
        pack: The mission and its world, as it is believed to be, with the fees that were agreed.
        journey: The journey.
        position: Where its party is likely to be.
        closed: What burns have closed.
        first: What to do next.
        safe: The chance of arriving.
    """
    if journey.signs is not None and journey.signs[1] != "good":
        yield Flag(journey.signs[1], fields={"since": journey.signs[0]})
    if position.overdue:
        yield Flag("overdue", position.leg.id if position.leg else "", {"since": position.arrives[-1][0]})
    heading = position.leg.destination if position.leg is not None else position.place
    if heading in closed.places:
        yield Flag("compromised", heading, {"code": closed.places[heading].code, "there": position.leg is None})
    if position.leg is not None and position.leg.id in closed.legs:
        yield Flag("compromised_leg", position.leg.id, {"broker": position.leg.broker})
    yield from _prices(pack, journey)
    if first.what == "none":
        yield Flag("no_way")
    elif safe.high <= 0.0:
        yield Flag("no_end")
    elif safe.low <= 0.0:
        yield Flag("hopeless")


def _prices(pack: Pack, journey: Journey) -> Iterator[Flag]:
    """Fees raised when people were on the way: by the charter a second person approves them, or they are refused."""
    agreed = {leg.id: leg for leg in pack.legs}
    for name, (_, asked) in sorted(journey.prices.items()):
        leg = agreed.get(name)
        if leg is not None and asked > leg.fee.high:
            fields = {"broker": leg.broker, "agreed": leg.fee.high, "asked": asked, "people": pack.party_size}
            yield Flag("price_raised", name, fields)
