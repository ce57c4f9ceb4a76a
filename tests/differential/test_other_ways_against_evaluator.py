"""Other ways are worth what they say: the evaluator written apart from the code follows each of their policies."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.independent.evaluator import Action, State
from tests.independent.following import follow
from tests.independent.random_packs import write_random_pack
from waystation.desk.chart.loading import load_pack
from waystation.planning.compiling import Charted
from waystation.planning.journey_states import WAIT, Node
from waystation.planning.other_ways import Candidate, find_candidates
from waystation.planning.outcomes import outcome_of
from waystation.planning.plan import days_of, make_plan
from waystation.storage.folders import PackFolder

PACKS = 60
BATCH = 15
NEAR = 1e-9


class Chosen:
    """Our policy in the evaluator's words."""

    def __init__(self, charted: Charted, candidate: Candidate) -> None:
        self.charted = charted
        self.policy = candidate.policy
        self.index = {node: number for number, node in enumerate(charted.space.nodes)}
        levels = charted.levels
        conditions = [c.id for c in charted.pack.conditions if c.observed]
        self.seen = [conditions.index(condition.id) for condition in levels.visible]

    def __call__(self, step: int, state: State) -> Action:
        """The action at a step in a state; None also where our plan can never be."""
        place, broker, spent, levels = state
        node = self.index.get(Node(place, broker, spent), self.index.get(Node(place, None, spent)))
        if node is None:
            return None
        joint = self.charted.levels.joint.index(tuple(levels[at] for at in self.seen))
        action = self.policy.action(step, node, joint)
        if action < 0:
            return None
        option = self.charted.options[action]
        if option.move == WAIT:
            return ("wait",)
        leg = self.charted.pack.moves[option.move]
        return (leg.id, "return" if leg.back else "out")


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PACKS, BATCH))
def test_a_candidate_is_worth_what_the_evaluator_says(first: int, tmp_path: Path) -> None:
    """At worst, nominally and at best; what it costs, how long it takes, and who is told."""
    looked = 0
    for seed in range(first, first + BATCH):
        folder = tmp_path / str(seed)
        write_random_pack(folder, seed)
        plan = make_plan(load_pack(PackFolder(folder)).pack)
        for candidate in find_candidates(plan)[:: 1 + seed % 3]:
            outcome = outcome_of(plan.charted, candidate.policy)
            truth = follow(folder, Chosen(plan.charted, candidate))
            ours = {"low": outcome.safe.low, "mid": outcome.safe.mid, "high": outcome.safe.high}
            ours |= {"lost": outcome.lost, "cost": outcome.cost}
            for name, value in ours.items():
                assert math.isclose(value, truth[name], rel_tol=NEAR, abs_tol=NEAR), (seed, name, candidate.without)
            days = days_of(plan.charted, outcome)
            assert (days is None) == (truth["days"] is None)
            assert days is None or math.isclose(days, truth["days"], rel_tol=NEAR, abs_tol=NEAR)
            assert sorted(outcome.told) == truth["told"]
            looked += 1
    assert looked > BATCH
