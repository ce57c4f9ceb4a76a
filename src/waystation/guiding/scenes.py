"""A mission as its map shows it: what lies behind, the moves ahead and their hours, where the party is at an instant.

Joins a plan, or the answer for a journey that runs, to one scene; how the scene is said is `wording`'s, how it is drawn
`charts`' business. Between a departure and an arrival a party is taken to be so far along the leg as time has passed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from waystation.guiding.answering import Answer
from waystation.guiding.journey import Journey
from waystation.guiding.seen import Seen, standing_now
from waystation.planning.alternatives import Alternative
from waystation.planning.plan import Plan
from waystation.world.pack import Pack
from waystation.world.places import Leg

__all__ = ["Move", "Scene", "Where", "scene_of_answer", "scene_of_plan"]


@dataclass(frozen=True)
class Move:
    """A leg of the way ahead, and its hours.

    Args:
        leg: The movement, in its direction.
        begins: When it leaves, in the origin's local time.
        ends: When it arrives, in the destination's local time.
    """

    leg: Leg
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Where:
    """Where a party is at an instant by the plan.

    Args:
        place: Id of the place where it is, or from which it left.
        move: The number of the move that it is on, from 0; None at a place.
        done: How many moves lie behind.
        share: How far along the move it is, 0 … 1.
    """

    place: str
    move: int | None
    done: int
    share: float = 0.0


@dataclass(frozen=True)
class Scene:
    """What a map shows.

    Args:
        pack: The mission and its world, as believed.
        place: Id of the place where the moves begin.
        begins: The first instant that is shown.
        opens: The instant that is shown first.
        moves: The way ahead, in order.
        behind: The legs that lie behind already.
        ways: Other ways, the safest left out; none for a journey that runs.
        closed: Why a leg is closed to the party, by its id.
        seen: What was last seen of each condition.
        plan: The plan; None for a journey that runs.
        answer: The answer; None where none runs.
    """

    pack: Pack
    place: str
    begins: datetime
    opens: datetime
    moves: tuple[Move, ...]
    behind: tuple[Leg, ...] = ()
    ways: tuple[Alternative, ...] = ()
    closed: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    plan: Plan | None = None
    answer: Answer | None = None

    @property
    def ends(self) -> datetime:
        """The last instant that is shown: arrival, by the plan."""
        return max([self.begins, *(one.ends for one in self.moves)])

    @property
    def stops(self) -> tuple[datetime, ...]:
        """The instants at which something begins or ends, each once, in order: the beginning, departures, arrivals."""
        every = {_key(one): one for one in (self.begins, *(x for m in self.moves for x in (m.begins, m.ends)))}
        return tuple(every[key] for key in sorted(every) if key >= _key(self.begins))

    def where(self, when: datetime) -> Where:
        """Where the party is at an instant, by the plan.

        Args:
            when: The instant; before the first it is where it begins, after the last where it ends.
        """
        place = self.place
        for number, move in enumerate(self.moves):
            if when < move.begins:
                return Where(place, None, number)
            if when < move.ends:
                whole = (move.ends - move.begins) / timedelta(seconds=1)
                return Where(place, number, number, (when - move.begins) / timedelta(seconds=1) / max(whole, 1.0))
            place = move.leg.destination
        return Where(place, None, len(self.moves))

    def levels(self, when: datetime) -> dict[str, dict[str, float]]:
        """How each condition is likely to stand at an instant: by its id, a chance for each level.

        Args:
            when: The instant.
        """
        clock = self.pack.clock
        step = max(0, min(clock.step_at_or_after(when), clock.steps))
        return {
            one.id: dict(zip(one.levels, standing_now(self.pack, one, self.seen.get(one.id), step), strict=True))
            for one in self.pack.conditions
        }


def _key(when: datetime) -> float:
    return when.timestamp()


def scene_of_plan(plan: Plan, ways: Sequence[Alternative]) -> Scene:
    """A plan on the map: it opens on the whole red line.

    Args:
        plan: The plan.
        ways: Other ways, the safest first.
    """
    charted, clock = plan.charted, plan.pack.clock
    place = charted.moment.place
    begins = clock.at(charted.moment.step, plan.pack.place[place].zone(clock.zone))
    course = plan.course if plan.outcome.safe.mid > 0.0 else ()
    moves = tuple(Move(hop.leg, hop.departs_at(charted), hop.arrives_at(charted)) for hop in course)
    opens = moves[-1].ends if moves else begins
    return Scene(plan.pack, place, begins, opens, moves, ways=tuple(ways[1:]), plan=plan)


def scene_of_answer(pack: Pack, journey: Journey, answer: Answer, now: datetime) -> Scene:
    """A journey that runs on the map: it opens on where they are now.

    Args:
        pack: The mission and its world, as believed.
        journey: The journey.
        answer: Its answer.
        now: The present instant.
    """
    moves = tuple(Move(one.leg, one.begins, one.ends) for one in answer.ahead if one.leg is not None)
    begins = min([now, *(move.begins for move in moves[:1])])
    behind = tuple(one.leg for one in journey.tried if one.outcome in ("arrived", "late"))
    return Scene(
        pack, answer.position.place, begins, now, moves, behind, closed=answer.closed, seen=answer.seen, answer=answer
    )
