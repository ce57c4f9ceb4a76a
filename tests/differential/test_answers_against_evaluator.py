"""What a journey is answered, from wherever it is reported to be, is what the independent evaluator says from there.

Small strange packs, made up at random. The party calls from some place at some hour, and tells at which levels some of
the conditions are. The answer is held to `tests.independent.evaluator`, which was written from `model.md` alone, knows
nothing of journeys, and shares no code with what it is compared with.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.independent.evaluator import evaluate
from tests.independent.random_packs import random_at, write_random_pack
from tests.journeys import NAME, accepted, answerer_of, heard, observation, situation
from waystation.desk.chart.loading import Loaded, load_pack
from waystation.guiding.answering import Answer
from waystation.storage.folders import PackFolder

PACKS, BATCH, DOUBTED = 240, 40, 0.02


def answered(loaded: Loaded, place: str, step: int, levels: dict[str, str]) -> Answer:
    """The party calls from a place: the answer to that."""
    clock = loaded.pack.clock
    when = clock.at(step)
    told = [accepted(clock.start), heard("checkin", when, journey=NAME, word="good", at=place)]
    told += [observation(level, when, condition) for condition, level in levels.items()]
    return answerer_of(loaded).answer(situation(loaded.pack, told, when))


def differences(loaded: Loaded, answer: Answer, truth: dict[str, object]) -> list[str]:
    """Where they do not agree."""
    safe, lost, first = truth["safe"], truth["lost"], truth["first"]
    assert isinstance(safe, dict)
    assert isinstance(lost, dict)
    assert isinstance(first, dict)
    pairs = [("low", answer.safe[0], safe["low"]), ("mid", answer.safe[1], safe["mid"])]
    pairs += [("high", answer.safe[2], safe["high"]), ("lost", answer.lost, lost["mid"])]
    found = [f"{name}: {ours}, not {theirs}" for name, ours, theirs in pairs if abs(ours - theirs) > 1e-9]
    ended = answer.position.place in loaded.pack.mission.to
    action = f"leg:{answer.next.leg.id}" if answer.next.leg is not None else "wait"
    if not ended and answer.next.what != "none" and action != (first["action"] or "wait"):
        found.append(f"next: {action}, not {first['action']}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, PACKS, BATCH))
def test_an_answer_is_what_the_evaluator_says_from_there(first: int, tmp_path: Path) -> None:
    """The chance of arriving, of being lost, and the next step; where a decision is doubtful, the chance at worst."""
    wrong: list[str] = []
    doubted = 0
    for seed in range(first, first + BATCH):
        folder = tmp_path / str(seed)
        write_random_pack(folder, seed)
        place, step, _, levels = random_at(folder, seed)
        loaded = load_pack(PackFolder(folder))
        truth = evaluate(folder, at=(place, step, None, levels))
        found = differences(loaded, answered(loaded, place, step, levels), truth)
        if found and truth["doubts"]:
            doubted += 1
            found = [one for one in found if one.startswith("low")]
        wrong.extend(f"seed {seed}: {what}" for what in found)
    assert not wrong, "\n".join(wrong)
    assert doubted <= max(1, DOUBTED * BATCH)
