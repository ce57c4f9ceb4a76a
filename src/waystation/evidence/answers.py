"""What an answer to a question is: what it would make us believe, and how likely it is, by the middles.

- Of counts, and of a broker's record: one more trial, now, beyond doubt. It comes out either way: k of n becomes
  k + 1 or k of n + 1, with the chances that the middle (k + ½)/(n + 1) gives.
- Of a plain interval: the truth lies in its lower or in its upper half, each as likely as the other.

Either way the middle believed before is the mean of the middles after: nobody expects to be moved one way.
What is stated as one number is not asked about.
"""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from waystation.evidence.intervals import belief, from_counts
from waystation.world.chances import Chance, Counts, Interval
from waystation.world.mission import PriorRecord
from waystation.world.people import Record

__all__ = ["Answer", "answers_about_chance", "answers_about_record", "held_possible"]

Held_co = TypeVar("Held_co", covariant=True)


class Answer(NamedTuple, Generic[Held_co]):
    """One answer.

    Args:
        says: `happened` or `not` of counts, `kept` or `broken` of a record, `lower` or `upper` of an interval.
        chance: How likely it is, by the middles; those of all answers sum to 1.
        held: What would be believed then.
    """

    says: str
    chance: float
    held: Held_co


def answers_about_chance(chance: Interval | Counts) -> tuple[Answer[Chance], ...]:
    """The answers about a stated chance; none where it is one number.

    Args:
        chance: What is believed now.
    """
    if isinstance(chance, Counts):
        happens = from_counts(chance.events, chance.trials).mid
        more = chance.model_copy(update={"trials": chance.trials + 1.0})
        worse = more.model_copy(update={"events": chance.events + 1.0})
        return Answer("not", 1.0 - happens, more), Answer("happened", happens, worse)
    low, mid, high = belief(chance)
    if not low < mid < high:
        return ()
    return (
        Answer("lower", 0.5, Interval(low=low, high=mid)),
        Answer("upper", 0.5, Interval(low=mid, high=high)),
    )


def answers_about_record(record: Record | None, prior: PriorRecord) -> tuple[Answer[Record], ...]:
    """The answers about a broker's record: how one more engagement ends, before temptation acts on it.

    Args:
        record: What is known of faith kept and broken, or None.
        prior: What every record starts with.
    """
    record = record or Record()
    broken, kept = record.broken + prior.broken, record.kept + prior.kept
    breaks = from_counts(broken, kept + broken).mid
    return (
        Answer("kept", 1.0 - breaks, record.model_copy(update={"kept": record.kept + 1.0})),
        Answer("broken", breaks, record.model_copy(update={"broken": record.broken + 1.0})),
    )


def held_possible(chance: Interval | Counts) -> Interval:
    """The one probability that no answer about a chance excludes.

    Args:
        chance: What is believed now, not as one number.
    """
    if isinstance(chance, Counts):
        shared = (chance.events + 1.0) / (chance.trials + 2.0)
        return Interval(low=shared, high=shared)
    middle = belief(chance).mid
    return Interval(low=middle, high=middle)
