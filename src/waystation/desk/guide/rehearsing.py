"""Rehearsing: a journey that is only played, in a folder of its own, with the commands that a real one is guided by.

Decides what the party does: what the answer says, as it stood when they could last be told; on arriving, before anybody
has called, what it said of arriving. Whoever breaks a rehearsal off can go on with it: the truth is played again from
its seed, with the choices that were made, and what was told already is not told twice. What truly happens is
`playing`'s, what is heard of it `hearsay`'s business.
"""

from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Protocol

from waystation.desk.chart.loading import Loaded
from waystation.guiding.hearsay import Heard, Hearsay
from waystation.guiding.mishaps import Mishaps
from waystation.guiding.playing import Ended, Happening, Over, Player
from waystation.guiding.rehearsal import Choice, Onward, Rehearsal
from waystation.planning.compiling import chart
from waystation.planning.journey_states import WAIT
from waystation.world.charter_watch import WatchRules
from waystation.world.places import Leg

if TYPE_CHECKING:
    from waystation.guiding.answering import Answer, Step

__all__ = ["CLOSED", "Drill", "Screens"]

CLOSED = "closed"
"""How a rehearsal is over whose journey somebody has closed before it had ended."""
LATER = 1 << 32
"""What goes wrong beside the plan is numbered from here, so that it comes last of what is heard at once."""


class _Closed(Exception):
    """The journey does not run any more: whoever is trained has closed it."""


class Screens(Protocol):
    """What a rehearsal needs of those who are being trained, and of their machine."""

    def wait(self, rehearsal: Rehearsal) -> None:
        """Wait until the rehearsal's clock has come to its `until`."""
        ...

    def keep(self, rehearsal: Rehearsal) -> None:
        """Keep how the rehearsal stands."""
        ...

    def tell(self, report: dict[str, Any]) -> None:
        """Take a report down, as it is heard; one that is there already is passed over."""
        ...

    def answer(self, at: datetime) -> Answer | None:
        """What the journey's answer is now; None where it does not run any more."""
        ...


class Drill:
    """A rehearsal while it runs.

    Args:
        loaded: The pack as it was when the rehearsal began: the truth.
        rehearsal: How it stands.
        journey: The journey's name.
        screens: Who is being trained.
    """

    def __init__(self, loaded: Loaded, rehearsal: Rehearsal, journey: str, screens: Screens) -> None:
        self.rehearsal = rehearsal
        self.screens = screens
        self.clock = loaded.pack.clock
        self.charted = chart(loaded.pack, loaded.departures, None, loaded.calendars)
        charter = loaded.pack.charter
        rules = (charter.watch if charter is not None else None) or WatchRules()
        self.every = timedelta(hours=rules.every_hours)
        seed = rehearsal.seed
        self.hearsay = Hearsay(journey, self.clock.at, rules.calls, Random(f"{seed} heard"))
        self.mishaps = Mishaps(loaded.pack, journey, rehearsal.mishaps, seed)
        for extra in rehearsal.extras:
            self.mishaps.left.pop(_kind_of(extra.report["kind"]), None)
        self._legs = 0
        self._call_at = self.clock.at(0) + self.every
        self._ended = ""
        self._made = {one.step: one for one in rehearsal.choices}
        self._again_until, self._again_told = rehearsal.at, rehearsal.told
        self._coming = [Heard(one.at, LATER + n, dict(one.report)) for n, one in enumerate(rehearsal.extras)]
        heapq.heapify(self._coming)

    def run(self) -> Over | None:
        """Play the journey to its end, or until it is closed.

        Returns:
            How it ended; None where it was closed before.
        """
        over: Over | None = None
        try:
            for happening in Player(self.charted).play(self._choose, Random(self.rehearsal.seed)):
                self._note(happening)
                over = happening if isinstance(happening, Over) else None
        except _Closed:
            self._keep(since=None, over=CLOSED)
            return None
        assert over is not None
        while self._coming:
            self._run_to(self._coming[0].at)
        self._keep(since=None, over=over.end)
        return over

    def _note(self, happening: Happening) -> None:
        for heard in self.hearsay.of(happening):
            heapq.heappush(self._coming, heard)
        if isinstance(happening, Ended):
            self._legs += 1
            self._ended = happening.outcome
            self._call_at = self.clock.at(happening.step) + self.every

    # ---- what the party does

    def _choose(self, step: int, node: int, joint: int) -> int:
        """What is done in a state: a leg that the answer says, or waiting."""
        at = self.clock.at(step)
        while self._call_at <= at:
            word = self.hearsay.word_from(self.charted.space.nodes[node].place, self._call_at)
            heapq.heappush(self._coming, word)
            self._call_at = word.at + self.every
        self._run_to(at)
        options = self._options(node)
        if step in self._made:
            return options.get((self._made[step].leg, self._made[step].to), -1)
        leg = self._advised(at) if at >= self._again_until else None
        action = options.get(leg, -1) if leg is not None else -1
        if leg is None or action < 0 or not self._is_open(action, step, joint):
            return options.get(("", ""), -1)
        self._made[step] = Choice(step, *leg)
        self._keep(choices=(*self.rehearsal.choices, self._made[step]))
        return action

    def _advised(self, at: datetime) -> tuple[str, str] | None:
        """The leg to leave on now, as the party knows, and where it leads to; None to wait."""
        if self.hearsay.told_by > at:  # they have not called yet, and do what was said of arriving
            said = {one.ended: one for one in self.rehearsal.onward}
            then = said.get(self._ended)
            return (then.leg, then.to) if then is not None and then.at <= at else None
        leg = _leg_now(self._answer(at), at)
        extras = self.mishaps.before(leg, at, self._legs) if leg is not None else []
        if extras:
            first = LATER + len(self.rehearsal.extras)
            for number, extra in enumerate(extras, first):
                heapq.heappush(self._coming, Heard(extra.at, number, dict(extra.report)))
            self._keep(extras=(*self.rehearsal.extras, *extras))
            self._run_to(at)
            leg = _leg_now(self._answer(at), at)
        return (leg.id, leg.destination) if leg is not None else None

    def _answer(self, at: datetime) -> Answer:
        answer = self.screens.answer(at)
        if answer is None:
            raise _Closed
        return answer

    def _options(self, node: int) -> dict[tuple[str, str], int]:
        """The actions at a node by their leg and where it leads to; waiting by two empty words."""
        problem, found = self.charted.problem, {}
        for action in range(int(problem.first_action[node]), int(problem.first_action[node + 1])):
            move = self.charted.options[action].move
            leg = self.charted.pack.moves[move] if move != WAIT else None
            found[(leg.id, leg.destination) if leg is not None else ("", "")] = action
        return found

    def _is_open(self, action: int, step: int, joint: int) -> bool:
        problem = self.charted.problem
        return bool(problem.open_steps[problem.calendar[action], step]) and not bool(
            problem.shut[problem.rows(action)[0, joint]]
        )

    # ---- what is heard

    def _run_to(self, at: datetime) -> None:
        """Let the clock run on to an instant, and tell what is heard until then."""
        while self._coming and self._coming[0].at <= at:
            heard = heapq.heappop(self._coming)
            if self._again_told > 0:
                self._again_told -= 1
                continue
            self._clock_to(heard.at)
            self.screens.tell(heard.report)
            if heard.report["kind"] == "departure":  # now they can be told what to do on arriving
                self._keep(onward=_onward(self._answer(heard.at)))
            self._keep(told=self.rehearsal.told + 1)
        self._clock_to(at)

    def _clock_to(self, at: datetime) -> None:
        if at > self.rehearsal.at:
            self._keep(until=at)
            self.screens.wait(self.rehearsal)
            self._keep(at=at, until=at)

    def _keep(self, **changes: Any) -> None:
        self.rehearsal = replace(self.rehearsal, **changes)
        self.screens.keep(self.rehearsal)


def _leg_now(answer: Answer, at: datetime) -> Leg | None:
    """The leg that an answer says to leave on, if its time has come."""
    return answer.next.leg if answer.next.what == "leg" and answer.next.at <= at else None


def _onward(answer: Answer) -> tuple[Onward, ...]:
    """What an answer on a leg says of how it may end."""
    said: dict[str, Step] = {"arrived": answer.next}
    said.update((one.what, one.then) for one in answer.wrong if one.what in ("late", "back"))
    return tuple(
        Onward(ended, step.leg.id, step.leg.destination, step.at)
        for ended, step in said.items()
        if step.what == "leg" and step.leg is not None
    )


def _kind_of(report: str) -> str:
    """The mishap that a kind of report tells of."""
    return {"illness": "ill", "price": "price"}.get(report, "silent")
