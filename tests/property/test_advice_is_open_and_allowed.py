"""Played out by chance, every step that is advised is open and allowed, and is what the plan does there.

The party does what it is told, and what it reports is all that is known: so the fold of its reports is held to where it
truly is, and each answer to the plan made before it left.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journeys import accepted, answerer_of, delivery, departure, observation, situation
from tests.property.random_worlds import loaded, world
from waystation.desk.chart.loading import Loaded
from waystation.guiding.answering import Answer
from waystation.guiding.journey import move_of
from waystation.guiding.playing import Ended, Left, Moved, Player
from waystation.guiding.underway import LEFT
from waystation.planning.compiling import Charted, chart
from waystation.planning.journey_states import WAIT
from waystation.solver.solve import Policy, evaluate, solve
from waystation.world.report import Report

NEAR = 1e-9


@dataclass
class Party:
    """A party that reports all that happens, asks at every decision, and does what it is told."""

    loaded: Loaded
    charted: Charted
    policy: Policy
    reports: list[Report] = field(default_factory=list)
    asked: int = 0
    last: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        self.answerer = answerer_of(self.loaded)
        self.reports.append(accepted(self.loaded.pack.clock.start))

    def hear(self, happening: object) -> None:
        clock = self.loaded.pack.clock
        if isinstance(happening, Left):
            self.reports.append(departure(happening.leg.id, clock.at(happening.step), to=happening.leg.destination))
            self._on_the_way(happening)
        elif isinstance(happening, Ended):
            self.reports.append(delivery(happening.leg.id, clock.at(happening.step), happening.outcome))
        elif isinstance(happening, Moved):
            self.reports += [observation(level, clock.at(happening.step), name) for name, level in happening.levels]

    def _on_the_way(self, left: Left) -> None:
        """An attempt is worth, as it begins, what the plan says of the state in which it was chosen."""
        clock = self.loaded.pack.clock
        answer = self.answerer.answer(situation(self.loaded.pack, self.reports, clock.at(left.step)))
        assert answer.position.leg == left.leg
        assert answer.ahead[0].underway
        if clock.steps - left.step >= clock.steps / LEFT:
            found = (*answer.safe, answer.lost)
            assert found == pytest.approx(self.last, abs=NEAR)

    def choose(self, step: int, node: int, joint: int) -> int:
        clock, charted = self.loaded.pack.clock, self.charted
        now = [observation(level, clock.at(step), name, text="at hand") for name, level in charted.levels.named(joint)]
        self.reports += now
        given = situation(self.loaded.pack, self.reports, clock.at(step))
        answer = self.answerer.answer(given)
        self.asked += 1
        self.last = (*answer.safe, answer.lost)
        here = charted.space.nodes[node]
        assert answer.position.place == here.place
        assert answer.position.leg is None
        if here.broker is not None:
            assert given.journey.standing.broker == here.broker
        action = self._action(answer, node)
        problem = charted.problem
        if action >= 0 and step + problem.duration[action] > problem.steps:
            assert clock.steps - step < clock.steps / LEFT
            return -1  # open on the longer horizon that was set anew; this game ends here
        if action >= 0:
            assert problem.open_steps[problem.calendar[action], step]
            assert not problem.shut[problem.rows(action)[:, joint]].any()
        if clock.steps - step >= clock.steps / LEFT:
            self._as_planned(answer, (step, node, joint), action)
            assert answer.looked_up == (self.asked > 1)
        return action

    def _action(self, answer: Answer, node: int) -> int:
        """The action that is advised; it must be one of those that there are."""
        options = self.charted.space.options[node]
        first = int(self.charted.problem.first_action[node])
        step = answer.next
        if step.what in ("none", "end"):
            return -1
        if step.what == "wait":
            (found,) = [number for number, option in enumerate(options) if option.move == WAIT]
            return first + found
        moves = self.loaded.pack.moves
        assert step.leg is not None
        assert move_of(self.loaded.pack, step.leg.id, answer.position.place, step.leg.destination) is not None
        same = (step.leg.id, step.leg.back)
        listed = [n for n, o in enumerate(options) if o.move != WAIT and (moves[o.move].id, moves[o.move].back) == same]
        assert len(listed) == 1
        return first + listed[0]

    def _as_planned(self, answer: Answer, state: tuple[int, int, int], action: int) -> None:
        step, node, joint = state
        planned = self.policy.action(*state)
        if planned != action:
            assert answer.next.what == "none"
            assert answer.safe[1] <= 0.0
        worth = evaluate(self.policy, step).at(node)
        for found, figure in zip(
            (*answer.safe, answer.lost), (worth.low, worth.mid, worth.high, worth.lost), strict=True
        ):
            assert found == pytest.approx(figure[joint], abs=NEAR)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2000), luck=st.integers(0, 9))
def test_a_party_that_does_what_it_is_told_follows_its_plan(seed, luck):
    """At every decision the fold knows where it is, the step is open and allowed, and its worth is the plan's.

    Nothing is planned twice, for nothing but the place, the hour and the levels changes.
    """
    given_pack = loaded(world(seed))
    charted = chart(given_pack.pack, given_pack.departures, None, given_pack.calendars)
    party = Party(given_pack, charted, solve(charted.problem, 0))
    for happening in Player(charted).play(party.choose, random.Random(luck)):
        party.hear(happening)
