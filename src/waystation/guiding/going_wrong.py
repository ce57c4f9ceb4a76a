"""What to do for each thing that can go wrong on the leg that a party is on, or takes next, as the policy has it."""

from __future__ import annotations

from collections.abc import Iterator

from waystation.guiding.answering import IfWrong, Step
from waystation.guiding.course_ahead import local, step_for, step_there
from waystation.guiding.policy_there import There
from waystation.planning.fallbacks import Fallback, fallbacks
from waystation.world.places import Leg

__all__ = ["wrong_next", "wrong_on_leg"]


def wrong_next(there: There) -> Iterator[IfWrong]:
    """What to do if the next leg goes wrong: a condition is otherwise at departure, they are turned back, or late.

    Args:
        there: Where they decide next.
    """
    for fallback in fallbacks(there.charted, there.policy, there.course[:1]):
        yield IfWrong(
            what=fallback.what,  # type: ignore[arg-type]
            leg=fallback.hop.leg,
            place=fallback.place,
            at=local(there.charted, fallback.step, fallback.place),
            then=_then(there, fallback),
            levels=fallback.levels,
            closed=fallback.closed,
        )


def _then(there: There, fallback: Fallback) -> Step:
    at = local(there.charted, fallback.step, fallback.place)
    if fallback.releases and not fallback.soon(1440 / there.charted.pack.clock.step_minutes):
        return Step("wait", None, fallback.place, at, releases=fallback.releases)
    if fallback.then is not None:
        return step_for(there.charted, there.policy, fallback.then)
    return Step("none", None, fallback.place, at)


def wrong_on_leg(leg: Leg, late: There | None, back: There | None) -> Iterator[IfWrong]:
    """What to do if the leg that they are on goes wrong.

    Args:
        leg: The leg.
        late: Where they are if they are late; None if they cannot be, or if that makes no difference.
        back: Where they are if they are turned back; None if they cannot be.
    """
    for what, there in (("back", back), ("late", late)):
        if there is not None:
            place = there.spot.node.place
            at = local(there.charted, there.spot.step, place)
            yield IfWrong(what, leg, place, at, _soon(there), safe=there.safe)  # type: ignore[arg-type]


def _soon(there: There) -> Step:
    """The next leg from there, or the end, or that there is no way."""
    first = step_there(there)
    return step_for(there.charted, there.policy, there.course[0]) if first.what == "wait" and there.course else first
