"""Answers that are kept from one look to the next: for how long, and what ends that at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desks import on_their_way
from waystation.bootstrap.at_hand import AtHand
from waystation.desk.guide.abreast import Abreast
from waystation.desk.guide.cases import present_of
from waystation.desk.guide.replanning import Answered
from waystation.storage.report_files import ReportFile
from waystation.world.report import Report, read_report

FRESH = timedelta(seconds=30)


class Desk:
    """A mission on its way that is kept at hand, and its answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at_hand = AtHand([str(folder)])
        self.at_hand.catch_up()
        self.abreast = Abreast()
        self.now = present_of(self.at_hand.cases, datetime.fromisoformat("2031-10-01T20:00:00+07:00"))

    def answer(self, later: float) -> Answered:
        """The answer so many seconds later."""
        now = self.now + timedelta(seconds=later)
        (found,) = self.abreast.answers(self.at_hand.cases, now, fresh=FRESH).found.values()
        return found

    def hears(self, kind: str, **words: str) -> None:
        """Something is written down."""
        given = {"kind": kind, "id": kind, "source": "anna", "happened": self.now.isoformat(), **words}
        report = read_report(given)
        assert isinstance(report, Report), report
        ReportFile(self.folder).add([report])
        self.at_hand.catch_up()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A mission on its way."""
    return Desk(on_their_way(tmp_path))


def test_where_only_time_passes_an_answer_is_kept_for_a_while(desk: Desk) -> None:
    """From when it was found, not from when it was last looked at; and never one of later than now."""
    first = desk.answer(0)
    assert desk.answer(20) is first
    assert desk.answer(30) is first
    later = desk.answer(31)
    assert later.answer.at == desk.now + timedelta(seconds=31)
    assert desk.answer(10).answer.at == desk.now + timedelta(seconds=10)


def test_what_bears_on_nobody_leaves_the_answer_and_is_known_all_the_same(desk: Desk) -> None:
    """Whoever is on call changes nothing of the way; the reports behind the answer hold it."""
    first = desk.answer(0)
    desk.hears("oncall", who="malee", until="2031-10-05T08:00:00+07:00")
    after = desk.answer(5)
    assert after.answer is first.answer
    assert "oncall" in {one.kind for one in after.running.standing}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("checkin", {"journey": "two-days-to-the-river", "word": "good"}),
        ("observation", {"condition": "river", "level": "high", "grade": "B2"}),
        ("silence", {"broker": "hwang"}),
    ],
)
def test_what_bears_on_a_journey_is_answered_at_once(desk: Desk, kind: str, words: dict[str, str]) -> None:
    """However fresh the last answer was."""
    first = desk.answer(0)
    desk.hears(kind, **words)
    assert desk.answer(1).answer is not first.answer
