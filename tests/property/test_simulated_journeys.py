"""Ten thousand journeys: no alarm missed, as few false ones as foreseen, every step that was advised could be taken."""

from __future__ import annotations

import math
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.independent.evaluator import is_closed, offered, read_model
from tests.simulated_journeys import Account, Simulated
from waystation.guiding.answering import Answer
from waystation.world.pack import Pack

pytestmark = pytest.mark.slow

LONGER = Fraction(5)
"""The horizon is set anew for those who are late; the clock of the independent model runs on for them."""
WITHIN = 0.2
"""False alarms are within so much of what was foreseen; where few are foreseen, within four standard deviations."""

CHUNKS = [
    *(("two-days-to-the-river", first, 1620) for first in range(0, 9720, 1620)),
    ("christmas-1854", 0, 200),
    ("a-son", 0, 50),
    ("beyond-utopia", 0, 30),
]
"""Which journeys: of which pack, from which seed, and how many."""


def test_there_are_ten_thousand() -> None:
    """No fewer."""
    assert sum(many for *_, many in CHUNKS) >= 10_000


@pytest.mark.parametrize(("name", "first", "many"), CHUNKS)
def test_simulated_journeys(root: Path, tmp_path: Path, name: str, first: int, many: int) -> None:
    """Watched and answered report by report, as they would be heard of."""
    simulated, account = Simulated(root / "packs" / name), Account()
    for seed in range(first, first + many):
        simulated.play(seed, account)
    assert account.journeys == many
    _ends_as_planned(simulated, account)
    _no_alarm_missed(simulated, account)
    _as_few_false_alarms_as_foreseen(account)
    _every_step_can_be_taken(simulated.pack, _model(root / "packs" / name, tmp_path), account)


def _ends_as_planned(simulated: Simulated, account: Account) -> None:
    """As many arrive as the plan says, to five standard errors."""
    safe = simulated.plan.outcome.safe.mid
    found = account.ends.get("safe", 0) / account.journeys
    assert abs(found - safe) <= 5.0 * math.sqrt(safe * (1.0 - safe) / account.journeys)


def _no_alarm_missed(simulated: Simulated, account: Account) -> None:
    """The watch rings for whoever is lost, no later than one stretch of silence and its grace after the loss."""
    assert account.lost == account.ends.get("lost", 0)
    assert account.alarmed == account.lost > 0
    assert account.slowest <= simulated.every + account.grace


def _as_few_false_alarms_as_foreseen(account: Account) -> None:
    assert account.checks > 10 * account.journeys / 2
    error = 4.0 * math.sqrt(account.foreseen)
    assert abs(account.false - account.foreseen) <= max(WITHIN * account.foreseen, error)
    if account.foreseen > 1000.0:
        assert abs(account.false - account.foreseen) <= WITHIN * account.foreseen


def _model(folder: Path, into: Path) -> dict[str, Any]:
    """The pack as a program reads it that was written apart from this one; its reports change no chance."""
    shutil.copytree(folder, into / "pack", ignore=shutil.ignore_patterns("reports.jsonl"))
    return read_model(into / "pack", LONGER)


def _every_step_can_be_taken(pack: Pack, model: dict[str, Any], account: Account) -> None:
    """From where they are, by a party of their strength, at that hour, and at the levels that are known."""
    steps = 0
    for answer in account.advised.values():
        assert answer.next.what in ("leg", "wait", "end")
        steps += answer.next.what == "leg"
        _can_be_taken(pack, model, answer)
    assert steps > 0


def _can_be_taken(pack: Pack, model: dict[str, Any], answer: Answer) -> None:
    step, there = answer.next, answer.position
    place = there.place if there.leg is None else there.leg.destination
    assert step.place == place
    if step.what == "end":
        assert place in pack.mission.to
    if step.what != "leg":
        return
    assert step.leg is not None
    assert step.leg.origin == place
    assert step.at >= answer.at or there.leg is not None
    at = pack.clock.step_at_or_after(step.at)
    (leg,) = (one for one in model["legs"] if (one["id"], one["to"]) == (step.leg.id, step.leg.destination))
    assert offered(model, leg, at)
    if there.leg is None and at == pack.clock.step_at_or_after(answer.at):
        assert not is_closed(leg["when"], {name: seen.level for name, seen in answer.seen.items()})
