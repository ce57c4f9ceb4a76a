"""Finding the answer for a journey: by looking it up in the policy there is, or by planning anew from this moment.

Where only the place, the hour and what is seen of the conditions are others, the policy has the answer already. Where
beliefs have moved, somebody is ill, a broker is silent or burnt, a fee is raised, or a bed is taken, it is planned
anew, from where the party is. An `Answerer` keeps the last policy, so that it is worth keeping one for each journey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from waystation.guiding.answering import Answer, Step
from waystation.guiding.burning import Closed
from waystation.guiding.course_ahead import after_that, ahead_of, step_there
from waystation.guiding.flags import flags_of
from waystation.guiding.going_wrong import wrong_next, wrong_on_leg
from waystation.guiding.journey import Journey
from waystation.guiding.otherwise import Otherwise, going_otherwise, otherwise_of
from waystation.guiding.policy_there import There, there_of
from waystation.guiding.position import Position, at_place, on_leg
from waystation.guiding.seen import Seen, chances_at, standing_now
from waystation.guiding.spots import Spots, spots_of, step_of
from waystation.guiding.underway import Terms, terms_of
from waystation.guiding.worth_on_a_leg import attempt_there, worth_of
from waystation.planning.compiling import Charted, Departures, Moment, chart
from waystation.planning.restricting import with_beds
from waystation.solver.solve import Policy, solve
from waystation.world.calendars import Calendars
from waystation.world.pack import Pack

__all__ = ["Answerer", "Situation"]

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Situation:
    """All that an answer depends on.

    Args:
        pack: The mission and its world, as it is believed to be after all reports that count.
        journey: The journey.
        now: The present instant.
        seen: What was last seen of each condition until then, by id.
        seen_before: The same until they left on the leg that they are on.
        closed: What burns have closed.
        free: For places whose beds are not always free for them, (T,) bool over the pack's steps.
        closing: What burns would have closed, were this burnt too: what it is, and its name; None if nobody can say.
    """

    pack: Pack
    journey: Journey
    now: datetime
    seen: Mapping[str, Seen] = field(default_factory=dict)
    seen_before: Mapping[str, Seen] = field(default_factory=dict)
    closed: Closed = field(default_factory=Closed)
    free: Mapping[str, Bools] = field(default_factory=dict)
    closing: Callable[[str, str], Closed] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class _Solved:
    """A policy, and what it was found for."""

    pack: Pack
    hidden: tuple[tuple[str, str, datetime], ...]
    free: tuple[tuple[str, bytes], ...]
    charted: Charted
    policy: Policy

    def holds(self, pack: Pack, hidden: object, free: object) -> bool:
        """Whether it is the policy for this too."""
        return self.hidden == hidden and self.free == free and self.pack == pack


class Answerer:
    """Answers for one journey, one after the other.

    Args:
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, on the pack's longer clock.
    """

    def __init__(self, departures: Departures, calendars: Calendars) -> None:
        self._departures = departures
        self._calendars = calendars
        self._solved: _Solved | None = None

    def answer(self, situation: Situation) -> Answer:
        """What to do now.

        Args:
            situation: All that it depends on.
        """
        if situation.journey.standing.lost:
            return _lost(situation)
        terms, spots = _terms(situation)
        there, looked_up = self._there(terms, spots, situation)
        return _answer(situation, terms, spots, there, looked_up=looked_up)

    def whole(self, situation: Situation) -> Answer:
        """The same, with what to do if a broker fails, a house is lost or somebody falls ill: each is planned anew."""
        answer = self.answer(situation)
        if situation.journey.standing.lost:
            return answer
        found = [
            going_otherwise(
                what, answer, Answerer(self._departures, self._calendars).answer(_otherwise(situation, what))
            )
            for what in otherwise_of(situation.pack, answer)
            if situation.closing is not None or not (what.burnt or what.place is not None)
        ]
        return replace(answer, wrong=(*answer.wrong, *(one for listed in found for one in listed)))

    def follows(self, situation: Situation) -> There:
        """The policy where they are, or arrive in time."""
        return self._there(*_terms(situation), situation)[0][0]

    def _there(self, terms: Terms, spots: Spots, situation: Situation) -> tuple[tuple[There, ...], bool]:
        """The policy at each of the spots; and whether it was there already."""
        pack = terms.pack
        unseen = {condition.id for condition in pack.conditions if not condition.observed}
        hidden = tuple(sorted((name, one.level, one.when) for name, one in situation.seen.items() if name in unseen))
        free = tuple(sorted((place, hours.tobytes()) for place, hours in situation.free.items()))
        solved = self._solved
        if solved is not None and solved.holds(pack, hidden, free):
            found = [there_of(solved.charted, solved.policy, spot, situation.seen) for spot in spots.each]
            if all(one is not None for one in found):
                return tuple(one for one in found if one is not None), True
        charted = self._charted(pack, spots, situation)
        policy = solve(charted.problem, charted.start.step)
        self._solved = _Solved(pack, hidden, free, charted, policy)
        found = [there_of(charted, policy, spot, situation.seen) for spot in spots.each]
        return tuple(one for one in found if one is not None), False

    def _charted(self, pack: Pack, spots: Spots, situation: Situation) -> Charted:
        if pack.clock.longer != self._calendars.clock:
            self._calendars = Calendars(pack.clock.longer)
        first = min(spots.first, pack.clock.steps)
        node = spots.here.node
        chances = chances_at(pack, situation.seen, first)
        spent = node.spent * pack.mission.budget_unit
        moment = Moment(node.place, first, node.broker, spent=spent, chances=chances)
        charted = chart(pack, self._departures, moment, self._calendars, [one.node for one in spots.each])
        free = {place: _as_long(hours, charted.problem.steps) for place, hours in situation.free.items()}
        return with_beds(charted, free) if free else charted


def _lost(situation: Situation) -> Answer:
    """There is nothing that those who are lost can do; what others do for them follows the journey's end."""
    standing = situation.journey.standing
    nothing = Step("none", None, standing.place, standing.since)
    position = Position(standing.place, None, standing.since, lost=1.0)
    return Answer(
        situation.journey, position, situation.now, (0.0, 0.0, 0.0), 1.0, nothing, None, looked_up=True,
        seen=situation.seen, spent=standing.spent,
    )  # fmt: skip


def _terms(situation: Situation) -> tuple[Terms, Spots]:
    journey, step = situation.journey, step_of(situation.pack.clock, situation.now)
    terms = terms_of(situation.pack, journey, situation.closed, step)
    return terms, spots_of(terms.pack, journey, situation.now)


def _otherwise(situation: Situation, what: Otherwise) -> Situation:
    """The same with one more thing gone wrong."""
    journey = situation.journey
    if what.ill is not None:
        return replace(situation, journey=replace(journey, ill={**journey.ill, what.ill.person: what.ill}))
    if what.place is not None or what.burnt:
        assert situation.closing is not None
        kind, name = ("place", what.place) if what.place is not None else ("broker", what.broker)
        return replace(situation, closed=situation.closing(kind, str(name)))
    return replace(situation, journey=replace(journey, silent={**journey.silent, str(what.broker): situation.now}))


def _as_long(hours: Bools, steps: int) -> Bools:
    """Hours over a clock that may be longer: nobody has booked what lies beyond."""
    return np.concatenate([hours[:steps], np.ones(max(0, steps - len(hours)), np.bool_)])


def _answer(situation: Situation, terms: Terms, spots: Spots, there: tuple[There, ...], *, looked_up: bool) -> Answer:
    journey, here = situation.journey, there[0]
    standing = journey.standing
    if standing.leg is None:
        position, safe, lost = at_place(standing.place, standing.since), here.safe, here.lost
        wrong, coming, chances = tuple(wrong_next(here)), here, (0.0, 0.0)
    else:
        attempt = attempt_there(journey, terms.pack, situation.seen_before, spots.left, here)
        position = on_leg(situation.pack.clock, standing.leg, standing.since, attempt.chances, situation.now)
        safe, lost = worth_of(attempt, standing.since, spots.left, situation.seen, there)
        chances = attempt.chances.back, attempt.chances.late
        late, back = (one if p > 0.0 else None for one, p in ((there[1], chances[1]), (there[2], chances[0])))
        wrong = (*wrong_on_leg(standing.leg, late, back), *wrong_next(here))
        coming = there[_coming(position, spots)]
    first = step_there(coming)
    return Answer(
        journey=journey,
        position=position,
        at=situation.now,
        safe=(safe.low, safe.mid, safe.high),
        lost=lost,
        next=first,
        after=after_that(coming, first),
        wrong=wrong,
        ahead=ahead_of(coming, position, chances),
        looked_up=looked_up,
        closed=terms.closed,
        seen=situation.seen,
        levels=_levels(situation, here),
        flags=tuple(flags_of(situation.pack, journey, position, situation.closed, first=first, safe=safe)),
        spent=standing.spent,
    )


def _coming(position: Position, spots: Spots) -> int:
    """Which end of the leg comes first of those that still can: in time, late, or back."""
    if not position.arrives:
        return 2
    return 0 if position.arrives[0][0] == spots.in_time else 1


def _levels(situation: Situation, here: There) -> dict[str, dict[str, float]]:
    """How the conditions that matter stand now."""
    step = step_of(situation.pack.clock, situation.now)
    found = {}
    for condition in here.charted.levels.visible:
        chances = standing_now(situation.pack, condition, situation.seen.get(condition.id), step)
        found[condition.id] = dict(zip(condition.levels, chances, strict=True))
    return found
