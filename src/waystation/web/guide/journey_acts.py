"""What is done with a journey: it is begun, told of, closed; what follows its end is ticked off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from waystation.bootstrap.on_the_way import with_more
from waystation.bootstrap.vaults import surroundings
from waystation.bootstrap.watches import numbers_watched, refresh_watch
from waystation.desk.guide.cases import Case
from waystation.desk.guide.journeys import COORDINATOR, NotYet, begin, close_journey, tick
from waystation.desk.guide.running import running_of
from waystation.desk.guide.sharing import answers_of
from waystation.errors import BadInput, Mistake, Usage, WaystationError
from waystation.web.asked import Asked
from waystation.web.desk_now import DeskNow
from waystation.web.finding import case_at, journey_at
from waystation.web.guide.journeys import JOURNEY
from waystation.web.hear.keeping import keep, warned
from waystation.web.hear.telling import KIND_OF
from waystation.web.hear.values import report_value
from waystation.web.pages import Action, Done, Page
from waystation.web.typed import number_in
from waystation.wording.gates import SHORT, missed_line
from waystation.wording.journey_ends import begun_lines, closed_line, tasks_line
from waystation.wording.language import say
from waystation.world.report import Report

__all__ = ["ACTIONS", "PAGES"]

RATE_HELD = 100.0


def _told(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    form = asked.text("telling")
    if form not in KIND_OF:
        raise Usage("journey_end" if form == "close" else "form_unread")
    value, heard = report_value(desk, case, KIND_OF[form], asked)
    return Done(asked.url("journeys", case.mission, journey.name), keep(desk, case, [value], heard))


def _close(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    if not journey.runs:
        raise Usage("journey_none_runs", value=case.mission)
    closing = close_journey(case.opened, case.record, desk.now, asked.text("end"))
    troubles = refresh_watch(case.name, case.pack, closing.journey, (), desk.now)
    lines = [closed_line(case.pack, closing.journey), tasks_line(closing.tasks), *warned(troubles)]
    return Done(asked.url("journeys", case.mission, journey.name) + "#after", "\n".join(lines))


def _done(desk: DeskNow, asked: Asked) -> Done:
    case, journey = journey_at(desk, asked)
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    tick(case.opened, desk.now, journey, asked.text("task"), case.record.member or COORDINATOR)
    return Done(asked.url("journeys", case.mission, journey.name) + "#after", say("Done; it is kept."))


# ---- beginning


def _before(desk: DeskNow, asked: Asked) -> Mapping[str, Any]:
    case = case_at(desk, asked)
    running = case.running
    return {
        "mission": case.mission,
        "title": case.pack.name,
        "runs": asked.url("journeys", case.mission, running[-1].name) if running else "",
        "again": bool(case.journeys),
    }


BEGIN = Page("/missions/{mission}/begin", "guide/begin.html", _before)


def _begin(desk: DeskNow, asked: Asked) -> Done:
    case = case_at(desk, asked)
    if not case.record.writable:
        raise Usage("record_closed", value=case.mission)
    taken = numbers_watched(case.name)
    begun = begin(case.opened, case.record, desk.now, surroundings().chance, _rate(asked), taken=taken)
    if isinstance(begun, NotYet):
        code = "begin_second" if begun.verdict.word == "second" else "begin_verdict"
        gates = "; ".join(missed_line(begun.pack, gate) for gate in begun.gates)
        raise Usage(code, verdict=say(SHORT[begun.verdict.word]), gates=gates)
    verdict = begun.decided.judged.verdict.word
    lines = begun_lines(begun.journey, begun.number, verdict, begun.approved)
    lines += [*warned(begun.decided.warnings), *warned(_watched(desk, case, begun.report))]
    return Done(asked.url("journeys", case.mission, begun.journey), "\n".join(lines))


def _rate(asked: Asked) -> float | None:
    """The share of check-ins that may ring although all are well, from percent; None for the charter's."""
    typed = asked.text("false_alarms").removesuffix("%").strip()
    if not typed:
        return None
    rate = float(number_in(typed, "false_alarms")) / RATE_HELD
    if not 0.0 <= rate <= 1.0:
        raise BadInput([Mistake("not_a_number", at="false_alarms", fields={"value": f'"{typed[:40]}"'})])
    return rate


def _watched(desk: DeskNow, case: Case, report: Report) -> list[Mistake]:
    """Let the watch expect what the way ahead of a journey that has just begun makes us expect."""
    now = max(desk.now, report.heard or report.happened)
    try:
        (running,) = running_of([with_more(case.opened, [report])], now)
        (answer,) = answers_of([running], now)
    except WaystationError as error:
        return [Mistake("watch_unaware", warning=True), *error.mistakes()]
    return refresh_watch(running.name, running.pack, running.journey, answer.ahead, now)


PAGES = (BEGIN,)
ACTIONS = (
    Action("/journeys/{mission}/{journey}/told", _told, JOURNEY),
    Action("/journeys/{mission}/{journey}/close", _close, JOURNEY),
    Action("/journeys/{mission}/{journey}/done", _done, JOURNEY),
    Action("/missions/{mission}/begin", _begin, BEGIN),
)
