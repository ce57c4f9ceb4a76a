"""Which questions are worth the most, without solving every one.

What several questions can be worth is bounded by one solve in which each is answered as well as any of its answers
allows: as if all their risks were what no answer excludes. What today's plan is worth under an answer is bounded by its
sensitivity. So questions on which today's plan hangs are looked at one by one, the others in groups; whatever may still
hold one of the best is parted or solved, the most promising first, until the best are known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from waystation.planning.asking import Question
from waystation.solver.problem import HIGH, Problem
from waystation.solver.revisions import Compared, Revision, Standing, best_revised, compare, narrowed, worth_revised
from waystation.solver.sensitivity import Slopes, slopes
from waystation.solver.spreading import Watch, Workers, spread

__all__ = ["FELT", "NOTHING", "Screening"]

FELT = 1e-5
"""Questions are grouped as long as today's plan would feel the answers to a whole group by less than this."""

NOTHING = 1e-9
"""What is worth less than this need not be put in order."""

EXACT = 1e-12


@dataclass(eq=False)
class _Open:
    """A question whose value is known between bounds.

    Args:
        question: The question.
        floors: For each answer, a bound from below of what today's plan is worth at worst.
        hopeless: For each answer, whether it can only make things worse, so that no plan is worth more than today's.
        known: For each answer, what solving it gave, if that has been done.
        upper: A bound from above of what any plan is worth under any answer.
        lone: Whether only one answer can make things better; at worst it is then no other than what all leave possible.
        sharp: Whether `upper` is of this question alone and that one answer's floor exact: it is as good as solved.
    """

    question: Question
    floors: list[float]
    hopeless: tuple[bool, ...]
    known: dict[int, Compared] = field(default_factory=dict)
    upper: float = np.inf
    lone: bool = False
    sharp: bool = False

    def parts(self, today: float) -> list[float]:
        """For each answer, a bound of what it adds to the value; exact once it has been solved."""
        found = []
        for number, answer in enumerate(self.question.answers):
            if number in self.known:
                gain = self.known[number].low - self.known[number].kept
            else:
                gain = max(0.0, (today if self.hopeless[number] else self.upper) - self.floors[number])
            found.append(answer.chance * gain if gain > EXACT else 0.0)
        return found

    def felt(self, today: float) -> float:
        """How much of its chance today's plan has on the answers, in the mean."""
        pairs = zip(self.question.answers, self.floors, strict=True)
        return sum(answer.chance * abs(floor - today) for answer, floor in pairs)

    def unsolved(self, today: float) -> list[int]:
        """The answers that may add something and have not been solved."""
        return [
            number
            for number, part in enumerate(self.parts(today))
            if part > 0.0 and number not in self.known and (self.hopeless[number] or not (self.sharp and self.lone))
        ]


Group = list[_Open]


class Screening:
    """The search for the questions that are worth most.

    Args:
        standing: Today's plan.
        asking: All questions.
        workers: Who does the solves.
        watch: Told how many questions are settled, and out of how many.
    """

    def __init__(
        self, standing: Standing, asking: Sequence[Question], workers: Workers, watch: Watch | None = None
    ) -> None:
        self.standing = standing
        self.known: dict[tuple[str, str], Compared] = {}
        """What solving an answer gave, by question and answer."""
        self._asking = asking
        self._workers = workers
        self._watch = watch
        self._today = 0.0
        self._settled: list[_Open] = []

    def best(self, most: int) -> list[Question]:
        """The questions that are worth most, in the order of the pack.

        Args:
            most: How many.
        """
        if len(self._asking) <= most:
            return list(self._asking)
        groups = self._grouped()
        while groups:
            groups.sort(key=self._bound, reverse=True)
            if len(self._settled) >= most and self._bound(groups[0]) <= max(self._least(most), NOTHING):
                break
            unknown = sum(np.isinf(self._bound(group)) for group in groups)
            at_once = max(unknown, 2 * self._workers.count)
            turned = self._turned(groups[:at_once])
            groups = [*groups[at_once:], *turned]
        ranked = sorted(self._settled, key=lambda each: -sum(each.parts(self._today)))[:most]
        chosen = {each.question.ask for each in ranked}
        spare = most - len(chosen)
        chosen |= set([q.ask for q in self._asking if q.ask not in chosen][:spare])
        return [question for question in self._asking if question.ask in chosen]

    def _bound(self, group: Group) -> float:
        return max(sum(each.parts(self._today)) for each in group)

    def _least(self, most: int) -> float:
        """What the last of the best so far is worth."""
        return sorted((sum(each.parts(self._today)) for each in self._settled), reverse=True)[most - 1]

    def _grouped(self) -> list[Group]:
        """Questions on which today's plan hangs, each alone; the others together, those felt alike side by side."""
        risen = slopes(self.standing.trail)
        self._today = risen.low
        opened = [_opened(self.standing.trail.problem, risen, q) for q in self._asking if q.answers]
        groups: list[Group] = [[each] for each in opened if each.question.shared is None]
        rest = [each for each in opened if each.question.shared is not None]
        felt = 0.0
        for each in sorted(rest, key=lambda one: -one.felt(self._today)):
            here = each.felt(self._today)
            if felt + here > FELT or not groups or groups[-1][0].question.shared is None:
                groups.append([])
                felt = 0.0
            groups[-1].append(each)
            felt += here
        return groups

    def _turned(self, groups: list[Group]) -> list[Group]:
        """Some groups looked at more closely: parted if that is more than one question, else solved a bit further."""
        parts = [part for group in groups for part in self._parted(group)]
        jobs = [self._job(part) for part in parts]
        answers = spread(partial(_look, self.standing), jobs, self._workers)
        left = [
            part for part, job, found in zip(parts, jobs, answers, strict=True) if not self._heard(part, job, found)
        ]
        if self._watch is not None:
            self._watch(len(self._settled), len(self._asking))
        return left

    def _parted(self, group: Group) -> list[Group]:
        if len(group) == 1 or np.isinf(group[0].upper):
            return [group]
        half = len(group) // 2
        return [group[:half], group[half:]]

    def _job(self, group: Group) -> _Job:
        if len(group) > 1:
            shared = [each.question.shared for each in group]
            return _Job(narrowed(self.standing.trail.problem, [each for each in shared if each is not None]))
        (alone,) = group
        answers = alone.question.answers
        if np.isinf(alone.upper) and alone.question.shared is not None and alone.lone:
            hopeful = tuple((n, a.revision) for n, a in enumerate(answers) if not alone.hopeless[n])
            return _Job(alone.question.shared, hopeful)
        return _Job(None, tuple((number, answers[number].revision) for number in alone.unsolved(self._today)))

    def _heard(self, group: Group, job: _Job, found: _Found) -> bool:
        """Take in what a look gave; whether the group, a single question then, is settled by it."""
        for each in group:
            each.upper = min(each.upper, found.best)
        if len(group) > 1:
            return False
        (alone,) = group
        if job.bound is not None:
            alone.sharp = True
            for number, kept in found.kept.items():
                alone.floors[number] = kept
        for number, compared in found.compared.items():
            alone.known[number] = compared
            self.known[alone.question.ask, alone.question.answers[number].says] = compared
        if alone.unsolved(self._today):
            return False
        self._settled.append(alone)
        return True


@dataclass(frozen=True)
class _Job:
    """What to solve: a bound, with what today's plan is worth under some answers; or else these answers themselves."""

    bound: Revision | None
    answers: tuple[tuple[int, Revision], ...] = ()


@dataclass(frozen=True)
class _Found:
    """What a job gave: the bound; for each answer what today's plan is worth, or all of it."""

    best: float
    kept: dict[int, float] = field(default_factory=dict)
    compared: dict[int, Compared] = field(default_factory=dict)


def _look(standing: Standing, job: _Job) -> _Found:
    if job.bound is None:
        return _Found(np.inf, {}, {number: compare(standing, revision) for number, revision in job.answers})
    kept = {number: worth_revised(standing, revision) for number, revision in job.answers}
    return _Found(best_revised(standing, job.bound), kept)


def _opened(problem: Problem, risen: Slopes, question: Question) -> _Open:
    """A question as it stands before anything has been solved."""
    floors, hopeless = [], []
    for answer in question.answers:
        revision = answer.revision
        moved = revision.risks - problem.risks[revision.rows]
        hidden = revision.hiddens is not None
        felt = float(np.sum(risen.by_worst[revision.rows] * moved))
        floors.append(0.0 if hidden else risen.low - abs(felt))
        hopeless.append(not hidden and _worse(moved, problem.fatal))
    return _Open(question, floors, tuple(hopeless), lone=sum(hopeless) == len(hopeless) - 1)


def _worse(moved: NDArray[np.float64], fatal: int) -> bool:
    """Whether no fatal risk is less than it was at worst, and back and late are as they were."""
    return bool(np.all(moved[:, :fatal, HIGH] >= 0.0) and not np.any(moved[:, fatal:]))
