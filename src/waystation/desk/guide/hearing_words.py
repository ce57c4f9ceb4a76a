"""Check-in words that were heard, among all journeys that run: whose they are, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from waystation.desk.guide.cases import Case
from waystation.desk.guide.running import running_of
from waystation.guiding.journey import Journey
from waystation.guiding.signs import MEANINGS, Meaning, meaning_of, secret_of, words_of

__all__ = ["Heard", "heard_in"]

Phrase = Callable[[tuple[int, int]], str]


@dataclass(frozen=True)
class Heard:
    """Words that were understood.

    Args:
        case: The mission.
        journey: Its journey whose words they are.
        meaning: What they mean.
    """

    case: Case
    journey: Journey
    meaning: Meaning


def heard_in(cases: Sequence[Case], said: str, now: datetime, phrases: Sequence[Phrase]) -> Heard | None:
    """Whose check-in words something is.

    Args:
        cases: The missions.
        said: What was said, whole.
        now: The present instant.
        phrases: For each language, how it says a pair of sentences.

    Returns:
        The one journey that has these words and what they mean; None where none has, or more than one.
    """
    found: list[Heard] = []
    for case in cases:
        for running in running_of([case.opened], now):
            secret = secret_of(running.standing, running.journey.name)
            if secret is None:
                continue
            words = words_of(secret)
            known = {meaning: [phrase(words.of(meaning)) for phrase in phrases] for meaning in MEANINGS}
            meaning = meaning_of(said, known)
            if meaning is not None:
                found.append(Heard(case, running.journey, meaning))
    return found[0] if len(found) == 1 else None
