"""The answers for all journeys that run, before something is heard and after: planned anew where that is needed.

Decides nothing of an answer; that one cannot be found is said as a warning, for the others, and what was written down,
stand all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waystation.desk.guide.cases import Case
from waystation.desk.guide.running import Running, answer_of, running_of
from waystation.desk.guide.sharing import answers_of
from waystation.errors import Mistake, WaystationError
from waystation.guiding.ahead import Stretch
from waystation.guiding.answering import Answer

__all__ = ["Answered", "Answers", "answers_in", "one_by_one"]


@dataclass(frozen=True)
class Answered:
    """A journey that runs, and its answer.

    Args:
        running: The journey.
        answer: What to do now.
    """

    running: Running
    answer: Answer


@dataclass(frozen=True)
class Answers:
    """The answers for several journeys at one instant.

    Args:
        found: By the PACK as given and the journey's name.
        troubles: Warnings about journeys for which there is none.
    """

    found: Mapping[tuple[str, str], Answered]
    troubles: tuple[Mistake, ...]

    def ahead(self, case: Case) -> dict[str, Sequence[Stretch]]:
        """The way ahead of each journey of a mission."""
        return {journey: one.answer.ahead for (name, journey), one in self.found.items() if name == case.name}


def answers_in(cases: Sequence[Case], now: datetime) -> Answers:
    """The answer for every journey that runs.

    Args:
        cases: The missions.
        now: The present instant.
    """
    running = running_of([case.opened for case in cases], now)
    try:
        answers = answers_of(running, now)
    except WaystationError:
        return one_by_one(running, lambda one: answer_of(one, now))
    return Answers({_key(one): Answered(one, answer) for one, answer in zip(running, answers, strict=True)}, ())


def _key(running: Running) -> tuple[str, str]:
    return running.name, running.journey.name


def one_by_one(running: Sequence[Running], answer: Callable[[Running], Answer]) -> Answers:
    """Each by itself, as if it had all beds: one for which there is no answer must not leave the others without.

    Args:
        running: The journeys.
        answer: Answers for one.
    """
    found: dict[tuple[str, str], Answered] = {}
    troubles: list[Mistake] = []
    for one in running:
        try:
            found[_key(one)] = Answered(one, answer(one))
        except WaystationError as error:
            named = (replace(each, file=f"{one.name} {each.file}".strip(), warning=True) for each in error.mistakes())
            troubles.extend(named)
    return Answers(found, tuple(troubles))
