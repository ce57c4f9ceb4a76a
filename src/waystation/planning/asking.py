"""What there is to ask about before leaving, and what each answer would change in the problem.

Every broker, every condition, and every risk that is not stated as one number. An observed condition is known at every
decision anyway, so nothing hangs on asking; of one that nobody sees, the answer is its level now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from waystation.evidence.answers import Answer, answers_about_chance, answers_about_record, held_possible
from waystation.evidence.books import RISKS
from waystation.planning.compiling import Charted, Departures, chart
from waystation.planning.revising import Revising
from waystation.solver.revisions import Revision
from waystation.world.calendars import Calendars
from waystation.world.people import Broker

__all__ = ["Possible", "Question", "questions_about"]


@dataclass(frozen=True)
class Possible:
    """One answer, and what it changes in the problem.

    Args:
        says: `kept`, `broken`, `happened`, `not`, `lower`, `upper`, or the level of a condition.
        chance: How likely it is, by the middles.
        revision: What it changes.
    """

    says: str
    chance: float
    revision: Revision


@dataclass(frozen=True)
class Question:
    """Something to ask.

    Args:
        ask: `broker:ID`, `condition:ID`, `leg:ID/RISK` or `place:ID/found`.
        answers: What may come of it; none where no answer could change anything.
        shared: What none of the answers excludes; None of a condition.
    """

    ask: str
    answers: tuple[Possible, ...] = ()
    shared: Revision | None = None


def questions_about(charted: Charted, departures: Departures, calendars: Calendars) -> list[Question]:
    """Everything that could be asked, in the order of the pack: brokers, conditions, legs, places.

    Args:
        charted: The pack as a decision problem.
        departures: Instants of the legs that have a timetable.
        calendars: When legs may leave, on the pack's longer clock.
    """
    pack, revising = charted.pack, Revising(charted)
    found = [_about_broker(revising, broker) for broker in pack.brokers]
    found += [
        Question(f"condition:{c.id}", tuple(_levels(charted, c.id, departures, calendars))) for c in pack.conditions
    ]
    for leg in pack.legs:
        for risk in RISKS:
            chance = getattr(leg.risk, risk)
            answers = answers_about_chance(chance)
            if answers:
                revisions = [revising.of_leg(leg.id, risk, each.held) for each in answers]
                shared = revising.of_leg(leg.id, risk, held_possible(chance))
                found.append(_question(f"leg:{leg.id}/{risk}", answers, revisions, shared))
    for place in pack.places:
        answers = answers_about_chance(place.found)
        if answers:
            revisions = [revising.of_place(place.id, each.held) for each in answers]
            shared = revising.of_place(place.id, held_possible(place.found))
            found.append(_question(f"place:{place.id}/found", answers, revisions, shared))
    return found


def _question(
    ask: str, answers: tuple[Answer[object], ...], revisions: list[Revision | None], shared: Revision | None
) -> Question:
    if shared is None:
        return Question(ask)
    changes = zip(answers, revisions, strict=True)
    return Question(ask, tuple(Possible(a.says, a.chance, r) for a, r in changes if r is not None), shared)


def _about_broker(revising: Revising, broker: Broker) -> Question:
    ask = f"broker:{broker.id}"
    if broker.betrays is not None:
        answers = answers_about_chance(broker.betrays)
        if not answers:
            return Question(ask)
        held = [broker.model_copy(update={"betrays": each.held}) for each in answers]
        shared = broker.model_copy(update={"betrays": held_possible(broker.betrays)})
        return _question(ask, answers, [revising.of_broker(each) for each in held], revising.of_broker(shared))
    records = answers_about_record(broker.record, revising.charted.pack.evidence.prior)
    changed = [revising.of_broker(broker.model_copy(update={"record": each.held})) for each in records]
    return _question(ask, records, changed, changed[0])  # what is believed after faith kept holds nothing new to fear


def _levels(charted: Charted, name: str, departures: Departures, calendars: Calendars) -> Iterator[Possible]:
    """The levels at which a condition that nobody sees may stand; none if they change nothing, or there is but one."""
    condition = charted.pack.condition[name]
    chances = charted.levels.start[name]
    possible = [(level, p) for level, p in zip(condition.levels, chances, strict=True) if p > 0.0]
    if condition.observed or len(possible) < 2:
        return
    none = np.zeros(0, np.int64)
    for level, p in possible:
        moment = replace(charted.moment, levels={**charted.moment.levels, name: level})
        known = chart(charted.pack, departures, moment, calendars).problem
        yield Possible(level, p, Revision(none, charted.problem.risks[none], known.hiddens))
