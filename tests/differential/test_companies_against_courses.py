"""What becomes of several parties is what listing every course of the conditions says, by rules written apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.independent.courses import Company as Truth
from tests.parties import company_folders, party_of
from waystation.planning.joint_exact import all_arrive
from waystation.planning.shared_conditions import outside_of
from waystation.planning.together import Company

SEEDS = range(24)
RUNS = 1000
NEAR = 1e-12


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, len(SEEDS), 6))
def test_all_arrive_as_often_as_every_course_together_says(first: int, tmp_path: Path) -> None:
    """Exactly to 1e-12; drawn within four standard errors; at worst as an adversary who sees all would have it."""
    shared = 0
    for seed in SEEDS[first : first + 6]:
        folders = company_folders(tmp_path / str(seed), seed)
        parties, truth = [party_of(folder) for folder in folders], Truth(folders)
        ours = Company(parties, RUNS, seed).together(range(3))
        assert ours.stderr == ours.stderr_low == 0.0
        assert abs(ours.all_safe.mid - truth.all_safe()) < NEAR
        assert abs(ours.none_safe - truth.none_safe()) < NEAR
        foreseen = truth.foreseen()
        assert abs(ours.all_safe.low - truth.seen()) < NEAR
        assert foreseen - NEAR <= ours.all_safe.low <= min(party.walk.low for party in parties) + NEAR
        drawn = Company(parties, RUNS, seed, exact=False).together(range(3))
        assert abs(drawn.all_safe.mid - ours.all_safe.mid) <= 4.0 * drawn.stderr + 1e-9
        slack = 4.0 * drawn.stderr_low + 1e-9
        assert foreseen - slack <= drawn.all_safe.low <= ours.all_safe.low + slack
        shared += len({name for party in parties for name in party.walk.conditions}) > 0
        people = [party.people for party in parties]
        for name in ("low", "mid"):
            expected = sum(n * found["safe"][name] for n, found in zip(people, truth.truths, strict=True))
            assert abs(getattr(ours.expected_safe, name) - expected) < NEAR
    assert shared > 1


@pytest.mark.slow
def test_a_party_by_itself_is_worth_what_its_plan_says(tmp_path: Path) -> None:
    """The game of all parties, played by one, is the plan's own backward induction."""
    for seed in SEEDS:
        (folder,) = company_folders(tmp_path / str(seed), seed, [[{"id": "boy"}]])
        walk = party_of(folder).walk
        found = all_arrive([walk], outside_of([walk]), 10**6)
        assert found is not None
        assert abs(found.low - walk.low) < NEAR
        assert abs(found.mid - walk.mid) < NEAR
