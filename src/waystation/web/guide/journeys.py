"""Journeys: all of them, and one: where they are, what next, when it is late, and what to do when it goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from waystation.bootstrap.watch_state import WatchState, watch_state
from waystation.desk.guide.cases import Case
from waystation.desk.guide.journeys import tasks_for
from waystation.desk.guide.nights import watched_in
from waystation.desk.guide.replanning import Answered
from waystation.desk.guide.running import answerer_for, situation_of
from waystation.guiding.alarm_log import AlarmLog
from waystation.guiding.alarms import Standing, standings
from waystation.guiding.answering import Answer
from waystation.guiding.closing import Task, open_tasks
from waystation.guiding.journey_state import Journey
from waystation.guiding.schedule import Schedule
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import journey_at
from waystation.web.guide.glances import Glance, glance_of, glances
from waystation.web.hear.telling import told_forms
from waystation.web.pages import Action, Page
from waystation.web.typed import usual_source
from waystation.wording.journey_ends import closed_line, task_rows, tasks_line
from waystation.wording.journey_pages import ahead_notes, check_rows, stretch_rows
from waystation.wording.journeys import answer_lines, flag_line, journey_rows, position_line, wrong_rows
from waystation.wording.language import say
from waystation.wording.mistakes import sentence
from waystation.wording.reports import say_report, who_told
from waystation.world.report import Report
from waystation.world.report_journeys import Acknowledged, Done

__all__ = ["ACTIONS", "JOURNEY", "JOURNEYS", "PAGES", "counts_for"]

MOST_REPORTS = 12
QUIET = ("forecast", "signs", "review", "consent", "request")
"""Kinds of reports that say nothing of where they are and what they do."""


def _list(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    closed = [
        (asked.url("journeys", case.mission, journey.name), journey_rows([(case.pack.name, case.pack, journey)])[0])
        for case in desk.cases
        for journey in case.journeys
        if not journey.runs
    ]
    idle = [(case.mission, case.pack.name) for case in desk.cases if not case.running]
    return {"glances": glances(desk, asked), "closed": closed, "idle": idle}


JOURNEYS = Page("/journeys", "guide/journeys.html", _list)


def _one(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case, journey = journey_at(desk, asked)
    found = desk.answered(case, journey)
    shown = glance_of(desk, case, journey, asked)
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "name": journey.name,
        "number": journey.number,
        "runs": journey.runs,
        "glance": shown,
        "said": _said(desk, case, journey, found, shown) if found is not None else None,
        "told": told_forms(case, journey, found) if journey.runs else [],
        "reports": _reports(case, journey, asked),
        "usual": usual_source(desk, case),
        "over": journey.over_at(case.pack) or "",
        "closed": closed_line(case.pack, journey) if not journey.runs else "",
        "tasks": _tasks(case, journey, asked),
        "warnings": _warnings(desk, case, found),
    }


def _said(desk: DeskNow, case: Case, journey: Journey, found: Answered, glance: Glance) -> dict[str, Any]:
    """What the answer says, in words, in the order in which somebody needs it."""
    pack = found.running.pack
    answer = _whole(desk, case, found)
    flags = [flag_line(pack, flag) for flag in answer.flags if flag.code != "no_way"]
    lines = answer_lines(pack, answer)[len(flags) :]
    lost = bool(journey.standing.lost)
    zone = case.pack.clock.zone
    state = watch_state([case.name], desk.now)
    ahead = stretch_rows(pack, answer.ahead, zone)
    return {
        "flags": flags if lost else glance.flags,
        "lost": lines[0] if lost else "",
        "where": "" if lost else position_line(pack, answer),
        "lines": [] if lost else lines[2:],
        "wrong": wrong_rows(pack, answer),
        "ahead": ahead,
        "apart": any(own for _, _, own, _, _ in ahead),
        "notes": ahead_notes(pack, answer),
        "checks": check_rows(_checks(case, journey, answer, state, desk.now), zone),
        "watched": state.runs,
        "spent": answer.spent,
        "currency": pack.mission.currency,
    }


def _checks(case: Case, journey: Journey, answer: Answer, state: WatchState, now: datetime) -> list[Standing]:
    """The signs of life that are expected, as the watch would expect them; what somebody has taken note of is known."""
    watched = watched_in(case.pack, journey, answer)
    if watched is None:
        return []
    schedule, log = Schedule({journey.number: watched}), AlarmLog(acks=state.notes)
    return sorted(standings(schedule, log, now.astimezone(UTC)), key=lambda one: one.check.due)


def _whole(desk: DeskNow, case: Case, found: Answered) -> Answer:
    """The answer with what the policy has none to, planned anew: a broker who fails, a house that is lost."""
    if found.answer.journey.standing.lost:
        return found.answer
    key = ("whole", desk.version, case.name, found.running.journey.name)
    running, now = found.running, desk.now
    whole: Answer = desk.worked.find(key, lambda: answerer_for(running).whole(situation_of(running, now)))
    return whole


def _reports(case: Case, journey: Journey, asked: Asked) -> list[tuple[str, Any, str, str]]:
    """The last that was heard of the mission since the journey began: its address, when, what, and who told it."""
    since = [one for one in case.reports if counts_for(one, journey)]
    return [
        (
            asked.url("reports", case.mission, str(one.id)),
            one.happened.astimezone(case.pack.clock.zone),
            _report(case, journey, one),
            who_told(one),
        )
        for one in reversed(since[-MOST_REPORTS:])
    ]


def _report(case: Case, journey: Journey, report: Report) -> str:
    """What a report says; what it answers or does is said in words, not by its id."""
    if isinstance(report, Acknowledged):
        answered = next((one for one in case.opened.reports if str(one.id) == report.answers), None)
        if answered is not None:
            return say("takes note: {report}", report=say_report(answered, case.pack))
    if isinstance(report, Done) and not journey.runs:
        words = {code: what for _, code, what in task_rows(case.pack, tasks_for(case.opened, journey))}
        if report.task in words:
            return say("done: {task}", task=words[report.task])
    return say_report(report, case.pack)


def counts_for(report: Report, journey: Journey) -> bool:
    """Whether a report may have changed what is done on a journey: heard since it was accepted, and not of another."""
    heard = report.heard or report.happened
    return (
        report.kind not in QUIET
        and heard >= journey.accepted
        and getattr(report, "journey", None) in (None, journey.name)
    )


def _tasks(case: Case, journey: Journey, asked: Asked) -> Mapping[str, Any] | None:
    """What follows the end of a journey, done or open; None while it runs."""
    if journey.runs:
        return None
    tasks = tasks_for(case.opened, journey)
    undone = {task.code for task in open_tasks(tasks)}
    links = {task.code: _where(case, journey, task, asked) for task in tasks}
    rows = [(code, what, code in undone, links[code]) for _, code, what in task_rows(case.pack, tasks)]
    return {"line": tasks_line(tasks), "rows": rows}


def _where(case: Case, journey: Journey, task: Task, asked: Asked) -> tuple[str, str]:
    """Where a task is done: the words of a link, and its address; both empty where that is not in these pages."""
    url, kind = asked.url, task.code.partition(":")[0]
    if kind == "release":
        known: dict[str, str] = {"to": task.broker, "amount": f"{task.amount:g}", "state": "released"}
        form = url("missions", case.mission, "report", kind="payment", journey=journey.name, **known)
        return say("Write the payment down"), form
    return {
        "burn": (say("Burn"), url("burn", what=f"broker:{task.broker}")),
        "family": (say("What may be told"), url("families", case.mission, journey.name)),
        "trace": (say("Search requests"), url("trace")),
        "keep": (say("Cash book"), url("cash", mission=case.mission)),
    }.get(kind, ("", ""))


def _warnings(desk: DeskNow, case: Case, found: Answered | None) -> list[str]:
    own = [one for one in desk.answers.troubles if one.file.startswith(case.name)]
    own += found.running.warnings if found is not None else ()
    return list(dict.fromkeys(sentence(one) for one in own)) + (
        [say("For this journey there is no answer now; what was reported stands.")]
        if found is None and any(one.file.startswith(case.name) for one in own)
        else []
    )


JOURNEY = Page("/journeys/{mission}/{journey}", "guide/journey.html", _one)
PAGES = (JOURNEYS, JOURNEY)
ACTIONS: tuple[Action, ...] = ()
