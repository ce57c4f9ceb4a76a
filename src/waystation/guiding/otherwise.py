"""What else can go wrong with the next leg, beside what its policy has an answer for: each has to be planned anew.

A broker who does not answer, asks for more, or is compromised; the place it leads to, compromised; somebody who falls
ill: the slowest, who then walk at half their pace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from waystation.guiding.answering import Answer, IfWrong, Step
from waystation.guiding.journey_state import Ill
from waystation.planning.outcomes import Safe
from waystation.world.pack import Pack

__all__ = ["Otherwise", "going_otherwise", "otherwise_of"]


@dataclass(frozen=True)
class Otherwise:
    """One thing that may be otherwise.

    Args:
        broker: Id of the broker who fails.
        burnt: Whether the broker is compromised, with all that they know, and not only left out.
        place: Id of the place that is compromised.
        ill: Who falls ill.
    """

    broker: str | None = None
    burnt: bool = False
    place: str | None = None
    ill: Ill | None = None


def otherwise_of(pack: Pack, answer: Answer) -> Iterator[Otherwise]:
    """What else can go wrong with the next leg.

    Args:
        pack: The mission and its world.
        answer: The answer as it is.
    """
    step = _leg_of(answer)
    if step is None or step.leg is None:
        return
    if step.leg.broker is not None:
        yield Otherwise(broker=step.leg.broker)
        yield Otherwise(broker=step.leg.broker, burnt=True)
    if step.leg.destination not in pack.mission.to:
        yield Otherwise(place=step.leg.destination)
    slowest = min((one for one in pack.travellers if one.id not in answer.journey.ill), key=_pace, default=None)
    if slowest is not None:
        yield Otherwise(ill=Ill(slowest.id, answer.at, None, None))


def _pace(one: object) -> float:
    return float(getattr(one, "pace", 1.0))


def _leg_of(answer: Answer) -> Step | None:
    """The next leg that they take."""
    return next((step for step in (answer.next, answer.after) if step is not None and step.leg is not None), None)


def going_otherwise(what: Otherwise, before: Answer, after: Answer) -> Iterator[IfWrong]:
    """What to do then.

    Args:
        what: What is otherwise.
        before: The answer as it is.
        after: The answer if it is so.
    """
    step = _leg_of(before)
    assert step is not None
    assert step.leg is not None
    then = after.next if after.next.releases else _leg_of(after) or after.next
    names = ("burnt",) if what.burnt else ("silent", "price") if what.broker else ("house",) if what.place else ("ill",)
    for name in names:
        yield IfWrong(
            what=name,  # type: ignore[arg-type]
            leg=step.leg,
            place=after.next.place,
            at=after.next.at,
            then=then,
            about=what.broker or what.place or (what.ill.person if what.ill is not None else None),
            safe=Safe(*after.safe),
        )
