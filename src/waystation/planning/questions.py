"""The next question: what asking before leaving is worth (`model.md`, Beyond low, mid, high).

The value of a question is the mean, over its answers, of what the plan made with that answer is worth at worst, less
what today's plan is worth under the same beliefs. It is never negative: who asks may keep to today's plan.
Which questions there are, and what their answers are, is decided in `asking`; which are solved, in `screening`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from waystation.planning.asking import Question, questions_about
from waystation.planning.compiling import Charted, Departures
from waystation.planning.course import Hop, joint_later, likeliest_joint
from waystation.planning.journey_states import WAIT, due
from waystation.planning.plan import Plan
from waystation.planning.screening import Screening
from waystation.solver.revisions import Compared, Line, Standing, compare, lines_of
from waystation.solver.spreading import HERE, Watch, Workers, spread
from waystation.solver.trail import follow
from waystation.world.calendars import Calendars

__all__ = ["MOST", "Asked", "Heard", "ask_about"]

MOST = 10
"""How many questions are answered where not all are asked for."""


@dataclass(frozen=True)
class Heard:
    """One answer, and what it would do.

    Args:
        says: `kept`, `broken`, `happened`, `not`, `lower`, `upper`, or the level of a condition.
        chance: How likely it is, by the middles.
        low: What the plan made with this answer is worth at worst.
        kept: What today's plan is worth at worst under the same beliefs; never more than `low`.
        changes_first: The chance, given this answer, that the first step is another than today's.
        course: The likeliest line of the plan made with it.
    """

    says: str
    chance: float
    low: float
    kept: float
    changes_first: float
    course: tuple[Hop, ...]


@dataclass(frozen=True)
class Asked:
    """One question, and what asking it is worth.

    Args:
        ask: `broker:ID`, `condition:ID`, `leg:ID/RISK` or `place:ID/found`.
        gain: What asking raises the chance of arriving at worst by, in the mean over the answers; >= 0.
        changes_first: The chance that the answer changes the first step.
        answers: What may come of it; none where no answer could change anything.
    """

    ask: str
    gain: float
    changes_first: float
    answers: tuple[Heard, ...]


def ask_about(
    plan: Plan,
    departures: Departures,
    calendars: Calendars,
    *,
    most: int | None = MOST,
    workers: Workers = HERE,
    watch: Watch | None = None,
) -> list[Asked]:
    """What asking before leaving is worth, best first.

    Args:
        plan: Today's plan.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, on the pack's longer clock.
        most: How many questions to answer, the best of all; None for every one.
        workers: Who does the solves.
        watch: Told how far they are.

    Returns:
        The questions with their values, the greatest first; equal ones in the order of the pack.
    """
    charted = plan.charted
    asking = questions_about(charted, departures, calendars)
    joint = charted.problem.joint
    likeliest = np.array([joint_later(charted, level, 1) for level in range(joint)], dtype=np.int32)
    standing = Standing(follow(plan.policy, charted.start), likeliest)
    screening = Screening(standing, asking, workers, watch)
    chosen = asking if most is None else screening.best(most)
    today = lines_of(plan.policy, charted.start, likeliest)
    compared = _solved(standing, chosen, screening.known, workers, watch)
    found = [_asked(charted, question, compared, today) for question in chosen]
    return sorted(found, key=lambda asked: (-asked.gain, -asked.changes_first))


def _solved(
    standing: Standing,
    asking: Sequence[Question],
    known: dict[tuple[str, str], Compared],
    workers: Workers,
    watch: Watch | None,
) -> dict[tuple[str, str], Compared]:
    """Every answer of some questions solved, those that are known already not again."""
    missing = [(q.ask, a) for q in asking for a in q.answers if (q.ask, a.says) not in known]
    answers = spread(partial(compare, standing), [a.revision for _, a in missing], workers, watch)
    return known | {(ask, a.says): answer for (ask, a), answer in zip(missing, answers, strict=True)}


def _asked(
    charted: Charted, question: Question, compared: dict[tuple[str, str], Compared], today: dict[int, Line]
) -> Asked:
    heard = []
    for answer in question.answers:
        found = compared[question.ask, answer.says]
        other = {level for level, line in found.lines.items() if _first(charted, line) != _first(charted, today[level])}
        changes = sum(float(charted.start.joint[level]) for level in other)
        course = _course(charted, found.lines[likeliest_joint(charted)])
        heard.append(Heard(answer.says, answer.chance, found.low, found.kept, changes, course))
    gain = sum(each.chance * (each.low - each.kept) for each in heard)
    return Asked(question.ask, gain, sum(each.chance * each.changes_first for each in heard), tuple(heard))


def _first(charted: Charted, line: Line) -> tuple[int, int] | None:
    """When the first leg of a line leaves, and which it is; None where it only waits."""
    moves = ((step, charted.options[action].move) for step, action in line)
    return next(((step, move) for step, move in moves if move != WAIT), None)


def _course(charted: Charted, line: Line) -> tuple[Hop, ...]:
    """The legs of a line, as a plan's course has them."""
    found: list[Hop] = []
    pack, problem = charted.pack, charted.problem
    node = charted.start.node
    for step, action in line:
        option = charted.options[action]
        if option.move != WAIT:
            leg = pack.moves[option.move]
            now, then = due(pack, leg)
            arrives = step + int(problem.duration[action])
            found.append(Hop(leg, node, -1, step, arrives, option.new and leg.broker is not None, now, then))
        node = option.arrived
    return tuple(found)
