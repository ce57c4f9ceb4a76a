"""The watch, the family's line and rehearsals in Korean: every stage, trouble and end; nothing is left in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args

from tests.builders import leg, place, small_pack
from tests.journeys import at as of_journey
from tests.journeys import departure
from tests.korean import amiss_in_korean
from tests.watching import at, check
from waystation.guiding.alarms import Standing
from waystation.guiding.false_alarms import Choice
from waystation.guiding.family import NEWS, News
from waystation.guiding.notices import Notice, Trouble, TroubleCode
from waystation.guiding.rehearsal import Rehearsal
from waystation.guiding.tracing import State, Trace
from waystation.wording import families, rehearsals, watching
from waystation.wording.language import say, speaking
from waystation.world.charter_watch import WatchRules
from waystation.world.report_journeys import ALARM_STAGES

NOTICE = Notice(417, "overdue", at(60), at(95))


def test_every_alarm_and_trouble_is_said_in_korean() -> None:
    """In a line and in a few words, first, again, and where it may have been heard."""
    notices = [
        replace(NOTICE, stage=stage, **how)
        for stage in ALARM_STAGES
        for how in ({}, {"unsure": True}, {"first": False, "at": at(60 + 24 * 60)})
    ]  # fmt: skip
    troubles = [Trouble(code, at(0), what="통로 1", seconds=100_000) for code in get_args(TroubleCode)]
    with speaking("ko"):
        lines = [watching.notice_line(one, UTC) for one in notices]
        lines += [watching.trouble_line(one, UTC) for one in troubles]
        lines += [watching.short_line(one) for one in (*notices, *troubles)]
        assert watching.notice_line(NOTICE, UTC) == (
            "19:35  417  시한 지남. 소식이 없습니다. 예정 19:00, 35분 지남. 확인했다면: waystation watch ack 417"
        )
    assert amiss_in_korean(lines) == []


def test_how_signs_of_life_stand_is_said_in_korean() -> None:
    """When the watch begins, in its table, and once an alarm is noted."""
    ahead = Standing(902, check(400), None, False, at(400))
    missed = [Standing(417, check(60), stage, noted, at(90)) for stage in ALARM_STAGES for noted in (False, True)]
    with speaking("ko"):
        lines = [
            *watching.started_lines(0, [], ["화면"], UTC, vault=False),
            *watching.started_lines(9, [*missed, ahead], ["화면", "전화"], UTC, vault=True),
            *watching.started_lines(1, missed, ["화면"], UTC, vault=False),
            *(cell for row in watching.standing_rows([*missed, ahead], UTC) for cell in row),
            watching.noted_line(417),
            say(watching.ENDED),
            say(watching.HOW_TO_CHOOSE),
            *(say(one) for one in (*watching.SHOW_HEADER, *watching.CHOICE_HEADER)),
            *(watching.duration(minutes * 60) for minutes in (0, 59, 60, 95, 1440, 3180)),
        ]
        assert watching.duration(95 * 60) == "1시간 35분"
        assert watching.duration(53 * 3600) == "2일 5시간"
    assert amiss_in_korean(lines) == []


def test_what_was_agreed_of_silence_is_said_in_korean() -> None:
    """The charter's rules, and what each choice means."""
    quiet = {"grace_minutes": 45.0, "quiet": ["23:00-06:00"], "quiet_for": list(ALARM_STAGES[:4])}
    choices = [Choice(0.01, 3600, 5400, 7200, 0.1, 0.095, 10), Choice(None, 1800, 1800, 1800, 1.0, 0.65, 10)]
    with speaking("ko"):
        lines = [
            watching.rules_line(WatchRules()),
            watching.rules_line(WatchRules.model_validate(quiet)),
            *(cell for row in watching.choice_rows(choices, 0.01) for cell in row),
            *(cell for row in watching.choice_rows(choices, 0.05) for cell in row),
            *watching.choice_lines(choices[0]),
            *watching.choice_lines(replace(choices[0], checks=1)),
        ]
    assert amiss_in_korean(lines) == []


def test_the_familys_line_is_said_in_korean() -> None:
    """What may be told and what not yet, what was told and is not so, and who is sought."""
    day = date(2031, 10, 7)
    when = datetime(2031, 10, 5, tzinfo=UTC)
    news = [News(code, day, "Laos", "r", when, (("이모", when),)) for code in NEWS]  # type: ignore[arg-type]
    traces = [
        Trace("0123456789ab", sought, "언니", state, when, when, None, "heron")
        for sought in ("", "영희")
        for state in get_args(State)
    ]
    with speaking("ko"):
        lines = [
            *families.may_lines(news, "ko"),
            *families.may_lines([], "ko"),
            *(
                line(one, "ko")
                for one in news
                for line in (families.later_line, families.back_line, families.told_line)
            ),
            families.kept_line("이모"),
            *(cell for row in families.trace_rows(traces) for cell in row[1:]),
            say(families.NO_JOURNEY),
            say(families.NO_TRACE),
        ]
    assert amiss_in_korean(lines, ("heron",)) == []


def test_a_rehearsal_is_said_in_korean() -> None:
    """How it begins, what is heard, and each way in which it may end."""
    begun = Rehearsal(7, 60.0, at(0), None, at(600), 3)
    pack = small_pack(place("a", name="강둑"), place("b", name="건너편", tz="Asia/Bangkok"), leg("road"), hours=24)
    with speaking("ko"):
        lines = [
            *rehearsals.begin_lines("./heron", "heron", 417, begun),
            *rehearsals.begin_lines("./heron", "heron", 417, replace(begun, speed=0.0)),
            rehearsals.heard_line(pack, departure("road", of_journey(0))),
            *(
                line
                for over in rehearsals.ENDS
                for left in (None, at(0))
                for line in rehearsals.debrief_lines(replace(begun, over=over), 0.93, left, at(0) + timedelta(days=3))
            ),
        ]
    assert amiss_in_korean(lines, ("heron", "anna")) == []
