"""Reports as lines: what is wrong with a file of very many of them, or of something else, can be said."""

from __future__ import annotations

import json

import pytest

from waystation.wording.mistakes import say_mistake
from waystation.world import report_lines
from waystation.world.report_lines import read_reports

SEEN = {"kind": "checkin", "source": "somlit", "happened": "2031-10-01T16:00:00+07:00", "journey": "j", "word": "good"}


def lines(number: int, **changed: object) -> bytes:
    """So many sound reports, each in a line."""
    return "\n".join(json.dumps({**SEEN, "id": str(each), **changed}) for each in range(number)).encode()


def test_a_file_of_something_else_is_not_read_to_its_end() -> None:
    """After fifty mistakes it says that there are more, with the line from which on nothing was looked at."""
    reports, mistakes = read_reports(lines(80, word=7))
    assert (reports, len(mistakes)) == ([], 51)
    wanted = "error: reports.jsonl:51: has more mistakes; at most 50 are said in one run (limit reports.mistakes)"
    assert say_mistake(mistakes[-1]) == wanted


def test_more_reports_than_are_read_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how many are read, and where the first is that is not."""
    monkeypatch.setattr(report_lines, "MOST_REPORTS", 1000)
    reports, mistakes = read_reports(lines(1001))
    assert len(reports) == 1000
    assert [say_mistake(one) for one in mistakes] == [
        "error: reports.jsonl:1001: is larger than is read: at most 1,000 reports (limit reports.lines)"
    ]


def test_as_many_as_are_read_are_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit itself is allowed."""
    monkeypatch.setattr(report_lines, "MOST_REPORTS", 1000)
    reports, mistakes = read_reports(lines(1000))
    assert (len(reports), mistakes) == (1000, [])
