"""The watch in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta, timezone
from typing import get_args

import pytest

from tests.watching import at, check
from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.notices import Notice, Trouble, TroubleCode
from waystation.wording.watching import (
    choice_lines,
    choice_rows,
    duration,
    notice_line,
    rules_line,
    standing_rows,
    started_lines,
    trouble_line,
)
from waystation.world.charter_watch import WatchRules

NOTICE = Notice(417, "overdue", at(60), at(95))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 min"), (59 * 60, "59 min"), (3600, "1 h"), (5700, "1 h 35 min"), (86400, "1 day"), (190800, "2 days 5 h")],
)
def test_lengths_of_time(seconds, said):
    """To the minute, and above a day to the hour."""
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("notice", "line"),
    [
        (replace(NOTICE, stage="reminder", at=at(60)), "19:00  417  A sign of life is due, at 19:00."),
        (
            NOTICE,
            "19:35  417  OVERDUE. Nothing heard. It was due at 19:00, 35 min ago. Noted? waystation watch ack 417",
        ),
        (
            replace(NOTICE, stage="first_call"),
            (
                "19:35  417  CALL THEM NOW. Still nothing heard. It was due at 19:00, 35 min ago."
                " Noted? waystation watch ack 417"
            ),
        ),
        (
            replace(NOTICE, stage="critical", again=2, first=False, at=at(60 + 24 * 60)),
            (
                "19:00  417  CRITICAL. Still nothing heard: begin what was agreed for the worst."
                " It was due at Wed 1 Oct 19:00, 1 day ago. (again) Noted? waystation watch ack 417"
            ),
        ),
        (
            replace(NOTICE, unsure=True),
            (
                "19:35  417  OVERDUE. Nothing heard. It was due at 19:00, 35 min ago. You may have heard this already:"
                " the watch was stopped while it rang. Noted? waystation watch ack 417"
            ),
        ),
    ],
)
def test_an_alarm_is_one_line(notice, line):
    """What to do first, then since when, then what to type."""
    assert notice_line(notice, UTC) == line


def test_times_are_those_of_whoever_reads():
    """In the zone of the machine."""
    assert notice_line(NOTICE, timezone(timedelta(hours=9))).startswith("04:35  417")


@pytest.mark.parametrize("code", get_args(TroubleCode))
def test_every_trouble_has_a_sentence(code):
    """With what it is about."""
    line = trouble_line(Trouble(code, at(0), what="command: it ended with status 1", seconds=3600), UTC)
    assert line.startswith("18:00  watch  ")
    assert ("status 1" in line) == (code == "channel")
    assert ("1 h" in line) == (code in ("clock_behind", "clock_forward", "asleep"))


def test_how_it_begins():
    """How many, what next, where alarms go."""
    assert (
        started_lines(0, [], ["terminal"], UTC, vault=False)[0] == "Watching; nothing is expected of any journey yet."
    )
    ahead = Standing(902, check(60), None, False, at(60))
    assert started_lines(2, [ahead], ["terminal", "command"], UTC, vault=True) == [
        "Watching 2 journeys. The next sign of life is due Wed 1 Oct 19:00.",
        "Alarms go to: terminal, command. The vault may be locked now. Ctrl-C ends the watch.",
    ]
    assert "locked" not in started_lines(2, [ahead], ["terminal"], UTC, vault=False)[1]


def test_what_is_missed_when_it_begins_is_said_first():
    """Whoever starts it again after a kill must not read that all is well."""
    ahead = Standing(902, check(400), None, False, at(400))
    due, late = Standing(417, check(60), "reminder", False, at(90)), Standing(418, check(30), "escalate", True, at(210))
    assert started_lines(3, [late, due, ahead], ["terminal"], UTC, vault=False)[:3] == [
        "418: a sign of life was due Wed 1 Oct 18:30 and has not come: wake a second person, noted.",
        "417: a sign of life was due Wed 1 Oct 19:00 and has not come; it is overdue from Wed 1 Oct 19:30.",
        "Watching 3 journeys. The next sign of life is due Thu 2 Oct 00:40.",
    ]
    assert started_lines(1, [due], ["terminal"], UTC, vault=False)[1] == "Watching 1 journey."


def test_how_everything_stands():
    """When due, from when it rings, how long that is, how it stands, when it gets graver."""
    rows = standing_rows(
        [Standing(417, check(60), "escalate", True, at(270)), Standing(902, check(400), None, False, at(400))], UTC
    )
    assert rows == [
        ("417", "Wed 1 Oct 19:00", "Wed 1 Oct 19:30", "30 min", "wake a second person, noted", "Wed 1 Oct 22:30"),
        ("902", "Thu 2 Oct 00:40", "Thu 2 Oct 01:10", "30 min", "expected", "Thu 2 Oct 00:40"),
    ]


def test_what_a_choice_means():
    """The one in force is marked; one grace for all has no range."""
    choices = [Choice(0.01, 3600, 5400, 7200, 0.1, 0.095, 10), Choice(None, 1800, 1800, 1800, 1.0, 0.65, 10)]
    assert choice_rows(choices, 0.01) == [
        ("1.0 % (now)", "1 h to 2 h", "0.10", "9.5 %", "1 h 30 min longer"),
        ("as the charter says (now)", "30 min", "1.00", "65 %", "30 min longer"),
    ]
    assert choice_lines(choices[0]) == [
        (
            "10 signs of life are expected on the way ahead. If all are well, 0.10 of them would ring all the same, in"
            " the mean; any at all: 9.5 %."
        ),
        "If something happened, nobody knows until 1 h 30 min after a sign of life was due, in the mean.",
    ]
    assert choice_lines(replace(choices[0], checks=0)) == []


def test_what_was_agreed_is_a_sentence_of_the_charter():
    """With its quiet hours, and the grace where it is the same for all."""
    assert rules_line(WatchRules()) == (
        "Silence rings with at most 5.0 % of those who are well ringing falsely; after overdue: call them 15 min, a"
        " second person 1 h, critical 3 h."
    )
    quiet = {"grace_minutes": 45.0, "quiet": ["23:00-06:00"], "quiet_for": ["reminder", "overdue"]}
    assert rules_line(WatchRules.model_validate(quiet)) == (
        "Silence rings with a grace of 45 min; after overdue: call them 15 min, a second person 1 h, critical 3 h."
        " Quiet from 23:00-06:00 for: reminders, overdue."
    )
