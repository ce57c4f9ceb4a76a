"""Going against a verdict and approving that: who may, and that what may not be leaves nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.records import Kept
from waystation.deciding.records import Override
from waystation.deciding.verdict import Going, Staying, Verdict, Word
from waystation.desk.decide.overriding import approve, close, overrides_in, propose, waiting
from waystation.errors import BadInput, Usage

NOW = datetime(2031, 10, 1, 12, tzinfo=UTC)
GO = Going(5, 0.6, 0.8, 0.9, 0.7, 0.8, 0.85, 0.2, 100.0, (), 3.0, "l", None)
STAY = Staying(365.0, 5, 0.2, 0.4, 0.7, "mission.peril")
ANSWERS = {"chosen": "go", "reason": "they are to be sold", "second": "peter"}


def verdict(word: Word = "decline") -> Verdict:
    """A verdict."""
    return Verdict(word, "", "PC1", (), STAY, GO)


def proposed(record: Kept, word: Word = "decline", **answers: str) -> Override:
    """A proposal against a verdict."""
    return propose(record, NOW, verdict(word), {**ANSWERS, **answers})


def test_a_proposal_says_what_who_why_and_how_it_stood() -> None:
    """It waits for the second person, and overrules the verdict."""
    record = Kept()
    made = proposed(record)
    assert (made.by, made.asked, made.chosen, made.verdict) == ("esther", "peter", "go", "decline")
    assert (made.low, made.reason, made.approved, made.overrules) == (0.6, "they are to be sold", False, True)
    assert waiting(record) == overrides_in([record]) == [made]


def test_the_second_person_approves_on_their_own_device() -> None:
    """The first letters of the id are enough; afterwards nothing waits."""
    record = Kept()
    made = proposed(record)
    record.member = "peter"
    assert approve(record, NOW + timedelta(hours=1), made.id[:4]).approvals == ("peter",)
    assert waiting(record) == []


def test_somebody_else_than_was_asked_may_approve() -> None:
    """What counts is that it is another person; who it was is said."""
    record = Kept(members=("esther", "peter", "martha"))
    made = proposed(record)
    record.member = "martha"
    assert approve(record, NOW, made.id).approvals == ("martha",)


def test_what_is_decided_after_an_end_that_lies_ahead_is_of_the_next_try() -> None:
    """A mission for rehearsal may lie years ahead of the machine's clock: its second try is decided all the same."""
    record = Kept()
    proposed(record)
    close(record, NOW + timedelta(days=9), {"outcome": "back", "departed": ""})
    made = proposed(record)
    assert made.outcome is None
    assert waiting(record) == [made]
    record.member = "peter"
    assert approve(record, NOW, made.id).approvals == ("peter",)
    assert waiting(record) == []


@pytest.mark.parametrize(("member", "code"), [("esther", "approve_own"), ("", "approve_unsigned")])
def test_who_may_not_approve(member: str, code: str) -> None:
    """Whoever proposed it, and anybody where nobody signs; nothing is written."""
    record = Kept()
    made = proposed(record)
    record.member, before = member, len(record.entries)
    with pytest.raises(Usage, match=code):
        approve(record, NOW, made.id)
    assert len(record.entries) == before


def test_a_copied_proposal_keeps_nobody_from_approving() -> None:
    """Somebody who writes another's proposal again, word for word, is one more who proposes it, and no approval."""
    record = Kept(members=("esther", "peter", "mallory"))
    made = proposed(record)
    record.entries.append(replace(record.entries[0], by="mallory"))
    assert [one.approved for one in overrides_in([record])] == [False, False]
    record.member = "peter"
    assert approve(record, NOW, made.id).approvals == ("peter",)
    assert [one.approvals for one in overrides_in([record])] == [("peter",), ("peter",)]


def test_an_approval_is_given_once() -> None:
    """The same person a second time is told so."""
    record = Kept()
    made = proposed(record)
    record.member = "peter"
    approve(record, NOW, made.id)
    with pytest.raises(Usage, match="approve_again"):
        approve(record, NOW, made.id)


def test_what_is_over_waits_for_nobody() -> None:
    """After the outcome an approval comes too late."""
    record = Kept()
    made = proposed(record)
    close(record, NOW + timedelta(days=1), {"outcome": "lost"})
    record.member = "peter"
    assert waiting(record) == []
    with pytest.raises(Usage, match="approve_none"):
        approve(record, NOW + timedelta(days=2), made.id)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"chosen": "run"}, "override_choice"),
        ({"chosen": "decline"}, "override_same"),
        ({"second": " Esther "}, "override_alone"),
        ({"second": "martha"}, "override_nobody"),
    ],
)
def test_what_is_no_override(answers: dict[str, str], code: str) -> None:
    """A word that is none, the verdict itself, oneself as the second person, somebody without a device."""
    record = Kept()
    with pytest.raises(Usage, match=code):
        proposed(record, **answers)
    assert record.entries == []


def test_under_second_going_asks_for_the_approval_and_overrules_nothing() -> None:
    """The same two signatures, and no override."""
    record = Kept()
    made = proposed(record, "second")
    assert not made.overrules
    record.member = "peter"
    assert approve(record, NOW, made.id).approved


def test_in_a_folder_the_names_are_those_that_were_typed() -> None:
    """Both are asked for, and they must differ."""
    record = Kept(member="", members=())
    made = proposed(record, source="esther")
    assert (made.by, made.approvals) == ("esther", ("peter",))
    with pytest.raises(Usage, match="override_alone"):
        proposed(record, source="peter")


def test_what_may_not_be_written_is_said() -> None:
    """Where this device may not write to the mission."""
    with pytest.raises(Usage, match="record_closed"):
        proposed(Kept(writable=False))


def test_an_outcome_needs_a_word_and_a_time_that_is_one() -> None:
    """Else nothing is written."""
    record = Kept()
    with pytest.raises(Usage, match="outcome_choice"):
        close(record, NOW, {"outcome": "well"})
    with pytest.raises(BadInput):
        close(record, NOW, {"outcome": "safe", "departed": "yesterday"})
    assert record.entries == []


def test_an_outcome_says_whether_it_closes_anything() -> None:
    """Nothing was foreseen here: it is written all the same."""
    written, foreseen = close(Kept(), NOW, {"outcome": "SAFE", "departed": "2031-09-30T18:00:00+00:00"})
    assert (written.outcome, written.departed, foreseen) == ("safe", datetime(2031, 9, 30, 18, tzinfo=UTC), False)
