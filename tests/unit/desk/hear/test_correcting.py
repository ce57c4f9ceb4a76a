"""Answering a report that was wrong: both are kept or neither, and only what stands counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from tests.builders import START, condition, leg, small_pack
from tests.reports import correction, delivery, word
from waystation.desk.hear.correcting import answers_to, correct, undone_in, withdraw
from waystation.errors import BadInput, Usage
from waystation.world.report import Report

PACK = small_pack(leg("l", broker="g"), broker=[{"id": "g", "role": "guide"}], condition=[condition()])
NOW = datetime.fromisoformat(START)
WORDS = {"now": NOW, "source": "anna", "text": "misheard"}


class Kept:
    """A store in memory."""

    def __init__(self, *reports: Report) -> None:
        self.reports = list(reports)

    def all(self) -> list[Report]:
        """Every report."""
        return list(self.reports)

    def add(self, reports: Sequence[Report]) -> None:
        """Add reports."""
        self.reports += reports


def test_what_is_told_again_keeps_who_told_it_and_when() -> None:
    """Only what was otherwise is otherwise; the correction is by whoever corrects, now."""
    wrong = word(kept=3.0, source="boun", days=4.0)
    store = Kept(wrong)
    answer, again = correct(store, PACK, store.all(), wrong=wrong, otherwise={"kept": 1.0}, **WORDS)
    assert (answer.answers, answer.source, answer.text, answer.happened) == (wrong.id, "anna", "misheard", NOW)  # type: ignore[attr-defined]
    assert (again.source, again.happened, again.grade) == ("boun", wrong.happened, "A1")
    assert again.kept == 1.0  # type: ignore[attr-defined]
    assert again.id not in (wrong.id, None)
    assert store.reports == [wrong, answer, again]


def test_a_field_can_be_taken_out() -> None:
    """A grade that nobody gave."""
    wrong = word(kept=3.0)
    store = Kept(wrong)
    _, again = correct(store, PACK, store.all(), wrong=wrong, otherwise={"grade": None}, **WORDS)
    assert again.grade is None


@pytest.mark.parametrize(
    ("otherwise", "error"),
    [
        ({}, Usage),
        ({"kept": 3.0}, Usage),
        ({"kept": -1.0}, BadInput),
        ({"broker": "nobody"}, BadInput),
        ({"happened": (NOW + timedelta(days=900)).isoformat()}, BadInput),
    ],
)
def test_what_makes_no_other_report_keeps_nothing(otherwise: dict[str, object], error: type[Exception]) -> None:
    """Not even the correction."""
    wrong = word(kept=3.0, heard=NOW.isoformat())
    store = Kept(wrong)
    with pytest.raises(error):
        correct(store, PACK, store.all(), wrong=wrong, otherwise=otherwise, **WORDS)
    assert store.reports == [wrong]


def test_a_withdrawal_undoes_and_its_own_withdrawal_restores() -> None:
    """As often as somebody changes their mind."""
    wrong = delivery("caught")
    store = Kept(wrong)
    (first,) = withdraw(store, store.all(), wrong=wrong, **WORDS)
    assert undone_in(store.all()).undone == {wrong.id}
    withdraw(store, store.all(), wrong=first, **WORDS)
    assert undone_in(store.all()).undone == {first.id}


def test_nobody_withdraws_what_counts_for_nothing_nor_without_a_name() -> None:
    """Nothing is kept."""
    wrong = word(kept=3.0)
    store = Kept(wrong, correction(wrong))
    with pytest.raises(Usage, match="report_undone"):
        withdraw(store, store.all(), wrong=wrong, **WORDS)
    with pytest.raises(Usage, match="nothing_answered"):
        withdraw(store, [wrong], wrong=wrong, **{**WORDS, "source": " "})
    assert len(store.reports) == 2


def test_an_answer_lies_where_what_it_answers_lies() -> None:
    """What only some may read, only they may read the answer to."""
    wrong = word(kept=3.0, compartment="money")
    store = Kept(wrong)
    (answer,) = withdraw(store, store.all(), wrong=wrong, **WORDS)
    assert answer.compartment == "money"


def test_the_answers_to_a_report_stand_in_the_order_in_which_they_were_given() -> None:
    """Whether they stand or not."""
    wrong = word(kept=3.0)
    later, earlier = correction(wrong, days=0.5, text="b"), correction(wrong, days=0.9, text="a")
    assert answers_to([later, wrong, earlier], wrong) == [earlier, later]
