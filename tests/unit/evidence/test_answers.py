"""What an answer is: likely by the middles, and on average moving nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waystation.evidence.answers import answers_about_chance, answers_about_record, held_possible
from waystation.evidence.intervals import belief, from_counts
from waystation.world.chances import Counts, Interval
from waystation.world.mission import PriorRecord
from waystation.world.people import Record

COUNTS = st.tuples(st.floats(0, 50), st.floats(0, 50)).map(lambda kn: Counts(events=kn[0], trials=kn[0] + kn[1]))
INTERVALS = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda ends: Interval(low=min(ends), high=max(ends)))


def test_counts_are_answered_by_one_more_trial() -> None:
    """2 of 40: happened or not, as likely as the middle 2.5/41 says."""
    passed, happened = answers_about_chance(Counts(events=2, trials=40))
    assert (passed.says, happened.says) == ("not", "happened")
    assert happened.chance == 2.5 / 41
    assert (happened.held, passed.held) == (Counts(events=3, trials=41), Counts(events=2, trials=41))


def test_an_interval_is_answered_by_one_of_its_halves() -> None:
    """Each as likely as the other."""
    lower, upper = answers_about_chance(Interval(low=0.25, high=0.75))
    assert [(a.says, a.chance) for a in (lower, upper)] == [("lower", 0.5), ("upper", 0.5)]
    assert (lower.held, upper.held) == (Interval(low=0.25, high=0.5), Interval(low=0.5, high=0.75))


@pytest.mark.parametrize("known", [0.0, 0.3, 1.0])
def test_what_is_one_number_is_not_asked_about(known: float) -> None:
    """Nor is an interval so narrow that nothing lies between its ends."""
    assert answers_about_chance(Interval(low=known, high=known)) == ()
    assert answers_about_chance(Interval(low=1.0, high=1.0 - 2**-53)) == ()


def test_a_record_is_answered_by_one_more_engagement() -> None:
    """With what every record starts with counted in its chance, and not in the record."""
    record, prior = Record(kept=11, broken=1, temptation=2.0), PriorRecord(kept=3, broken=1)
    kept, broken = answers_about_record(record, prior)
    assert broken.chance == from_counts(2, 16).mid
    assert kept.held == Record(kept=12, broken=1, temptation=2.0)
    assert broken.held == Record(kept=11, broken=2, temptation=2.0)


def test_a_broker_of_whom_nothing_is_known_may_as_well_break_faith() -> None:
    """Without a record, and without a prior."""
    kept, broken = answers_about_record(None, PriorRecord())
    assert (kept.chance, broken.chance) == (0.5, 0.5)
    assert (kept.held, broken.held) == (Record(kept=1), Record(broken=1))


@given(chance=COUNTS | INTERVALS)
def test_nobody_expects_to_be_moved(chance: Counts | Interval) -> None:
    """The middle before is the mean of the middles after, and the chances of the answers sum to 1."""
    answers = answers_about_chance(chance)
    if answers:
        assert sum(a.chance for a in answers) == pytest.approx(1.0, abs=1e-15)
        mean = sum(a.chance * belief(a.held).mid for a in answers)
        assert mean == pytest.approx(belief(chance).mid, abs=1e-14)


@given(chance=COUNTS | INTERVALS)
def test_what_no_answer_excludes_lies_in_all_of_them_and_in_what_was_believed(chance: Counts | Interval) -> None:
    """One probability, up to rounding."""
    answers = answers_about_chance(chance)
    if answers:
        shared = held_possible(chance)
        assert shared.low == shared.high
        for low, _, high in map(belief, [chance, *(a.held for a in answers)]):
            assert low - 1e-15 <= shared.low <= high + 1e-15
